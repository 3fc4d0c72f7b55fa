/** Whether one dependency of a task holds at the planned times (R-OP-02). */
import type { PlanDependency, PlanTask } from '../../model/plan.ts';
import { MS_PER_MINUTE } from '../../time/calendar.ts';
import { type Facts, spanOf } from './facts.ts';

export type DependencyFault =
  /** Minutes (whole, rounded up) by which the start or end comes too early. */
  | { readonly fault: 'early'; readonly minutes: number }
  /** The task waited for was cancelled, or aborted before the end that is waited for. */
  | { readonly fault: 'dead'; readonly status: PlanTask['status'] };

/** What is wrong with a dependency of this task: nothing, one or both faults; null when the times or the other task cannot be seen. */
export function dependencyFaults(
  facts: Facts,
  task: PlanTask,
  dependency: PlanDependency,
): readonly DependencyFault[] | null {
  const before = facts.tasks.get(dependency.on);
  if (!before) return null;
  const faults: DependencyFault[] = isDead(dependency, before) ? [{ fault: 'dead', status: before.status }] : [];
  const mine = spanOf(facts, task);
  const theirs = spanOf(facts, before);
  const { type, lag } = dependency;
  // Without a duration the other task ends no earlier than it starts.
  const from = type === 'FS' || type === 'FF' ? (theirs.end ?? theirs.start) : theirs.start;
  const at = type === 'FS' || type === 'SS' ? mine.start : mine.end;
  if (from === null || at === null) return faults.length > 0 ? faults : null;
  const short = from + lag * MS_PER_MINUTE - at;
  if (short > 0) faults.push({ fault: 'early', minutes: Math.ceil(short / MS_PER_MINUTE) });
  return faults;
}

/** Whether a dependency holds; null when it cannot be told. */
export function dependencyHolds(facts: Facts, task: PlanTask, dependency: PlanDependency): boolean | null {
  const faults = dependencyFaults(facts, task, dependency);
  return faults === null ? null : faults.length === 0;
}

/** Nothing starts or ends with a cancelled task, nothing waits for the end of an aborted one. */
const isDead = ({ type }: PlanDependency, before: PlanTask): boolean =>
  before.status === 'cancelled' || (before.status === 'aborted' && (type === 'FS' || type === 'FF'));
