import { beforeAll, describe, expect, it } from 'vitest';
import { acknowledgementText } from '#shared/exchange/acknowledgement.ts';
import { toBase64Url } from '#shared/exchange/base64url.ts';
import { canonicalBytes } from '#shared/exchange/canonical-json.ts';
import { HEADER_AT, MAGIC, SIGNATURE_LENGTH } from '#shared/exchange/container.ts';
import { padmeSize } from '#shared/exchange/padme.ts';
import { verifyProof } from '#shared/exchange/proof.ts';
import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { random } from '#electron/keys/node-crypto.ts';
import { inspectOutside, open, openAcknowledgement } from './open.ts';
import { makeNextCard, openCard } from './own-card.ts';
import { seal, sealAcknowledgement } from './seal.ts';
import {
  codeOf,
  contextOf,
  craft,
  fields,
  idsOf,
  lineOf,
  makeParty,
  NOW,
  openAt,
  type Party,
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

describe('a file between two agencies', () => {
  it('comes back line for line, with blobs, header id and the padded size', async () => {
    const blob = random(70_000);
    const content = { kind: 'changes', lines, ids: idsOf(lines), blobs: [blob] } as const;
    const sealed = await sealChanges(a, b, lines, { content, now: NOW + 5_000 });
    const opened = valueOf(await openAt(b, a, sealed.file));
    expect(opened.lines.map((line) => line.text)).toEqual(lines);
    expect(opened.blobs.map((one) => one.bytes)).toEqual([blob]);
    expect(opened.headerId).toBe(sealed.headerId);
    expect(opened.sender.body.code).toBe('A07');
    expect(opened.station.id).toBe(a.identity.stationId);
    expect(opened.clockAheadMs).toBe(5_000);
    const size =
      HEADER_AT +
      opened.headerBytes.length +
      SIGNATURE_LENGTH +
      opened.header.sections.reduce((sum, s) => sum + s.len, 0) +
      opened.header.pad;
    expect(padmeSize(size)).toBe(size);
  });

  it('travels as text for mail', async () => {
    const { file } = await sealChanges(a, b, lines, { armored: true });
    expect(new TextDecoder().decode(file)).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    expect(valueOf(await openAt(b, a, file)).lines).toHaveLength(5);
    const mailed = encoder.encode(`\r\n${new TextDecoder().decode(file).replaceAll('\n', '\r\n')}\r\n`);
    expect(valueOf(await openAt(b, a, mailed)).lines).toHaveLength(5);
  });

  it('shows from outside only its size and its recipients', async () => {
    const { file } = await sealChanges(a, b, lines);
    expect(inspectOutside(file)).toEqual({
      ok: true,
      value: { kind: 'sealed', bytes: file.length, armored: false, recipients: 'hybrid', stanzas: 1 },
    });
    const text = Buffer.from(file).toString('latin1');
    for (const secret of [a.card.agency, b.card.agency, 'A07', a.identity.stationId, fields().stream])
      expect(text).not.toContain(secret);
    expect(valueOf(inspectOutside(a.card.file)).kind).toBe('card');
  });

  it('is opened by an older encryption key as well as by the newest', async () => {
    const { file } = await sealChanges(a, b, lines);
    const rotated = { ...b, identity: await b.identity.withNewEncryptionKey(NOW) };
    expect(codeOf(await openAt(rotated, a, file))).toBeNull();
    const card = valueOf(makeNextCard(rotated.identity, b.card, {}, NOW));
    const toBoth = await sealChanges(a, { ...rotated, card }, lines);
    expect(valueOf(inspectOutside(toBoth.file))).toMatchObject({ stanzas: 2 });
    expect(codeOf(await openAt(b, a, toBoth.file))).toBeNull();
  });

  it('is not sealed to a card whose keys have run out', async () => {
    const late = await seal({
      fields: fields(),
      content: { kind: 'ack' },
      from: a.card.agency,
      identity: a.identity,
      recipientCard: b.card,
      now: NOW + 91 * 86_400_000,
    });
    expect(codeOf(late)).toBe('no-recipient-key');
  });

  it('stops when cancelled, before sealing and before opening', async () => {
    const { file } = await sealChanges(a, b, lines);
    const signal = AbortSignal.abort();
    expect(codeOf(await open(file, { ...trusting(b, a), signal }))).toBe('cancelled');
    const content = { kind: 'changes', lines, ids: idsOf(lines) } as const;
    const common = {
      fields: fields(),
      content,
      from: a.card.agency,
      identity: a.identity,
      recipientCard: b.card,
      now: NOW,
    };
    expect(codeOf(await seal({ ...common, signal }))).toBe('cancelled');
  });

  it('is cancelled between its steps, too', async () => {
    const { file } = await sealChanges(a, b, lines);
    const controller = new AbortController();
    const lookup = trusting(b, a).lookup;
    const context = {
      ...trusting(b, a),
      signal: controller.signal,
      lookup: (id: string) => (controller.abort(), lookup(id)),
    };
    expect(codeOf(await open(file, context))).toBe('cancelled');
  });

  it('needs a newer version: named before anything else is read', async () => {
    const newerHeader = await craft(a, b, { header: canonicalBytes({ v: 2, anything: [] }), body: new Uint8Array() });
    expect(codeOf(await openAt(b, a, newerHeader))).toBe('newer-format');
    const magic = MAGIC.slice();
    magic[3] = 0x32;
    expect(
      codeOf(await openAt(b, a, await craft(a, b, { magic, header: canonicalBytes({}), body: new Uint8Array() }))),
    ).toBe('newer-format');
    const newerModel = await sealChanges(a, b, lines, { fields: fields({ model: 9, min: 9 }) });
    expect(codeOf(await openAt(b, a, newerModel.file))).toBe('newer-model');
  });

  it('carries a card and returned lines with their proof', async () => {
    const common = { fields: fields(), from: a.card.agency, identity: a.identity, recipientCard: b.card, now: NOW };
    const withCard = valueOf(await seal({ ...common, content: { kind: 'card', card: c.card.file } }));
    const card = valueOf(await openAt(b, a, withCard.file)).card;
    expect(card === null ? null : valueOf(openCard(card, null)).card.id).toBe(c.card.id);

    const mine = [lineOf(b.card.agency, 1), lineOf(b.card.agency, 2)];
    const original = valueOf(await openAt(a, b, (await sealChanges(b, a, mine)).file));
    const proofs = [{ headerBytes: original.headerBytes, signature: original.signature, lineIds: original.lineIds }];
    const back = valueOf(
      await seal({
        ...common,
        content: { kind: 'return', lines: mine.slice(0, 1), ids: idsOf(mine.slice(0, 1)), proofs },
      }),
    );
    const returned = valueOf(await openAt(b, a, back.file));
    expect(returned.proofs).toEqual(proofs);
    const proof = returned.proofs[0];
    if (proof === undefined) throw new Error('the proof came along');
    expect(codeOf(verifyProof(proof, b.identity.stationPublicKey, exchangeCrypto))).toBeNull();
    expect(codeOf(verifyProof(proof, a.identity.stationPublicKey, exchangeCrypto))).toBe('bad-signature');
    expect(
      codeOf(verifyProof({ ...proof, lineIds: proof.lineIds.slice(24) }, b.identity.stationPublicKey, exchangeCrypto)),
    ).toBe('ids-mismatch');
  });

  it('acknowledges by a text that fits a QR code', () => {
    const acks = Array.from({ length: 4 }, (_, i) => ({
      stream: toBase64Url(new Uint8Array(24).fill(i)),
      seq: 40,
      header: toBase64Url(random(24)),
      later: [42, 43],
    }));
    const input = {
      fields: fields({ acks }),
      from: a.card.agency,
      identity: a.identity,
      recipientCard: b.card,
      now: NOW,
    };
    const sealed = valueOf(sealAcknowledgement(input));
    const text = valueOf(acknowledgementText(sealed.headerBytes, sealed.signature));
    expect(text).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
    expect(text.length).toBeLessThanOrEqual(4296);
    expect(valueOf(openAcknowledgement(text, trusting(b, a))).header.acks).toEqual(acks);
    expect(codeOf(openAcknowledgement(text, contextOf(b, [])))).toBe('unknown-sender');
    expect(codeOf(openAcknowledgement(text, trusting(c, a)))).toBe('not-for-us');
    for (let i = 5; i < text.length; i += 41) {
      const changed = `${text.slice(0, i)}${text[i] === '0' ? '1' : '0'}${text.slice(i + 1)}`;
      expect(openAcknowledgement(changed, trusting(b, a)).ok).toBe(false);
    }
  });
});
