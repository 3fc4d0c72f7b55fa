import type { Refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { fault } from './faults.ts';
import type { Header } from './header.ts';
import { LIMITS } from './limits.ts';
import { padFor } from './padme.ts';

/**
 * What lies inside the encryption (exchange design, section 8): magic 8 · H 4, big-endian · header H · signature 64 · sections · zero bytes.
 * Magic: "JXB1" and the line ends of PNG, which show a transfer in text mode.
 */
export const MAGIC = Uint8Array.of(0x4a, 0x58, 0x42, 0x31, 0x0d, 0x0a, 0x1a, 0x0a);
/** Of an agency card file: "JXC1". Same front, another payload type. */
export const CARD_MAGIC = Uint8Array.of(0x4a, 0x58, 0x43, 0x31, 0x0d, 0x0a, 0x1a, 0x0a);
export const HEADER_AT = 12;
export const SIGNATURE_LENGTH = 64;

export interface Layout {
  readonly signatureAt: number;
  readonly sectionsAt: readonly number[];
  readonly padAt: number;
  readonly total: number;
}

/** Offsets of the parts, from the header length and what the header says. */
export function layoutOf(headerLength: number, header: Header): Layout {
  const signatureAt = HEADER_AT + headerLength;
  const sectionsAt: number[] = [];
  let at = signatureAt + SIGNATURE_LENGTH;
  for (const section of header.sections) {
    sectionsAt.push(at);
    at += section.len;
  }
  return { signatureAt, sectionsAt, padAt: at, total: at + header.pad };
}

/** The pad a header needs: its `pad` member counts only by the digits it will have. */
export function padOf(headerLengthWithPadZero: number, sectionBytes: number): number {
  return padFor(HEADER_AT + headerLengthWithPadZero - 1 + SIGNATURE_LENGTH + sectionBytes);
}

export interface Front {
  /** Offset 0 up to 12 + H: exactly what is signed. */
  readonly signed: Uint8Array;
  readonly headerBytes: Uint8Array;
  /** Everything from 12 + H on. */
  readonly rest: Uint8Array;
}

/** Magic, length and `body` as one piece: what is signed and what the file starts with. */
export function frontOf(magic: Uint8Array, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(HEADER_AT + body.length);
  out.set(magic);
  new DataView(out.buffer).setUint32(8, body.length);
  out.set(body, HEADER_AT);
  return out;
}

/**
 * Cuts magic and header off by views, without copying; H is checked against the limit and against what is really there.
 * Codes: `not-an-exchange-file`, `newer-format`, `too-large`, `bad-header`.
 */
export function splitFront(bytes: Uint8Array, magic: Uint8Array, maxBody: number): Result<Front, Refusal> {
  if (!startsWith(bytes, magic)) {
    // Same letters, higher digit: a later container, not foreign data.
    const isLater =
      startsWith(bytes, magic.subarray(0, 3)) && startsWith(bytes.subarray(4), magic.subarray(4)) && digitOf(bytes) > 1;
    return err(fault(isLater ? 'newer-format' : 'not-an-exchange-file', 'magic'));
  }
  if (bytes.length < HEADER_AT) return err(fault('bad-header', 'header length'));
  const length = new DataView(bytes.buffer, bytes.byteOffset, HEADER_AT).getUint32(8);
  if (length > maxBody) return err(fault('too-large', 'header length'));
  if (length === 0 || length > bytes.length - HEADER_AT - SIGNATURE_LENGTH)
    return err(fault('bad-header', 'header length'));
  const end = HEADER_AT + length;
  return ok({ signed: bytes.subarray(0, end), headerBytes: bytes.subarray(HEADER_AT, end), rest: bytes.subarray(end) });
}

export interface ContainerParts extends Front {
  readonly signature: Uint8Array;
}

/** `splitFront` for an exchange file, with its one signature. */
export function splitContainer(bytes: Uint8Array): Result<ContainerParts, Refusal> {
  const front = splitFront(bytes, MAGIC, LIMITS.header);
  return front.ok ? ok({ ...front.value, signature: front.value.rest.subarray(0, SIGNATURE_LENGTH) }) : front;
}

/**
 * Views of the sections in header order. The lengths must add up to the file, the pad must be the one Padmé asks for and all zero;
 * nothing follows. Code: `bad-sections`.
 */
export function splitSections(
  bytes: Uint8Array,
  headerLength: number,
  header: Header,
): Result<readonly Uint8Array[], Refusal> {
  const bad = (detail: string) => err(fault('bad-sections', 'sections', detail));
  const layout = layoutOf(headerLength, header);
  if (!Number.isSafeInteger(layout.total) || layout.total !== bytes.length) return bad('lengths and size differ');
  const sectionBytes = layout.padAt - layout.signatureAt - SIGNATURE_LENGTH;
  if (padOf(headerLength - String(header.pad).length + 1, sectionBytes) !== header.pad)
    return bad('the pad is not the one expected');
  if (!isZero(bytes.subarray(layout.padAt))) return bad('the pad is not empty');
  return ok(
    header.sections.map((section, i) => {
      const at = layout.sectionsAt[i] ?? 0;
      return bytes.subarray(at, at + section.len);
    }),
  );
}

const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  bytes.length >= start.length && start.every((b, i) => bytes[i] === b);
const digitOf = (bytes: Uint8Array): number => (bytes[3] ?? 0) - 0x30;
function isZero(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0) return false;
  return true;
}
