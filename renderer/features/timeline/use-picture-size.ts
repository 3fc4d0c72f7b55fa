/** How wide the columns and the bars of the picture are, from the room there is. */
import type { RefObject } from 'react';
import { useSize } from './use-size.ts';

/** Below this height of the window the screen scrolls around the picture (timeline.module.css). */
export const LOW_PX = 560;
const WIDE_LEFT = 548;
const NARROW_LEFT = 432;
/** At 200 % of a small screen only code and title stand beside the bars; place and time are in the inspector and in the table. */
const TIGHT_LEFT = 236;
const TIGHT_BELOW = 720;
/** Below this width of the picture the leader's column gives way to the bars. */
const NARROW_BELOW = 1120;
export function usePictureSize(outer: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>) {
  const size = useSize(outer);
  const inner = useSize(scroller);
  const narrow = size.width < NARROW_BELOW;
  const tight = size.width < TIGHT_BELOW;
  const left = tight ? TIGHT_LEFT : narrow ? NARROW_LEFT : WIDE_LEFT;
  const width = Math.max(80, (inner.inner || size.width) - left);
  const gutter = Math.max(0, inner.width - inner.inner);
  return { size, inner, narrow, tight, left, width, gutter } as const;
}
