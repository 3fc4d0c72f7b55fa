import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { standardBase64Value } from './base64url.ts';
import { fault } from './faults.ts';

/**
 * The ASCII armor of age v1 (a strict PEM), read from bytes: a file of half a gigabyte would not fit a string. Lines of 64 characters,
 * the last one shorter and padded, LF or CRLF, white space only before and after, one spelling of the base64.
 */
const encoder = new TextEncoder();
const BEGIN = encoder.encode('-----BEGIN AGE ENCRYPTED FILE-----');
const END = encoder.encode('-----END AGE ENCRYPTED FILE-----');
const LINE = 64;
/** Mail programs put blank lines around; more than this is not one. */
const MAX_MARGIN = 1024;
const PAD = 0x3d;

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d);

function marginBefore(bytes: Uint8Array): number {
  let at = 0;
  while (at < MAX_MARGIN && isSpace(bytes[at])) at++;
  return at;
}
const hasAt = (bytes: Uint8Array, at: number, text: Uint8Array): boolean =>
  text.every((byte, i) => bytes[at + i] === byte);

/** True when the bytes start as an armored file does; says nothing about the rest. */
export const isArmored = (bytes: Uint8Array): boolean => hasAt(bytes, marginBefore(bytes), BEGIN);

/** Decodes until at least `wanted` bytes are there or the armor ends. Work is bounded by `wanted`. Code: `bad-envelope`. */
export const armorHead = (bytes: Uint8Array, wanted: number): Result<Uint8Array, Refusal> => decode(bytes, wanted);

/** Decodes the whole armor, which must end with its footer. Code: `bad-envelope`. */
export const dearmor = (bytes: Uint8Array): Result<Uint8Array, Refusal> => decode(bytes, null);

function decode(bytes: Uint8Array, wanted: number | null): Result<Uint8Array, Refusal> {
  const bad = () => err(fault('bad-envelope', 'armor'));
  let at = marginBefore(bytes) + BEGIN.length;
  const out = new Uint8Array(
    Math.min(Math.ceil(((bytes.length - at) * 3) / 4), wanted === null ? bytes.length : wanted + 48),
  );
  let length = 0;
  for (let isLast = false; ; ) {
    const next = afterLineEnd(bytes, at);
    if (next === null) return bad();
    at = next;
    if (wanted !== null && length >= wanted) break;
    if (bytes[at] === 0x2d) {
      if (length === 0 || !hasAt(bytes, at, END) || !isMarginOnly(bytes, at + END.length)) return bad();
      break;
    }
    if (isLast) return bad();
    let size = 0;
    while (size <= LINE && bytes[at + size] !== undefined && !isSpace(bytes[at + size])) size++;
    const written = size > LINE ? -1 : decodeLine(bytes.subarray(at, at + size), out, length);
    if (written < 0) return bad();
    isLast = written < (LINE / 4) * 3;
    length += written;
    at += size;
  }
  return ok(out.subarray(0, length));
}

function afterLineEnd(bytes: Uint8Array, at: number): number | null {
  const lf = bytes[at] === 0x0d ? at + 1 : at;
  return bytes[lf] === 0x0a ? lf + 1 : null;
}
function isMarginOnly(bytes: Uint8Array, from: number): boolean {
  if (bytes.length - from > MAX_MARGIN) return false;
  return bytes.subarray(from).every((byte) => isSpace(byte));
}

/** Bytes written, or -1 when the line is not base64 in its one spelling. */
function decodeLine(line: Uint8Array, out: Uint8Array, at: number): number {
  if (line.length === 0 || line.length % 4 !== 0) return -1;
  let padding = 0;
  if (line[line.length - 1] === PAD) padding = line[line.length - 2] === PAD ? 2 : 1;
  let written = 0;
  let hold = 0;
  let bits = 0;
  for (const byte of line.subarray(0, line.length - padding)) {
    const value = standardBase64Value(byte);
    if (value < 0) return -1;
    hold = ((hold << 6) | value) & 0x3fff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at + written++] = (hold >> bits) & 255;
    }
  }
  return (hold & ((1 << bits) - 1)) === 0 ? written : -1;
}
