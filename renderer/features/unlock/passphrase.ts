/** How strong a passphrase is, by its length and the variety of its words; no list of passwords is needed offline. */
export const MIN_PASSPHRASE = 14;

export interface Strength {
  /** 0 to 4 */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly enough: boolean;
  /** What is missing, as a catalogue key; null when it is enough. */
  readonly missing: 'short' | 'repeats' | null;
}

/** Counts different characters, so that `aaaaaaaaaaaaaa` does not pass for length. */
export function strengthOf(passphrase: string): Strength {
  const text = passphrase.normalize('NFKC');
  const length = Array.from(text).length;
  const different = new Set(text.toLowerCase()).size;
  if (length < MIN_PASSPHRASE) return { score: length === 0 ? 0 : 1, enough: false, missing: 'short' };
  if (different < 7) return { score: 1, enough: false, missing: 'repeats' };
  const score = length >= 26 ? 4 : length >= 20 ? 3 : 2;
  return { score, enough: true, missing: null };
}

/** Groups of a recovery code, as it is printed: parted by blanks or hyphens. */
export const groupsOf = (code: string): readonly string[] => code.trim().split(/[\s-]+/);

/** Whether the last group was typed again, whatever the case and the blanks around it. */
export const lastGroupMatches = (code: string, typed: string): boolean =>
  (groupsOf(code).at(-1) ?? '').toUpperCase() === typed.replaceAll(/[\s-]/g, '').toUpperCase();
