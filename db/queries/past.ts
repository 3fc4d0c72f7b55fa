import type { Wire } from '#shared/model/kinds/field.ts';
import { kindOf } from '#shared/model/kinds/index.ts';
import { rankOf, standing } from '#shared/sync/authority.ts';
import { countingHeads, type Cover, headsAfter, type Incoming } from '#shared/sync/merge.ts';
import { type Head, lastAgreed, readField, readLife } from '#shared/sync/reading.ts';
import { coveredIds, parseSet } from '../changelog/cells.ts';
import type { Core } from '../changelog/context.ts';
import { unpackHeads } from '../changelog/heads.ts';
import { idBytes, idText, isId } from '../changelog/ids.ts';
import { type RecordRef, Records } from '../changelog/records.ts';
import { AFTER_STEP } from '../changelog/step-lines.ts';
import { all, one } from '../connection/handles.ts';
import type { HistoryEntry, Label, RecordId, RecordView, Touched } from '../store-types.ts';
import { byCreation, recordsOfOperation } from './records.ts';

export const HISTORY =
  "SELECT l.n, l.id, l.field, l.author, l.ms, l.text, c.at, c.label_key, c.label_params FROM lines l JOIN commits c ON c.n = l.commit_n WHERE l.rec = ? AND l.type = 's' ORDER BY l.n DESC";
export const LAST_COMMIT = 'SELECT n FROM commits WHERE at <= ? ORDER BY at DESC, n DESC LIMIT 1';
export const TOUCHED_SINCE =
  'SELECT r.n, r.rid FROM records r WHERE r.operation = ? AND EXISTS (SELECT 1 FROM lines l WHERE l.rec = r.n AND l.commit_n > ?)';
/** The same from the lines, which are few after a recent moment. */
export const TOUCHED_LATELY = `SELECT r.n, r.rid FROM records r WHERE r.n IN (SELECT l.rec FROM lines l WHERE ${AFTER_STEP}) AND +r.operation = ?`;
export const LINES_SINCE = `SELECT l.n FROM lines l WHERE ${AFTER_STEP} LIMIT 1 OFFSET ?`;
/** So many lines are looked at before the records of the operation are. */
const LATELY = 5_000;
export const LINES_THEN =
  "SELECT l.id, l.type, l.field, l.author, l.ms, l.ctr, l.text FROM lines l WHERE l.rec = ? AND l.commit_n <= ? AND l.type IN ('n', 's', 'k')";

interface HistoryRow {
  n: number;
  id: Buffer;
  field: number;
  author: number;
  ms: number;
  text: string;
  at: number;
  label_key: string;
  label_params: string;
}

/** Who set which field to what, newest first; local commands and accepted files alike. */
export function history(core: Core, id: RecordId, limit: number): readonly HistoryEntry[] {
  const { db, names } = core;
  const row = isId(id) ? one<{ n: number }>(db, 'SELECT n FROM records WHERE rid = ?', idBytes(id)) : undefined;
  if (!row) return [];
  const lines = all<HistoryRow>(db, HISTORY, row.n).map((l) => ({ ...l, idText: idText(l.id), set: parseSet(l.text) }));
  const values = new Map(lines.map((l) => [l.idText, l.set.value]));
  const heads = new Set(
    all<{ heads: Buffer }>(db, 'SELECT heads FROM cells WHERE rec = ?', row.n).flatMap((c) =>
      unpackHeads(c.heads, names).map((h) => h.id),
    ),
  );
  return lines.slice(0, limit).map((l) => ({
    at: l.at,
    ms: l.ms,
    agency: names.name(l.author),
    by: l.set.by,
    label: { key: l.label_key, params: JSON.parse(l.label_params) as Label['params'] },
    field: names.name(l.field),
    before: l.set.prev.reduce<Wire>((value, p) => value ?? values.get(p) ?? null, null),
    after: l.set.value,
    line: l.idText,
    current: heads.has(l.idText),
  }));
}

/**
 * The records of an operation that somebody wrote into after a moment of this station's clock, as they read then: from everything
 * committed up to then, by the rules of today's merge. What is not among them reads as it does now. Records that are recalled now are gone
 * from the past too. Null: nothing was known here yet.
 */
export function touchedSince(core: Core, operation: RecordId, at: number): readonly Touched[] | null {
  const { db } = core;
  const last = one<{ n: number }>(db, LAST_COMMIT, at);
  if (!last || !isId(operation)) return null;
  const records = new Records(db, core.names);
  const touched =
    one<{ n: number }>(db, LINES_SINCE, last.n, LATELY) === undefined
      ? all<{ n: number; rid: Buffer }>(db, TOUCHED_LATELY, last.n, idBytes(operation))
      : all<{ n: number; rid: Buffer }>(db, TOUCHED_SINCE, idBytes(operation), last.n);
  return touched.map(({ n, rid }) => ({ id: idText(rid), was: recordThen(core, records.get(n), last.n) }));
}

/** All records of an operation as this station knew them at a moment of its own clock. */
export function asOf(core: Core, operation: RecordId, at: number): readonly RecordView[] {
  const touched = touchedSince(core, operation, at);
  if (touched === null) return [];
  const changed = new Set(touched.map(({ id }) => id));
  return [
    ...recordsOfOperation(core, operation).filter(({ id }) => !changed.has(id)),
    ...touched.flatMap(({ was }) => was ?? []),
  ].sort(byCreation);
}

interface LineThen {
  id: Buffer;
  type: string;
  field: number | null;
  author: number;
  ms: number;
  ctr: number;
  text: string;
}
interface FieldThen {
  readonly lines: (Incoming<Head> & { readonly value: Wire })[];
  readonly covers: Cover[];
}

function recordThen(core: Core, rec: RecordRef, commit: number): RecordView | null {
  const rows = all<LineThen>(core.db, LINES_THEN, rec.n, commit);
  if (!rows.some((r) => r.type === 'n')) return null;
  const cells = new Map<string, FieldThen>();
  for (const row of rows) {
    if (row.field === null) continue;
    const name = core.names.name(row.field);
    let cell = cells.get(name);
    if (!cell) cells.set(name, (cell = { lines: [], covers: [] }));
    collect(core, rec, row, cell);
  }
  const fields: Record<string, Wire> = {};
  const contested: string[] = [];
  const seen: string[] = [];
  let life: readonly Head[] = [];
  // In the order of the registry, as the tables have it.
  for (const [name, def] of Object.entries(kindOf(rec.known.kind)?.fields ?? {})) {
    const cell = cells.get(name);
    if (!cell) continue;
    const { heads } = headsAfter<Head>(def.merge, [], cell.lines, () => null, cell.covers);
    if (name === '_life') {
      life = heads;
      continue;
    }
    seen.push(...countingHeads(heads).map((h) => h.id));
    const lines = new Map(cell.lines.map((l) => [l.head.id, l]));
    const covered = () => cell.covers.flatMap((k) => k.ids);
    const agreed = lastAgreed(heads, { lineOf: (id) => lines.get(id) ?? null, covered }) ?? null;
    const { value, state } = readField(def, heads, agreed);
    if (value !== null) fields[name] = value;
    if (state === 'conflict' || state === 'contested') contested.push(name);
  }
  const state = readLife(life, seen);
  if (state === 'closed') return null;
  if (state !== 'open') contested.push('_life');
  const { id, known, ms, ctr, operation } = rec;
  return {
    id,
    kind: known.kind,
    owner: known.owner,
    operation,
    ms,
    ctr,
    closed: false,
    fields,
    contested: contested.sort(),
  };
}

function collect(core: Core, rec: RecordRef, row: LineThen, cell: FieldThen): void {
  const author = core.names.name(row.author);
  if (row.type === 'k') {
    cell.covers.push({ ids: coveredIds(row.text), rank: standing(rec.known, author) });
    return;
  }
  const { value, prev } = parseSet(row.text);
  const { ms, ctr } = row;
  const rank = rankOf(rec.known, author, prev);
  cell.lines.push({ head: { id: idText(row.id), ms, ctr, author, rank, covered: false, value }, prev, value });
}
