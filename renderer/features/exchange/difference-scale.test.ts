import { describe, expect, test } from 'vitest';
import type { TaskDifference } from '#shared/contract/exchange-screens.ts';
import { barOf, movedBy, scaleOf } from './difference-scale.ts';

const H = 3_600_000;
const task = (before: TaskDifference['before'], after: TaskDifference['after']): TaskDifference => ({
  operation: 'o',
  code: 'T1',
  title: '',
  what: 'moved',
  before,
  after,
});

describe('old and new on one scale', () => {
  test('holds every span, old ones too, with room at both ends', () => {
    const scale = scaleOf([task({ start: 0, end: H }, { start: 100 * H, end: 101 * H })]);
    expect(scale).toEqual({ from: -1.01 * H, to: 102.01 * H });
  });

  test('of undated tasks alone there is none', () => {
    expect(scaleOf([task(null, { start: null, end: null })])).toBeNull();
    expect(scaleOf([])).toBeNull();
  });

  test('a single instant still has a width to lie in', () => {
    const scale = scaleOf([task(null, { start: H, end: null })]) ?? { from: 0, to: 0 };
    expect(scale.to - scale.from).toBe(120_000);
    expect(barOf({ start: H, end: null }, scale)).toEqual({ start: 50, size: 0 });
  });

  test('places start and length in percent', () => {
    expect(barOf({ start: 25, end: 75 }, { from: 0, to: 100 })).toEqual({ start: 25, size: 50 });
    expect(barOf({ start: null, end: 75 }, { from: 0, to: 100 })).toBeNull();
    expect(barOf(null, { from: 0, to: 100 })).toBeNull();
  });

  test('says by how much start and end move, each on its own', () => {
    expect(movedBy(task({ start: 0, end: H }, { start: -H / 2, end: H }))).toEqual({ start: -30, end: 0 });
    expect(movedBy(task({ start: null, end: H }, { start: 0, end: 2 * H }))).toEqual({ start: null, end: 60 });
  });
});
