import { assert } from '#shared/result/result.ts';
import type { KnownRecord } from '#shared/sync/authority.ts';
import { allOf, one, run, type WriteDb } from '../connection/handles.ts';
import { hexIdText, idBytes, idHex } from './ids.ts';
import type { Names } from './names.ts';

/** A record as the log knows it; tombstones of recalled records included. */
export interface RecordRef {
  readonly n: number;
  readonly id: string;
  /** Kind, creating agency, offers and transfers of ownership. */
  known: KnownRecord;
  readonly ms: number;
  readonly ctr: number;
  operation: string | null;
  closed: boolean;
  recalled: boolean;
  /** Made in this transaction: there is no earlier state to look up. */
  fresh: boolean;
}

interface Row {
  n: number;
  rid: string;
  kind: number;
  owner: number;
  ms: number;
  ctr: number;
  /** Hexadecimal; empty: none. */
  operation: string;
  closed: number;
  recalled: number;
  body: string | null;
}
const SELECT =
  'SELECT r.n, hex(r.rid) AS rid, r.kind, r.owner, r.ms, r.ctr, hex(r.operation) AS operation, r.closed, r.recalled, o.body FROM records r LEFT JOIN ownership o ON o.rec = r.n';
const BY_ID = `${SELECT} WHERE r.rid = ?`;
export const BY_IDS = `${SELECT} WHERE r.rid IN (SELECT unhex(value) FROM json_each(?))`;
const BY_NUMBER = `${SELECT} WHERE r.n = ?`;

/** Look-ups of records within one transaction; each record is read once. */
export class Records {
  readonly #db: WriteDb;
  readonly #names: Names;
  readonly #byId = new Map<string, RecordRef>();
  readonly #byNumber = new Map<number, RecordRef>();
  /** Looked for together with others and not there. */
  readonly #missing = new Set<string>();

  constructor(db: WriteDb, names: Names) {
    this.#db = db;
    this.#names = names;
  }

  find(id: string): RecordRef | null {
    const known = this.#byId.get(id);
    if (known) return known;
    if (this.#missing.has(id)) return null;
    const row = one<Row>(this.#db, BY_ID, idBytes(id));
    return row ? this.#keep(this.#read(row)) : null;
  }

  /** Reads these records together, those that are known; to be asked before many single look-ups. */
  findAll(ids: Iterable<string>): void {
    const unread = [...ids].filter((id) => !this.#byId.has(id));
    for (const row of allOf<Row>(this.#db, BY_IDS, unread.map(idHex))) this.#keep(this.#read(row));
    for (const id of unread) if (!this.#byId.has(id)) this.#missing.add(id);
  }

  get(n: number): RecordRef {
    const known = this.#byNumber.get(n);
    if (known) return known;
    const row = one<Row>(this.#db, BY_NUMBER, n);
    assert(row, 'every record number has a record');
    return this.#keep(this.#read(row));
  }

  add(id: string, kind: string, owner: string, ms: number, ctr: number): RecordRef {
    const { lastInsertRowid } = run(
      this.#db,
      'INSERT INTO records (rid, kind, owner, ms, ctr) VALUES (?, ?, ?, ?, ?)',
      idBytes(id),
      this.#names.number(kind),
      this.#names.number(owner),
      ms,
      ctr,
    );
    return this.#keep({
      n: Number(lastInsertRowid),
      id,
      known: { kind, owner, offers: [], transfers: [] },
      ms,
      ctr,
      operation: null,
      closed: false,
      recalled: false,
      fresh: true,
    });
  }

  saveOwnership(rec: RecordRef, known: KnownRecord): void {
    rec.known = known;
    run(
      this.#db,
      'INSERT INTO ownership (rec, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
      rec.n,
      JSON.stringify({ offers: known.offers, transfers: known.transfers }),
    );
  }

  /** Columns of the record that follow from its fields. */
  saveDerived(rec: RecordRef): void {
    run(
      this.#db,
      'UPDATE records SET operation = ?, closed = ? WHERE n = ?',
      rec.operation === null ? null : idBytes(rec.operation),
      rec.closed ? 1 : 0,
      rec.n,
    );
  }
  /** Both together, for a record that is new. */
  saveDerivedWithCode(rec: RecordRef, code: string | null): void {
    run(
      this.#db,
      'UPDATE records SET operation = ?, closed = ?, code = ? WHERE n = ?',
      rec.operation === null ? null : idBytes(rec.operation),
      rec.closed ? 1 : 0,
      code,
      rec.n,
    );
  }
  /** By itself, since no index holds it: the other columns are in two. */
  saveCode(rec: RecordRef, code: string | null): void {
    run(this.#db, 'UPDATE records SET code = ? WHERE n = ?', code, rec.n);
  }

  #read(row: Row): RecordRef {
    const moved =
      row.body === null
        ? { offers: [], transfers: [] }
        : (JSON.parse(row.body) as Pick<KnownRecord, 'offers' | 'transfers'>);
    return {
      n: row.n,
      id: hexIdText(row.rid),
      known: { kind: this.#names.name(row.kind), owner: this.#names.name(row.owner), ...moved },
      ms: row.ms,
      ctr: row.ctr,
      operation: row.operation === '' ? null : hexIdText(row.operation),
      closed: row.closed === 1,
      recalled: row.recalled === 1,
      fresh: false,
    };
  }

  #keep(rec: RecordRef): RecordRef {
    this.#missing.delete(rec.id);
    this.#byId.set(rec.id, rec);
    this.#byNumber.set(rec.n, rec);
    return rec;
  }
}
