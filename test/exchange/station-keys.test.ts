import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newIdentity, type OwnIdentity } from '#electron/keys/identity.ts';
import { houseFacts, ownRow } from '#electron/worker/house.ts';
import { linesContent, sealItem } from '#electron/worker/sealing.ts';
import { tokenOf } from '#electron/worker/people-tokens.ts';
import { toBase64Url } from '#shared/exchange/base64url.ts';
import { canonicalBytes } from '#shared/exchange/canonical-json.ts';
import { type HouseAsk, houseBytes } from '#shared/exchange/house.ts';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

/**
 * New keys for a station without the root key: it asks in what it passes on, two people at the other one answer with the next card, and
 * partners' files go on being opened long after its first key ran out. Nobody else can ask in its name.
 */
let home = '';
/** A07's desk with the root key, two more of its desks, and a partner. */
let a: Desk;
let second: Desk;
let third: Desk;
let b: Desk;
let n = 0;
const next = (end = 'jxb'): string => path.join(home, `file-${n++}.${end}`);
const people = { by: 'Officer 1', second: 'Officer 2' };
const DAY = 86_400_000;
const days = (count: number): void => {
  for (const desk of [a, second, third, b]) desk.now += count * DAY;
};
const took = async (who: Desk, file: string) => valueOf(await who.accept(file)).receipt;
const refusedBy = async (who: Desk, file: string): Promise<string> => {
  const reply = await who.accept(file);
  return reply.ok ? '' : reply.error.code;
};
async function pass(from: Desk, full = false): Promise<string> {
  const file = next();
  await from.do('station.pass', { file: fileRef(file), full, by: 'Officer 1' });
  return file;
}
async function card(from: Desk): Promise<string> {
  const file = next('jxc');
  await from.do('card.write', { file: fileRef(file) });
  return file;
}
async function seal(from: Desk, to: Desk): Promise<string> {
  const file = next();
  valueOf(await from.export(to, file));
  return file;
}
async function enrol(desk: Desk, name: string): Promise<void> {
  await introduce(a, desk);
  await a.do('station.enrol', { partner: desk.agency, name, ...people });
  await desk.do('card.read', { file: fileRef(await card(a)) });
  await desk.do('station.join', { partner: a.agency, ...people });
  await took(desk, await pass(a, true));
}
const own = (desk: Desk) => desk.do('keys.own', {});
const stationOf = async (desk: Desk): Promise<string> => (await own(desk)).station;
const recipients = (desk: Desk): readonly string[] => desk.session.card.body.encryption.map((k) => k.recipient);
const lastRecipient = (identity: OwnIdentity): string => identity.encryption.at(-1)?.recipient ?? '';

/** A file to the other stations with a blob of our own making, sealed and signed as by any station. */
async function forge(from: Desk, blob: Uint8Array): Promise<string> {
  const { session } = from;
  const token = tokenOf(session, 'Officer 1');
  const item = valueOf(session.store.desk.prepareHouse(token, false) as never) as Parameters<typeof sealItem>[3];
  const content = { kind: 'changes', ...linesContent(item.lines), blobs: [blob] } as const;
  const file = next();
  const sealed = await sealItem(from.context, session, ownRow(session), item, content, token, fileRef(file));
  if (!sealed.ok) throw new Error(sealed.error.code);
  return file;
}
const askFile = (from: Desk, ask: HouseAsk): Promise<string> =>
  forge(from, houseBytes({ ...houseFacts(from.session, [], from.now), asks: [ask] }));

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-station-keys-'));
  a = await makeDesk(path.join(home, 'one'), 'A07');
  second = await makeDesk(path.join(home, 'two'), 'A07');
  third = await makeDesk(path.join(home, 'three'), 'A07');
  b = await makeDesk(home, 'A06');
  await a.load();
  await introduce(a, b);
  await took(b, await seal(a, b));
  await enrol(second, 'Night desk');
  await enrol(third, 'Port desk');
  await second.do('station.card', { file: fileRef(await card(a)) });
  await b.do('card.read', { file: fileRef(await card(a)) });
}, 120_000);
afterAll(() => {
  for (const desk of [a, second, third, b]) desk.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a station without the root key', () => {
  test('is told when its own key is due, whatever keys the other stations have', async () => {
    const before = await own(second);
    days(70);
    await a.do('keys.rotate', { what: 'encryption', ...people });
    await took(second, await pass(a));
    await took(third, await pass(a, true));
    const after = await own(second);
    expect(after.due).toBe(before.due);
    expect((await own(a)).due).toBeGreaterThan(before.due);
    expect(after).toMatchObject({ asked: null, asks: [] });
  });

  test('asks in what it passes on; a repeated ask is the same, and the present key goes on working', async () => {
    expect((await a.fails('station.ask', { what: 'encryption', by: 'Officer 1' })).code).toBe('station.has-root');
    const held = recipients(second);
    const asked = await second.do('station.ask', { what: 'encryption', by: 'Officer 5' });
    expect(asked.isNew).toBe(true);
    const key = lastRecipient(second.session.identity);
    expect(await second.do('station.ask', { what: 'encryption', by: 'Officer 5' })).toEqual({
      ...asked,
      isNew: false,
    });
    expect(lastRecipient(second.session.identity)).toBe(key);
    expect(recipients(second)).toEqual(held);
    expect((await own(second)).asked).toEqual({ encryption: asked.encryption, signing: null });
    // It survives closing.
    second.close();
    await second.open();
    expect((await own(second)).asked).toEqual({ encryption: asked.encryption, signing: null });
    // A partner still seals to the present key.
    b.set(b.id('T02'), 'minutes', 61);
    await took(second, await seal(b, a));
    expect(second.field('T02', 'minutes')).toBe(61);
  });

  test('waits for two people where the root key is; the ask reaches nothing by itself', async () => {
    const station = await stationOf(second);
    expect((await a.fails('station.renew', { station, ...people })).code).toBe('station.not-asked');
    const file = await pass(second);
    await took(a, file);
    await took(third, file);
    const waiting = (await own(a)).asks;
    expect(waiting).toMatchObject([{ station, name: 'Night desk', signing: null }]);
    expect(recipients(a)).not.toContain(lastRecipient(second.session.identity));
    expect((await third.fails('station.renew', { station, ...people })).code).toBe('no-root');
    expect((await a.fails('station.renew', { station, by: 'Officer 1', second: ' officer 1' })).code).toBe(
      'two-people',
    );
    expect((await a.fails('station.renew', { station: toBase64Url(new Uint8Array(24)), ...people })).code).toBe(
      'station.unknown',
    );
    // Known, it changes nothing.
    const shown = JSON.stringify(a.session.store.audit.head());
    expect((await took(a, file)).state).toBe('already-imported');
    expect(JSON.stringify(a.session.store.audit.head())).toBe(shown);
  });

  test('gets its key by the next card, which travels back with what is passed on', async () => {
    const station = await stationOf(second);
    const { due } = await own(second);
    const serial = a.session.card.body.serial;
    const made = await a.do('station.renew', { station, ...people });
    expect(made.serial).toBe(serial + 1);
    expect((await own(a)).asks).toEqual([]);
    expect((await a.fails('station.renew', { station, ...people })).code).toBe('station.answered');
    // No line was written meanwhile: the card alone is news enough.
    const file = await pass(a);
    await took(second, file);
    await took(third, file);
    expect((await own(second)).asked).toBeNull();
    expect((await own(second)).due).toBeGreaterThan(due);
    expect(recipients(second)).toContain(lastRecipient(second.session.identity));
    expect((await a.fails('station.pass', { file: fileRef(next()), full: false, by: 'Officer 1' })).code).toBe(
      'nothing-to-pass',
    );
  });

  test('opens what partners seal when its first key has long run out, and so does its sibling', async () => {
    await b.do('card.read', { file: fileRef(await card(a)) });
    const first = second.session.identity.encryption[0];
    days(30);
    expect(first?.until).toBeLessThan(second.now);
    b.set(b.id('T03'), 'minutes', 62);
    const sealed = await seal(b, a);
    await took(second, sealed);
    await took(a, sealed);
    for (const desk of [a, second]) expect(desk.field('T03', 'minutes')).toBe(62);
    // The one that never asked cannot, and takes the same words from its siblings when it has asked at last.
    expect(await refusedBy(third, sealed)).toBe('cannot-decrypt');
  });

  test('whose key has run out already meets the others in a folder and is renewed there', async () => {
    const folder = path.join(home, 'meeting');
    mkdirSync(folder);
    const round = (desk: Desk) => desk.do('station.sync', { where: { folder }, by: 'Officer 1' });
    await round(a);
    await third.do('station.ask', { what: 'encryption', by: 'Officer 5' });
    // Files sealed to keys it does not have yet are named, and wait there.
    expect((await round(third)).refused.map((r) => r.code)).toContain('cannot-decrypt');
    await round(a);
    await a.do('station.renew', { station: await stationOf(third), ...people });
    await round(a);
    await round(third);
    expect((await own(third)).asked).toBeNull();
    await took(third, await pass(a, true));
    expect(third.field('T03', 'minutes')).toBe(62);
    // The expired keys left the card.
    const now = a.now;
    expect(a.session.card.body.encryption.every((k) => k.until > now)).toBe(true);
    expect(readdirSync(folder).some((f) => f.endsWith('.jxc'))).toBe(true);
    await second.do('station.card', { file: fileRef(await card(a)) });
  });

  test('gets a new signing key the same way, and signs with the old one until the card names it', async () => {
    const station = await stationOf(second);
    await b.do('keys.rotate', { what: 'encryption', ...people });
    await second.do('card.read', { file: fileRef(await card(b)) });
    const old = (await own(second)).stationKey;
    const asked = await second.do('station.ask', { what: 'station', by: 'Officer 5' });
    expect(asked).toMatchObject({ isNew: true, encryption: null });
    expect((await own(second)).stationKey).toBe(old);
    second.close();
    await second.open();
    expect((await own(second)).asked).toEqual({ encryption: null, signing: asked.signing });
    second.set(second.id('T03'), 'minutes', 63);
    await took(a, await pass(second));
    expect((await own(a)).asks).toMatchObject([{ station, encryption: null, signing: asked.signing }]);
    await a.do('station.renew', { station, ...people });
    await took(second, await pass(a));
    expect(await own(second)).toMatchObject({ stationKey: asked.signing, asked: null });
    second.set(second.id('T03'), 'minutes', 64);
    const sealed = await seal(second, b);
    expect(await refusedBy(b, sealed)).toBe('unknown-key');
    await b.do('card.read', { file: fileRef(await card(a)) });
    const received = await took(b, sealed);
    expect(received.counts.aside + received.counts.held).toBe(0);
    expect(b.field('T03', 'minutes')).toBe(64);
    expect(second.session.store.audit.verify()).toBeNull();
  });
});

describe('an ask', () => {
  const strange = (): Promise<OwnIdentity> => newIdentity({ withRoot: false, now: a.now });

  test('of a sibling in the name of another station counts for nothing, and is written down', async () => {
    const [station, from] = [await stationOf(second), await stationOf(third)];
    const [key] = (await strange()).encryption;
    if (!key) throw new Error('no key');
    const head = a.session.store.audit.head();
    await took(a, await askFile(third, { station, encryption: key, signing: null }));
    expect((await own(a)).asks).toEqual([]);
    expect((await a.fails('station.renew', { station, ...people })).code).toBe('station.answered');
    expect(a.session.store.audit.head()).not.toEqual(head);
    expect(a.session.store.audit.verify()).toBeNull();
    expect(from).not.toBe(station);
  });

  test('that is malformed refuses the whole file', async () => {
    const station = await stationOf(third);
    const facts = JSON.parse(new TextDecoder().decode(houseBytes(houseFacts(third.session, [], third.now)))) as object;
    const [key] = (await strange()).encryption;
    const bad: readonly unknown[] = [
      [],
      [{ station, encryption: null, signing: null }],
      [{ station, encryption: { recipient: 'age1nobody', until: third.now }, signing: null }],
      [{ station, encryption: { recipient: key?.recipient, until: -1 }, signing: null }],
      [{ station, encryption: null, signing: 'short' }],
      [{ station, encryption: null, signing: toBase64Url(new Uint8Array(32)), more: 1 }],
      Array.from({ length: 9 }, () => ({ station, encryption: null, signing: toBase64Url(new Uint8Array(32)) })),
    ];
    for (const asks of bad)
      expect([asks, await refusedBy(a, await forge(third, canonicalBytes({ ...facts, asks } as never)))]).toEqual([
        asks,
        'bad-header',
      ]);
    expect((await own(a)).asks).toEqual([]);
  }, 60_000);

  test('for a key nobody can seal to, a weak one, one of another station, or for longer than a key lasts makes no such card', async () => {
    const station = await stationOf(third);
    const card = a.session.card.id;
    const [key] = (await strange()).encryption;
    if (!key) throw new Error('no key');
    const broken = `${key.recipient.slice(0, -1)}${key.recipient.endsWith('q') ? 'p' : 'q'}`;
    const code = async (ask: Omit<HouseAsk, 'station'>): Promise<string> => {
      third.now += 1_000;
      await took(a, await askFile(third, { station, ...ask }));
      return (await a.fails('station.renew', { station, ...people })).code;
    };
    expect(await code({ encryption: { ...key, recipient: broken }, signing: null })).toBe('station.bad-key');
    expect(await code({ encryption: { ...key, until: a.now - DAY }, signing: null })).toBe('station.ask-expired');
    expect(await code({ encryption: null, signing: toBase64Url(new Uint8Array(32)) })).toBe('weak-key');
    const others = toBase64Url(second.session.identity.stationPublicKey);
    expect(await code({ encryption: null, signing: others })).toBe('bad-card');
    expect(a.session.card.id).toBe(card);
    third.now += 1_000;
    await took(
      a,
      await askFile(third, {
        station,
        encryption: { recipient: key.recipient, until: a.now + 9_000 * DAY },
        signing: null,
      }),
    );
    await a.do('station.renew', { station, ...people });
    const made = a.session.card.body.encryption.find((k) => k.recipient === key.recipient);
    expect(made?.until).toBeLessThanOrEqual(a.now + 90 * DAY);
    await took(third, await pass(a));
  }, 60_000);

  test('of a revoked station is refused, and nobody seals to it any more', async () => {
    const station = await stationOf(third);
    await third.do('station.ask', { what: 'encryption', by: 'Officer 5' });
    await took(a, await pass(third));
    expect((await own(a)).asks).toHaveLength(1);
    const held = third.session.identity.encryption.map((k) => k.recipient);
    expect(recipients(a).some((r) => held.includes(r))).toBe(true);
    await a.do('keys.revokeStation', { station, since: null, reason: 'lost', ...people });
    expect((await own(a)).asks).toEqual([]);
    expect((await a.fails('station.renew', { station, ...people })).code).toBe('station.revoked');
    expect(recipients(a).some((r) => held.includes(r))).toBe(false);
    expect(await refusedBy(a, await pass(third, true))).toBe('revoked-key');
    await third.do('station.card', { file: fileRef(await card(a)) });
    expect((await third.fails('station.ask', { what: 'encryption', by: 'x' })).code).toBe('station.not-on-card');
  });
});

describe('what is passed on', () => {
  test('holds news of partners and names where no line was written, and comes to an end', async () => {
    await took(second, await pass(a, true));
    const c = await makeDesk(home, 'A05');
    try {
      await introduce(a, c);
      await took(second, await pass(a));
      const [partner] = (await second.do('partner.list', {})).filter((p) => p.agencyId === c.agency);
      expect(partner).toMatchObject({ trust: 'trusted' });
      await a.do('partner.revoke', { agencyId: c.agency, by: 'Officer 1', reason: 'left' });
      await took(second, await pass(a));
      expect((await second.do('partner.list', {})).find((p) => p.agencyId === c.agency)?.trust).toBe('revoked');
      // How the other one came to revoke it is a fact of its own; then there is nothing left to say.
      await took(a, await pass(second));
      for (const desk of [a, second])
        expect((await desk.fails('station.pass', { file: fileRef(next()), full: false, by: 'Officer 1' })).code).toBe(
          'nothing-to-pass',
        );
    } finally {
      c.close();
    }
  });
});
