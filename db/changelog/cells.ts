import type { Field, Wire } from '#shared/model/kinds/field.ts';
import { assert } from '#shared/result/result.ts';
import { type Cover, headsAfter, type Incoming, mergeNamed, type Named, NOT_NAMED } from '#shared/sync/merge.ts';
import { type FieldReading, type Head, lastAgreed, type Past, type PastLine, readField } from '#shared/sync/reading.ts';
import { all, one, type ReadDb } from '../connection/handles.ts';
import type { Tx } from './context.ts';
import { type StoredHead, unpackHeads } from './heads.ts';
import { idText } from './ids.ts';
import type { Names } from './names.ts';
import type { RecordRef } from './records.ts';
import type { SettledRows } from './settled-rows.ts';

/** What is new for one field of one record. */
export interface CellNews {
  readonly rec: RecordRef;
  readonly field: string;
  readonly def: Field;
  readonly incoming: Incoming<StoredHead>[];
  readonly covers: Cover[];
}
export interface CellState {
  readonly heads: readonly StoredHead[];
  readonly reading: FieldReading;
  readonly changed: boolean;
}

/** Heads of one field; empty when it was never set. */
export function readHeads(db: ReadDb, names: Names, rec: number, field: number): readonly StoredHead[] {
  const row = one<{ heads: Buffer }>(db, 'SELECT heads FROM cells WHERE rec = ? AND field = ?', rec, field);
  return row ? unpackHeads(row.heads, names) : [];
}

/** Value and predecessors of an `s` line from its text: ["s",rec,field,value,ms,ctr,author,by,salt,prev,sig]. */
export function parseSet(text: string): {
  readonly value: Wire;
  readonly by: string;
  readonly prev: readonly string[];
} {
  const members = JSON.parse(text) as readonly Wire[];
  assert(members[0] === 's', 'only lines that set a field have a value');
  return { value: members[3] ?? null, by: String(members[7]), prev: members[9] as readonly string[] };
}

/** Ids in a `k` line: ["k",rec,field,ids]. */
export const coveredIds = (text: string): readonly string[] =>
  (JSON.parse(text) as readonly Wire[])[3] as readonly string[];

export function lineText(db: ReadDb, n: number): string {
  const row = one<{ text: string }>(db, 'SELECT text FROM lines WHERE n = ?', n);
  assert(row, 'a head has its line in the log');
  return row.text;
}

/** A field as it reads now, from its heads. Lines whose value is at hand are not read; before all lines of the field are, `beforePast` is called. */
export function readCell(
  db: ReadDb,
  rec: number,
  field: number,
  def: Field,
  heads: readonly StoredHead[],
  beforePast?: () => void,
): FieldReading {
  const valued: readonly Head[] = heads.map((h) => ({
    ...h,
    value: h.value === undefined ? parseSet(lineText(db, h.n)).value : h.value,
  }));
  const reading = readField(def, valued);
  if (reading.state !== 'contested') return reading;
  beforePast?.();
  return readField(def, valued, lastAgreed(heads, pastLines(db, rec, field)) ?? null);
}

export const PAST_LINES = 'SELECT id, text FROM lines WHERE rec = ? AND field = ? AND type = ?';
/** The lines of one field, read once when first asked for. */
export function pastLines(db: ReadDb, rec: number, field: number): Past {
  const read = (type: 's' | 'k') => all<{ id: Buffer; text: string }>(db, PAST_LINES, rec, field, type);
  let lines: ReadonlyMap<string, PastLine> | null = null;
  return {
    lineOf: (id) => {
      lines ??= new Map(read('s').map((row) => [idText(row.id), parseSet(row.text)]));
      return lines.get(id) ?? null;
    },
    covered: () => read('k').flatMap((row) => coveredIds(row.text)),
  };
}

/**
 * Brings one field up to date: heads, remembered ids and reading. `stored` and `shown` (the value in its table) as they were before. Lines
 * whose value is not at hand must be in the log already; `beforePast` is called before all lines of the field are read.
 */
export function settleCell(
  tx: Tx,
  rows: SettledRows,
  news: CellNews,
  stored: ReadonlyMap<number, string>,
  shown: () => Wire | undefined,
  beforePast: () => void,
): CellState {
  const { db, names } = tx;
  const field = names.number(news.field);
  const { n: rec, fresh } = news.rec;
  const packed = stored.get(field);
  const current = packed === undefined ? [] : unpackHeads(Buffer.from(packed, 'hex'), names);
  const marks = fresh || !tx.hasNamed() ? null : readNamed(db, rec, field);
  const after = headsAfter(news.def.merge, current, news.incoming, (id) => marks?.get(id) ?? null, news.covers);
  for (const [id, mark] of after.named) rows.remember(rec, field, id, mergeNamed(marks?.get(id) ?? NOT_NAMED, mark));
  if (after.changed) rows.keepHeads(rec, field, after.heads);
  const reading = readCell(db, rec, field, news.def, valued(after.heads, current, news.def, shown), beforePast);
  return { heads: after.heads, reading, changed: after.changed };
}

/**
 * The heads with the value of the one that stood alone until now: it is what the table shows, so its line need not be read. In the class
 * owner a single word may be a proposal, which the table does not show.
 */
function valued(
  heads: readonly StoredHead[],
  before: readonly StoredHead[],
  def: Field,
  shown: () => Wire | undefined,
): readonly StoredHead[] {
  const [sole] = before;
  if (!sole || before.length > 1 || heads.length < 2 || def.merge === 'owner') return heads;
  const value = shown();
  return value === undefined ? heads : heads.map((h) => (h.id === sole.id ? { ...h, value } : h));
}

function readNamed(db: ReadDb, rec: number, field: number): ReadonlyMap<string, Named> | null {
  const rows = all<{ id: Buffer; prev_rank: number | null; cover_rank: number | null }>(
    db,
    'SELECT id, prev_rank, cover_rank FROM named WHERE rec = ? AND field = ?',
    rec,
    field,
  );
  return rows.length === 0
    ? null
    : new Map(rows.map((r) => [idText(r.id), { prev: r.prev_rank, cover: r.cover_rank }]));
}
