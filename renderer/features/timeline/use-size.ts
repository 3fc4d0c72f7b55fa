import { type RefObject, useLayoutEffect, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Inner width without the scroll bar. */
  readonly inner: number;
}

/** Size of an element, read before it is first painted and again whenever it changes. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0, inner: 0 });
  useLayoutEffect(() => {
    const el = ref.current;
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
  }, [ref]);
  return size;
}
