/**
 * What a target task waits for: slack of each task, the critical path and the tightest chain (docs/schedule.md).
 * `!` after a typed array: the index lies in range by construction (order.ts).
 */
import type { Code, InstantMs } from '../../model/plan.ts';
import { err, ok, type Result } from '../../result/result.ts';
import { MS_PER_MINUTE } from '../../time/calendar.ts';
import { compareCodes, type Facts, sortedCodes } from '../facts/facts.ts';
import { type CycleFault, codeAt, LINK_TYPES, positionOf } from './network.ts';
import { type Backward, backwardPass, INSIDE, OUTSIDE } from './passes.ts';
import { type Timetable, timetableOf, toldInstant } from './timetable.ts';

/** The target is not in this copy of the plan. */
export interface UnknownTaskFault {
  readonly type: 'unknownTask';
  readonly task: Code;
}
export type ScheduleFault = CycleFault | UnknownTaskFault;

/** A task on its way to the target. Minutes are whole, rounded towards less slack; null: this copy of the plan cannot tell. */
export interface TaskSlack {
  readonly task: Code;
  /** Only a lower bound while the push cannot be told. */
  readonly earliest: InstantMs | null;
  /** Latest start that leaves the target where it is. */
  readonly latest: InstantMs | null;
  /** How far the own start is pushed by what the task waits for (R-OP-02). */
  readonly pushedMinutes: number | null;
  /** How far it can slip before the target does; never negative. */
  readonly totalMinutes: number | null;
  /** How far it can slip before any other task of the plan has to; at most the total. */
  readonly freeMinutes: number | null;
  /** How far it can slip before the target misses its commitment; negative: by so much it has to start earlier. */
  readonly marginMinutes: number | null;
}

export interface Schedule {
  readonly target: Code;
  /** What the target is committed to: its own start, or the departure. null: cannot be told. */
  readonly due: InstantMs | null;
  /** Earliest start of the target; the departure, if that is later and its own start was not released. null: neither can be told. */
  readonly start: InstantMs | null;
  /** Whole minutes from due to start, rounded up; 0: the commitment holds; negative: the task starts before the departure (R-MOV-01). */
  readonly lateMinutes: number | null;
  /**
   * Critical path, first task first, ending with the target: each pushes or just touches the next, so a minute's delay of any delays the target.
   * Of several the one that the codes put first. Empty when the start cannot be told.
   */
  readonly path: readonly Code[];
  /** The path carried on to a task that waits for nothing known, at each step over the link with the least gap. Ends with `path`. */
  readonly chain: readonly Code[];
  /**
   * Tasks on the way to the target whose start, duration or dependency this copy cannot tell, sorted. As long as there are any, the target
   * may start later than `start`, and slack is what holds at least.
   */
  readonly untold: readonly Code[];
  /** Number of tasks on the way to the target, itself included. */
  readonly size: number;
  /** All of them, sorted. */
  readonly tasks: () => readonly Code[];
  /** null: the target does not wait for this task. */
  readonly slackOf: (task: Code) => TaskSlack | null;
}

/** Schedule against the own start of a task. Faults: `cycle` (R-OP-01), `unknownTask`. */
export function scheduleTo(facts: Facts, target: Code): Result<Schedule, ScheduleFault> {
  const timetable = timetableOf(facts);
  return timetable.ok ? scheduleIn(timetable.value, target) : timetable;
}

/**
 * Schedule against a task of a timetable. `due` is a commitment that lies outside the task, such as the departure of a movement;
 * without it the task's own start counts. Fault: `unknownTask`.
 */
export function scheduleIn(timetable: Timetable, target: Code, due?: InstantMs): Result<Schedule, UnknownTaskFault> {
  const { network, own, earliest } = timetable;
  const position = positionOf(network, target);
  if (position === null) return err({ type: 'unknownTask', task: target });
  const ownStart = toldInstant(own[position]!);
  const dueAt = due ?? ownStart;
  const start = ownStart === null ? withoutOwnStart(earliest[position]!, dueAt) : earliest[position]!;
  const lateMs = dueAt === null || start === null ? null : start - dueAt;
  const way = backwardPass(network, position, start ?? Infinity);
  const { path, chain } = start === null ? { path: [], chain: [] } : chainTo(timetable, position, start);
  return ok({
    target,
    due: dueAt,
    start,
    lateMinutes: lateMs === null ? null : minutesUp(lateMs),
    path,
    chain,
    untold: untoldOn(timetable, way),
    size: sizeOf(way),
    tasks: () => codesOf(timetable, way.member),
    slackOf: (task) => {
      const at = positionOf(network, task);
      return at === null ? null : slackAt(timetable, way, at, lateMs);
    },
  });
}

function slackAt(timetable: Timetable, way: Backward, position: number, lateMs: number | null): TaskSlack | null {
  const { network, own, certain } = timetable;
  const state = way.member[position] ?? OUTSIDE;
  if (state === OUTSIDE) return null;
  const earliest = timetable.earliest[position]!;
  const latest = way.latest[position]!;
  const sure = certain === null || certain[position] === 1;
  const told = sure && state === INSIDE && lateMs !== null;
  const totalMs = latest - earliest;
  const roomMs = timetable.room()[position]!;
  return {
    task: codeAt(network, position),
    earliest: toldInstant(earliest),
    latest: state === INSIDE ? toldInstant(latest) : null,
    pushedMinutes: sure ? minutesUp(earliest - own[position]!) : null,
    totalMinutes: told ? wholeMinutes(totalMs) : null,
    freeMinutes: told && roomMs !== -Infinity ? wholeMinutes(Math.min(totalMs, roomMs)) : null,
    marginMinutes: told ? wholeMinutes(totalMs - lateMs) : null,
  };
}

const wholeMinutes = (ms: number): number => Math.floor(ms / MS_PER_MINUTE);
// + 0 turns -0 into 0
const minutesUp = (ms: number): number => Math.ceil(ms / MS_PER_MINUTE) + 0;

/**
 * The departure stands in for a start that was not released. Without either, the links alone would make a start that may be weeks early,
 * and every task on it look critical: nothing is said.
 */
const withoutOwnStart = (earliest: InstantMs, due: InstantMs | null): InstantMs | null =>
  due === null ? null : Math.max(due, earliest);

/** Back from the target, always over the link with the least gap; equal gaps are settled by the smaller code. */
function chainTo(timetable: Timetable, target: number, start: InstantMs) {
  const { network, earliest } = timetable;
  const { firstLink, before, weights } = network;
  const chain = [codeAt(network, target)];
  let critical = 1;
  let touching = true;
  let position = target;
  let instant = start;
  for (;;) {
    let tightest = -1;
    let least = Infinity;
    for (let k = firstLink[position]!; k < firstLink[position + 1]!; k += 1) {
      const from = before[k]!;
      const gap = instant - earliest[from]! - weights[k]!;
      const closer =
        gap === least && tightest >= 0 && compareCodes(codeAt(network, from), codeAt(network, tightest)) < 0;
      if (gap < least || closer) {
        tightest = from;
        least = gap;
      }
    }
    if (tightest < 0) break;
    touching &&= least === 0;
    if (touching) critical += 1;
    chain.push(codeAt(network, tightest));
    position = tightest;
    instant = earliest[position]!;
  }
  chain.reverse();
  return { path: chain.slice(chain.length - critical), chain };
}

function sizeOf({ member }: Backward): number {
  let size = 0;
  for (let position = 0; position < member.length; position += 1) if (member[position] !== OUTSIDE) size += 1;
  return size;
}

function codesOf({ network }: Timetable, member: Uint8Array): readonly Code[] {
  const codes: Code[] = [];
  for (let position = 0; position < member.length; position += 1) {
    if (member[position] !== OUTSIDE) codes.push(codeAt(network, position));
  }
  return sortedCodes(codes);
}

/** Tasks on the way whose start or dependency cannot be told, or whose duration a link on the way rests on. */
function untoldOn({ network, own, certain }: Timetable, { member }: Backward): readonly Code[] {
  // Every gap of knowledge that touches the target makes its earliest start a bound.
  if (certain === null || certain[member.length - 1] === 1) return [];
  const { firstLink, before, types, minutes, waitsUnseen } = network;
  const untold = new Set<number>();
  for (let position = 0; position < member.length; position += 1) {
    if (member[position] === OUTSIDE) continue;
    if (own[position] === -Infinity || waitsUnseen[position] === 1) untold.add(position);
    for (let k = firstLink[position]!; k < firstLink[position + 1]!; k += 1) {
      const from = before[k]!;
      const type = LINK_TYPES[types[k]!];
      if ((type === 'FS' || type === 'FF') && minutes[from]! < 0) untold.add(from);
      if ((type === 'FF' || type === 'SF') && minutes[position]! < 0) untold.add(position);
    }
  }
  return sortedCodes([...untold].map((position) => codeAt(network, position)));
}
