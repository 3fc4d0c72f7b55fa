import type { Wire } from '#shared/model/kinds/field.ts';
import { countingHeads } from '#shared/sync/merge.ts';
import { lineText, parseSet, readHeads } from '../changelog/cells.ts';
import type { Core } from '../changelog/context.ts';
import { all } from '../connection/handles.ts';
import type { DumpOptions, DumpRecord, RecordView } from '../store-types.ts';
import { everyRecord } from './records.ts';

export const SENT = 'SELECT rec, field FROM sent_fields WHERE agency = ?';
export const OPEN_CONFLICTS =
  "SELECT rec, field FROM conflicts INDEXED BY conflicts_open WHERE state = 'open' AND reading IN ('conflict', 'contested')";

/**
 * Canonical state, sorted by record id: equal on every station that holds the same lines, whatever the order in which they came.
 * A field in conflict shows all its values in a fixed order and none of them as the right one.
 */
export function dump(core: Core, options: DumpOptions = {}): readonly DumpRecord[] {
  const sent = options.releasedTo === undefined ? null : sentTo(core, options.releasedTo);
  const conflicts = openConflicts(core);
  const out: DumpRecord[] = [];
  for (const { n, view } of everyRecord(core)) {
    if (view.closed && options.includeClosed !== true) continue;
    if (options.operation !== undefined && view.operation !== options.operation) continue;
    const allowed = sent?.get(n);
    if (sent && !allowed) continue;
    out.push(dumpRecord(core, n, view, allowed ?? null, conflicts.get(n)));
  }
  return out.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function dumpRecord(
  core: Core,
  n: number,
  view: RecordView,
  allowed: ReadonlySet<string> | null,
  conflicts: ReadonlySet<string> | undefined,
): DumpRecord {
  const fields: Record<string, Wire | { conflict: readonly Wire[] }> = {};
  const names = new Set([...Object.keys(view.fields), ...(conflicts ?? [])]);
  for (const field of [...names].sort()) {
    if (allowed && !allowed.has(field)) continue;
    fields[field] = conflicts?.has(field) ? { conflict: sides(core, n, field) } : (view.fields[field] ?? null);
  }
  const code = fields['code'];
  return { id: view.id, kind: view.kind, owner: view.owner, code: typeof code === 'string' ? code : null, fields };
}

/** The different values of a field, ordered by their text. */
function sides(core: Core, rec: number, field: string): readonly Wire[] {
  const heads = countingHeads(readHeads(core.db, core.names, rec, core.names.number(field)));
  const texts = new Set(heads.map((h) => JSON.stringify(parseSet(lineText(core.db, h.n)).value)));
  return [...texts].sort().map((text) => JSON.parse(text) as Wire);
}

type FieldsByRecord = ReadonlyMap<number, ReadonlySet<string>>;
function group(core: Core, rows: readonly { rec: number; field: number }[]): FieldsByRecord {
  const out = new Map<number, Set<string>>();
  for (const row of rows) {
    let fields = out.get(row.rec);
    if (!fields) out.set(row.rec, (fields = new Set()));
    fields.add(core.names.name(row.field));
  }
  return out;
}

const openConflicts = (core: Core): FieldsByRecord =>
  group(core, all<{ rec: number; field: number }>(core.db, OPEN_CONFLICTS));

function sentTo(core: Core, agency: string): FieldsByRecord {
  const n = core.names.find(agency);
  return n === null ? new Map() : group(core, all<{ rec: number; field: number }>(core.db, SENT, n));
}
