import { afterEach, describe, expect, it, vi } from 'vitest';
import { inSight } from './after-paint.ts';

afterEach(() => vi.unstubAllGlobals());

describe('how many rows a window can show', () => {
  const rows = [40, 40, 40, 400, 40];
  it.each([
    [100, 0, 3],
    [120, 0, 4],
    [1_000, 0, 5],
    [1_000, 900, 3],
    [1_000, 2_000, 1],
  ])('%i pixels, %i of them taken: %i', (innerHeight, taken, count) => {
    vi.stubGlobal('window', { innerHeight });
    expect(inSight(rows, (px) => px, taken)).toBe(count);
  });
  it('none of none', () => {
    vi.stubGlobal('window', { innerHeight: 100 });
    expect(inSight([], () => 10)).toBe(0);
  });
});
