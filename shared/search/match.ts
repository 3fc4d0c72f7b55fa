/** What was typed, as conditions on words: read here for branches and tests, and as a question to the index. */
import type { Wire } from '#shared/model/kinds/field.ts';
import { searchedOf, textOfWire } from './fields.ts';
import { foldScript, isAscii, soundOf, wordsOfText } from './scripts.ts';
import { type Document, IS_OPERATION, WHOLE, wordsOf } from './words.ts';

/** One typed word: the beginning of a word, or letters in a row in scripts without blanks. */
interface Term {
  readonly is: 'prefix' | 'phrase';
  readonly words: readonly string[];
  /** How it sounds; null: it is not Latin, or too short to tell. */
  readonly sound: string | null;
}
export interface Typed {
  readonly terms: readonly Term[];
  /** Everything typed as one code. */
  readonly whole: string;
}
/** Best first. `here`: in the operation looked at. */
export const TIERS = ['code-here', 'operation', 'title-here', 'code', 'title', 'text-here', 'text', 'sound'] as const;
export type Tier = (typeof TIERS)[number];
const MOST_TERMS = 8;
const EXCERPT = 120;
const BEFORE = 30;

/** null: nothing was typed that could be found. */
export function readTyped(text: string): Typed | null {
  const terms = wordsOfText(foldScript(text))
    .flatMap((runs) =>
      runs.map((run): Term => {
        const sound = isAscii(run.text) ? soundOf(run.text) : '';
        return {
          is: run.is === 'word' ? 'prefix' : 'phrase',
          words: run.is === 'word' ? [run.text] : Array.from(run.text),
          sound: sound.length > 1 ? sound : null,
        };
      }),
    )
    .slice(0, MOST_TERMS);
  return terms.length === 0 ? null : { terms, whole: terms.flatMap((t) => t.words).join('') };
}

const SOUND = 'sound';
const ask = (term: Term): string => (term.is === 'prefix' ? `"${term.words[0]}" *` : `"${term.words.join(' ')}"`);
const every = (typed: Typed, columns: string): string =>
  `{${columns}} : (${typed.terms.map((t) => `(${ask(t)})`).join(' AND ')})`;

/** The question to the index for one tier; null: it cannot find anything. Words are letters and digits only, so nothing typed is read as syntax. */
export function questionOf(typed: Typed, tier: Tier, here: string | null): string | null {
  const at = here === null ? null : `place : "${here}"`;
  const whole = `code : "${WHOLE}${typed.whole}"`;
  const titles = every(typed, 'code title');
  const texts = every(typed, 'code title body');
  switch (tier) {
    case 'operation':
      return `(place : "${IS_OPERATION}") AND (${titles})`;
    case 'code':
      return whole;
    case 'title':
      return titles;
    case 'text':
      return texts;
    case 'code-here':
      return at && `(${at}) AND (${whole})`;
    case 'title-here':
      return at && `(${at}) AND (${titles})`;
    case 'text-here':
      return at && `(${at}) AND (${texts})`;
    case 'sound':
      return typed.terms.some((t) => t.sound !== null)
        ? typed.terms
            .map((t) => (t.sound === null ? `{code title body} : (${ask(t)})` : `{${SOUND}} : ("${t.sound}" *)`))
            .join(' AND ')
        : null;
  }
}

const list = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));
function has(text: string, term: Term): boolean {
  const all = list(text);
  const [first = ''] = term.words;
  return term.is === 'prefix'
    ? all.some((word) => word.startsWith(first))
    : all.some((_, i) => term.words.every((word, k) => all[i + k] === word));
}

/** Which text of a record was found, and what stands around it; null: none of its own texts. */
export function foundIn(
  kind: string,
  fields: Readonly<Record<string, Wire>>,
  typed: Typed,
): { readonly field: string; readonly excerpt: string } | null {
  for (const field of searchedOf(kind)?.body ?? []) {
    const text = textOfWire(fields[field]);
    const words = wordsOf(text, new Set());
    const term = typed.terms.find((t) => has(words, t));
    if (term === undefined) continue;
    // Folding may shift letters by a few places; what was found still stands within the window.
    const at = Math.max(0, foldScript(text).indexOf(term.words.join('')) - BEFORE);
    const cut = text.slice(at, at + EXCERPT).trim();
    return { field, excerpt: `${at > 0 ? '…' : ''}${cut}${at + EXCERPT < text.length ? '…' : ''}` };
  }
  return null;
}

/** The best tier in which a record is found, by its words alone; null: it is not found. */
export function tierOf(document: Document, typed: Typed, here: string | null): Tier | null {
  const { code, title, body, sound } = document;
  const places = list(document.place);
  const isHere = here !== null && places.includes(here);
  const inAll = (...columns: readonly string[]): boolean =>
    typed.terms.every((term) => columns.some((column) => has(column, term)));
  const isWhole = list(code).includes(`${WHOLE}${typed.whole}`);
  if (isHere && isWhole) return 'code-here';
  const inTitle = inAll(code, title);
  if (inTitle && places.includes(IS_OPERATION)) return 'operation';
  if (inTitle && isHere) return 'title-here';
  if (isWhole) return 'code';
  if (inTitle) return 'title';
  if (inAll(code, title, body)) return isHere ? 'text-here' : 'text';
  const sounds = list(sound);
  const sounded = typed.terms.every((term) =>
    term.sound === null
      ? [code, title, body].some((column) => has(column, term))
      : sounds.some((s) => s.startsWith(term.sound ?? '')),
  );
  return sounded && typed.terms.some((t) => t.sound !== null) ? 'sound' : null;
}
