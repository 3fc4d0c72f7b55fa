import type { Store } from '#db/store.ts';
import type { RecordView } from '#db/store-types.ts';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Clocked } from './clocked.ts';
import { buildState, type Own, rowOf, stateAfter, stateAt } from './operation-state.ts';
import type { OperationState } from './views/state.ts';

const isTemplate = ({ fields }: RecordView): boolean => fields['template'] === 1;

/** How long the findings of a running operation count as fresh: daily and hourly rules look at the clock. */
const FRESH_MS = 60_000;

/**
 * The operations of a workspace as they stand. Each is built when first asked for, follows the steps of this station record by record,
 * and is built again after a received file.
 */
export class States {
  readonly #store: Store;
  readonly own: Own;
  /** What the operations here are seen through; null: the plan itself. */
  readonly lens: OperationState['lens'];
  readonly #clock: Clocked;
  /** Of a lens: the state told from that of the plan; null where it has to be read as a whole. */
  readonly #beside: (() => OperationState | null) | null;
  readonly #known = new Map<string, OperationState>();
  /** Records that steps touched since a state was last asked for: a step is reported done before the rules are asked about it. */
  readonly #touched = new Map<string, readonly string[]>();

  /** Answers by operation that last as long as its records stay the same. */
  readonly #kept = new Set<Map<string, unknown>>();

  readonly #watchers: ((operations: readonly string[]) => void)[] = [];

  constructor(
    store: Store,
    own: Own,
    clock: Clocked,
    lens: OperationState['lens'] = null,
    beside: (() => OperationState | null) | null = null,
  ) {
    this.#store = store;
    this.own = own;
    this.#clock = clock;
    this.lens = lens;
    this.#beside = beside;
  }

  /** Told whenever records of these operations changed; none named: of all. */
  watch(told: (operations: readonly string[]) => void): void {
    this.#watchers.push(told);
  }

  /** All operations that are not closed, oldest first, as their own records say; no plan is read for this. Templates are none. */
  heads(): readonly RecordView[] {
    return this.#store.read.operations().filter((o) => !o.closed && !isTemplate(o));
  }

  /** Plans that are only there to begin others from: kept as records of operations, and found by no other call. */
  templates(): readonly RecordView[] {
    return this.#store.read.operations().filter((o) => !o.closed && isTemplate(o) && o.owner === this.own.id);
  }

  ids(): readonly string[] {
    return this.heads().map((o) => o.id);
  }

  rows(operation: string): readonly RecordRow[] {
    return this.#store.read.recordsOfOperation(operation).map(rowOf);
  }

  /** null: no such operation here. */
  get(operation: string): OperationState | null {
    const known = this.#followed(operation);
    const now = this.#clock.now();
    const state =
      known === undefined
        ? (this.#beside?.() ?? buildState(this.#store, this.own, operation, now, this.lens))
        : now - known.clock < FRESH_MS && now >= known.clock
          ? known
          : stateAt(known, now);
    if (state) this.#known.set(operation, state);
    return state;
  }

  /** The state if it was built already, without building it. */
  known(operation: string): OperationState | null {
    return this.#known.has(operation) ? this.get(operation) : null;
  }

  /** How many plans are in memory. */
  held(): number {
    return this.#known.size;
  }

  /** Gives the memory of a plan back; what was kept of it stays, and it is built again when asked for. */
  release(operation: string): void {
    this.#known.delete(operation);
    this.#touched.delete(operation);
  }

  /** An answer from the records of one operation that no clock changes, made once and kept until a step or a file touches the operation. */
  kept<T>(answers: Map<string, T>, operation: string, make: () => T): T {
    this.#kept.add(answers);
    const known = answers.get(operation);
    if (known !== undefined) return known;
    const made = make();
    answers.set(operation, made);
    return made;
  }

  #forget(operations: readonly string[]): void {
    for (const told of this.#watchers) told(operations);
    for (const answers of this.#kept) {
      if (operations.length === 0) answers.clear();
      for (const id of operations) answers.delete(id);
    }
  }

  /** After a step of this station: states follow it when they are next asked for. */
  follow(operations: readonly string[], touched: readonly string[]): void {
    this.#forget(operations);
    const [only, ...others] = operations;
    if (only === undefined || others.length > 0 || touched.length === 0) this.drop(operations);
    else if (this.#known.has(only)) this.#touched.set(only, [...(this.#touched.get(only) ?? []), ...touched]);
  }

  #followed(operation: string): OperationState | undefined {
    const known = this.#known.get(operation);
    const touched = this.#touched.get(operation);
    if (known === undefined || touched === undefined) return known;
    this.#touched.delete(operation);
    const after = stateAfter(this.#store, known, [...new Set(touched)]);
    if (after) this.#known.set(operation, after);
    else this.#known.delete(operation);
    return after ?? undefined;
  }

  /** Forgets these operations, or all of them: they are built again when asked for. */
  drop(operations: readonly string[]): void {
    this.#forget(operations);
    for (const id of operations.length === 0 ? [...this.#known.keys()] : operations) {
      this.#known.delete(id);
      this.#touched.delete(id);
    }
  }

  /** Operations whose findings changed only because time went by. */
  turn(): readonly string[] {
    const changed: string[] = [];
    for (const id of this.#known.keys()) {
      const state = this.#followed(id);
      if (state === undefined) continue;
      const now = stateAt(state, this.#clock.now());
      this.#known.set(id, now);
      if (now.facts.today !== state.facts.today || JSON.stringify(now.findings) !== JSON.stringify(state.findings))
        changed.push(id);
    }
    return changed;
  }

  /** By record id, or by the code people write when it is the only one with it. */
  find(text: string): OperationState | null {
    const heads = this.heads();
    if (heads.some((o) => o.id === text)) return this.get(text);
    // An operation whose code was not released is known by one made from its id.
    const codeOf = (o: RecordView): unknown => o.fields['code'] ?? this.get(o.id)?.facts.plan.operation.id;
    const [match, ...others] = heads.filter((o) => codeOf(o) === text);
    return match && others.length === 0 ? this.get(match.id) : null;
  }
}
