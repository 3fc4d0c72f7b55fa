/** The same person in two operations: who that is, and where both need them at once. */
import type { InstantMs } from '../../model/plan.ts';

/** A person has a record in each operation; the same one by name and agency, however the name is spaced or written large. */
export const personKey = (name: string, agency: string): string =>
  JSON.stringify([name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase(), agency]);

/** A task of a person, from its first instant to the one after its last. */
export interface Stretch {
  readonly code: string;
  readonly start: InstantMs;
  readonly end: InstantMs;
  /** Part of the person it asks for, in percent. */
  readonly load: number;
}
export interface Crossing {
  readonly mine: string;
  readonly theirs: string;
  readonly from: InstantMs;
  readonly to: InstantMs;
}
const WHOLE = 100;

/** Tasks of two operations that ask together for more than the whole of a person (the reading of R-PER-01), in order of time. */
export function crossings(mine: readonly Stretch[], theirs: readonly Stretch[]): readonly Crossing[] {
  return mine
    .flatMap((a) =>
      theirs
        .filter((b) => a.start < b.end && b.start < a.end && a.load + b.load > WHOLE)
        .map((b) => ({
          mine: a.code,
          theirs: b.code,
          from: Math.max(a.start, b.start),
          to: Math.min(a.end, b.end),
        })),
    )
    .sort((a, b) => a.from - b.from);
}
