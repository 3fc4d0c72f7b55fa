/** Limits of one line (exchange format, section 13). Sizes are bytes of UTF-8. */
export const LINE_LIMITS = {
  lineBytes: 256 * 1024,
  stringBytes: 64 * 1024,
  /** Ids in one `prev` and in one `r`. */
  prev: 64,
  /** Ids in one `k`. */
  covered: 4_096,
  /**
   * Arrays inside arrays, counted below the line's own brackets: `prev` is 1, a list of tuples 2. The deepest value of the model,
   * handover.record (a tuple holding a list of tuples), needs all 3.
   */
  nesting: 3,
  /** 48 bit of milliseconds and 16 bit of counter (section 4). */
  ms: 2 ** 48 - 1,
  ctr: 2 ** 16 - 1,
} as const;

/** How far a remote clock may be ahead of the wall clock and still be followed (section 4). */
export const CLOCK_FOLLOW_MS = 10 * 60 * 1000;
