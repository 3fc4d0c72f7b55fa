import type { TimelineRow } from '#shared/contract/planning.ts';

/** By how many minutes a bar would start later, and by how many it would be longer. */
export interface Ghost {
  readonly minutes: number;
  readonly longer: number;
}
/** A move or a new length that is looked at but not yet made. */
export interface PendingMove extends Ghost {
  readonly row: Pick<TimelineRow, 'id' | 'code' | 'title' | 'start' | 'end'>;
  readonly at: string;
}

/** Length in whole minutes; 0 where the plan says none. */
export const lengthOf = (row: Pick<TimelineRow, 'start' | 'end'>): number =>
  row.start === null || row.end === null ? 0 : Math.round((row.end - row.start) / 60_000);
