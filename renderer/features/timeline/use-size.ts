import { type RefObject, useEffect, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Inner width without the scroll bar. */
  readonly inner: number;
}

/** Size of an element, read again whenever it changes. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0, inner: 0 });
  // the element may come later than the component: while the screen still loads there is none
  const [el, setEl] = useState<HTMLElement | null>(null);
  useEffect(() => setEl(ref.current));
  useEffect(() => {
    if (!el) return;
    const read = (): void => {
      const next = { width: el.offsetWidth, height: el.offsetHeight, inner: el.clientWidth };
      setSize((now) =>
        now.width === next.width && now.height === next.height && now.inner === next.inner ? now : next,
      );
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(el);
    return () => observer.disconnect();
  }, [el]);
  return size;
}
