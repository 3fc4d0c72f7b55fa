import { fault } from '#shared/exchange/faults.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';

/**
 * Walks one zstd frame (RFC 8878, section 3.1.1) to its end without decoding it. Needed because the platform decoder returns short output
 * for a cut frame and ignores bytes after it, both without an error.
 */
export interface ZstdFrame {
  readonly windowSize: number;
  /** Null when the frame does not say. */
  readonly contentSize: number | null;
  readonly blocks: number;
  readonly hasChecksum: boolean;
  /** Bytes of the frame; more may follow it. */
  readonly length: number;
}

const MAGIC = 0xfd2fb528;
const BLOCK_RAW = 0;
const BLOCK_RLE = 1;
const BLOCK_RESERVED = 3;
const BLOCK_MAX = 128 * 1024;
const CHECKSUM_BYTES = 4;

const bad = (detail: string) => err(fault('bad-compression', 'ops', detail));

/** Exactly one frame, window within the limit, no dictionary, nothing after. Code: `bad-compression`. */
export function walkZstdFrame(bytes: Uint8Array): Result<ZstdFrame, Refusal> {
  const frame = firstZstdFrame(bytes);
  return !frame.ok || frame.value.length === bytes.length ? frame : bad('bytes after the frame');
}

/** The same for bytes that may go on after the frame. */
export function firstZstdFrame(bytes: Uint8Array): Result<ZstdFrame, Refusal> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 5 || view.getUint32(0, true) !== MAGIC) return bad('not a zstd frame');
  const descriptor = view.getUint8(4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const hasChecksum = (descriptor & 0x04) !== 0;
  if ((descriptor & 0x08) !== 0) return bad('a reserved bit is set');
  if ((descriptor & 0x03) !== 0) return bad('it needs a dictionary');
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? Number(isSingleSegment) : 2 ** sizeFlag;
  let at = 5 + (isSingleSegment ? 0 : 1);
  if (bytes.length < at + sizeBytes) return bad('cut in its header');
  const contentSize = readSize(view, at, sizeBytes);
  at += sizeBytes;
  // A single segment is its own window, so its content size is there.
  const windowSize = isSingleSegment ? (contentSize ?? 0) : readWindow(view.getUint8(5));
  if (windowSize > LIMITS.zstdWindow) return bad('its window is larger than allowed');
  let blocks = 0;
  for (let isLast = false; !isLast; blocks++) {
    if (at + 3 > bytes.length) return bad('cut in a block header');
    const header = view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
    isLast = (header & 1) === 1;
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === BLOCK_RESERVED) return bad('a reserved block');
    if (size > Math.min(BLOCK_MAX, Math.max(windowSize, 1024))) return bad('a block larger than allowed');
    if (type !== BLOCK_RAW && type !== BLOCK_RLE && size === 0) return bad('an empty compressed block');
    at += 3 + (type === BLOCK_RLE ? 1 : size);
    if (at > bytes.length) return bad('cut in a block');
  }
  at += hasChecksum ? CHECKSUM_BYTES : 0;
  if (at > bytes.length) return bad('cut in its checksum');
  return ok({ windowSize, contentSize, blocks, hasChecksum, length: at });
}

function readSize(view: DataView, at: number, bytes: number): number | null {
  switch (bytes) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    case 8:
      return Number(view.getBigUint64(at, true));
    default:
      return null;
  }
}

function readWindow(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}
