import type { TimelineRow } from '#shared/contract/planning.ts';

/** A move by keys that is looked at but not yet made. */
export interface PendingMove {
  readonly row: TimelineRow;
  readonly minutes: number;
  readonly at: string;
}
