import { currentOwner } from '#shared/sync/authority.ts';
import type { Tx } from '../changelog/context.ts';
import { asBuffer, idBytes } from '../changelog/ids.ts';
import type { Ledger } from '../changelog/ledger.ts';
import { type RecordRef } from '../changelog/records.ts';
import { tableOf } from '../changelog/rows.ts';
import { all, one, run } from '../connection/handles.ts';
import { kindOf } from '#shared/model/kinds/index.ts';

/** Our own lines of a record that its owner has not acknowledged: they still go to the owner and stay as returned contributions. */
export const UNACKNOWLEDGED = `SELECT l.id, l.text FROM lines l WHERE l.rec = ? AND l.author = ? AND l.type = 's' AND NOT EXISTS (
  SELECT 1 FROM outbox_lines o JOIN outbox b ON b.n = o.outbox
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
  const { kind } = rec.known;
  if (kindOf(kind)) run(db, `DELETE FROM ${tableOf(kind).name} WHERE rec = ?`, rec.n);
  run(db, "DELETE FROM standins WHERE line IN (SELECT n FROM lines WHERE rec = ? AND type = 's')", rec.n);
  run(db, "DELETE FROM lines WHERE rec = ? AND type IN ('n', 's', 'k')", rec.n);
  for (const table of ['cells', 'named', 'conflicts', 'sent_fields'])
    run(db, `DELETE FROM ${table} WHERE rec = ?`, rec.n);
  run(db, "DELETE FROM kept WHERE rec = ? AND disposition IN ('held', 'aside')", idBytes(rec.id));
  run(db, 'UPDATE records SET line = NULL, operation = NULL, code = NULL, closed = 0, recalled = 1 WHERE n = ?', rec.n);
  rec.operation = null;
  rec.closed = false;
  rec.recalled = true;
  return held;
}

/** A receipt goes back to the owner for each recall that was carried out here. */
export function writeReceipts(tx: Tx, ledger: Ledger, recalls: readonly string[], by: string): void {
  const builder = tx.lineBuilder(by);
  for (const id of recalls) {
    const recall = one<{ rec: number }>(tx.db, "SELECT rec FROM lines WHERE id = ? AND type = 'x'", idBytes(id));
    if (!recall) continue;
    const line = builder.receipt(id, 'done', null);
    if (!line.ok) throw new Error('broken promise: a receipt without words is always written');
    const me = tx.author.agencyId;
    const n = ledger.append(line.value, tx.records.get(recall.rec), me, line.value.stamp, null, null);
    run(
      tx.db,
      "INSERT INTO receipts (recall, agency, outcome, basis, line) VALUES (?, ?, 'done', NULL, ?) ON CONFLICT DO NOTHING",
      asBuffer(idBytes(id)),
      tx.names.number(me),
      n,
    );
  }
}
