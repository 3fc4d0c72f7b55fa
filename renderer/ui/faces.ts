/** Faces of scripts are files of their own, read when a letter of theirs is first laid out; the picture is then laid out twice. */

const known = new Set<string>();

/** Reads the faces these texts will be drawn with. */
export function loadFaces(texts: readonly string[]): void {
  const letters = [...new Set(texts.join(''))].filter((letter) => !known.has(letter));
  if (letters.length === 0) return;
  for (const letter of letters) known.add(letter);
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  // a face that cannot be read is missing in the picture as well, and nowhere else
  document.fonts.load(`${fontSize} ${fontFamily}`, letters.join('')).catch(() => undefined);
}
