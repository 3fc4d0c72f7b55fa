/** Search that does not care about case, accents or marks: `operation` finds `opération`. */
export const foldText = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

/** Every typed word occurs in one of the texts. */
export function matches(folded: string, ...texts: readonly string[]): boolean {
  if (folded === '') return true;
  const all = foldText(texts.join(' '));
  return folded.split(/\s+/).every((word) => all.includes(word));
}
