import type { MouseEvent } from 'react';
import type { TimelineRow } from '#shared/contract/planning.ts';
import { type TimeWindow, tOf } from './scale.ts';

export interface AxisPlace {
  /** Asked when something happens. */
  readonly windowNow: () => TimeWindow;
  /** Width of the columns before the axis. */
  readonly left: number;
  readonly dir: 'ltr' | 'rtl';
}

/** The instant under the pointer, for a handler of the body of the picture; null over the columns. */
export function instantUnder(e: MouseEvent<HTMLElement>, { windowNow, left, dir }: AxisPlace): number | null {
  const box = e.currentTarget.getBoundingClientRect();
  const rtlPage = getComputedStyle(e.currentTarget).direction === 'rtl';
  // the columns stand at the leading edge of the page; the axis may run the other way
  const [from, to] = rtlPage ? [box.left, box.left + e.currentTarget.clientWidth - left] : [box.left + left, box.right];
  if (e.clientX < from || e.clientX > to) return null;
  return tOf(dir === 'rtl' ? to - e.clientX : e.clientX - from, windowNow());
}

/** Handler of the body of the picture: a double click where no bar stands means a new task, beside that row and at that instant. */
export function newAt(
  axis: AxisPlace,
  rowAt: (index: number) => TimelineRow | undefined,
  onNew: ((row: TimelineRow | undefined, at: number, msPerPx: number) => void) | undefined,
) {
  return {
    onDoubleClick: (e: MouseEvent<HTMLElement>): void => {
      const on = e.target instanceof Element ? e.target : null;
      const at = on?.closest('[data-part], button') ? null : instantUnder(e, axis);
      const index = on?.closest<HTMLElement>('[data-index]')?.dataset['index'];
      if (at !== null) onNew?.(index === undefined ? undefined : rowAt(Number(index)), at, axis.windowNow().msPerPx);
    },
  } as const;
}
