/** Finds names and codes in free text, in any script (R-HAN-10). Finding too much costs a field; finding too little costs a secret. */

/** Scripts written without blanks between words: there a name is looked for inside longer runs. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Lower case, without accents, invisible characters and punctuation; words parted by one blank. */
export const normalised = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{Mn}]+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** `M2`, `T39~ab12`, `JIT-1`: runs of letters and digits, whole and in their parts. */
function codesIn(text: string): readonly string[] {
  return (text.normalize('NFKC').match(/[A-Za-z0-9_~-]+/gu) ?? []).flatMap((run) => {
    const bare = run.replace(/^[-_~]+|[-_~]+$/gu, '');
    const parts = bare.split(/[-_~]+/u);
    return parts.length > 1 ? [bare, ...parts] : [bare];
  });
}

/** `m2` and `M2` are one code; `IT` without a digit is not the word `it`. */
const codeKey = (code: string): string => (/\d/u.test(code) ? code.toUpperCase() : code);

/** `JIT-1` in "JIT-1 money and organisers": what people call the thing for short. Offsets such as `H-24` are none. */
export const designationsIn = (name: string): readonly string[] =>
  (name.match(/(?<![\p{L}\p{N}-])\p{Lu}{1,8}-?\d{1,4}(?![\p{L}\p{N}-])/gu) ?? []).filter(
    (word) => word.length > 2 && !/^[HDJ]-/u.test(word),
  );

export interface Names {
  readonly codes: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Names that are also plain words (a task called "Report"): a single word must then be spelt the same. */
  readonly titles: ReadonlySet<string>;
}

/** A test for texts: does it name one of these? */
export function nameFinder({ codes, names, titles }: Names): (text: string) => boolean {
  const keys = new Set([...codes].map(codeKey));
  const exact = new Set<string>();
  const spaced = new Map<string, string[]>();
  const unspaced: string[] = [];
  const add = (phrase: string): void => {
    if (UNSPACED.test(phrase)) {
      unspaced.push(phrase.replaceAll(' ', ''));
      return;
    }
    const [first] = phrase.split(' ');
    if (first === undefined || phrase.length < 3) return;
    const list = spaced.get(first);
    if (list) list.push(phrase);
    else spaced.set(first, [phrase]);
  };
  for (const name of names) add(normalised(name));
  for (const code of codes) if (!/^[A-Za-z0-9_~-]+$/u.test(code)) add(normalised(code));
  for (const title of titles) {
    const phrase = normalised(title);
    if (phrase.includes(' ') || UNSPACED.test(phrase)) add(phrase);
    else if (title.trim() !== '') exact.add(title.trim());
  }
  const phrases = unspaced.filter((phrase) => phrase.length > 1);

  return (text) => {
    if (codesIn(text).some((code) => keys.has(codeKey(code)))) return true;
    if (
      exact.size > 0 &&
      (text.match(/[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu) ?? []).some((w) => exact.has(w))
    )
      return true;
    const plain = ` ${normalised(text)} `;
    if (plain === '  ') return false;
    const close = plain.replaceAll(' ', '');
    if (phrases.some((phrase) => close.includes(phrase))) return true;
    return plain
      .trim()
      .split(' ')
      .some((word) => spaced.get(word)?.some((phrase) => plain.includes(` ${phrase} `)) === true);
  };
}
