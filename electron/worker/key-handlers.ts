import type { OwnIdentity as OwnIdentityRow } from '#db/store-types.ts';
import { makeNextCard, type CardEdit } from '#electron/exchange-file/own-card.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import type { OwnIdentity } from '#electron/keys/identity.ts';
import { type AgencyCard, keyBytes } from '#shared/exchange/card.ts';
import { keyId } from '#shared/exchange/ids.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { Reply } from '#shared/contract/call.ts';
import { done, type HandlersOf, refuse, withSession, type WorkerContext } from './context.ts';
import { isSamePerson, keepName, tokenOf } from './people-tokens.ts';
import type { RequestOut } from './requests.ts';
import { authorOf, type Session } from './session.ts';
import { meetingFolderName } from './meeting-place.ts';
import { dueOf, openAsks, ownAsk, withoutKeysOf } from './station-keys.ts';

const idOfKey = (key: string): string => keyId(sha256, keyBytes(key));

interface TwoPeople {
  readonly by: string;
  readonly second: string;
}

/** The next card from changed keys: keys and card are kept in one step, and the station speaks with its new key from here on. */
export function renew(
  context: WorkerContext,
  session: Session,
  changed: { readonly identity: OwnIdentity; readonly edit: CardEdit; readonly act: string; readonly reason: string },
  { by, second }: TwoPeople,
): Reply<RequestOut<'keys.rotate'>> {
  const card = makeNextCard(changed.identity, session.card, changed.edit, context.now());
  if (!card.ok) return refuse(card.error);
  const identity = changed.identity.withoutOldRoot();
  keepCard(session, identity, card.value);
  session.store.audit.append({
    act: changed.act,
    by: tokenOf(session, by),
    second: tokenOf(session, second),
    reason: changed.reason,
    ids: { card: card.value.id, stationKey: identity.stationKeyId },
    counts: { serial: card.value.body.serial },
  });
  for (const name of [by, second]) keepName(session, name);
  context.session.current = { ...session, identity, card: card.value };
  return done({
    serial: card.value.body.serial,
    cardId: card.value.id,
    stationKey: identity.stationKeyId,
    encryptionKeyUntil: latest(card.value),
  });
}

/** Keys and card as the store keeps them: sealed under the workspace's identity key. */
export const identityRow = (session: Session, identity: OwnIdentity, card: AgencyCard): OwnIdentityRow => ({
  agencyId: card.agency,
  code: card.body.code,
  name: card.body.name,
  stationKeyId: identity.stationKeyId,
  card: card.file,
  serial: card.body.serial,
  sealed: identity.seal(session.keys.identity),
});

export function keepCard(session: Session, identity: OwnIdentity, card: AgencyCard): void {
  session.store.identity.save(identityRow(session, identity, card));
  session.store.speakAs(authorOf(identity, card));
}

const latest = (card: AgencyCard): number => Math.max(...card.body.encryption.map((k) => k.until));

export function mayChange(session: Session, { by, second }: TwoPeople) {
  if (session.identity.rootPublicKey === null)
    return refusal(
      'no-root',
      '',
      'this station does not hold the root key of the agency; cards are made at the one that does',
    );
  return isSamePerson(by, second)
    ? refusal('two-people', '', 'two different people must change keys; name both')
    : null;
}

export const keyHandlers: HandlersOf<'keys.own' | 'keys.rotate' | 'keys.revokeStation'> = {
  'keys.own': (context) =>
    withSession(context, (session) => {
      const { card, identity } = session;
      const now = context.now();
      const asked = ownAsk(session, now);
      const mine = new Set(identity.encryption.map((k) => k.recipient));
      return done({
        station: identity.stationId,
        stationKey: identity.stationKeyId,
        holdsRoot: identity.rootPublicKey !== null,
        serial: card.body.serial,
        stations: card.body.stations.map((s) => ({
          id: s.id,
          name: s.name,
          keys: s.keys.map(idOfKey),
          here: s.id === identity.stationId,
        })),
        encryption: card.body.encryption.map((k) => ({ until: k.until, here: mine.has(k.recipient) })),
        revocations: card.body.revocations.map(({ key, at }) => ({ key, at })),
        due: dueOf(session, now),
        asked: asked && {
          encryption: asked.encryption?.until ?? null,
          signing: asked.signing === null ? null : idOfKey(asked.signing),
        },
        asks: openAsks(session, now),
        meeting: meetingFolderName(session),
      });
    }),
  'keys.rotate': async (context, { what, by, second }) =>
    await withSession(context, async (session) => {
      const refused = mayChange(session, { by, second });
      if (refused) return refuse(refused);
      const { identity, card } = session;
      const act = `keys.rotate.${what}`;
      const people = { by, second };
      switch (what) {
        case 'station':
          return renew(
            context,
            session,
            { identity: identity.withNewStationKey(), edit: {}, act, reason: what },
            people,
          );
        case 'encryption':
          return renew(
            context,
            session,
            { identity: await identity.withNewEncryptionKey(context.now()), edit: {}, act, reason: what },
            people,
          );
        case 'lostEncryption': {
          // The lost keys leave the card at once: nobody seals to them any more, and senders repeat what is not acknowledged.
          const renewed = await identity.withOnlyNewEncryptionKey(context.now());
          const lost = new Set(identity.encryption.map((k) => k.recipient));
          const encryption = card.body.encryption.filter((k) => !lost.has(k.recipient));
          return renew(context, session, { identity: renewed, edit: { encryption }, act, reason: what }, people);
        }
        case 'root':
          return renew(context, session, { identity: identity.withNewRoot(), edit: {}, act, reason: what }, people);
        case 'lostRoot':
          return renew(
            context,
            session,
            { identity: identity.withReplacedRoot(), edit: { rootLost: true }, act, reason: what },
            people,
          );
      }
    }),
  'keys.revokeStation': (context, { station, since, reason, by, second }) =>
    withSession(context, (session) => {
      const refused = mayChange(session, { by, second });
      if (refused) return refuse(refused);
      const { card, identity } = session;
      const named = card.body.stations.find((s) => s.id === station);
      if (!named)
        return refuse(refusal('unknown-station', station, 'there is no such station on the card of this agency'));
      const here = station === identity.stationId;
      const at = since ?? context.now();
      const revoke = named.keys.map((key) => ({ key: idOfKey(key), at, good: [] }));
      // The station that stays takes a new key first, so that it is not cut off with the lost one.
      const renewed = here ? identity.withNewStationKey() : identity;
      return renew(
        context,
        session,
        {
          identity: renewed,
          // Nobody seals to a station that was given up or lost, as far as its keys are known apart.
          edit: here ? { revoke } : { revoke, encryption: withoutKeysOf(session, station) },
          act: 'keys.revokeStation',
          reason,
        },
        { by, second },
      );
    }),
};
