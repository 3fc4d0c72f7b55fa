/** One operation as it stands: built from the tables, carried along from step to step and from hour to hour. */
import type { Store } from '#db/store.ts';
import type { RecordView } from '#db/store-types.ts';
import { buildFacts, type Facts } from '#shared/domain/facts/facts.ts';
import { withClock, withPatch } from '#shared/domain/facts/overlay.ts';
import { judgeOverrides } from '#shared/domain/overrides/index.ts';
import { recheck } from '#shared/domain/rules/index.ts';
import { sweep } from '#shared/domain/rules/sweep.ts';
import { patchPlan, recordsToPlan, type RecordRow } from '#shared/formats/plan-records/index.ts';
import type { OperationState } from './views/state.ts';

export const rowOf = (record: RecordView, order: number): RecordRow => ({
  id: record.id,
  kind: record.kind,
  owner: record.owner,
  fields: record.fields,
  order,
  contested: record.contested,
});

/** The agency that keeps this workspace. */
export interface Own {
  readonly id: string;
  readonly code: string;
}

// What another agency keeps and left empty here may only not have been released: rules stay silent about it.
const NOTHING = (): boolean => false;
const EVERYTHING = (): boolean => true;

/** Reads the whole operation and asks every rule; null: no such open operation here. */
export function buildState(
  store: Store,
  own: Own,
  operation: string,
  now: number,
  lens: OperationState['lens'] = null,
): OperationState | null {
  const head = store.read.record(operation);
  if (!head || head.kind !== 'operation' || head.closed) return null;
  const records = store.read.recordsOfOperation(operation);
  const view = recordsToPlan(records.map(rowOf));
  const clock = view.clock ?? now;
  const mine = head.owner === own.id;
  const facts = buildFacts(view.plan, clock, mine ? NOTHING : EVERYTHING);
  const findings = sweep(facts);
  return {
    id: operation,
    ownerCode: mine ? own.code : (store.partners.get(head.owner)?.code ?? '?'),
    mine,
    view,
    facts,
    findings,
    judged: judgeOverrides(findings, view.plan, facts.today),
    clock,
    trainingClock: view.clock !== null,
    lens,
    newest: records.at(-1) ?? head,
  };
}

/** The same operation as other rows have it: what a choice would make of it, looked at and thrown away. */
export function stateOfRows(state: OperationState, rows: readonly RecordRow[]): OperationState {
  const view = recordsToPlan(rows);
  const facts = buildFacts(view.plan, view.clock ?? state.clock, state.mine ? NOTHING : EVERYTHING);
  const findings = sweep(facts);
  return { ...state, view, facts, findings, judged: judgeOverrides(findings, view.plan, facts.today) };
}

type Stamped = OperationState['newest'];
const byCreation = (a: Stamped, b: Stamped): number => a.ms - b.ms || a.ctr - b.ctr || (a.id < b.id ? -1 : 1);

/** Above this many touched records reading the whole is as quick. */
const FEW = 200;

/**
 * The state after a step of this station that touched these records; null: it cannot be told from them alone, build it again.
 * A property test holds the answer to that of `buildState`.
 */
export function stateAfter(store: Store, state: OperationState, touched: readonly string[]): OperationState | null {
  if (touched.length === 0 || touched.length > FEW) return null;
  const roots = new Map<string, RecordView>();
  for (const id of touched) {
    const root = store.read.rootOf(id);
    if (root === null || root.closed || (root.operation !== state.id && root.id !== state.id)) return null;
    // A closed part gives its name back.
    if (id !== root.id && state.view.codeOf.has(id) && store.read.record(id)?.closed) return null;
    roots.set(root.id, root);
  }
  const items = [...roots.values()].sort(byCreation);
  // What was reopened takes its old place again, which the plan alone does not tell.
  if (items.some((item) => !state.view.codeOf.has(item.id) && byCreation(item, state.newest) < 0)) return null;
  const families = items
    // Of the operation only its steps are parts: what else belongs to it names it as operation, not as parent.
    .map((root) => store.read.familyOf(root).map(rowOf));
  const patch = patchPlan(state.view, families);
  if (patch === null || patch.view.clock !== state.view.clock) return null;
  const newest = [...items, state.newest].sort(byCreation).at(-1) ?? state.newest;
  return withFacts(
    { ...state, view: patch.view, newest },
    state.facts,
    withPatch(state.facts, patch.view.plan, patch.tasks),
  );
}

/**
 * What a lens shows, told from the state of the plan: the same operation under another id, with the records that may read otherwise there
 * read again from the store of the lens. null: it cannot be told from them, build it anew. Tests hold the answer to that of `buildState`.
 */
export function stateBeside(
  store: Store,
  plan: OperationState,
  id: string,
  lens: OperationState['lens'],
  touched: readonly string[],
  now: number,
): OperationState | null {
  const at = (rec: string): string => (rec === plan.id ? id : rec);
  const same: OperationState = {
    ...plan,
    id,
    lens,
    view: {
      ...plan.view,
      codeOf: new Map([...plan.view.codeOf].map(([rec, code]) => [at(rec), code])),
      idOf: new Map([...plan.view.idOf].map(([code, rec]) => [code, at(rec)])),
      leftOut: plan.view.leftOut.map((one) => ({ ...one, id: at(one.id) })),
      contested: plan.view.contested.map((one) => ({ ...one, id: at(one.id) })),
    },
    newest: { ...plan.newest, id: at(plan.newest.id) },
  };
  const there = touched.length === 0 ? same : stateAfter(store, same, [...new Set(touched.map(at))]);
  return there && stateAt(there, now);
}

/** The same plan at another moment: only rules that look at the clock are asked, and only once their day or hour has turned. */
export const stateAt = (state: OperationState, now: number): OperationState =>
  state.trainingClock || now === state.clock
    ? state
    : withFacts({ ...state, clock: now }, state.facts, withClock(state.facts, now));

/** Overrides are judged anew each time: what they lifted may say something else now, or their last day may have passed. */
function withFacts(state: OperationState, before: Facts, facts: Facts): OperationState {
  const findings = recheck(before, facts, state.findings);
  return { ...state, facts, findings, judged: judgeOverrides(findings, facts.plan, facts.today) };
}
