import { boundAgeHeader } from '#shared/exchange/age-header.ts';
import { dearmor } from '#shared/exchange/armor.ts';
import { recipientKind } from '#shared/exchange/card.ts';
import { fault } from '#shared/exchange/faults.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { Secret } from './secret.ts';

/** An age identity (`AGE-SECRET-KEY-PQ-1…`, ML-KEM-768 + X25519) and the recipient others seal to. */
export interface AgeKeyPair {
  readonly identity: Secret<string>;
  readonly recipient: string;
}
/** Read when something is first sealed or opened: most days of a plan pass without. */
const library = () => import('age-encryption');

export async function newAgeKeyPair(): Promise<AgeKeyPair> {
  const { generateHybridIdentity, identityToRecipient } = await library();
  const identity = await generateHybridIdentity();
  return { identity: new Secret(identity), recipient: await identityToRecipient(identity) };
}

/** Pieces handed to the library: small enough to look at the abort signal often, large enough not to cost. */
const PIECE = 1024 * 1024;

function pieces(bytes: Uint8Array, signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      signal?.throwIfAborted();
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + PIECE));
      at += PIECE;
    },
  });
}

/** Collects a stream whose length is known beforehand into one buffer: no second copy of half a gigabyte. */
async function collect(stream: ReadableStream<Uint8Array>, size: number): Promise<Uint8Array> {
  const out = new Uint8Array(size);
  let at = 0;
  for await (const piece of stream) {
    if (at + piece.length > size) throw new Error('broken promise: the stream is as long as announced');
    out.set(piece, at);
    at += piece.length;
  }
  if (at !== size) throw new Error('broken promise: the stream is as long as announced');
  return out;
}

/**
 * Plain bytes → a binary age file for these recipients, all of one kind (the library does not refuse a mixture, which would give the
 * file the strength of its weakest recipient). Codes: `no-recipient-key`, `mixed-recipients`, `cancelled`.
 */
export async function ageEncrypt(
  plain: Uint8Array,
  recipients: readonly string[],
  signal?: AbortSignal,
): Promise<Result<Uint8Array, Refusal>> {
  const kinds = new Set(recipients.map(recipientKind));
  if (recipients.length === 0 || kinds.has(null)) return err(fault('no-recipient-key', 'recipients'));
  if (kinds.size > 1) return err(fault('mixed-recipients', 'recipients'));
  if (recipients.length > LIMITS.ageStanzas) return err(fault('too-large', 'recipients'));
  const { Encrypter } = await library();
  const encrypter = new Encrypter();
  try {
    for (const recipient of recipients) encrypter.addRecipient(recipient);
  } catch {
    // The right letters in the wrong order: bech32 carries a checksum.
    return err(fault('no-recipient-key', 'recipients'));
  }
  try {
    const stream = await encrypter.encrypt(pieces(plain, signal));
    return ok(await collect(stream, stream.size(plain.length)));
  } catch (error) {
    if (signal?.aborted) return err(fault('cancelled', ''));
    throw error;
  }
}

/** Message of age-encryption 0.3.1 when no stanza opened; a test holds it to that. */
const NO_MATCH = "no identity matched any of the file's recipients";

/** The private decryption keys of a station, usable but not readable. */
export class DecryptionKeys {
  readonly #identities: readonly Secret<string>[];
  constructor(identities: readonly Secret<string>[]) {
    this.#identities = identities;
  }

  /**
   * An age file, armored or not → its plain bytes. The header is bounded before any key is touched.
   * Codes: those of `boundAgeHeader`, `too-large`, `cannot-decrypt`, `tampered`, `cancelled`.
   */
  async decrypt(file: Uint8Array, signal?: AbortSignal): Promise<Result<Uint8Array, Refusal>> {
    if (file.length > LIMITS.file) return err(fault('too-large', 'file'));
    const envelope = boundAgeHeader(file);
    if (!envelope.ok) return envelope;
    const binary = envelope.value.armored ? dearmor(file) : ok(file);
    if (!binary.ok) return binary;
    const { Decrypter } = await library();
    const decrypter = new Decrypter();
    for (const identity of this.#identities) identity.use((text) => decrypter.addIdentity(text));
    try {
      const stream = await decrypter.decrypt(pieces(binary.value, signal));
      return ok(await collect(stream, stream.size(binary.value.length)));
    } catch (error) {
      if (signal?.aborted) return err(fault('cancelled', ''));
      const isOther = error instanceof Error && error.message === NO_MATCH;
      return err(fault(isOther ? 'cannot-decrypt' : 'tampered', 'envelope'));
    }
  }
}
