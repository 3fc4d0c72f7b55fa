/** People: whether they may see what a task is about. */
import type { FindingItem, PlanTask } from '../../model/plan.ts';
import { type Level, LEVELS } from '../../model/vocabulary.ts';
import { compareCodes, type Facts, isLive, sortedCodes } from '../facts/facts.ts';
import { compareLevel, markingOf } from '../handling/marking.ts';
import { type Rule, ruleAbout } from './rule.ts';

/** Clearance 1 to 3 stands for the three INTERPOL levels, lowest first. */
const clearanceFor = (level: Level): number => LEVELS.indexOf(level) + 1;

/** Highest level of a task and of the records of its team and movement, and what carries it; null: the task has no marking of its own. */
function levelOf(facts: Facts, task: PlanTask): { readonly level: Level; readonly ref: string } | null {
  if (task.level === null) return null;
  let highest = { level: task.level, ref: task.id };
  const links = [task.jit, task.movement].flatMap((code) => code ?? []);
  const records = new Map(links.flatMap((code) => facts.recordsByLink.get(code) ?? []).map((one) => [one.id, one]));
  for (const id of sortedCodes(records.keys())) {
    const record = records.get(id);
    if (!record || (record.level === null && facts.withheld(id, 'level'))) continue;
    // A record that nobody marked counts as the highest until somebody does (R-HAN-01).
    const { level } = markingOf(record);
    if (compareLevel(level, highest.level) > 0) highest = { level, ref: id };
  }
  return highest;
}

const clearance = ruleAbout(
  'person',
  {
    id: 'R-PER-15',
    reads: ['tasks', 'people', 'records'],
    title: 'Clearance reaches the level of the task and of its records',
    severity: 'block',
    gate: 'assign',
  },
  (facts, person) => {
    // A clearance that was not released reads as the lowest; nothing can be said of it.
    if (person.clearance === 1 && facts.withheld(person.id, 'clearance')) return null;
    const items: FindingItem[] = [];
    const marked = facts.tasks.by('person', person.id).filter((task) => task.level !== null && isLive(task));
    const tasks = marked.sort((a, b) => compareCodes(a.id, b.id));
    for (const task of tasks) {
      const highest = levelOf(facts, task);
      if (highest === null || person.clearance >= clearanceFor(highest.level)) continue;
      items.push({ key: 'task', ref: task.id });
      if (highest.ref !== task.id) items.push({ key: 'record', ref: highest.ref });
    }
    return items.length === 0
      ? null
      : {
          items: [...items, { key: 'clearance', value: person.clearance }],
        };
  },
);

export const CLEARANCE_RULES: readonly Rule[] = [clearance];
