import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashOf, listFolder, putInto } from '#electron/carriers/folder.ts';
import { valueOf } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

let home = '';
let folder = '';
let a: Desk;
let b: Desk;
const at = (name: string): string => path.join(home, name);
const people = { by: 'Officer 1', second: 'Officer 2' };
const sync = (d: Desk, to: Desk, take = true) =>
  d.do('carrier.sync', {
    partner: to.code,
    folder: { path: folder, name: 'carried' },
    by: 'Officer 1',
    take,
    settleMs: 20,
  });
const files = () => readdirSync(folder).sort();

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-carrier-'));
  folder = at('carried');
  mkdirSync(folder);
  a = await makeDesk(home, 'A07');
  b = await makeDesk(home, 'A06');
  await a.load();
  await introduce(a, b);
}, 120_000);
afterAll(() => {
  for (const d of [a, b]) d.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a folder as carrier', () => {
  test('case 44: a growing file waits, a conflict copy is one file, a new file with an old time stamp is found', async () => {
    const place = at('listing');
    mkdirSync(place);
    writeFileSync(path.join(place, 'grows.jxb'), 'half');
    writeFileSync(path.join(place, 'still.jxb'), 'whole');
    copyFileSync(path.join(place, 'still.jxb'), path.join(place, 'still.sync-conflict-20270308-AB.jxb'));
    writeFileSync(path.join(place, 'old.jxb'), 'from last year');
    utimesSync(path.join(place, 'old.jxb'), new Date('2020-01-01'), new Date('2020-01-01'));
    writeFileSync(path.join(place, 'x.jxb.ab12.part'), 'under way');
    writeFileSync(path.join(place, 'empty.jxb'), '');
    mkdirSync(path.join(place, 'folder.jxb'));
    const grow = setInterval(() => appendFileSync(path.join(place, 'grows.jxb'), ' more'), 5);
    const listing = await listFolder(place, 60);
    clearInterval(grow);
    expect(listing.sealed.map((f) => f.name)).toEqual(['old.jxb', 'still.jxb']);
    expect(listing.copies.map((f) => f.name)).toEqual(['still.sync-conflict-20270308-AB.jxb']);
    expect(listing.waiting).toEqual([
      { name: 'empty.jxb', why: 'empty' },
      { name: 'grows.jxb', why: 'growing' },
    ]);
    expect((await listFolder(place, 5)).sealed.map((f) => f.name)).toContain('grows.jxb');
  });

  test('puts a file there in one piece, once, and sweeps what an earlier attempt left', () => {
    const place = at('putting');
    mkdirSync(place);
    writeFileSync(path.join(place, 'n.jxb.00.part'), 'cut');
    expect(putInto(place, 'n.jxb', new TextEncoder().encode('whole'))).toBe(true);
    expect(putInto(place, 'n.jxb', new TextEncoder().encode('whole'))).toBe(false);
    expect(readdirSync(place)).toEqual(['n.jxb']);
    // Cut by a full stick: put again.
    truncateSync(path.join(place, 'n.jxb'), 2);
    expect(putInto(place, 'n.jxb', new TextEncoder().encode('whole'))).toBe(true);
  });

  test('carries files both ways, is acknowledged, and is empty again in the end', async () => {
    valueOf(await a.export(b, at('first.jxb')));
    expect(await sync(a, b)).toMatchObject({ put: [{ seq: 1 }], taken: [], acknowledged: false });
    // Names say nothing, and the file is the one of the outbox.
    const [name = ''] = files();
    expect(name).toMatch(/^[0-9a-f]{24}\.jxb$/);
    expect(hashOf(readFileSync(path.join(folder, name)))).toBe(hashOf(readFileSync(at('first.jxb'))));
    expect((await sync(a, b)).put).toEqual([]);
    // Looking takes nothing in.
    expect(await sync(b, a, false)).toMatchObject({ taken: [], waiting: [{ name, why: 'not-taken' }], put: [] });
    expect(b.dump()).toEqual([]);
    copyFileSync(path.join(folder, name), path.join(folder, `${name.slice(0, -4)}.sync-conflict-1.jxb`));
    const got = await sync(b, a);
    expect(got).toMatchObject({
      taken: [{ state: 'accepted', from: 'A07', seq: 1 }],
      copies: 1,
      acknowledged: true,
      put: [{ seq: 1 }],
    });
    expect(b.dump()).toEqual(a.dump(b));
    // Nothing new: the same file again is passed over, and no acknowledgement of an acknowledgement is written.
    expect(await sync(b, a)).toMatchObject({ taken: [{ state: 'already-imported' }], put: [], acknowledged: false });
    const done = await sync(a, b);
    expect(done).toMatchObject({
      taken: [{ from: 'A06', state: 'accepted' }],
      removed: 2,
      acknowledged: false,
      put: [],
    });
    expect(files()).toHaveLength(1);
    a.set(a.id('T02'), 'minutes', 61);
    valueOf(await a.export(b, at('second.jxb')));
    await sync(a, b);
    await sync(b, a);
    expect(b.field('T02', 'minutes')).toBe(61);
    await sync(a, b);
    await sync(b, a);
    expect((await a.do('exchange.outbox', { to: 'A06', first: 0, count: 10 })).items.map((i) => i.state)).toEqual([
      'acknowledged',
      'acknowledged',
    ]);
    expect(await a.do('carrier.list', {})).toMatchObject([{ agency: { code: 'A06' }, folder: 'carried', there: true }]);
  });

  test('leaves alone what is cut, foreign or for somebody else, and takes the rest', async () => {
    const whole = readFileSync(at('second.jxb'));
    const cut = whole.subarray(0, whole.length / 2);
    writeFileSync(path.join(folder, 'cut.jxb'), cut);
    writeFileSync(path.join(folder, 'noise.jxb'), 'no exchange file at all');
    writeFileSync(path.join(folder, 'notes.txt'), 'ours');
    const before = files();
    a.set(a.id('T02'), 'minutes', 62);
    valueOf(await a.export(b, at('third.jxb')));
    await sync(a, b);
    const got = await sync(b, a);
    expect(got.refused.map((r) => r.name).sort()).toEqual(['cut.jxb', 'noise.jxb']);
    expect(got.taken.filter((t) => t.state === 'accepted')).toHaveLength(1);
    expect(b.field('T02', 'minutes')).toBe(62);
    for (const name of before.filter((f) => !/^[0-9a-f]{24}/.test(f))) expect(files()).toContain(name);
  });

  test('brings a newer card, signed by the known root, by itself', async () => {
    await a.do('keys.rotate', { what: 'station', ...people });
    a.set(a.id('T02'), 'minutes', 63);
    valueOf(await a.export(b, at('fourth.jxb')));
    await sync(a, b);
    await sync(b, a);
    expect(b.field('T02', 'minutes')).toBe(63);
    expect(b.session.store.partners.get(a.agency)?.serial).toBe(2);
  });

  test('case 43: a stick that is gone is said, and what was half written is no file', async () => {
    expect(
      (
        await a.fails('carrier.sync', {
          partner: 'A06',
          folder: { path: at('gone'), name: 'gone' },
          by: 'x',
          take: true,
        })
      ).code,
    ).toBe('no-folder');
    expect(
      (
        await a.fails('carrier.sync', {
          partner: 'A99',
          folder: { path: folder, name: 'carried' },
          by: 'x',
          take: true,
        })
      ).code,
    ).toBe('unknown-partner');
    a.set(a.id('T02'), 'minutes', 64);
    valueOf(await a.export(b, at('fifth.jxb')));
    // Read-only as a full or locked stick: nothing half written is left behind that could be taken for a file.
    const blocked = at('blocked');
    writeFileSync(blocked, 'a file where a folder should be');
    expect(
      (
        await a.fails('carrier.sync', {
          partner: 'A06',
          folder: { path: blocked, name: 'blocked' },
          by: 'x',
          take: true,
        })
      ).code,
    ).toBe('no-folder');
    expect(await a.do('carrier.run', { partner: 'A06', by: 'Officer 1', take: true })).toMatchObject({ put: [{}] });
  });
});
