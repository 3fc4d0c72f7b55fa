/** Wheel and pointer on the picture: Ctrl+wheel zooms under the pointer, Shift+wheel and dragging the axis pan. */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { pan, type TimeWindow, zoomAt } from './scale.ts';

export interface GestureInput {
  /** Where the picture stands now; asked when something happens, so that nothing has to be drawn for it. */
  readonly windowNow: () => TimeWindow;
  readonly left: number;
  readonly width: number;
  readonly dir: 'ltr' | 'rtl';
  readonly onWindow: (w: TimeWindow) => void;
}

/** Wheel events cannot be prevented from React's passive listeners, so the picture listens itself; one update per frame. */
export function useWheel(ref: RefObject<HTMLElement | null>, input: GestureInput): void {
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    const el = ref.current;
    if (!el) return;
    let frame = 0;
    let turn = { zoom: 0, pan: 0, x: 0 };
    const apply = (): void => {
      frame = 0;
      const { windowNow, left, width, dir, onWindow } = latest.current;
      const w = windowNow();
      const box = el.getBoundingClientRect();
      const fromStart = dir === 'rtl' ? box.right - turn.x - left : turn.x - box.left - left;
      const atX = Math.min(width, Math.max(0, fromStart));
      let next = turn.zoom === 0 ? w : zoomAt(w, Math.exp(turn.zoom * 0.0022), atX);
      if (turn.pan !== 0) next = pan(next, dir === 'rtl' ? -turn.pan : turn.pan);
      turn = { zoom: 0, pan: 0, x: 0 };
      onWindow(next);
    };
    const onWheel = (e: WheelEvent): void => {
      const sideways = e.shiftKey ? e.deltaY || e.deltaX : Math.abs(e.deltaX) > Math.abs(e.deltaY) ? e.deltaX : 0;
      if (!e.ctrlKey && !e.metaKey && sideways === 0) return;
      e.preventDefault();
      if (e.ctrlKey || e.metaKey) turn.zoom += e.deltaY;
      else turn.pan += sideways;
      turn.x = e.clientX;
      frame ||= requestAnimationFrame(apply);
    };
    el.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      el.removeEventListener('wheel', onWheel);
      cancelAnimationFrame(frame);
    };
  }, [ref]);
}

/** Dragging the axis pans; the keys and the overview do the same. */
export function useAxisDrag(input: GestureInput): {
  readonly onPointerDown: (e: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (e: PointerEvent<HTMLElement>) => void;
} {
  const from = useRef<{ readonly x: number; readonly window: TimeWindow } | null>(null);
  return {
    onPointerDown: (e) => {
      e.currentTarget.setPointerCapture(e.pointerId);
      from.current = { x: e.clientX, window: input.windowNow() };
    },
    onPointerMove: (e) => {
      const start = from.current;
      if (!start || !e.currentTarget.hasPointerCapture(e.pointerId)) return;
      const moved = start.x - e.clientX;
      input.onWindow(pan(start.window, input.dir === 'rtl' ? -moved : moved));
    },
  };
}
