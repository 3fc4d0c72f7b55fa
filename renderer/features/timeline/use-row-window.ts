/** Which rows of the picture are drawn: those in sight, a few beyond the edge, and always the one that takes Tab. */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useRest } from '../../ui/index.ts';
import { ROW_PX } from './opening.ts';

export function useRowWindow({
  scroller,
  count,
  tabbed,
  offset,
  room,
}: {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Position of the row that takes Tab: drawn wherever it lies, so that the grid can be entered and a scroll never drops the focus. */
  readonly tabbed: number;
  readonly offset: number;
  /** Height there is for rows. */
  readonly room: number;
}) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      if (drawn.includes(tabbed) || tabbed >= range.count) return drawn;
      return tabbed < range.startIndex ? [tabbed, ...drawn] : [...drawn, tabbed];
    },
    [tabbed],
  );
  const settled = useRest();
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    // rows beyond the edge are drawn right after the first picture
    overscan: settled ? 8 : 0,
    rangeExtractor,
    initialOffset: offset,
  });
  // a row in use stays in sight where the inspector or a line above takes room away
  const inUse = useRef(tabbed);
  useEffect(() => {
    inUse.current = tabbed;
  });
  useEffect(() => {
    if (scroller.current?.contains(document.activeElement)) virtual.scrollToIndex(inUse.current, { align: 'auto' });
  }, [room, scroller, virtual]);
  const items = virtual.getVirtualItems();
  const beside = items.filter(({ index }) => index !== tabbed || items.some((o) => Math.abs(o.index - index) === 1));
  const near = beside.length === 0 ? items : beside;
  return { virtual, items, first: near[0]?.index ?? 0, last: near.at(-1)?.index ?? 0 } as const;
}
