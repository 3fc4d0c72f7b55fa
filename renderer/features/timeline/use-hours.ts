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

/** The weeks whose closed hours the window shows; null while it is too wide to show them. */
export function hoursIn(w: TimeWindow): { readonly from: number; readonly to: number } | null {
  if (DAY / w.msPerPx < LEAST_DAY_PX) return null;
  return {
    from: Math.floor(w.from / BLOCK) * BLOCK,
    to: Math.ceil((w.from + Math.min(WIDEST_PX * w.msPerPx, 35 * DAY)) / BLOCK) * BLOCK,
  };
}

/** Where the window stands while nobody moved it, near enough for its weeks. */
export const aroundH = (h: number): TimeWindow => ({ from: h - DAY, msPerPx: DAY / 600 });

/** Closed hours of these weeks, as the worker tells them. */
export function useHours(operation: string, within: ReturnType<typeof hoursIn>): readonly ClosedHours[] {
  const { from, to } = within ?? { from: 0, to: 0 };
  const ask = useAsk('timeline.hours', { operation, from, to }, { when: within !== null });
  return within === null ? NONE : (ask.data ?? NONE);
}
