import type { Tx } from '../changelog/context.ts';
import { headLines } from '../changelog/heads.ts';
import type { RecordRef } from '../changelog/records.ts';
import { HEADS_OF_RECORDS } from '../changelog/settled-rows.ts';
import { allOf, sql } from '../connection/handles.ts';

export interface StoredLine {
  n: number;
  /** Hexadecimal. */
  id: string;
  type: string;
  field: number | null;
  author: number;
  /** Only of lines that list ids or release. */
  text: string | null;
}
const OF_RECORDS = 'rec IN (SELECT value FROM json_each(?))';
/** Of lines that only set a field nothing but their place is needed: their text is read once, when the file is written. */
export const LINES_OF_RECORDS = `SELECT rec, n, hex(id) AS id, type, field, author, CASE WHEN type IN ('k', 'g', 'x') THEN text END AS text FROM lines WHERE ${OF_RECORDS}`;
export const NUMBERS_OF_RECORDS = `SELECT rec, n FROM lines WHERE ${OF_RECORDS}`;
export const SENT_OF_RECORDS = `SELECT rec, outbox, line FROM sent_lines WHERE ${OF_RECORDS}`;
export const SENT_FIELDS_OF_RECORDS = `SELECT rec, field FROM sent_fields WHERE ${OF_RECORDS} AND agency = ?`;
/** Of pairs of file and record. */
export const UNDERS_OF_SENT =
  'SELECT u.outbox, u.rec, u.under FROM json_each(?) JOIN outbox_records u ON u.outbox = value ->> 0 AND u.rec = value ->> 1';

/** Rows of lines of one record that went to an agency: at all, and in files that arrived, with the file each came in. */
export interface Sent {
  readonly ever: ReadonlySet<number>;
  readonly arrived: readonly { readonly line: number; readonly outbox: number }[];
}
const NONE: ReadonlySet<number> = new Set();
const NOTHING_SENT: Sent = { ever: NONE, arrived: [] };

/** What a file is chosen from, looked up for many records together: a call of the driver costs more than a look-up of SQLite. */
export class SelectionReads {
  readonly #tx: Tx;
  readonly #agency: number;
  /** Nothing was ever sent there: there is nothing to leave out, and nothing to look up. */
  readonly #isFirst: boolean;
  /** Files to the agency; true: it has arrived there, as far as is known. */
  readonly #files: ReadonlyMap<number, boolean>;
  #sent = new Map<number, { readonly ever: Set<number>; readonly arrived: { line: number; outbox: number }[] }>();
  #sentFields = new Map<number, Set<number>>();
  #unders = new Map<string, Buffer>();
  #heads = new Map<number, Map<number, ReadonlySet<number>>>();
  #numbers = new Map<number, number[]>();
  #lines = new Map<number, StoredLine[]>();

  constructor(tx: Tx, agency: number) {
    this.#tx = tx;
    this.#agency = agency;
    const files = sql(tx.db, 'SELECT n, state FROM outbox WHERE agency = ?').all(agency) as {
      n: number;
      state: string;
    }[];
    this.#files = new Map(files.map((f) => [f.n, f.state === 'acknowledged' || f.state === 'assumed']));
    this.#isFirst = files.length === 0;
  }

  /** Looks up all but the lines of these records; what was known of others is let go. */
  ahead(records: readonly RecordRef[]): void {
    const { db } = this.#tx;
    const recs = records.map((rec) => rec.n);
    this.#lines = new Map();
    this.#heads = new Map(recs.map((n) => [n, new Map()]));
    const asked = JSON.stringify(recs);
    for (const [rec, field, heads] of sql(db, HEADS_OF_RECORDS).raw().all(asked) as [number, number, string][])
      this.#heads.get(rec)?.set(field, new Set(headLines(heads)));
    this.#numbers = new Map(recs.map((n) => [n, []]));
    this.#sent = new Map();
    this.#sentFields = new Map();
    this.#unders = new Map();
    if (this.#isFirst) return;
    for (const [rec, n] of sql(db, NUMBERS_OF_RECORDS).raw().all(asked) as [number, number][])
      this.#numbers.get(rec)?.push(n);
    for (const [rec, field] of sql(db, SENT_FIELDS_OF_RECORDS).raw().all(asked, this.#agency) as [number, number][])
      getOr(this.#sentFields, rec, () => new Set()).add(field);
    this.#readSent(asked);
  }

  #readSent(asked: string): void {
    const { db } = this.#tx;
    const pairs = new Map<string, readonly [outbox: number, rec: number]>();
    for (const [rec, outbox, line] of sql(db, SENT_OF_RECORDS).raw().all(asked) as [number, number, number][]) {
      const isThere = this.#files.get(outbox);
      if (isThere === undefined) continue;
      const sent = getOr(this.#sent, rec, () => ({ ever: new Set<number>(), arrived: [] }));
      sent.ever.add(line);
      if (!isThere) continue;
      sent.arrived.push({ line, outbox });
      pairs.set(`${outbox} ${rec}`, [outbox, rec]);
    }
    for (const [outbox, rec, under] of sql(db, UNDERS_OF_SENT)
      .raw()
      .all(JSON.stringify([...pairs.values()])) as [number, number, Buffer][])
      this.#unders.set(`${outbox} ${rec}`, under);
  }

  /** Looks up the lines of these records. */
  linesAhead(records: readonly RecordRef[]): void {
    this.#lines = new Map(records.map((rec) => [rec.n, []]));
    const rows = allOf<StoredLine & { rec: number }>(this.#tx.db, LINES_OF_RECORDS, [...this.#lines.keys()]);
    for (const row of rows) this.#lines.get(row.rec)?.push(row);
  }

  #see(rec: RecordRef): void {
    if (!this.#heads.has(rec.n)) this.ahead([rec]);
  }

  /** Row numbers of the lines that are heads, by field. */
  heads(rec: RecordRef): ReadonlyMap<number, ReadonlySet<number>> {
    this.#see(rec);
    return this.#heads.get(rec.n) ?? new Map();
  }
  /** What the agency was sent of a record, whatever was sent elsewhere. */
  sent(rec: RecordRef): Sent {
    this.#see(rec);
    return this.#sent.get(rec.n) ?? NOTHING_SENT;
  }
  /** Fields of a record whose value the agency was sent. */
  sentFields(rec: RecordRef): ReadonlySet<number> {
    this.#see(rec);
    return this.#sentFields.get(rec.n) ?? NONE;
  }
  /** The release under which a file holds a record; undefined: it does not. */
  under(outbox: number, rec: RecordRef): Buffer | undefined {
    this.#see(rec);
    return this.#unders.get(`${outbox} ${rec.n}`);
  }
  /** Row numbers of all lines of a record, where something was sent before. */
  numbers(rec: RecordRef): readonly number[] {
    this.#see(rec);
    return this.#numbers.get(rec.n) ?? [];
  }
  lines(rec: RecordRef): readonly StoredLine[] {
    if (!this.#lines.has(rec.n)) this.linesAhead([rec]);
    return this.#lines.get(rec.n) ?? [];
  }
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
