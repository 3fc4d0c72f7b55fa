/** Where an arrow leads in a table of rows and columns, and in the tasks of a cell. Pure, so that it can be tested without a window. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}
export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

const within = (n: number, count: number): number => Math.min(count - 1, Math.max(0, n));

/** The next cell; null for keys that move nothing. `dir` mirrors left and right: the arrow follows the eye. */
export function nextSpot(spot: Spot, key: string, ctrl: boolean, extent: Extent, dir: 'ltr' | 'rtl'): Spot | null {
  const side = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  const across = dir === 'rtl' ? -side : side;
  const down = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  if (key === 'Home') return { row: ctrl ? 0 : spot.row, column: 0 };
  if (key === 'End') return { row: ctrl ? extent.rows - 1 : spot.row, column: extent.columns - 1 };
  if (across === 0 && down === 0) return null;
  return { row: within(spot.row + down, extent.rows), column: within(spot.column + across, extent.columns) };
}
