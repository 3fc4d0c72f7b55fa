import type Database from 'better-sqlite3';
import type { Result } from '#shared/result/result.ts';

declare const read: unique symbol;
declare const write: unique symbol;

/** A connection that queries may use. */
export type ReadDb = Database.Database & { readonly [read]: true };
/** A connection inside or allowed to begin a writing transaction; only the door and the migrations take one. */
export type WriteDb = ReadDb & { readonly [write]: true };

export const asWriteDb = (db: Database.Database): WriteDb => db as WriteDb;

export type SqlValue = string | number | bigint | Buffer | null;
export type Statement = Database.Statement<SqlValue[]>;

const cache = new WeakMap<ReadDb, Map<string, Statement>>();

/** The prepared statement for this text; prepared once per connection (about ten times faster). The text must be constant, never built from input. */
export function sql(db: ReadDb, text: string): Statement {
  let known = cache.get(db);
  if (!known) cache.set(db, (known = new Map()));
  let statement = known.get(text);
  if (!statement) known.set(text, (statement = db.prepare<SqlValue[]>(text)));
  return statement;
}

/** One row as an object; the caller names its shape next to the SQL that makes it. */
export const one = <Row>(db: ReadDb, text: string, ...values: readonly SqlValue[]): Row | undefined =>
  sql(db, text).get(...values) as Row | undefined;
export const all = <Row>(db: ReadDb, text: string, ...values: readonly SqlValue[]): readonly Row[] =>
  sql(db, text).all(...values) as Row[];
export const run = (db: WriteDb, text: string, ...values: readonly SqlValue[]): Database.RunResult =>
  sql(db, text).run(...values);

/** How many look-ups go into one call: enough to forget what a call costs, little enough that its text stays small. */
const AT_ONCE = 2_000;
/**
 * Rows of many look-ups of one kind. The first parameter of `text` takes a JSON array of texts or numbers (`json_each(?)`), the others
 * follow. A call of the driver costs more than a look-up of SQLite.
 */
export function allOf<Row>(
  db: ReadDb,
  text: string,
  values: readonly (string | number)[],
  ...others: readonly SqlValue[]
): readonly Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < values.length; at += AT_ONCE)
    for (const row of all<Row>(db, text, JSON.stringify(values.slice(at, at + AT_ONCE)), ...others)) rows.push(row);
  return rows;
}

class Rollback extends Error {
  readonly failure: Result<never, unknown>;
  constructor(failure: Result<never, unknown>) {
    super('rolled back');
    this.failure = failure;
  }
}

/** Runs `work` in one immediate transaction. An error value rolls back just as a throw does; nothing stays half done. */
export function transaction<T, E>(db: WriteDb, work: (db: WriteDb) => Result<T, E>): Result<T, E> {
  try {
    return db
      .transaction((): Result<T, E> => {
        const result = work(db);
        if (!result.ok) throw new Rollback(result);
        return result;
      })
      .immediate();
  } catch (fault) {
    if (fault instanceof Rollback) return fault.failure as Result<T, E>;
    throw fault;
  }
}

/** The plan of a query as SQLite tells it, one step a line. */
export const explain = (db: ReadDb, text: string): string =>
  db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(...Array.from({ length: placeholders(text) }, () => null))
    .map((row) => row.detail)
    .join('\n');

const placeholders = (text: string): number => text.split('?').length - 1;
