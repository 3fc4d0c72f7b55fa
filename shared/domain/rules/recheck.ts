/**
 * Findings after a change, without asking again what the change cannot touch. The answer is the same as that of a full sweep
 * (a property test holds it to that); it only takes less time.
 *
 * Three steps: a rule that reads none of the changed lists keeps its findings; a rule about tasks, people, sites, sync groups or
 * movements is asked about the neighbours of the changed tasks and people only; every other rule is asked about all its subjects.
 */
import type { Code, Finding, Plan, PlanPerson, PlanTask } from '../../model/plan.ts';
import type { Facts } from '../facts/facts.ts';
import { RULES } from './registry.ts';
import type { Input, Rule, SubjectKind } from './rule.ts';
import { compareFindings, diffFindings, type FindingsDiff, sweep } from './sweep.ts';

/** The findings of `after`, given those of `before`. Both facts may be any two states of one operation. */
export function recheck(
  before: Facts,
  after: Facts,
  findings: readonly Finding[],
  rules: readonly Rule[] = RULES,
): readonly Finding[] {
  if (before.withheld !== after.withheld) return sweep(after, rules);
  const changed = changedInputs(before, after);
  const near = onlyTasksAndPeople(changed) ? neighbours(before, after) : null;
  const previous = Map.groupBy(findings, (finding) => finding.rule);
  const result: Finding[] = [];
  for (const rule of rules) {
    const old = previous.get(rule.id) ?? [];
    const subjects = near?.[rule.subjectKind];
    if (!isAsked(rule, changed, before, after)) result.push(...old);
    else if (subjects === undefined || clockTurned(rule, before, after)) result.push(...rule.checkAll(after));
    else {
      for (const finding of old) if (!subjects.has(finding.subject)) result.push(finding);
      for (const subject of subjects) {
        const finding = rule.check(after, subject);
        if (finding) result.push(finding);
      }
    }
  }
  return result.sort(compareFindings);
}

/** What a change does to the findings of `before`; for previews of something not yet done. */
export const previewFindings = (before: Facts, after: Facts, findings: readonly Finding[]): FindingsDiff =>
  diffFindings(findings, recheck(before, after, findings));

const LISTS = [
  'limits',
  'agencies',
  'sites',
  'holidays',
  'phases',
  'syncGroups',
  'tasks',
  'people',
  'jits',
  'agreements',
  'movements',
  'assets',
  'flows',
  'requests',
  'deconfliction',
  'risks',
  'records',
  'releases',
] as const satisfies readonly (Input & keyof Plan)[];

function changedInputs(before: Facts, after: Facts): ReadonlySet<Input> {
  const changed = new Set<Input>(LISTS.filter((list) => before.plan[list] !== after.plan[list]));
  const was = before.plan.operation;
  const is = after.plan.operation;
  if (was !== is) {
    if (was.hHour !== is.hHour || was.dDay !== is.dDay || was.refTz !== is.refTz) changed.add('time');
    if (was.refTz !== is.refTz || was.id !== is.id || was.status !== is.status || was.order !== is.order)
      changed.add('operation');
  }
  return changed;
}

const clockTurned = (rule: Rule, before: Facts, after: Facts): boolean =>
  (rule.cadence === 'day' && before.today !== after.today) || (rule.cadence === 'hour' && before.clock !== after.clock);

const isAsked = (rule: Rule, changed: ReadonlySet<Input>, before: Facts, after: Facts): boolean =>
  [...changed].some((input) => rule.reads.has(input)) || clockTurned(rule, before, after);

const onlyTasksAndPeople = (changed: ReadonlySet<Input>): boolean =>
  [...changed].every((input) => input === 'tasks' || input === 'people');

type Near = { readonly [K in SubjectKind]?: ReadonlySet<Code> };

/** Subjects that a changed task or person can make or unmake a finding of; kinds that are not named are asked whole. */
function neighbours(before: Facts, after: Facts): Near {
  const task = new Set<Code>();
  const person = new Set<Code>();
  const site = new Set<Code>();
  const syncGroup = new Set<Code>();
  const movement = new Set<Code>();
  const changedTasks = changedItems<PlanTask>(before.plan.tasks, after.plan.tasks);
  for (const [id, versions] of changedTasks) {
    task.add(id);
    for (const facts of [before, after]) {
      for (const waiting of facts.tasks.idsBy('waitingFor', id)) task.add(waiting);
      for (const group of facts.syncGroupsByTask.get(id) ?? []) syncGroup.add(group.id);
      for (const moved of facts.movementsByTask.get(id) ?? []) movement.add(moved.id);
    }
    for (const version of versions) {
      for (const code of version.people) person.add(code);
      if (version.site !== null) site.add(version.site);
      if (version.sync !== null) syncGroup.add(version.sync);
    }
  }
  const changedPeople = changedItems<PlanPerson>(before.plan.people, after.plan.people);
  for (const id of changedPeople.keys()) {
    person.add(id);
    for (const facts of [before, after]) {
      for (const code of facts.tasks.idsBy('person', id)) {
        task.add(code);
        // Who carries on an armed task depends on who else is qualified on it (R-PER-06).
        for (const other of facts.tasks.get(code)?.people ?? []) person.add(other);
      }
    }
  }
  return { task, timed: task, person, site, sync_group: syncGroup, movement };
}

/** Items added, removed or replaced, with the versions there are. Same place and same object is the common case and cheap. */
function changedItems<T extends { readonly id: Code }>(
  before: readonly T[],
  after: readonly T[],
): ReadonlyMap<Code, readonly T[]> {
  const versions = new Map<Code, T[]>();
  if (before === after) return versions;
  const note = (item: T): void => {
    const known = versions.get(item.id);
    if (known) known.push(item);
    else versions.set(item.id, [item]);
  };
  for (let i = 0; i < Math.max(before.length, after.length); i += 1) {
    const was = before[i];
    const is = after[i];
    if (was === is) continue;
    if (was) note(was);
    if (is) note(is);
  }
  // An item that only stands elsewhere in the list shows up twice as the same object.
  for (const [id, items] of versions) if (items.length === 2 && items[0] === items[1]) versions.delete(id);
  return versions;
}
