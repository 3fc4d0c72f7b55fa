import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { toBase64Url } from './base64url.ts';
import type { Sha256 } from './crypto.ts';
import { fault } from './faults.ts';

/**
 * 60 digits both sides read to each other at first contact (exchange design, section 9).
 *
 * With lo ‖ hi the two root keys in byte order (so both sides compute the same):
 *   h(0) = SHA-256("jxb.digits.v1\n" ‖ lo ‖ hi), h(i) = SHA-256(h(i-1) ‖ lo ‖ hi) for i = 1 … 4 999,
 *   stream = SHA-256(h(4 999) ‖ 0x01) ‖ SHA-256(h(4 999) ‖ 0x02),
 *   group j (0 … 11) = bytes 5j … 5j+4 of the stream as a big-endian number, modulo 100 000, five digits.
 * About 199 bits: someone in the middle who chooses a key for each side needs some 2^99 tries of 5 000 hashes each.
 */
const DOMAIN = 'jxb.digits.v1\n';
const ROUNDS = 5000;
const GROUPS = 12;

/** Twelve groups of five digits. The same key twice is refused: `own-key`. */
export function verificationDigits(
  rootA: Uint8Array,
  rootB: Uint8Array,
  sha256: Sha256,
): Result<readonly string[], Refusal> {
  const pair = inOrder(rootA, rootB);
  if (pair === null) return err(fault('own-key', ''));
  let hash = sha256(new TextEncoder().encode(DOMAIN), ...pair);
  for (let i = 1; i < ROUNDS; i++) hash = sha256(hash, ...pair);
  const stream = [...sha256(hash, Uint8Array.of(1)), ...sha256(hash, Uint8Array.of(2))];
  return ok(
    Array.from({ length: GROUPS }, (_, group) => {
      const value = stream.slice(group * 5, group * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
      return String(value % 100_000).padStart(5, '0');
    }),
  );
}

const QR_PREFIX = 'JXB1-VERIFY:';

/** What the verification QR code holds: both root keys in byte order. Public; scanning replaces reading digits. */
export function verificationQr(rootA: Uint8Array, rootB: Uint8Array): Result<string, Refusal> {
  const pair = inOrder(rootA, rootB);
  return pair === null ? err(fault('own-key', '')) : ok(`${QR_PREFIX}${toBase64Url(pair[0])}.${toBase64Url(pair[1])}`);
}

/** True only if the scanned text names exactly these two root keys. */
export function isVerificationQr(text: string, rootA: Uint8Array, rootB: Uint8Array): boolean {
  const expected = verificationQr(rootA, rootB);
  return expected.ok && expected.value === text.trim();
}

function inOrder(a: Uint8Array, b: Uint8Array): readonly [Uint8Array, Uint8Array] | null {
  for (const [i, byte] of a.entries()) {
    const other = b[i] ?? -1;
    if (byte !== other) return byte < other ? [a, b] : [b, a];
  }
  return null;
}
