import type { MergeClass } from '#shared/model/kinds/field.ts';
import { countingHeads } from '#shared/sync/merge.ts';
import { parseSet, lineText, readHeads } from '../changelog/cells.ts';
import type { Core } from '../changelog/context.ts';
import { idText } from '../changelog/ids.ts';
import { readValue } from '../changelog/rows.ts';
import { all } from '../connection/handles.ts';
import type { ConflictView, RecordId } from '../store-types.ts';

const OPEN = `SELECT c.rec, c.field, c.merge, c.reading, r.rid, r.kind, r.operation, k.at FROM conflicts c INDEXED BY conflicts_open
  JOIN records r ON r.n = c.rec JOIN commits k ON k.n = c.opened WHERE c.state = 'open'`;
export const IN_CONFLICT = `${OPEN} AND c.reading IN ('conflict', 'contested', 'edited') ORDER BY c.opened, c.rec, c.field`;
export const MERGED = `${OPEN} AND c.reading = 'auto-merged' ORDER BY c.opened, c.rec, c.field`;
export const PROPOSED = `${OPEN} AND c.reading = 'proposal' ORDER BY c.opened, c.rec, c.field`;

interface Row {
  rec: number;
  field: number;
  merge: MergeClass;
  reading: string;
  rid: Buffer;
  kind: number;
  operation: Buffer | null;
  at: number;
}

/** Open rows of one of the lists above, oldest first; of one operation when given. */
export function openRows(core: Core, sqlText: string, operation?: RecordId): readonly ConflictView[] {
  return all<Row>(core.db, sqlText)
    .filter((row) => operation === undefined || (row.operation !== null && idText(row.operation) === operation))
    .map((row) => conflictView(core, row));
}

function conflictView(core: Core, row: Row): ConflictView {
  const { db, names } = core;
  const kind = names.name(row.kind);
  const field = names.name(row.field);
  const me = core.speaker.author?.agencyId ?? null;
  return {
    rec: idText(row.rid),
    kind,
    field,
    merge: row.merge,
    type: row.reading === 'edited' ? 'editedWhileClosed' : 'bothChanged',
    openedAt: row.at,
    sides: countingHeads(readHeads(db, names, row.rec, row.field)).map((head) => {
      const { value, by } = parseSet(lineText(db, head.n));
      return { line: head.id, value, author: head.author, by, ms: head.ms, mine: head.author === me };
    }),
    provisional: readValue(db, kind, row.rec, field),
  };
}
