import { type CanonicalValue, canonicalJson } from '#shared/exchange/canonical-json.ts';
import { assert } from '#shared/result/result.ts';
import { all, one, type ReadDb, run, type WriteDb } from '../connection/handles.ts';
import type { AuditEntry, AuditRow, Id24, StoreDeps } from '../store-types.ts';
import { asBuffer, ID_BYTES, idText } from './ids.ts';

const encoder = new TextEncoder();
const DOMAIN = 'jxb.audit.v1\n';

/** SHA-256/192 over the domain, the id before (32 characters; nothing for the first) and the canonical body (exchange design, section 11). */
const entryId = (sha256: StoreDeps['sha256'], previous: Id24 | null, body: string): Uint8Array =>
  sha256(encoder.encode(DOMAIN + (previous ?? '') + body)).subarray(0, ID_BYTES);

/** Adds an entry to the chain, inside the transaction of what it speaks of. Entries hold ids, counts and reasons, never values. */
export function appendAudit(db: WriteDb, deps: Pick<StoreDeps, 'sha256'>, at: number, entry: AuditEntry): Id24 {
  const body = canonicalJson({ ...entry, at } as unknown as CanonicalValue);
  const id = entryId(deps.sha256, auditHead(db), body);
  run(db, 'INSERT INTO audit (id, body) VALUES (?, ?)', asBuffer(id), body);
  return idText(id);
}

/** Id of the newest entry: witnessed by peers in every header. */
export function auditHead(db: ReadDb): Id24 | null {
  const row = one<{ id: Buffer }>(db, 'SELECT id FROM audit ORDER BY n DESC LIMIT 1');
  return row ? idText(row.id) : null;
}

/** Null: every entry follows from the one before. Else the number of the first that does not, or that is missing. */
export function verifyAudit(db: ReadDb, sha256: StoreDeps['sha256']): { readonly brokenAt: number } | null {
  let previous: Id24 | null = null;
  let expected = 1;
  const rows = db.prepare<[], { n: number; id: Buffer; body: string }>('SELECT n, id, body FROM audit ORDER BY n');
  for (const row of rows.iterate()) {
    const id = idText(row.id);
    if (row.n !== expected || id !== idText(entryId(sha256, previous, row.body))) return { brokenAt: expected };
    previous = id;
    expected += 1;
  }
  return null;
}

/** Newest first; `before` continues an earlier page. */
export function listAudit(db: ReadDb, before: number | null, limit: number): readonly AuditRow[] {
  const rows = all<{ n: number; id: Buffer; body: string }>(
    db,
    'SELECT n, id, body FROM audit WHERE n < ? ORDER BY n DESC LIMIT ?',
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  );
  return rows.map((row) => {
    const body = JSON.parse(row.body) as AuditEntry & { readonly at: number };
    assert(typeof body.at === 'number', 'an audit entry has its time');
    return { ...body, n: row.n, id: idText(row.id) };
  });
}

/** One id for many lines, so that an entry proves which lines it speaks of and stays short. */
export function digestOfIds(sha256: StoreDeps['sha256'], ids: readonly Uint8Array[]): Id24 {
  // One buffer: a commit may write more lines than a call may have arguments.
  return idText(sha256(Buffer.concat(ids)).subarray(0, ID_BYTES));
}
