import type { Wire } from '#shared/model/kinds/field.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { assert, err, ok, type Result } from '#shared/result/result.ts';
import { rankOf } from '#shared/sync/authority.ts';
import { compareHeads, type HeadKey } from '#shared/sync/merge.ts';
import { all, one, type ReadDb, run } from '../connection/handles.ts';
import type { Answer, Label, Reverted, UndoEntry } from '../store-types.ts';
import { parseSet } from './cells.ts';
import { closingOf } from './closing.ts';
import { type Core, type Tx, write } from './context.ts';
import { LocalWork } from './door.ts';
import { idBytes, idText } from './ids.ts';
import { Ledger } from './ledger.ts';
import type { RecordRef } from './records.ts';
import { LINES_OF_STEP } from './step-lines.ts';

/**
 * Undo is a new change that restores earlier values. Its lines name the step's own lines in `prev` and nothing else, so a field that an
 * accepted file has changed since becomes a conflict instead of being overwritten. Redo is the undo of the undo.
 *
 * Steps are taken back in the order opposite to that in which they were made. A line that restores a value stands in for the line that
 * first wrote it (`standins`), so that taking back an older step sees its own word, not a foreign one.
 */
export const undo = (core: Core, by: string): Answer<Reverted> =>
  move(core, by, 'undo', "SELECT n, effect FROM steps WHERE state = 'done' ORDER BY n DESC LIMIT 1", 'undone');
export const redo = (core: Core, by: string): Answer<Reverted> =>
  move(core, by, 'redo', "SELECT n, effect FROM steps WHERE state = 'undone' ORDER BY n LIMIT 1", 'done');

function move(
  core: Core,
  by: string,
  command: 'undo' | 'redo',
  find: string,
  state: 'done' | 'undone',
): Answer<Reverted> {
  return write(core, (tx) => {
    const step = one<{ n: number; effect: number }>(tx.db, find);
    if (!step) return err(refusal(`${command}.empty`, '', `there is no step to ${command}`));
    const label = labelOf(tx.db, step.n);
    const builder = tx.lineBuilder(by);
    const commit = tx.openCommit(command, label, by, null);
    const work = new LocalWork(tx, builder, commit);
    const gone = revert(tx, work, step.effect);
    if (!gone.ok) return gone;
    run(tx.db, 'UPDATE steps SET effect = ?, state = ? WHERE n = ?', commit, state, step.n);
    return ok({ ...work.finish(command, by, new Map()), label, gone: gone.value });
  });
}

interface SourceLine extends HeadKey {
  readonly n: number;
  readonly rec: number;
  readonly field: number;
  readonly text: string;
}

/** Restores what stood before a commit; the number of its records that are no longer here. */
function revert(tx: Tx, work: LocalWork, commit: number): Result<number, Refusal> {
  const rows = all<LineRow>(tx.db, ROWS_OF_STEP, commit);
  const made = new Set(rows.filter((r) => r.type === 'n').map((r) => r.rec));
  const cells = new Map<string, SourceLine[]>();
  const gone = new Set<number>();
  for (const row of rows) {
    if (tx.records.get(row.rec).recalled) gone.add(row.rec);
    else if (row.type === 's' && !made.has(row.rec)) {
      const key = `${row.rec}/${row.field}`;
      cells.set(key, [...(cells.get(key) ?? []), source(tx, row)]);
    }
  }
  const ledger = new Ledger(tx, work.step);
  for (const n of made) {
    const rec = tx.records.get(n);
    if (rec.recalled) continue;
    const closed = unmake(tx, work, ledger, rec);
    if (!closed.ok) return closed;
  }
  // A closing names the values it saw, so those are back before it is.
  const life = tx.names.number('_life');
  const inOrder = [...cells.values()].sort((a, b) => Number(a[0]?.field === life) - Number(b[0]?.field === life));
  for (const lines of inOrder) {
    const restored = restore(tx, work, ledger, lines);
    if (!restored.ok) return restored;
  }
  work.settle(ledger);
  return ok(gone.size);
}

/** Undoing a creation closes the record over what was written here; what others wrote into it keeps it visible. */
function unmake(tx: Tx, work: LocalWork, ledger: Ledger, rec: RecordRef): Result<null, Refusal> {
  const me = tx.author.agencyId;
  const change = closingOf(tx, rec, (author) => author === me);
  if (!change.ok) return change;
  const { value, prev } = change.value;
  const written = work.writeLine(ledger, rec, '_life', value, prev);
  return written.ok ? ok(null) : written;
}

function restore(tx: Tx, work: LocalWork, ledger: Ledger, own: readonly SourceLine[]): Result<null, Refusal> {
  const first = own[0];
  assert(first, 'a field is restored from its lines');
  const rec = tx.records.get(first.rec);
  const field = tx.names.name(first.field);
  const ownIds = new Set(own.map((l) => l.id));
  const prev = [...new Set(own.map((l) => standin(tx, l.n).id))];
  const before = [...new Set(own.flatMap((l) => parseSet(l.text).prev))].filter((id) => !ownIds.has(id));
  const sources = before
    .flatMap((id) => sourceById(tx, id, first.rec, first.field) ?? [])
    // The best head last: among equals the later stamp wins, so the restored field reads as it did.
    .sort((a, b) => compareHeads(b, a));
  if (sources.length === 0) {
    const written = work.writeLine(ledger, rec, field, null, prev);
    return written.ok ? ok(null) : written;
  }
  for (const past of sources) {
    const value = field === '_life' ? seenNow(tx, parseSet(past.text).value) : parseSet(past.text).value;
    const written = work.writeLine(ledger, rec, field, value, prev);
    if (!written.ok) return written;
    run(
      tx.db,
      'INSERT INTO standins (line, by_line) VALUES (?, ?) ON CONFLICT DO UPDATE SET by_line = excluded.by_line',
      past.n,
      written.value.n,
    );
  }
  return ok(null);
}

/** A closing names what was seen; after undo and redo also the lines that stand in for it. */
const seenNow = (tx: Tx, value: Wire): Wire =>
  Array.isArray(value)
    ? [...new Set(value.flatMap((id: Wire) => [String(id), standinOf(tx, String(id))]))].sort()
    : value;

function standinOf(tx: Tx, id: string): string {
  const row = one<{ n: number }>(tx.db, 'SELECT n FROM lines WHERE id = ?', idBytes(id));
  return row ? standin(tx, row.n).id : id;
}

/** The line that stands for another now: itself, or the one that last restored it. */
function standin(tx: Tx, line: number): { readonly n: number; readonly id: string } {
  let n = line;
  for (;;) {
    const next = one<{ by_line: number }>(tx.db, 'SELECT by_line FROM standins WHERE line = ?', n);
    if (!next) break;
    n = next.by_line;
  }
  const row = one<{ id: Buffer }>(tx.db, 'SELECT id FROM lines WHERE n = ?', n);
  assert(row, 'a line that stands in is in the log');
  return { n, id: idText(row.id) };
}

interface LineRow {
  n: number;
  id: Buffer;
  type: string;
  rec: number;
  field: number;
  author: number;
  ms: number;
  ctr: number;
  text: string;
}
const COLUMNS = 'SELECT l.n, l.id, l.type, l.rec, l.field, l.author, l.ms, l.ctr, l.text';
export const ROWS_OF_STEP = `${COLUMNS} FROM ${LINES_OF_STEP} WHERE s.step = ? ORDER BY l.n`;
const ROW_BY_ID = `${COLUMNS} FROM lines l WHERE l.id = ?`;

function sourceById(tx: Tx, id: string, rec: number, field: number): SourceLine | null {
  const row = one<LineRow>(tx.db, ROW_BY_ID, idBytes(id));
  return row?.type === 's' && row.rec === rec && row.field === field ? source(tx, row) : null;
}

function source(tx: Tx, row: LineRow): SourceLine {
  const { n, rec, field, ms, ctr, text } = row;
  const author = tx.names.name(row.author);
  const rank = rankOf(tx.records.get(rec).known, author, parseSet(text).prev);
  return { n, rec, field, ms, ctr, text, author, rank, id: idText(row.id), covered: false };
}

export function labelOf(db: ReadDb, commit: number): Label {
  const row = one<{ label_key: string; label_params: string }>(
    db,
    'SELECT label_key, label_params FROM commits WHERE n = ?',
    commit,
  );
  assert(row, 'every commit has its label');
  return { key: row.label_key, params: JSON.parse(row.label_params) as Label['params'] };
}

const LIST =
  'SELECT s.n, c.command, c.label_key, c.label_params, c.by, c.at FROM steps s JOIN commits c ON c.n = s.n WHERE s.state = ?';
export const UNDO_LIST = `${LIST} ORDER BY s.n DESC LIMIT ?`;
export const REDO_LIST = `${LIST} ORDER BY s.n LIMIT ?`;

/** Undo: newest first. Redo: in the order in which they would be done again. */
export function undoList(
  db: ReadDb,
  limit: number,
): { readonly undo: readonly UndoEntry[]; readonly redo: readonly UndoEntry[] } {
  const read = (sql: string, state: UndoEntry['state']): readonly UndoEntry[] =>
    all<{ n: number; command: string; label_key: string; label_params: string; by: string; at: number }>(
      db,
      sql,
      state,
      limit,
    ).map((r) => ({
      step: r.n,
      command: r.command,
      label: { key: r.label_key, params: JSON.parse(r.label_params) as Label['params'] },
      by: r.by,
      at: r.at,
      state,
    }));
  return { undo: read(UNDO_LIST, 'done'), redo: read(REDO_LIST, 'undone') };
}
