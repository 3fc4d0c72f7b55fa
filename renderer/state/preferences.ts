/** How the window looks: theme, language, direction of time. No case data, so it may outlive the session on this machine. */
import { create } from 'zustand';
import { type OwnKeys, readOwnKeys } from '../app/own-keys.ts';

export type ThemeChoice = 'system' | 'light' | 'dark' | 'contrast';
export const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark', 'contrast'];
export type Language = 'en' | 'fr' | 'es' | 'ar';
export const LANGUAGES: readonly Language[] = ['en', 'fr', 'es', 'ar'];
/** `language`: time runs as the language is read; `ltr`: always from left to right. */
export type TimeDirection = 'language' | 'ltr';

interface Preferences {
  readonly theme: ThemeChoice;
  readonly language: Language;
  readonly timeDirection: TimeDirection;
  readonly letterKeys: boolean;
  /** Letters that this person gave another place. */
  readonly keys: OwnKeys;
  readonly set: (change: Partial<LookOf>) => void;
}

type LookOf = Pick<Preferences, 'theme' | 'language' | 'timeDirection' | 'letterKeys' | 'keys'>;
type Kept = Partial<Record<'theme' | 'language' | 'timeDirection', string>> & {
  readonly letterKeys?: boolean;
  readonly keys?: unknown;
};

const oneOf = <T extends string>(value: string | undefined, all: readonly T[], otherwise: T): T =>
  all.find((v) => v === value) ?? otherwise;

/** What a kept look says, each part on its own: an odd one falls back to the usual. */
function readLook(text: string | null): Partial<LookOf> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    const look = typeof value === 'object' && value !== null ? (value as Kept) : {};
    return {
      theme: oneOf(look.theme, THEMES, 'system'),
      language: oneOf(look.language, LANGUAGES, 'en'),
      timeDirection: oneOf(look.timeDirection, ['language', 'ltr'] as const, 'language'),
      letterKeys: look.letterKeys ?? true,
      keys: readOwnKeys(look.keys),
    };
  } catch {
    return {};
  }
}

export const usePreferences = create<Preferences>((set) => ({
  theme: 'system',
  language: 'en',
  timeDirection: 'language',
  letterKeys: true,
  keys: {},
  set: (change) => set(change),
}));

/** Takes up what was kept, or at the first start the language of the system; from then on every change is handed to `keep`. */
export function startPreferences(look: string | null, systemLanguage: string, keep: (look: string) => void): void {
  const first = LANGUAGES.find((l) => l === systemLanguage.slice(0, 2));
  usePreferences.setState(look === null ? (first ? { language: first } : {}) : readLook(look));
  usePreferences.subscribe(({ theme, language, timeDirection, letterKeys, keys }) =>
    keep(
      JSON.stringify({
        theme,
        language,
        timeDirection,
        letterKeys,
        ...(Object.keys(keys).length > 0 ? { keys } : {}),
      }),
    ),
  );
}
