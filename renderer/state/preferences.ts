/** How the window looks: theme, language, direction of time. No case data, so it may outlive the session on this machine. */
import { create } from 'zustand';

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
  readonly set: (change: Partial<Pick<Preferences, 'theme' | 'language' | 'timeDirection' | 'letterKeys'>>) => void;
}

const KEY = 'liaison.look';
type Kept = Partial<Record<'theme' | 'language' | 'timeDirection', string>> & { readonly letterKeys?: boolean };

function kept(): Kept {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Kept) : {};
  } catch {
    return {};
  }
}

const oneOf = <T extends string>(value: string | undefined, all: readonly T[], otherwise: T): T =>
  all.find((v) => v === value) ?? otherwise;

const stored = typeof window === 'undefined' ? {} : kept();

export const usePreferences = create<Preferences>((set, get) => ({
  theme: oneOf(stored.theme, THEMES, 'system'),
  language: oneOf(stored.language, LANGUAGES, 'en'),
  timeDirection: oneOf(stored.timeDirection, ['language', 'ltr'] as const, 'language'),
  letterKeys: stored.letterKeys ?? true,
  set: (change) => {
    set(change);
    const { theme, language, timeDirection, letterKeys } = get();
    try {
      window.localStorage.setItem(KEY, JSON.stringify({ theme, language, timeDirection, letterKeys }));
    } catch {
      // storage is switched off: the choice then holds until the window closes
    }
  },
}));

/** Whether a language was ever chosen here; otherwise the system's is taken at the first start. */
export const languageWasChosen = (): boolean => stored.language !== undefined;
