/**
 * A program with one letter beyond Latin-1 in it is kept by V8 as two bytes a letter, all of it, for as long as it runs. Ours has words in four
 * languages, so every bundle is written in ASCII: the letters as escapes, which mean the same in strings, patterns, templates and names.
 */
const BEYOND = /(\\*)([^\0-\x7f])/g;

const escapeOf = (unit: number): string => `u${unit.toString(16).padStart(4, '0')}`;

/**
 * A letter after an odd number of backslashes is escaped already: that backslash becomes the one of its code.
 * The text of `String.raw` becomes the escape: ours are pieces of patterns, where that is the letter as well.
 */
export const inAscii = (code: string): string =>
  code.replaceAll(BEYOND, (_, before: string, letter: string) => {
    const own = before.length % 2 === 0 ? '\\' : '';
    return `${before}${own}${escapeOf(letter.charCodeAt(0))}`;
  });
