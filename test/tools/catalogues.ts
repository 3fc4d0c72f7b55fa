/** The words of the window in all languages at once, which the window itself never holds. */
import { ar } from '#renderer/i18n/words/ar.ts';
import { en } from '#renderer/i18n/words/en.ts';
import { es } from '#renderer/i18n/words/es.ts';
import { fr } from '#renderer/i18n/words/fr.ts';

export const CATALOGUES = { en, fr, es, ar } as const;
