/** What critical paths are computed to: the go decision, and the departure of each movement. */
import type { Code, InstantMs, PlanTask } from '../../model/plan.ts';
import { compareCodes, type Facts, isLive, spanOf } from '../facts/facts.ts';
import { type Schedule, scheduleIn } from './schedule.ts';
import type { Timetable } from './timetable.ts';

/** A decision as R-OP-04 counts them: by its kind, or by the decision point it carries. */
const isDecision = (task: PlanTask): boolean => task.kind === 'decision' || task.decision !== null;

/**
 * DP3, the go decision: the live decision that starts last before H (of several at once the one with the smallest code).
 * null without an H-hour or without such a decision.
 */
export function goDecision(facts: Facts): PlanTask | null {
  const { hHour } = facts.plan.operation;
  if (hHour === null) return null;
  let last: PlanTask | null = null;
  let lastStart = -Infinity;
  for (const task of facts.plan.tasks) {
    if (!isDecision(task) || !isLive(task)) continue;
    const { start } = spanOf(facts, task);
    if (start === null || start >= hHour || start < lastStart) continue;
    if (last !== null && start === lastStart && compareCodes(last.id, task.id) < 0) continue;
    last = task;
    lastStart = start;
  }
  return last;
}

export interface Departure {
  readonly movement: Code;
  readonly task: Code;
  readonly due: InstantMs;
}

/** Departures with a task in this copy, by movement; not those of cancelled movements. */
export function departures(facts: Facts): readonly Departure[] {
  const found: Departure[] = [];
  for (const { id, task, depart, status } of facts.plan.movements) {
    if (status === 'cancelled' || task === null || !facts.tasks.get(task)) continue;
    found.push({ movement: id, task, due: depart });
  }
  return found.sort((a, b) => compareCodes(a.movement, b.movement));
}

export interface CriticalPaths {
  /** null: there is no go decision to be seen. */
  readonly go: Schedule | null;
  readonly departures: readonly { readonly movement: Code; readonly schedule: Schedule }[];
}

/** The schedule to the go decision and to each departure. */
export function criticalPaths(timetable: Timetable): CriticalPaths {
  const go = goDecision(timetable.facts);
  return {
    go: go && scheduleOf(timetable, go.id),
    departures: departures(timetable.facts).map(({ movement, task, due }) => ({
      movement,
      schedule: scheduleOf(timetable, task, due),
    })),
  };
}

function scheduleOf(timetable: Timetable, task: Code, due?: InstantMs): Schedule {
  const schedule = scheduleIn(timetable, task, due);
  if (!schedule.ok) throw new Error('broken promise: the target is a task of the plan');
  return schedule.value;
}
