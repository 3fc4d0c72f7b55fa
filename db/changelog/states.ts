import { isInitial, stateFieldOf } from '#shared/domain/lifecycles/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { sameValue } from '#shared/sync/reading.ts';
import type { ReadDb } from '../connection/handles.ts';
import { lineText, parseSet } from './cells.ts';
import type { StoredHead } from './heads.ts';

/**
 * Commands that may say in which state something is: a step, which was checked, and the loading of an operation, which says how things
 * stood when the file was written. Undo, redo and received files do not come this way. An agreed settling of a conflict is no step.
 */
const MAY_SET_STATES: ReadonlySet<string> = new Set(['step.take', 'operation.load']);

/** Kinds a step writes once; nobody writes them again, so what an issued order said is what it said. */
const WRITTEN_ONCE: ReadonlySet<string> = new Set(['orderPage']);

interface StateWrite {
  readonly command: string;
  readonly kind: string;
  readonly field: string;
  readonly value: Wire;
  /** The record is made in the same step. */
  readonly fresh: boolean;
  readonly heads: readonly StoredHead[];
  readonly place: string;
}

/**
 * No way round the lifecycles: a command that is no step of one never writes a state. What it makes begins in the first state; and of
 * two states in conflict, each reached by a step, it may choose one.
 */
export function stateRefusal(
  db: ReadDb,
  { command, kind, field, value, fresh, heads, place }: StateWrite,
): Refusal | null {
  if (WRITTEN_ONCE.has(kind) && !(fresh && command === 'step.take'))
    return refusal('state.written-once', place, 'what an issued order said is kept as it was; make a new version');
  const state = stateFieldOf(kind);
  if (state === null || state.field !== field || MAY_SET_STATES.has(command)) return null;
  if (fresh && isInitial(state, value)) return null;
  if (heads.length > 1 && heads.some(({ n }) => sameValue(parseSet(lineText(db, n)).value, value))) return null;
  return refusal('state.door', place, 'a state is changed by taking a step of its lifecycle and in no other way');
}
