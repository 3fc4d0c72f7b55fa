import { assert } from '../result/result.ts';
import { CLOCK_FOLLOW_MS, LINE_LIMITS } from './limits.ts';

/** Hybrid logical clock (exchange format, section 4; Kulkarni et al. 2014). It orders a station's own lines and breaks ties, nothing more. */
export interface Stamp {
  /** Milliseconds since 1970, 48 bit. */
  readonly ms: number;
  /** 16 bit. */
  readonly ctr: number;
}

export const FIRST_STAMP: Stamp = { ms: 0, ctr: 0 };

/** The stamp of the next local line: always later than `last`, also when the wall clock was set back or a counter is full. */
export function nextStamp(last: Stamp, wallMs: number): Stamp {
  const wall = wallClock(wallMs);
  if (wall > last.ms) return { ms: wall, ctr: 0 };
  if (last.ctr < LINE_LIMITS.ctr) return { ms: last.ms, ctr: last.ctr + 1 };
  assert(last.ms < LINE_LIMITS.ms, 'the clock has not run out of 48 bits');
  return { ms: last.ms + 1, ctr: 0 };
}

/** The stamp so many places after another; a full counter carries. */
export function stampAfter({ ms, ctr }: Stamp, places: number): Stamp {
  const counted = ctr + places;
  const full = LINE_LIMITS.ctr + 1;
  const at = { ms: ms + Math.floor(counted / full), ctr: counted % full };
  assert(at.ms <= LINE_LIMITS.ms, 'the clock has not run out of 48 bits');
  return at;
}

/**
 * The clock after a received line was stored: not behind it, unless it is more than ten minutes ahead of the wall clock; such a line is
 * kept but its clock is not followed (case 27). Receiving the same lines in any order, any number of times, gives the same clock.
 */
export function receiveStamp(last: Stamp, remote: Stamp, wallMs: number): Stamp {
  if (clockAheadMs(remote, wallMs) > CLOCK_FOLLOW_MS) return last;
  return compareStamps(remote, last) > 0 ? { ms: remote.ms, ctr: remote.ctr } : last;
}

/** Negative, zero or positive as `a` is earlier, equal or later. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.ms - b.ms || a.ctr - b.ctr;
}

/** How far a stamp is ahead of the wall clock, in milliseconds; 0 when it is not. For "clock of X is 3 h ahead". */
export function clockAheadMs(remote: Stamp, wallMs: number): number {
  return Math.max(0, remote.ms - wallClock(wallMs));
}

const wallClock = (ms: number): number => Math.min(Math.max(Math.floor(ms), 0), LINE_LIMITS.ms);
