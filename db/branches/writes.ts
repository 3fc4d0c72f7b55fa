/**
 * Changes made in a branch. They are held to what the door would say of them, so that what was tried out can be taken over; they are
 * written into the tables of the branch and make no line.
 */
import { isInitial, stateFieldOf } from '#shared/domain/lifecycles/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { kindOf } from '#shared/model/kinds/index.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok } from '#shared/result/result.ts';
import { sameValue } from '#shared/sync/reading.ts';
import { all, one, run } from '../connection/handles.ts';
import { type Core, type Tx, write } from '../changelog/context.ts';
import { idBytes, idText } from '../changelog/ids.ts';
import { checkValue, resolveDraft, settable } from '../changelog/values.ts';
import type {
  Answer,
  Change,
  CommitInput,
  Committed,
  DraftValue,
  Label,
  RecordId,
  RecordView,
  Reverted,
  UndoEntry,
} from '../store-types.ts';
import { type Cell, CLOSED, type Effect, LIFE, OPEN, putCells, withIds } from './overlay.ts';
import { type BranchReads, snapshotOf } from './reads.ts';

/** So many steps of a branch can be taken back. */
const KEPT_STEPS = 500;

export const BRANCH_STEPS =
  'SELECT n, at, by, command, label_key, label_params, effect FROM branch_steps WHERE branch = ? AND state = ? ORDER BY n';

interface StepRow {
  n: number;
  at: number;
  by: string;
  command: string;
  label_key: string;
  label_params: string;
  effect: string;
}

/** One step of a branch; refusals are those of the door, and `branch.apart` for what is kept under the traveller key. */
export const branchCommit = (core: Core, reads: BranchReads, input: CommitInput): Answer<Committed> => {
  const done = write(core, (tx) => {
    const work = new BranchWork(tx, reads);
    const wrong = work.read(input.changes);
    if (wrong) return err(wrong);
    const effects = work.effects();
    if (effects.length === 0) {
      tx.discarded = true;
      return ok(committed(reads, 0, [], work.created));
    }
    const { n: branch } = reads.branch;
    run(tx.db, "DELETE FROM branch_steps WHERE branch = ? AND state = 'undone'", branch);
    const step =
      (one<{ n: number | null }>(tx.db, 'SELECT max(n) AS n FROM branch_steps WHERE branch = ?', branch)?.n ?? 0) + 1;
    const { key, params } = input.label;
    run(
      tx.db,
      "INSERT INTO branch_steps (branch, n, at, by, command, label_key, label_params, effect, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'done')",
      branch,
      step,
      tx.at,
      input.by,
      input.command,
      key,
      JSON.stringify(params),
      JSON.stringify(effects),
    );
    run(tx.db, 'DELETE FROM branch_steps WHERE branch = ? AND n <= ?', branch, step - KEPT_STEPS);
    work.keepRecords();
    return ok(committed(reads, step, putCells(tx.db, branch, effects, 'after'), work.created));
  });
  reads.refresh();
  return done;
};

const committed = (
  reads: BranchReads,
  step: number,
  touched: readonly RecordId[],
  created: ReadonlyMap<string, RecordId>,
): Committed => ({
  step,
  touched: touched.map(reads.toBranch),
  operations: touched.length > 0 ? [reads.branch.id] : [],
  created,
  // No line: nothing of a branch is in the log.
  lines: 0,
  conflicts: 0,
});

/** Takes back the latest step of the branch, or does the next one again. */
export const branchRevert = (core: Core, reads: BranchReads, back: boolean): Answer<Reverted> => {
  const done = write(core, (tx) => {
    const { n: branch } = reads.branch;
    const rows = all<StepRow>(tx.db, BRANCH_STEPS, branch, back ? 'done' : 'undone');
    const row = back ? rows.at(-1) : rows[0];
    if (!row)
      return err(
        back
          ? refusal('undo.none', '', 'there is nothing to undo')
          : refusal('redo.none', '', 'there is nothing to redo'),
      );
    run(tx.db, 'UPDATE branch_steps SET state = ? WHERE branch = ? AND n = ?', back ? 'undone' : 'done', branch, row.n);
    const effects = JSON.parse(row.effect) as readonly Effect[];
    const touched = putCells(tx.db, branch, effects, back ? 'before' : 'after');
    return ok({ ...committed(reads, row.n, touched, new Map()), label: labelOf(row), gone: 0 });
  });
  reads.refresh();
  return done;
};

const labelOf = (row: StepRow): Label => ({
  key: row.label_key,
  params: JSON.parse(row.label_params) as Label['params'],
});

export function branchSteps(
  core: Core,
  reads: BranchReads,
  limit: number,
): { readonly undo: readonly UndoEntry[]; readonly redo: readonly UndoEntry[] } {
  const read = (state: UndoEntry['state']): readonly UndoEntry[] =>
    all<StepRow>(core.db, BRANCH_STEPS, reads.branch.n, state).map((row) => ({
      step: row.n,
      command: row.command,
      label: labelOf(row),
      by: row.by,
      at: row.at,
      state,
    }));
  return { undo: read('done').toReversed().slice(0, limit), redo: read('undone').slice(0, limit) };
}

/** What a step changes, gathered before the first cell is written. */
class BranchWork {
  readonly created = new Map<string, RecordId>();
  readonly #tx: Tx;
  readonly #reads: BranchReads;
  readonly #fresh = new Map<RecordId, string>();
  readonly #after = new Map<RecordId, Map<string, Cell | null>>();

  constructor(tx: Tx, reads: BranchReads) {
    this.#tx = tx;
    this.#reads = reads;
  }

  read(changes: readonly Change[]): Refusal | null {
    for (const [i, change] of changes.entries()) {
      const wrong = change.type === 'create' ? this.#create(change, `changes[${i}]`) : null;
      if (wrong) return wrong;
    }
    for (const [i, change] of changes.entries()) {
      const wrong = this.#carry(change, `changes[${i}]`);
      if (wrong) return wrong;
    }
    return null;
  }

  #create(change: Extract<Change, { type: 'create' }>, place: string): Refusal | null {
    const kind = kindOf(change.kind);
    if (!kind) return refusal('kind.unknown', place, 'this version knows no such kind of record');
    if (kind.apart) return refusal('branch.apart', place, 'people of a movement list are not tried out in a branch');
    if (this.created.has(change.key))
      return refusal('key.twice', place, 'two records of one step have the same local key');
    const id = idText(this.#tx.core.deps.randomBytes(24));
    this.created.set(change.key, id);
    this.#fresh.set(id, change.kind);
    this.#put(id, LIFE, { value: OPEN, base: null, merged: null });
    return null;
  }

  #carry(change: Change, place: string): Refusal | null {
    if (change.type === 'create') {
      const rec = this.created.get(change.key) ?? '';
      for (const [field, value] of Object.entries(change.fields)) {
        if (value === undefined || value === null) continue;
        const wrong = this.#set(rec, change.kind, null, field, value, `${place}.${field}`);
        if (wrong) return wrong;
      }
      return null;
    }
    const rec = typeof change.rec === 'string' ? change.rec : (this.created.get(change.rec.ref) ?? '');
    const fresh = this.#fresh.get(rec);
    const view = fresh === undefined ? this.#reads.record(rec) : null;
    if (fresh === undefined && !view) return refusal('record.unknown', place, 'there is no such record here');
    const kind = fresh ?? view?.kind ?? '';
    if (kindOf(kind)?.apart)
      return refusal('branch.apart', place, 'people of a movement list are not tried out in a branch');
    switch (change.type) {
      case 'set':
        if (view?.closed) return refusal('record.closed', place, 'this record is closed; reopen it first');
        return this.#set(rec, kind, view, change.field, change.value, `${place}.${change.field}`);
      case 'close':
        for (const one of view ? this.#reads.familyOf(view) : []) this.#close(one);
        return null;
      case 'reopen':
        if (view?.closed) this.#live(view.id, OPEN, null);
        return null;
    }
  }

  #set(
    rec: RecordId,
    kind: string,
    view: RecordView | null,
    field: string,
    draft: DraftValue,
    place: string,
  ): Refusal | null {
    const def = settable(kind, field, place);
    if (!def.ok) return def.error;
    const resolved = resolveDraft(draft, this.created, place);
    if (!resolved.ok) return resolved.error;
    const value = withIds(resolved.value, this.#reads.toPlan);
    const unfit = checkValue(this.#tx.core.deps, kind, field, def.value, value, place);
    if (unfit) return unfit;
    const known = this.#reads.toPlan(rec);
    const plan = view && this.#reads.madeHere(rec) === null ? this.#reads.planRecord(rec) : null;
    const now = view ? withIds(view.fields[field] ?? null, this.#reads.toPlan) : null;
    if (view && sameValue(now, value)) return null;
    if (def.value.merge === 'owner' && plan && plan.owner !== this.#tx.author.agencyId)
      return refusal('owner-only', place, 'only the agency that owns the record sets this field');
    if (view && (field === 'operation' || field === kindOf(kind)?.parent) && now !== null)
      return refusal('record.moved', place, 'a record stays where it was made; close it and make a new one there');
    const state = stateFieldOf(kind);
    if (state?.field === field && !(plan === null && isInitial(state, value)))
      return refusal('state.door', place, 'a state is changed by taking a step of its lifecycle and in no other way');
    const inPlan: Wire = plan?.fields[field] ?? null;
    const before = this.#reads.cellsOf(known).get(field);
    // Back to what the plan has: the branch says nothing about it any more.
    if (plan && sameValue(inPlan, value)) this.#put(known, field, null);
    else
      this.#put(known, field, {
        value,
        base: before && !before.merged ? before.base : inPlan,
        merged: null,
      });
    return null;
  }

  #close(view: RecordView): void {
    const plan = this.#reads.madeHere(view.id) === null ? this.#reads.planRecord(view.id) : null;
    if (plan === null) this.#live(view.id, CLOSED, null);
    // Brought back in the branch and taken out again.
    else if (plan.closed) this.#put(plan.id, LIFE, null);
    else this.#live(plan.id, CLOSED, snapshotOf(plan.fields));
  }

  #live(rec: RecordId, value: string, base: Wire): void {
    const plan = this.#reads.madeHere(rec) === null ? this.#reads.planRecord(rec) : null;
    if (plan && value === OPEN && !plan.closed) this.#put(plan.id, LIFE, null);
    else this.#put(plan?.id ?? rec, LIFE, { value, base, merged: null });
  }

  #put(rec: RecordId, field: string, cell: Cell | null): void {
    let fields = this.#after.get(rec);
    if (!fields) this.#after.set(rec, (fields = new Map()));
    fields.set(field, cell);
  }

  effects(): readonly Effect[] {
    return [...this.#after].flatMap(([rec, fields]) =>
      [...fields].flatMap(([field, after]) => {
        const before = this.#reads.cellsOf(rec).get(field) ?? null;
        return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ rec, field, before, after }];
      }),
    );
  }

  /** Where the new records stand: after everything there is, in the order in which they were made. */
  keepRecords(): void {
    const { n: branch } = this.#reads.branch;
    const last = one<{ ctr: number | null }>(
      this.#tx.db,
      'SELECT max(ctr) AS ctr FROM branch_records WHERE branch = ?',
      branch,
    );
    let ctr = last?.ctr ?? 0;
    const clock = one<{ ms: number }>(this.#tx.db, 'SELECT ms FROM clock WHERE one = 1')?.ms ?? 0;
    for (const [id, kind] of this.#fresh)
      run(
        this.#tx.db,
        'INSERT INTO branch_records (branch, rid, kind, ms, ctr) VALUES (?, ?, ?, ?, ?)',
        branch,
        idBytes(id),
        kind,
        Math.max(this.#tx.at, clock + 1),
        (ctr += 1),
      );
  }
}
