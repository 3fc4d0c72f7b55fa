import type { Code } from '../../model/plan.ts';
import { type Facts, type TimedTask, timelineOf } from './facts.ts';

export interface Overload {
  /** Highest sum of the loads of tasks at one instant, in percent. */
  readonly peak: number;
  /** Every task that stands in such an instant. */
  readonly tasks: ReadonlySet<Code>;
}

/** Where overlapping tasks ask more of a person than all of their time; null: nowhere. */
export function overloadOf(facts: Facts, person: Code): Overload | null {
  let active: TimedTask[] = [];
  let peak = 0;
  const over = new Set<Code>();
  // The sum only grows where a task starts, so testing there tests every instant.
  for (const timed of timelineOf(facts, person)) {
    active = active.filter((other) => other.end > timed.start);
    active.push(timed);
    const sum = active.reduce((total, other) => total + other.task.load, 0);
    if (sum <= 100) continue;
    peak = Math.max(peak, sum);
    for (const other of active) over.add(other.task.id);
  }
  return over.size === 0 ? null : { peak, tasks: over };
}
