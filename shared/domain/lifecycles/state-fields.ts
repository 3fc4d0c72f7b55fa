/** Where each lifecycle keeps its state: kind of record and field. An agreement's state is a tuple with its day, a traveller's likewise. */
import type { Wire } from '../../model/kinds/field.ts';
import { LIFECYCLES } from './machine.ts';
import type { LifecycleKind } from './types.ts';

export interface StateField {
  readonly lifecycle: LifecycleKind;
  readonly kind: string;
  readonly field: string;
}
export const STATE_FIELDS: readonly StateField[] = [
  { lifecycle: 'operation', kind: 'operation', field: 'status' },
  { lifecycle: 'order', kind: 'order', field: 'state' },
  { lifecycle: 'task', kind: 'task', field: 'status' },
  { lifecycle: 'jit', kind: 'jit', field: 'status' },
  { lifecycle: 'agreement', kind: 'agreement', field: 'state' },
  { lifecycle: 'movement', kind: 'movement', field: 'status' },
  { lifecycle: 'screening', kind: 'traveller', field: 'screening' },
  { lifecycle: 'asset', kind: 'asset', field: 'state' },
  { lifecycle: 'request', kind: 'request', field: 'status' },
  { lifecycle: 'release', kind: 'release', field: 'status' },
  { lifecycle: 'deconfliction', kind: 'deconfliction', field: 'status' },
];
const BY_KIND: ReadonlyMap<string, StateField> = new Map(STATE_FIELDS.map((one) => [one.kind, one]));

/** The state field of a kind of record; null: it lives through no stages. */
export const stateFieldOf = (kind: string): StateField | null => BY_KIND.get(kind) ?? null;

/** The state in a value of a state field: the text itself, or the head of its tuple; null: not given, or sealed. */
export function stateIn(value: Wire): string | null {
  const head: Wire = typeof value === 'object' && value !== null ? (value[0] ?? null) : value;
  return typeof head === 'string' ? head : null;
}

/** Whether a value is the state a new item begins with. */
export const isInitial = ({ lifecycle }: StateField, value: Wire): boolean =>
  stateIn(value) === LIFECYCLES[lifecycle].initial;
