/** The words a record is found by. The same function fills the index and reads branches, which have none. */
import type { Wire } from '#shared/model/kinds/field.ts';
import { searchedOf, textOfWire } from './fields.ts';
import { foldScript, isArabic, isAscii, lettersOnly, romanised, type Run, soundOf, wordsOfText } from './scripts.ts';

/** Words parted by blanks, column by column. */
export interface Document {
  readonly place: string;
  readonly code: string;
  readonly title: string;
  readonly body: string;
  readonly sound: string;
}

/** Grows whenever the words made of the same record change: every index is then made anew. */
export const WORDS_VERSION = 1;
/** A text longer than this is found by its beginning. */
const MOST_CHARACTERS = 4_000;
/** Syllables of a name written together. */
const JOINED = 4;
/** Begins the word that stands for a whole code; no letter, so that nobody types it. */
export const WHOLE = '·';
export const IS_OPERATION = 'op';

/** Where words begin in scripts without blanks, for Latin typing; the same on one machine, which is all an index needs. */
const words = new Intl.Segmenter('en', { granularity: 'word' });

interface Latin {
  readonly latin: readonly string[];
  readonly sounds: readonly string[];
}
const known = new Map<string, Latin>();
const MOST_KNOWN = 20_000;

/** Latin forms and sounds of one run that is not plain ASCII; names come again and again, so they are kept. */
function latinOf(run: Run): Latin {
  const kept = known.get(run.text);
  if (kept) return kept;
  const parts =
    run.is === 'syllables'
      ? joins(Array.from(run.text, (c) => romanised(c).trim()))
      : [
          run.text,
          ...(run.is === 'dense' ? [...words.segment(run.text)].map((s) => s.segment) : []),
          // The article is written as one word with what it belongs to.
          ...(run.text.startsWith('ال') ? [run.text.slice(2)] : []),
        ].map(romanised);
  const made = {
    latin: [...new Set(parts.map(lettersOnly))].filter((word) => word !== '' && word !== run.text),
    // Latin letters with accents are spelt as they sound.
    sounds: /^\p{scx=Latin}+$/u.test(run.text) ? [] : [...new Set(parts.map(soundOf))].filter((s) => s.length > 1),
  };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(run.text, made);
  return made;
}

/** Every syllable with up to three that follow it, as names are written in Latin letters. */
const joins = (syllables: readonly string[]): readonly string[] =>
  syllables.flatMap((_, from) =>
    Array.from({ length: Math.min(JOINED, syllables.length - from) }, (__, more) =>
      syllables.slice(from, from + more + 1).join(''),
    ),
  );

/** Words of a text as its script has them, and in Latin letters; sounds go to their own list. */
export function wordsOf(text: string, sounds: Set<string>): string {
  const out: string[] = [];
  const latin: string[] = [];
  let before = '';
  for (const runs of wordsOfText(foldScript(text.slice(0, MOST_CHARACTERS))))
    for (const run of runs) {
      out.push(run.is === 'word' ? run.text : Array.from(run.text).join(' '));
      if (isAscii(run.text)) continue;
      const forms = latinOf(run);
      latin.push(...forms.latin);
      for (const sound of forms.sounds) sounds.add(sound);
      // Two words that people write as one in Latin letters: Abd Allah, Abdullah.
      if (before !== '' && isArabic(run.text)) sounds.add(soundOf(`${before}${romanised(run.text)}`));
      before = isArabic(run.text) ? romanised(run.text) : '';
    }
  // Behind the text, so that a phrase of the text itself is never torn apart.
  return [...out, ...latin].join(' ');
}

/** A code in parts, written together, and as the whole it is. */
function codeWords(code: string): string {
  const parts = wordsOf(code, new Set());
  const whole = parts.replaceAll(' ', '');
  return whole === '' ? '' : [...new Set([parts, whole, `${WHOLE}${whole}`])].join(' ');
}

/** What a record is found by; null: search does not find its kind. `place`: the word that stands for its operation, or ''. */
export function documentOf(kind: string, fields: Readonly<Record<string, Wire>>, place: string): Document | null {
  const searched = searchedOf(kind);
  if (!searched) return null;
  const sounds = new Set<string>();
  const column = (names: readonly string[]): string =>
    names
      .map((name) => wordsOf(textOfWire(fields[name]), sounds))
      .filter((text) => text !== '')
      .join(' ');
  return {
    place: kind === 'operation' ? `${place} ${IS_OPERATION}` : place,
    code: codeWords(textOfWire(fields['code'])),
    title: column(searched.title),
    body: column(searched.body),
    sound: [...sounds].join(' '),
  };
}
