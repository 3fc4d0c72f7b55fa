import { type RefObject, useCallback, useRef } from 'react';
import { usePlace } from '../../state/place.ts';

/** How long a scroll must rest before its place is remembered. */
const REST_MS = 150;

/** Remembers where a scroller stands. Read once the scroll rests: in its midst every reading would lay the rows out once more. */
export function useRestedScroll(place: string, scroller: RefObject<HTMLElement | null>): () => void {
  const rest = useRef(0);
  return useCallback(() => {
    window.clearTimeout(rest.current);
    rest.current = window.setTimeout(() => {
      if (scroller.current) usePlace.getState().setView(place, { scrollTop: scroller.current.scrollTop });
    }, REST_MS);
  }, [place, scroller]);
}
