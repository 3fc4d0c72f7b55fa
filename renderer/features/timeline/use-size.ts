import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Inner width without the scroll bar. */
  readonly inner: number;
}

/** Size of an element, read before it is first painted and again whenever it changes. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0, inner: 0 });
  // the element may come later than the component, or be another one: while the screen still loads there is none
  const watched = useRef<{ readonly el: HTMLElement; readonly stop: () => void } | null>(null);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- after every render, but it acts only when the element is another one
  useLayoutEffect(() => {
    const el = ref.current;
    if (watched.current?.el === el) return;
    watched.current?.stop();
    watched.current = el && { el, stop: watch(el, setSize) };
  });
  useEffect(
    () => () => {
      watched.current?.stop();
      watched.current = null;
    },
    [],
  );
  return size;
}

/** Tells the size now and after every change; answers how to stop. */
function watch(el: HTMLElement, tell: (next: (now: Size) => Size) => void): () => void {
  const read = (): void => {
    const next = { width: el.offsetWidth, height: el.offsetHeight, inner: el.clientWidth };
    tell((now) => (now.width === next.width && now.height === next.height && now.inner === next.inner ? now : next));
  };
  read();
  const observer = new ResizeObserver(read);
  observer.observe(el);
  return () => observer.disconnect();
}
