/** Which task stands next in time, and which rows a range of rows takes in. */
import type { TimelineRow } from '#shared/contract/planning.ts';

/** The task that starts next (or last before) in time, ties in row order. */
export function neighbourInTime(
  all: readonly TimelineRow[] | null,
  row: TimelineRow,
  direction: 1 | -1,
  positionOf: (index: number) => number,
): TimelineRow | undefined {
  if (!all || row.start === null) return undefined;
  const key = (r: TimelineRow): readonly [number, number] => [r.start ?? 0, r.index];
  const [t0, i0] = key(row);
  const after = (r: TimelineRow): boolean => {
    const [t1, i1] = key(r);
    return direction > 0 ? t1 > t0 || (t1 === t0 && i1 > i0) : t1 < t0 || (t1 === t0 && i1 < i0);
  };
  let best: TimelineRow | undefined;
  for (const r of all) {
    if (r.start === null || !after(r) || positionOf(r.index) < 0) continue;
    if (!best) best = r;
    else {
      const [t1, i1] = key(r);
      const [tb, ib] = key(best);
      const closer = direction > 0 ? t1 < tb || (t1 === tb && i1 < ib) : t1 > tb || (t1 === tb && i1 > ib);
      if (closer) best = r;
    }
  }
  return best;
}

/** The next row (or the last before) that carries a finding, coming round at the end; of those that a filter leaves. */
export function findingBeside(
  all: readonly TimelineRow[],
  here: number,
  step: 1 | -1,
  positionOf: (index: number) => number,
): { readonly row: number | null; readonly place: number; readonly total: number } {
  const found = all
    .filter((r) => r.findings.block + r.findings.warn > 0 && positionOf(r.index) >= 0)
    .map(({ index }) => index);
  const next = step > 0 ? found.findIndex((index) => index > here) : found.findLastIndex((index) => index < here);
  const at = next >= 0 ? next : step > 0 ? 0 : found.length - 1;
  const row = found[at] ?? null;
  return { row, place: row === null ? 0 : at + 1, total: found.length };
}

/** Ids of the rows from one place to another, whichever comes first; rows that are not read yet are left out. */
export const rangeOf = (
  from: number,
  to: number,
  rowAt: (position: number) => TimelineRow | undefined,
): readonly string[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => rowAt(Math.min(from, to) + i)?.id).filter(
    (id) => id !== undefined,
  );

/** With one more or one fewer. */
export const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
