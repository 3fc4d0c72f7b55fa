import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkerContext } from '#electron/worker/context.ts';
import { meet } from '#electron/worker/station-sync.ts';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

/** An agency with two desks: how the second becomes one, what it gets and from whom, and that both go on as one agency. */
let home = '';
/** First desk of A07, its second, a partner, and an agency that nobody of A07 knows as a station. */
let a: Desk;
let second: Desk;
let b: Desk;
let n = 0;
const next = (end = 'jxb'): string => path.join(home, `file-${n++}.${end}`);
const people = { by: 'Officer 1', second: 'Officer 2' };
const took = async (who: Desk, file: string) => valueOf(await who.accept(file)).receipt;
async function seal(from: Desk, to: Desk): Promise<string> {
  const file = next();
  valueOf(await from.export(to, file));
  return file;
}
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
const shown = (desk: Desk) => JSON.stringify(desk.dump());

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-stations-'));
  a = await makeDesk(path.join(home, 'one'), 'A07');
  second = await makeDesk(path.join(home, 'two'), 'A07');
  b = await makeDesk(home, 'A06');
  await a.load();
  await introduce(a, b);
  await took(b, await seal(a, b));
  b.set(b.id('T02'), 'minutes', 71);
  await took(a, await seal(b, a));
}, 120_000);
afterAll(() => {
  for (const desk of [a, second, b]) desk.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a second station', () => {
  test('is refused while its digits were not compared, while it is not on the card, and by one person alone', async () => {
    expect((await a.fails('station.enrol', { partner: second.agency, name: 'Desk 2', ...people })).code).toBe(
      'unknown-partner',
    );
    expect((await a.fails('station.pass', { file: fileRef(next()), full: true, by: 'Officer 1' })).code).toBe(
      'no-stations',
    );
    await introduce(a, second);
    expect((await second.fails('station.join', { partner: a.agency, ...people })).code).toBe('station.not-on-card');
    const alone = { by: 'Officer 1', second: 'officer 1' };
    expect((await a.fails('station.enrol', { partner: second.agency, name: 'Desk 2', ...alone })).code).toBe(
      'two-people',
    );
    // An agency that plans on its own is no station: its records are its own for good.
    expect((await a.fails('station.enrol', { partner: b.agency, name: 'Desk 2', ...people })).code).toBe(
      'station.used',
    );
  });

  test('gets a place on the card from the station with the root key, and joins by that card', async () => {
    const made = await a.do('station.enrol', { partner: second.agency, name: 'Desk 2', ...people });
    expect(made.serial).toBe(2);
    await second.do('card.read', { file: fileRef(await card(a)) });
    const joined = await second.do('station.join', { partner: a.agency, ...people });
    expect(joined).toMatchObject({ open: { agencyCode: 'A07', agencyId: a.agency }, serial: 2, stations: 2 });
    expect(second.agency).toBe(a.agency);
    const own = await second.do('keys.own', {});
    expect(own.holdsRoot).toBe(false);
    expect(own.stations.map((s) => [s.name, s.here])).toEqual([
      ['first station', false],
      ['Desk 2', true],
    ]);
    // Cards are made where the root key is, and nowhere else.
    expect((await second.fails('keys.rotate', { what: 'station', ...people })).code).toBe('no-root');
    // It survives closing.
    second.close();
    await second.open();
    expect(second.agency).toBe(a.agency);
    expect(second.session.about.agencyName).toBe(a.session.card.body.name);
  });

  test('gets plan, partners and their files from a station that has them, each line with its proof', async () => {
    const file = await pass(a, true);
    const received = await took(second, file);
    expect(received.counts.aside + received.counts.held).toBe(0);
    expect(shown(second)).toBe(shown(a));
    expect(second.field('T02', 'minutes')).toBe(71);
    const [partner] = (await second.do('partner.list', {})).filter((p) => p.agencyId === b.agency);
    expect(partner).toMatchObject({ trust: 'trusted', verified: { by: 'Officer 1', second: 'Officer 2' } });
    expect((await second.do('partner.list', {})).map((p) => p.code)).not.toContain('A07');
    // What B wrote is known as B's, and its stream goes on without a gap.
    expect(second.session.store.read.history(second.id('T02')).some((h) => h.agency === b.agency)).toBe(true);
    // A second time, nothing.
    expect((await took(second, file)).state).toBe('already-imported');
    expect(second.session.store.audit.verify()).toBeNull();
  });

  test('speaks to partners in a stream of its own; both stations go on under the same release', async () => {
    await b.do('card.read', { file: fileRef(await card(a)) });
    second.set(second.id('T03'), 'minutes', 72);
    const received = await took(b, await seal(second, b));
    expect(received.counts.aside + received.counts.held + received.counts.conflicts).toBe(0);
    expect(b.field('T03', 'minutes')).toBe(72);
    await took(a, await pass(second));
    expect(a.field('T03', 'minutes')).toBe(72);
    a.set(a.id('T03'), 'minutes', 73);
    await took(b, await seal(a, b));
    expect(b.field('T03', 'minutes')).toBe(73);
    // B acknowledges the streams of both to whichever reads its file: that is no alarm.
    b.set(b.id('T02'), 'minutes', 74);
    const answer = await seal(b, a);
    for (const desk of [a, second]) {
      const taken = await took(desk, answer);
      expect(taken.missing).toEqual([]);
      expect(desk.field('T02', 'minutes')).toBe(74);
      expect(await desk.do('exchange.alarms', { undecidedOnly: true })).toEqual([]);
    }
    await took(second, await pass(a));
    expect(shown(second)).toBe(shown(a));
    expect(b.dump()).toEqual(a.dump(b));
  });

  test('both change one field at once: a conflict inside the agency, seen and settled like any other', async () => {
    a.set(a.id('T03'), 'minutes', 80);
    second.set(second.id('T03'), 'minutes', 81);
    await took(second, await pass(a));
    await took(a, await pass(second));
    expect(shown(second)).toBe(shown(a));
    const open = (desk: Desk) => desk.session.store.read.conflicts().filter((c) => c.rec === desk.id('T03'));
    expect(open(a)).toHaveLength(1);
    expect(open(second)).toHaveLength(1);
    a.set(a.id('T03'), 'minutes', 81);
    await took(second, await pass(a));
    expect(open(second)).toEqual([]);
  });

  test('takes the newer card of its agency, and a file that a sibling gave no place for is named', async () => {
    await a.do('keys.rotate', { what: 'station', ...people });
    a.set(a.id('T03'), 'minutes', 82);
    const lost = await pass(a);
    a.set(a.id('T03'), 'minutes', 83);
    const later = await pass(a);
    expect((await second.ask('exchange.acceptFile', { file: fileRef(later), by: 'x' })).ok).toBe(false);
    const newest = await card(a);
    expect(await second.do('station.card', { file: fileRef(newest) })).toMatchObject({ serial: 3, isNew: true });
    expect(await second.do('station.card', { file: fileRef(newest) })).toMatchObject({ serial: 3, isNew: false });
    expect((await second.fails('station.card', { file: fileRef(await card(b)) })).code).toBe('card-chain');
    expect((await took(second, later)).missing).toHaveLength(1);
    await took(second, lost);
    expect(second.field('T03', 'minutes')).toBe(83);
    expect(shown(second)).toBe(shown(a));
    // A full file closes what nobody can find any more.
    const full = await took(second, await pass(a, true));
    expect(full.counts.added).toBe(0);
    expect((await a.fails('station.pass', { file: fileRef(next()), full: false, by: 'Officer 1' })).code).toBe(
      'nothing-to-pass',
    );
  });

  test('loses what a partner recalls, by the file its sibling took in, and cannot join anybody else', async () => {
    const task = { operation: b.id('OP-LT'), code: 'T99', title: 'WHISPERING GALLERY' };
    const made = b.commit([{ type: 'create', kind: 'task', key: 't', fields: task }]);
    const rec = made.created.get('t') ?? '';
    await took(a, await seal(b, a));
    await took(second, await pass(a));
    expect(second.session.store.read.record(rec)?.fields['title']).toBe('WHISPERING GALLERY');
    valueOf(b.session.store.exchange.recall({ rec, to: a.agency, reason: 'withdrawn', by: 'p1' }) as never);
    await took(a, await seal(b, a));
    await took(second, await pass(a));
    for (const desk of [a, second]) expect(desk.session.store.read.record(rec)).toBeNull();
    expect(shown(second)).toBe(shown(a));
    const own = second.session.store.identity.read();
    if (!own) throw new Error('no identity');
    const again = second.session.store.desk.joinAgency(own, 'x', 'y');
    expect(again).toMatchObject({ ok: false, error: { code: 'station.used' } });
  });

  test('through a folder all stations reach, each round brings what the others left, once', async () => {
    const folder = path.join(home, 'meeting');
    mkdirSync(folder);
    const round = (desk: Desk) => desk.do('station.sync', { where: { folder }, by: 'Officer 1' });
    expect((await second.fails('station.sync', { where: { folder: `${folder}-gone` }, by: 'x' })).code).toBe(
      'no-folder',
    );
    expect((await a.fails('station.sync', { where: { again: true }, by: 'Officer 1' })).code).toBe('no-folder');
    expect((await a.do('keys.own', {})).meeting).toBeNull();
    a.set(a.id('T03'), 'minutes', 84);
    const first = await round(a);
    expect(first).toMatchObject({ taken: 0, refused: [] });
    expect(first.put).toBeGreaterThan(0);
    second.set(second.id('T02'), 'minutes', 85);
    const answered = await round(second);
    expect(answered.refused).toEqual([]);
    expect(answered.put).toBeGreaterThan(0);
    expect(second.field('T03', 'minutes')).toBe(84);
    await round(a);
    expect(a.field('T02', 'minutes')).toBe(85);
    expect(shown(second)).toBe(shown(a));
    expect((await a.do('keys.own', {})).meeting).toBe('meeting');
    expect(await a.do('station.sync', { where: { again: true }, by: 'Officer 1' })).toMatchObject({ refused: [] });
    for (const desk of [a, second])
      expect(await round(desk)).toEqual({ taken: 0, put: 0, sealed: 0, refused: [], ended: 'whole' });
    // What somebody took away from the folder is offered again; what is no file of ours is named and left alone.
    for (const name of readdirSync(folder).filter((f) => f.endsWith('.jxb'))) rmSync(path.join(folder, name));
    writeFileSync(path.join(folder, 'strange.jxb'), 'not ours');
    const again = await round(a);
    expect(again.put).toBeGreaterThan(0);
    expect(again.refused).toHaveLength(1);
  });

  test('a round that is cancelled leaves whole files behind, says how far it came, and the next goes on', async () => {
    const folder = path.join(home, 'long-meeting');
    mkdirSync(folder);
    const where = { folder };
    for (const minutes of [86, 87, 88]) {
      a.set(a.id('T03'), 'minutes', minutes);
      await a.do('station.sync', { where, by: 'Officer 1' });
    }
    const abort = new AbortController();
    const told: string[] = [];
    const context: WorkerContext = {
      ...second.context,
      signal: abort.signal,
      emit: (name, payload) => {
        if (name !== 'progress' || !('total' in payload)) return;
        told.push(`${payload.done}/${payload.total}${payload.ended ? ' ended' : ''}`);
        if (payload.total > 1 && payload.done > payload.total / 2) abort.abort();
      },
    };
    const first = valueOf(await meet(context, second.session, where, 'Officer 1'));
    expect(first).toMatchObject({ put: 0, sealed: 0, ended: 'cancelled' });
    expect(told.at(-1)).toBe('1/1 ended');
    expect(told.length).toBeGreaterThan(4);
    const { taken, refused } = await second.do('station.sync', { where, by: 'Officer 1' });
    expect({ all: first.taken + taken, refused }).toEqual({ all: 3, refused: [] });
    expect(second.field('T03', 'minutes')).toBe(88);
    expect(second.session.store.audit.verify()).toBeNull();
  });

  test('revoked, it is heard no more, here and at partners', async () => {
    const own = await second.do('keys.own', {});
    second.set(second.id('T03'), 'minutes', 90);
    const house = await pass(second);
    const sealed = await seal(second, b);
    await a.do('keys.revokeStation', { station: own.station, since: null, reason: 'given up', ...people });
    await b.do('card.read', { file: fileRef(await card(a)) });
    expect((await b.ask('exchange.acceptFile', { file: fileRef(sealed), by: 'x' })).ok).toBe(false);
    const refused = await a.ask('exchange.acceptFile', { file: fileRef(house), by: 'x' });
    expect(refused.ok ? '' : refused.error.code).toBe('revoked-key');
  });
});
