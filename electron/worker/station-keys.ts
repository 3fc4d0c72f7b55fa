import * as z from 'zod';
import { ageEncrypt } from '#electron/keys/age.ts';
import { ENCRYPTION_KEY_MS, type OwnIdentity } from '#electron/keys/identity.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { withKey } from '#electron/exchange-file/own-card.ts';
import { ID24, toBase64Url } from '#shared/exchange/base64url.ts';
import { type AgencyCard, type CardBody, keyBytes } from '#shared/exchange/card.ts';
import { HouseAsk } from '#shared/exchange/house.ts';
import { type Id24, keyId } from '#shared/exchange/ids.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import type { Session } from './session.ts';

/**
 * New keys for a station that does not hold the root key. It asks in what it passes to the others; where the root key is, the ask waits
 * for two people, whose answer is the next card. Until that card comes, everything goes on with the present keys.
 */

/** A new encryption key is due this long before the present one runs out, so that partners hold the new card in time. */
export const DUE_BEFORE_MS = 10 * 86_400_000;
const ASKED = 'stations.ask.';
/** Which station an encryption key on the card belongs to: the card itself does not say. */
const OWNER = 'stations.key.';
const idOfKey = (key: string): Id24 => keyId(sha256, keyBytes(key));

/** An ask as it came, with the key that signed its file and when that was. */
const Waiting = z.strictObject({
  ask: HouseAsk,
  key: z.string().regex(ID24),
  created: z.int(),
});
type Waiting = Readonly<z.infer<typeof Waiting>>;
/** Who signed the file in which something was asked. */
export interface AskedBy {
  readonly station: string;
  readonly key: string;
  readonly created: number;
}

/** What this station asks for; null: every key it has is on the card, or it makes the cards itself. */
export function ownAsk({ identity, card }: Pick<Session, 'identity' | 'card'>, now: number): HouseAsk | null {
  if (identity.rootPublicKey !== null) return null;
  const encryption = waitingKey(identity, card, now);
  const next = identity.nextStationPublicKey;
  const signing = next && toBase64Url(next);
  return encryption || signing ? { station: identity.stationId, encryption, signing } : null;
}

/** The newest own encryption key that the card does not name yet. */
function waitingKey(identity: OwnIdentity, card: AgencyCard, now: number) {
  const named = new Set(card.body.encryption.map((k) => k.recipient));
  return identity.encryption.findLast((k) => !named.has(k.recipient) && k.until > now) ?? null;
}

/** When a new encryption key of this station is due: ten days before the newest one that others may seal to runs out. */
export function dueOf({ identity, card }: Session, now: number): number {
  const waiting = waitingKey(identity, card, now)?.recipient;
  const untils = identity.encryption.filter((k) => k.recipient !== waiting).map((k) => k.until);
  return Math.max(0, ...untils) - DUE_BEFORE_MS;
}

/** Keeps an ask until it is answered: the newest of each station. Nothing is written when it is known. */
export function keepAsk(session: Session, ask: HouseAsk, { key, created }: AskedBy): void {
  const before = waitingOf(session, ask.station);
  if (before && before.created >= created) return;
  session.store.settings.set(ASKED + ask.station, JSON.stringify({ ask, key, created } satisfies Waiting));
}

function waitingOf(session: Session, station: string): Waiting | null {
  const text = session.store.settings.get(ASKED + station);
  return text === null ? null : Waiting.parse(JSON.parse(text));
}

/** What of an ask the card does not name yet. */
const lacking = (body: CardBody, { station, encryption, signing }: HouseAsk) => ({
  encryption: encryption && !body.encryption.some((k) => k.recipient === encryption.recipient) ? encryption : null,
  signing:
    signing !== null && !body.stations.some((s) => s.id === station && s.keys.includes(signing)) ? signing : null,
});

/** Why an ask of this station gets no place on the card. Codes: `station.revoked`, `station.unknown`, `station.not-asked`, `station.answered`, `station.ask-expired`. */
function openAsk(session: Session, station: string, now: number) {
  const { body } = session.card;
  const waiting = waitingOf(session, station);
  const revoked = new Set(body.revocations.map((r) => r.key));
  const no = (code: string, reason: string): Result<never, Refusal> => err(refusal(code, station, reason));
  const asked = waiting?.ask;
  if (waiting && [waiting.key, ...(asked?.signing ? [idOfKey(asked.signing)] : [])].some((key) => revoked.has(key)))
    return no('station.revoked', 'this station was revoked; it gets no new keys');
  const named = body.stations.find((s) => s.id === station);
  if (!named) return no('station.unknown', 'there is no such station on the card of this agency');
  if (!waiting) return no('station.not-asked', 'this station asked for no new keys, or its file was not taken in yet');
  const { encryption, signing } = lacking(body, waiting.ask);
  if (!encryption && !signing) return no('station.answered', 'the card names these keys already');
  // The clock of the asking station decides nothing: no key counts for longer than one made here.
  const until = encryption && Math.min(encryption.until, now + ENCRYPTION_KEY_MS);
  if (encryption && until !== null && until <= now)
    return no('station.ask-expired', 'the key asked for has run out meanwhile; let the station ask again');
  return ok({
    named,
    created: waiting.created,
    encryption: encryption && until !== null ? { recipient: encryption.recipient, until } : null,
    signing,
  });
}

/** Asks that wait here for two people, oldest first. */
export const openAsks = (session: Session, now: number) =>
  session.store.settings
    .list(ASKED)
    .flatMap(({ key }) => {
      const open = openAsk(session, key, now);
      return open.ok ? [open.value] : [];
    })
    .map(({ named, created, encryption, signing }) => ({
      station: named.id,
      name: named.name,
      since: created,
      encryption: encryption?.until ?? null,
      signing: signing === null ? null : idOfKey(signing),
    }))
    .sort((a, b) => a.since - b.since);

/** The part of the next card that answers an ask. Codes: those of `openAsk`, `station.bad-key`. */
export async function answerTo(session: Session, station: string, now: number) {
  const open = openAsk(session, station, now);
  if (!open.ok) return open;
  const { named, encryption, signing } = open.value;
  const { body } = session.card;
  // A key nobody can seal to would stop every partner from writing to this agency at all.
  if (encryption && !(await isUsable(encryption.recipient)))
    return err(refusal('station.bad-key', station, 'nothing can be sealed to the key this station asked for'));
  return ok({
    name: named.name,
    recipient: encryption?.recipient ?? null,
    edit: {
      encryption: [
        // Where room is short, the older keys of the station give way; it goes on opening with them.
        ...(encryption && body.encryption.length >= LIMITS.cardEncryptionKeys
          ? withoutKeysOf(session, station)
          : body.encryption),
        ...(encryption ? [encryption] : []),
      ],
      stations: body.stations.map((s) =>
        s.id === station && signing !== null ? { ...s, keys: withKey(s.keys, signing) } : s,
      ),
    },
  });
}

async function isUsable(recipient: string): Promise<boolean> {
  try {
    return (await ageEncrypt(new Uint8Array(1), [recipient])).ok;
  } catch {
    return false;
  }
}

const ownerSetting = (recipient: string): string =>
  `${OWNER}${toBase64Url(sha256(new TextEncoder().encode(recipient)))}`;
/** Remembers whose encryption keys these are, so that they leave the card with their station. */
export function keepOwner(session: Session, station: string, recipients: readonly string[]): void {
  for (const recipient of recipients) session.store.settings.set(ownerSetting(recipient), station);
}
/** Encryption keys of the card without those known to be of this station. */
export const withoutKeysOf = (session: Session, station: string): CardBody['encryption'] =>
  session.card.body.encryption.filter((k) => session.store.settings.get(ownerSetting(k.recipient)) !== station);
