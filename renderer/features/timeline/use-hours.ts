import type { ClosedHours } from '#shared/contract/bands.ts';
import { useAsk } from '../../api/index.ts';
import type { TimeWindow } from './scale.ts';

const DAY = 86_400_000;
/** Asked for in blocks, so that panning does not ask with every step. */
const BLOCK = 7 * DAY;
/** A window as wide as the largest screen; nights narrower than this cannot be told apart and are not drawn. */
const WIDEST_PX = 2_600;
const LEAST_DAY_PX = 60;
const NONE: readonly ClosedHours[] = [];

export const showsHours = (w: TimeWindow): boolean => DAY / w.msPerPx >= LEAST_DAY_PX;

/** Closed hours around the shown window, as the worker tells them; none while it is too wide to show them. */
export function useHours(
  operation: string,
  window: TimeWindow | null,
  centre: number,
  on = true,
): readonly ClosedHours[] {
  const w = window ?? { from: centre - DAY, msPerPx: DAY / 600 };
  const shown = on && showsHours(w);
  const from = Math.floor(w.from / BLOCK) * BLOCK;
  const to = Math.ceil((w.from + Math.min(WIDEST_PX * w.msPerPx, 35 * DAY)) / BLOCK) * BLOCK;
  const ask = useAsk('timeline.hours', { operation, from, to }, { when: shown });
  return shown ? (ask.data ?? NONE) : NONE;
}
