/**
 * base64url without padding (RFC 4648, section 5), strict: one spelling per byte string.
 * Written here because `shared` may use no host encoder and the built-in ones accept several spellings.
 */
const URL_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const STD_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const decodeTable = (alphabet: string): Int8Array => {
  const table = new Int8Array(128).fill(-1);
  for (let i = 0; i < 64; i++) table[alphabet.charCodeAt(i)] = i;
  return table;
};
const URL_VALUES = decodeTable(URL_ALPHABET);
const STD_VALUES = decodeTable(STD_ALPHABET);

/** 24 bytes (ids of lines, headers, cards, streams, keys): 32 characters, no spare bits. */
export const ID24 = /^[A-Za-z0-9_-]{32}$/;
/** 32 bytes (SHA-256, Ed25519 public key): 43 characters, the last one with two zero bits. */
export const BYTES32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
/** 64 bytes (Ed25519 signature): 86 characters, the last one with four zero bits. */
export const BYTES64 = /^[A-Za-z0-9_-]{85}[AQgw]$/;

/** Bytes → base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let out = '';
  let hold = 0;
  let bits = 0;
  for (const byte of bytes) {
    hold = ((hold << 8) | byte) & 0x3fff;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out += URL_ALPHABET.charAt((hold >> bits) & 63);
    }
  }
  if (bits > 0) out += URL_ALPHABET.charAt((hold << (6 - bits)) & 63);
  return out;
}

/** base64url without padding → bytes, or null when a character, the length or a spare bit is wrong. */
export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> | null => decodeText(text, URL_VALUES);
/** Standard alphabet without padding, as age headers write it (age v1, section "ABNF"), equally strict. */
export const fromBase64Nopad = (text: string): Uint8Array<ArrayBuffer> | null => decodeText(text, STD_VALUES);

function decodeText(text: string, values: Int8Array): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 === 1) return null;
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let hold = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? -1;
    if (value < 0) return null;
    hold = ((hold << 6) | value) & 0x3fff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (hold >> bits) & 255;
    }
  }
  return (hold & ((1 << bits) - 1)) === 0 ? out : null;
}

/** Value of one byte of the standard alphabet, -1 when it is none. */
export const standardBase64Value = (byte: number): number => STD_VALUES[byte] ?? -1;
