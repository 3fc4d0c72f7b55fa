/** The device clock, passed in so that nothing below reads another. */
export interface Clocked {
  /** UTC milliseconds. */
  readonly now: () => number;
}
