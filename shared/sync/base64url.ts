/** base64url without padding (RFC 4648, section 5). Written out because shared knows no Buffer and ES2024 has no toBase64. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Two characters for every 12 bits: an id of 24 bytes is 16 look-ups. */
const PAIRS: readonly string[] = Array.from(
  { length: 4_096 },
  (_, i) => ALPHABET.charAt(i >> 6) + ALPHABET.charAt(i & 63),
);
/** Value of a character by its code unit, -1 for one that is none of the alphabet. */
const CODES = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) CODES[ALPHABET.charCodeAt(i)] = i;

export function toBase64url(bytes: Uint8Array): string {
  let out = '';
  let i = 0;
  for (; i + 3 <= bytes.length; i += 3) {
    const n = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += PAIRS[n >> 12] ?? '';
    out += PAIRS[n & 4_095] ?? '';
  }
  if (bytes.length - i === 1) out += PAIRS[(bytes[i] ?? 0) << 4];
  if (bytes.length - i === 2) {
    const n = ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
    out += (PAIRS[n >> 4] ?? '') + ALPHABET.charAt((n & 15) << 2);
  }
  return out;
}

/** The bytes, or null when the text is not the one canonical spelling of them (other characters, padding, spare bits that are not zero). */
export function fromBase64url(text: string): Uint8Array | null {
  const spare = text.length % 4;
  if (spare === 1) return null;
  const out = new Uint8Array((text.length * 6) >> 3);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = CODES[text.charCodeAt(i)] ?? -1;
    if (code < 0) return null;
    held = ((held << 6) | code) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 255;
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? out : null;
}
