/**
 * What-if views: the same facts with one thing changed, sharing every index that the change does not touch.
 * The view below is not altered; an overlay is thrown away or kept as the new state.
 */
import type { Code, InstantMs, Plan, PlanAgreement, PlanMovement, PlanPerson, PlanTask } from '../../model/plan.ts';
import { MS_PER_MINUTE } from '../../time/calendar.ts';
import { dateIn } from '../../time/wall-clock.ts';
import { buildLists, type Facts } from './facts.ts';
import { TaskIndex } from './task-index.ts';

/** Facts of another version of the plan. Lists that are the same arrays keep their indexes. */
export function withPlan(facts: Facts, plan: Plan): Facts {
  const tasks = plan.tasks === facts.plan.tasks ? facts.tasks : TaskIndex.of(plan.tasks);
  return next(facts, plan, tasks);
}

/** Facts of the same plan at another moment. */
export const withClock = (facts: Facts, clock: InstantMs): Facts => ({
  ...facts,
  clock,
  today: dateIn(facts.plan.operation.refTz, clock),
});

/**
 * Moves H by minutes (negative: earlier); D-day follows as the day that holds H in the reference zone.
 * Without an H-hour there is nothing to move: the same facts come back.
 */
export function moveH(facts: Facts, deltaMin: number): Facts {
  const { operation } = facts.plan;
  if (operation.hHour === null || deltaMin === 0) return facts;
  const hHour = operation.hHour + deltaMin * MS_PER_MINUTE;
  return withPlan(facts, {
    ...facts.plan,
    operation: { ...operation, hHour, dDay: dateIn(operation.refTz, hHour) },
  });
}

/** Adds or replaces tasks and takes others out. */
export function withTasks(facts: Facts, put: readonly PlanTask[], remove: readonly Code[] = []): Facts {
  const byId = new Map(put.map((task) => [task.id, task]));
  const gone = new Set(remove.filter((id) => !byId.has(id)));
  const tasks: PlanTask[] = [];
  for (const task of facts.plan.tasks) {
    if (gone.has(task.id)) continue;
    tasks.push(byId.get(task.id) ?? task);
    byId.delete(task.id);
  }
  tasks.push(...byId.values());
  return next(facts, { ...facts.plan, tasks }, facts.tasks.put(put, [...gone]));
}

/** Facts of a plan that differs in these tasks (added or replaced, none removed) and in whatever other lists are new arrays. */
export const withPatch = (facts: Facts, plan: Plan, tasks: readonly PlanTask[]): Facts =>
  next(facts, plan, tasks.length > 0 ? facts.tasks.put(tasks) : facts.tasks);

export const replaceTask = (facts: Facts, task: PlanTask): Facts => withTasks(facts, [task]);

export const replaceAgreement = (facts: Facts, agreement: PlanAgreement): Facts =>
  withPlan(facts, { ...facts.plan, agreements: replaced(facts.plan.agreements, agreement) });

export const replaceMovement = (facts: Facts, movement: PlanMovement): Facts =>
  withPlan(facts, { ...facts.plan, movements: replaced(facts.plan.movements, movement) });

export const replacePerson = (facts: Facts, person: PlanPerson): Facts =>
  withPlan(facts, { ...facts.plan, people: replaced(facts.plan.people, person) });

/** One item added or replaced, in its place. */
export function replaced<T extends { readonly id: Code }>(items: readonly T[], item: T): readonly T[] {
  const at = items.findIndex((other) => other.id === item.id);
  return at < 0 ? [...items, item] : items.with(at, item);
}

function next(facts: Facts, plan: Plan, tasks: TaskIndex): Facts {
  const sameContext = plan.operation === facts.plan.operation;
  return {
    ...buildLists(plan, facts),
    plan,
    clock: facts.clock,
    today: dateIn(plan.operation.refTz, facts.clock),
    withheld: facts.withheld,
    tasks,
    clockwork: sameContext ? facts.clockwork : facts.clockwork.at(plan.operation),
    timelines: sameContext && tasks === facts.tasks ? facts.timelines : new Map(),
  };
}
