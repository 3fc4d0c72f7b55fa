import type { Store } from '#db/store.ts';
import type { RecordView } from '#db/store-types.ts';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { sweep } from '#shared/domain/rules/sweep.ts';
import { recordsToPlan, type RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Clocked } from './clocked.ts';
import type { OperationState } from './views/state.ts';

export const rowOf = (record: RecordView, order: number): RecordRow => ({
  id: record.id,
  kind: record.kind,
  owner: record.owner,
  fields: record.fields,
  order,
  contested: record.contested,
});

/** How long the findings of a running operation count as fresh: daily and hourly rules look at the clock. */
const FRESH_MS = 60_000;

/** The operations of a workspace as they stand, each built when first asked for and dropped when a commit touches it. */
export class States {
  readonly #store: Store;
  readonly #own: { readonly id: string; readonly code: string };
  readonly #clock: Clocked;
  readonly #known = new Map<string, { readonly state: OperationState; readonly builtAt: number }>();

  constructor(store: Store, own: { readonly id: string; readonly code: string }, clock: Clocked) {
    this.#store = store;
    this.#own = own;
    this.#clock = clock;
  }

  /** Ids of all operations that are not closed, oldest first. */
  ids(): readonly string[] {
    return this.#store.read
      .operations()
      .filter((o) => !o.closed)
      .map((o) => o.id);
  }

  rows(operation: string): readonly RecordRow[] {
    return this.#store.read.recordsOfOperation(operation).map(rowOf);
  }

  /** null: no such operation here. */
  get(operation: string): OperationState | null {
    const known = this.#known.get(operation);
    if (known && (known.state.trainingClock || this.#clock.now() - known.builtAt < FRESH_MS)) return known.state;
    const state = this.#build(operation);
    if (state) this.#known.set(operation, { state, builtAt: this.#clock.now() });
    else this.#known.delete(operation);
    return state;
  }

  drop(operations: readonly string[]): void {
    if (operations.length === 0) this.#known.clear();
    for (const id of operations) this.#known.delete(id);
  }

  #build(operation: string): OperationState | null {
    const head = this.#store.read.record(operation);
    if (!head || head.kind !== 'operation' || head.closed) return null;
    const view = recordsToPlan(this.rows(operation));
    const clock = view.clock ?? this.#clock.now();
    const mine = head.owner === this.#own.id;
    // What another agency keeps and left empty here may only not have been released: rules stay silent about it.
    const facts = buildFacts(view.plan, clock, () => !mine);
    return {
      id: operation,
      ownerCode: mine ? this.#own.code : (this.#store.partners.get(head.owner)?.code ?? '?'),
      mine,
      view,
      facts,
      findings: sweep(facts),
      clock,
      trainingClock: view.clock !== null,
    };
  }

  /** By record id, or by the code people write when it is the only one with it. */
  find(text: string): OperationState | null {
    const byId = this.ids().includes(text) ? this.get(text) : null;
    if (byId) return byId;
    const matches = this.ids().filter((id) => this.get(id)?.facts.plan.operation.id === text);
    return matches.length === 1 && matches[0] !== undefined ? this.get(matches[0]) : null;
  }
}
