import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { textsWithoutParams } from './setup.ts';

export type Params = Readonly<Record<string, string | number>>;
export interface Words {
  /** Text of a key; plural by `count`. */
  readonly t: (key: string, params?: Params) => string;
  /** Text of a key that may be missing, such as a rule or a state this version does not know. */
  readonly maybe: (key: string, otherwise: string, params?: Params) => string;
  readonly language: string;
}

/** Most texts take no parameters and are asked for at every drawing: they are looked up once per language. */
function plainText(language: string, key: string, t: (key: string) => string): string {
  const name = `${language} ${key}`;
  const known = textsWithoutParams.get(name);
  if (known !== undefined) return known;
  const text = t(key);
  textsWithoutParams.set(name, text);
  return text;
}

/** Words and language for one component; the same object until the language changes, so that rows that hold it need not be drawn again. */
export function useT(): Words {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(
    () => ({
      t: (key, params) => (params ? t(key, { ...params }) : plainText(language, key, t)),
      maybe: (key, otherwise, params) => (i18n.exists(key) ? t(key, { ...params }) : otherwise),
      language,
    }),
    [t, i18n, language],
  );
}

/** A bilingual name of the plan: French readers get French, all others English. */
export const biText = (bi: { readonly en: string; readonly fr: string }, language: string): string =>
  language === 'fr' ? bi.fr : bi.en;
