import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { fault } from '#shared/exchange/faults.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { assert, err, ok, type Result } from '#shared/result/result.ts';
import { firstZstdFrame, walkZstdFrame } from './zstd-frame.ts';

/** Level 3: level 19 took half a minute for 24 MB and saved little. */
const LEVEL = 3;
const WINDOW_LOG = Math.log2(LIMITS.zstdWindow);

/**
 * One frame with checksum and content size. Where that comes to whole 16 KiB exactly, the platform encoder ends the stream a second time
 * and an empty frame follows, which a reader refuses like anything else after the frame; it is left off.
 */
export function compress(raw: Uint8Array): Uint8Array {
  const bytes = zstdCompressSync(raw, {
    pledgedSrcSize: raw.length,
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 },
  });
  const frame = firstZstdFrame(bytes);
  assert(frame.ok, 'the platform encoder writes a whole frame');
  return bytes.subarray(0, frame.value.length);
}

/**
 * One frame → exactly `declared` bytes. The frame is walked first, the output is capped at what was declared: a bomb is stopped there.
 * Codes: `bad-compression`, `expands-too-far`.
 */
export function decompress(bytes: Uint8Array, declared: number): Result<Uint8Array, Refusal> {
  const frame = walkZstdFrame(bytes);
  if (!frame.ok) return frame;
  const { contentSize } = frame.value;
  if (contentSize !== null && contentSize !== declared)
    return err(fault('expands-too-far', 'ops', 'it announces another size than its header'));
  let raw: Uint8Array;
  try {
    raw = zstdDecompressSync(bytes, {
      maxOutputLength: declared,
      params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG },
    });
  } catch (error) {
    const isTooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return err(fault(isTooLong ? 'expands-too-far' : 'bad-compression', 'ops'));
  }
  return raw.length === declared ? ok(raw) : err(fault('bad-compression', 'ops', 'it is shorter than declared'));
}
