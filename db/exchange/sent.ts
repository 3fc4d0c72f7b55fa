import type { Tx } from '../changelog/context.ts';
import { packIds } from '../changelog/ids.ts';
import { rowInsert, RowWriter } from '../connection/row-writer.ts';

const INSERT_RECORD = rowInsert('outbox_records', ['outbox', 'rec', 'ord', 'under']);
const INSERT_LINES = rowInsert('sent', ['rec', 'outbox', 'lines']);

/** What a file holds of one record. */
export interface SentRecord {
  /** Row number of the record. */
  readonly rec: number;
  /** Ids of the release it goes under; empty: it needs none. */
  readonly under: readonly string[];
  /** Row numbers of its lines in the order of the file, at least one; of a line that is only kept, the negative number. */
  readonly lines: readonly number[];
}

/** Notes what a file holds, record by record in the order of the file. */
export function saveSent(tx: Tx, outbox: number, records: Iterable<SentRecord>): void {
  const rows = new RowWriter(tx.db, INSERT_RECORD);
  const lists = new RowWriter(tx.db, INSERT_LINES);
  let ord = 0;
  for (const { rec, under, lines } of records) {
    rows.add(outbox, rec, ord++, packIds(under));
    lists.add(rec, outbox, lines.join(','));
  }
  rows.flush();
  lists.flush();
}

/** The same of lines that go under no release; those of a record stand together in the file. */
export function saveSentLines(
  tx: Tx,
  outbox: number,
  lines: Iterable<{ readonly rec: number; readonly n: number }>,
): void {
  const byRecord = Map.groupBy(lines, (line) => line.rec);
  saveSent(
    tx,
    outbox,
    [...byRecord].map(([rec, of]) => ({ rec, under: [], lines: of.map(({ n }) => n) })),
  );
}
