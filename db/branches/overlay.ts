/** What a branch holds beside the plan, in memory and in its tables. No line of the log is ever made here. */
import type { Wire } from '#shared/model/kinds/field.ts';
import { all, one, type ReadDb, run, type WriteDb } from '../connection/handles.ts';
import { idBytes, idText } from '../changelog/ids.ts';
import type { BranchRow } from '../store-branches.ts';
import type { Id24, RecordId } from '../store-types.ts';

/** Life of a record in a branch: the value of its cell `_life`. */
export const OPEN = 'open';
export const CLOSED = 'closed';
export const LIFE = '_life';

export interface Merged {
  /** What the plan had before. */
  readonly over: Wire;
  /** The step that took it over; not known of branches from before it was kept. */
  readonly step?: number;
}
export interface Cell {
  readonly value: Wire;
  /** What the plan had; of a record taken out, its fields as pairs. */
  readonly base: Wire;
  /** Taken over into the plan: it counts again only when that was undone there. null: not taken over. */
  readonly merged: Merged | null;
}
export interface MadeRecord {
  readonly kind: string;
  readonly ms: number;
  readonly ctr: number;
  /** The record of the plan it became; null: it is in the branch alone. */
  readonly real: RecordId | null;
}
export interface Overlay {
  readonly made: ReadonlyMap<RecordId, MadeRecord>;
  readonly cells: ReadonlyMap<RecordId, ReadonlyMap<string, Cell>>;
  /** Steps that took something over and were undone since. */
  readonly undone: ReadonlySet<number>;
}
/** One cell before and after a step; null: the branch said nothing about it. */
export interface Effect {
  readonly rec: RecordId;
  readonly field: string;
  readonly before: Cell | null;
  readonly after: Cell | null;
}

export const BRANCH = 'SELECT n, bid, operation, name, by, at, discarded FROM branches WHERE bid = ?';
export const MADE = 'SELECT rid, kind, ms, ctr, made FROM branch_records WHERE branch = ?';
export const STEP_STATE = 'SELECT state FROM steps WHERE n = ?';
export const CELLS = 'SELECT rid, field, value, base, merged FROM branch_cells WHERE branch = ?';

export interface StoredBranch extends BranchRow {
  readonly n: number;
}
export interface BranchColumns {
  n: number;
  bid: Buffer;
  operation: Buffer;
  name: string;
  by: string;
  at: number;
  discarded: number | null;
}
export const branchOf = ({ bid, operation, ...rest }: BranchColumns): StoredBranch => ({
  ...rest,
  id: idText(bid),
  operation: idText(operation),
});

export function readBranch(db: ReadDb, id: Id24): StoredBranch | null {
  const row = one<BranchColumns>(db, BRANCH, idBytes(id));
  return row ? branchOf(row) : null;
}

export function readOverlay(db: ReadDb, branch: number): Overlay {
  const made = new Map<RecordId, MadeRecord>();
  for (const row of all<{ rid: Buffer; kind: string; ms: number; ctr: number; made: Buffer | null }>(db, MADE, branch))
    made.set(idText(row.rid), {
      kind: row.kind,
      ms: row.ms,
      ctr: row.ctr,
      real: row.made === null ? null : idText(row.made),
    });
  const cells = new Map<RecordId, Map<string, Cell>>();
  for (const row of all<{ rid: Buffer; field: string; value: string; base: string; merged: string | null }>(
    db,
    CELLS,
    branch,
  )) {
    const rec = idText(row.rid);
    let fields = cells.get(rec);
    if (!fields) cells.set(rec, (fields = new Map()));
    fields.set(row.field, {
      value: JSON.parse(row.value) as Wire,
      base: JSON.parse(row.base) as Wire,
      merged: row.merged === null ? null : readMerged(row.merged),
    });
  }
  const steps = new Set(
    [...cells.values()].flatMap((fields) => [...fields.values()].map(({ merged }) => merged?.step)),
  );
  const undone = new Set<number>();
  for (const step of steps) {
    const state = step === undefined ? undefined : one<{ state: string }>(db, STEP_STATE, step)?.state;
    if (step !== undefined && (state === 'undone' || state === 'dropped')) undone.add(step);
  }
  return { made, cells, undone };
}

/** A value alone, or with the step; values themselves are never objects. */
function readMerged(text: string): Merged {
  const read = JSON.parse(text) as Wire | Merged;
  return typeof read === 'object' && read !== null && 'over' in read ? read : { over: read };
}
export const mergedText = (merged: Merged): string => JSON.stringify(merged);

/** Writes one side of the effects of a step into the cells. */
export function putCells(
  db: WriteDb,
  branch: number,
  effects: readonly Effect[],
  side: 'before' | 'after',
): readonly RecordId[] {
  for (const effect of effects) {
    const cell = effect[side];
    if (cell === null)
      run(
        db,
        'DELETE FROM branch_cells WHERE branch = ? AND rid = ? AND field = ?',
        branch,
        idBytes(effect.rec),
        effect.field,
      );
    else
      run(
        db,
        `INSERT INTO branch_cells (branch, rid, field, value, base, merged) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET value = excluded.value, base = excluded.base, merged = excluded.merged`,
        branch,
        idBytes(effect.rec),
        effect.field,
        JSON.stringify(cell.value),
        JSON.stringify(cell.base),
        cell.merged && mergedText(cell.merged),
      );
  }
  return [...new Set(effects.map(({ rec }) => rec))];
}

/** The value with one id in the place of another, however deep it stands. */
export function withIds(value: Wire, swap: (id: string) => string): Wire {
  if (typeof value === 'string') return swap(value);
  return typeof value === 'object' && value !== null ? value.map((member) => withIds(member, swap)) : value;
}
