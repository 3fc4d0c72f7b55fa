import { describe, expect, test } from 'vitest';
import { foldedOf } from './folding.ts';

const order = [
  { id: 'path', width: 100 },
  { id: 'places', width: 80 },
  { id: 'zoom', width: 60 },
];

describe('what has to go into the menu', () => {
  test('nothing while there is room, to the pixel', () => {
    // 40 + 100 + 80 + 60 and three gaps of 10
    expect(foldedOf(310, 10, [40], order)).toEqual([]);
    expect(foldedOf(309, 10, [40], order)).toEqual(['path']);
  });
  test('the least needed first, and no more than must', () => {
    expect(foldedOf(200, 10, [40], order)).toEqual(['path']);
    expect(foldedOf(199, 10, [40], order)).toEqual(['path', 'places']);
    expect(foldedOf(50, 10, [40], order)).toEqual(['path', 'places', 'zoom']);
  });
  test('what always stays, stays also where it does not fit', () => {
    expect(foldedOf(10, 10, [40, 40], [])).toEqual([]);
  });
});
