import { accessSync, constants, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import type { LineOut, PreparedRelease } from '#db/store-exchange.ts';
import type { PartnerRow } from '#db/store-types.ts';
import { type HeaderFields, seal, type SealContent } from '#electron/exchange-file/seal.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { fromBase64Url } from '#shared/exchange/base64url.ts';
import type { CallError } from '#shared/contract/call.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { layout } from '../files/workspace-folder.ts';
import { failed, refuse, type WorkerContext } from './context.ts';
import { cardOf } from './cards.ts';
import type { FileRef } from './requests.ts';
import type { Session } from './session.ts';

/** Newest model of records this version writes and understands. */
export const MODEL = 2;
/** Oldest model that may read what this one writes: what it does not know yet it keeps, and applies after its update. */
const OLDEST_READER = 1;

export interface SealedItem {
  readonly headerId: string;
  readonly bytes: number;
  /** Name in the outbox of the workspace. */
  readonly kept: string;
}
type Sealed = { readonly ok: true; readonly value: SealedItem } | { readonly ok: false; readonly error: CallError };

export const untrusted = (row: PartnerRow): Refusal =>
  refusal(
    'unverified-partner',
    row.code,
    row.trust === 'revoked'
      ? 'this agency was revoked; nothing is sealed for it'
      : 'compare the 60 digits with this agency first; nothing is sealed for an agency that was not verified',
  );

/** Why no file can be put at the place asked for; null when one can. Asked before anything is laid down. */
export function placeFault(file: FileRef): Refusal | null {
  if (existsSync(file.path) && path.extname(file.path) !== '.jxb')
    return refusal('file-exists', file.name, 'a file of this name exists; choose another name');
  return canWriteBeside(file.path)
    ? null
    : refusal('place-unwritable', file.name, 'no file can be written in this folder; choose another place');
}

function canWriteBeside(file: string): boolean {
  try {
    accessSync(path.dirname(file), constants.W_OK);
    return statSync(path.dirname(file)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * A crash between taking a place in the stream and noting the sealed file leaves the place taken, and every later export refused. Nothing
 * of such a file ever left the workspace, so its copy is removed and the place given back before it is used again.
 */
export function giveBackUnsealed(session: Session, row: PartnerRow, by: string): void {
  const { outbox } = layout(session.dir);
  const items = session.store.exchange.outbox();
  const unsealed = items.filter((item) => item.state === 'prepared' && item.to === row.agencyId);
  if (unsealed.length === 0) return;
  const known = new Set(items.flatMap((item) => item.path ?? []));
  for (const name of readdirSync(outbox)) if (!known.has(name)) rmSync(path.join(outbox, name), { force: true });
  for (const item of unsealed) session.store.exchange.cancelPrepared(item.outbox, by);
}

/**
 * Somebody put this workspace back to a backup: partners acknowledge files it does not remember. Sealing on would give a number twice,
 * which they must take for a forgery.
 */
export function restartFault(session: Session, row: PartnerRow): Refusal | null {
  const hint = session.store.desk.alarms(true).some((alarm) => alarm.restartHint && alarm.agency === row.agencyId);
  return hint
    ? refusal(
        'restart-needed',
        row.code,
        'this agency acknowledges files that are not known here, so this workspace may stand on an older backup; begin the streams anew ("restart") or settle the alarm ("decide") first',
      )
    : null;
}

/** What every header says beside its place in the stream. */
export const headerFields = (session: Session, row: PartnerRow, item: PreparedRelease): HeaderFields => ({
  stream: item.stream,
  seq: item.seq,
  prev: item.prev,
  restart: item.restart,
  model: MODEL,
  min: OLDEST_READER,
  // Sorted as the header asks for, and no more than it takes: the newest streams are the ones still in use.
  acks: session.store.exchange
    .acksFor(row.agencyId)
    .slice(-MAX_ACKS)
    .map((a) => ({ ...a, later: [...a.later] }))
    .sort((a, b) => (a.stream < b.stream ? -1 : 1)),
  audit: session.store.audit.head(),
});
const MAX_ACKS = 256;

const IDS_AT_ONCE = 256;
export function linesContent(lines: readonly LineOut[]): {
  readonly lines: readonly string[];
  readonly ids: Uint8Array;
} {
  const hash = createHash('sha256');
  // 32 characters are 24 bytes exactly, so ids stand back to back in their text as well.
  for (let at = 0; at < lines.length; at += IDS_AT_ONCE) {
    const text = lines.slice(at, at + IDS_AT_ONCE).reduce((sum, line) => sum + line.id, '');
    hash.update(fromBase64Url(text) ?? new Uint8Array());
  }
  return { lines: lines.map((l) => l.text), ids: new Uint8Array(hash.digest()) };
}

/**
 * Builds the file of a prepared outbox item, keeps it as the file of record and notes it as sealed. Whatever fails before that gives the
 * place in the stream back. `file`: where a copy is wanted; null leaves it in the outbox alone.
 */
export async function sealItem(
  context: WorkerContext,
  session: Session,
  row: PartnerRow,
  item: PreparedRelease,
  content: SealContent,
  by: string,
  file: FileRef | null,
): Promise<Sealed> {
  const sealed = await seal({
    fields: headerFields(session, row, item),
    content,
    from: session.card.agency,
    identity: session.identity,
    recipientCard: cardOf(row),
    now: context.now(),
    signal: context.signal,
  });
  if (!sealed.ok) {
    session.store.exchange.cancelPrepared(item.outbox, by);
    return refuse(sealed.error);
  }
  // The copy in the outbox is the file of record; the one the person asked for is a copy of it.
  const kept = `${randomBytes(12).toString('hex')}.jxb`;
  writeAtomically(path.join(layout(session.dir).outbox, kept), sealed.value.file);
  const stored = session.store.exchange.storeSealed({
    outbox: item.outbox,
    headerId: sealed.value.headerId,
    fileHash: sha256(sealed.value.file),
    bytes: sealed.value.file.length,
    path: kept,
  });
  if (!stored.ok) return refuse(stored.error);
  try {
    if (file) writeAtomically(file.path, sealed.value.file);
  } catch {
    return failed({
      kind: 'failed',
      code: 'copy-failed',
      place: file?.name ?? '',
      reason: `the file is sealed as number ${item.seq} and kept as ${kept} in the outbox of the workspace, but could not be written to the place asked for; copy it from there`,
      details: [],
    });
  }
  return { ok: true, value: { headerId: sealed.value.headerId, bytes: sealed.value.file.length, kept } };
}
