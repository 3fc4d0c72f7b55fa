/** Files, keys and trust in unusual company: what comes twice, in another way, at another time, after another card. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { Desk, introduce, makeDesk } from '#test/tools/desk.ts';
import { Story, took } from './story.ts';

const s = new Story();
let a: Desk;
let b: Desk;
const people = { by: 'Officer 1', second: 'Officer 2' };
const digitsOf = async (at: Desk, of: Desk) =>
  (await at.do('partner.list', {})).find((p) => p.agencyId === of.agency)?.digits ?? [];
const trust = async (
  at: Desk,
  of: Desk,
  ceiling: 'INTERPOL RESTRICTED' | 'INTERPOL CONFIDENTIAL' = 'INTERPOL RESTRICTED',
) =>
  at.ask('partner.trust', { agencyId: of.agency, how: 'digits', digits: await digitsOf(at, of), ceiling, ...people });
const standing = async (at: Desk, of: Desk) =>
  (await at.do('exchange.standings', {})).find((x) => x.agency.agencyId === of.agency);

beforeAll(async () => {
  await s.begin('A07', 'A06');
  [a, b] = s.desks as [Desk, Desk];
  await s.pass(a, b);
  await s.say(b, a);
  await s.save();
}, 200_000);
beforeEach(() => s.again(), 60_000);
afterAll(() => s.end());

describe('a file', () => {
  test('that comes by hand and through a folder is one file, under whatever name', async () => {
    a.set(a.id('T03'), 'minutes', 41);
    const file = await s.seal(a, b);
    await took(b, file);
    const folder = s.at('between');
    mkdirSync(folder, { recursive: true });
    for (const name of ['copy.jxb', '\u202Egpj.yrtnuoc.jxb']) copyFileSync(file, path.join(folder, name));
    const report = await b.do('carrier.use', { partner: 'A07', file: fileRef(folder), by: 'Officer 3', take: true });
    expect(report.taken.map((t) => t.state)).toEqual(['already-imported']);
    expect(report.copies).toBe(1);
    expect(report.acknowledged).toBe(false);
    expect((await standing(b, a))?.streams[0]).toMatchObject({ unbroken: 2, missing: [] });
  });

  test('taken as text stands for its file: no number is missing, and the file itself is known', async () => {
    const ack = s.next();
    const said = await b.do('exchange.ack', { to: 'A07', file: fileRef(ack), by: 'Officer 3' });
    const text = said.text ?? '';
    expect((await a.do('exchange.ackText', { text, by: 'Officer 1' })).acknowledged).toBe(0);
    b.set(b.id('T03'), 'minutes', 77);
    const { taken } = await s.pass(b, a);
    expect(taken.missing).toEqual([]);
    expect((await a.do('exchange.verify', { file: fileRef(ack) })).state).toBe('already-imported');
    expect((await standing(a, b))?.streams[0]).toMatchObject({ unbroken: 3, missing: [] });
  });

  test('as text in the place of another file is a fork like any other', async () => {
    await b.copyTo(s.at('A06-earlier'));
    b.set(b.id('T03'), 'minutes', 77);
    await s.pass(b, a);
    const old = new Desk(s.at('A06-earlier'), 'A06');
    await old.open();
    old.now += 60_000;
    const said = await old.do('exchange.ack', { to: 'A07', file: fileRef(s.next()), by: 'Officer 3' });
    old.close();
    expect((await a.fails('exchange.ackText', { text: said.text ?? '', by: 'Officer 1' })).code).toBe('fork');
    expect((await standing(a, b))?.suspended).toBe(true);
    await a.do('exchange.decide', { agency: 'A06', by: 'Officer 1', reason: 'a backup, asked by phone' });
    b.set(b.id('T03'), 'minutes', 78);
    expect((await s.pass(b, a)).taken.state).toBe('accepted');
  });

  test('of a clock in 1970 or in 2100 is taken for what it says; the later informed edit counts and no clock follows', async () => {
    const now = a.now;
    a.now = Date.UTC(1970, 0, 2);
    a.set(a.id('T03'), 'minutes', 41);
    expect((await s.pass(a, b)).taken.counts.conflicts).toBe(0);
    expect(b.field('T03', 'minutes')).toBe(41);
    b.commit([{ type: 'set', rec: b.id('T03'), field: 'minutes', value: 42 }]);
    b.now += 74 * 365 * 86_400_000;
    b.set(b.id('T03'), 'minutes', 43);
    b.now = now;
    await s.pass(b, a);
    expect(a.field('T03', 'minutes')).toBe(43);
    a.now = now;
    a.set(a.id('T03'), 'minutes', 44);
    const { file } = await s.pass(a, b);
    expect(b.field('T03', 'minutes')).toBe(44);
    const stamps = (await s.lines(b, file)).flatMap(({ line }) => (line.type === 's' ? [line.ms] : []));
    expect(Math.max(...stamps)).toBeLessThan(now + 86_400_000);
  });

  test('sealed before the station took a new key, arriving after the card with it, is taken; so is the receipt under the new one', async () => {
    a.set(a.id('T03'), 'minutes', 41);
    const file = await s.seal(a, b);
    await a.do('keys.rotate', { what: 'station', ...people });
    const card = s.next('jxc');
    await a.do('card.write', { file: fileRef(card) });
    await b.do('card.read', { file: fileRef(card) });
    expect((await took(b, file)).state).toBe('accepted');
    await b.do('keys.rotate', { what: 'station', ...people });
    const ack = s.next();
    await b.do('exchange.ack', { to: 'A07', file: fileRef(ack), by: 'Officer 3' });
    expect((await a.fails('exchange.verify', { file: fileRef(ack) })).code).toBe('unknown-key');
    const theirs = s.next('jxc');
    await b.do('card.write', { file: fileRef(theirs) });
    await a.do('card.read', { file: fileRef(theirs) });
    await took(a, ack);
    expect((await standing(a, b))?.unacknowledged).toEqual([]);
  });

  test('refused says nothing of what it holds: no id, no name, no value in the words or the places', async () => {
    a.set(a.id('T03'), 'title', 'WHISPERING GALLERY');
    const [file, broken] = [await s.seal(a, b), s.next()];
    const bytes = readFileSync(file);
    const at = bytes.length - 40;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(broken, bytes);
    const stranger = await makeDesk(s.at('strangers'), 'A12');
    for (const [who, what] of [
      [b, broken],
      [stranger, file],
      [a, file],
    ] as const) {
      const text = JSON.stringify(await who.fails('exchange.verify', { file: fileRef(what) }));
      for (const secret of ['WHISPERING', 'T03', a.id('T03'), a.id('OP-LT'), b.agency])
        expect(text).not.toContain(secret);
    }
    stranger.close();
  });
});

describe('trust', () => {
  test('withdrawn is given again by card and digits alone; files that waited are taken then, and nothing was lost', async () => {
    a.set(a.id('T03'), 'minutes', 41);
    const under = await s.seal(b, a).catch(() => null);
    expect(under).toBeNull();
    b.set(b.id('T60'), 'minutes', 71);
    const file = await s.seal(b, a);
    await a.do('partner.revoke', { agencyId: b.agency, by: 'Officer 1', reason: 'quarrel' });
    expect((await a.fails('exchange.verify', { file: fileRef(file) })).code).toBe('revoked-sender');
    expect((await trust(a, b)).ok).toBe(false);
    const card = s.next('jxc');
    await b.do('card.write', { file: fileRef(card) });
    expect((await a.do('card.read', { file: fileRef(card) })).trust).toBe('revoked');
    expect((await a.do('card.read', { file: fileRef(card), again: true })).trust).toBe('pending');
    expect((await a.fails('exchange.verify', { file: fileRef(file) })).code).toBe('unverified-sender');
    valueOf(await trust(a, b));
    expect((await took(a, file)).missing).toEqual([]);
    expect((await s.pass(a, b)).taken.state).toBe('accepted');
    expect(b.dump()).toEqual(a.dump(b));
  });
});

describe('several stations', () => {
  test('what is decided anew about a partner at one reaches the others: another level, withdrawn, given again', async () => {
    const second = await makeDesk(s.at('second'), 'A07');
    await introduce(a, second);
    const passOn = async (from: Desk, to: Desk) => {
      const file = s.next();
      await from.do('station.pass', { file: fileRef(file), full: false, by: 'Officer 1' });
      await took(to, file);
    };
    const seen = async (at: Desk) => {
      const row = (await at.do('partner.list', {})).find((p) => p.agencyId === b.agency);
      return [row?.trust, row?.ceiling];
    };
    await a.do('station.enrol', { partner: second.agency, name: 'Desk 2', ...people });
    const card = s.next('jxc');
    await a.do('card.write', { file: fileRef(card) });
    await second.do('card.read', { file: fileRef(card) });
    await second.do('station.join', { partner: a.agency, ...people });
    await passOn(a, second);
    expect(await seen(second)).toEqual(['trusted', 'INTERPOL RESTRICTED']);
    valueOf(await trust(a, b, 'INTERPOL CONFIDENTIAL'));
    await passOn(a, second);
    expect(await seen(second)).toEqual(['trusted', 'INTERPOL CONFIDENTIAL']);
    await second.do('partner.revoke', { agencyId: b.agency, by: 'Officer 1', reason: 'quarrel' });
    await passOn(second, a);
    expect((await seen(a))[0]).toBe('revoked');
    await b.do('card.write', { file: fileRef(s.at('b-again.jxc')) });
    await a.do('card.read', { file: fileRef(s.at('b-again.jxc')), again: true });
    valueOf(await trust(a, b));
    await passOn(a, second);
    expect(await seen(second)).toEqual(['trusted', 'INTERPOL RESTRICTED']);
    // Nothing is left to tell, and what the other knew before does not come back.
    for (const [from] of [[second], [a]] as const)
      expect((await from.fails('station.pass', { file: fileRef(s.next()), full: false, by: 'Officer 1' })).code).toBe(
        'nothing-to-pass',
      );
    second.close();
  });
});
