import i18next from 'i18next';
import { useEffect } from 'react';
import { directionOf, hasWords, loadWords } from '../i18n/index.ts';
import { type ThemeChoice, usePreferences } from '../state/preferences.ts';

const media = (query: string): MediaQueryList => window.matchMedia(query);

/** The theme that is drawn: the person's choice, else what the system asks for; high contrast wins over dark. */
export const drawnTheme = (choice: ThemeChoice, dark: boolean, contrast: boolean): 'light' | 'dark' | 'contrast' =>
  choice !== 'system' ? choice : contrast ? 'contrast' : dark ? 'dark' : 'light';

/** Keeps language, direction and theme of the document in step with the preferences. */
export function useLook(): void {
  const { theme, language } = usePreferences();
  useEffect(() => {
    let isWanted = true;
    const apply = (): void => {
      if (!isWanted) return;
      document.documentElement.lang = language;
      document.documentElement.dir = directionOf(language);
      if (i18next.language !== language) void i18next.changeLanguage(language);
    };
    // words and direction change together; a file that cannot be read leaves the language as it was
    if (hasWords(language)) apply();
    else loadWords(language).then(apply, () => undefined);
    return () => {
      isWanted = false;
    };
  }, [language]);
  useEffect(() => {
    const dark = media('(prefers-color-scheme: dark)');
    const contrast = media('(prefers-contrast: more)');
    const apply = (): void => {
      document.documentElement.dataset['theme'] = drawnTheme(theme, dark.matches, contrast.matches);
    };
    apply();
    dark.addEventListener('change', apply);
    contrast.addEventListener('change', apply);
    return () => {
      dark.removeEventListener('change', apply);
      contrast.removeEventListener('change', apply);
    };
  }, [theme]);
}
