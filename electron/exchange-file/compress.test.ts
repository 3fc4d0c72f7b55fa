import { constants, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/exchange/limits.ts';
import { random } from '#electron/keys/node-crypto.ts';
import { compress, decompress } from './compress.ts';
import { walkZstdFrame } from './zstd-frame.ts';
import { codeOf, valueOf } from '#test/builders/exchange-world.ts';

/** Half repeating, half random: raw, run-length and compressed blocks all occur. */
const mixed = (length: number): Uint8Array => {
  const out = new Uint8Array(length);
  for (let at = 0; at < length; at += 300_000) out.set(random(Math.min(140_000, length - at)), at);
  return out;
};

describe('the zstd section', () => {
  it.each([1, 255, 256, 65_791, 65_792, 131_072, 131_073, 2_097_152, 3_000_000, 20_000_000])(
    'comes back at %d bytes',
    (length) => {
      const raw = mixed(length);
      const bytes = compress(raw);
      expect(valueOf(walkZstdFrame(bytes))).toMatchObject({ contentSize: length, hasChecksum: true });
      expect(Buffer.compare(valueOf(decompress(bytes, length)), raw)).toBe(0);
    },
  );

  it('is one frame also where the encoder fills its buffers to the last byte', () => {
    // What does not compress comes out a few bytes longer, so one of these lengths fills four buffers of 16 KiB exactly.
    const lengths = Array.from({ length: 64 }, (_, i) => 65_536 - i);
    const made: number[] = [];
    for (const length of lengths) {
      const raw = random(length);
      const bytes = compress(raw);
      made.push(bytes.length);
      expect(walkZstdFrame(bytes).ok).toBe(true);
      expect(Buffer.compare(valueOf(decompress(bytes, length)), raw)).toBe(0);
    }
    expect(made).toContain(65_536);
  });

  it('is read from other encoders, with and without checksum, and refused above the window', () => {
    const raw = mixed(20_000_000);
    const plain = zstdCompressSync(raw);
    expect(valueOf(walkZstdFrame(plain)).hasChecksum).toBe(false);
    expect(decompress(plain, raw.length).ok).toBe(true);
    const wide = zstdCompressSync(raw, { params: { [constants.ZSTD_c_windowLog]: 24 } });
    expect(codeOf(decompress(wide, raw.length))).toBe('bad-compression');
    const most = zstdCompressSync(raw, { params: { [constants.ZSTD_c_windowLog]: Math.log2(LIMITS.zstdWindow) } });
    expect(codeOf(decompress(most, raw.length))).toBeNull();
  });

  it('is refused when cut anywhere, whatever follows, and when a byte less or more was declared', () => {
    const raw = mixed(500_000);
    const bytes = compress(raw);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), (at) => {
        expect(codeOf(decompress(bytes.subarray(0, at), raw.length))).toBe('bad-compression');
      }),
    );
    expect(codeOf(decompress(new Uint8Array([...bytes, 0x28, 0xb5, 0x2f, 0xfd]), raw.length))).toBe('bad-compression');
    expect(codeOf(decompress(bytes, raw.length - 1))).toBe('expands-too-far');
    expect(codeOf(decompress(bytes, raw.length + 1))).toBe('expands-too-far');
    const silent = zstdCompressSync(raw, { params: { [constants.ZSTD_c_contentSizeFlag]: 0 } });
    expect(codeOf(decompress(silent, raw.length))).toBeNull();
    expect(codeOf(decompress(silent, raw.length - 1))).toBe('expands-too-far');
    expect(codeOf(decompress(silent, raw.length + 1))).toBe('bad-compression');
  });

  it('never throws on arbitrary bytes after the magic', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (tail) => {
        const bytes = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, ...tail]);
        const result = decompress(bytes, 1000);
        expect(result.ok ? result.value.length : 1000).toBe(1000);
      }),
    );
  });
});
