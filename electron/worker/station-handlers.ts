import { sha256 } from '#electron/keys/node-crypto.ts';
import { keyBytes } from '#shared/exchange/card.ts';
import { keyId } from '#shared/exchange/ids.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { refusal } from '#shared/result/refusal.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { readLimited } from '../files/read-limited.ts';
import { layout } from '../files/workspace-folder.ts';
import { cardOf } from './cards.ts';
import { done, type HandlersOf, refuse, withSession } from './context.ts';
import { isOnCard, takeOwnCard } from './house.ts';
import { identityRow, keepCard, mayChange, renew } from './key-handlers.ts';
import { partnerNamed } from './naming.ts';
import { isSamePerson, keepName, tokenOf } from './people-tokens.ts';
import { passOn } from './passing.ts';
import { placeFault } from './sealing.ts';
import { answerTo, DUE_BEFORE_MS, keepOwner, ownAsk } from './station-keys.ts';
import { meet } from './station-sync.ts';
import { authorOf, describe } from './session.ts';
import { States } from './states.ts';

export const stationHandlers: HandlersOf<
  'station.enrol' | 'station.join' | 'station.card' | 'station.pass' | 'station.sync' | 'station.ask' | 'station.renew'
> = {
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
      if (!made.ok) return made;
      keepOwner(
        session,
        station.id,
        theirs.body.encryption.map((k) => k.recipient),
      );
      // It speaks for this agency now and is none of its own.
      session.store.partners.revoke(row.value.agencyId, by, `station of this agency: ${name}`);
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
  'station.sync': async (context, { where, by }) =>
    await withSession(context, async (session) => await meet(context, session, where, by)),
  'station.ask': async (context, { what, by }) =>
    await withSession(context, async (session) => {
      const { identity, card } = session;
      if (identity.rootPublicKey !== null)
        return refuse(
          refusal('station.has-root', '', 'this station holds the root key; make the new key here, without asking'),
        );
      if (!card.body.stations.some((s) => s.id === identity.stationId))
        return refuse(
          refusal('station.not-on-card', '', 'the card of this agency does not name this station; it was given up'),
        );
      const now = context.now();
      const before = ownAsk(session, now);
      // A key that nobody answered for so long is of no use any more; otherwise the same ask stands.
      const waits =
        what === 'encryption'
          ? before?.encryption != null && before.encryption.until - DUE_BEFORE_MS > now
          : before?.signing != null;
      const asking = waits
        ? session
        : {
            ...session,
            identity: what === 'encryption' ? await identity.withNewEncryptionKey(now) : identity.withNextStationKey(),
          };
      const ask = ownAsk(asking, now);
      if (!ask) throw new Error('broken promise: a new key is not on the card yet');
      const signing = ask.signing === null ? null : keyId(sha256, keyBytes(ask.signing));
      if (!waits) {
        keepCard(session, asking.identity, card);
        session.store.audit.append({
          act: `station.ask.${what}`,
          by: tokenOf(session, by),
          ids: { station: identity.stationId, ...(signing === null ? {} : { stationKey: signing }) },
        });
        keepName(session, by);
        context.session.current = asking;
      }
      return done({ isNew: !waits, encryption: ask.encryption?.until ?? null, signing });
    }),
  'station.renew': async (context, { station, by, second }) =>
    await withSession(context, async (session) => {
      const refused = mayChange(session, { by, second });
      if (refused) return refuse(refused);
      const answer = await answerTo(session, station, context.now());
      if (!answer.ok) return refuse(answer.error);
      const { name, recipient, edit } = answer.value;
      const change = { identity: session.identity, edit, act: 'station.renew', reason: name };
      const made = renew(context, session, change, { by, second });
      if (made.ok && recipient !== null) keepOwner(session, station, [recipient]);
      return made;
    }),
};
