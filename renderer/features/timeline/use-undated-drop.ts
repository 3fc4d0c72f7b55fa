import type { DragEvent } from 'react';
import type { UndatedTask } from '#shared/contract/bands.ts';
import { type TimeWindow, tOf } from './scale.ts';
import { UNDATED_TYPE } from './undated.tsx';

/** Handlers of the body of the picture: a task carried over from the tray is let go at an instant of the axis. */
export function useUndatedDrop({
  windowNow,
  left,
  dir,
  onPlace,
}: {
  readonly windowNow: () => TimeWindow;
  /** Width of the columns before the axis. */
  readonly left: number;
  readonly dir: 'ltr' | 'rtl';
  readonly onPlace: ((task: UndatedTask, at: number, msPerPx: number) => void) | null;
}) {
  const carries = (e: DragEvent): boolean => onPlace !== null && e.dataTransfer.types.includes(UNDATED_TYPE);
  return {
    onDragOver: (e: DragEvent<HTMLElement>): void => {
      if (carries(e)) e.preventDefault();
    },
    onDrop: (e: DragEvent<HTMLElement>): void => {
      if (!carries(e) || !onPlace) return;
      e.preventDefault();
      const box = e.currentTarget.getBoundingClientRect();
      const rtlPage = getComputedStyle(e.currentTarget).direction === 'rtl';
      // the columns stand at the leading edge of the page; the axis may run the other way
      const [from, to] = rtlPage
        ? [box.left, box.left + e.currentTarget.clientWidth - left]
        : [box.left + left, box.right];
      if (e.clientX < from || e.clientX > to) return;
      const x = dir === 'rtl' ? to - e.clientX : e.clientX - from;
      const w = windowNow();
      onPlace(JSON.parse(e.dataTransfer.getData(UNDATED_TYPE)) as UndatedTask, tOf(x, w), w.msPerPx);
    },
  } as const;
}
