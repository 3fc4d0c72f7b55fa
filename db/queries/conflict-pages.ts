import type { MergeClass, Wire } from '#shared/model/kinds/field.ts';
import { fieldOf } from '#shared/model/kinds/index.ts';
import { compareHeads, countingHeads } from '#shared/sync/merge.ts';
import { lastAgreed } from '#shared/sync/reading.ts';
import { lineText, parseSet, pastLines, readHeads } from '../changelog/cells.ts';
import type { Core } from '../changelog/context.ts';
import { asBuffer, idBytes, idText, isId } from '../changelog/ids.ts';
import { headCount } from '../changelog/heads.ts';
import { readValue } from '../changelog/rows.ts';
import { all, one } from '../connection/handles.ts';
import type { ConflictDetail, ConflictList, ConflictRow, Page } from '../exchange/desk-types.ts';
import type { RecordId } from '../store-types.ts';

const READINGS: Readonly<Record<ConflictList, string>> = {
  conflicts: "('conflict', 'contested', 'edited')",
  merged: "('auto-merged')",
  proposals: "('proposal')",
};
const FROM = `FROM conflicts c JOIN records r ON r.n = c.rec JOIN commits k ON k.n = c.opened WHERE c.state = 'open'`;
const SELECT = 'SELECT c.rec, c.field, c.merge, c.reading, c.heads, r.rid, r.kind, r.owner, r.operation, r.code, k.at';

/** Text of a page, so that its plan can be looked at. */
export const pageSql = (list: ConflictList): string =>
  `${SELECT} ${FROM} AND c.reading IN ${READINGS[list]} AND (? IS NULL OR r.operation = ?) ORDER BY c.opened, c.rec, c.field LIMIT ? OFFSET ?`;
const countSql = (list: ConflictList): string =>
  `SELECT count(*) AS n ${FROM} AND c.reading IN ${READINGS[list]} AND (? IS NULL OR r.operation = ?)`;

interface Row {
  rec: number;
  field: number;
  merge: MergeClass;
  reading: ConflictRow['reading'];
  heads: Buffer;
  rid: Buffer;
  kind: number;
  owner: number;
  operation: Buffer | null;
  code: string | null;
  at: number;
}
const headOf = (core: Core, row: Row) => ({
  rec: idText(row.rid),
  kind: core.names.name(row.kind),
  field: core.names.name(row.field),
  merge: row.merge,
  reading: row.reading,
  type: row.reading === 'edited' ? ('editedWhileClosed' as const) : ('bothChanged' as const),
  openedAt: row.at,
  operation: row.operation === null ? null : idText(asBuffer(row.operation)),
  owner: core.names.name(row.owner),
  code: row.code,
  provisional: readValue(core.db, core.names.name(row.kind), row.rec, core.names.name(row.field)),
});

/** Open conflicts of one list, oldest first. */
export function conflictPage(
  core: Core,
  list: ConflictList,
  operation: RecordId | null,
  first: number,
  count: number,
): Page<ConflictRow> {
  const op = operation !== null && isId(operation) ? idBytes(operation) : null;
  const total = one<{ n: number }>(core.db, countSql(list), op, op)?.n ?? 0;
  const rows = all<Row>(core.db, pageSql(list), op, op, count, first);
  return { total, items: rows.map((row) => ({ ...headOf(core, row), sides: headCount(row.heads) })) };
}

/** One field in conflict: all sides with their authors, and the value they go back to. Null: it is in none. */
export function conflictDetail(core: Core, rec: RecordId, field: string): ConflictDetail | null {
  const { db, names } = core;
  const name = names.find(field);
  if (name === null || !isId(rec)) return null;
  const row = one<Row>(db, `${SELECT} ${FROM} AND r.rid = ? AND c.field = ?`, idBytes(rec), name);
  if (!row) return null;
  const heads = countingHeads(readHeads(db, names, row.rec, row.field)).toSorted(compareHeads);
  const base = lastAgreed(heads, pastLines(db, row.rec, row.field));
  const me = core.speaker.author?.agencyId ?? null;
  return {
    ...headOf(core, row),
    merge: fieldOf(names.name(row.kind), field)?.merge ?? row.merge,
    base: base ?? null,
    hasBase: base !== undefined,
    sides: heads.map((head) => {
      const { value, by } = parseSet(lineText(db, head.n));
      return { line: head.id, value, author: head.author, by, ms: head.ms, mine: head.author === me };
    }),
  };
}

export const SEVERAL = `SELECT c.rec, c.field, r.rid FROM conflicts c JOIN records r ON r.n = c.rec
  WHERE c.state <> 'settled' AND r.operation = ?`;

/** All values of the fields of an operation that have several heads, noted ones included: every head travels with its field. */
export function sidesOf(
  core: Core,
  operation: RecordId,
): ReadonlyMap<RecordId, Readonly<Record<string, readonly Wire[]>>> {
  const { db, names } = core;
  const out = new Map<RecordId, Record<string, readonly Wire[]>>();
  if (!isId(operation)) return out;
  for (const row of all<{ rec: number; field: number; rid: Buffer }>(db, SEVERAL, idBytes(operation))) {
    const field = names.name(row.field);
    if (field === '_life') continue;
    const values = readHeads(db, names, row.rec, row.field).map((head) => parseSet(lineText(db, head.n)).value);
    const id = idText(row.rid);
    out.set(id, { ...out.get(id), [field]: values });
  }
  return out;
}
