/** How strong a passphrase is, by its length and the variety of its words; no list of passwords is needed offline. */
export const MIN_PASSPHRASE = 12;
/** As the contract counts: UTF-16 units of what was typed. */
const MAX_PASSPHRASE = 1000;
const MIN_WORDS = 4;
const MIN_DIFFERENT = 5;

export interface Strength {
  /** 0 to 4 */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly enough: boolean;
  /** What is wrong, as a catalogue key; null when it is enough. */
  readonly missing: 'short' | 'repeats' | 'long' | null;
}

/**
 * The rule of the trusted side, so that the form never refuses what the key store takes nor the other way round:
 * 12 characters as a reader counts them, or four different words, which serves scripts that need fewer characters;
 * five different characters either way. A test holds the two together.
 */
export function strengthOf(passphrase: string): Strength {
  const text = passphrase.normalize('NFKC');
  const characters = [...new Intl.Segmenter('und').segment(text)].map((part) => part.segment);
  const words = new Set(text.split(/\s+/u).filter((word) => word.length >= 2)).size;
  const length = characters.length;
  if (length < MIN_PASSPHRASE && words < MIN_WORDS)
    return { score: length === 0 ? 0 : 1, enough: false, missing: 'short' };
  if (passphrase.length > MAX_PASSPHRASE) return { score: 1, enough: false, missing: 'long' };
  if (new Set(characters).size < MIN_DIFFERENT) return { score: 1, enough: false, missing: 'repeats' };
  const score = length >= 26 ? 4 : length >= 18 || words >= MIN_WORDS + 1 ? 3 : 2;
  return { score, enough: true, missing: null };
}

/** Groups of a recovery code, as it is printed: parted by blanks or hyphens. */
export const groupsOf = (code: string): readonly string[] => code.trim().split(/[\s-]+/);

/** Whether the last group was typed again, whatever the case and the blanks around it. */
export const lastGroupMatches = (code: string, typed: string): boolean =>
  (groupsOf(code).at(-1) ?? '').toUpperCase() === typed.replaceAll(/[\s-]/g, '').toUpperCase();
