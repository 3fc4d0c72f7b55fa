import { toBase64Url } from './base64url.ts';
import type { Sha256 } from './crypto.ts';

/** First 24 bytes of a domain-separated SHA-256 as 32 base64url characters (SHA-256/192, NIST SP 800-208). */
export type Id24 = string;

const encoder = new TextEncoder();
const id24 = (sha256: Sha256, domain: string, bytes: Uint8Array): Id24 =>
  toBase64Url(sha256(encoder.encode(`${domain}\n`), bytes).subarray(0, 24));

/** Id of a header: over its exact bytes, without magic, length and signature. Named by `prev` and acknowledgements. */
export const headerId = (sha256: Sha256, headerBytes: Uint8Array): Id24 => id24(sha256, 'jxb.header.v1', headerBytes);
/** Id of a card: over its exact JSON bytes. The id of an agency's first card is the agency id. */
export const cardId = (sha256: Sha256, cardBytes: Uint8Array): Id24 => id24(sha256, 'jxb.card.v1', cardBytes);
/** Id of an Ed25519 public key (32 bytes). */
export const keyId = (sha256: Sha256, publicKey: Uint8Array): Id24 => id24(sha256, 'jxb.key.v1', publicKey);
