/**
 * Index of the tasks by everything a rule asks for.
 * It is persistent: `putTasks` returns a new index that shares all untouched rows, so a what-if preview of one task among
 * hundreds of thousands costs as much as the task itself.
 */
import type { Code, PlanTask } from '../../model/plan.ts';
import { REMOTE } from '../../model/vocabulary.ts';

const NONE: readonly never[] = [];
/** Above this many patched keys the patch is folded into a new base, so that reads stay one or two look-ups. */
const FOLD_AT = 2_048;

/** A map with a small overlay; `undefined` in the overlay means removed. */
class Layered<V> {
  readonly #base: ReadonlyMap<Code, V>;
  readonly #patch: ReadonlyMap<Code, V | undefined>;

  constructor(base: ReadonlyMap<Code, V>, patch: ReadonlyMap<Code, V | undefined> = new Map()) {
    this.#base = base;
    this.#patch = patch;
  }

  get(key: Code): V | undefined {
    return this.#patch.size > 0 && this.#patch.has(key) ? this.#patch.get(key) : this.#base.get(key);
  }

  *keys(): Generator<Code> {
    for (const key of this.#base.keys()) if (!this.#patch.has(key)) yield key;
    for (const [key, value] of this.#patch) if (value !== undefined) yield key;
  }

  patched(changes: ReadonlyMap<Code, V | undefined>): Layered<V> {
    if (changes.size === 0) return this;
    const patch = new Map(this.#patch);
    for (const [key, value] of changes) patch.set(key, value);
    if (patch.size <= FOLD_AT) return new Layered(this.#base, patch);
    const base = new Map(this.#base);
    for (const [key, value] of patch) {
      if (value === undefined) base.delete(key);
      else base.set(key, value);
    }
    return new Layered(base);
  }
}

/** The keys of one relation that a task stands under. */
type KeysOf = (task: PlanTask) => readonly Code[];
const one = (code: Code | null): readonly Code[] => (code === null ? NONE : [code]);

const RELATIONS = {
  phase: (task) => one(task.phase),
  /** Remote tasks stand at no site. */
  site: (task) => (task.site === REMOTE ? NONE : one(task.site)),
  person: (task) => (task.people.length > 1 ? [...new Set(task.people)] : task.people),
  owner: (task) => one(task.owner),
  sync: (task) => one(task.sync),
  jit: (task) => one(task.jit),
  movement: (task) => one(task.movement),
  /** Reverse of the dependency graph: who waits for this task. */
  waitingFor: (task) => [...new Set(task.dependencies.map((dependency) => dependency.on))],
} as const satisfies Record<string, KeysOf>;
export type TaskRelation = keyof typeof RELATIONS;
const RELATION_NAMES = Object.keys(RELATIONS) as readonly TaskRelation[];

type Relations<V> = { readonly [R in TaskRelation]: V };

/** Tasks by id and by relation. Rows under one key come in no promised order: sort where order shows. */
export class TaskIndex {
  readonly #tasks: Layered<PlanTask>;
  readonly #relations: Relations<Layered<readonly Code[]>>;

  private constructor(tasks: Layered<PlanTask>, relations: Relations<Layered<readonly Code[]>>) {
    this.#tasks = tasks;
    this.#relations = relations;
  }

  /** One pass over all tasks. */
  static of(tasks: readonly PlanTask[]): TaskIndex {
    const byId = new Map<Code, PlanTask>();
    const rows = Object.fromEntries(RELATION_NAMES.map((name) => [name, new Map<Code, Code[]>()])) as Relations<
      Map<Code, Code[]>
    >;
    for (const task of tasks) {
      byId.set(task.id, task);
      for (const name of RELATION_NAMES) {
        for (const key of RELATIONS[name](task)) {
          const row = rows[name].get(key);
          if (row) row.push(task.id);
          else rows[name].set(key, [task.id]);
        }
      }
    }
    return new TaskIndex(
      new Layered(byId),
      mapRelations((name) => new Layered<readonly Code[]>(rows[name])),
    );
  }

  get(id: Code): PlanTask | undefined {
    return this.#tasks.get(id);
  }

  ids(): Iterable<Code> {
    return this.#tasks.keys();
  }

  /** Ids of the tasks that stand under `key` in this relation. */
  idsBy(relation: TaskRelation, key: Code): readonly Code[] {
    return this.#relations[relation].get(key) ?? NONE;
  }

  /** Keys of a relation that hold at least one task. */
  *keysBy(relation: TaskRelation): Generator<Code> {
    for (const key of this.#relations[relation].keys()) if (this.idsBy(relation, key).length > 0) yield key;
  }

  /** Tasks that stand under `key` in this relation. */
  by(relation: TaskRelation, key: Code): readonly PlanTask[] {
    const found: PlanTask[] = [];
    for (const id of this.idsBy(relation, key)) {
      const task = this.#tasks.get(id);
      if (task) found.push(task);
    }
    return found;
  }

  /** Same index with these tasks added or replaced, and these removed. */
  put(changed: readonly PlanTask[], removed: readonly Code[] = []): TaskIndex {
    const tasks = new Map<Code, PlanTask | undefined>();
    for (const id of removed) tasks.set(id, undefined);
    for (const task of changed) tasks.set(task.id, task);
    const relations = mapRelations((name) => this.#relations[name].patched(this.#rowChanges(name, tasks)));
    return new TaskIndex(this.#tasks.patched(tasks), relations);
  }

  #rowChanges(
    name: TaskRelation,
    tasks: ReadonlyMap<Code, PlanTask | undefined>,
  ): ReadonlyMap<Code, readonly Code[] | undefined> {
    const rows = new Map<Code, readonly Code[] | undefined>();
    const row = (key: Code): readonly Code[] => (rows.has(key) ? rows.get(key) : this.idsBy(name, key)) ?? NONE;
    for (const [id, next] of tasks) {
      const before = this.#tasks.get(id);
      const old = before ? RELATIONS[name](before) : NONE;
      const now = next ? RELATIONS[name](next) : NONE;
      for (const key of old) {
        if (!now.includes(key)) {
          rows.set(
            key,
            row(key).filter((other) => other !== id),
          );
        }
      }
      for (const key of now) if (!old.includes(key)) rows.set(key, [...row(key), id]);
    }
    return rows;
  }
}

function mapRelations<V>(make: (name: TaskRelation) => V): Relations<V> {
  return Object.fromEntries(RELATION_NAMES.map((name) => [name, make(name)])) as Relations<V>;
}
