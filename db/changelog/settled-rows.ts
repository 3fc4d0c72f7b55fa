import type { Named } from '#shared/sync/merge.ts';
import { allOf, run, sql } from '../connection/handles.ts';
import { rowInsert, RowWriter } from '../connection/row-writer.ts';
import type { Tx } from './context.ts';
import { FOR_SEARCH } from '../search/queue.ts';
import { packHeads, type StoredHead } from './heads.ts';
import { idBytes, idHex } from './ids.ts';
import type { RecordRef } from './records.ts';

const CELL = rowInsert('cells', ['rec', 'field', 'heads'], 'ON CONFLICT DO UPDATE SET heads = excluded.heads');
const CONFLICT = rowInsert(
  'conflicts',
  ['rec', 'field', 'merge', 'reading', 'heads', 'opened', 'state'],
  `ON CONFLICT DO UPDATE SET reading = excluded.reading, heads = excluded.heads, opened = excluded.opened, state = 'open', closed = NULL
   WHERE heads <> excluded.heads OR reading <> excluded.reading OR state = 'settled'`,
);

/** Which of these ids are in the log, as lower-case hexadecimal digits; sorted ids lie on neighbouring pages. */
export const IN_LOG = 'SELECT lower(hex(id)) AS id FROM lines WHERE id IN (SELECT unhex(value) FROM json_each(?))';

/**
 * What settling writes beside the log, some rows together. Each field is settled once and is read before that, so nothing needs a row
 * before `flush`.
 */
export class SettledRows {
  readonly #tx: Tx;
  readonly #commit: number;
  readonly #cells: RowWriter;
  readonly #conflicts: RowWriter;
  /** What a trial would write: heads are packed where something reads them. */
  readonly #late: (() => void)[] | null;
  readonly #search: RowWriter;
  readonly #named: { readonly rec: number; readonly field: number; readonly id: string; readonly mark: Named }[] = [];

  /** `isTrial`: the transaction will be rolled back, and rows are written where `flush` is called alone. */
  constructor(tx: Tx, commit: number, isTrial = false) {
    this.#tx = tx;
    this.#commit = commit;
    this.#cells = new RowWriter(tx.db, CELL);
    this.#conflicts = new RowWriter(tx.db, CONFLICT);
    this.#search = new RowWriter(tx.db, FOR_SEARCH);
    this.#late = isTrial ? [] : null;
  }

  #write(row: () => void): void {
    if (this.#late) this.#late.push(row);
    else row();
  }

  keepHeads(rec: number, field: number, heads: readonly StoredHead[]): void {
    this.#write(() => this.#cells.add(rec, field, this.#packed(heads)));
  }

  #last: { readonly heads: readonly StoredHead[]; readonly packed: Buffer } | null = null;
  /** The heads of a field in conflict are written twice, one after the other. */
  #packed(heads: readonly StoredHead[]): Buffer {
    if (this.#last?.heads !== heads) this.#last = { heads, packed: packHeads(heads, this.#tx.names) };
    return this.#last.packed;
  }

  /** Opens or changes the conflict row of a field. */
  noteConflict(rec: number, field: number, merge: string, reading: string, heads: readonly StoredHead[]): void {
    this.#write(() => this.#conflicts.add(rec, field, merge, reading, this.#packed(heads), this.#commit, 'open'));
  }

  queueForSearch(rec: number): void {
    this.#write(() => this.#search.add(rec));
  }

  /** Marks an id that was named before its line arrived; ids whose line is held need no mark. */
  remember(rec: number, field: number, id: string, mark: Named): void {
    this.#named.push({ rec, field, id, mark });
  }

  flush(): void {
    for (const write of this.#late?.splice(0) ?? []) write();
    this.#cells.flush();
    this.#conflicts.flush();
    this.#search.flush();
    const { db } = this.#tx;
    const named = this.#named.splice(0).map((mark) => ({ ...mark, hex: idHex(mark.id) }));
    if (named.length === 0) return;
    const inLog = new Set(
      allOf<{ id: string }>(db, IN_LOG, [...new Set(named.map((n) => n.hex))].sort()).map((row) => row.id),
    );
    for (const { rec, field, id, hex, mark } of named) {
      if (inLog.has(hex)) continue;
      this.#tx.noteNamed();
      run(
        db,
        'INSERT INTO named (rec, field, id, prev_rank, cover_rank) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET prev_rank = excluded.prev_rank, cover_rank = excluded.cover_rank',
        rec,
        field,
        idBytes(id),
        mark.prev,
        mark.cover,
      );
    }
  }
}

export const HEADS_OF_RECORDS =
  'SELECT rec, field, hex(heads) FROM cells WHERE rec IN (SELECT value FROM json_each(?))';
export const OPEN_OF_RECORDS =
  "SELECT rec, field FROM conflicts WHERE rec IN (SELECT value FROM json_each(?)) AND state <> 'settled'";

/** How the fields of one record stood before they are settled. */
export interface StoodBefore {
  /** Packed heads by field, as hexadecimal digits: the driver makes texts quicker than buffers. */
  readonly heads: ReadonlyMap<number, string>;
  /** Fields with a conflict that is not settled. */
  readonly open: ReadonlySet<number>;
}
const NOTHING: StoodBefore = { heads: new Map(), open: new Set() };

/** How records stood before, looked up for all of them together. */
export function stoodBefore(tx: Tx, records: readonly RecordRef[]): (rec: RecordRef) => StoodBefore {
  const known = records.filter((rec) => !rec.fresh).map((rec) => rec.n);
  if (known.length === 0) return () => NOTHING;
  const before = new Map(known.map((n) => [n, { heads: new Map<number, string>(), open: new Set<number>() }]));
  const asked = JSON.stringify(known);
  for (const [rec, field, heads] of sql(tx.db, HEADS_OF_RECORDS).raw().all(asked) as [number, number, string][])
    before.get(rec)?.heads.set(field, heads);
  for (const [rec, field] of sql(tx.db, OPEN_OF_RECORDS).raw().all(asked) as [number, number][])
    before.get(rec)?.open.add(field);
  return (rec) => before.get(rec.n) ?? NOTHING;
}
