import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk, START } from '#test/tools/desk.ts';

let home = '';
let a: Desk;
let b: Desk;
const at = (name: string): string => path.join(home, name);
let n = 0;
const next = (): string => at(`file-${n++}.jxb`);
const people = { by: 'Officer 1', second: 'Officer 2' };
const seal = async (from: Desk, to: Desk, full = false): Promise<string> => {
  const file = next();
  valueOf(await from.export(to, file, { full }));
  return file;
};
const took = async (who: Desk, file: string) => valueOf(await who.accept(file)).receipt;
const refused = async (who: Desk, file: string): Promise<string> => {
  const reply = await who.accept(file);
  return reply.ok ? 'accepted' : reply.error.code;
};
async function giveCard(from: Desk, to: Desk, again = false): Promise<void> {
  const card = at(`${from.code}-${from.session.card.body.serial}-${n++}.jxc`);
  await from.do('card.write', { file: fileRef(card) });
  await to.do('card.read', { file: fileRef(card), ...(again ? { again: true } : {}) });
}
const trustOf = (who: Desk, of: Desk) => who.session.store.partners.get(of.agency)?.trust;

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-keys-'));
  a = await makeDesk(home, 'A07');
  b = await makeDesk(home, 'A06');
  await a.load();
  await introduce(a, b);
  await took(b, await seal(a, b));
  for (const d of [a, b]) await d.copyTo(at(`${d.code}-before`));
}, 120_000);
beforeEach(async () => {
  for (const d of [a, b]) {
    d.close();
    rmSync(d.dir, { recursive: true });
    cpSync(at(`${d.code}-before`), d.dir, { recursive: true });
    d.now = START + 86_400_000;
    await d.open();
  }
});
afterAll(() => {
  for (const d of [a, b]) d.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a station key', () => {
  test('is renewed by a new card; files under way still count, new ones wait for the card', async () => {
    const before = await seal(a, b);
    const made = await a.do('keys.rotate', { what: 'station', ...people });
    expect(made.serial).toBe(2);
    a.set(a.id('T02'), 'minutes', 61);
    const after = await seal(a, b);
    await took(b, before);
    expect(await refused(b, after)).toBe('unknown-key');
    await giveCard(a, b);
    expect(trustOf(b, a)).toBe('trusted');
    expect((await took(b, after)).counts.aside).toBe(0);
    expect(b.dump()).toEqual(a.dump(b));
    // It survives closing: the station goes on speaking with the new key.
    a.close();
    await a.open();
    expect((await a.do('keys.own', {})).stationKey).toBe(made.stationKey);
    a.set(a.id('T02'), 'minutes', 62);
    await took(b, await seal(a, b));
    expect(b.field('T02', 'minutes')).toBe(62);
  });

  test('case 12: revoked before a file is received, refuses it and flags what came earlier; what was signed after the stated time is doubtful', async () => {
    const own = await a.do('keys.own', {});
    a.set(a.id('T02'), 'minutes', 63);
    const late = await seal(a, b);
    const since = a.now + 1;
    a.now += 3_600_000;
    a.set(a.id('T03'), 'minutes', 64);
    const thief = await seal(a, b);
    await took(b, late);
    await took(b, thief);
    const notYet = await seal(a, b);
    const made = await a.do('keys.revokeStation', { station: own.station, since, reason: 'laptop stolen', ...people });
    await giveCard(a, b);
    expect(await refused(b, notYet)).toBe('revoked-key');
    const doubts = await b.do('exchange.doubts', {});
    expect(doubts.map((d) => [d.seq, d.doubtful, d.key])).toEqual([
      [1, false, own.stationKey],
      [2, false, own.stationKey],
      [3, true, own.stationKey],
    ]);
    expect(doubts[2]?.records).toContain(b.id('T03'));
    // The agency goes on with its new key, and what was refused comes with the next file.
    expect(made.stationKey).not.toBe(own.stationKey);
    await took(b, await seal(a, b));
    expect(b.dump()).toEqual(a.dump(b));
    const shown = await a.do('keys.own', {});
    expect(shown.revocations).toEqual([{ key: own.stationKey, at: since }]);
  });
});

describe('an encryption key', () => {
  test('is renewed every ninety days: the old one still opens what is under way', async () => {
    const underWay = await seal(a, b);
    b.now += 80 * 86_400_000;
    expect((await b.do('keys.own', {})).due).toBeLessThan(b.now + 10 * 86_400_000);
    await b.do('keys.rotate', { what: 'encryption', ...people });
    expect((await b.do('keys.own', {})).encryption).toHaveLength(2);
    await giveCard(b, a);
    await took(b, underWay);
    a.set(a.id('T02'), 'minutes', 65);
    await took(b, await seal(a, b));
    expect(b.field('T02', 'minutes')).toBe(65);
  });

  test('is not sealed to once it has run out', async () => {
    a.now += 91 * 86_400_000;
    expect((await a.export(b, next())).ok).toBe(false);
    await b.do('keys.rotate', { what: 'encryption', ...people });
    // The clock of B was not moved; its new key runs from its own time on, so it is made in the time of A.
    b.now = a.now;
    await b.do('keys.rotate', { what: 'encryption', ...people });
    await giveCard(b, a);
    await took(b, await seal(a, b, true));
  });

  test('lost: a new card, and senders repeat what is not acknowledged', async () => {
    a.set(a.id('T02'), 'minutes', 66);
    const unread = await seal(a, b);
    await b.do('keys.rotate', { what: 'lostEncryption', ...people });
    expect((await b.do('keys.own', {})).encryption).toHaveLength(1);
    expect(await refused(b, unread)).toBe('cannot-decrypt');
    await giveCard(b, a);
    const again = await took(b, await seal(a, b));
    expect(again.missing).toEqual([2]);
    expect(b.field('T02', 'minutes')).toBe(66);
    expect(b.dump()).toEqual(a.dump(b));
  });
});

describe('the root key', () => {
  test('changes with the signatures of both and keeps the trust', async () => {
    await a.do('keys.rotate', { what: 'root', ...people });
    await giveCard(a, b);
    expect(trustOf(b, a)).toBe('trusted');
    a.set(a.id('T02'), 'minutes', 67);
    await took(b, await seal(a, b));
  });

  test('lost or stolen: refused as an update, enrolled again by hand, its files waiting until the digits were compared', async () => {
    await a.do('keys.rotate', { what: 'lostRoot', ...people });
    const card = at('lost-root.jxc');
    await a.do('card.write', { file: fileRef(card) });
    expect((await b.fails('card.read', { file: fileRef(card) })).code).toBe('card-root');
    expect(trustOf(b, a)).toBe('trusted');
    await b.do('card.read', { file: fileRef(card), again: true });
    expect(trustOf(b, a)).toBe('pending');
    a.set(a.id('T02'), 'minutes', 68);
    const waits = await seal(a, b);
    expect(await refused(b, waits)).toBe('unverified-sender');
    const digits = (await b.do('partner.list', {})).find((p) => p.agencyId === a.agency)?.digits ?? [];
    expect((await a.do('partner.list', {})).find((p) => p.agencyId === b.agency)?.digits).toEqual(digits);
    await b.do('partner.trust', {
      agencyId: a.agency,
      digits,
      how: 'digits',
      ceiling: 'INTERPOL RESTRICTED',
      by: 'Officer 3',
      second: 'Officer 4',
    });
    await took(b, waits);
    expect(b.field('T02', 'minutes')).toBe(68);
  });

  test('two people change keys, and only where the root key is', async () => {
    expect((await a.fails('keys.rotate', { what: 'station', by: 'One', second: 'ONE ' })).code).toBe('two-people');
    expect(
      (await a.fails('keys.revokeStation', { station: 'A'.repeat(32), since: null, reason: 'x', ...people })).code,
    ).toBe('unknown-station');
    expect((await a.do('keys.own', {})).serial).toBe(1);
  });
});
