import type { ParsedLine } from '#shared/sync/line.ts';

/** What is to be done with the lines of one file, as planned by shared/sync; the store carries it out in one transaction. */
export interface ReceivedPlan {
  readonly lines: readonly ParsedLine[];
}
