/** What must hold between the parts of a file: R-OP-01 and the consistency rules of SCHEMA 3 to 5. */
import { dateIn } from '../../time/wall-clock.ts';
import { type Checker, lineWithin, type Origin } from './checker.ts';
import { findCycles } from './cycles.ts';
import { under } from './faults.ts';
import type { RawFile } from './read-raw.ts';

export function crossCheck(file: RawFile, c: Checker): void {
  c.resolveReferences();
  checkDDay(file, c);
  checkSync(file, c);
  checkMovements(file, c);
  checkCycles(file, c);
}

const faultAt = (c: Checker, origin: Origin, key: string, index: number | null, code: string, reason: string): void => {
  const at = index === null ? under(origin.at, key) : under(under(origin.at, key), index);
  c.fault(at, lineWithin(origin, index === null ? [key] : [key, index]), code, reason);
};

function checkDDay({ operation }: RawFile, c: Checker): void {
  if (operation?.h_hour === undefined || operation.d_day === undefined || operation.ref_tz === undefined) return;
  const day = dateIn(operation.ref_tz, operation.h_hour);
  if (day !== operation.d_day)
    faultAt(
      c,
      operation.$,
      'd_day',
      null,
      'd-day',
      `must be the day of h_hour in ${operation.ref_tz}, which is ${day}`,
    );
}

/** An item of a list by its id; of two with the same id (already a fault) the first. */
function byId<T extends { readonly id: string | undefined }>(list: readonly (T | undefined)[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const item of list) if (item?.id !== undefined && !map.has(item.id)) map.set(item.id, item);
  return map;
}

/** The tasks of a sync group carry it, and whoever carries it is in the group. */
function checkSync(file: RawFile, c: Checker): void {
  const tasks = byId(file.tasks);
  const groups = byId(file.sync_groups);
  const members = new Map([...groups].map(([id, { tasks: of }]) => [id, of && new Set(of)]));
  for (const [id, group] of groups) {
    const positions = positionsOf(group.$, 'tasks');
    for (const taskId of group.tasks ?? []) {
      const task = taskId === undefined ? undefined : tasks.get(taskId);
      if (!task || taskId === undefined || task.sync === undefined || task.sync === id) continue;
      const carries = task.sync === null ? 'carries none' : `carries ${task.sync}`;
      faultAt(
        c,
        group.$,
        'tasks',
        positions.get(taskId) ?? null,
        'sync',
        `must name tasks that carry sync ${id}; ${taskId} ${carries}`,
      );
    }
  }
  for (const task of tasks.values()) {
    const group = task.sync == null ? undefined : members.get(task.sync);
    if (group && task.id !== undefined && !group.has(task.id)) {
      faultAt(c, task.$, 'sync', null, 'sync', `must name a sync group that lists this task; ${task.sync} does not`);
    }
  }
}

/** First position of each text of a list as it stands in the file (the values read may have lost duplicates). */
function positionsOf(origin: Origin, key: string): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  const node = origin.node.entries.get(key)?.node;
  if (node?.kind !== 'seq') return positions;
  node.items.forEach((item, i) => {
    if (item.kind === 'scalar' && typeof item.value === 'string' && !positions.has(item.value))
      positions.set(item.value, i);
  });
  return positions;
}

/** The task of a movement carries it, and a task that carries a movement is the movement's task. */
function checkMovements(file: RawFile, c: Checker): void {
  const tasks = byId(file.tasks);
  const movements = byId(file.movements);
  for (const [id, movement] of movements) {
    const task = movement.task === undefined ? undefined : tasks.get(movement.task);
    if (task && task.mov !== undefined && task.mov !== id) {
      faultAt(
        c,
        movement.$,
        'task',
        null,
        'movement',
        `must name a task that carries mov ${id}; ${movement.task} ${task.mov === null ? 'carries none' : `carries ${task.mov}`}`,
      );
    }
  }
  for (const task of tasks.values()) {
    const movement = task.mov == null ? undefined : movements.get(task.mov);
    if (movement?.task !== undefined && movement.task !== task.id) {
      faultAt(
        c,
        task.$,
        'mov',
        null,
        'movement',
        `must name the movement of this task; ${task.mov} has the task ${movement.task}`,
      );
    }
  }
}

const MAX_CYCLE_SHOWN = 20;

/** R-OP-01: the dependency graph has no cycle. One fault for each group of tasks that wait for each other. */
function checkCycles(file: RawFile, c: Checker): void {
  const tasks = byId(file.tasks);
  const edges = new Map<string, readonly string[]>();
  for (const [id, task] of tasks)
    edges.set(
      id,
      (task.dep ?? []).flatMap((d) => (d && tasks.has(d.on) ? [d.on] : [])),
    );
  for (const cycle of findCycles(edges)) {
    const first = cycle[0];
    const task = first === undefined ? undefined : tasks.get(first);
    if (!task || first === undefined) continue;
    const shown =
      cycle.length > MAX_CYCLE_SHOWN ? [...cycle.slice(0, MAX_CYCLE_SHOWN), `… (${cycle.length} tasks)`] : cycle;
    faultAt(c, task.$, 'dep', null, 'R-OP-01', `must not wait for itself: ${[...shown, first].join(' → ')}`);
  }
}
