/** Work that the first picture of a screen does not wait for. */
import { startTransition, useEffect, useState } from 'react';

/** Runs once what is on its way to the screen has been painted; answers how to call it off. */
export function afterPaint(work: () => void): () => void {
  let timer: number | undefined;
  const frame = requestAnimationFrame(() => {
    timer = window.setTimeout(work, 0);
  });
  return () => {
    cancelAnimationFrame(frame);
    window.clearTimeout(timer);
  };
}

/**
 * False in the first picture and true right after it, for what lies beyond the edge of the window. `ready`: there is something to draw;
 * a list whose rows are still on their way begins with them.
 */
export function useRest(ready = true): boolean {
  const [rest, setRest] = useState(false);
  useEffect(() => {
    if (!ready || rest) return undefined;
    return afterPaint(() => startTransition(() => setRest(true)));
  }, [ready, rest]);
  return rest;
}

/** How many of these a window can show at most, by a lower bound of their heights; `taken` of it are never theirs. */
export function inSight<T>(rows: readonly T[], pxOf: (row: T) => number, taken = 0): number {
  let left = window.innerHeight - taken;
  const beyond = rows.findIndex((row) => {
    left -= pxOf(row);
    return left < 0;
  });
  return beyond < 0 ? rows.length : beyond + 1;
}

/** As many rows as a window can show; the others come right after the first picture. */
export function useFewFirst<T>(rows: readonly T[], pxOf: (row: T) => number, taken = 0): readonly T[] {
  const rest = useRest(rows.length > 0);
  const few = rest ? rows.length : inSight(rows, pxOf, taken);
  return rows.length <= few ? rows : rows.slice(0, few);
}
