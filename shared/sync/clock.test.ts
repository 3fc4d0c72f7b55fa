import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockAheadMs, compareStamps, nextStamp, receiveStamp, type Stamp } from './clock.ts';
import { CLOCK_FOLLOW_MS } from './limits.ts';

const NOW = 1_767_600_000_000;
const HOUR = 3_600_000;
const stampArb = fc.record({
  ms: fc.integer({ min: NOW - 10 * HOUR, max: NOW + HOUR }),
  ctr: fc.integer({ min: 0, max: 65_535 }),
});

describe('hybrid logical clock', () => {
  it('takes the wall clock when it is ahead, and counts when it is not', () => {
    expect(nextStamp({ ms: NOW, ctr: 7 }, NOW + 1)).toEqual({ ms: NOW + 1, ctr: 0 });
    expect(nextStamp({ ms: NOW, ctr: 7 }, NOW)).toEqual({ ms: NOW, ctr: 8 });
    expect(nextStamp({ ms: NOW, ctr: 7 }, NOW + 0.9)).toEqual({ ms: NOW, ctr: 8 });
  });

  it('is always later than before, whatever the wall clock says', () => {
    fc.assert(
      fc.property(stampArb, fc.oneof(fc.integer(), fc.constantFrom(-1, 0, NOW, 2 ** 60)), (last, wall) => {
        if (wall > 2 ** 48) return;
        const next = nextStamp(last, wall);
        expect(compareStamps(next, last)).toBeGreaterThan(0);
        expect(next.ctr).toBeLessThanOrEqual(65_535);
      }),
    );
  });

  it('case 28: the clock was set back two hours between two saves and the second is still later', () => {
    const first = nextStamp({ ms: 0, ctr: 0 }, NOW);
    const second = nextStamp(first, NOW - 2 * HOUR);
    expect(compareStamps(second, first)).toBeGreaterThan(0);
  });

  it('case 29: 200 000 changes in one millisecond stay in order and carry into the milliseconds', () => {
    let last: Stamp = { ms: NOW, ctr: 0 };
    for (let i = 0; i < 200_000; i++) {
      const next = nextStamp(last, NOW);
      if (compareStamps(next, last) <= 0 || next.ctr > 65_535) throw new Error(`out of order at ${i}`);
      last = next;
    }
    expect(last).toEqual({ ms: NOW + 3, ctr: 200_000 - 3 * 65_536 });
  });

  it('follows a remote clock at most ten minutes ahead', () => {
    const last = { ms: NOW, ctr: 1 };
    expect(receiveStamp(last, { ms: NOW + CLOCK_FOLLOW_MS, ctr: 9 }, NOW)).toEqual({
      ms: NOW + CLOCK_FOLLOW_MS,
      ctr: 9,
    });
    expect(receiveStamp(last, { ms: NOW + CLOCK_FOLLOW_MS + 1, ctr: 0 }, NOW)).toEqual(last);
    expect(receiveStamp(last, { ms: NOW - HOUR, ctr: 9 }, NOW)).toEqual(last);
  });

  it('case 27: a clock three years ahead is shown and not followed', () => {
    const remote = { ms: NOW + 3 * 365 * 24 * HOUR, ctr: 0 };
    const last = receiveStamp({ ms: NOW - 5, ctr: 0 }, remote, NOW);
    expect(nextStamp(last, NOW)).toEqual({ ms: NOW, ctr: 0 });
    expect(clockAheadMs(remote, NOW)).toBe(3 * 365 * 24 * HOUR);
  });

  it('ends the same whatever the order and repetition of what was received', () => {
    fc.assert(
      fc.property(fc.array(stampArb, { minLength: 1 }), fc.array(fc.nat()), (stamps, picks) => {
        const fold = (list: readonly Stamp[]): Stamp =>
          list.reduce((a, s) => receiveStamp(a, s, NOW), { ms: NOW - HOUR, ctr: 0 });
        const repeated = picks.flatMap((i) => stamps[i % stamps.length] ?? []);
        expect(fold([...stamps, ...repeated])).toEqual(fold([...repeated, ...stamps.toReversed()]));
      }),
    );
  });
});
