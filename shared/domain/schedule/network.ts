/**
 * The dependencies of a plan as numbers: tasks in the order of waiting, links sorted by the task that waits.
 * Depends on ids, durations and dependencies only, so moving a start or H keeps it whole.
 * `!` after a typed array: the index lies in range by construction (order.ts).
 */
import type { Code, PlanTask } from '../../model/plan.ts';
import type { DependencyType } from '../../model/vocabulary.ts';
import { err, ok, type Result } from '../../result/result.ts';
import { MS_PER_MINUTE } from '../../time/calendar.ts';
import { findCycle } from '../facts/cycle.ts';
import { topologicalOrder } from './order.ts';

/** A position counts tasks in the order of waiting; `-1` in `minutes` stands for a duration that cannot be told. */
export interface Network {
  /** The list the network was made of. */
  readonly tasks: readonly PlanTask[];
  /** Position of each task of the list. */
  readonly positionOfPlace: Int32Array;
  /** Place in the list of the task at each position. */
  readonly order: Int32Array;
  /** Place in the list of each task. */
  readonly places: ReadonlyMap<Code, number>;
  /** Minutes by position. */
  readonly minutes: Float64Array;
  /** 1 where the task also waits for one that is not in this copy, by position. */
  readonly waitsUnseen: Uint8Array;
  /** Links of position `p` are `firstLink[p]` up to, not including, `firstLink[p + 1]`. */
  readonly firstLink: Int32Array;
  /** Position of the task waited for; always smaller than that of the task that waits. */
  readonly before: Int32Array;
  /** Place of the type in `LINK_TYPES`. */
  readonly types: Uint8Array;
  /** Minutes. */
  readonly lags: Float64Array;
  /** Milliseconds from start to start at least: start of `after` ≥ start of `before` + weight. −∞: the link asks for nothing that can be told. */
  readonly weights: Float64Array;
  /** 1 where the weight rests on a duration that cannot be told; null when there is none. */
  readonly uncertain: Uint8Array | null;
}

/** R-OP-01: each task waits for the next, the last for the first. */
export interface CycleFault {
  readonly type: 'cycle';
  readonly tasks: readonly Code[];
}

export const LINK_TYPES = ['FS', 'SS', 'FF', 'SF'] as const satisfies readonly DependencyType[];
const FS = 0;
const FF = 2;
const SF = 3;
const PLACE_OF_TYPE: Readonly<Record<DependencyType, number>> = { FS: 0, SS: 1, FF: 2, SF: 3 };

/**
 * The network of these tasks. A network made before is taken over as far as it still holds: all of it when only starts moved,
 * its order when durations changed, little when dependencies did, nothing when tasks came or went. Fault: `cycle`.
 */
export function networkOf(tasks: readonly PlanTask[], earlier?: Network): Result<Network, CycleFault> {
  const change = earlier ? changeBetween(earlier.tasks, tasks) : 'tasks';
  if (!earlier || change === 'tasks') return build(tasks, placesOf(tasks));
  if (change === 'links') return build(tasks, earlier.places);
  if (change === 'none') return ok({ ...earlier, tasks });
  return ok({ ...earlier, tasks, ...measure(tasks, earlier) });
}

const CHANGES = ['none', 'durations', 'links', 'tasks'] as const;
type Change = (typeof CHANGES)[number];
const greater = (a: Change, b: Change): Change => (CHANGES.indexOf(a) > CHANGES.indexOf(b) ? a : b);

function changeBetween(before: readonly PlanTask[], now: readonly PlanTask[]): Change {
  if (before.length !== now.length) return 'tasks';
  let change: Change = 'none';
  for (let place = 0; place < now.length; place += 1) {
    const old = taskAt(before, place);
    const task = taskAt(now, place);
    if (old === task) continue;
    if (old.id !== task.id) return 'tasks';
    if (!sameDependencies(old, task)) change = 'links';
    else if (old.minutes !== task.minutes) change = greater(change, 'durations');
  }
  return change;
}

function sameDependencies(a: PlanTask, b: PlanTask): boolean {
  if (a.dependencies === b.dependencies) return true;
  return (
    a.dependencies.length === b.dependencies.length &&
    a.dependencies.every((one, k) => {
      const other = b.dependencies[k];
      return other !== undefined && one.on === other.on && one.type === other.type && one.lag === other.lag;
    })
  );
}

function placesOf(tasks: readonly PlanTask[]): ReadonlyMap<Code, number> {
  const places = new Map<Code, number>();
  for (let place = 0; place < tasks.length; place += 1) places.set(taskAt(tasks, place).id, place);
  return places;
}

function build(tasks: readonly PlanTask[], places: ReadonlyMap<Code, number>): Result<Network, CycleFault> {
  const count = tasks.length;
  let links = 0;
  for (let place = 0; place < count; place += 1) links += taskAt(tasks, place).dependencies.length;

  const before = new Int32Array(links);
  const after = new Int32Array(links);
  const typeOfLink = new Uint8Array(links);
  const lagOfLink = new Float64Array(links);
  const linksOfPlace = new Int32Array(count + 1);
  const unseen = new Uint8Array(count);
  let known = 0;
  for (let place = 0; place < count; place += 1) {
    linksOfPlace[place] = known;
    for (const { on, type, lag } of taskAt(tasks, place).dependencies) {
      const from = places.get(on);
      if (from === undefined) {
        unseen[place] = 1;
        continue;
      }
      before[known] = from;
      after[known] = place;
      typeOfLink[known] = PLACE_OF_TYPE[type];
      lagOfLink[known] = lag;
      known += 1;
    }
  }
  linksOfPlace[count] = known;

  const order = topologicalOrder(count, { before: before.subarray(0, known), after: after.subarray(0, known) });
  if (order.length < count) return err({ type: 'cycle', tasks: cycleAmong(tasks, order) });

  const positionOfPlace = new Int32Array(count);
  for (let position = 0; position < count; position += 1) positionOfPlace[order[position]!] = position;

  const shape = {
    firstLink: new Int32Array(count + 1),
    before: new Int32Array(known),
    types: new Uint8Array(known),
    lags: new Float64Array(known),
  };
  const waitsUnseen = new Uint8Array(count);
  let next = 0;
  for (let position = 0; position < count; position += 1) {
    const place = order[position]!;
    shape.firstLink[position] = next;
    waitsUnseen[position] = unseen[place]!;
    const end = linksOfPlace[place + 1]!;
    for (let k = linksOfPlace[place]!; k < end; k += 1) {
      shape.before[next] = positionOfPlace[before[k]!]!;
      shape.types[next] = typeOfLink[k]!;
      shape.lags[next] = lagOfLink[k]!;
      next += 1;
    }
  }
  shape.firstLink[count] = next;
  const base = { tasks, positionOfPlace, order, places, waitsUnseen, ...shape };
  return ok({ ...base, ...measure(tasks, base) });
}

/** Only the tasks that no order holds can lie on a cycle. */
function cycleAmong(tasks: readonly PlanTask[], order: Int32Array): readonly Code[] {
  const ordered = new Uint8Array(tasks.length);
  for (const place of order) ordered[place] = 1;
  const cycle = findCycle(tasks.filter((_, place) => ordered[place] === 0));
  if (cycle === null) throw new Error('broken promise: tasks without an order hold a cycle');
  return cycle;
}

type Shape = Pick<Network, 'positionOfPlace' | 'firstLink' | 'before' | 'types' | 'lags'>;

/**
 * Every link as a distance between starts (standardised precedence relations, Bartusch, Möhring and Radermacher 1988):
 * FS d(before) + lag, SS lag, FF d(before) + lag − d(after), SF lag − d(after).
 * Without a duration a task ends no earlier than it starts, and nothing is asked of an end that cannot be told (docs/rules.md, R-OP-02).
 */
function measure(tasks: readonly PlanTask[], shape: Shape): Pick<Network, 'minutes' | 'weights' | 'uncertain'> {
  const { positionOfPlace, firstLink, before, types, lags } = shape;
  const count = tasks.length;
  const minutes = new Float64Array(count);
  let complete = true;
  for (let place = 0; place < count; place += 1) {
    const length = taskAt(tasks, place).minutes;
    minutes[positionOfPlace[place]!] = length ?? -1;
    if (length === null) complete = false;
  }
  const weights = new Float64Array(before.length);
  const uncertain = complete ? null : new Uint8Array(before.length);
  for (let position = 0; position < count; position += 1) {
    const mine = minutes[position]!;
    const end = firstLink[position + 1]!;
    for (let k = firstLink[position]!; k < end; k += 1) {
      const type = types[k]!;
      const theirs = minutes[before[k]!]!;
      const fromEnd = type === FS || type === FF;
      const toEnd = type === FF || type === SF;
      if (uncertain && ((fromEnd && theirs < 0) || (toEnd && mine < 0))) uncertain[k] = 1;
      if (toEnd && mine < 0) {
        weights[k] = -Infinity;
      } else {
        weights[k] = (lags[k]! + (fromEnd ? Math.max(theirs, 0) : 0) - (toEnd ? mine : 0)) * MS_PER_MINUTE;
      }
    }
  }
  return { minutes, weights, uncertain };
}

/** Position of a task; null when it is not in this copy. */
export function positionOf(network: Network, task: Code): number | null {
  const place = network.places.get(task);
  return place === undefined ? null : network.positionOfPlace[place]!;
}

/** Code of the task at a position. */
export const codeAt = (network: Network, position: number): Code => taskAt(network.tasks, network.order[position]!).id;

function taskAt(tasks: readonly PlanTask[], place: number): PlanTask {
  const task = tasks[place];
  if (!task) throw new Error('broken promise: a place lies in its list');
  return task;
}
