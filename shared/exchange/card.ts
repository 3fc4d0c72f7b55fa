import { z } from 'zod';
import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { BYTES32, fromBase64Url, ID24 } from './base64url.ts';
import { canonicalBytes, isPlainText, parseCanonical } from './canonical-json.ts';
import { CARD_MAGIC, frontOf, SIGNATURE_LENGTH, splitFront } from './container.ts';
import type { ExchangeCrypto } from './crypto.ts';
import { CARD_TYPE, preAuthEncoding } from './dsse.ts';
import { fault } from './faults.ts';
import { cardId, type Id24, keyId } from './ids.ts';
import { LIMITS } from './limits.ts';

/** Version of the card this code writes and reads. */
export const CARD_VERSION = 1;

const id24 = z.string().regex(ID24);
const publicKey = z.string().regex(BYTES32);
const count = z.int().min(0);
const name = z.string().min(1).max(200).refine(isPlainText);
/** `age1pq1…` (ML-KEM-768 + X25519, 1 216 bytes) or `age1…` (X25519, 32 bytes) in bech32. */
const HYBRID_RECIPIENT = /^age1pq1[02-9ac-hj-np-z]{1952}$/;
const X25519_RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const recipient = z.string().refine((text) => recipientKind(text) !== null);

const CardSchema = z.strictObject({
  v: z.literal(CARD_VERSION),
  /** Id of the agency's first card; null on that card itself. */
  agency: id24.nullable(),
  /** Short code as plans use it (A07). */
  code: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/),
  name,
  /** Ed25519. */
  root: publicKey,
  /** The root key before, when this card changes it: both sign. */
  rootBefore: publicKey.nullable(),
  stations: z
    .array(z.strictObject({ id: id24, name, keys: z.array(publicKey).min(1).max(LIMITS.cardStationKeys) }))
    .max(LIMITS.cardStations),
  encryption: z
    .array(z.strictObject({ recipient, until: count }))
    .min(1)
    .max(LIMITS.cardEncryptionKeys),
  escrow: recipient.nullable(),
  /** Key id, when it was revoked, and the last good number of each stream as far as known. Only ever grows. */
  revocations: z
    .array(
      z.strictObject({
        key: id24,
        at: count,
        good: z.array(z.strictObject({ stream: id24, seq: z.int().min(1) })).max(64),
      }),
    )
    .max(LIMITS.cardRevocations),
  serial: z.int().min(1),
  /** Id of the card before; null on the first. */
  prev: id24.nullable(),
  created: count,
});

export type CardBody = Readonly<z.infer<typeof CardSchema>>;
export type CardStation = Readonly<CardBody['stations'][number]>;
export type CardRevocation = Readonly<CardBody['revocations'][number]>;

/** A card whose form, keys and signatures were checked. Whether a person trusts it is another matter. */
export interface AgencyCard {
  readonly agency: Id24;
  /** Id of this card. */
  readonly id: Id24;
  readonly body: CardBody;
  /** The whole card file, to be kept and passed on byte for byte. */
  readonly file: Uint8Array;
}

/** Which kind of age recipient a text is; null for none. Says nothing about whether the key inside is usable. */
export function recipientKind(text: string): 'hybrid' | 'x25519' | null {
  if (HYBRID_RECIPIENT.test(text)) return 'hybrid';
  return X25519_RECIPIENT.test(text) ? 'x25519' : null;
}

/** Exact card bytes → body. Codes: `too-large`, `not-canonical`, `newer-format`, `bad-card` with the member as place. */
export function parseCardBody(bytes: Uint8Array): Result<CardBody, Refusal> {
  const value = parseCanonical(bytes, { maxBytes: LIMITS.card, maxDepth: LIMITS.cardDepth });
  if (!value.ok) return err({ ...value.error, place: 'card' });
  const v = typeof value.value === 'object' && value.value !== null && 'v' in value.value ? value.value.v : null;
  if (typeof v === 'number' && v > CARD_VERSION) return err(fault('newer-format', 'card.v'));
  const parsed = CardSchema.safeParse(value.value);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String) ?? [];
    return err(fault('bad-card', ['card', ...path].join('.')));
  }
  const broken = brokenPromise(parsed.data);
  return broken === null ? ok(parsed.data) : err(broken);
}

function brokenPromise(card: CardBody): Refusal | null {
  const bad = (place: string, detail: string) => fault('bad-card', `card.${place}`, detail);
  const isFirst = card.serial === 1;
  if ((card.agency === null) !== isFirst || (card.prev === null) !== isFirst)
    return bad('serial', 'only the first card has no agency id and no predecessor');
  if (card.rootBefore !== null && (isFirst || card.rootBefore === card.root))
    return bad('rootBefore', 'it must be another key');
  const kinds = [...card.encryption.map((key) => key.recipient), ...(card.escrow === null ? [] : [card.escrow])];
  if (new Set(kinds).size !== kinds.length) return bad('encryption', 'keys must be unique');
  if (new Set(kinds.map(recipientKind)).size > 1) return fault('mixed-recipients', 'card.encryption');
  const stationKeys = card.stations.flatMap((station) => station.keys);
  if (new Set(card.stations.map((station) => station.id)).size !== card.stations.length)
    return bad('stations', 'station ids must be unique');
  // A key in two roles could make one signature serve two purposes.
  if (new Set([...stationKeys, card.root]).size !== stationKeys.length + 1)
    return bad('stations', 'signing keys must be unique');
  if (new Set(card.revocations.map((revocation) => revocation.key)).size !== card.revocations.length)
    return bad('revocations', 'a key is revoked once');
  return null;
}

/** Card body → what the root key signs. Refuses what a reader would refuse. */
export function encodeCard(
  body: CardBody,
): Result<{ readonly front: Uint8Array; readonly toSign: Uint8Array }, Refusal> {
  const bytes = canonicalBytes(body);
  const back = parseCardBody(bytes);
  if (!back.ok) return back;
  const front = frontOf(CARD_MAGIC, bytes);
  return ok({ front, toSign: preAuthEncoding(CARD_TYPE, front) });
}

/** The card file: front, then the signature of the root key, then on a change of root that of the one before. */
export function assembleCard(front: Uint8Array, signatures: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(front.length + signatures.length * SIGNATURE_LENGTH);
  out.set(front);
  signatures.forEach((signature, i) => out.set(signature, front.length + i * SIGNATURE_LENGTH));
  return out;
}

/**
 * A card file by itself: form, soundness of every key, and signatures by the root key it names (and by `rootBefore` on a change).
 * Does not compare with earlier cards: that is `verifyCard`. Good for finding out whose card it is.
 * Codes: as `parseCardBody`, and `not-an-exchange-file`, `bad-card`, `weak-key`, `card-signature`, `card-revocation`.
 */
export function readCard(file: Uint8Array, crypto: ExchangeCrypto): Result<AgencyCard, Refusal> {
  const front = splitFront(file, CARD_MAGIC, LIMITS.card);
  if (!front.ok) return front.error.code === 'bad-header' ? err(fault('bad-card', 'card length')) : front;
  const body = parseCardBody(front.value.headerBytes);
  if (!body.ok) return body;
  const card = body.value;
  const signers = card.rootBefore === null ? [card.root] : [card.root, card.rootBefore];
  if (front.value.rest.length !== signers.length * SIGNATURE_LENGTH)
    return err(fault('bad-card', 'card signatures', 'one per root key, then the end'));
  const stationKeys = card.stations.flatMap((station) => station.keys);
  const weak = [...signers, ...stationKeys].find((key) => !crypto.ed25519.isSoundKey(keyBytes(key)));
  if (weak !== undefined) return err(fault('weak-key', 'card'));
  const toVerify = preAuthEncoding(CARD_TYPE, front.value.signed);
  for (const [i, signer] of signers.entries()) {
    const signature = front.value.rest.subarray(i * SIGNATURE_LENGTH, (i + 1) * SIGNATURE_LENGTH);
    if (!crypto.ed25519.verify(keyBytes(signer), toVerify, signature)) return err(fault('card-signature', 'card'));
  }
  const revoked = new Set(card.revocations.map((revocation) => revocation.key));
  if ([card.root, ...stationKeys].some((key) => revoked.has(keyId(crypto.sha256, keyBytes(key)))))
    return err(fault('card-revocation', 'card'));
  const id = cardId(crypto.sha256, front.value.headerBytes);
  return ok({ agency: card.agency ?? id, id, body: card, file });
}

/** Raw bytes of a public key that the schema let through. */
export function keyBytes(key: string): Uint8Array {
  const bytes = fromBase64Url(key);
  if (bytes === null) throw new Error('broken promise: the schema lets only base64url keys through');
  return bytes;
}

/** Recipients to seal to: every encryption key still valid at `now` (UTC ms), and the agency's escrow key. Code: `no-recipient-key`. */
export function recipientsOf(card: CardBody, now: number): Result<readonly string[], Refusal> {
  const valid = card.encryption.filter((key) => key.until > now).map((key) => key.recipient);
  if (valid.length === 0) return err(fault('no-recipient-key', card.code));
  return ok(card.escrow === null ? valid : [...valid, card.escrow]);
}
