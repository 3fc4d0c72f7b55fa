/** Tasks that must start together, as points and lines. */
import type { TimelineRow } from '#shared/contract/planning.ts';
import { type TimeWindow, xOf } from './scale.ts';

export interface PlacedRow {
  readonly row: TimelineRow;
  /** Place from the top. */
  readonly position: number;
}

interface SyncLine {
  readonly group: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly apart: boolean;
}

/** One line for each group of which two or more rows are shown: straight down when they start together. */
export function syncLines(
  rows: readonly PlacedRow[],
  tolerance: number,
  rowPx: number,
  w: TimeWindow,
): readonly SyncLine[] {
  const groups = new Map<string, PlacedRow[]>();
  for (const placed of rows) {
    const { sync, start } = placed.row;
    if (sync === null || start === null) continue;
    const group = groups.get(sync);
    if (group) group.push(placed);
    else groups.set(sync, [placed]);
  }
  return [...groups].flatMap(([group, members]): readonly SyncLine[] => {
    if (members.length < 2) return [];
    const starts = members.map(({ row }) => row.start ?? 0);
    const clamp = (x: number): number => Math.min(20_000, Math.max(-20_000, x));
    return [
      {
        group,
        apart: Math.max(...starts) - Math.min(...starts) > tolerance * 60_000,
        points: members.map(({ row, position }) => ({
          x: clamp(xOf(row.start ?? 0, w)),
          y: position * rowPx + rowPx / 2,
        })),
      },
    ];
  });
}
