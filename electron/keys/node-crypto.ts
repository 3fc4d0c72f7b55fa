import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { Sha256 } from '#shared/exchange/crypto.ts';

/**
 * The primitives of node:crypto this product uses. Electron is built on BoringSSL, so only what both offer: AES-256-GCM, SHA-2, HMAC,
 * HKDF, Ed25519, X25519.
 */
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** One part takes the one-shot form: an import hashes a hundred thousand short lines, and a hash object each costs twice as much. */
export const sha256: Sha256 = (...parts) => {
  const [first, ...more] = parts;
  if (first !== undefined && more.length === 0) return viewOf(hash('sha256', first, 'buffer'));
  const whole = createHash('sha256');
  for (const part of parts) whole.update(part);
  return viewOf(whole.digest());
};
/** The same bytes as a plain array; the digest owns its memory, so nothing is copied. */
const viewOf = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

/** Digests that are kept lie side by side in shared blocks, as the buffers the database takes: each with memory of its own costs ten times its size. */
const BLOCK = 4_096 * 32;
let block = Buffer.alloc(0);
let used = 0;
/** SHA-256 of one part, for hashes that live long and in great number, such as the ids of lines; never of secrets. */
export const sha256Kept: Sha256 = (...parts) => {
  if (used + 32 > block.length) [block, used] = [Buffer.alloc(BLOCK), 0];
  block.set(sha256(...parts), used);
  used += 32;
  return block.subarray(used - 32, used);
};

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  new Uint8Array(createHmac('sha256', key).update(message).digest());

/** HKDF-SHA-256 → 32 bytes; `purpose` separates the keys drawn from one secret. */
export const hkdf = (secret: Uint8Array, salt: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt, purpose, KEY_BYTES));

export const isEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

const encoder = new TextEncoder();

/** AES-256-GCM with a fresh random nonce → nonce ‖ ciphertext ‖ tag. `context` is authenticated, not stored. */
export function gcmSeal(key: Uint8Array, plain: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(encoder.encode(context));
  return new Uint8Array(Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

/** The inverse; null when key, context or any byte differs. */
export function gcmOpen(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(encoder.encode(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const plain = Buffer.concat([
      decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)),
      decipher.final(),
    ]);
    return new Uint8Array(plain);
  } catch {
    return null;
  }
}
