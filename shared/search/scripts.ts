/** How texts of any script become words that can be found by typing them, or by typing Latin letters. */
import anyAscii from 'any-ascii';

/** Marks that people leave out when they type: accents of Latin, Greek and Cyrillic, and the vowel signs of Arabic and Hebrew. */
const MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
const SAME_LETTER: Readonly<Record<string, string>> = { ة: 'ه', ى: 'ي', ی: 'ي', ک: 'ك', ς: 'σ' };
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORD = /[a-z0-9]+/g;

/**
 * Scripts written without blanks, and Korean, whose names are asked for by their second part: Han, Hangul, the two kana, then Thai,
 * Lao, Khmer and Burmese. Scripts by extension, so that the long-vowel sign of kana counts.
 */
const RUNS =
  /([\p{scx=Han}]+)|(\p{scx=Hangul}+)|([\p{scx=Hiragana}\p{scx=Katakana}]+)|([\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+)|((?:(?![\p{scx=Han}\p{scx=Hangul}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}])[^])+)/gu;

/** A run of one kind of script: each syllable its own word, no blanks between words, or words as they are. */
export interface Run {
  readonly is: 'syllables' | 'dense' | 'word';
  readonly text: string;
}

/** Case, accents and forms of letters that do not matter, gone; what is a letter of its own stays. */
export function foldScript(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replaceAll(MARKS, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[ةىیکς]/g, (c) => SAME_LETTER[c] ?? c);
}

/** Runs of each word of a folded text. */
export function wordsOfText(folded: string): readonly (readonly Run[])[] {
  if (ASCII.test(folded)) return (folded.match(ASCII_WORD) ?? []).map((text) => [{ is: 'word', text }]);
  return (folded.match(WORD) ?? []).map((word) =>
    ASCII.test(word)
      ? [{ is: 'word', text: word } as const]
      : [...word.matchAll(RUNS)].map(([text, han, hangul]): Run => {
          const [, , , kana, dense] = RUN_KIND.exec(text) ?? [];
          return {
            is:
              han !== undefined || hangul !== undefined
                ? 'syllables'
                : kana !== undefined || dense !== undefined
                  ? 'dense'
                  : 'word',
            text,
          };
        }),
  );
}
const RUN_KIND = new RegExp(RUNS.source, 'u');

export const isAscii = (text: string): boolean => ASCII.test(text);

/** Spellings that a table of single letters cannot know: the first alef is heard, and in Burmese r is said y and a creaky nasal ends in t. */
const HEARD: readonly (readonly [RegExp, string])[] = [
  [/^ا/gu, 'a'],
  [/ြ/gu, 'ယ'],
  [/\u1037\u103a|\u103a\u1037/gu, 'တ'],
];
/** The same in Latin letters, with the signs that stand for a throat sound. */
export const romanised = (text: string): string =>
  anyAscii(HEARD.reduce((heard, [from, to]) => heard.replaceAll(from, to), text)).toLowerCase();
export const isArabic = (text: string): boolean => /^\p{scx=Arabic}/u.test(text);
export const lettersOnly = (latin: string): string => latin.replaceAll(/[^a-z0-9]/g, '');

const STEPS: readonly (readonly [RegExp, string])[] = [
  [/sch|tch|sh|ch|zh|ts|tz|dz|hs|[czjx]/g, 's'],
  [/ng/g, 'n'],
  [/kh|gh|[gq]/g, 'k'],
  [/ph|bh|[bfv]/g, 'p'],
  [/th|dh|d/g, 't'],
  [/r/g, 'l'],
];
/**
 * How a name sounds, without its vowels: scripts that do not write every vowel are spelt in Latin in many ways (Mohammed, Muhamad;
 * Somchai, Somchay). Letters that languages take for each other become one. A vowel counts only where the word begins with it.
 */
export function soundOf(latin: string): string {
  const plain = latin.replaceAll(/[^a-z'`]/g, '');
  if (plain === '') return '';
  const [first = ''] = plain;
  const start = /[aeiou'`]/.test(first) ? 'a' : first === 'w' ? 'p' : first === 'h' || first === 'y' ? first : '';
  let rest = start === '' ? plain : plain.slice(1);
  for (const [from, to] of STEPS) rest = rest.replaceAll(from, to);
  return (start + rest.replaceAll(/[^klmnpst]/g, '')).replaceAll(/(.)\1+/g, '$1');
}
