/** Old and new spans on one scale, as arithmetic: percent of the width, so that the picture needs no measuring. */
import type { TaskDifference } from '#shared/contract/exchange-screens.ts';

export interface Scale {
  readonly from: number;
  readonly to: number;
}
export interface Bar {
  /** Percent of the width from the leading edge, and its length. */
  readonly start: number;
  readonly size: number;
}
type Span = TaskDifference['after'];

/** The stretch of time that all spans lie in, with a hundredth at both ends; null: nothing is dated. */
export function scaleOf(tasks: readonly TaskDifference[]): Scale | null {
  const instants = tasks.flatMap((t) => [t.before, t.after].flatMap((s) => (s ? [s.start, s.end] : [])));
  const known = instants.filter((at): at is number => at !== null);
  if (known.length === 0) return null;
  const [from, to] = [Math.min(...known), Math.max(...known)];
  const margin = Math.max(60_000, (to - from) / 100);
  return { from: from - margin, to: to + margin };
}

/** Where a span lies; null without a start. A task without an end is as thin as a line. */
export function barOf(span: Span, { from, to }: Scale): Bar | null {
  if (span?.start == null) return null;
  const percent = (at: number): number => ((at - from) / (to - from)) * 100;
  const start = percent(span.start);
  return { start, size: Math.max(0, percent(span.end ?? span.start) - start) };
}

/** Minutes by which a moved task starts later (+) or earlier (−), and ends; null where one of them is not known. */
export function movedBy({ before, after }: TaskDifference): {
  readonly start: number | null;
  readonly end: number | null;
} {
  const minutes = (a: number | null | undefined, b: number | null | undefined): number | null =>
    a == null || b == null ? null : Math.round((b - a) / 60_000);
  return { start: minutes(before?.start, after?.start), end: minutes(before?.end, after?.end) };
}
