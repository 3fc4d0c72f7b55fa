import { KIND_NAMES, KINDS } from '#shared/model/kinds/index.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { all, one } from '../connection/handles.ts';
import { readHeads } from './cells.ts';
import type { Tx } from './context.ts';
import { otherHeads } from './ledger.ts';
import { asBuffer, ID_BYTES, idText } from './ids.ts';
import type { RecordRef } from './records.ts';
import { readValue } from './rows.ts';

export interface LifeChange {
  readonly rec: RecordRef;
  /** Ids of the values seen when closing; null opens again. */
  readonly value: readonly string[] | null;
  readonly prev: readonly string[];
}

const MAX_SEEN = 4_096;

/** Tables whose records are parts of others, with the column that names the whole. */
const PARTS = KIND_NAMES.flatMap((kind) => {
  const { parent } = KINDS[kind];
  return parent === undefined ? [] : [{ kind, sql: `SELECT rec FROM "plan_${kind}" WHERE "${parent}" = ?` }];
});

/**
 * The lines that close or reopen records. Parts go with the whole: what is shown with its parent is closed with it, and comes back with it
 * if it was closed in the same step. Records already in that state are left out.
 */
export function closings(
  tx: Tx,
  close: readonly RecordRef[],
  reopen: readonly RecordRef[],
): Result<readonly LifeChange[], Refusal> {
  const out: LifeChange[] = [];
  for (const rec of withParts(tx, close)) {
    if (rec.closed) continue;
    const change = closingOf(tx, rec, () => true);
    if (!change.ok) return change;
    out.push(change.value);
  }
  for (const rec of reopen) {
    const closedIn = closedBy(tx, rec);
    for (const part of withParts(tx, [rec]))
      if (part === rec || (closedIn !== null && closedBy(tx, part) === closedIn)) {
        const prev = lifeHeads(tx, part);
        if (prev.length > 0 && !isOpen(tx, part, prev.length)) out.push({ rec: part, value: null, prev });
      }
  }
  return ok(out);
}

/** Values of other fields that others may still hold as current: what they wrote, and what was sent to them. */
export const KNOWN_ELSEWHERE = `SELECT l.id, l.author FROM lines l WHERE l.rec = ? AND l.type = 's' AND l.field <> ?
  AND (l.author <> ? OR EXISTS (SELECT 1 FROM lines_sent o WHERE o.rec = l.rec AND o.line = l.n))`;

/**
 * Closes one record over the heads that `seen` lets through (all, or only those written here). Superseded values that another station may
 * hold as current are named as well: they were seen too, and a change just before the closing need not have travelled with it.
 */
export function closingOf(tx: Tx, rec: RecordRef, seen: (author: string) => boolean): Result<LifeChange, Refusal> {
  const { db, names } = tx;
  const life = names.number('_life');
  const heads = otherHeads(tx, rec.n, life).filter((h) => seen(h.author));
  if (heads.length > MAX_SEEN)
    return err(refusal('record.too-large', rec.id, 'this record has too many open values to be closed'));
  const me = names.number(tx.author.agencyId);
  const elsewhere = all<{ id: Buffer; author: number }>(db, KNOWN_ELSEWHERE, rec.n, life, me).filter((row) =>
    seen(names.name(row.author)),
  );
  const ids = new Set([...heads.map((h) => h.id), ...elsewhere.map((row) => idText(row.id))]);
  return ok({ rec, value: padded(tx, [...ids].slice(0, MAX_SEEN)).sort(), prev: lifeHeads(tx, rec) });
}

const SEEN_AT_ONCE = 16;
/**
 * Filled up with ids of nothing to a round number: an id is a salted hash, so a recipient cannot tell which of those it does not know are
 * values it may not see, and with the number of them it would know how many there are (exchange design, section 1).
 */
function padded(tx: Tx, ids: readonly string[]): string[] {
  const missing = Math.min(Math.ceil((ids.length + 1) / SEEN_AT_ONCE) * SEEN_AT_ONCE, MAX_SEEN) - ids.length;
  const random = asBuffer(tx.core.deps.randomBytes(missing * ID_BYTES));
  return [
    ...ids,
    ...Array.from({ length: missing }, (_, i) => idText(random.subarray(i * ID_BYTES, (i + 1) * ID_BYTES))),
  ];
}

const lifeHeads = (tx: Tx, rec: RecordRef): readonly string[] =>
  readHeads(tx.db, tx.names, rec.n, tx.names.number('_life')).map((h) => h.id);

const isOpen = (tx: Tx, rec: RecordRef, heads: number): boolean =>
  heads === 1 && readValue(tx.db, rec.known.kind, rec.n, '_life') === null;

/** The commit that closed a record; null when it is open. */
function closedBy(tx: Tx, rec: RecordRef): number | null {
  const head = readHeads(tx.db, tx.names, rec.n, tx.names.number('_life'))[0];
  if (!head || !rec.closed) return null;
  return one<{ commit_n: number }>(tx.db, 'SELECT commit_n FROM lines WHERE n = ?', head.n)?.commit_n ?? null;
}

/** The records and all their parts, each once, wholes before parts. */
export function withParts(tx: Tx, roots: readonly RecordRef[]): readonly RecordRef[] {
  const seen = new Set(roots);
  for (const rec of seen)
    for (const { sql } of PARTS)
      for (const row of all<{ rec: number }>(tx.db, sql, rec.id)) seen.add(tx.records.get(row.rec));
  return [...seen];
}
