import { currentOwner } from '#shared/sync/authority.ts';
import { refusal } from '#shared/result/refusal.ts';
import { err, ok } from '#shared/result/result.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, type Tx, write } from '../changelog/context.ts';
import { asBuffer, idBytes, idText, isId } from '../changelog/ids.ts';
import { Ledger } from '../changelog/ledger.ts';
import { type RecordRef } from '../changelog/records.ts';
import { readValue, tableOf } from '../changelog/rows.ts';
import { all, one, run } from '../connection/handles.ts';
import { forgetInBranches } from '../branches/forget.ts';
import { forgetInSearch } from '../search/queue.ts';
import { kindOf } from '#shared/model/kinds/index.ts';
import type { Answer } from '../store-types.ts';
import type { HoldInput } from './desk-types.ts';

/** Our own lines of a record that its owner has not acknowledged: they still go to the owner and stay as returned contributions. */
export const UNACKNOWLEDGED = `SELECT l.id, l.text FROM lines l WHERE l.rec = ? AND l.author = ? AND l.type = 's' AND NOT EXISTS (
  SELECT 1 FROM lines_sent o JOIN outbox b ON b.n = o.outbox
  WHERE o.rec = l.rec AND o.line = l.n AND b.agency = ? AND b.state IN ('acknowledged', 'assumed'))`;

/**
 * Removes everything of a recalled record: row, lines, lists, heads, conflicts, what waits. The tombstone stays for good, with the lines
 * that say who owned it and to whom it was released (exchange design, section 6). True: there was something to remove.
 */
export function wipe(tx: Tx, rec: RecordRef): boolean {
  const { db, names } = tx;
  const me = names.number(tx.author.agencyId);
  const owner = currentOwner(rec.known).agency;
  const held = one(db, "SELECT 1 FROM lines WHERE rec = ? AND type IN ('n', 's', 'k') LIMIT 1", rec.n) !== undefined;
  const under = one<{ heads: Buffer }>(db, 'SELECT heads FROM releases WHERE rec = ? AND agency = ?', rec.n, me);
  for (const line of all<{ id: Buffer; text: string }>(db, UNACKNOWLEDGED, rec.n, me, names.number(owner)))
    run(
      db,
      "INSERT INTO kept (id, disposition, agency, file, rec, reason, under, text) VALUES (?, 'returned', ?, NULL, ?, 'recalled', ?, ?) ON CONFLICT DO NOTHING",
      line.id,
      names.number(owner),
      idBytes(rec.id),
      under?.heads ?? Buffer.alloc(0),
      line.text,
    );
  keepEvidence(tx, rec);
  const { kind } = rec.known;
  if (kindOf(kind)) run(db, `DELETE FROM ${tableOf(kind).name} WHERE rec = ?`, rec.n);
  run(db, "DELETE FROM standins WHERE line IN (SELECT n FROM lines WHERE rec = ? AND type = 's')", rec.n);
  run(db, "DELETE FROM lines WHERE rec = ? AND type IN ('n', 's', 'k')", rec.n);
  for (const table of ['cells', 'named', 'conflicts', 'sent_fields'])
    run(db, `DELETE FROM ${table} WHERE rec = ?`, rec.n);
  forgetInSearch(db, rec.n);
  forgetInBranches(db, rec.id);
  run(db, "DELETE FROM kept WHERE rec = ? AND disposition IN ('held', 'aside')", idBytes(rec.id));
  run(db, 'UPDATE records SET line = NULL, operation = NULL, code = NULL, closed = 0, recalled = 1 WHERE n = ?', rec.n);
  rec.operation = null;
  rec.closed = false;
  rec.recalled = true;
  return held;
}

/** Under a legal hold the lines are kept apart from the plan before they go from the log; nothing of the plan reads them again. */
function keepEvidence(tx: Tx, rec: RecordRef): void {
  const hold = holdOf(tx, rec);
  if (!hold) return;
  run(
    tx.db,
    "INSERT INTO evidence (rec, recall, text) SELECT ?, ?, text FROM lines WHERE rec = ? AND type IN ('n', 's') ORDER BY n",
    hold.rec,
    idBytes(rec.id),
    rec.n,
  );
}

interface Hold {
  readonly rec: Buffer;
  readonly basis: string;
}
/** The hold a record stands under: its own, or that of what it is a part of. Asked while its fields are here. */
function holdOf({ db, records }: Tx, rec: RecordRef): Hold | null {
  const wholes = new Set([rec.id]);
  for (const id of wholes) {
    const at = records.find(id);
    const parent = at ? kindOf(at.known.kind)?.parent : undefined;
    const whole = at && parent !== undefined ? readValue(db, at.known.kind, at.n, parent) : null;
    if (typeof whole === 'string' && isId(whole)) wholes.add(whole);
  }
  if (rec.operation !== null) wholes.add(rec.operation);
  for (const id of wholes) {
    const hold = one<Hold>(db, 'SELECT rec, basis FROM holds WHERE rec = ?', idBytes(id));
    if (hold) return hold;
  }
  return null;
}

/** The basis on which something of a recalled record is kept; null: nothing of it is. */
const basisOf = ({ db }: Tx, rec: RecordRef): string | null =>
  one<{ basis: string }>(
    db,
    'SELECT h.basis FROM holds h JOIN evidence e ON e.rec = h.rec WHERE e.recall = ? OR h.rec = ?',
    idBytes(rec.id),
    idBytes(rec.id),
  )?.basis ?? null;

/** A receipt goes back to the owner for each recall that was carried out here: done, or kept with its legal basis. */
export function writeReceipts(tx: Tx, ledger: Ledger, recalls: readonly string[], by: string): void {
  const builder = tx.lineBuilder(by);
  for (const id of recalls) {
    const recall = one<{ rec: number }>(tx.db, "SELECT rec FROM lines WHERE id = ? AND type = 'x'", idBytes(id));
    if (!recall) continue;
    const rec = tx.records.get(recall.rec);
    const basis = basisOf(tx, rec);
    const line = builder.receipt(id, basis === null ? 'done' : 'kept', basis);
    if (!line.ok) throw new Error('broken promise: a receipt fits a line');
    const me = tx.author.agencyId;
    const n = ledger.append(line.value, rec, me, line.value.stamp, null, null);
    run(
      tx.db,
      TAKE_RECEIPT,
      asBuffer(idBytes(id)),
      tx.names.number(me),
      basis === null ? 'done' : 'kept',
      basis === null ? null : JSON.stringify(basis),
      n,
    );
  }
}

/** One receipt counts per recall and agency: "done" wins over "kept", whichever came first, since what is gone is gone. */
export const TAKE_RECEIPT = `INSERT INTO receipts (recall, agency, outcome, basis, line) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET outcome = excluded.outcome, basis = excluded.basis, line = excluded.line
  WHERE receipts.outcome = 'kept' AND excluded.outcome = 'done'`;

/** Places or lifts a legal hold: a recall of the record is then answered "kept", with this basis. Needs two people. */
export const holdRecord = (core: Core, input: HoldInput): Answer<null> =>
  write(core, (tx) => {
    const rec = isId(input.rec) ? tx.records.find(input.rec) : null;
    if (!rec) return err(refusal('record.unknown', '', 'there is no such record here'));
    if (input.basis.trim() === '') return err(refusal('reason.missing', '', 'a legal hold needs its legal basis'));
    if (rec.recalled)
      return err(refusal('record.recalled', '', 'this record was recalled already; nothing of it is left to hold'));
    run(
      tx.db,
      'INSERT INTO holds (rec, basis, by, second, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET basis = excluded.basis, by = excluded.by, second = excluded.second, at = excluded.at',
      idBytes(rec.id),
      input.basis,
      input.by,
      input.second,
      tx.at,
    );
    appendAudit(tx.db, core.deps, tx.at, {
      act: 'hold.place',
      by: input.by,
      second: input.second,
      reason: input.basis,
      records: [rec.id],
    });
    return ok(null);
  });

/** Recalls that were answered "kept" because of this hold: of the record itself, and of what is part of it. */
export const KEPT_UNDER = `SELECT DISTINCT y.recall FROM receipts y JOIN lines x ON x.id = y.recall JOIN records r ON r.n = x.rec
  WHERE (r.rid = ? OR r.rid IN (SELECT recall FROM evidence WHERE rec = ?)) AND y.agency = ? AND y.outcome = 'kept'`;

/** Ends a hold: what was kept of a recalled record goes as well, and the owner is told by a second receipt. */
export function liftHold(core: Core, input: Omit<HoldInput, 'basis'> & { readonly reason: string }): Answer<null> {
  const done = write(core, (tx): Answer<null> => {
    const rec = isId(input.rec) ? tx.records.find(input.rec) : null;
    const held = rec && one(tx.db, 'SELECT 1 FROM holds WHERE rec = ?', idBytes(rec.id));
    if (!rec || !held) return err(refusal('hold.none', '', 'there is no hold on this record'));
    const recalls = all<{ recall: Buffer }>(
      tx.db,
      KEPT_UNDER,
      idBytes(rec.id),
      idBytes(rec.id),
      tx.names.number(tx.author.agencyId),
    );
    const kept = run(tx.db, 'DELETE FROM evidence WHERE rec = ?', idBytes(rec.id)).changes;
    run(tx.db, 'DELETE FROM holds WHERE rec = ?', idBytes(rec.id));
    if (kept > 0) {
      const commit = tx.openCommit('hold.lift', { key: 'exchange.holdLifted', params: {} }, input.by, null);
      writeReceipts(
        tx,
        new Ledger(tx, commit),
        recalls.map((r) => idText(r.recall)),
        input.by,
      );
    }
    appendAudit(tx.db, core.deps, tx.at, {
      act: 'hold.lift',
      by: input.by,
      second: input.second,
      reason: input.reason,
      records: [rec.id],
      counts: { kept },
    });
    return ok(null);
  });
  if (done.ok) core.db.pragma('wal_checkpoint(TRUNCATE)');
  return done;
}
