import {
  type AgencyCard,
  assembleCard,
  type CardBody,
  type CardRevocation,
  CARD_VERSION,
  encodeCard,
  keyBytes,
  readCard,
} from '#shared/exchange/card.ts';
import { toBase64Url } from '#shared/exchange/base64url.ts';
import { keyId } from '#shared/exchange/ids.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { type VerifiedCard, type VerifyCardOptions, verifyCard } from '#shared/exchange/verify-card.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { err, type Result } from '#shared/result/result.ts';
import { fault } from '#shared/exchange/faults.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import type { OwnIdentity } from '#electron/keys/identity.ts';

/** A card body signed by the root key (on a change of root by both) → the card file. Codes: those of `readCard`. */
export function sealCard(body: CardBody, identity: OwnIdentity): Result<AgencyCard, Refusal> {
  const encoded = encodeCard(body);
  if (!encoded.ok) return encoded;
  // Read back before it leaves: a card others refuse would cut this agency off.
  return readCard(assembleCard(encoded.value.front, identity.signCard(encoded.value.front)), exchangeCrypto);
}

/** `verifyCard` with this platform's cryptography. */
export const openCard = (
  file: Uint8Array,
  previous: AgencyCard | null,
  options?: VerifyCardOptions,
): Result<VerifiedCard, Refusal> => verifyCard(file, previous, exchangeCrypto, options);

export interface AgencyNames {
  /** A07 */
  readonly code: string;
  readonly name: string;
  /** Name of this station on the card. */
  readonly station: string;
}

/** The first card of a new agency, with this station alone. Its id becomes the agency id. `now` in UTC ms. */
export function makeFirstCard(identity: OwnIdentity, names: AgencyNames, now: number): Result<AgencyCard, Refusal> {
  return sealCard(
    {
      v: CARD_VERSION,
      agency: null,
      code: names.code,
      name: names.name,
      root: rootOf(identity),
      rootBefore: null,
      stations: [{ id: identity.stationId, name: names.station, keys: [toBase64Url(identity.stationPublicKey)] }],
      encryption: [...identity.encryption],
      escrow: null,
      revocations: [],
      serial: 1,
      prev: null,
      created: now,
    },
    identity,
  );
}

export type CardEdit = Partial<Pick<CardBody, 'code' | 'name' | 'stations' | 'encryption' | 'escrow'>> & {
  /** Keys to revoke from now on; they leave the stations by themselves. */
  readonly revoke?: readonly CardRevocation[];
  /** The old root key is lost: the card carries only the new one's signature, and every partner has to enrol this agency again. */
  readonly rootLost?: boolean;
};

/**
 * The next card: everything of the one before, this station's present signing key and valid encryption keys, the edit, and the root
 * keys `identity` holds. Revocations are only ever added. Codes: `bad-card`, `card-full` and those of `readCard`.
 */
export function makeNextCard(
  identity: OwnIdentity,
  before: AgencyCard,
  edit: CardEdit,
  now: number,
): Result<AgencyCard, Refusal> {
  const { revoke = [], rootLost = false, ...fields } = edit;
  const revocations = [...before.body.revocations, ...revoke];
  const revoked = new Set(revocations.map((revocation) => revocation.key));
  const mine = toBase64Url(identity.stationPublicKey);
  const stations = (fields.stations ?? before.body.stations)
    .map((station) => (station.id === identity.stationId ? { ...station, keys: withKey(station.keys, mine) } : station))
    .map((station) => ({ ...station, keys: station.keys.filter((key) => !revoked.has(keyIdOf(key))) }))
    .filter((station) => station.keys.length > 0);
  const own = identity.encryption;
  const others = (fields.encryption ?? before.body.encryption).filter(
    (key) => !own.some((mineToo) => mineToo.recipient === key.recipient),
  );
  const valid = [...others, ...own].filter((key) => key.until > now);
  // Where room is short, what is sealed to this station from here on is sealed to its newest key alone; it still opens with the older.
  const encryption =
    valid.length > LIMITS.cardEncryptionKeys ? [...others, ...own.slice(-1)].filter((key) => key.until > now) : valid;
  if (encryption.length > LIMITS.cardEncryptionKeys) return err(fault('card-full', 'card.encryption'));
  const rootBefore = identity.rootBeforePublicKey;
  const isRootKept = rootBefore !== null || rootOf(identity) === before.body.root;
  if (!isRootKept && !rootLost) return err(fault('card-root', 'card.root'));
  return sealCard(
    {
      ...before.body,
      ...fields,
      agency: before.agency,
      root: rootOf(identity),
      rootBefore: rootBefore === null ? null : toBase64Url(rootBefore),
      stations,
      encryption,
      revocations,
      serial: before.body.serial + 1,
      prev: before.id,
      created: now,
    },
    identity,
  );
}

function rootOf(identity: OwnIdentity): string {
  const root = identity.rootPublicKey;
  if (root === null) throw new Error('broken promise: only the station that holds the root key makes cards');
  return toBase64Url(root);
}
const keyIdOf = (key: string): string => keyId(exchangeCrypto.sha256, keyBytes(key));
/** The newest keys of a station, so that files still under way can be verified. */
export const withKey = (keys: readonly string[], key: string): string[] =>
  (keys.includes(key) ? [...keys] : [...keys, key]).slice(-LIMITS.cardStationKeys);
