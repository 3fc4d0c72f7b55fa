import { fromBase64url } from '../sync/base64url.ts';

/** The strict base64 forms the exchange knows: one spelling per byte string. The URL form itself is that of the lines. */
export { fromBase64url as fromBase64Url, toBase64url as toBase64Url } from '../sync/base64url.ts';

/** 24 bytes (ids of lines, headers, cards, streams, keys): 32 characters, no spare bits. */
export const ID24 = /^[A-Za-z0-9_-]{32}$/;
/** 32 bytes (SHA-256, Ed25519 public key): 43 characters, the last one with two zero bits. */
export const BYTES32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
/** 64 bytes (Ed25519 signature): 86 characters, the last one with four zero bits. */
export const BYTES64 = /^[A-Za-z0-9_-]{85}[AQgw]$/;

/** Standard alphabet without padding, as age headers write it (age v1, section "ABNF"); null when it is not the one spelling. */
export const fromBase64Nopad = (text: string): Uint8Array | null =>
  /[-_]/.test(text) ? null : fromBase64url(text.replaceAll('+', '-').replaceAll('/', '_'));

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const STANDARD_VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) STANDARD_VALUES[STANDARD.charCodeAt(i)] = i;

/** Value of one byte of the standard alphabet, -1 when it is none. */
export const standardBase64Value = (byte: number): number => STANDARD_VALUES[byte] ?? -1;
