import { generateKeyPairSync, sign, verify } from 'node:crypto';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signatureInput } from '#shared/sync/line-id.ts';
import { OUT } from '#test/tools/places.ts';
import { checkLines, checksAside, checksHere, type LineCheck } from './line-checks.ts';
import { verifySignature } from './verify-signature.ts';

const SPKI_HEAD = 12;
function makeKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    key: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD)),
    publicKey,
    sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
  };
}
const [a, b] = [makeKey(), makeKey()];

/** Lines of which every third is signed by another key than it names. */
const lines = (count: number): readonly LineCheck[] =>
  Array.from({ length: count }, (_, i) => {
    const text = `["s","rec","place","harbour ${i}",null]`;
    const signer = i % 3 === 2 ? b : a;
    return { key: a.key, text, signature: signer.sign(signatureInput(text)).toString('base64url') };
  });
const expected = (count: number) => Array.from({ length: count }, (_, i) => i % 3 !== 2);

describe('a signature', () => {
  test('of RFC 8032, section 7.1, test 3, is good', () => {
    const hex = (text: string) => Buffer.from(text, 'hex');
    const key = hex('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025');
    const signature = hex(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    );
    expect(verifySignature(key, hex('af82'), signature)).toBe(true);
    expect(verifySignature(key, hex('af83'), signature)).toBe(false);
  });

  test('of any other length is none', () => {
    const good = a.sign(new Uint8Array([1]));
    for (const length of [0, 63, 65])
      expect(verifySignature(a.key, new Uint8Array([1]), new Uint8Array(length))).toBe(false);
    for (const length of [0, 31, 33])
      expect(verifySignature(new Uint8Array(length), new Uint8Array([1]), good)).toBe(false);
  });

  test('is good or not as the platform says, whatever bit of it, of the message or of the key is turned', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.option(fc.nat(64 * 8 - 1)), (message, bit) => {
        const signature = Uint8Array.from(a.sign(message));
        if (bit !== null) signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const said = verifySignature(a.key, message, signature);
        expect(said).toBe(verify(null, message, a.publicKey, signature));
        expect(said).toBe(bit === null);
        expect(verifySignature(b.key, message, signature)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('many lines', () => {
  test('are each told good or not, in their order', async () => {
    expect(checkLines(lines(30))).toEqual(expected(30));
    expect(await checksHere.check(lines(30), 'all')).toEqual(expected(30));
    const [line] = lines(1);
    if (!line) throw new Error('no line');
    expect(checkLines([{ ...line, signature: 'short' }, { ...line, key: new Uint8Array() }, line])).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('are checked the same on threads of their own, of which there may be several', async () => {
    const checks = checksAside(path.join(OUT, 'worker/check-thread.cjs'));
    const done = await Promise.all(Array.from({ length: 12 }, () => checks.check(lines(100), 'all')));
    for (const good of done) expect(good).toEqual(expected(100));
  });

  test('that a thread could not check are not said to be good, and the next are checked without it', async () => {
    const checks = checksAside(path.join(OUT, 'worker/there-is-none.cjs'));
    await expect(checks.check(lines(3), 'beside')).rejects.toThrow('checks signatures');
    expect(await checks.check(lines(30), 'all')).toEqual(expected(30));
  });
});
