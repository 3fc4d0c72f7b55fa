/** What the screens of the exchange read: differences before accepting, what was sent, what a partner holds, recall of a whole file. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

let home = '';
let a: Desk;
let b: Desk;
let n = 0;
const at = (name: string): string => path.join(home, name);
async function seal(from: Desk, to: Desk): Promise<string> {
  const file = at(`file-${n++}.jxb`);
  valueOf(await from.export(to, file));
  return file;
}
const diff = (d: Desk, file: string) => d.do('exchange.difference', { file: fileRef(file), checked: true });
const newest = async (d: Desk) => {
  const [item] = (await d.do('exchange.outbox', { to: null, first: 0, count: 1 })).items;
  if (!item) throw new Error('nothing was sent');
  return item;
};

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-screens-'));
  a = await makeDesk(home, 'A07');
  b = await makeDesk(home, 'A06');
  await a.load();
  await introduce(a, b);
  for (const d of [a, b]) await d.copyTo(at(`${d.code}-before`));
}, 120_000);
beforeEach(async () => {
  for (const d of [a, b]) {
    d.close();
    rmSync(d.dir, { recursive: true });
    cpSync(at(`${d.code}-before`), d.dir, { recursive: true });
    await d.open();
  }
});
afterAll(() => {
  for (const d of [a, b]) d.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the difference before accepting', () => {
  test('of a new operation: every task is added, nothing has moved, and nothing is stored by looking', async () => {
    const file = await seal(a, b);
    const seen = await diff(b, file);
    expect(seen.records.every((r) => r.what === 'added')).toBe(true);
    expect(seen).toMatchObject({ moved: 0, gone: 0 });
    valueOf(await b.accept(file));
    const frame = await b.do('timeline.frame', { operation: b.session.states.ids()[0] ?? '' });
    expect(seen.added).toBe(frame.rows);
    const rows = await b.do('timeline.rows', { operation: b.session.states.ids()[0] ?? '', first: 0, count: 200 });
    const t03 = rows.find((r) => r.code === 'T03');
    expect(seen.tasks.find((t) => t.code === 'T03')).toMatchObject({
      what: 'added',
      before: null,
      after: { start: t03?.start, end: t03?.end },
    });
    expect(seen.authors).toHaveLength(1);
    expect(seen.authors[0]).toMatchObject({ agency: 'A07', records: seen.recordsTotal });
  });

  test('of one moved task: old and new span, value by value, and the person who wrote it', async () => {
    valueOf(await b.accept(await seal(a, b)));
    const before = Number(a.field('T03', 'minutes'));
    a.set(a.id('T03'), 'minutes', before + 30);
    const seen = await diff(b, await seal(a, b));
    expect(seen.records).toMatchObject([
      { code: 'T03', what: 'changed', authors: ['A07'], fields: [{ field: 'minutes', before, after: before + 30 }] },
    ]);
    const [task] = seen.tasks;
    expect(seen.tasks).toHaveLength(1);
    expect(task).toMatchObject({ code: 'T03', what: 'moved' });
    expect((task?.after?.end ?? 0) - (task?.before?.end ?? 0)).toBe(30 * 60_000);
    expect(seen.authors).toMatchObject([{ agency: 'A07', by: 'p1', records: 1, fields: 1 }]);
  });

  test('a moved H-hour moves what hangs on it, although the file holds one record', async () => {
    valueOf(await b.accept(await seal(a, b)));
    const h = Date.parse(String(a.field('OP-LT', 'hHour')));
    a.set(a.id('OP-LT'), 'hHour', new Date(h + 3_600_000).toISOString().replace('.000Z', 'Z'));
    const seen = await diff(b, await seal(a, b));
    expect(seen.recordsTotal).toBe(1);
    expect(seen.moved).toBeGreaterThan(5);
    for (const t of seen.tasks) expect((t.after?.start ?? 0) - (t.before?.start ?? 0)).toBe(3_600_000);
  });

  test('a field that would be in conflict moves nothing', async () => {
    valueOf(await b.accept(await seal(a, b)));
    a.set(a.id('T03'), 'minutes', 41);
    b.set(b.id('T03'), 'minutes', 42);
    const seen = await diff(b, await seal(a, b));
    expect(seen.records).toMatchObject([{ code: 'T03', what: 'conflict' }]);
    expect(seen.tasks).toEqual([]);
  });
});

describe('what was sent and what is held', () => {
  test('a sent file lists its records; a partner page says what is released and what of it arrived', async () => {
    const file = await seal(a, b);
    const item = await newest(a);
    const page = await a.do('exchange.sentRecords', { outbox: item.outbox, first: 0, count: 500 });
    expect(page.total).toBe(item.records);
    expect(new Set(page.items.map((i) => i.state))).toEqual(new Set(['released']));
    const held = async () => {
      const { holding } = await a.do('partner.page', { agencyId: b.agency });
      const sum = (k: 'released' | 'acknowledged'): number => holding.reduce((s, h) => s + h[k], 0);
      return [sum('released'), sum('acknowledged')];
    };
    expect(await held()).toEqual([item.records, 0]);
    valueOf(await b.accept(file));
    await b.do('exchange.ack', { to: 'A07', file: fileRef(at('ack.jxb')), by: 'Officer 3' });
    valueOf(await a.accept(at('ack.jxb')));
    expect(await held()).toEqual([item.records, item.records]);
    expect(await a.do('partner.page', { agencyId: b.agency })).toMatchObject({
      serial: 1,
      suspended: false,
      recalled: 0,
      folder: null,
      stations: [{ keys: [expect.stringMatching(/^[\w-]{32}$/)] }],
    });
  });

  test('a whole file is recalled with one reason and two persons; receipts say that it is gone', async () => {
    valueOf(await b.accept(await seal(a, b)));
    const { outbox, records } = await newest(a);
    const order = { outbox, records: null, reason: 'sent to the wrong desk' };
    expect((await a.fails('exchange.recallSent', { ...order, by: 'Officer 1', second: ' officer 1' })).code).toBe(
      'R-HAN-12',
    );
    const done = await a.do('exchange.recallSent', { ...order, by: 'Officer 1', second: 'Officer 2' });
    expect(done).toMatchObject({ recalled: records, left: 0, operation: a.id('OP-LT') });
    expect((await newest(a)).state).toBe('recalled');
    valueOf(await b.accept(await seal(a, b)));
    expect(b.session.states.ids()).toEqual([]);
    await b.do('exchange.ack', { to: 'A07', file: fileRef(at('gone.jxb')), by: 'Officer 3' });
    valueOf(await a.accept(at('gone.jxb')));
    const { items, total } = await a.do('exchange.recalls', { first: 0, count: 200 });
    expect(total).toBe(records);
    expect(new Set(items.map((i) => i.state))).toEqual(new Set(['done']));
    expect((await a.fails('exchange.recallSent', { ...order, by: 'Officer 1', second: 'Officer 2' })).code).toBe(
      'recall.not-released',
    );
  });

  test('a chosen record is recalled with what is part of it, the rest stays', async () => {
    await seal(a, b);
    const { outbox, records } = await newest(a);
    const order = { outbox, records: [a.id('T03')], reason: 'wrong', by: 'Officer 1', second: 'Officer 2' };
    expect(await a.do('exchange.recallSent', order)).toMatchObject({ recalled: 5, left: 0 });
    expect(await newest(a)).toMatchObject({ recalled: 5, records });
    expect((await a.fails('exchange.recallSent', { ...order, outbox: 99 })).code).toBe('not-found');
    // All but one: the one stays, however long the list is.
    const all = { ...order, records: null, except: [a.id('OP-LT')] };
    expect((await a.do('exchange.recallSent', all)).recalled).toBe(records - 6);
    expect((await a.do('exchange.recallSent', { ...all, except: [] })).recalled).toBe(1);
  });

  test('a folder that a person points at is used and remembered', async () => {
    const folder = at('between');
    mkdirSync(folder, { recursive: true });
    await seal(a, b);
    const report = await a.do('carrier.use', { partner: 'A06', file: fileRef(folder), by: 'Officer 1', take: true });
    expect(report.put).toHaveLength(1);
    expect((await a.do('partner.page', { agencyId: b.agency })).folder).toBe('between');
    const taken = await b.do('carrier.use', { partner: 'A07', file: fileRef(folder), by: 'Officer 3', take: true });
    expect(taken.taken).toMatchObject([{ from: 'A07', state: 'accepted' }]);
  });
});
