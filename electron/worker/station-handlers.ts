import type { LineOut } from '#db/store-exchange.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { Reply } from '#shared/contract/call.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { readLimited } from '../files/read-limited.ts';
import { layout } from '../files/workspace-folder.ts';
import { cardOf } from './cards.ts';
import { done, type HandlersOf, refuse, withSession, type WorkerContext } from './context.ts';
import { houseBlob, isOnCard, ownRow, takeOwnCard } from './house.ts';
import { identityRow, mayChange, renew } from './key-handlers.ts';
import { partnerNamed } from './naming.ts';
import { isSamePerson, keepName, tokenOf } from './people-tokens.ts';
import type { FileRef, RequestOut } from './requests.ts';
import { giveBackUnsealed, linesContent, placeFault, sealItem } from './sealing.ts';
import { authorOf, describe, type Session } from './session.ts';
import { States } from './states.ts';

/** Number of the last file of a partner that went to the other stations. */
const PASSED = 'stations.files';

/**
 * Seals what the other stations of this agency do not have yet: the lines we speak for, and the files of partners with their proofs.
 * `file` null: only into the outbox, from where a folder or a hub takes it. Code `nothing-to-pass`: they have everything.
 */
export async function passOn(
  context: WorkerContext,
  session: Session,
  input: { readonly by: string; readonly full: boolean },
  file: FileRef | null,
): Promise<Reply<RequestOut<'station.pass'>>> {
  const row = ownRow(session);
  if (session.card.body.stations.length < 2)
    return refuse(refusal('no-stations', row.code, 'this agency has no other station yet; take one in first'));
  const token = tokenOf(session, input.by);
  giveBackUnsealed(session, row, token);
  const after = input.full ? 0 : Number(session.store.settings.get(PASSED) ?? 0);
  const files = session.store.desk.houseFiles(after);
  const prepared = session.store.desk.prepareHouse(token, input.full);
  if (!prepared.ok) return refuse(prepared.error);
  const item = prepared.value;
  const lines = withoutTwice([...item.lines, ...files.flatMap((f) => f.lines)]);
  if (lines.length === 0) {
    session.store.exchange.cancelPrepared(item.outbox, token);
    return refuse(refusal('nothing-to-pass', row.code, 'the other stations were given everything that is here'));
  }
  keepName(session, input.by);
  const content = { kind: 'changes', ...linesContent(lines), blobs: [houseBlob(session, files)] } as const;
  const sealed = await sealItem(context, session, row, item, content, token, file);
  if (!sealed.ok) return sealed;
  const last = files.at(-1)?.n;
  if (last !== undefined) session.store.settings.set(PASSED, String(last));
  return done({
    seq: item.seq,
    lines: lines.length,
    files: files.length,
    bytes: sealed.value.bytes,
    fileName: file?.name ?? sealed.value.kept,
  });
}

function withoutTwice(lines: readonly LineOut[]): readonly LineOut[] {
  return [...new Map(lines.map((line) => [line.id, line])).values()];
}

export const stationHandlers: HandlersOf<'station.enrol' | 'station.join' | 'station.card' | 'station.pass'> = {
  'station.enrol': (context, { partner, name, by, second }) =>
    withSession(context, (session) => {
      const refused = mayChange(session, { by, second });
      if (refused) return refuse(refused);
      const row = partnerNamed(session, partner);
      if (!row.ok) return refuse(row.error);
      if (row.value.trust !== 'trusted')
        return refuse(
          refusal(
            'station.unverified',
            row.value.code,
            'compare the 60 digits with the new station first, as with a partner',
          ),
        );
      const theirs = cardOf(row.value);
      const [station] = theirs.body.stations;
      const isFresh = theirs.body.serial === 1 && theirs.body.stations.length === 1 && station !== undefined;
      if (!isFresh || session.store.desk.holding(row.value.agencyId).kinds.length > 0)
        return refuse(
          refusal(
            'station.used',
            row.value.code,
            'this is an agency that plans on its own; a further station begins with an empty workspace and its first card',
          ),
        );
      const { card, identity } = session;
      const edit = {
        stations: [...card.body.stations, { ...station, name }],
        encryption: [...card.body.encryption, ...theirs.body.encryption],
      };
      const made = renew(context, session, { identity, edit, act: 'station.enrol', reason: name }, { by, second });
      // It speaks for this agency now and is none of its own.
      if (made.ok) session.store.partners.revoke(row.value.agencyId, by, `station of this agency: ${name}`);
      return made;
    }),
  'station.join': (context, { partner, by, second }) =>
    withSession(context, (session) => {
      if (isSamePerson(by, second))
        return refuse(refusal('two-people', '', 'two different people must change keys; name both'));
      const row = partnerNamed(session, partner);
      if (!row.ok) return refuse(row.error);
      if (row.value.trust !== 'trusted')
        return refuse(refusal('station.unverified', row.value.code, 'compare the 60 digits with the agency first'));
      const card = cardOf(row.value);
      if (!isOnCard(session, card))
        return refuse(
          refusal(
            'station.not-on-card',
            row.value.code,
            'the card of this agency that is known here does not name this station; have it taken in there and read the new card',
          ),
        );
      const identity = session.identity.withoutRoot();
      const joined = session.store.desk.joinAgency(identityRow(session, identity, card), by, second);
      if (!joined.ok) return refuse(joined.error);
      const { code, name, serial, stations } = card.body;
      const about = { ...session.about, agencyCode: code, agencyName: name };
      writeAtomically(layout(session.dir).about, new TextEncoder().encode(`${JSON.stringify(about)}\n`));
      session.store.speakAs(authorOf(identity, card));
      const states = new States(session.store, { id: card.agency, code }, context);
      const joinedSession = { ...session, about, identity, card, states };
      context.session.current = joinedSession;
      return done({ open: describe(joinedSession), serial, stations: stations.length });
    }),
  'station.card': (context, { file }) =>
    withSession(context, (session) => {
      const bytes = readLimited(file.path, file.name, LIMITS.card + 1_024);
      if (!bytes.ok) return refuse(bytes.error);
      const taken = takeOwnCard(context, session, bytes.value);
      if (!taken.ok) return refuse(taken.error);
      const { serial, stations } = taken.value.session.card.body;
      return done({ serial, stations: stations.length, isNew: taken.value.isNew });
    }),
  'station.pass': async (context, { file, full, by }) =>
    await withSession(context, async (session) => {
      const fault = placeFault(file);
      return fault ? refuse(fault) : await passOn(context, session, { by, full }, file);
    }),
};
