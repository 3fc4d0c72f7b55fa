import { describe, expect, it } from 'vitest';
import { nextSpot } from './grid-walk.ts';

const extent = { rows: 3, columns: 4 };
const from = { row: 1, column: 1 };

describe('arrows in the matrix', () => {
  it.each([
    ['ArrowRight', 'ltr', { row: 1, column: 2 }],
    ['ArrowRight', 'rtl', { row: 1, column: 0 }],
    ['ArrowLeft', 'rtl', { row: 1, column: 2 }],
    ['ArrowDown', 'rtl', { row: 2, column: 1 }],
    ['ArrowUp', 'ltr', { row: 0, column: 1 }],
    ['Home', 'ltr', { row: 1, column: 0 }],
    ['End', 'ltr', { row: 1, column: 3 }],
    ['Enter', 'ltr', null],
  ] as const)('%s (%s)', (key, dir, to) => {
    expect(nextSpot(from, key, false, extent, dir)).toEqual(to);
  });
  it('stays inside', () => {
    expect(nextSpot({ row: 2, column: 3 }, 'ArrowRight', false, extent, 'ltr')).toEqual({ row: 2, column: 3 });
    expect(nextSpot({ row: 0, column: 0 }, 'ArrowUp', false, extent, 'ltr')).toEqual({ row: 0, column: 0 });
    expect(nextSpot(from, 'End', true, extent, 'ltr')).toEqual({ row: 2, column: 3 });
    expect(nextSpot(from, 'Home', true, extent, 'rtl')).toEqual({ row: 0, column: 0 });
  });
});
