import { ar } from './words-ar.ts';
import { en } from './words-en.ts';
import { es } from './words-es.ts';
import { fr } from './words-fr.ts';
import type { Words } from './words-shape.ts';

export type BriefLanguage = 'en' | 'fr' | 'es' | 'ar';

export const WORDS: Readonly<Record<BriefLanguage, Words>> = { en, fr, es, ar };

/** A word of an open list, without the underscores of the file. */
export const openWord = (words: Words, key: string): string =>
  (Object.hasOwn(words.common, key) ? words.common[key] : undefined) ?? key.replaceAll('_', ' ');
