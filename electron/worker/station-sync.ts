import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openHub, type Hub, type HubCursor } from '#db/hub/hub.ts';
import { type Found, listFolder, putInto } from '#electron/carriers/folder.ts';
import { CARD_MAGIC } from '#shared/exchange/container.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { Reply } from '#shared/contract/call.ts';
import { layout } from '../files/workspace-folder.ts';
import { done, failed, refuse, type WorkerContext } from './context.ts';
import { ownRow, takeOwnCard } from './house.ts';
import { accept } from './import-handlers.ts';
import { keepMeetingFolder, meetingFolder, meetingFolderName } from './meeting-place.ts';
import { passOn } from './passing.ts';
import type { RequestIn, RequestOut } from './requests.ts';
import type { Session } from './session.ts';

/** One round between the stations of an agency, through a folder all of them reach or through their hub: the same steps for both. */

/** Where sealed files of the stations lie: appended to, never changed. */
export interface SegmentStore {
  /** Everything there that may be new, cards too, in an order that may be read. `done`: it was dealt with and need not be named again. */
  readonly list: () => Promise<readonly { readonly hash: string; readonly done: () => void }[]>;
  /** Null: not there any more. */
  readonly bytesOf: (hash: string) => Promise<Uint8Array | null>;
  /** Puts down what is not there yet; the number put. */
  readonly offer: (files: readonly Offered[]) => Promise<number>;
}
export interface Offered {
  readonly hash: string;
  readonly name: string;
  readonly read: () => Uint8Array;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const isCard = (bytes: Uint8Array): boolean => CARD_MAGIC.every((byte, i) => bytes[i] === byte);

type Report = RequestOut<'station.sync'>;
/** Name of the job that says how far a round is, and by which it is cancelled. */
const JOB = 'stations';

/**
 * Takes in what other stations left, seals what they lack, and leaves all of ours there again that is missing. Cancelled between two
 * files: each of them is taken in whole or not at all, and the next round goes on from there.
 */
async function syncStations(
  context: WorkerContext,
  session: Session,
  store: SegmentStore,
  by: string,
  report: Report,
): Promise<Reply<Report>> {
  const known = new Set(ownSegments(session).map((o) => o.hash));
  // What is done is done in order: behind the first file that waits (for a newer card), everything is named again.
  let waits = false;
  const segments = await store.list();
  for (const [at, segment] of segments.entries()) {
    context.emit('progress', { job: JOB, step: JOB, done: at, total: segments.length, ended: false });
    // A turn for messages, so that a cancel is heard.
    await nextTurn();
    if (context.signal.aborted) return endedBy(report, 'cancelled');
    const outcome = known.has(segment.hash) ? 'known' : await takeSegment(context, store, segment.hash, by);
    if (outcome === 'taken') report.taken += 1;
    if (typeof outcome === 'object') report.refused.push({ hash: segment.hash, ...outcome });
    waits ||= typeof outcome === 'object';
    if (!waits) segment.done();
  }
  const now = context.session.current ?? session;
  const sealed = await passOn(context, now, { by, full: false }, null);
  if (!sealed.ok && context.signal.aborted) return endedBy(report, 'cancelled');
  if (!sealed.ok && sealed.error.code !== 'nothing-to-pass') return sealed;
  if (sealed.ok) report.sealed = sealed.value.lines;
  report.put = await store.offer(ownSegments(now));
  return done(report);
}

const endedBy = (report: Report, ended: Report['ended']): Reply<Report> => done({ ...report, ended });

/** What this station sealed for the others, as it lies in the outbox, and the card of the agency. */
function ownSegments(session: Session): readonly Offered[] {
  const { outbox } = layout(session.dir);
  const { agencyId } = ownRow(session);
  const card = session.card.file;
  const hashes = new Map(session.store.desk.sealedFiles().map((f) => [f.outbox, f.hash]));
  const files = session.store.exchange.outbox(agencyId).flatMap(({ outbox: n, path: name }) => {
    const hash = hashes.get(n);
    const file = name === null ? null : path.join(outbox, name);
    return hash === undefined || name === null || file === null || !existsSync(file)
      ? []
      : [{ hash, name, read: () => new Uint8Array(readFileSync(file)) }];
  });
  return [{ hash: hashOf(card), name: `${session.card.id}.jxc`, read: () => card }, ...files];
}

type Outcome = 'taken' | 'known' | { readonly code: string; readonly reason: string };
async function takeSegment(context: WorkerContext, store: SegmentStore, hash: string, by: string): Promise<Outcome> {
  const session = context.session.current;
  if (!session || session.store.desk.hasFile(hash)) return 'known';
  const bytes = await store.bytesOf(hash);
  // A folder or a server may be damaged or lie: what is not what it is called is not there.
  if (bytes === null || hashOf(bytes) !== hash)
    return { code: 'section-hash', reason: 'this file is not what its name says' };
  if (isCard(bytes)) {
    const card = takeOwnCard(context, session, bytes);
    return card.ok && card.value.isNew ? 'taken' : 'known';
  }
  const { spool } = layout(session.dir);
  mkdirSync(spool, { recursive: true, mode: 0o700 });
  const file = path.join(spool, `${randomBytes(12).toString('hex')}.jxb`);
  try {
    writeFileSync(file, bytes, { mode: 0o600 });
    const reply = await accept(context, session, { path: file, name: hash.slice(0, 16) }, by);
    if (!reply.ok) return { code: reply.error.code, reason: reply.error.reason };
    return reply.value.received.state === 'accepted' ? 'taken' : 'known';
  } finally {
    rmSync(file, { force: true });
  }
}

/** A folder that all stations reach. Everything is listed each time. */
export function folderStore(folder: string, settleMs?: number): SegmentStore {
  const files = new Map<string, Found>();
  return {
    list: async () => {
      const { cards, sealed } = await listFolder(folder, settleMs);
      for (const found of [...cards, ...sealed]) files.set(found.hash, found);
      return [...cards, ...sealed].map(({ hash }) => ({ hash, done: () => undefined }));
    },
    bytesOf: (hash) => {
      const found = files.get(hash);
      return Promise.resolve(found && existsSync(found.path) ? new Uint8Array(readFileSync(found.path)) : null);
    },
    offer: (offered) =>
      Promise.resolve(
        offered.filter(({ hash, name, read }) => !files.has(hash) && putInto(folder, name, read())).length,
      ),
  };
}

const CURSOR = 'hub.cursor';
const cursorOf = (text: string | null): HubCursor | null => {
  const [cluster, xid, n] = text?.split(' ') ?? [];
  return cluster && xid && n ? { cluster, xid, n } : null;
};

/** The hub of the agency. Cards are sealed files' equals there; only what is not there yet is sent. */
function hubStore(session: Session, hub: Hub): SegmentStore {
  const { settings } = session.store;
  return {
    list: async () => {
      const { segments } = await hub.list(cursorOf(settings.get(CURSOR)));
      return segments.map(({ hash, cursor }) => ({
        hash,
        done: () => {
          if (cursor) settings.set(CURSOR, `${cursor.cluster} ${cursor.xid} ${cursor.n}`);
        },
      }));
    },
    bytesOf: (hash) => hub.bytesOf(hash),
    offer: async (offered) => {
      const lacking = new Set(await hub.lacks(offered.map((o) => o.hash)));
      let put = 0;
      for (const { hash, read } of offered) if (lacking.has(hash) && (await hub.offer(hash, read()))) put += 1;
      return put;
    },
  };
}

export type Meeting = RequestIn<'station.sync'>['where'];

/**
 * One round at the place where the stations meet. Codes: `no-folder`, `meeting-lost`, those of `openHub` and of passing on.
 */
export async function meet(
  context: WorkerContext,
  session: Session,
  where: Meeting,
  by: string,
): Promise<Reply<Report>> {
  const report: Report = { taken: 0, put: 0, sealed: 0, refused: [], ended: 'whole' };
  context.emit('progress', { job: JOB, step: JOB, done: 0, total: 1, ended: false });
  try {
    return await meetAt(context, session, where, by, report);
  } catch (fault) {
    // Calling off ends the connection under whatever was being asked.
    if (context.signal.aborted) return endedBy(report, 'cancelled');
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : null;
    // A fault of the store is none of the place.
    if (code?.startsWith('SQLITE') || (code === null && !('hub' in where))) throw fault;
    // What was taken in stays, and has to be told.
    if (report.taken + report.refused.length > 0) return endedBy(report, 'lost');
    return failed({
      kind: 'failed',
      code: 'meeting-lost',
      place:
        'hub' in where ? 'hub' : 'folder' in where ? path.basename(where.folder) : (meetingFolderName(session) ?? ''),
      reason: `the place where the stations meet could not be read or written to its end (${code ?? 'connection ended'}); nothing half written counts, meet again when it is back`,
      details: [],
    });
  } finally {
    context.emit('progress', { job: JOB, step: JOB, done: 1, total: 1, ended: true });
  }
}

async function meetAt(
  context: WorkerContext,
  session: Session,
  where: Meeting,
  by: string,
  report: Report,
): Promise<Reply<Report>> {
  if (!('hub' in where)) {
    const folder = 'folder' in where ? where.folder : meetingFolder(session);
    if (folder === null || !existsSync(folder) || !statSync(folder).isDirectory())
      return refuse(
        refusal(
          'no-folder',
          folder === null ? '' : path.basename(folder),
          'there is no such folder; is the stick or the share there?',
        ),
      );
    keepMeetingFolder(session, folder);
    return await syncStations(context, session, folderStore(folder), by, report);
  }
  const hub = await openHub(where.hub, session.card.agency, { password: where.password, signal: context.signal });
  if (!hub.ok) return context.signal.aborted ? endedBy(report, 'cancelled') : refuse(hub.error);
  try {
    return await syncStations(context, session, hubStore(session, hub.value), by, report);
  } finally {
    await hub.value.close();
  }
}
