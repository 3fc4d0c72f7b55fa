/** Branches of an operation: made, listed, put aside, and taken over into the plan by one step through the door. */
import type { Wire } from '#shared/model/kinds/field.ts';
import { refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { all, one, run, transaction } from '../connection/handles.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, write } from '../changelog/context.ts';
import { commit } from '../changelog/door.ts';
import { asBuffer, idBytes, isId } from '../changelog/ids.ts';
import { record } from '../queries/records.ts';
import type { BranchLens, BranchPick, BranchRow, BranchStore } from '../store-branches.ts';
import type { Answer, Change, Committed, DraftValue, HistoryEntry, Id24, Label, RecordId } from '../store-types.ts';
import type { Store } from '../store.ts';
import { type BranchColumns, branchOf, LIFE, mergedText, readBranch, type StoredBranch } from './overlay.ts';
import { BranchReads } from './reads.ts';
import { branchCommit, branchRevert, branchSteps } from './writes.ts';

const NAME_MAX = 80;
/** An operation with more open ones than this has stopped deciding. */
const MOST_BRANCHES = 50;
export const BRANCHES_OPEN =
  'SELECT n, bid, operation, name, by, at, discarded FROM branches WHERE operation = ? AND discarded IS NULL ORDER BY n DESC LIMIT ? OFFSET ?';
export const BRANCHES_ASIDE =
  'SELECT n, bid, operation, name, by, at, discarded FROM branches WHERE operation = ? AND discarded IS NOT NULL ORDER BY n DESC LIMIT ? OFFSET ?';
export const BRANCHES_COUNTED =
  'SELECT count(*) AS n FROM branches WHERE operation = ? AND (discarded IS NOT NULL) = ?';

const unknown = (): { readonly ok: false; readonly error: Refusal } =>
  err(refusal('branch.unknown', '', 'there is no such branch here'));
const counted = (core: Core, operation: RecordId, discarded: boolean): number =>
  one<{ n: number }>(core.db, BRANCHES_COUNTED, idBytes(operation), discarded ? 1 : 0)?.n ?? 0;

/** A name that tells branches of one operation apart; null: it will not do. */
function nameOf(core: Core, operation: RecordId, text: string, but: number): Result<string, Refusal> {
  const name = text.trim();
  if (name === '' || name.length > NAME_MAX)
    return err(refusal('branch.name', 'name', 'a branch needs a name of at most 80 characters'));
  const taken = one<{ n: number }>(
    core.db,
    'SELECT n FROM branches WHERE operation = ? AND name = ? AND discarded IS NULL AND n <> ?',
    idBytes(operation),
    name,
    but,
  );
  return taken ? err(refusal('branch.name', 'name', 'another branch of this operation has this name')) : ok(name);
}

/** Changes one branch and notes the act, never the name, in the audit. */
const alter = <T>(
  core: Core,
  id: Id24,
  act: string,
  by: string,
  work: (branch: StoredBranch) => Answer<T>,
): Answer<T> =>
  write(core, (tx) => {
    const branch = isId(id) ? readBranch(core.db, id) : null;
    if (!branch) return unknown();
    const done = work(branch);
    if (done.ok) appendAudit(tx.db, core.deps, tx.at, { act, by, records: [branch.operation], ids: { branch: id } });
    return done;
  });

export function makeBranches(core: Core): BranchStore {
  const reread = (id: Id24): Answer<BranchRow> => {
    const row = readBranch(core.db, id);
    return row ? ok(row) : unknown();
  };
  return {
    create: (operation, text, by) =>
      write(core, (tx) => {
        const head = isId(operation) ? record(core, operation) : null;
        if (!head || head.kind !== 'operation' || head.closed)
          return err(refusal('record.unknown', '', 'there is no such operation here'));
        const name = nameOf(core, operation, text, 0);
        if (!name.ok) return name;
        if (counted(core, operation, false) >= MOST_BRANCHES)
          return err(
            refusal('branch.many', '', `an operation has at most ${MOST_BRANCHES} open branches; discard one first`),
          );
        const bid = asBuffer(core.deps.randomBytes(24));
        run(
          tx.db,
          'INSERT INTO branches (bid, operation, name, by, at) VALUES (?, ?, ?, ?, ?)',
          bid,
          idBytes(operation),
          name.value,
          by,
          tx.at,
        );
        const id = bid.toString('base64url');
        appendAudit(tx.db, core.deps, tx.at, { act: 'branch.create', by, records: [operation], ids: { branch: id } });
        return reread(id);
      }),
    get: (id) => (isId(id) ? readBranch(core.db, id) : null),
    list: (operation, discarded, first, count) => ({
      total: isId(operation) ? counted(core, operation, discarded) : 0,
      rows: isId(operation)
        ? all<BranchColumns>(core.db, discarded ? BRANCHES_ASIDE : BRANCHES_OPEN, idBytes(operation), count, first).map(
            branchOf,
          )
        : [],
    }),
    rename: (id, text, by) =>
      alter(core, id, 'branch.rename', by, (branch) => {
        const name = nameOf(core, branch.operation, text, branch.n);
        if (!name.ok) return name;
        run(core.db, 'UPDATE branches SET name = ? WHERE n = ?', name.value, branch.n);
        return reread(id);
      }),
    discard: (id, by) =>
      alter(core, id, 'branch.discard', by, (branch) => {
        run(core.db, 'UPDATE branches SET discarded = ? WHERE n = ?', Math.floor(core.deps.now()), branch.n);
        return reread(id);
      }),
    restore: (id, by) =>
      alter(core, id, 'branch.restore', by, (branch) => {
        const name = nameOf(core, branch.operation, branch.name, branch.n);
        if (!name.ok) return name;
        run(core.db, 'UPDATE branches SET discarded = NULL WHERE n = ?', branch.n);
        return reread(id);
      }),
    purge: (id, by) =>
      alter(core, id, 'branch.purge', by, (branch) => {
        if (branch.discarded === null)
          return err(refusal('branch.open', '', 'this branch is open; discard it before it is deleted'));
        run(core.db, 'DELETE FROM branches WHERE n = ?', branch.n);
        return ok(null);
      }),
    lens: (id) => {
      const branch = isId(id) ? readBranch(core.db, id) : null;
      return branch && branch.discarded === null ? makeLens(core, branch) : null;
    },
    merge: (lens, picks, step) => merge(core, lens, picks, step),
  };
}

const NO_HISTORY: readonly HistoryEntry[] = [];

function makeLens(core: Core, branch: StoredBranch): BranchLens {
  const reads = new BranchReads(core, branch);
  const plan: Store['plan'] = {
    commit: (input) => branchCommit(core, reads, input),
    undo: () => branchRevert(core, reads, true),
    redo: () => branchRevert(core, reads, false),
    undoList: (limit = 100) => branchSteps(core, reads, limit),
    noteMerged: () => err(refusal('branch.stays', '', 'a branch settles nothing of the plan')),
  };
  const read: Store['read'] = {
    operations: () => {
      const head = reads.record(branch.id);
      return head && !head.closed ? [head] : [];
    },
    recordsOfOperation: (operation, kinds) => (operation === branch.id ? reads.recordsOfOperation(kinds) : []),
    record: (id) => reads.record(id),
    rootOf: (id) => reads.rootOf(id),
    familyOf: (root) => reads.familyOf(root),
    byCode: (operation, code) => (operation === branch.id ? reads.byCode(code) : []),
    // The log knows no branches; conflicts are settled in the plan.
    history: () => NO_HISTORY,
    historyPage: () => ({ steps: [], more: null }),
    historyAuthors: () => [],
    historySpan: () => null,
    asOf: () => [],
    touchedSince: () => null,
    dump: () => [],
    conflicts: () => [],
    mergedAutomatically: () => [],
    proposals: () => [],
  };
  return {
    branch,
    plan,
    read,
    changes: () => reads.changes(),
    touched: () => reads.touched(),
    refresh: () => reads.refresh(),
  };
}

/** The step that takes chosen changes over, and what the branch then knows of it, in one transaction. */
function merge(
  core: Core,
  lens: BranchLens,
  picks: readonly BranchPick[],
  { label, by }: { readonly label: Label; readonly by: string },
): Answer<Committed> {
  const stored = readBranch(core.db, lens.branch.id);
  if (!stored) return unknown();
  const changes = changesOf(lens, picks);
  if (!changes.ok) return changes;
  const before = new Map(
    lens.changes().flatMap(({ rec, fields }) => fields.map(({ field, plan }) => [`${rec} ${field}`, plan] as const)),
  );
  const done = transaction(core.db, (db) => {
    const step = commit(core, { command: 'branch.merge', label, by, undoable: true, changes: changes.value });
    if (!step.ok) return step;
    for (const change of changes.value) {
      if (change.type === 'create')
        run(
          db,
          'UPDATE branch_records SET made = ? WHERE branch = ? AND rid = ?',
          idBytes(step.value.created.get(change.key) ?? ''),
          stored.n,
          idBytes(change.key),
        );
      else if (typeof change.rec === 'string')
        run(
          db,
          'UPDATE branch_cells SET merged = ? WHERE branch = ? AND rid = ? AND field = ?',
          mergedText({
            over: change.type === 'set' ? (before.get(`${change.rec} ${change.field}`) ?? null) : null,
            step: step.value.step,
          }),
          stored.n,
          idBytes(change.rec),
          change.type === 'set' ? change.field : LIFE,
        );
    }
    return step;
  });
  lens.refresh();
  return done;
}

/** Changes of the plan for what was chosen; references to records of the branch alone become those of the same step. */
function changesOf(lens: BranchLens, picks: readonly BranchPick[]): Result<readonly Change[], Refusal> {
  const here = new Map(lens.changes().map((change) => [change.rec, change]));
  const chosen = new Set(picks.map(({ rec }) => rec));
  const linked = (value: Wire): DraftValue => {
    if (typeof value === 'object') return value === null ? null : value.map(linked);
    if (value === lens.branch.id) return lens.branch.operation;
    return typeof value === 'string' && here.get(value)?.alone ? { ref: value } : value;
  };
  const out: Change[] = [];
  for (const { rec, fields } of picks) {
    const change = here.get(rec);
    if (!change || change.closedInPlan)
      return err(refusal('branch.stale', rec, 'the branch no longer differs there; look at it again'));
    const missing = change.needs.find((other) => !chosen.has(other));
    if (missing !== undefined)
      return err(refusal('branch.needs', missing, 'it hangs on something new in the branch that was not chosen'));
    if (change.what === 'gone') out.push({ type: 'close', rec });
    else if (change.alone) {
      const given = change.fields.map(({ field, branch }) => [field, linked(branch)] as const);
      out.push({ type: 'create', kind: change.kind, key: rec, fields: Object.fromEntries(given) });
    } else {
      if (change.what === 'added') out.push({ type: 'reopen', rec });
      for (const { field, branch } of change.fields)
        if (fields === null || fields.includes(field)) out.push({ type: 'set', rec, field, value: linked(branch) });
    }
  }
  return out.length === 0 ? err(refusal('branch.nothing', '', 'nothing was chosen')) : ok(out);
}
