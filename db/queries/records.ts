import { KIND_NAMES, kindOf } from '#shared/model/kinds/index.ts';
import { all, one, type ReadDb, type SqlValue, sql } from '../connection/handles.ts';
import type { Core } from '../changelog/context.ts';
import { asBuffer, idBytes, idText, isId } from '../changelog/ids.ts';
import { rowFields, type Table, tableOf } from '../changelog/rows.ts';
import type { RecordId, RecordView } from '../store-types.ts';

/** Columns of a record before those of its kind. */
export const HEAD_COLUMNS_SQL = 'SELECT r.n, r.rid, r.owner, r.operation, r.ms, r.ctr, r.closed';
const HEAD_COLUMNS = 7;
const ORDER = 'ORDER BY r.ms, r.ctr, r.rid';
const from = (table: Table): string =>
  `${HEAD_COLUMNS_SQL}, ${table.columns} FROM records r JOIN ${table.name} p ON p.rec = r.n`;

/** Texts of the reads, so that the tests can ask for their plans. */
export const recordsOfKindSql = (kind: string): string =>
  `${from(tableOf(kind))} WHERE r.operation = ? AND r.kind = ? AND r.closed = 0`;
export const operationsSql = `${from(tableOf('operation'))} WHERE r.kind = ? AND r.closed = 0 ${ORDER}`;
export const recordSql = (kind: string): string => `${from(tableOf(kind))} WHERE r.n = ?`;
export const BY_CODE = 'SELECT r.n, r.kind FROM records r WHERE r.operation = ? AND r.code = ? AND r.closed = 0';
export const KINDS_OF_OPERATION = 'SELECT DISTINCT kind FROM records WHERE operation = ?';
export const CONTESTED =
  "SELECT c.rec, c.field FROM conflicts c INDEXED BY conflicts_open WHERE c.state = 'open' AND c.reading IN ('conflict', 'contested', 'edited')";
export const CONTESTED_OF_RECORD =
  "SELECT c.rec, c.field FROM conflicts c WHERE c.rec = ? AND c.state = 'open' AND c.reading IN ('conflict', 'contested', 'edited')";

type Contested = ReadonlyMap<number, readonly string[]>;
const NONE: readonly string[] = [];

/** Fields with an open conflict by record; open conflicts are few, so one pass serves every record of a read. */
function contested(core: Core, rows: readonly { rec: number; field: number }[]): Contested {
  const out = new Map<number, string[]>();
  for (const row of rows) out.set(row.rec, [...(out.get(row.rec) ?? []), core.names.name(row.field)].sort());
  return out;
}

function view(core: Core, kind: string, row: readonly SqlValue[], open: Contested): RecordView {
  const [n, rid, owner, operation, ms, ctr, closed] = row as [
    number,
    Buffer,
    number,
    Buffer | null,
    number,
    number,
    number,
  ];
  return {
    id: idText(rid),
    kind,
    owner: core.names.name(owner),
    operation: operation === null ? null : idText(asBuffer(operation)),
    ms,
    ctr,
    closed: closed === 1,
    fields: rowFields(tableOf(kind), row.slice(HEAD_COLUMNS)),
    contested: open.get(n) ?? NONE,
  };
}

const rawAll = (db: ReadDb, text: string, ...values: readonly SqlValue[]): readonly SqlValue[][] =>
  sql(db, text)
    .raw()
    .all(...values) as SqlValue[][];

/** The operation itself and all its records (of these kinds) that are not closed, in order of creation: the same order on every station. */
export function recordsOfOperation(
  core: Core,
  operation: RecordId,
  kinds?: ReadonlySet<string>,
): readonly RecordView[] {
  const { db, names } = core;
  const rid = idBytes(operation);
  const open = contested(core, all<{ rec: number; field: number }>(db, CONTESTED));
  const out: RecordView[] = [];
  for (const { kind } of all<{ kind: number }>(db, KINDS_OF_OPERATION, rid)) {
    const name = names.name(kind);
    if (kinds && !kinds.has(name)) continue;
    for (const row of rawAll(db, recordsOfKindSql(name), rid, kind)) out.push(view(core, name, row, open));
  }
  return out.sort(byCreation);
}

export const byCreation = (a: RecordView, b: RecordView): number =>
  a.ms - b.ms || a.ctr - b.ctr || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Records of one kind that a statement over its table finds; conflicts are asked record by record, so only for few. */
export const recordsFrom = (
  core: Core,
  kind: string,
  text: string,
  ...values: readonly SqlValue[]
): readonly RecordView[] =>
  rawAll(core.db, text, ...values).map((row) =>
    view(
      core,
      kind,
      row,
      contested(core, all<{ rec: number; field: number }>(core.db, CONTESTED_OF_RECORD, Number(row[0]))),
    ),
  );

export function operations(core: Core): readonly RecordView[] {
  const kind = core.names.find('operation');
  if (kind === null) return [];
  const open = contested(core, all<{ rec: number; field: number }>(core.db, CONTESTED));
  return rawAll(core.db, operationsSql, kind).map((row) => view(core, 'operation', row, open));
}

/** One record by id, closed ones too; null when it is unknown or was recalled. */
export function record(core: Core, id: RecordId): RecordView | null {
  if (!isId(id)) return null;
  const row = one<{ n: number; kind: number }>(core.db, 'SELECT n, kind FROM records WHERE rid = ?', idBytes(id));
  return row ? recordByNumber(core, row.n, core.names.name(row.kind)) : null;
}

export function recordByNumber(core: Core, n: number, kind: string): RecordView | null {
  // A tombstone may be of a kind that only a newer version knows.
  if (kindOf(kind) === null) return null;
  const row = rawAll(core.db, recordSql(kind), n)[0];
  if (!row) return null;
  const open = contested(core, all<{ rec: number; field: number }>(core.db, CONTESTED_OF_RECORD, n));
  return view(core, kind, row, open);
}

/** Records of an operation with this code; several only when two agencies gave the same one. */
export const byCode = (core: Core, operation: RecordId, code: string): readonly RecordView[] =>
  all<{ n: number; kind: number }>(core.db, BY_CODE, idBytes(operation), code)
    .flatMap((row) => recordByNumber(core, row.n, core.names.name(row.kind)) ?? [])
    .sort(byCreation);

/** Every record here (closed ones too), for a canonical dump. */
export function* everyRecord(core: Core): Generator<{ readonly n: number; readonly view: RecordView }> {
  for (const kind of KIND_NAMES) {
    if (core.names.find(kind) === null) continue;
    for (const row of rawAll(core.db, from(tableOf(kind))))
      yield { n: Number(row[0]), view: view(core, kind, row, new Map()) };
  }
}
