/**
 * Loaded before a process of the app or its helper: the device clock stands (almost) still at the instant in LIAISON_TEST_CLOCK, so that
 * what is written and shown is the same in every run. It creeps on at a hundredth of its pace: order needs later to be later.
 */
const at = Number(process.env.LIAISON_TEST_CLOCK);
const { Date: Device } = globalThis;
const now = () => at + Math.floor(performance.now() / 100);
globalThis.Date = class Date extends Device {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};
