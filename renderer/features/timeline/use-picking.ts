/** Which row of the picture has the focus, which is selected and which are chosen together: by pointer, by key, and by a jump from elsewhere. */
import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { type StillView, usePlace } from '../../state/place.ts';
import { leavesFocus } from '../staffing/index.ts';
import { rangeOf, toggled } from './neighbours.ts';
import type { PickMods } from './row.tsx';
import { reveal, type TimeWindow, tOf } from './scale.ts';
import { LOW_PX } from './use-picture-size.ts';
import type { Rows } from './use-rows.ts';

export interface PickingInput {
  /** Under which name row and selection are kept. */
  readonly place: string;
  readonly rows: Rows;
  readonly view: StillView;
  /** Where a row stands among those that a filter leaves; −1: nowhere. */
  readonly positionOf: (index: number) => number;
  readonly indexAt: (position: number) => number;
  readonly virtual: Pick<Virtualizer<HTMLElement, Element>, 'scrollToIndex'>;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Height there is for rows; 0: not drawn yet. */
  readonly height: number;
  readonly width: number;
  readonly windowNow: () => TimeWindow;
  readonly setWindow: (window: TimeWindow) => void;
  /** What is picked opens no inspector. */
  readonly readOnly: boolean;
}

export interface Picking {
  readonly pick: (index: number, mods: PickMods) => void;
  /** The focus goes to a row; a range of chosen rows would begin there. */
  readonly leave: (index: number) => void;
  /** Chooses all rows up to this one, which takes the focus. */
  readonly extend: (index: number) => void;
  /** Selects the task, or lets it go. */
  readonly select: (task: string) => void;
  readonly choose: (picked: readonly string[]) => void;
}

export function usePicking(input: PickingInput): Picking {
  const { place, rows, view, positionOf, indexAt, virtual, scroller, height, width, windowNow, setWindow, readOnly } =
    input;
  const { setView } = usePlace.getState();

  // a far row of a large plan takes the focus once it is read
  const far = useRef<number | null>(null);
  const focusRow = useCallback(
    (index: number, moveFocus: boolean) => {
      const position = positionOf(index);
      if (position < 0) return;
      virtual.scrollToIndex(position, { align: 'auto' });
      setView(place, { row: index });
      const row = rows.get(index);
      far.current = moveFocus && row === undefined ? index : null;
      if (row && row.start !== null) {
        const w = windowNow();
        const next = reveal(w, row.start, width);
        const visible = (row.end ?? row.start) > w.from && row.start < tOf(width, w);
        if (!visible && next !== w) setWindow(next);
      }
      if (moveFocus)
        requestAnimationFrame(() => {
          // A dialog that was opened meanwhile keeps the focus.
          if (document.activeElement?.closest('[role=dialog][data-open]')) return;
          const el = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
          el?.focus({ preventScroll: true });
          // at 200 % the whole screen scrolls around the picture
          if (window.innerHeight < LOW_PX) el?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        });
    },
    [positionOf, virtual, setView, place, rows, windowNow, width, setWindow, scroller],
  );

  useEffect(
    () => void (far.current !== null && rows.get(far.current) && focusRow(far.current, true)),
    [rows, focusRow],
  );

  // a jump from the palette, a finding or the inspector brings its row into sight and takes the focus
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (view.selected === seen.current || height === 0) return;
    const row = rows.get(view.row);
    if (view.selected !== null && row === undefined) {
      // a far row of a large plan is only read when it comes near
      const position = positionOf(view.row);
      if (position >= 0) virtual.scrollToIndex(position, { align: 'center' });
      return;
    }
    seen.current = view.selected;
    if (view.selected !== null && row?.id === view.selected) focusRow(view.row, !leavesFocus(view.selected));
  }, [view.selected, view.row, rows, height, focusRow, positionOf, virtual]);

  const choose = useCallback((picked: readonly string[]) => setView(place, { picked }), [setView, place]);
  // where a range of chosen rows begins
  const anchor = useRef(view.row);
  const rangeTo = (index: number): void => {
    if (view.picked.length === 0) anchor.current = view.row;
    choose(rangeOf(positionOf(anchor.current), positionOf(index), (position) => rows.get(indexAt(position))));
  };
  const latest = useRef({ rangeTo, picked: view.picked, selected: view.selected });
  useEffect(() => {
    latest.current = { rangeTo, picked: view.picked, selected: view.selected };
  });
  const pick = useCallback(
    (index: number, mods: PickMods) => {
      const row = rows.get(index);
      if (!row) return;
      const { picked, selected } = latest.current;
      if (mods.range) latest.current.rangeTo(index);
      else if (mods.toggle) {
        anchor.current = index;
        // the first row taken along joins the one that was selected
        choose(toggled(picked.length === 0 && selected !== null && selected !== row.id ? [selected] : picked, row.id));
      } else {
        anchor.current = index;
        seen.current = row.id;
        setView(place, { selected: row.id, row: index, picked: [] });
        if (!readOnly) usePlace.getState().inspect(true);
      }
      if (mods.range || mods.toggle) setView(place, { row: index });
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    },
    [rows, setView, place, readOnly, choose, scroller],
  );

  return {
    pick,
    choose,
    leave: (index) => {
      anchor.current = index;
      focusRow(index, true);
    },
    extend: (index) => {
      rangeTo(index);
      focusRow(index, true);
    },
    select: (task) => {
      const selected = view.selected === task ? null : task;
      seen.current = selected;
      setView(place, { selected });
    },
  };
}
