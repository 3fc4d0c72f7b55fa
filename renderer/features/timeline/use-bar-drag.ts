/** Dragging a bar moves it, dragging its end changes its length, dragging from its knot links it to another row. Every one has a key. */
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { TimelineRow } from '#shared/contract/planning.ts';
import type { Ghost } from './pending-move.ts';
import { snapMinutes, type TimeWindow } from './scale.ts';

type Part = 'bar' | 'end' | 'link';
export type BarDrag =
  | { readonly part: 'bar' | 'end'; readonly row: TimelineRow; readonly ghost: Ghost }
  /** Where the pointer is, in pixels of the body of the picture. */
  | { readonly part: 'link'; readonly row: TimelineRow; readonly x: number; readonly y: number };

export interface BarDragInput {
  readonly windowNow: () => TimeWindow;
  readonly dir: 'ltr' | 'rtl';
  readonly rowAt: (index: number) => TimelineRow | undefined;
  readonly onDrop: (row: TimelineRow, ghost: Ghost) => void;
  readonly onLink: (from: TimelineRow, to: TimelineRow) => void;
}
interface Press {
  readonly part: Part;
  readonly row: TimelineRow;
  readonly x: number;
  readonly y: number;
  moved: boolean;
}
/** A press that moves less is a click. */
const THRESHOLD_PX = 4;

const isPart = (text: string | undefined): text is Part => text === 'bar' || text === 'end' || text === 'link';
const rowUnder = (x: number, y: number, rowAt: BarDragInput['rowAt']): TimelineRow | undefined => {
  const el = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-index]');
  return el ? rowAt(Number(el.dataset['index'])) : undefined;
};

export function useBarDrag(input: BarDragInput) {
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });
  const press = useRef<Press | null>(null);
  const dragged = useRef(false);
  const frame = useRef(0);
  const [drag, setDrag] = useState<BarDrag | null>(null);
  const stop = useCallback(() => {
    press.current = null;
    cancelAnimationFrame(frame.current);
    frame.current = 0;
    setDrag(null);
  }, []);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const ghostAt = (from: Press, clientX: number): Ghost => {
    const { windowNow, dir } = latest.current;
    const { msPerPx } = windowNow();
    const px = (clientX - from.x) * (dir === 'rtl' ? -1 : 1);
    const snap = snapMinutes(msPerPx);
    const by = Math.round((px * msPerPx) / 60_000 / snap) * snap;
    return from.part === 'end' ? { minutes: 0, longer: by } : { minutes: by, longer: 0 };
  };
  const onPointerDown = (e: PointerEvent<HTMLElement>): void => {
    dragged.current = false;
    const part =
      e.target instanceof Element ? e.target.closest<HTMLElement>('[data-part]')?.dataset['part'] : undefined;
    const index =
      e.target instanceof Element ? e.target.closest<HTMLElement>('[data-index]')?.dataset['index'] : undefined;
    const row = index === undefined ? undefined : latest.current.rowAt(Number(index));
    if (e.button !== 0 || !isPart(part) || !row) return;
    press.current = { part, row, x: e.clientX, y: e.clientY, moved: false };
  };
  const onPointerMove = (e: PointerEvent<HTMLElement>): void => {
    const from = press.current;
    if (!from) return;
    const { clientX, clientY, currentTarget } = e;
    if (!from.moved) {
      if (Math.hypot(clientX - from.x, clientY - from.y) < THRESHOLD_PX) return;
      from.moved = true;
      dragged.current = true;
      currentTarget.setPointerCapture(e.pointerId);
    }
    const box = currentTarget.getBoundingClientRect();
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const { part, row } = from;
      if (part === 'link') setDrag({ part, row, x: clientX - box.left, y: clientY - box.top });
      else setDrag({ part, row, ghost: ghostAt(from, clientX) });
    });
  };
  const onPointerUp = (e: PointerEvent<HTMLElement>): void => {
    const from = press.current;
    stop();
    if (!from?.moved) return;
    const { onDrop, onLink, rowAt } = latest.current;
    if (from.part === 'link') {
      const to = rowUnder(e.clientX, e.clientY, rowAt);
      if (to && to.id !== from.row.id) onLink(from.row, to);
    } else onDrop(from.row, ghostAt(from, e.clientX));
  };
  /** The click that ends a drag picks nothing. */
  const onClickCapture = (e: { readonly stopPropagation: () => void }): void => {
    if (!dragged.current) return;
    dragged.current = false;
    e.stopPropagation();
  };
  return {
    drag,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: stop, onClickCapture },
  } as const;
}
