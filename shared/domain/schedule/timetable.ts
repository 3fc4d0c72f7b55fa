/**
 * Earliest starts of all tasks of a plan. A task's own start is a commitment: it never starts earlier, and later only if a dependency asks for it.
 * Made once per plan and carried along: after a task or H moved, only what lies behind the change is worked out again.
 * `!` after a typed array: the index lies in range by construction (order.ts).
 */
import type { Code, InstantMs, PlanTask } from '../../model/plan.ts';
import { ok, type Result } from '../../result/result.ts';
import { type Facts, spanOf } from '../facts/facts.ts';
import { type CycleFault, type Network, networkOf, positionOf } from './network.ts';
import { certainty, forwardPass, roomBeforeOthers } from './passes.ts';

export interface Timetable {
  readonly facts: Facts;
  readonly network: Network;
  /** Own starts in milliseconds by position; −∞: not released, or hangs on an H that was not. */
  readonly own: Float64Array;
  /** Earliest starts in milliseconds by position; −∞: cannot be told. */
  readonly earliest: Float64Array;
  /** 1 where the earliest start is exact, 0 where it is only a lower bound, by position; null: all are exact. */
  readonly certain: Uint8Array | null;
  /** Milliseconds each task can start later before another has to, by position; worked out when first asked for. */
  readonly room: () => Float64Array;
}

/**
 * Earliest starts of every task, from what this copy of the plan can tell. `earlier` is a timetable of the same plan before an edit:
 * its order of tasks is kept while no task and no dependency was added or removed, and after a move of starts only the tasks from the
 * first moved one on are worked out again. Same answer with and without it. Fault: `cycle` (R-OP-01).
 */
export function timetableOf(facts: Facts, earlier?: Timetable): Result<Timetable, CycleFault> {
  const made = networkOf(facts.plan.tasks, earlier?.network);
  if (!made.ok) return made;
  const network = made.value;
  if (!earlier || earlier.network.order !== network.order || earlier.facts.clockwork !== facts.clockwork) {
    const own = ownStarts(facts, network);
    return ok(assemble(facts, network, own, forwardPass(network, own)));
  }
  const { own, from } = movedStarts(facts, network, earlier);
  return ok(assemble(facts, network, own, forwardPass(network, own, earlier.earliest, from)));
}

function assemble(facts: Facts, network: Network, own: Float64Array, earliest: Float64Array): Timetable {
  let room: Float64Array | null = null;
  return {
    facts,
    network,
    own,
    earliest,
    certain: certainty(network, own),
    room: () => {
      room ??= roomBeforeOthers(network, earliest);
      return room;
    },
  };
}

function ownStarts(facts: Facts, { tasks, positionOfPlace }: Network): Float64Array {
  const own = new Float64Array(tasks.length);
  for (let place = 0; place < tasks.length; place += 1) own[positionOfPlace[place]!] = startOf(facts, tasks[place]!);
  return own;
}

const startOf = (facts: Facts, task: PlanTask): number => spanOf(facts, task).start ?? -Infinity;

/** Own starts after an edit, and the first position whose start or duration may differ. */
function movedStarts(facts: Facts, { tasks, positionOfPlace }: Network, earlier: Timetable) {
  const own = earlier.own.slice();
  let from = tasks.length;
  for (let place = 0; place < tasks.length; place += 1) {
    const task = tasks[place]!;
    if (task === earlier.network.tasks[place]) continue;
    const position = positionOfPlace[place]!;
    own[position] = startOf(facts, task);
    from = Math.min(from, position);
  }
  return { own, from };
}

/** Earliest start of a task; null when it is not in this copy or cannot be told. A lower bound where `certain` says so. */
export function earliestStart(timetable: Timetable, task: Code): InstantMs | null {
  const position = positionOf(timetable.network, task);
  return position === null ? null : toldInstant(timetable.earliest[position]!);
}

/** null for an instant that cannot be told. */
export const toldInstant = (ms: number): InstantMs | null => (Number.isFinite(ms) ? ms : null);
