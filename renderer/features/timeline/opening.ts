/** Where the timeline stands when it is opened. */
import type { TimelineFrame, TimelineRow } from '#shared/contract/planning.ts';
import type { OperationView } from '../../state/place.ts';
import { fit, type TimeWindow } from './scale.ts';

export const ROW_PX = 28;
const HOUR = 3_600_000;
/** What the first window shows is the same at every width. */
const ANY_WIDTH = 800;

/** The first window: the day before H to the day after it; without H the whole plan. */
export function firstWindow(frame: TimelineFrame, width: number): TimeWindow {
  const { hHour, extent } = frame.card;
  if (hHour !== null) return fit(hHour - 26 * HOUR, hHour + 22 * HOUR, width);
  return extent ? fit(extent.from, extent.to, width) : fit(frame.now - 24 * HOUR, frame.now + 24 * HOUR, width);
}

/**
 * Where the rows stand when the picture opens: where they were left, else on the action day, with the first row that reaches into the
 * window at the top. Known before anything is drawn, so that the rows above are not drawn first.
 */
export function openingRow(
  left: OperationView,
  frame: TimelineFrame,
  all: readonly TimelineRow[] | null,
): { readonly offset: number; readonly row: number | null } {
  if (left.window !== null || left.scrollTop > 0 || left.selected !== null || all === null)
    return { offset: left.scrollTop, row: null };
  const { from } = firstWindow(frame, ANY_WIDTH);
  const first = all.findIndex((r) => r.start !== null && (r.end ?? r.start) >= from + 4 * HOUR);
  return first > 0 ? { offset: first * ROW_PX, row: first } : { offset: 0, row: null };
}
