/** Faces of scripts are files of their own, read when a letter of theirs is first laid out; the picture is then laid out twice. */

/** The part of the browser's FontFace that matters here. */
export interface Face {
  readonly family: string;
  readonly unicodeRange: string;
}
type Range = readonly [first: number, last: number];
interface Reach<F> {
  readonly face: F;
  readonly ranges: readonly Range[];
}

/** Chinese faces say they have it and have not: the browser reads on. */
const HANGUL = /\p{Script=Hangul}/u;
const bare = (family: string): string => family.trim().replaceAll(/^["']|["']$/g, '');

/** "U+0-FF, U+131, U+4??" as numbers. */
function rangesOf(text: string): readonly Range[] {
  return text.split(',').map((part): Range => {
    const [first = '', last = first] = part.trim().slice(2).split('-');
    return [Number.parseInt(first.replaceAll('?', '0'), 16), Number.parseInt(last.replaceAll('?', 'F'), 16)];
  });
}

/**
 * The faces that will draw these letters: of each letter the first in the order of `families` that has it. Asked for by the whole list, the browser
 * reads every face of every family that has the letter: each script brings Latin letters of its own, and three have the same Han.
 */
export function facesFor<F extends Face>(
  letters: readonly string[],
  families: readonly string[],
  faces: readonly F[],
): readonly F[] {
  const reached = new Map<string, readonly Reach<F>[]>();
  const reachOf = (family: string): readonly Reach<F>[] => {
    let known = reached.get(family);
    if (!known) {
      known = faces
        .filter((face) => bare(face.family) === family)
        .map((face) => ({ face, ranges: rangesOf(face.unicodeRange) }));
      reached.set(family, known);
    }
    return known;
  };
  const wanted = new Set<F>();
  for (const letter of letters) {
    const code = letter.codePointAt(0) ?? 0;
    for (const family of families) {
      const found = reachOf(family).find(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last));
      if (!found) continue;
      wanted.add(found.face);
      if (!HANGUL.test(letter)) break;
    }
  }
  return [...wanted];
}

const known = new Set<string>();

/** Reads the faces these texts will be drawn with. */
export function loadFaces(texts: readonly string[]): void {
  const letters = [...new Set(texts.join(''))].filter((letter) => !known.has(letter));
  if (letters.length === 0) return;
  for (const letter of letters) known.add(letter);
  const families = getComputedStyle(document.body).fontFamily.split(',').map(bare);
  // a face that cannot be read is missing in the picture as well, and nowhere else
  for (const face of facesFor(letters, families, [...document.fonts])) face.load().catch(() => undefined);
}
