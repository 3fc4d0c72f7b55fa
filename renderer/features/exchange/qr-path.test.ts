import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDark, qrPath } from './ceremony.tsx';

/** Draws the path back into rows, refusing anything but unit-high runs. */
function draw(d: string, width: number, height: number): readonly string[] {
  const grid = Array.from({ length: height }, () => Array.from({ length: width }, () => '0'));
  const runs = [...d.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)];
  expect(runs.map((m) => m[0]).join('')).toBe(d);
  for (const [, x, y, there, back] of runs) {
    expect(there).toBe(back);
    for (let i = 0; i < Number(there); i += 1) {
      const row = grid[Number(y)] ?? [];
      expect(row[Number(x) + i]).toBe('0');
      row[Number(x) + i] = '1';
    }
  }
  return grid.map((row) => row.join(''));
}

describe('the QR picture of the digits', () => {
  test('every dark module is drawn once and no light one is', () => {
    const pictures = fc.integer({ min: 1, max: 29 }).chain((size) => {
      const row = fc.string({ unit: fc.constantFrom('0', '1'), minLength: size, maxLength: size });
      return fc.array(row, { minLength: size, maxLength: size });
    });
    fc.assert(
      fc.property(pictures, (picture) => {
        expect(draw(qrPath(picture), picture.length, picture.length)).toEqual(picture);
      }),
    );
  });

  test('runs are joined, so that a row of seven is one piece', () => {
    expect(qrPath(['1111111', '1000001'])).toBe('M0 0h7v1h-7zM0 1h1v1h-1zM6 1h1v1h-1z');
  });

  test('nothing dark draws nothing', () => {
    expect(qrPath([])).toBe('');
    expect(qrPath(['000', '...'])).toBe('');
  });

  test('light is 0, blank or dot; anything else is dark', () => {
    expect(['0', ' ', '.', '1', '█', '#'].map(isDark)).toEqual([false, false, false, true, true, true]);
  });
});
