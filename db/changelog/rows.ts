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
  readonly put: string;
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
    put: `INSERT OR REPLACE INTO "plan_${kind}" (rec, ${quoted.join(', ')}) VALUES (?${', ?'.repeat(fields.length)})`,
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

/** Writes changed values into the row of a record, once per record. `before`: its row as read, null if there is none yet. */
export function writeRow(
  db: WriteDb,
  table: Table,
  rec: number,
  before: readonly SqlValue[] | null,
  values: ReadonlyMap<string, Wire>,
): void {
  const row = before === null ? table.fields.map((): SqlValue => null) : [...before];
  for (const [field, value] of values) {
    const at = table.index.get(field);
    assert(at !== undefined, 'only known fields reach the tables');
    row[at] = encode(value);
  }
  sql(db, table.put).run(rec, ...row);
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
