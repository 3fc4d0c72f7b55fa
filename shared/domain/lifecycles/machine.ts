/** The lifecycles and the questions that need no evidence. */
import type { InstantMs, PlanTask } from '../../model/plan.ts';
import { type Facts, spanOf } from '../facts/facts.ts';
import { ASSET, REQUEST } from './money.ts';
import { AGREEMENT, JIT, RELEASE } from './papers.ts';
import { DECONFLICTION, OPERATION, ORDER, TASK } from './planning.ts';
import { MOVEMENT, SCREENING } from './travel.ts';
import type { Lifecycle, LifecycleKind, StateInfo, StateOf, Step } from './types.ts';

export const LIFECYCLES: { readonly [K in LifecycleKind]: Lifecycle<StateOf[K]> } = {
  operation: OPERATION,
  order: ORDER,
  task: TASK,
  jit: JIT,
  agreement: AGREEMENT,
  movement: MOVEMENT,
  screening: SCREENING,
  asset: ASSET,
  request: REQUEST,
  release: RELEASE,
  deconfliction: DECONFLICTION,
};
export const LIFECYCLE_KINDS = Object.keys(LIFECYCLES) as readonly LifecycleKind[];

/** The lifecycle with its states as plain text, for callers that go over all kinds. */
export const lifecycleOf = (kind: LifecycleKind): Lifecycle => LIFECYCLES[kind];

/** Whether a text is a state of this kind; other versions may know more. */
export const isState = <K extends LifecycleKind>(kind: K, text: string): text is StateOf[K] =>
  Object.hasOwn(LIFECYCLES[kind].info, text);

const infoOf = (kind: LifecycleKind, state: string): StateInfo | null =>
  isState(kind, state) ? (lifecycleOf(kind).info[state] ?? null) : null;

/** Steps that lead on from a state, in the order of the table; an unknown state has none. */
export const stepsFrom = <K extends LifecycleKind>(kind: K, state: StateOf[K]): readonly Step<StateOf[K]>[] =>
  (LIFECYCLES[kind].steps as readonly Step<StateOf[K]>[]).filter((step) => step.from === state);

/** The step between two states; null: there is none. */
export const stepBetween = <K extends LifecycleKind>(
  kind: K,
  from: StateOf[K],
  to: StateOf[K],
): Step<StateOf[K]> | null => stepsFrom(kind, from).find((step) => step.to === to) ?? null;

/** Under way, or held and coming back. Called off, settled and final items are not; neither is a state nobody knows. */
export function isOpen<K extends LifecycleKind>(kind: K, state: StateOf[K]): boolean {
  const stage = infoOf(kind, state)?.stage;
  return stage === 'open' || stage === 'paused';
}
/** Nothing leads on. */
export const isFinal = <K extends LifecycleKind>(kind: K, state: StateOf[K]): boolean =>
  infoOf(kind, state)?.stage === 'final';
/** The content stands: an issued order, an approved release. */
export const isSealed = <K extends LifecycleKind>(kind: K, state: StateOf[K]): boolean =>
  infoOf(kind, state)?.sealed === true;

/** Where an item in a side state came from: the last state of the main line it went through, oldest first. */
export function originOf<K extends LifecycleKind>(kind: K, trail: readonly StateOf[K][]): StateOf[K] | null {
  const sides: readonly string[] = LIFECYCLES[kind].sides;
  return trail.findLast((state) => !sides.includes(state)) ?? null;
}

/**
 * Whether a task is late at a moment (computed, never stored): `start` while it waits after its start, `end` while it runs past its end.
 * On the minute it is not late. null: in time, over, called off, or without a known time.
 */
export function taskLate(facts: Facts, task: PlanTask, now: InstantMs = facts.clock): 'start' | 'end' | null {
  const { start, end } = spanOf(facts, task);
  if (task.status === 'in_progress') return end !== null && now > end ? 'end' : null;
  const waits = task.status === 'planned' || task.status === 'ready';
  return waits && start !== null && now > start ? 'start' : null;
}
