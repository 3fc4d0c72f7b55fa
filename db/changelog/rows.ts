import type { Field, Wire } from '#shared/model/kinds/field.ts';
import { COMMON_FIELDS, KIND_NAMES, KINDS, type KindName, kindOf } from '#shared/model/kinds/index.ts';
import { assert } from '#shared/result/result.ts';
import { one, type ReadDb, type SqlValue, sql, type WriteDb } from '../connection/handles.ts';

/** How the fields of one kind lie in its table. Texts of statements are made from the registry only, never from input. */
export interface Table {
  readonly kind: KindName;
  readonly name: string;
  readonly fields: readonly string[];
  readonly index: ReadonlyMap<string, number>;
  /** Per column: lists and tuples are JSON text. */
  readonly packed: readonly boolean[];
  readonly select: string;
  /** Statement that writes these fields of a record, by the fields. */
  readonly puts: Map<string, string>;
  /** Column list for joins, prefixed with `p.`. */
  readonly columns: string;
}

const makeTable = (kind: KindName): Table => {
  const fields = Object.keys(KINDS[kind].fields);
  const quoted = fields.map((f) => `"${f}"`);
  return {
    kind,
    name: `"plan_${kind}"`,
    fields,
    index: new Map(fields.map((f, i) => [f, i])),
    packed: Object.values(KINDS[kind].fields).map((f: Field) => f.type.t === 'list' || f.type.t === 'tuple'),
    select: `SELECT ${quoted.join(', ')} FROM "plan_${kind}" WHERE rec = ?`,
    puts: new Map(),
    columns: quoted.map((q) => `p.${q}`).join(', '),
  };
};
const TABLES: ReadonlyMap<string, Table> = new Map(KIND_NAMES.map((kind) => [kind, makeTable(kind)]));

export function tableOf(kind: string): Table {
  const table = TABLES.get(kind);
  assert(table, 'only records of kinds this version knows have a table');
  return table;
}

/** Whether a field of a kind kept apart is its own (sealed) and not one every record has. */
export const isSealedField = (kind: string, field: string): boolean =>
  kindOf(kind)?.apart === true && !Object.hasOwn(COMMON_FIELDS, field);

const encode = (value: Wire): SqlValue => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);

export function decode(packed: boolean, stored: SqlValue): Wire {
  if (stored === null) return null;
  // A sealed list is text that is no JSON array; it stays the text it is.
  if (packed && typeof stored === 'string') return stored.startsWith('[') ? (JSON.parse(stored) as Wire) : stored;
  assert(typeof stored === 'string' || typeof stored === 'number', 'columns hold texts and numbers');
  return stored;
}

/** Values of the columns as stored, in the order of the fields; null: there is no row yet. */
export const readRow = (db: ReadDb, table: Table, rec: number): SqlValue[] | null =>
  (sql(db, table.select).raw().get(rec) as SqlValue[] | undefined) ?? null;

/** Sets of fields that have a statement of their own, per table: those a form saves, and those a file brings, are few. */
const MOST_SETS = 200;

/** The statement that writes these fields into the row of a record and leaves the others as they are. Null: there are too many sets already. */
function putOf(table: Table, fields: readonly string[]): string | null {
  const name = fields.join(' ');
  const known = table.puts.get(name);
  if (known !== undefined) return known;
  if (table.puts.size >= MOST_SETS && fields.length > 1) return null;
  for (const field of fields) assert(table.index.has(field), 'only known fields reach the tables');
  const quoted = fields.map((f) => `"${f}"`);
  const over = fields.length === 0 ? 'NOTHING' : `UPDATE SET ${quoted.map((f) => `${f} = excluded.${f}`).join(', ')}`;
  const put = `INSERT INTO ${table.name} (${['rec', ...quoted].join(', ')}) VALUES (?${', ?'.repeat(fields.length)}) ON CONFLICT DO ${over}`;
  table.puts.set(name, put);
  return put;
}

/** Writes changed values into the row of a record, which is made if there is none; the other columns stay. */
export function writeRow(db: WriteDb, table: Table, rec: number, values: ReadonlyMap<string, Wire>): void {
  const fields = [...values.keys()];
  if (fields.length > 1) fields.sort();
  const put = putOf(table, fields);
  if (put !== null) sql(db, put).run(rec, ...fields.map((field) => encode(values.get(field) ?? null)));
  else for (const [field, value] of values) writeRow(db, table, rec, new Map([[field, value]]));
}

/** A field of a stored row; undefined: the table has no such column. */
export function shownIn(table: Table, row: readonly SqlValue[], field: string): Wire | undefined {
  const at = table.index.get(field);
  return at === undefined ? undefined : decode(table.packed[at] ?? false, row[at] ?? null);
}

/** The given fields of a stored row; null is "not given" and left out. */
export function rowFields(table: Table, row: readonly SqlValue[]): Readonly<Record<string, Wire>> {
  const out: Record<string, Wire> = {};
  for (const [i, field] of table.fields.entries()) {
    const value = decode(table.packed[i] ?? false, row[i] ?? null);
    if (value !== null && field !== '_life') out[field] = value;
  }
  return out;
}

/** One field as the table holds it. */
export function readValue(db: ReadDb, kind: string, rec: number, field: string): Wire {
  const table = tableOf(kind);
  const at = table.index.get(field);
  assert(at !== undefined, 'only known fields are read');
  const row = one<Record<string, SqlValue>>(db, `SELECT "${field}" AS value FROM ${table.name} WHERE rec = ?`, rec);
  return decode(table.packed[at] ?? false, row?.['value'] ?? null);
}
