/** Roving focus over windowed rows: one row is a stop of the Tab key, arrows move to the others, also to those not drawn yet. */
import { type KeyboardEvent, type RefObject, useCallback } from 'react';

const BY_PAGE = 10;

/** Where a key leads from a row; null: the key means something else. */
export function stepTo(key: string, row: number, count: number): number | null {
  const to =
    key === 'ArrowDown'
      ? row + 1
      : key === 'ArrowUp'
        ? row - 1
        : key === 'PageDown'
          ? row + BY_PAGE
          : key === 'PageUp'
            ? row - BY_PAGE
            : key === 'Home'
              ? 0
              : key === 'End'
                ? count - 1
                : null;
  return to === null || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}

/** Brings a row into sight and gives it the focus once it is drawn. `selector` finds it below `root`. */
export function useRowFocus(
  root: RefObject<HTMLElement | null>,
  scrollTo: (row: number) => void,
): (row: number, selector: string) => void {
  return useCallback(
    (row, selector) => {
      scrollTo(row);
      // Scrolling draws the row in one of the next frames.
      let left = 10;
      const take = (): void => {
        const el = root.current?.querySelector<HTMLElement>(selector);
        if (el) el.focus({ preventScroll: true });
        else if (left-- > 0) requestAnimationFrame(take);
      };
      requestAnimationFrame(take);
    },
    [root, scrollTo],
  );
}

export const isPlain = (e: KeyboardEvent): boolean => !e.altKey && !e.ctrlKey && !e.metaKey && !e.shiftKey;
