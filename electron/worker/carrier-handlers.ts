import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PartnerRow } from '#db/store-types.ts';
import { type Found, hashOf, listFolder, type Listing, putInto, removeFrom } from '#electron/carriers/folder.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { readCard } from '#shared/exchange/card.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { Reply } from '#shared/contract/call.ts';
import type { CarrierReport } from '#shared/contract/exchange-carrier.ts';
import { layout } from '../files/workspace-folder.ts';
import { done, failed, type HandlersOf, refuse, withSession, type WorkerContext } from './context.ts';
import { sealAck } from './desk-handlers.ts';
import { accept, receipt } from './import-handlers.ts';
import { agencyNames, partnerNamed } from './naming.ts';
import { takeCard } from './partner-handlers.ts';
import { untrusted } from './sealing.ts';
import type { Session } from './session.ts';

interface SyncInput {
  readonly by: string;
  /** Take in what has come; otherwise it is only named. */
  readonly take: boolean;
  readonly settleMs?: number | undefined;
}

const isFolder = (dir: string): boolean => {
  try {
    return statSync(dir).isDirectory();
  } catch {
    return false;
  }
};

/**
 * One round through the folder of a partner: what has arrived there is taken away, what came is taken in, what is not acknowledged is put
 * down, and what was taken in is acknowledged by a small file. Every step may be repeated or broken off at any point.
 */
export async function sync(
  context: WorkerContext,
  session: Session,
  row: PartnerRow,
  folder: string,
  input: SyncInput,
): Promise<Reply<CarrierReport>> {
  if (row.trust !== 'trusted') return refuse(untrusted(row));
  if (!isFolder(folder))
    return refuse(
      refusal('no-folder', path.basename(folder), 'there is no such folder; is the stick or the share there?'),
    );
  try {
    const listing = await listFolder(folder, input.settleMs);
    const own = ownFiles(session);
    const taken: Taken[] = [];
    const refused: CarrierReport['refused'] = [];
    const others: string[] = [];
    takeCards(session, row, listing);
    for (const found of listing.sealed) {
      if (own.has(found.hash)) continue;
      if (!input.take) {
        others.push(found.name);
        continue;
      }
      const outcome = await takeIn(context, session, found, input.by);
      if ('seq' in outcome) taken.push(outcome);
      else refused.push(outcome);
    }
    // What was taken in may acknowledge files of ours that lie here still.
    const arrived = new Set(
      [...ownFiles(session)].flatMap(([hash, f]) =>
        f.to === row.agencyId && f.state === 'acknowledged' ? [hash] : [],
      ),
    );
    const removed = removeFrom(listing, arrived);
    const fresh = taken.filter((t) => t.state === 'accepted' && t.from === row.code && t.carries);
    const acknowledged = fresh.length > 0 && session.store.partners.get(row.agencyId)?.suspended !== true;
    if (acknowledged) {
      const ack = await sealAck(context, session, row, input.by, null);
      if (!ack.ok) return ack;
    }
    const put = putDown(session, row, folder);
    session.store.desk.keepCarrier(row.agencyId, folder);
    return done({
      put,
      removed,
      taken: taken.map(({ carries: _carries, ...t }) => t),
      refused,
      waiting: [...listing.waiting, ...others.map((name) => ({ name, why: 'not-taken' as const }))],
      copies: listing.copies.length,
      acknowledged,
    });
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : null;
    // A fault of the store is none of the folder.
    if (code === null || code.startsWith('SQLITE')) throw fault;
    return failed({
      kind: 'failed',
      code: 'carrier-lost',
      place: path.basename(folder),
      reason: `the folder could not be read or written to its end (${code}); nothing half written counts, run it again when it is back`,
      details: [],
    });
  }
}

interface Own {
  readonly to: string;
  readonly state: string;
}
/** Files we sealed, by hash of their bytes in the outbox. */
function ownFiles(session: Session): ReadonlyMap<string, Own> {
  return new Map(session.store.desk.sealedFiles().map((f) => [f.hash, f]));
}

/** Everything sealed for the partner that is not acknowledged, as it lies in the outbox, and our newest card. */
function putDown(session: Session, row: PartnerRow, folder: string): CarrierReport['put'] {
  const put: CarrierReport['put'] = [];
  for (const item of session.store.exchange.outbox(row.agencyId)) {
    const file = item.path === null ? null : path.join(layout(session.dir).outbox, item.path);
    if (item.state !== 'sealed' || file === null || item.path === null || !existsSync(file)) continue;
    if (putInto(folder, item.path, readFileSync(file))) put.push({ name: item.path, seq: item.seq });
  }
  if (session.card.body.serial > 1) putInto(folder, `${session.card.id}.jxc`, session.card.file);
  return put;
}

/** A newer card that the known root key signed is taken by itself; any other waits for people. */
function takeCards(session: Session, row: PartnerRow, listing: Listing): void {
  for (const found of listing.cards) {
    const bytes = new Uint8Array(readFileSync(found.path));
    if (hashOf(bytes) !== found.hash) continue;
    const card = readCard(bytes, exchangeCrypto);
    if (card.ok && card.value.agency === row.agencyId) takeCard(session, bytes);
  }
}

type Taken = CarrierReport['taken'][number] & { readonly carries: boolean };
async function takeIn(
  context: WorkerContext,
  session: Session,
  found: Found,
  by: string,
): Promise<Taken | CarrierReport['refused'][number]> {
  const reply = await accept(context, session, { path: found.path, name: found.name }, by);
  if (!reply.ok) return { name: found.name, code: reply.error.code, reason: reply.error.reason };
  const { state, from, seq, counts, missing, recalled } = receipt(reply.value);
  // An acknowledgement is not acknowledged in turn, or two folders would talk for ever.
  const carries = reply.value.opened.header.kind !== 'ack';
  return { name: found.name, state, from, seq, counts, missing, recalled, carries };
}

export const carrierHandlers: HandlersOf<'carrier.sync' | 'carrier.run' | 'carrier.list'> = {
  'carrier.sync': async (context, { partner, folder, ...input }) =>
    await withSession(context, async (session) => {
      const row = partnerNamed(session, partner);
      return row.ok ? await sync(context, session, row.value, folder.path, input) : refuse(row.error);
    }),
  'carrier.run': async (context, { partner, by, take }) =>
    await withSession(context, async (session) => {
      const row = partnerNamed(session, partner);
      if (!row.ok) return refuse(row.error);
      const folder = session.store.desk.carrier(row.value.agencyId);
      return folder === null
        ? refuse(refusal('no-folder', row.value.code, 'no folder was named for this agency yet'))
        : await sync(context, session, row.value, folder, { by, take });
    }),
  'carrier.list': (context) =>
    withSession(context, (session) => {
      const agency = agencyNames(session);
      return done(
        session.store.partners.list().flatMap((p) => {
          const folder = session.store.desk.carrier(p.agencyId);
          return folder === null
            ? []
            : [{ agency: agency(p.agencyId), folder: path.basename(folder), there: isFolder(folder) }];
        }),
      );
    }),
};
