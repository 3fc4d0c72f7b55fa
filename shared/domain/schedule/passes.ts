/**
 * The two passes of the critical path method (Kelley and Walker 1959) over a network, on instants in milliseconds.
 * −∞ stands for an instant that cannot be told; it asks nothing of anybody.
 * `!` after a typed array: the index lies in range by construction (order.ts).
 */
import type { Network } from './network.ts';

/**
 * Earliest starts by position: own start, or what the links ask if that is later.
 * With `earlier` the part before position `from` is taken over: enough when no own start, duration or link before it changed.
 */
export function forwardPass(network: Network, own: Float64Array, earlier?: Float64Array, from = 0): Float64Array {
  const { firstLink, before, weights } = network;
  const count = own.length;
  const earliest = earlier ? earlier.slice() : new Float64Array(count);
  let k = from < count ? firstLink[from]! : 0;
  for (let position = from; position < count; position += 1) {
    let start = own[position]!;
    const end = firstLink[position + 1]!;
    for (; k < end; k += 1) {
      const asked = earliest[before[k]!]! + weights[k]!;
      if (asked > start) start = asked;
    }
    earliest[position] = start;
  }
  return earliest;
}

/**
 * 1 where the earliest start is exact, by position; null when all are. It is only a lower bound if the own start of the task, a duration or
 * another task on the way to it cannot be told.
 */
export function certainty(network: Network, own: Float64Array): Uint8Array | null {
  const { firstLink, before, uncertain, waitsUnseen } = network;
  const count = own.length;
  const certain = new Uint8Array(count);
  let all = true;
  for (let position = 0; position < count; position += 1) {
    let sure = own[position] !== -Infinity && waitsUnseen[position] === 0;
    const end = firstLink[position + 1]!;
    for (let k = firstLink[position]!; sure && k < end; k += 1) {
      sure = certain[before[k]!] === 1 && (uncertain === null || uncertain[k] === 0);
    }
    certain[position] = sure ? 1 : 0;
    if (!sure) all = false;
  }
  return all ? null : certain;
}

/** Not in the network of the target, in it, in it with a latest start that is only an upper bound. */
export const OUTSIDE = 0;
export const INSIDE = 1;
export const INSIDE_UNCERTAIN = 2;

export interface Backward {
  /** Latest starts that keep the target at its instant; +∞ where nothing limits them. Positions up to the target. */
  readonly latest: Float64Array;
  readonly member: Uint8Array;
}

/** Latest starts of all the target waits for, directly or not, when the target is to start at `instant`. */
export function backwardPass(network: Network, target: number, instant: number): Backward {
  const { firstLink, before, weights, uncertain } = network;
  const latest = new Float64Array(target + 1).fill(Infinity);
  const member = new Uint8Array(target + 1);
  latest[target] = instant;
  member[target] = INSIDE;
  for (let position = target; position >= 0; position -= 1) {
    const state = member[position]!;
    if (state === OUTSIDE) continue;
    const start = latest[position]!;
    const end = firstLink[position + 1]!;
    for (let k = firstLink[position]!; k < end; k += 1) {
      const from = before[k]!;
      const limit = start - weights[k]!;
      if (limit < latest[from]!) latest[from] = limit;
      const sure = state === INSIDE && (uncertain === null || uncertain[k] === 0);
      if (!sure) member[from] = INSIDE_UNCERTAIN;
      else if (member[from] === OUTSIDE) member[from] = INSIDE;
    }
  }
  return { latest, member };
}

/**
 * How far each task can start after its earliest start before another task has to, in milliseconds, by position;
 * +∞ where nothing waits for it, −∞ where it cannot be told.
 */
export function roomBeforeOthers(network: Network, earliest: Float64Array): Float64Array {
  const { firstLink, before, weights, uncertain } = network;
  const count = earliest.length;
  const room = new Float64Array(count).fill(Infinity);
  for (let position = 0; position < count; position += 1) {
    const start = earliest[position]!;
    const end = firstLink[position + 1]!;
    for (let k = firstLink[position]!; k < end; k += 1) {
      const from = before[k]!;
      const gap =
        uncertain?.[k] === 1 || earliest[from] === -Infinity ? -Infinity : start - earliest[from]! - weights[k]!;
      if (gap < room[from]!) room[from] = gap;
    }
  }
  return room;
}
