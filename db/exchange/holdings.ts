import { currentOwner } from '#shared/sync/authority.ts';
import type { Core } from '../changelog/context.ts';
import { idBytes, idText, isId } from '../changelog/ids.ts';
import { Records } from '../changelog/records.ts';
import { all, one } from '../connection/handles.ts';
import type { AgencyId, RecordId } from '../store-types.ts';
import type { HoldingRow, Page, ReleasedFields, SentRecordRow } from './desk-types.ts';

/** Records of a sent file in order, with whether each is still released to its recipient. */
export const RECORDS_SENT = `SELECT u.rec, r.rid, r.kind, e.open FROM outbox_records u JOIN records r ON r.n = u.rec
  LEFT JOIN releases e ON e.rec = u.rec AND e.agency = ? WHERE u.outbox = ? ORDER BY u.ord LIMIT ? OFFSET ?`;

/** One window of the records of a sent file. Null: there is no such outbox item. */
export function sentRecords(
  core: Core,
  outbox: number,
  first: number,
  count: number,
): (Page<SentRecordRow> & { readonly to: AgencyId }) | null {
  const { db, names } = core;
  const item = one<{ agency: number }>(db, 'SELECT agency FROM outbox WHERE n = ?', outbox);
  if (!item) return null;
  const records = new Records(db, names);
  const me = core.speaker.author?.agencyId ?? null;
  const rows = all<{ rec: number; rid: Buffer; kind: number; open: number | null }>(
    db,
    RECORDS_SENT,
    item.agency,
    outbox,
    count,
    first,
  );
  return {
    to: names.name(item.agency),
    total: one<{ n: number }>(db, 'SELECT count(*) AS n FROM outbox_records WHERE outbox = ?', outbox)?.n ?? 0,
    items: rows.map((row) => {
      const mine = currentOwner(records.get(row.rec).known).agency === me;
      return {
        rec: idText(row.rid),
        kind: names.name(row.kind),
        state: !mine || row.open === null ? 'contribution' : row.open === 1 ? 'released' : 'recalled',
      };
    }),
  };
}

/** Records released to an agency now, by kind, and how many of them lay in a file it acknowledged. */
export const HOLDING = `SELECT r.kind, count(*) AS released, sum(EXISTS (SELECT 1 FROM outbox_records u JOIN outbox b ON b.n = u.outbox
  WHERE u.rec = e.rec AND b.agency = e.agency AND b.state IN ('acknowledged', 'assumed'))) AS acknowledged
  FROM releases e JOIN records r ON r.n = e.rec WHERE e.agency = ? AND e.open = 1 GROUP BY r.kind`;

export function holding({ db, names }: Core, agency: AgencyId): HoldingRow {
  const n = names.find(agency);
  if (n === null) return { kinds: [], recalled: 0 };
  return {
    kinds: all<{ kind: number; released: number; acknowledged: number }>(db, HOLDING, n)
      .map((row) => ({ ...row, kind: names.name(row.kind) }))
      .toSorted((a, b) => b.released - a.released || (a.kind < b.kind ? -1 : 1)),
    recalled: one<{ n: number }>(db, 'SELECT count(*) AS n FROM releases WHERE agency = ? AND open = 0', n)?.n ?? 0,
  };
}

/** Records of an operation that are released to an agency now, with the fields that went there in some file. */
export const THERE_OF_OPERATION = `SELECT r.rid, s.field FROM releases e JOIN records r ON r.n = e.rec
  LEFT JOIN sent_fields s ON s.agency = e.agency AND s.rec = e.rec WHERE e.agency = ? AND e.open = 1 AND r.operation = ?`;
export function releasedFields({ db, names }: Core, agency: AgencyId, operation: RecordId): ReleasedFields {
  const n = names.find(agency);
  const out = new Map<RecordId, Set<string>>();
  if (n === null || !isId(operation)) return out;
  for (const { rid, field } of all<{ rid: Buffer; field: number | null }>(
    db,
    THERE_OF_OPERATION,
    n,
    idBytes(operation),
  )) {
    const id = idText(rid);
    const fields = out.get(id) ?? new Set();
    if (field !== null) fields.add(names.name(field));
    out.set(id, fields);
  }
  return out;
}
