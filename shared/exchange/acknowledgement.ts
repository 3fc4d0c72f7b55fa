import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { frontOf, MAGIC, SIGNATURE_LENGTH } from './container.ts';
import { fault } from './faults.ts';
import { type Header, parseHeader } from './header.ts';
import { LIMITS } from './limits.ts';

/**
 * An acknowledgement alone (header and signature) as text for a QR code or a message: "JXB1:" and base45 (RFC 9285) of
 * header ‖ signature. Base45 uses exactly the characters QR codes pack tightest. It is signed but not secret.
 */
const PREFIX = 'JXB1:';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Header bytes and 64-byte signature → text. Code: `too-large`: send it as a file instead. */
export function acknowledgementText(headerBytes: Uint8Array, signature: Uint8Array): Result<string, Refusal> {
  const length = headerBytes.length + signature.length;
  if (length > LIMITS.acknowledgementQr) return err(fault('too-large', 'acknowledgement', 'send it as a file instead'));
  const bytes = new Uint8Array(length);
  bytes.set(headerBytes);
  bytes.set(signature, headerBytes.length);
  return ok(PREFIX + toBase45(bytes));
}

export interface AcknowledgementParts {
  readonly header: Header;
  readonly headerBytes: Uint8Array;
  readonly signature: Uint8Array;
  /** What the signature covers, as if it stood in a file. */
  readonly signed: Uint8Array;
}

/** Text → its parts, not yet verified. Codes: `bad-acknowledgement` and those of `parseHeader`. */
export function parseAcknowledgement(text: string): Result<AcknowledgementParts, Refusal> {
  const bad = () => err(fault('bad-acknowledgement', 'acknowledgement'));
  const trimmed = text.trim();
  if (!trimmed.startsWith(PREFIX) || trimmed.length > LIMITS.acknowledgementQr * 2) return bad();
  const bytes = fromBase45(trimmed.slice(PREFIX.length));
  if (bytes === null || bytes.length <= SIGNATURE_LENGTH) return bad();
  const headerBytes = bytes.subarray(0, bytes.length - SIGNATURE_LENGTH);
  const header = parseHeader(headerBytes);
  if (!header.ok) return header;
  if (header.value.kind !== 'ack') return bad();
  return ok({
    header: header.value,
    headerBytes,
    signature: bytes.subarray(headerBytes.length),
    signed: frontOf(MAGIC, headerBytes),
  });
}

function toBase45(bytes: Uint8Array): string {
  let out = '';
  const digit = (value: number) => ALPHABET.charAt(value % 45);
  for (let i = 0; i < bytes.length; i += 2) {
    const first = bytes[i] ?? 0;
    const second = bytes[i + 1];
    const value = second === undefined ? first : first * 256 + second;
    out += digit(value) + digit(Math.floor(value / 45));
    if (second !== undefined) out += digit(Math.floor(value / 2025));
  }
  return out;
}

function fromBase45(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null;
  const out: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const digits = text
      .slice(i, i + 3)
      .split('')
      .map((c) => ALPHABET.indexOf(c));
    if (digits.includes(-1)) return null;
    const value = (digits[0] ?? 0) + (digits[1] ?? 0) * 45 + (digits[2] ?? 0) * 2025;
    if (value > (digits.length === 3 ? 0xffff : 0xff)) return null;
    if (digits.length === 3) out.push(value >> 8);
    out.push(value & 255);
  }
  return Uint8Array.from(out);
}
