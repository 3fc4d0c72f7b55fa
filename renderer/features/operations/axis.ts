/** One axis of time for all operations: places in percent of its length, months as ticks. */
import { civilOfDayNumber, MS_PER_DAY } from '#shared/time/calendar.ts';

/** Ticks at most; beyond, only every second, third … month is written. */
const MOST_TICKS = 12;

export interface Axis {
  readonly from: number;
  readonly to: number;
}

/** Place of an instant, in percent from the start of the axis. */
export const placeOf = (at: number, { from, to }: Axis): number => ((at - from) / Math.max(1, to - from)) * 100;

/** Firsts of months (UTC) inside the axis, at most twelve of them. */
export function monthTicks({ from, to }: Axis): readonly number[] {
  const first = civilOfDayNumber(Math.floor(from / MS_PER_DAY));
  const last = civilOfDayNumber(Math.floor(to / MS_PER_DAY));
  const count = (last.year - first.year) * 12 + last.month - first.month;
  const every = Math.max(1, Math.ceil(count / MOST_TICKS));
  const ticks: number[] = [];
  for (let n = 1; n <= count; n += every) ticks.push(Date.UTC(first.year, first.month - 1 + n, 1));
  return ticks;
}

/** The fullest part of the picture; null: nothing runs at any time. */
export function busiest(
  running: readonly number[],
  axis: Axis,
): { readonly at: number; readonly count: number } | null {
  const count = Math.max(0, ...running);
  if (count === 0) return null;
  const bin = running.indexOf(count);
  return { at: axis.from + ((bin + 0.5) / running.length) * (axis.to - axis.from), count };
}

/** Which colour a bar has: one hue by how far the operation has come, never one per operation. */
export type Progress = 'planned' | 'running' | 'after' | 'over' | 'stopped';
export function progressOf(status: string): Progress {
  switch (status) {
    case 'go':
    case 'executing':
      return 'running';
    case 'post_operational':
      return 'after';
    case 'closed':
    case 'archived':
      return 'over';
    case 'suspended':
    case 'aborted':
      return 'stopped';
    default:
      return 'planned';
  }
}
