import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { frontOf, MAGIC } from '#shared/exchange/container.ts';
import { CARD_TYPE, HEADER_TYPE, LINE_TYPE, preAuthEncoding } from '#shared/exchange/dsse.ts';
import { keyId } from '#shared/exchange/ids.ts';
import { ed25519 } from './ed25519.ts';
import { newIdentity, openIdentity, type OwnIdentity } from './identity.ts';
import { random, sha256 } from './node-crypto.ts';
import { checkPassphrase } from './passphrase.ts';
import { Secret } from './secret.ts';

const NOW = Date.UTC(2026, 4, 1);
let own: OwnIdentity;
beforeAll(async () => {
  own = await newIdentity({ withRoot: true, now: NOW });
});

describe('the keys of a station', () => {
  it('sign each purpose so that it passes for no other', () => {
    const text = '["s","x"]';
    const body = new TextEncoder().encode(text);
    const front = frontOf(MAGIC, body);
    const key = own.stationPublicKey;
    expect(ed25519.verify(key, preAuthEncoding(HEADER_TYPE, front), own.signHeader(front))).toBe(true);
    expect(ed25519.verify(key, preAuthEncoding(LINE_TYPE, body), own.signLine(text))).toBe(true);
    expect(ed25519.verify(key, preAuthEncoding(HEADER_TYPE, body), own.signLine(text))).toBe(false);
    expect(own.signEncodedLine(preAuthEncoding(LINE_TYPE, body))).toEqual(own.signLine(text));
    expect(() => own.signEncodedLine(preAuthEncoding(HEADER_TYPE, front))).toThrow('broken promise');
    const root = own.rootPublicKey ?? new Uint8Array();
    expect(ed25519.verify(root, preAuthEncoding(CARD_TYPE, body), own.signCard(body)[0] ?? new Uint8Array())).toBe(
      true,
    );
    expect(own.stationKeyId).toBe(keyId(sha256, key));
  });

  it('verify as RFC 8032 says (section 7.1, test 3), and nothing of another size', () => {
    const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
    const key = hex('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025');
    const signature = hex(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    );
    expect(ed25519.verify(key, hex('af82'), signature)).toBe(true);
    expect(ed25519.verify(key, hex('af83'), signature)).toBe(false);
    expect(ed25519.verify(key.subarray(1), hex('af82'), signature)).toBe(false);
    expect(ed25519.verify(key, hex('af82'), signature.subarray(1))).toBe(false);
  });

  it('come back from the store, under their key only', () => {
    const key = new Secret(random(32));
    const sealed = own.withNewRoot().withNewStationKey().seal(key);
    const back = openIdentity(sealed, key);
    expect(back.ok).toBe(true);
    if (!back.ok) return;
    expect(back.value.stationId).toBe(own.stationId);
    expect(back.value.rootBeforePublicKey).toEqual(own.rootPublicKey);
    expect(back.value.encryption).toEqual(own.encryption);
    expect(back.value.stationKeyId).not.toBe(own.stationKeyId);
    expect(openIdentity(sealed, new Secret(random(32)))).toMatchObject({
      ok: false,
      error: { code: 'identity-damaged' },
    });
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    expect(openIdentity(sealed, key).ok).toBe(false);
  });

  it('print nothing', () => {
    const printed = `${inspect(own, { depth: 9, showHidden: true })} ${JSON.stringify(own)} ${inspect(own.decryptionKeys(), { depth: 9 })}`;
    expect(printed).not.toContain('AGE-SECRET-KEY');
  });
});

describe('passphrase policy', () => {
  it.each([
    'twelve chars',
    'four big old cats',
    '\u6e2f\u5cb8 \u5728\u9ece \u660e\u524d \u7b49\u5019',
    'Tr0ub4dor&3xx',
  ])('takes %s', (text) => {
    expect(checkPassphrase(text).ok).toBe(true);
  });
  it.each([
    ['eleven char', 'Use at least 12 characters, or at least four different words.'],
    ['ab ab ab ab', 'Use at least 12 characters, or at least four different words.'],
    ['a b c d e', 'Use at least 12 characters, or at least four different words.'],
    ['', 'Use at least 12 characters, or at least four different words.'],
    ['aaaaaaaaaaaaaaaa', 'Use at least five different characters.'],
    ['x'.repeat(2000), 'Use at most 1024 characters.'],
  ])('refuses %s', (text, reason) => {
    expect(checkPassphrase(text)).toMatchObject({ ok: false, error: { code: 'weak-passphrase', reason } });
  });
});
