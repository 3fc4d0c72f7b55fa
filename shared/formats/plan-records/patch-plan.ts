/** A plan after a change of a few records, without reading the others again. The answer is that of `recordsToPlan`; it only takes less time. */
import type { Code, Plan, PlanOperation, PlanSyncGroup, PlanTask } from '../../model/plan.ts';
import { readAgreements, readJits, readMovements } from './read-legal.ts';
import { readAssets, readDeconfliction, readEntities, readFlows, readRequests, readRisks } from './read-money.ts';
import { readAgencies, readPeople, readPhases, readTasks } from './read-planning.ts';
import { readRecords, readReleases } from './read-records.ts';
import { readOperation, readSettings } from './records-to-plan.ts';
import { CODE_PREFIX, RowBook } from './row-book.ts';
import type { PlanView, RecordRow } from './types.ts';

type Item = { readonly id: Code };
/** Lists whose items are read from their own record and its parts alone. Sites (they name commanders) and orders are not among them. */
const READERS = {
  agency: { list: 'agencies', read: readAgencies },
  phase: { list: 'phases', read: readPhases },
  task: { list: 'tasks', read: readTasks },
  person: { list: 'people', read: readPeople },
  jit: { list: 'jits', read: readJits },
  agreement: { list: 'agreements', read: readAgreements },
  movement: { list: 'movements', read: readMovements },
  entity: { list: 'entities', read: readEntities },
  asset: { list: 'assets', read: readAssets },
  flow: { list: 'flows', read: readFlows },
  request: { list: 'requests', read: readRequests },
  deconfliction: { list: 'deconfliction', read: readDeconfliction },
  risk: { list: 'risks', read: readRisks },
  record: { list: 'records', read: readRecords },
  release: { list: 'releases', read: readReleases },
} as const satisfies Readonly<
  Record<string, { readonly list: keyof Plan; readonly read: (book: RowBook) => readonly Item[] }>
>;
type Patched = keyof typeof READERS;
const isPatched = (kind: string): kind is Patched => Object.hasOwn(READERS, kind);

export interface PlanPatch {
  readonly view: PlanView;
  /** Tasks that were added or replaced, as they are now. */
  readonly tasks: readonly PlanTask[];
}

/**
 * The view after a step of this station. Each family is an open item with all its open parts, the item first, as they stand now; families
 * in the order of creation. Items that were not there before must have been made by that step: they are the newest and stand last.
 * null: this cannot be told from the families alone (an item was removed or renamed, something is withheld, contested or not
 * understood, or its kind stands in other items), so the whole has to be read again.
 */
export function patchPlan(view: PlanView, families: readonly (readonly RecordRow[])[]): PlanPatch | null {
  if (view.withheldRefs > 0 || view.leftOut.length > 0 || view.contested.length > 0) return null;
  const codes = codesWith(view, families);
  if (codes === null) return null;
  const book = new RowBook(
    families.flat().map((row, order) => ({ ...row, order })),
    codes,
  );
  const lists: Partial<Record<Patched, readonly Item[]>> = {};
  let operation = view.plan.operation;
  let settings: ReturnType<typeof readSettings> | null = null;
  for (const kind of new Set(families.map(([item]) => item?.kind ?? ''))) {
    if (kind === 'operation') {
      const row = book.all('operation')[0];
      if (row === undefined) return null;
      operation = keepParts(readOperation(book, row), operation);
      settings = readSettings(book, row);
    } else if (isPatched(kind)) lists[kind] = READERS[kind].read(book);
    else return null;
  }
  if (book.withheldRefs > 0 || book.leftOut.length > 0 || book.contested().length > 0) return null;
  const changes: { -readonly [K in keyof Plan]?: Plan[K] } = {};
  for (const [kind, items] of Object.entries(lists) as [Patched, readonly Item[]][]) {
    const { list } = READERS[kind];
    // A flow with one end only is no item of the plan; whether it was one before is not worth finding out here.
    if (items.length !== book.all(kind).length) return null;
    Object.assign(changes, { [list]: put(view.plan[list], items) });
  }
  if (settings !== null) {
    changes.limits = sameOr(view.plan.limits, settings.limits);
    changes.targets = sameOr(view.plan.targets, settings.targets);
  }
  const plan: Plan = { ...view.plan, ...changes, operation };
  const tasks = (lists.task ?? []) as readonly PlanTask[];
  return {
    view: {
      ...view,
      clock: settings === null ? view.clock : settings.clock,
      plan: tasks.length > 0 ? { ...plan, syncGroups: groupsOf(view.plan, plan.tasks, tasks) } : plan,
      idOf: codes.idOf,
      codeOf: codes.codeOf,
    },
    tasks,
  };
}

/** The codes with those of new items; null where a code was changed, or is taken and would have to be made unlike. */
function codesWith(
  view: PlanView,
  families: readonly (readonly RecordRow[])[],
): Pick<PlanView, 'codeOf' | 'idOf'> | null {
  const fresh: (readonly [string, Code])[] = [];
  for (const family of families) {
    for (const row of family) {
      const own = row.fields['code'];
      const code = typeof own === 'string' && own !== '' ? own : null;
      const known = view.codeOf.get(row.id);
      if (known !== undefined) {
        if (known !== code) return null;
      } else if (code !== null || Object.hasOwn(CODE_PREFIX, row.kind)) {
        if (code === null || view.idOf.has(code) || fresh.some(([, other]) => other === code)) return null;
        fresh.push([row.id, code]);
      }
    }
  }
  if (fresh.length === 0) return view;
  const codeOf = new Map(view.codeOf);
  const idOf = new Map(view.idOf);
  for (const [id, code] of fresh) {
    codeOf.set(id, code);
    idOf.set(code, id);
  }
  return { codeOf, idOf };
}

/** Rules that read something are asked again when it is another object. */
const sameOr = <T>(before: T, now: T): T => (JSON.stringify(before) === JSON.stringify(now) ? before : now);

/** Commanders of sites and the order are records of their own. */
const keepParts = (read: PlanOperation, before: PlanOperation): PlanOperation => ({
  ...read,
  command: { ...read.command, operational: before.command.operational },
  order: before.order,
});

/** Items replaced in their places, new ones at the end. */
function put(before: readonly Item[], items: readonly Item[]): readonly Item[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const list = before.map((item) => {
    const now = byId.get(item.id);
    byId.delete(item.id);
    return now ?? item;
  });
  return [...list, ...byId.values()];
}

/** Groups hold their tasks in the order of the tasks; the same array where no changed task came or went. */
function groupsOf(before: Plan, tasks: readonly PlanTask[], changed: readonly PlanTask[]): readonly PlanSyncGroup[] {
  const now = new Map(changed.map((task) => [task.id, task.sync]));
  const was = new Map(before.tasks.flatMap((task) => (now.has(task.id) ? [[task.id, task.sync] as const] : [])));
  if (changed.every((task) => (was.get(task.id) ?? null) === task.sync)) return before.syncGroups;
  const members = new Map<Code, Code[]>();
  for (const task of tasks) {
    if (task.sync === null) continue;
    const list = members.get(task.sync);
    if (list) list.push(task.id);
    else members.set(task.sync, [task.id]);
  }
  return before.syncGroups.map((group) => ({ ...group, tasks: members.get(group.id) ?? [] }));
}
