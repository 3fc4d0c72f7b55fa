import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { ed25519 as curve } from '@noble/curves/ed25519.js';
import type { Ed25519, ExchangeCrypto } from '#shared/exchange/crypto.ts';
import { sha256 } from './node-crypto.ts';
import { verifySignature } from './verify-signature.ts';

/** DER in front of a raw key (RFC 8410): the only import form that Node's and Electron's crypto share. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;

/**
 * Verification alone may accept keys of small order, for which anyone can make signatures, and non-canonical encodings, which give one
 * key two names. So every key that comes from outside is checked on the curve first (exchange design, section 9).
 */
function isSoundKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== KEY_BYTES) return false;
  try {
    // Strict RFC 8032 decoding: y below the prime, no negative zero.
    const point = curve.Point.fromBytes(publicKey, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

export const ed25519: Ed25519 = { verify: verifySignature, isSoundKey };
/** What shared/exchange asks for, from node:crypto and @noble/curves. */
export const exchangeCrypto: ExchangeCrypto = { sha256, ed25519 };

/** 32-byte seed → 32-byte public key. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateObject(seed)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(der.subarray(SPKI.length));
}

const privateObject = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });

/** A function that signs with this seed (RFC 8032, 64 bytes). The key object is made once and never leaves the closure. */
export function signerOf(seed: Uint8Array): (message: Uint8Array) => Uint8Array {
  const key = privateObject(seed);
  return (message) => new Uint8Array(sign(null, message, key));
}
