import { assert } from '#shared/result/result.ts';
import { all, one, type ReadDb, run, type WriteDb } from '../connection/handles.ts';

/** The dictionary of names: agencies, kinds and fields as small integers. Read through a cache that a rollback empties. */
export class Names {
  readonly #db: WriteDb;
  readonly #numbers = new Map<string, number>();
  readonly #names = new Map<number, string>();

  constructor(db: WriteDb) {
    this.#db = db;
  }

  /** The number of a name, given one if it has none. Only inside a writing transaction. */
  number(name: string): number {
    const known = this.find(name);
    if (known !== null) return known;
    return this.#keep(Number(run(this.#db, 'INSERT INTO names (name) VALUES (?)', name).lastInsertRowid), name);
  }

  /** The number of a name, or null when it never occurred. */
  find(name: string): number | null {
    const cached = this.#numbers.get(name);
    if (cached !== undefined) return cached;
    const row = one<{ n: number }>(this.#db, 'SELECT n FROM names WHERE name = ?', name);
    return row ? this.#keep(row.n, name) : null;
  }

  name(n: number): string {
    const cached = this.#names.get(n);
    if (cached !== undefined) return cached;
    const row = one<{ name: string }>(this.#db, 'SELECT name FROM names WHERE n = ?', n);
    assert(row, 'every number of the dictionary has a name');
    this.#keep(n, row.name);
    return row.name;
  }

  /** After a rollback: numbers given inside it are gone. */
  forget(): void {
    this.#numbers.clear();
    this.#names.clear();
  }

  #keep(n: number, name: string): number {
    this.#numbers.set(name, n);
    this.#names.set(n, name);
    return n;
  }
}

/** Every name, for a read of the whole store. */
export const allNames = (db: ReadDb): ReadonlyMap<number, string> =>
  new Map(all<{ n: number; name: string }>(db, 'SELECT n, name FROM names').map((row) => [row.n, row.name]));
