/** What one version of an order says otherwise than another, task by task, and whom that touches. */
import { type Code, ORDER_SECTIONS } from '../../model/plan.ts';
import { compareCodes } from '../facts/facts.ts';
import type { OrderContent, OrderTask } from './content.ts';

/** `moved`: another time, whatever else changed; `changed`: the same time, but not the same task. */
export const CHANGES = ['moved', 'changed', 'added', 'gone'] as const;
export type Change = (typeof CHANGES)[number];

/** What of a task can differ; `start` is the instant, so a fixed clock that meant another instant counts. */
export const TASK_FIELDS = [
  'start',
  'minutes',
  'place',
  'owner',
  'people',
  'title',
  'kind',
  'phase',
  'decision',
  'relies',
] as const;
export type TaskField = (typeof TASK_FIELDS)[number];
const TIMES: ReadonlySet<TaskField> = new Set(['start', 'minutes']);

export interface OrderChange {
  readonly id: string;
  readonly code: Code;
  readonly change: Change;
  /** What differs, for a task in both versions. */
  readonly fields: readonly TaskField[];
  readonly before: OrderTask | null;
  readonly after: OrderTask | null;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Changes in the order in which the tasks begin now; those that are gone where they began before. */
export function orderChanges(before: OrderContent, after: OrderContent): readonly OrderChange[] {
  const old = new Map(before.tasks.map((task) => [task.id, task]));
  const now = new Set(after.tasks.map((task) => task.id));
  const changes: OrderChange[] = [];
  for (const task of after.tasks) {
    const was = old.get(task.id) ?? null;
    const fields = was === null ? [] : TASK_FIELDS.filter((field) => !same(was[field], task[field]));
    if (was !== null && fields.length === 0) continue;
    const change = was === null ? 'added' : fields.some((field) => TIMES.has(field)) ? 'moved' : 'changed';
    changes.push({ id: task.id, code: task.code, change, fields, before: was, after: task });
  }
  for (const task of before.tasks)
    if (!now.has(task.id))
      changes.push({ id: task.id, code: task.code, change: 'gone', fields: [], before: task, after: null });
  const begins = ({ before: b, after: a }: OrderChange): number => a?.start ?? b?.start ?? Number.MAX_SAFE_INTEGER;
  return changes.sort((a, b) => begins(a) - begins(b) || compareCodes(a.code, b.code));
}

/** What else differs: `hHour`, `phases`, `papers`, and sections by name. */
export const frameChanges = (before: OrderContent, after: OrderContent): readonly string[] => [
  ...(before.operation.hHour === after.operation.hHour ? [] : ['hHour']),
  ...(same(before.phases.map(windowOf), after.phases.map(windowOf)) ? [] : ['phases']),
  ...(same(before.papers, after.papers) ? [] : ['papers']),
  ...ORDER_SECTIONS.filter((section) => !same(before.sections[section], after.sections[section])),
];
// A move of H moves every window that hangs on it; that is said once, by `hHour`.
const windowOf = ({ code, name, from, to }: OrderContent['phases'][number]) => ({ code, name, from, to });

export interface Reader {
  readonly agency: Code | null;
  readonly person: Code | null;
}

/** Whether a change touches a reader: the task is or was theirs, or they or people of theirs are or were on it. */
export function touches(
  { before, after }: OrderChange,
  reader: Reader,
  agencyOf: ReadonlyMap<Code, Code | null>,
): boolean {
  return [before, after].some((task) => {
    if (task === null) return false;
    const people = [...task.people, task.decision?.owner ?? '', task.decision?.deputy ?? ''];
    if (reader.person !== null) return people.includes(reader.person);
    return task.owner === reader.agency || people.some((code) => agencyOf.get(code) === reader.agency);
  });
}

/** Agency of everybody either version names; the later version counts. */
export const agenciesOf = (before: OrderContent, after: OrderContent): ReadonlyMap<Code, Code | null> =>
  new Map([...before.people, ...after.people].map((person) => [person.code, person.agency]));
