/** Chance that is the same on every machine: one seed, one sequence. No clock, no system randomness. */

/** FNV-1a over UTF-16 units: turns a label into a number that keeps the sequences of two parts apart. */
function hashOf(text: string, start: number): number {
  let hash = (start ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

export class Dice {
  readonly #seed: number;
  #state: number;

  constructor(seed: number, label = '') {
    this.#seed = hashOf(label, Math.imul(seed >>> 0, 0x9e3779b1));
    this.#state = this.#seed;
  }

  /** A sequence of its own, so that a change in one part of the generator leaves the others as they were. */
  fork(label: string): Dice {
    return new Dice(this.#seed, label);
  }

  /** Mulberry32: 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Whole number, both ends included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  /** One of a list that holds something. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('broken promise: nothing to pick from');
    return list[this.int(0, list.length - 1)] as T;
  }

  maybe<T>(list: readonly T[]): T | null {
    return list.length === 0 ? null : this.pick(list);
  }

  /** One of the words by its weight. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [word, weight] of entries) {
      left -= weight;
      if (left < 0) return word;
    }
    return entries[0]?.[0] as T;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      const kept = out[i] as T;
      out[i] = out[j] as T;
      out[j] = kept;
    }
    return out;
  }

  /** Up to `count` different ones. */
  some<T>(list: readonly T[], count: number): T[] {
    return this.shuffled(list).slice(0, Math.max(0, count));
  }
}

/** Splits a whole number by weights; the parts add up to it exactly, each at least `least` where the total allows. */
export function split(total: number, weights: readonly number[], least = 0): readonly number[] {
  const n = weights.length;
  if (n === 0) return [];
  const floor = Math.min(least, Math.floor(total / n));
  const rest = total - floor * n;
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (rest * weight) / sum);
  const parts = exact.map((share) => floor + Math.floor(share));
  let left = total - parts.reduce((all, part) => all + part, 0);
  // Largest remainders first; equal ones by place, so the split is the same everywhere.
  const order = exact
    .map((share, i) => ({ i, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of order) {
    if (left <= 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
