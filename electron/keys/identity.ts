import { z } from 'zod';
import { BYTES32, fromBase64Url, ID24, toBase64Url } from '#shared/exchange/base64url.ts';
import { canonicalBytes, parseCanonical } from '#shared/exchange/canonical-json.ts';
import { CARD_TYPE, HEADER_TYPE, LINE_TYPE, type PayloadType, preAuthEncoding } from '#shared/exchange/dsse.ts';
import { keyId } from '#shared/exchange/ids.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { type AgeKeyPair, DecryptionKeys, newAgeKeyPair } from './age.ts';
import { publicKeyOf, signerOf } from './ed25519.ts';
import { gcmOpen, gcmSeal, KEY_BYTES, random, sha256 } from './node-crypto.ts';
import { Secret } from './secret.ts';

const DAY_MS = 86_400_000;
/** Encryption keys are replaced after 90 days and destroyed 90 days later (exchange design, section 9). */
export const ENCRYPTION_KEY_MS = 90 * DAY_MS;
export const ENCRYPTION_KEY_GRACE_MS = 90 * DAY_MS;

/** An Ed25519 key that can sign; the seed stays inside. */
class SigningKey {
  readonly #seed: Secret;
  readonly #sign: (message: Uint8Array) => Uint8Array;
  readonly publicKey: Uint8Array;
  /** 24-byte id, base64url. */
  readonly id: string;
  constructor(seed: Secret) {
    this.#seed = seed;
    this.#sign = seed.use(signerOf);
    this.publicKey = seed.use(publicKeyOf);
    this.id = keyId(sha256, this.publicKey);
  }
  static generate(): SigningKey {
    return new SigningKey(new Secret(random(KEY_BYTES)));
  }
  sign(type: PayloadType, body: Uint8Array): Uint8Array {
    return this.#sign(preAuthEncoding(type, body));
  }
  /** Signs bytes that already are a pre-authentication encoding, if they are one of this type. */
  signEncoded(type: PayloadType, encoded: Uint8Array): Uint8Array {
    const start = new TextEncoder().encode(`DSSEv1 ${type.length} ${type} `);
    if (!start.every((byte, i) => encoded[i] === byte))
      throw new Error('broken promise: this key signs only what names its purpose');
    return this.#sign(encoded);
  }
  seedText(): string {
    return this.#seed.use(toBase64Url);
  }
}

interface EncryptionKey extends AgeKeyPair {
  /** UTC ms until which others should seal to it. */
  readonly until: number;
}
interface Parts {
  readonly station: string;
  readonly root: SigningKey | null;
  readonly rootBefore: SigningKey | null;
  /** Newest last; the older ones are kept only so that their ids stay known. */
  readonly stationKeys: readonly SigningKey[];
  /** Signs nothing until the card names it: a station without the root key has to ask for that. */
  readonly nextStationKey: SigningKey | null;
  readonly encryption: readonly EncryptionKey[];
}

/**
 * The private keys of this station: its signing key, the agency's encryption keys and, at the station that manages the card, the root
 * key. Immutable: rotation gives a new one, to be stored together with the new card. Keys can be used, never read.
 */
export class OwnIdentity {
  readonly #parts: Parts;
  constructor(parts: Parts) {
    this.#parts = parts;
  }
  /** Random id of this station. */
  get stationId(): string {
    return this.#parts.station;
  }
  get stationKeyId(): string {
    return this.#current().id;
  }
  get stationPublicKey(): Uint8Array {
    return this.#current().publicKey;
  }
  /** The signing key that this station asked a place on the card for; null: none. */
  get nextStationPublicKey(): Uint8Array | null {
    return this.#parts.nextStationKey?.publicKey ?? null;
  }
  /** Null at a station that does not manage the card. */
  get rootPublicKey(): Uint8Array | null {
    return this.#parts.root?.publicKey ?? null;
  }
  /** The root key before, until the card that announces the change was made. */
  get rootBeforePublicKey(): Uint8Array | null {
    return this.#parts.rootBefore?.publicKey ?? null;
  }
  /** What the card announces for sealing to this agency. */
  get encryption(): readonly { readonly recipient: string; readonly until: number }[] {
    return this.#parts.encryption.map(({ recipient, until }) => ({ recipient, until }));
  }
  #current(): SigningKey {
    const key = this.#parts.stationKeys.at(-1);
    if (key === undefined) throw new Error('broken promise: a station has a signing key');
    return key;
  }
  decryptionKeys(): DecryptionKeys {
    return new DecryptionKeys(this.#parts.encryption.map((key) => key.identity));
  }
  /** Ed25519 over PAE(header type, container bytes from the magic to the end of the header). 64 bytes. */
  signHeader(signed: Uint8Array): Uint8Array {
    return this.#current().sign(HEADER_TYPE, signed);
  }
  /** Ed25519 over PAE(line type, line with `sig` null). 64 bytes. */
  signLine(lineWithSigNull: string): Uint8Array {
    return this.#current().sign(LINE_TYPE, new TextEncoder().encode(lineWithSigNull));
  }
  /** The same for a caller that has built the pre-authentication encoding itself; refuses (throws) any other payload type. */
  signEncodedLine(encoded: Uint8Array): Uint8Array {
    return this.#current().signEncoded(LINE_TYPE, encoded);
  }
  /** Signatures of a card: the root key's and, while a change of root is under way, the old one's. Throws where there is no root key. */
  signCard(front: Uint8Array): readonly Uint8Array[] {
    const { root, rootBefore } = this.#parts;
    if (root === null) throw new Error('broken promise: only the station that holds the root key makes cards');
    return [root, ...(rootBefore === null ? [] : [rootBefore])].map((key) => key.sign(CARD_TYPE, front));
  }

  withNewStationKey(): OwnIdentity {
    return new OwnIdentity({ ...this.#parts, stationKeys: [...this.#parts.stationKeys, SigningKey.generate()] });
  }
  /** A new signing key that waits for its place on the card; the present one goes on signing. */
  withNextStationKey(): OwnIdentity {
    return new OwnIdentity({ ...this.#parts, nextStationKey: SigningKey.generate() });
  }
  /** The signing key that waited signs from here on, if it is among these keys of the station's place on the card. */
  withKeysOfCard(keys: readonly string[]): OwnIdentity {
    const { nextStationKey: next, stationKeys } = this.#parts;
    return next === null || !keys.includes(toBase64Url(next.publicKey))
      ? this
      : new OwnIdentity({ ...this.#parts, stationKeys: [...stationKeys, next], nextStationKey: null });
  }
  /** A further encryption key from `now`; those past their grace are destroyed. */
  async withNewEncryptionKey(now: number): Promise<OwnIdentity> {
    const kept = this.#parts.encryption.filter((key) => key.until + ENCRYPTION_KEY_GRACE_MS > now);
    return new OwnIdentity({ ...this.#parts, encryption: [...kept, await newEncryptionKey(now)] });
  }
  /** One new encryption key in place of all others, which are lost or no longer safe. */
  async withOnlyNewEncryptionKey(now: number): Promise<OwnIdentity> {
    return new OwnIdentity({ ...this.#parts, encryption: [await newEncryptionKey(now)] });
  }
  /** A new root key; the next card is signed by both, then `withoutOldRoot`. */
  withNewRoot(): OwnIdentity {
    const { root } = this.#parts;
    if (root === null) throw new Error('broken promise: only the station that holds the root key changes it');
    return new OwnIdentity({ ...this.#parts, root: SigningKey.generate(), rootBefore: root });
  }
  /** A new root key where the old one is lost or stolen: partners must enrol the agency again by hand. */
  withReplacedRoot(): OwnIdentity {
    return new OwnIdentity({ ...this.#parts, root: SigningKey.generate(), rootBefore: null });
  }
  /** A station that becomes one of another agency: the root key of the one it began with is given up. */
  withoutRoot(): OwnIdentity {
    return new OwnIdentity({ ...this.#parts, root: null, rootBefore: null });
  }
  withoutOldRoot(): OwnIdentity {
    return new OwnIdentity({ ...this.#parts, rootBefore: null });
  }

  /** All private keys, encrypted under the workspace's identity key: what the database keeps. */
  seal(key: Secret): Uint8Array {
    const { station, root, rootBefore, stationKeys, nextStationKey, encryption } = this.#parts;
    const plain = canonicalBytes({
      v: 1,
      station,
      root: root?.seedText() ?? null,
      rootBefore: rootBefore?.seedText() ?? null,
      stationKeys: stationKeys.map((k) => k.seedText()),
      encryption: encryption.map((k) => ({
        identity: k.identity.use((text) => text),
        recipient: k.recipient,
        until: k.until,
      })),
      ...(nextStationKey === null ? {} : { nextStationKey: nextStationKey.seedText() }),
    });
    return key.use((bytes) => gcmSeal(bytes, plain, CONTEXT));
  }
}

const CONTEXT = 'liaison identity v1';
const seed = z.string().regex(BYTES32);
const Stored = z.strictObject({
  v: z.literal(1),
  station: z.string().regex(ID24),
  root: seed.nullable(),
  rootBefore: seed.nullable(),
  stationKeys: z.array(seed).min(1),
  encryption: z.array(z.strictObject({ identity: z.string(), recipient: z.string(), until: z.int() })),
  nextStationKey: seed.optional(),
});

async function newEncryptionKey(now: number): Promise<EncryptionKey> {
  return { ...(await newAgeKeyPair()), until: now + ENCRYPTION_KEY_MS };
}

/** New keys for a station. `withRoot`: it is the first of its agency and makes the card. `now` in UTC ms. */
export async function newIdentity(input: { readonly withRoot: boolean; readonly now: number }): Promise<OwnIdentity> {
  return new OwnIdentity({
    station: toBase64Url(random(24)),
    root: input.withRoot ? SigningKey.generate() : null,
    rootBefore: null,
    stationKeys: [SigningKey.generate()],
    nextStationKey: null,
    encryption: [await newEncryptionKey(input.now)],
  });
}

/** The inverse of `OwnIdentity.seal`. Code: `identity-damaged`. */
export function openIdentity(sealed: Uint8Array, key: Secret): Result<OwnIdentity, Refusal> {
  const damaged = () =>
    err(
      refusal(
        'identity-damaged',
        '',
        'The signing keys of this station cannot be opened. Restore the workspace from its last backup.',
      ),
    );
  const plain = key.use((bytes) => gcmOpen(bytes, sealed, CONTEXT));
  if (plain === null) return damaged();
  const value = parseCanonical(plain, { maxBytes: 1024 * 1024, maxDepth: 4 });
  const stored = value.ok ? Stored.safeParse(value.value) : null;
  plain.fill(0);
  if (!stored?.success) return damaged();
  const signing = (text: string) => new SigningKey(new Secret(fromBase64Url(text) ?? new Uint8Array()));
  const { station, root, rootBefore, stationKeys, nextStationKey, encryption } = stored.data;
  return ok(
    new OwnIdentity({
      station,
      root: root === null ? null : signing(root),
      rootBefore: rootBefore === null ? null : signing(rootBefore),
      stationKeys: stationKeys.map(signing),
      nextStationKey: nextStationKey === undefined ? null : signing(nextStationKey),
      encryption: encryption.map((k) => ({ ...k, identity: new Secret(k.identity) })),
    }),
  );
}
