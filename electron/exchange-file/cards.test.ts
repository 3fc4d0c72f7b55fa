import { ed25519 as curve } from '@noble/curves/ed25519.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '#shared/exchange/base64url.ts';
import { canonicalBytes } from '#shared/exchange/canonical-json.ts';
import { type AgencyCard, type CardBody, recipientsOf } from '#shared/exchange/card.ts';
import { CARD_MAGIC, frontOf } from '#shared/exchange/container.ts';
import { verificationDigits, verificationQr, isVerificationQr } from '#shared/exchange/verification-digits.ts';
import { verifyCard } from '#shared/exchange/verify-card.ts';
import { newAgeKeyPair } from '#electron/keys/age.ts';
import { ed25519, exchangeCrypto } from '#electron/keys/ed25519.ts';
import { newIdentity, type OwnIdentity } from '#electron/keys/identity.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { makeFirstCard, makeNextCard, openCard, sealCard } from './own-card.ts';
import { codeOf, makeParty, NOW, type Party, valueOf } from '#test/builders/exchange-world.ts';

let a: Party;
let b: Party;
beforeAll(async () => {
  [a, b] = await Promise.all([makeParty('A07', 'Agency Aster'), makeParty('B12', 'Agency Borage')]);
});

/** A card file with any body, signed by the root key of `identity` whatever it says. */
const signed = (body: object, identity: OwnIdentity): Uint8Array => {
  const front = frontOf(CARD_MAGIC, canonicalBytes(body as CardBody));
  return new Uint8Array(Buffer.concat([front, ...identity.signCard(front)]));
};
const bent = (over: object, party = a): string | null =>
  codeOf(openCard(signed({ ...party.card.body, ...over }, party.identity), null));
const next = (before: AgencyCard, party: Party, edit = {}): AgencyCard =>
  valueOf(makeNextCard(party.identity, before, edit, NOW));

describe('agency card', () => {
  it('is enrolled first, then recognised, then updated', () => {
    const first = valueOf(openCard(a.card.file, null));
    expect(first.standing).toBe('enrol');
    expect(first.card.agency).toBe(first.card.id);
    expect(valueOf(openCard(a.card.file, first.card)).standing).toBe('same');
    const second = next(first.card, a, { name: 'Agency Aster, renamed' });
    const update = valueOf(openCard(second.file, first.card));
    expect(update.standing).toBe('update');
    expect(update.card.agency).toBe(first.card.agency);
    expect(update.card.body).toMatchObject({ serial: 2, prev: first.card.id, name: 'Agency Aster, renamed' });
  });

  it('is refused when older, or different under the same serial', () => {
    const second = next(a.card, a);
    const other = next(a.card, a, { name: 'Another name' });
    expect(codeOf(openCard(a.card.file, second))).toBe('card-older');
    expect(codeOf(openCard(other.file, second))).toBe('card-fork');
  });

  it('is refused when it does not follow the one known', () => {
    const second = next(a.card, a);
    const fork = next(a.card, a, { name: 'Another name' });
    const third = next(fork, a);
    expect(codeOf(openCard(third.file, second))).toBe('card-chain');
    expect(codeOf(openCard(b.card.file, a.card))).toBe('card-chain');
    // Across a gap the root key carries it: cards may get lost.
    expect(valueOf(openCard(third.file, a.card)).standing).toBe('update');
  });

  it('changes its root only with the signatures of both', () => {
    const renewed = { ...a, identity: a.identity.withNewRoot() };
    const second = next(a.card, renewed);
    expect(second.file.length).toBe(a.card.file.length - bodyLength(a.card) + bodyLength(second) + 64);
    expect(valueOf(openCard(second.file, a.card)).standing).toBe('update');
    const later = { ...a, identity: renewed.identity.withoutOldRoot() };
    const third = next(second, later);
    expect(valueOf(openCard(third.file, second)).standing).toBe('update');
    // Whoever missed the change cannot follow it by the new key alone.
    expect(codeOf(openCard(third.file, a.card))).toBe('card-root');
    const cut = second.file.subarray(0, second.file.length - 64);
    expect(codeOf(openCard(cut, a.card))).toBe('bad-card');
    const swapped = second.file.slice();
    swapped.set(b.identity.signCard(swapped)[0] ?? [], swapped.length - 64);
    expect(codeOf(openCard(swapped, a.card))).toBe('card-signature');
  });

  it('is enrolled again by hand after the root key was lost; the agency id stays', () => {
    const fresh = { ...a, identity: a.identity.withReplacedRoot() };
    expect(codeOf(makeNextCard(fresh.identity, a.card, {}, NOW))).toBe('card-root');
    const second = next(a.card, fresh, { rootLost: true });
    expect(codeOf(openCard(second.file, a.card))).toBe('card-root');
    const again = valueOf(openCard(second.file, a.card, { enrolAgain: true }));
    expect(again).toMatchObject({ standing: 'enrol', card: { agency: a.card.agency } });
  });

  it('never takes a revocation back and lists no revoked key', () => {
    const renewed = { ...a, identity: a.identity.withNewStationKey() };
    const revocation = { key: a.identity.stationKeyId, at: NOW, good: [] };
    const second = next(a.card, renewed, { revoke: [revocation] });
    expect(second.body.stations[0]?.keys).toEqual([toBase64Url(renewed.identity.stationPublicKey)]);
    const third = valueOf(sealCard({ ...second.body, serial: 3, prev: second.id, revocations: [] }, renewed.identity));
    expect(codeOf(openCard(third.file, second))).toBe('card-revocation');
    expect(bent({ revocations: [revocation] })).toBe('card-revocation');
  });

  it('keeps the last station keys, so that files under way still verify', () => {
    let party = a;
    let card = a.card;
    for (let i = 0; i < 10; i++) {
      party = { ...party, identity: party.identity.withNewStationKey() };
      card = next(card, party);
    }
    expect(card.body.stations[0]?.keys).toHaveLength(8);
    expect(card.body.stations[0]?.keys.at(-1)).toBe(toBase64Url(party.identity.stationPublicKey));
  });

  it('takes the keys of sixteen stations: the older key of this one gives way, one station more is refused in words', async () => {
    const until = NOW + 40 * 86_400_000;
    const pairs = await Promise.all(Array.from({ length: 16 }, () => newAgeKeyPair()));
    const others = pairs.map(({ recipient }) => ({ recipient, until }));
    const party = { ...a, identity: await a.identity.withNewEncryptionKey(NOW) };
    const [older, newer] = party.identity.encryption.map((k) => k.recipient);
    const keysOf = (card: AgencyCard) => card.body.encryption.map((k) => k.recipient);
    const roomy = next(a.card, party, { encryption: others.slice(0, 14) });
    expect(keysOf(roomy)).toEqual([...others.slice(0, 14).map((k) => k.recipient), older, newer]);
    const full = next(a.card, party, { encryption: others.slice(0, 15) });
    expect(keysOf(full)).toEqual([...others.slice(0, 15).map((k) => k.recipient), newer]);
    expect(codeOf(makeNextCard(party.identity, full, { encryption: others }, NOW))).toBe('card-full');
  });

  it('rotates encryption keys: announced for 90 days, kept 90 days longer, then destroyed', async () => {
    const day = 86_400_000;
    const renewed = await a.identity.withNewEncryptionKey(NOW + 80 * day);
    expect(renewed.encryption).toHaveLength(2);
    const card = valueOf(makeNextCard(renewed, a.card, {}, NOW + 100 * day));
    expect(card.body.encryption).toHaveLength(1);
    expect(
      (await renewed.withNewEncryptionKey(NOW + 181 * day)).encryption.map((key) => key.until / day - NOW / day),
    ).toEqual([170, 271]);
    const escrow = await newAgeKeyPair();
    const withEscrow = valueOf(makeNextCard(renewed, a.card, { escrow: escrow.recipient }, NOW + 81 * day));
    expect(valueOf(recipientsOf(withEscrow.body, NOW + 81 * day))).toHaveLength(3);
  });

  it('holds no key that is malformed, of small or mixed order, or not canonical', () => {
    const small = [
      '0100000000000000000000000000000000000000000000000000000000000000',
      '0000000000000000000000000000000000000000000000000000000000000000',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    ];
    const notCanonical = [
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '0100000000000000000000000000000000000000000000000000000000000080',
      'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    ];
    const offCurve = ['0200000000000000000000000000000000000000000000000000000000000000'];
    const torsion = curve.Point.fromHex(small[3] ?? '');
    const mixed = [curve.Point.fromBytes(a.identity.stationPublicKey).add(torsion).toHex()];
    for (const hex of [...small, ...notCanonical, ...offCurve, ...mixed]) {
      const key = new Uint8Array(Buffer.from(hex, 'hex'));
      expect(ed25519.isSoundKey(key)).toBe(false);
      const stations = [{ id: a.identity.stationId, name: 'desk', keys: [toBase64Url(key)] }];
      expect(bent({ stations })).toBe('weak-key');
      expect(bent({ root: toBase64Url(key) })).toBe('weak-key');
    }
    expect(ed25519.isSoundKey(a.identity.stationPublicKey)).toBe(true);
    expect(ed25519.isSoundKey(a.identity.stationPublicKey.subarray(1))).toBe(false);
  });

  it('is refused in any other form', () => {
    expect(bent({})).toBeNull();
    expect(bent({ v: 2, more: 1 })).toBe('newer-format');
    expect(bent({ note: 'x' })).toBe('bad-card');
    expect(bent({ code: '7a' })).toBe('bad-card');
    expect(bent({ code: 'A 7' })).toBe('bad-card');
    expect(bent({ name: '' })).toBe('bad-card');
    expect(bent({ serial: 2 })).toBe('bad-card');
    expect(bent({ prev: a.card.id })).toBe('bad-card');
    expect(bent({ encryption: [] })).toBe('bad-card');
    expect(bent({ encryption: [{ recipient: 'age1nothing', until: NOW }] })).toBe('bad-card');
    expect(bent({ root: toBase64Url(b.identity.stationPublicKey) })).toBe('card-signature');
    const plain = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj';
    expect(bent({ encryption: [...a.card.body.encryption, { recipient: plain, until: NOW }] })).toBe(
      'mixed-recipients',
    );
    const root = { id: a.identity.stationId, name: 'desk', keys: [a.card.body.root] };
    expect(bent({ stations: [root] })).toBe('bad-card');
    expect(codeOf(openCard(new Uint8Array([...a.card.file, 0]), null))).toBe('bad-card');
    expect(codeOf(openCard(new Uint8Array(), null))).toBe('not-an-exchange-file');
  });

  it('is refused after one flipped bit anywhere', () => {
    for (let at = 0; at < a.card.file.length; at++) {
      const flipped = a.card.file.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(
        verifyCard(flipped, null, {
          ...exchangeCrypto,
          ed25519: { ...ed25519, isSoundKey: (key) => key.length === 32 },
        }).ok,
      ).toBe(false);
    }
  });

  it('can be made only where the root key is', async () => {
    const desk = await newIdentity({ withRoot: false, now: NOW });
    expect(() => makeFirstCard(desk, { code: 'A07', name: 'x', station: 'y' }, NOW)).toThrow('broken promise');
    const stations = [
      ...a.card.body.stations,
      { id: desk.stationId, name: 'A07 desk 2', keys: [toBase64Url(desk.stationPublicKey)] },
    ];
    const card = next(a.card, a, { stations, encryption: [...a.card.body.encryption, ...desk.encryption] });
    expect(card.body.stations).toHaveLength(2);
    expect(valueOf(recipientsOf(card.body, NOW))).toHaveLength(2);
  });
});

describe('first contact', () => {
  const root = (party: Party): Uint8Array => fromBase64Url(party.card.body.root) ?? new Uint8Array();

  it('gives both sides the same twelve groups of five digits', () => {
    const ours = valueOf(verificationDigits(root(a), root(b), sha256));
    expect(valueOf(verificationDigits(root(b), root(a), sha256))).toEqual(ours);
    expect(ours).toHaveLength(12);
    for (const group of ours) expect(group).toMatch(/^\d{5}$/);
  });

  it('computes the digits as written down', () => {
    const lo = new Uint8Array(32).fill(1);
    const hi = new Uint8Array(32).fill(2);
    expect(valueOf(verificationDigits(hi, lo, sha256)).join(' ')).toBe(
      '58901 21172 92656 88510 60338 12408 96829 21771 22903 60922 31751 71125',
    );
  });

  it('gives other digits for any other key, and none for our own', () => {
    const ours = valueOf(verificationDigits(root(a), root(b), sha256)).join(' ');
    const changed = root(b).slice();
    changed[31] = (changed[31] ?? 0) ^ 1;
    expect(valueOf(verificationDigits(root(a), changed, sha256)).join(' ')).not.toBe(ours);
    expect(codeOf(verificationDigits(root(a), root(a), sha256))).toBe('own-key');
    expect(codeOf(verificationQr(root(a), root(a)))).toBe('own-key');
  });

  it('compares by QR code, too', () => {
    const text = valueOf(verificationQr(root(a), root(b)));
    expect(isVerificationQr(text, root(b), root(a))).toBe(true);
    expect(isVerificationQr(text.replace('VERIFY', 'OTHER'), root(a), root(b))).toBe(false);
    expect(isVerificationQr(text, root(a), a.identity.stationPublicKey)).toBe(false);
  });
});

function bodyLength(card: AgencyCard): number {
  return canonicalBytes(card.body).length;
}
