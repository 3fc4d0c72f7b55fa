import { armor, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { boundAgeHeader } from '#shared/exchange/age-header.ts';
import { toBase64Url } from '#shared/exchange/base64url.ts';
import { canonicalBytes, canonicalJson } from '#shared/exchange/canonical-json.ts';
import { CARD_MAGIC, HEADER_AT, padOf } from '#shared/exchange/container.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { DecryptionKeys } from '#electron/keys/age.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { random } from '#electron/keys/node-crypto.ts';
import { inspectOutside, open, openContainer } from './open.ts';
import { makeNextCard, openCard } from './own-card.ts';
import {
  codeOf,
  containerOf,
  contextOf,
  craft,
  craftOps,
  encryptTo,
  fields,
  headerOf,
  idsOf,
  lineOf,
  makeParty,
  NOW,
  openAt,
  opsSection,
  type Party,
  readLine,
  sealChanges,
  trusting,
  valueOf,
} from '#test/builders/exchange-world.ts';

const encoder = new TextEncoder();
let a: Party;
let b: Party;
let c: Party;
let lines: readonly string[];

beforeAll(async () => {
  [a, b, c] = await Promise.all([
    makeParty('A07', 'Agency Aster'),
    makeParty('B12', 'Agency Borage'),
    makeParty('C03', 'Agency Clover'),
  ]);
  lines = Array.from({ length: 5 }, (_, i) => lineOf(a.card.agency, i));
});

/** A zstd frame of stored blocks: nothing is compressed, so the limit on expansion does not come first. */
function storedFrame(raw: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58)];
  const size = 128 * 1024;
  for (let at = 0; at < raw.length; at += size) {
    const block = raw.subarray(at, at + size);
    const head = (block.length << 3) | (at + size >= raw.length ? 1 : 0);
    parts.push(Uint8Array.of(head & 255, (head >> 8) & 255, head >> 16), block);
  }
  return new Uint8Array(Buffer.concat(parts));
}

describe('acceptance cases of the exchange that need no store', () => {
  it('case 6: a file cut anywhere or with bytes after it is refused', async () => {
    // Incompressible content over two age chunks of 64 KiB.
    const content = { kind: 'changes', lines, ids: idsOf(lines), blobs: [random(130_000)] } as const;
    const { file } = await sealChanges(a, b, lines, { content });
    const headerEnd = valueOf(boundAgeHeader(file)).headerLength;
    const chunk = 64 * 1024 + 16;
    const edges = [0, 1, headerEnd, headerEnd + 16, headerEnd + 16 + chunk, headerEnd + 16 + 2 * chunk, file.length];
    const cuts = edges
      .flatMap((edge) => [edge - 2, edge - 1, edge, edge + 1, edge + 2])
      .filter((at) => at >= 0 && at < file.length);
    for (const at of cuts) expect((await openAt(b, a, file.subarray(0, at))).ok, `cut at ${at}`).toBe(false);
    for (const more of [1, 16, 17, chunk])
      expect((await openAt(b, a, new Uint8Array([...file, ...new Uint8Array(more)]))).ok, `${more} more`).toBe(false);
    expect(codeOf(await openAt(b, a, file.subarray(0, headerEnd + 16 + chunk)))).toBe('tampered');
    expect(codeOf(await openAt(b, a, file))).toBeNull();
  });

  it('case 6: the same inside the encryption: a container cut or lengthened is refused', async () => {
    const ops = opsSection(encoder.encode(`${lines.join('\n')}\n`), { lines: 5, ids: idsOf(lines) });
    const header = canonicalBytes(headerOf(a, b, [ops.section]));
    const whole = containerOf(a, { header, body: ops.bytes });
    for (const at of [0, 7, 8, 11, 12, 12 + header.length, 75 + header.length, 76 + header.length, whole.length - 1]) {
      expect((await openAt(b, a, await encryptTo(b, whole.subarray(0, at)))).ok, `cut at ${at}`).toBe(false);
    }
  });

  it('case 7: one flipped bit in the outer header, the nonce or the payload is refused', async () => {
    const { file } = await sealChanges(a, b, lines);
    const headerEnd = valueOf(boundAgeHeader(file)).headerLength;
    // Trying a key costs milliseconds, so every seventh byte of the 1 494 characters of the encapsulated key; every byte around them.
    const offsets = [...Array(headerEnd + 40).keys()].filter((at) => at < 60 || at % 7 === 0 || at > headerEnd - 110);
    for (let at = headerEnd + 40; at < file.length; at += 5) offsets.push(at);
    for (const at of offsets) {
      const flipped = file.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect((await openAt(b, a, flipped)).ok, `bit at ${at}`).toBe(false);
    }
  });

  it('case 7: one flipped bit at every byte of the signed container is refused even when someone encrypts it again', async () => {
    const sealed = await sealChanges(a, b, lines);
    const container = valueOf(await b.identity.decryptionKeys().decrypt(sealed.file));
    expect((await openContainer(container, trusting(b, a))).ok).toBe(true);
    for (let at = 0; at < container.length; at++) {
      const flipped = container.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect((await openContainer(flipped, trusting(b, a))).ok, `bit at ${at}`).toBe(false);
    }
    const flipped = container.slice();
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    expect((await openAt(b, a, await encryptTo(b, flipped))).ok).toBe(false);
  });

  it('case 8: an age header of 18 MiB with 200 000 stanzas is refused within the first 64 KiB, before any key operation', async () => {
    const stanza = `-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n`;
    const huge = encoder.encode(`age-encryption.org/v1\n${stanza.repeat(200_000)}--- ${'A'.repeat(43)}\n`);
    expect(huge.length).toBeGreaterThan(18 * 1024 * 1024);
    // Only the first 64 KiB may be looked at: everything after is made unreadable for the check.
    const head = huge.subarray(0, LIMITS.ageHeader);
    expect(codeOf(boundAgeHeader(huge))).toBe('bad-envelope');
    expect(boundAgeHeader(head)).toEqual(boundAgeHeader(huge));
    expect(codeOf(await openAt(b, a, huge))).toBe('bad-envelope');
    const keyless = new DecryptionKeys([]);
    expect(codeOf(await keyless.decrypt(huge))).toBe('bad-envelope');
    expect(codeOf(inspectOutside(encoder.encode(armor.encode(huge.subarray(0, 3_000_000)))))).toBe('bad-envelope');
  });

  it('case 8: a header without line ends is refused, too', () => {
    expect(codeOf(boundAgeHeader(encoder.encode(`age-encryption.org/v1\n-> X25519 ${'A'.repeat(5_000_000)}`)))).toBe(
      'bad-envelope',
    );
  });

  it('case 9: a passphrase stanza with a huge work factor is refused without deriving a key', async () => {
    const text = `age-encryption.org/v1\n-> scrypt ${'A'.repeat(22)} 30\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n${'x'.repeat(64)}`;
    expect(codeOf(await openAt(b, a, encoder.encode(text)))).toBe('passphrase-envelope');
    expect(codeOf(await openAt(b, a, encoder.encode(armor.encode(encoder.encode(text)))))).toBe('passphrase-envelope');
  });

  it('recipients of two kinds at once are refused', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(b.identity.encryption[0]?.recipient ?? '');
    encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
    expect(codeOf(await openAt(b, a, await encrypter.encrypt(random(200))))).toBe('mixed-recipients');
  });

  it("10: A's valid file for C, re-encrypted by C to B, is refused: not addressed to us", async () => {
    const forC = await sealChanges(a, c, lines);
    const container = valueOf(await c.identity.decryptionKeys().decrypt(forC.file));
    expect(codeOf(await openAt(b, a, await encryptTo(b, container)))).toBe('not-for-us');
    expect(codeOf(await openAt(b, a, forC.file))).toBe('cannot-decrypt');
  });

  it('case 10: a valid file of A for C that C encrypts again for B is refused: it is not addressed to B', async () => {
    const { file } = await sealChanges(a, c, lines);
    const container = valueOf(await c.identity.decryptionKeys().decrypt(file));
    expect(codeOf(await openAt(b, a, await encryptTo(b, container)))).toBe('not-for-us');
    expect(codeOf(await openAt(c, a, file))).toBeNull();
  });

  it('case 11: a file of an unknown agency, or of one not yet compared, waits unread', async () => {
    const { file } = await sealChanges(a, b, lines);
    expect(codeOf(await open(file, contextOf(b, [])))).toBe('unknown-sender');
    expect(codeOf(await open(file, contextOf(b, [{ card: a.card, trust: 'pending' }])))).toBe('unverified-sender');
    expect(codeOf(await open(file, contextOf(b, [{ card: a.card, trust: 'revoked' }])))).toBe('revoked-sender');
  });

  it('case 12: a file signed by a station key revoked before receipt is refused', async () => {
    const { file } = await sealChanges(a, b, lines);
    const revoke = [{ key: a.identity.stationKeyId, at: NOW, good: [{ stream: fields().stream, seq: 1 }] }];
    const renewed = a.identity.withNewStationKey();
    const card = valueOf(makeNextCard(renewed, a.card, { revoke }, NOW));
    expect(codeOf(await openAt(b, { ...a, card }, file))).toBe('revoked-key');
    const after = { identity: renewed, card };
    expect(codeOf(await openAt(b, after, (await sealChanges(after, b, lines)).file))).toBeNull();
    // A key that is on no card, and a station that is on none.
    const stranger = { identity: a.identity.withNewStationKey(), card: a.card };
    expect(codeOf(await openAt(b, a, (await sealChanges(stranger, b, lines)).file))).toBe('unknown-key');
    const impostor = { identity: c.identity, card: a.card };
    expect(codeOf(await openAt(b, a, (await sealChanges(impostor, b, lines)).file))).toBe('unknown-station');
  });

  it('case 13: a signed card presented as a header, and the reverse, is refused', async () => {
    const length = new DataView(a.card.file.buffer, a.card.file.byteOffset).getUint32(8);
    const cardBytes = a.card.file.subarray(HEADER_AT, HEADER_AT + length);
    const cardSignature = a.card.file.subarray(HEADER_AT + length);
    const asHeader = await craft(a, b, { header: cardBytes, signature: cardSignature, body: new Uint8Array() });
    expect(codeOf(await openAt(b, a, asHeader))).toBe('bad-header');
    expect(codeOf(await openAt(b, a, await encryptTo(b, a.card.file)))).toBe('not-an-exchange-file');
    const { headerBytes, signature } = await sealChanges(a, b, lines);
    expect(
      codeOf(
        openCard(containerOf(a, { magic: CARD_MAGIC, header: headerBytes, signature, body: new Uint8Array() }), null),
      ),
    ).toBe('bad-card');
    // Even with the same key and the same bytes the type alone tells them apart.
    const front = a.card.file.subarray(0, HEADER_AT + length);
    const forged = new Uint8Array([...front, ...c.identity.signHeader(front)]);
    expect(codeOf(openCard(forged, null))).toBe('card-signature');
  });

  it('case 14: a header with duplicate key, blank, unsorted keys, 1.0 or 1e2 is refused', async () => {
    const ops = opsSection(encoder.encode(`${lines[0]}\n`), { ids: idsOf(lines.slice(0, 1)) });
    const good = canonicalJson(headerOf(a, b, [ops.section]));
    const bent: Record<string, string> = {
      duplicate: good.replace('"v":1', '"v":1,"v":1'),
      blank: good.replace('"v":1', '"v": 1'),
      unsorted: `{"v":1,${good.slice(1).replace(',"v":1', '')}`,
      fraction: good.replace('"v":1', '"v":1.0'),
      exponent: good.replace('"pad":0', '"pad":1e2'),
      'minus zero': good.replace('"pad":0', '"pad":-0'),
      'trailing line feed': `${good}\n`,
      'byte order mark': `\uFEFF${good}`,
      reserved: good.replace('{', '{"__proto__":{},'),
    };
    for (const [name, text] of Object.entries(bent)) {
      const code = codeOf(await openAt(b, a, await craft(a, b, { header: encoder.encode(text), body: ops.bytes })));
      expect({ name, isBent: text !== good, code }).toEqual({ name, isBent: true, code: 'not-canonical' });
    }
    const unknown = canonicalBytes({ ...headerOf(a, b, [ops.section]), extra: 1 });
    expect(codeOf(await openAt(b, a, await craft(a, b, { header: unknown, body: ops.bytes })))).toBe('bad-header');
  });

  it('case 15: header length 0 or 4 294 967 295, or sections that do not add up, are refused without allocating', async () => {
    const ops = opsSection(encoder.encode(`${lines[0]}\n`), { ids: idsOf(lines.slice(0, 1)) });
    const header = canonicalBytes(headerOf(a, b, [ops.section]));
    const withLength = async (headerLength: number) =>
      codeOf(await openAt(b, a, await craft(a, b, { header, body: ops.bytes, headerLength })));
    expect(await withLength(0)).toBe('bad-header');
    expect(await withLength(4_294_967_295)).toBe('too-large');
    expect(await withLength(header.length + 200_000)).toBe('too-large');
    expect(await withLength(header.length + 2_000)).toBe('bad-header');
    for (const len of [1, ops.bytes.length + 1, 200 * 1024 * 1024]) {
      const wrong = canonicalBytes(headerOf(a, b, [{ ...ops.section, len }]));
      expect(codeOf(await openAt(b, a, await craft(a, b, { header: wrong, body: ops.bytes })))).toBe('bad-sections');
    }
    expect(codeOf(await openAt(b, a, await craft(a, b, { header, body: new Uint8Array(0) })))).toBe('bad-sections');
  });

  it('case 15: a pad that is not the expected one or not empty is refused', async () => {
    const { file } = await sealChanges(a, b, lines);
    const container = valueOf(await b.identity.decryptionKeys().decrypt(file));
    const { header } = valueOf(await openAt(b, a, file));
    expect(header.pad).toBeGreaterThan(0);
    const longer = headerOf(a, b, header.sections, { pad: header.pad + 1 });
    const parts = container.subarray(container.length - header.pad - (header.sections[0]?.len ?? 0));
    const body = new Uint8Array([...parts, 0]);
    expect(codeOf(await openAt(b, a, await craft(a, b, { header: canonicalBytes(longer), body })))).toBe(
      'bad-sections',
    );
    container[container.length - 1] = 1;
    expect(codeOf(await openAt(b, a, await encryptTo(b, container)))).toBe('bad-sections');
  });

  it('case 16: a section that expands to 10 GiB is refused at its declared cap', async () => {
    // 81 920 run-length blocks of 128 KiB each: 10 GiB out of 320 KiB.
    const frame = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58)];
    const blocks = 81_920;
    const block = (isLast: boolean) => {
      const head = (isLast ? 1 : 0) | (1 << 1) | ((128 * 1024) << 3);
      return Uint8Array.of(head & 255, (head >> 8) & 255, head >> 16, 0x41);
    };
    for (let i = 0; i < blocks; i++) frame.push(block(i === blocks - 1));
    const compressed = new Uint8Array(Buffer.concat(frame));
    const before = process.memoryUsage().rss;
    const declared = await craftOps(a, b, new Uint8Array(), { compressed, raw: 2 * 1024 * 1024 });
    expect(codeOf(await openAt(b, a, declared))).toBe('expands-too-far');
    const honest = await craftOps(a, b, new Uint8Array(), { compressed, raw: 10 * 1024 ** 3 });
    expect(codeOf(await openAt(b, a, honest))).toBe('expands-too-far');
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('case 16: a cut frame, bytes after it, a second frame and a huge window are refused', async () => {
    const raw = encoder.encode(`${lines.join('\n')}\n`);
    const { bytes } = opsSection(raw);
    const code = async (compressed: Uint8Array) =>
      codeOf(await openAt(b, a, await craftOps(a, b, raw, { compressed, lines: 5, ids: idsOf(lines) })));
    expect(await code(bytes)).toBeNull();
    expect(await code(bytes.subarray(0, bytes.length - 1))).toBe('bad-compression');
    expect(await code(new Uint8Array([...bytes, 0]))).toBe('bad-compression');
    expect(await code(new Uint8Array([...bytes, ...bytes]))).toBe('bad-compression');
    const window = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, (14 << 3) | 0, 1, 0, 0);
    expect(await code(window)).toBe('bad-compression');
    const checksum = bytes.slice();
    checksum[checksum.length - 1] = (checksum[checksum.length - 1] ?? 0) ^ 1;
    expect(await code(checksum)).toBe('bad-compression');
  });

  it('case 17: a blob whose hash is not its name refuses the whole file', async () => {
    const ops = opsSection(encoder.encode(`${lines[0]}\n`), { ids: idsOf(lines.slice(0, 1)) });
    const blob = random(50);
    const digest = toBase64Url(exchangeCrypto.sha256(blob));
    const other = toBase64Url(exchangeCrypto.sha256(random(50)));
    const section = { name: digest, codec: 'none', len: 50, raw: 50, sha256: digest, lines: null, ids: null } as const;
    const file = async (over: { readonly name: string; readonly sha256: string }) => {
      const header = canonicalBytes(headerOf(a, b, [ops.section, { ...section, ...over }]));
      return craft(a, b, { header, body: new Uint8Array([...ops.bytes, ...blob]) });
    };
    expect(codeOf(await openAt(b, a, await file({ name: other, sha256: digest })))).toBe('bad-header');
    const draft = headerOf(a, b, [ops.section, { ...section, name: other, sha256: other }]);
    const pad = padOf(canonicalBytes(draft).length, ops.bytes.length + 50);
    const body = new Uint8Array([...ops.bytes, ...blob, ...new Uint8Array(pad)]);
    expect(codeOf(await openAt(b, a, await craft(a, b, { header: canonicalBytes({ ...draft, pad }), body })))).toBe(
      'section-hash',
    );
  });

  it('case 18: a line of 300 KiB, a line too many, and nesting 200 000 deep are refused', async () => {
    const long = encoder.encode(`["n","${'x'.repeat(300 * 1024)}"]\n`);
    expect(codeOf(await openAt(b, a, await craftOps(a, b, long)))).toBe('line-too-long');
    const deep = encoder.encode(`["n",${'['.repeat(120_000)}${']'.repeat(120_000)}]\n`);
    expect(codeOf(await openAt(b, a, await craftOps(a, b, deep)))).toBe('bad-line');
    const deeper = encoder.encode(`${'['.repeat(200_000)}${']'.repeat(200_000)}\n`);
    expect(codeOf(await openAt(b, a, await craftOps(a, b, deeper)))).toBe('line-too-long');
    const two = encoder.encode(`${lines[0]}\n${lines[1]}\n`);
    expect(codeOf(await openAt(b, a, await craftOps(a, b, two, { lines: 1 })))).toBe('too-many-lines');
    expect(codeOf(await openAt(b, a, await craftOps(a, b, two, { lines: 3 })))).toBe('too-many-lines');
    const many = encoder.encode('[]\n'.repeat(1_000_001));
    const compressed = storedFrame(many);
    expect(codeOf(await openAt(b, a, await craftOps(a, b, many, { compressed, lines: 1_000_001 })))).toBe('bad-header');
    expect(codeOf(await openAt(b, a, await craftOps(a, b, many, { compressed, lines: 1_000_000 })))).toBe(
      'too-many-lines',
    );
  });

  it('case 19: a lone surrogate, U+0000, invalid UTF-8 or a byte order mark in the lines is refused', async () => {
    const code = async (raw: Uint8Array) => codeOf(await openAt(b, a, await craftOps(a, b, raw)));
    const line = (lines[0] ?? '').replace('"P1"', '"P1\\ud800"');
    expect(await code(encoder.encode(`${line}\n`))).toBe('bad-line');
    expect(await code(encoder.encode(`${line.replace('\\ud800', '\\u0000')}\n`))).toBe('bad-line');
    expect(await code(encoder.encode(`${line.replace('\\ud800', '\u0000')}\n`))).toBe('bad-line');
    expect(await code(new Uint8Array([...encoder.encode('["n","'), 0xff, ...encoder.encode('"]\n')]))).toBe('bad-text');
    expect(await code(new Uint8Array([0xed, 0xa0, 0x80, 0x0a]))).toBe('bad-text');
    expect(await code(encoder.encode(`\uFEFF${lines[0]}\n`))).toBe('bad-text');
    expect(await code(encoder.encode(lines[0]))).toBe('bad-text');
    expect(await code(encoder.encode(`${lines[0]}\r\n`))).toBe('bad-line');
  });

  it('lines other than those the header promises are refused', async () => {
    const raw = encoder.encode(`${lines[0]}\n`);
    expect(codeOf(await openAt(b, a, await craftOps(a, b, raw, { ids: idsOf(lines.slice(1, 2)) })))).toBe(
      'ids-mismatch',
    );
    expect(readLine(lines[0] ?? '').ok).toBe(true);
  });

  it('a signature by someone else is refused', async () => {
    const { headerBytes } = await sealChanges(a, b, lines);
    const signature = random(64);
    expect(
      codeOf(await openAt(b, a, await craft(a, b, { header: headerBytes, signature, body: new Uint8Array(64) }))),
    ).toBe('bad-signature');
  });
});
