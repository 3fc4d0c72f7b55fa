import {
  isState,
  type LifecycleKind,
  lifecycleOf,
  LIFECYCLES,
  originOf,
  type PlanKind,
  stateFieldOf,
  stateIn,
  type StateOf,
  stateInPlan,
} from '#shared/domain/lifecycles/index.ts';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import type { LocalDate } from '#shared/model/plan.ts';
import type { Session } from './session.ts';
import { type OperationState, recordOf } from './views/state.ts';
import { subjectOf } from './views/subjects.ts';

/** Something that lives through stages, as a step finds it. */
export interface StepItem {
  readonly kind: LifecycleKind;
  readonly code: string;
  readonly record: string;
  readonly label: string;
  readonly state: string;
  /** Day its present state was reached, where a step was recorded. */
  readonly since: LocalDate | null;
  /** Out of a side state: where it came from. */
  readonly cameFrom: string | null;
  readonly mine: boolean;
  /** Agencies disagree on its state: nothing follows until that is settled. */
  readonly contested: boolean;
}

const PLAN_KINDS: readonly PlanKind[] = [
  'operation',
  'task',
  'jit',
  'agreement',
  'movement',
  'asset',
  'request',
  'release',
  'deconfliction',
];

/** `sealed`: a traveller row; its screening lies under a key of its own and is not opened here. */
export type Found = { readonly is: 'item'; readonly item: StepItem } | { readonly is: 'sealed' | 'none' };

/**
 * The item a person names by code or record id; an operational order is `order`, or `order:2` for a version. `rows` are the records of
 * the operation, for those who look for many.
 */
export function itemNamed(
  state: OperationState,
  session: Session,
  text: string,
  rows: readonly RecordRow[] = session.states.rows(state.id),
): Found {
  const order = orderRow(rows, text);
  if (order) return { is: 'item', item: orderItem(session, rows, order) };
  const code = state.view.codeOf.get(text) ?? text;
  const kind = PLAN_KINDS.find((one) => stateInPlan(state.facts, one, code) !== null);
  const record = recordOf(state, code);
  if (kind !== undefined && record !== null) {
    const at = stateInPlan(state.facts, kind, code) ?? '';
    const label = subjectOf(state.facts.plan, code).label;
    return { is: 'item', item: describe(session, rows, { kind, code, record, label, state: at }) };
  }
  const row = rows.find(({ id }) => id === text);
  return { is: row?.kind === 'traveller' ? 'sealed' : 'none' };
}

const versionOf = ({ fields }: RecordRow): number => Number(fields['version'] ?? 0);
const orderState = ({ fields }: RecordRow): string => stateIn(fields['state'] ?? null) ?? LIFECYCLES.order.initial;

/** Without a version: the newest order that was not replaced. */
function orderRow(rows: readonly RecordRow[], text: string): RecordRow | null {
  const orders = rows.filter(({ kind }) => kind === 'order').sort((a, b) => versionOf(b) - versionOf(a));
  const wanted = /^order(?::(\d+))?$/.exec(text);
  if (!wanted) return orders.find(({ id }) => id === text) ?? null;
  const version = wanted[1];
  if (version !== undefined) return orders.find((row) => versionOf(row) === Number(version)) ?? null;
  return orders.find((row) => orderState(row) !== 'superseded') ?? orders[0] ?? null;
}
const orderItem = (session: Session, rows: readonly RecordRow[], row: RecordRow): StepItem =>
  describe(session, rows, {
    kind: 'order',
    code: `order:${versionOf(row)}`,
    record: row.id,
    label: `v${versionOf(row)}`,
    state: orderState(row),
  });

/** Version of an order, and the last one issued before it. */
export function orderVersions(
  session: Session,
  state: OperationState,
  record: string,
): { issue: number; last: number } {
  const orders = session.states.rows(state.id).filter(({ kind }) => kind === 'order');
  const own = orders.find(({ id }) => id === record);
  const issued = orders.filter((row) => row.id !== record && !['draft', 'review'].includes(orderState(row)));
  return { issue: own ? versionOf(own) : 0, last: Math.max(0, ...issued.map(versionOf)) };
}

function describe(
  session: Session,
  rows: readonly RecordRow[],
  base: Pick<StepItem, 'kind' | 'code' | 'record' | 'label' | 'state'>,
): StepItem {
  const row = rows.find(({ id }) => id === base.record);
  const field = stateFieldOf(row?.kind ?? '')?.field ?? '';
  return {
    ...base,
    since: sinceOf(rows, base.record, base.state),
    cameFrom: cameFrom(session, base.kind, base.record, field),
    mine: row?.owner === session.card.agency,
    contested: (row?.contested ?? []).includes(field),
  };
}

function sinceOf(rows: readonly RecordRow[], record: string, state: string): LocalDate | null {
  const last = rows.filter(({ kind, fields }) => kind === 'stepTaken' && fields['of'] === record).at(-1);
  const states = last?.fields['states'];
  const on = last?.fields['on'];
  return Array.isArray(states) && states[1] === state && typeof on === 'string' ? on : null;
}

/** Persons at the last handover of a movement; null: none on record. */
export function handedOver(session: Session, state: OperationState, record: string): number | null {
  const last = session.states
    .rows(state.id)
    .filter(({ kind, fields }) => kind === 'stepTaken' && fields['of'] === record && 'persons' in fields)
    .at(-1);
  return last ? Number(last.fields['persons']) : null;
}

/**
 * The state an item in a side state returns to, from the history of its record. Only what led to the present value counts, from word to
 * word backwards: what another agency proposed and nobody took over is no stage the item went through.
 */
function cameFrom(session: Session, kind: LifecycleKind, record: string, field: string): string | null {
  const entries = session.store.read.history(record, 10_000).filter((entry) => entry.field === field);
  const trail: string[] = [];
  let at = entries.findIndex(({ current }) => current);
  while (at >= 0) {
    const entry = entries[at];
    if (!entry) break;
    trail.push(stateIn(entry.after) ?? LIFECYCLES[kind].initial);
    const before = stateIn(entry.before);
    if (before === null) {
      // A first state is often not written down; a step away from nothing began there.
      if (entry.label.key === STEP_LABEL) trail.push(LIFECYCLES[kind].initial);
      break;
    }
    at = entries.findIndex((older, n) => n > at && stateIn(older.after) === before);
    if (at < 0) trail.push(before);
  }
  const known = trail.reverse().filter((name): name is StateOf[typeof kind] => isState(kind, name));
  const present = known.at(-1);
  const sides: readonly string[] = lifecycleOf(kind).sides;
  return present !== undefined && sides.includes(present) ? originOf(kind, known) : null;
}

/** Label of every step of a lifecycle; its verb and item are parameters. */
export const STEP_LABEL = 'step.take';
