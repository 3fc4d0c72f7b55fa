/** Tools that do not fit in one line go into a menu, the least needed first. */
import { type RefObject, useLayoutEffect, useState } from 'react';

/** Which of `order` (least needed first) have to go, so that the others and what always stays fit into the room. */
export function foldedOf(
  room: number,
  gap: number,
  staying: readonly number[],
  order: readonly { readonly id: string; readonly width: number }[],
): readonly string[] {
  let taken = [...staying, ...order.map(({ width }) => width)].reduce((sum, width) => sum + width + gap, 0 - gap);
  const folded: string[] = [];
  for (const { id, width } of order) {
    if (taken <= room) break;
    taken -= width + gap;
    folded.push(id);
  }
  return folded;
}

/** Looks at the children of the bar: `data-fold` names one that may go, `data-grow` takes what is left over. */
function measure(bar: HTMLElement, order: readonly string[], widths: Map<string, number>): readonly string[] {
  const style = getComputedStyle(bar);
  const room =
    bar.clientWidth - Number.parseFloat(style.paddingInlineStart) - Number.parseFloat(style.paddingInlineEnd);
  const staying: number[] = [];
  for (const child of bar.children) {
    if (!(child instanceof HTMLElement) || child.dataset['grow'] !== undefined) continue;
    // to the next whole pixel: a part of one would be one too many
    const width = Math.ceil(child.getBoundingClientRect().width);
    const id = child.dataset['fold'];
    if (id === undefined) staying.push(width);
    else widths.set(id, width);
  }
  // the element that takes what is left over has gaps of its own
  staying.push(0);
  return foldedOf(
    room,
    Number.parseFloat(style.columnGap) || 0,
    staying,
    order.map((id) => ({ id, width: widths.get(id) ?? 0 })),
  );
}

/** Ids of the tools that are folded away now. `order` names those that are there; with other `words` all are measured anew. */
export function useFolding(
  bar: RefObject<HTMLElement | null>,
  order: readonly string[],
  words: string,
): ReadonlySet<string> {
  const names = order.join(' ');
  const [widths] = useState(() => new Map<string, number>());
  const [now, setNow] = useState<{ readonly words: string; readonly folded: readonly string[] }>({ words, folded: [] });
  if (now.words !== words) setNow({ words, folded: [] });
  useLayoutEffect(() => {
    const el = bar.current;
    if (!el) return;
    const settle = (): void => {
      const folded = measure(el, names === '' ? [] : names.split(' '), widths);
      setNow((before) => (before.folded.join(' ') === folded.join(' ') ? before : { ...before, folded }));
    };
    settle();
    const observer = new ResizeObserver(settle);
    observer.observe(el);
    for (const child of el.children) observer.observe(child);
    return () => observer.disconnect();
  }, [bar, names, widths, now]);
  return new Set(now.folded);
}
