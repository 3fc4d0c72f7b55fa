import { run, type SqlValue, type WriteDb } from './handles.ts';

/** Rows of one call: what a call costs, and the counter of row numbers it moves, are shared by them. */
const TOGETHER = 64;

/** The statements that write one row and many rows of a table. */
export interface RowInsert {
  readonly width: number;
  readonly one: string;
  readonly many: string;
}
/** `table`, `columns` and what follows the values (`ON CONFLICT …`) are constants, never input. */
export function rowInsert(table: string, columns: readonly string[], tail = ''): RowInsert {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES`;
  return {
    width: columns.length,
    one: `${head} ${row} ${tail}`,
    many: `${head} ${Array.from({ length: TOGETHER }, () => row).join(', ')} ${tail}`,
  };
}

/** Writes rows some together, in the order given. Until `flush` the last of them are not in the table yet. */
export class RowWriter {
  readonly #db: WriteDb;
  readonly #insert: RowInsert;
  #waiting: SqlValue[] = [];

  constructor(db: WriteDb, insert: RowInsert) {
    this.#db = db;
    this.#insert = insert;
  }

  add(...row: readonly SqlValue[]): void {
    for (const value of row) this.#waiting.push(value);
    if (this.#waiting.length < TOGETHER * this.#insert.width) return;
    run(this.#db, this.#insert.many, ...this.#waiting);
    this.#waiting = [];
  }

  flush(): void {
    const { one, width } = this.#insert;
    for (let at = 0; at < this.#waiting.length; at += width) run(this.#db, one, ...this.#waiting.slice(at, at + width));
    this.#waiting = [];
  }
}
