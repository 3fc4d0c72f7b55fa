/** Seeded chance for the oracle's plans: the same everywhere, so a disagreement is one number. */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** Mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  int = (min: number, max: number): number => min + Math.floor(this.next() * (max - min + 1));
  chance = (p = 0.5): boolean => this.next() < p;
  pick<T>(list: readonly T[]): T {
    const found = list[this.int(0, list.length - 1)];
    if (found === undefined) throw new Error('broken promise: pick from a list that holds something');
    return found;
  }
}
