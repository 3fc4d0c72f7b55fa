import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { Desk, introduce, makeDesk } from '#test/tools/desk.ts';

let home = '';
let a: Desk;
let b: Desk;
const at = (name: string): string => path.join(home, name);
/** Both workspaces as they are after cards were compared and the operation loaded, to begin each story anew. */
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-delta-'));
  a = await makeDesk(home, 'A07');
  b = await makeDesk(home, 'A06');
  await a.load();
  await introduce(a, b);
  for (const d of [a, b]) await d.copyTo(at(`${d.code}-before`));
}, 60_000);
afterAll(() => {
  for (const d of [a, b]) d.close();
  rmSync(home, { recursive: true, force: true });
});
async function fresh(): Promise<void> {
  for (const d of [a, b]) {
    d.close();
    rmSync(d.dir, { recursive: true });
    cpSync(at(`${d.code}-before`), d.dir, { recursive: true });
    await d.open();
  }
}
let n = 0;
const next = (): string => at(`file-${n++}.jxb`);
const say = (by: Desk, to: Desk) => {
  const file = next();
  return by.do('exchange.ack', { to: to.code, file: fileRef(file), by: 'Officer 3' }).then(() => file);
};
const took = async (at_: Desk, file: string) => valueOf(await at_.accept(file)).receipt;

describe('what a recipient has acknowledged', () => {
  test('decides what the next file holds; a full file remains possible', async () => {
    await fresh();
    const first = next();
    const whole = valueOf(await a.export(b, first)).receipt;
    await took(b, first);
    // Nothing is marked on export: until word comes back, everything goes again.
    const again = next();
    expect(valueOf(await a.export(b, again)).receipt.lines).toBe(whole.lines);
    await took(a, await say(b, a));
    expect((await a.do('exchange.outbox', { to: 'A06', first: 0, count: 10 })).items.map((i) => i.state)).toEqual([
      'sent',
      'acknowledged',
    ]);
    expect((await a.fails('exchange.seal', sealInput(next()))).code).toBe('nothing-new');
    a.set(a.id('T02'), 'minutes', 61);
    const delta = next();
    const small = valueOf(await a.export(b, delta)).receipt;
    expect(small.records).toBe(1);
    expect(small.lines).toBeLessThanOrEqual(3);
    expect(statSync(delta).size).toBeLessThan(statSync(first).size / 4);
    await took(b, delta);
    expect(b.dump()).toEqual(a.dump(b));
    const full = next();
    expect(valueOf(await a.export(b, full, { full: true })).receipt.lines).toBeGreaterThanOrEqual(whole.lines);
    // The full file alone, at a station that has nothing, gives the same.
    const late = new Desk(at('late'), 'A06');
    cpSync(at('A06-before'), late.dir, { recursive: true });
    await late.open();
    await took(late, full);
    expect(late.dump()).toEqual(a.dump(b));
    late.close();
  });

  test('a missing file is noticed, named, and closed by the file itself', async () => {
    await fresh();
    const files = [];
    for (let i = 0; i < 4; i++) {
      a.set(a.id('T02'), 'minutes', 70 + i);
      files.push(next());
      valueOf(await a.export(b, files[i] ?? ''));
    }
    const [f1 = '', f2 = '', f3 = '', f4 = ''] = files;
    await took(b, f1);
    expect(await b.do('exchange.verify', { file: fileRef(f4) })).toMatchObject({ gap: true, missing: [2, 3] });
    expect((await took(b, f4)).missing).toEqual([2, 3]);
    expect((await b.do('exchange.standings', {}))[0]?.streams[0]).toMatchObject({
      unbroken: 1,
      later: [4],
      missing: [2, 3],
    });
    expect(b.field('T02', 'minutes')).toBe(73);
    await took(b, f3);
    await took(b, f2);
    expect((await b.do('exchange.standings', {}))[0]?.streams[0]).toMatchObject({
      unbroken: 4,
      later: [],
      missing: [],
    });
    expect(b.dump()).toEqual(a.dump(b));
  });

  test('an acknowledgement fits a QR picture and is taken as text; a second time it says nothing new', async () => {
    await fresh();
    const file = next();
    valueOf(await a.export(b, file));
    await took(b, file);
    const ack = await b.do('exchange.ack', { to: 'A07', file: fileRef(next()), by: 'Officer 3' });
    expect(ack.text?.length).toBeLessThan(4_296);
    expect(await a.do('exchange.ackText', { text: ack.text ?? '', by: 'Officer 1' })).toEqual({
      from: 'A06',
      acknowledged: 1,
    });
    expect((await a.do('exchange.ackText', { text: ack.text ?? '', by: 'Officer 1' })).acknowledged).toBe(0);
    expect((await a.fails('exchange.ackText', { text: `${ack.text ?? ''}A`, by: 'x' })).code).toBe(
      'bad-acknowledgement',
    );
  });
});

describe('a workspace put back to a backup', () => {
  test('whose number comes twice is a fork: kept, shown, its sender unheard until a person decides', async () => {
    await fresh();
    const first = next();
    valueOf(await a.export(b, first));
    await a.copyTo(at('A07-backup'));
    a.set(a.id('T02'), 'minutes', 71);
    const second = next();
    valueOf(await a.export(b, second));
    await took(b, first);
    await took(b, second);
    // The backup seals another file with the same number.
    const old = new Desk(at('A07-backup'), 'A07');
    await old.open();
    old.set(old.id('T02'), 'minutes', 72);
    const forked = next();
    valueOf(await old.export(b, forked));
    const bytes = readFileSync(path.join(b.dir, 'liaison.db'));
    expect((await b.fails('exchange.verify', { file: fileRef(forked) })).code).toBe('fork');
    expect(readFileSync(path.join(b.dir, 'liaison.db')).equals(bytes)).toBe(true);
    expect((await b.fails('exchange.acceptFile', { file: fileRef(forked), by: 'x' })).code).toBe('fork');
    const [alarm] = await b.do('exchange.alarms', { undecidedOnly: true });
    expect(alarm).toMatchObject({ kind: 'fork', seq: 2, decided: null });
    expect((await b.do('exchange.standings', {}))[0]?.suspended).toBe(true);
    const third = next();
    valueOf(await a.export(b, third));
    expect((await b.fails('exchange.acceptFile', { file: fileRef(third), by: 'x' })).code).toBe('suspended');
    await b.do('exchange.decide', { agency: 'A07', by: 'Officer 3', reason: 'a backup was in use by mistake' });
    await took(b, third);
    expect(b.field('T02', 'minutes')).toBe(71);
    expect(await b.do('exchange.alarms', { undecidedOnly: false })).toMatchObject([{ decided: { by: 'Officer 3' } }]);
    expect((await b.fails('exchange.decide', { agency: 'A07', by: 'x', reason: 'again' })).code).toBe('fork.none');
    old.close();
  });

  test('begins its streams anew: what it lost comes back, its own words proved by its own signature', async () => {
    await fresh();
    const first = next();
    valueOf(await a.export(b, first));
    await took(b, first);
    await took(a, await say(b, a));
    await a.copyTo(at('A07-backup2'));
    // After the backup: a change of A that B has, a word of B that A had.
    a.set(a.id('T02'), 'minutes', 91);
    const lost = next();
    valueOf(await a.export(b, lost));
    await took(b, lost);
    b.set(b.id('T03'), 'minutes', 33);
    const fromB = next();
    valueOf(await b.export(a, fromB));
    await took(a, fromB);
    await took(b, await say(a, b));
    const goal = a.dump();
    // A is put back.
    a.close();
    rmSync(a.dir, { recursive: true });
    cpSync(at('A07-backup2'), a.dir, { recursive: true });
    await a.open();
    expect(a.field('T02', 'minutes')).not.toBe(91);
    // B's word of what arrived gives it away, and nothing is sealed under a number that was used.
    await took(a, await say(b, a));
    expect(await a.do('exchange.alarms', { undecidedOnly: true })).toMatchObject([{ restartHint: true }]);
    expect((await a.fails('exchange.seal', sealInput(next()))).code).toBe('restart-needed');
    expect(await a.do('exchange.restart', { by: 'Officer 1', reason: 'disk failed' })).toEqual({ streams: 1 });
    const anew = next();
    valueOf(await a.export(b, anew, { full: true }));
    await took(b, anew);
    expect(b.field('T02', 'minutes')).toBe(91);
    const [standing] = await b.do('exchange.standings', {});
    expect(standing?.toReturn).toBeGreaterThan(0);
    expect(standing?.streams.map((s) => s.replaced)).toEqual([true, false]);
    const returned = next();
    const back = await b.do('exchange.return', { to: 'A07', file: fileRef(returned), by: 'Officer 3' });
    expect(back.lines).toBeGreaterThan(0);
    await took(a, returned);
    expect(a.field('T02', 'minutes')).toBe(91);
    // What B had been told had arrived is sent again, for the new word counts.
    const more = next();
    valueOf(await b.export(a, more));
    await took(a, more);
    expect(a.dump()).toEqual(goal);
    expect(b.dump()).toEqual(a.dump(b));
    expect(a.session.store.read.conflicts()).toEqual([]);
    // The old file, replayed, changes nothing.
    expect((await took(b, lost)).state).toBe('already-imported');
  });
});

const sealInput = (file: string) => ({
  operation: 'OP-LT',
  to: 'A06',
  purpose: 'joint_operation',
  file: fileRef(file),
  by: 'Officer 1',
  second: 'Officer 2',
});
