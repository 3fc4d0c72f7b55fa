import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '#shared/exchange/base64url.ts';
import { keyBytes } from '#shared/exchange/card.ts';
import { verificationDigits, verificationQr } from '#shared/exchange/verification-digits.ts';
import { openIdentity } from '#electron/keys/identity.ts';
import { unlockWithPassphrase, unlockWithRecovery } from '#electron/keys/key-file.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { Secret } from '#electron/keys/secret.ts';
import { open, openAcknowledgement } from './open.ts';
import { openCard } from './own-card.ts';
import { contextOf, valueOf } from '#test/builders/exchange-world.ts';

/** Files of earlier versions, kept for good: see test/fixtures/exchange/README.md. */
const file = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../test/fixtures/exchange/v1/${name}`, import.meta.url)));
interface Expected {
  readonly identityKey: string;
  readonly aster: string;
  readonly borage: string;
  readonly asterSecondCard: string;
  readonly headers: readonly string[];
  readonly lines: readonly string[];
  readonly blobs: readonly string[];
  readonly acknowledgement: string;
  readonly digits: readonly string[];
  readonly qr: string;
  readonly passphrase: string;
  readonly recoveryCode: string;
  readonly databaseKeySha256: string;
  readonly travellerKeySha256: string;
}
const expected = JSON.parse(new TextDecoder().decode(file('expected.json'))) as Expected;

const aster = valueOf(openCard(file('aster-1.jxc'), null)).card;
const borage = {
  card: valueOf(openCard(file('borage-1.jxc'), null)).card,
  identity: valueOf(
    openIdentity(file('borage-identity.bin'), new Secret(fromBase64Url(expected.identityKey) ?? new Uint8Array())),
  ),
};
const context = contextOf(borage, [{ card: aster, trust: 'trusted' }]);

describe('files of version 1', () => {
  it('cards are read, and the change of root is followed', () => {
    expect([aster.agency, borage.card.agency]).toEqual([expected.aster, expected.borage]);
    const update = valueOf(openCard(file('aster-2.jxc'), aster));
    expect(update).toMatchObject({ standing: 'update', card: { id: expected.asterSecondCard } });
  });

  it('the sealed file opens to the same lines and attachment', async () => {
    const opened = valueOf(await open(file('aster-to-borage-1.jxb'), context));
    expect(opened.headerId).toBe(expected.headers[0]);
    expect(opened.lines.map((line) => line.text)).toEqual(expected.lines);
    expect(opened.blobs.map((blob) => [blob.name, toBase64Url(sha256(blob.bytes))])).toEqual(
      expected.blobs.map((name) => [name, name]),
    );
  });

  it('the armored file opens and follows it', async () => {
    const opened = valueOf(await open(file('aster-to-borage-2-armored.jxb'), context));
    expect([opened.headerId, opened.header.prev]).toEqual([expected.headers[1], expected.headers[0]]);
  });

  it('after the change of station key files under way still verify', async () => {
    const { card } = valueOf(openCard(file('aster-2.jxc'), aster));
    const later = contextOf(borage, [{ card, trust: 'trusted' }]);
    expect((await open(file('aster-to-borage-1.jxb'), later)).ok).toBe(true);
  });

  it('the acknowledgement, the digits and the QR text are the same', () => {
    expect(valueOf(openAcknowledgement(expected.acknowledgement, context)).header.acks[0]?.header).toBe(
      expected.headers[1],
    );
    const roots = [keyBytes(aster.body.root), keyBytes(borage.card.body.root)] as const;
    expect(valueOf(verificationDigits(...roots, sha256))).toEqual(expected.digits);
    expect(valueOf(verificationQr(...roots))).toBe(expected.qr);
  });

  it('the key file unlocks to the same keys, by passphrase and by recovery code', async () => {
    for (const keys of [
      valueOf(await unlockWithPassphrase(file('borage.keys'), expected.passphrase)),
      valueOf(await unlockWithRecovery(file('borage.keys'), expected.recoveryCode)),
    ]) {
      const digest = (key: Secret) => key.use((bytes) => toBase64Url(sha256(bytes)));
      expect([digest(keys.database), digest(keys.traveller)]).toEqual([
        expected.databaseKeySha256,
        expected.travellerKeySha256,
      ]);
    }
  });
});
