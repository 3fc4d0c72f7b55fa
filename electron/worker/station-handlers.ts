import { LIMITS } from '#shared/exchange/limits.ts';
import { refusal } from '#shared/result/refusal.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { readLimited } from '../files/read-limited.ts';
import { layout } from '../files/workspace-folder.ts';
import { cardOf } from './cards.ts';
import { done, type HandlersOf, refuse, withSession } from './context.ts';
import { isOnCard, takeOwnCard } from './house.ts';
import { identityRow, mayChange, renew } from './key-handlers.ts';
import { partnerNamed } from './naming.ts';
import { isSamePerson } from './people-tokens.ts';
import { passOn } from './passing.ts';
import { placeFault } from './sealing.ts';
import { meet } from './station-sync.ts';
import { authorOf, describe } from './session.ts';
import { States } from './states.ts';

export const stationHandlers: HandlersOf<
  'station.enrol' | 'station.join' | 'station.card' | 'station.pass' | 'station.sync'
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
  'station.sync': async (context, { where, by }) =>
    await withSession(context, async (session) => await meet(context, session, where, by)),
};
