/** How large a set of operations is (screen design, section 15) and how its totals are shared out. */
import type { Code, InstantMs } from '../../model/plan.ts';
import { parseInstant } from '../../time/instant.ts';
import { Dice, split } from './dice.ts';

/** Totals over all operations of a set. */
export interface SetSize {
  readonly operations: number;
  readonly tasks: number;
  readonly people: number;
  /** Persons on the manifests of the movements. */
  readonly travellers: number;
}
export const SIZES = {
  S: { operations: 1, tasks: 500, people: 100, travellers: 175 },
  M: { operations: 50, tasks: 20_000, people: 2_000, travellers: 7_000 },
  L: { operations: 500, tasks: 250_000, people: 20_000, travellers: 75_000 },
} as const satisfies Readonly<Record<string, SetSize>>;
export type SizeName = keyof typeof SIZES;

/** One operation: exactly so many tasks, people and travellers. */
export interface Shape {
  readonly code: Code;
  /** Which operation of its set it is, from 1; gives it its code name. */
  readonly number: number;
  /** At least LEAST.tasks. */
  readonly tasks: number;
  /** At least LEAST.people. */
  readonly people: number;
  readonly travellers: number;
  /** The "now" around which the operation lies. */
  readonly clock: InstantMs;
}
export const LEAST = { tasks: 60, people: 20 } as const;
/** Seeds are whole numbers from 0. */
export const MAX_SEED = 4_294_967_295;

/** "Now" of every generated set, that of the training operation: findings do not change from day to day. */
export const GENERATED_CLOCK: InstantMs = parseInstant('2027-03-08T02:00:00Z') ?? 0;

/** The operations of a set: some twice as large as others, their sums exactly those of the size. */
export function shapesOf(prefix: string, size: SetSize, seed: number): readonly Shape[] {
  const dice = new Dice(seed, `shapes ${prefix}`);
  const weights = Array.from({ length: size.operations }, () => 0.7 + dice.next() * 0.6);
  const tasks = split(size.tasks, weights, LEAST.tasks);
  const people = split(size.people, weights, LEAST.people);
  const travellers = split(size.travellers, weights);
  const digits = Math.max(2, String(size.operations).length);
  return weights.map((_, i) => ({
    code: `OP-${prefix}${seed}-${String(i + 1).padStart(digits, '0')}`,
    number: i + 1,
    tasks: tasks[i] ?? 0,
    people: people[i] ?? 0,
    travellers: travellers[i] ?? 0,
    clock: GENERATED_CLOCK,
  }));
}
