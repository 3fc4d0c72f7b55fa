/**
 * Catalogues and language switching. English is complete and the fallback; no text stands in code. The words of the other languages are files of
 * their own, read when somebody chooses one: four in memory would be three too many.
 */
import i18next, { type FormatterModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { numberText } from './formats.ts';
import { pseudoLong } from './pseudo.ts';
import { en } from './words/en.ts';

const OTHERS = {
  fr: () => import('./words/fr.ts').then(({ fr }) => fr),
  es: () => import('./words/es.ts').then(({ es }) => es),
  ar: () => import('./words/ar.ts').then(({ ar }) => ar),
} as const;
const isOther = (language: string): language is keyof typeof OTHERS => Object.hasOwn(OTHERS, language);
type Texts = Parameters<typeof pseudoLong>[0];

/** Texts that were asked for, by language and key (use-t.ts). */
export const textsWithoutParams = new Map<string, string>();
let drawn = (texts: Texts): Texts => texts;

/** Whether a language can be drawn at once. */
export const hasWords = (language: string): boolean => i18next.hasResourceBundle(language, 'translation');

/** Reads the words of a language, once; of one that does not exist, nothing: English stands in. */
export async function loadWords(language: string): Promise<void> {
  if (hasWords(language) || !isOther(language)) return;
  i18next.addResourceBundle(language, 'translation', drawn(await OTHERS[language]()));
}

/** From here on a number is read in groups; below, grouping it would only part years and codes. */
const GROUPED_FROM = 10_000;
/** Every number that is put into a text, as its language groups it. */
const numbersInTexts = {
  type: 'formatter',
  init: (): void => undefined,
  add: (): void => undefined,
  addCached: (): void => undefined,
  format: (value: unknown, _format?: string, language?: string): string =>
    typeof value === 'number' && Math.abs(value) >= GROUPED_FROM ? numberText(value, language ?? 'en') : String(value),
} as const satisfies FormatterModule;

/** Starts the catalogues in one language. `pseudo` lengthens every text by 40 % to find what clips. */
export async function startLanguages(language: string, pseudo = false): Promise<i18n> {
  drawn = pseudo ? pseudoLong : (texts) => texts;
  textsWithoutParams.clear();
  const own = isOther(language) ? { [language]: { translation: drawn(await OTHERS[language]()) } } : {};
  void i18next
    .use(initReactI18next)
    .use(numbersInTexts)
    .init({
      lng: language,
      fallbackLng: 'en',
      resources: { en: { translation: drawn(en) }, ...own },
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
      showSupportNotice: false,
      initAsync: false,
    } as Parameters<i18n['init']>[0]);
  return i18next;
}

export const directionOf = (language: string): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');
