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
import { all, one } from '../connection/handles.ts';
import type { HistoryEntry, Label, RecordId, RecordView } from '../store-types.ts';
import { recordsOfOperation } from './records.ts';

export const HISTORY =
  "SELECT l.n, l.id, l.field, l.author, l.ms, l.text, c.at, c.label_key, c.label_params FROM lines l JOIN commits c ON c.n = l.commit_n WHERE l.rec = ? AND l.type = 's' ORDER BY l.n DESC";
export const LAST_COMMIT = 'SELECT n FROM commits WHERE at <= ? ORDER BY at DESC, n DESC LIMIT 1';
export const TOUCHED_SINCE =
  'SELECT r.n, r.rid FROM records r WHERE r.operation = ? AND EXISTS (SELECT 1 FROM lines l WHERE l.rec = r.n AND l.commit_n > ?)';
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
 * The records of an operation as this station knew them at a moment of its own clock: everything committed up to then, read by the rules
 * of today's merge. Records that are recalled now are gone from the past too. `now`: how they read today; what nobody wrote into since
 * is the same object in the answer.
 */
export function asOf(
  core: Core,
  operation: RecordId,
  at: number,
  now: readonly RecordView[] = recordsOfOperation(core, operation),
): readonly RecordView[] {
  const { db } = core;
  const last = one<{ n: number }>(db, LAST_COMMIT, at);
  if (!last || !isId(operation)) return [];
  const records = new Records(db, core.names);
  // What nobody wrote into since reads as it does now; only the others are read from their lines.
  const touched = all<{ n: number; rid: Buffer }>(db, TOUCHED_SINCE, idBytes(operation), last.n);
  const changed = new Set(touched.map(({ rid }) => idText(rid)));
  return [
    ...now.filter(({ id }) => !changed.has(id)),
    ...touched.flatMap(({ n }) => recordThen(core, records.get(n), last.n) ?? []),
  ].sort((a, b) => a.ms - b.ms || a.ctr - b.ctr || (a.id < b.id ? -1 : 1));
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
    const agreed = lastAgreed(heads, (id) => lines.get(id) ?? null) ?? null;
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
