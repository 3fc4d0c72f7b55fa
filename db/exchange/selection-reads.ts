import type { Tx } from '../changelog/context.ts';
import { headLines } from '../changelog/heads.ts';
import type { RecordRef } from '../changelog/records.ts';
import { HEADS_OF_RECORDS } from '../changelog/settled-rows.ts';
import { all, sql } from '../connection/handles.ts';

export interface StoredLine {
  readonly n: number;
  /** Hexadecimal. */
  readonly id: string;
  readonly type: string;
  readonly field: number | null;
  readonly author: number;
  /** Of a `k` its text, of a release or recall the agency it speaks to. */
  readonly says: string | null;
}
type LineRow = [
  rec: number,
  n: number,
  id: string,
  type: string,
  field: number | null,
  author: number,
  says: string | null,
];
const OF_RECORDS = 'rec IN (SELECT value FROM json_each(?))';
/** Of lines that only set a field nothing but their place is needed: their text is read once, when the file is written. */
export const LINES_OF_RECORDS = `SELECT rec, n, hex(id), type, field, author, CASE type WHEN 's' THEN NULL WHEN 'k' THEN text WHEN 'g' THEN text ->> 2 WHEN 'x' THEN text ->> 2 END FROM lines WHERE ${OF_RECORDS}`;
export const NUMBERS_OF_RECORDS = `SELECT rec, group_concat(n) FROM lines WHERE ${OF_RECORDS} GROUP BY rec`;
export const SENT_OF_RECORDS = `SELECT rec, outbox, lines FROM sent WHERE ${OF_RECORDS}`;
export const SENT_FIELDS_OF_RECORDS = `SELECT rec, field FROM sent_fields WHERE ${OF_RECORDS} AND agency = ?`;
/** Of pairs of file and record. */
export const UNDERS_OF_SENT =
  'SELECT u.outbox, u.rec, u.under FROM json_each(?) JOIN outbox_records u ON u.outbox = value ->> 0 AND u.rec = value ->> 1';

/** Rows of lines of one record in files that arrived at an agency. */
export type Arrived = readonly { readonly outbox: number; readonly lines: readonly number[] }[];
const NONE: ReadonlySet<number> = new Set();

/** What a file is chosen from, looked up for many records together: a call of the driver costs more than a look-up of SQLite. */
export class SelectionReads {
  readonly #tx: Tx;
  readonly #agency: number;
  /** Nothing was ever sent there: there is nothing to leave out, and nothing to look up. */
  readonly #isFirst: boolean;
  /** Files that have arrived at the agency, as far as is known. */
  readonly #files: ReadonlySet<number>;
  #arrived = new Map<number, { outbox: number; lines: readonly number[] }[]>();
  #sentFields = new Map<number, Set<number>>();
  #unders = new Map<string, Buffer>();
  #heads = new Map<number, Map<number, ReadonlySet<number>>>();
  #numbers = new Map<number, readonly number[]>();
  #lines = new Map<number, StoredLine[]>();

  constructor(tx: Tx, agency: number) {
    this.#tx = tx;
    this.#agency = agency;
    const files = all<{ n: number; state: string }>(tx.db, 'SELECT n, state FROM outbox WHERE agency = ?', agency);
    this.#files = new Set(
      files.filter(({ state }) => state === 'acknowledged' || state === 'assumed').map(({ n }) => n),
    );
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
    this.#numbers = new Map();
    this.#arrived = new Map();
    this.#sentFields = new Map();
    this.#unders = new Map();
    if (this.#isFirst) return;
    for (const [rec, field] of sql(db, SENT_FIELDS_OF_RECORDS).raw().all(asked, this.#agency) as [number, number][])
      getOr(this.#sentFields, rec, () => new Set()).add(field);
    this.#readSent(asked);
  }

  #readSent(asked: string): void {
    const { db } = this.#tx;
    const pairs = new Map<string, readonly [outbox: number, rec: number]>();
    for (const [rec, outbox, list] of sql(db, SENT_OF_RECORDS).raw().all(asked) as [number, number, string][]) {
      if (!this.#files.has(outbox)) continue;
      getOr(this.#arrived, rec, () => []).push({ outbox, lines: numbersOf(list) });
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
    const asked = JSON.stringify([...this.#lines.keys()]);
    const rows = sql(this.#tx.db, LINES_OF_RECORDS).raw().all(asked) as LineRow[];
    for (const [rec, n, id, type, field, author, says] of rows)
      this.#lines.get(rec)?.push({ n, id, type, field, author, says });
  }

  #see(rec: RecordRef): void {
    if (!this.#heads.has(rec.n)) this.ahead([rec]);
  }

  /** Row numbers of the lines that are heads, by field. */
  heads(rec: RecordRef): ReadonlyMap<number, ReadonlySet<number>> {
    this.#see(rec);
    return this.#heads.get(rec.n) ?? new Map();
  }
  /** What has arrived at the agency of a record, whatever was sent elsewhere. */
  arrived(rec: RecordRef): Arrived {
    this.#see(rec);
    return this.#arrived.get(rec.n) ?? [];
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
  /** Looks up the row numbers of the lines of these records, from the index. */
  numbersAhead(records: readonly RecordRef[]): void {
    const asked = JSON.stringify(records.map((rec) => rec.n));
    const rows = sql(this.#tx.db, NUMBERS_OF_RECORDS).raw().all(asked) as [number, string][];
    this.#numbers = new Map(rows.map(([rec, list]) => [rec, numbersOf(list)]));
  }
  /** Row numbers of all lines of a record that was looked up so. */
  numbers(rec: RecordRef): readonly number[] {
    return this.#numbers.get(rec.n) ?? [];
  }
  lines(rec: RecordRef): readonly StoredLine[] {
    if (!this.#lines.has(rec.n)) this.linesAhead([rec]);
    return this.#lines.get(rec.n) ?? [];
  }
}

const numbersOf = (list: string): readonly number[] => list.split(',').map(Number);

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
