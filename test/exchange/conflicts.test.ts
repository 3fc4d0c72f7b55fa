import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { references } from '#shared/model/kinds/field.ts';
import { fieldOf } from '#shared/model/kinds/index.ts';
import { valueOf } from '#test/tools/agencies.ts';
import { plainDatabase } from '#test/tools/plain.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

let home = '';
let a: Desk;
let b: Desk;
const at = (name: string): string => path.join(home, name);
let n = 0;
async function pass(from: Desk, to: Desk) {
  const file = at(`file-${n++}.jxb`);
  const sealed = valueOf(await from.export(to, file));
  return { sealed, taken: valueOf(await to.accept(file)).receipt };
}
/** Each way once, so that both hold what the other wrote. */
async function both(): Promise<void> {
  await pass(b, a);
  await pass(a, b);
}
const byText = (x: unknown, y: unknown): number => (String(x) < String(y) ? -1 : 1);
const page = (d: Desk, list: 'conflicts' | 'merged' | 'proposals') =>
  d.do('conflict.list', { operation: null, list, first: 0, count: 50 });
const settle = (d: Desk, record: string, field: string, take: Parameters<typeof d.do<'conflict.settle'>>[1]['take']) =>
  d.do('conflict.settle', { record, field, take, by: 'Officer 1' });

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-conflicts-'));
  a = await makeDesk(home, 'A07');
  b = await makeDesk(home, 'A06');
  await a.load();
  await introduce(a, b);
  await b.copyTo(at('A06-new'));
  await pass(a, b);
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

describe('a field changed on both sides', () => {
  test('case 23: stands in both inboxes with base, mine and theirs; one settlement closes both', async () => {
    const base = Number(a.field('T03', 'minutes'));
    a.set(a.id('T03'), 'minutes', 41);
    b.set(b.id('T03'), 'minutes', 42);
    await both();
    for (const d of [a, b]) {
      const { total, items } = await page(d, 'conflicts');
      expect(total).toBe(1);
      expect(items).toMatchObject([
        { code: 'T03', field: 'minutes', reading: 'contested', provisional: base, sides: 2 },
      ]);
      const detail = await d.do('conflict.detail', { record: d.id('T03'), field: 'minutes' });
      expect(detail).toMatchObject({ base, hasBase: true, owner: 'A07' });
      expect(detail.sides.map((s) => [s.agency, s.value, s.mine]).sort(byText)).toEqual([
        ['A06', 42, d === b],
        ['A07', 41, d === a],
      ]);
    }
    expect((await settle(a, 'T03', 'minutes', { how: 'theirs' })).conflictsLeft).toBe(0);
    await pass(a, b);
    expect([a.field('T03', 'minutes'), b.field('T03', 'minutes')]).toEqual([42, 42]);
    expect((await page(b, 'conflicts')).total).toBe(0);
    expect(
      (await a.fails('conflict.settle', { record: 'T03', field: 'minutes', take: { how: 'mine' }, by: 'x' })).code,
    ).toBe('conflict.none');
    // The settlement is one step; undone, the conflict is back.
    await a.do('undo.undo', {});
    expect((await page(a, 'conflicts')).total).toBe(1);
  });

  test('case 24: two different settlements at once are one new conflict of the two', async () => {
    a.set(a.id('T03'), 'minutes', 41);
    b.set(b.id('T03'), 'minutes', 42);
    await both();
    await settle(a, 'T03', 'minutes', { how: 'typed', text: '43' });
    await settle(b, 'T03', 'minutes', { how: 'value', value: 44 });
    await both();
    for (const d of [a, b]) {
      const detail = await d.do('conflict.detail', { record: d.id('T03'), field: 'minutes' });
      expect(detail.sides.map((s) => s.value).sort(byText)).toEqual([43, 44]);
    }
    const [side] = (await a.do('conflict.detail', { record: a.id('T03'), field: 'minutes' })).sides;
    await settle(a, 'T03', 'minutes', { how: 'line', line: side?.line ?? '' });
    await pass(a, b);
    expect(b.field('T03', 'minutes')).toBe(side?.value);
  });

  test('case 22: of a minor field has one winner on both sides, the other listed until it is ticked off', async () => {
    a.set(a.id('T03'), 'code', 'T03A');
    b.set(b.id('T03'), 'code', 'T03B');
    const rec = a.session.store.read.byCode(a.id('OP-LT'), 'T03A')[0]?.id ?? '';
    await both();
    const codes = [a, b].map((d) => d.session.store.read.record(rec)?.fields['code']);
    expect(codes[0]).toBe(codes[1]);
    for (const d of [a, b]) {
      const { items } = await page(d, 'merged');
      expect(items).toMatchObject([{ record: rec, field: 'code', reading: 'auto-merged', sides: 2 }]);
      expect((await page(d, 'conflicts')).total).toBe(0);
      await d.do('conflict.note', { record: rec, field: 'code', by: 'Officer 1' });
      expect((await page(d, 'merged')).total).toBe(0);
    }
  });

  test('case 25: to the same value is no conflict', async () => {
    a.set(a.id('T03'), 'minutes', 55);
    b.set(b.id('T03'), 'minutes', 55);
    await both();
    for (const d of [a, b]) expect((await page(d, 'conflicts')).total + (await page(d, 'merged')).total).toBe(0);
  });

  test('different fields of one record simply merge', async () => {
    a.set(a.id('T03'), 'minutes', 55);
    b.set(b.id('T03'), 'title', 'Entry from the river side');
    await both();
    for (const d of [a, b]) {
      expect((await page(d, 'conflicts')).total).toBe(0);
      expect([d.field('T03', 'minutes'), d.field('T03', 'title')]).toEqual([55, 'Entry from the river side']);
    }
  });

  test('a value that does not fit, or a side that gave several, is refused and nothing is written', async () => {
    a.set(a.id('T03'), 'minutes', 41);
    b.set(b.id('T03'), 'minutes', 42);
    await both();
    const before = a.session.store.audit.head();
    for (const take of [
      { how: 'typed', text: 'soon' },
      { how: 'line', line: 'none' },
    ] as const)
      expect(await a.ask('conflict.settle', { record: 'T03', field: 'minutes', take, by: 'x' })).toMatchObject({
        ok: false,
      });
    expect(a.session.store.audit.head()).toBe(before);
  });
});

describe('many at once', () => {
  test('are shown before anything is written, settled in one step by one rule, and undone in one', async () => {
    for (const [i, code] of ['T02', 'T03', 'T04'].entries()) {
      a.set(a.id(code), 'minutes', 100 + i);
      b.set(b.id(code), 'minutes', 200 + i);
    }
    await both();
    const input = { operation: a.id('OP-LT'), fields: null, take: 'owner', by: 'Officer 1' } as const;
    const head = a.session.store.audit.head();
    const preview = await a.do('conflict.settleMany', { ...input, preview: true });
    expect(preview.planned.map((p) => [p.code, p.value, p.from])).toEqual([
      ['T02', 100, 'A07'],
      ['T03', 101, 'A07'],
      ['T04', 102, 'A07'],
    ]);
    expect([preview.step, a.session.store.audit.head()]).toEqual([0, head]);
    const done = await a.do('conflict.settleMany', { ...input, preview: false });
    expect(done.step).toBeGreaterThan(0);
    expect((await page(a, 'conflicts')).total).toBe(0);
    await a.do('undo.undo', {});
    expect((await page(a, 'conflicts')).total).toBe(3);
    const some = await a.do('conflict.settleMany', {
      ...input,
      take: 'base',
      fields: [
        { record: a.id('T02'), field: 'minutes' },
        { record: a.id('T05'), field: 'minutes' },
      ],
      preview: false,
    });
    expect([some.planned.length, some.skipped.length]).toEqual([1, 1]);
    expect((await page(a, 'conflicts')).total).toBe(2);
  });
});

describe('closed here, changed there', () => {
  test('case 30: the record stays visible as "edited while being closed" until somebody closes or opens it', async () => {
    const rec = a.id('T03');
    a.commit([{ type: 'close', rec }]);
    b.set(b.id('T03'), 'minutes', 42);
    await both();
    for (const d of [a, b]) {
      expect((await page(d, 'conflicts')).items).toMatchObject([
        { record: rec, field: '_life', type: 'editedWhileClosed' },
      ]);
      expect(d.session.store.read.record(rec)?.closed).toBe(false);
    }
    await settle(b, rec, '_life', { how: 'typed', text: 'open' });
    await pass(b, a);
    for (const d of [a, b]) {
      expect((await page(d, 'conflicts')).total).toBe(0);
      expect(d.session.store.read.record(rec)).toMatchObject({ closed: false, fields: { minutes: 42 } });
    }
  });
  test('taking the side that closed it closes it on both', async () => {
    const rec = a.id('T03');
    a.commit([{ type: 'close', rec }]);
    b.set(b.id('T03'), 'minutes', 42);
    await both();
    await settle(a, rec, '_life', { how: 'mine' });
    await pass(a, b);
    for (const d of [a, b]) expect(d.session.store.read.record(rec)?.closed).toBe(true);
  });
});

describe('the merged whole', () => {
  test('is held to the rules again: what it breaks and neither side broke alone is noted, and no line refused for it', async () => {
    // B, who may not see why, puts a task where the plan of A does not bear it.
    const before = new Set(a.session.states.find('OP-LT')?.findings.map((f) => `${f.rule} ${f.subject}`));
    b.set(b.id('T03'), 'at', 'H-200:00');
    const { taken } = await pass(b, a);
    expect(taken.counts).toMatchObject({ held: 0, aside: 0 });
    expect(a.field('T03', 'at')).toBe('H-200:00');
    const after = a.session.states.find('OP-LT')?.findings.map((f) => `${f.rule} ${f.subject}`) ?? [];
    const fresh = [...new Set(after)].filter((f) => !before.has(f)).sort();
    expect(fresh.length).toBeGreaterThan(0);
    expect(taken.breaks.map((x) => `${x.rule} ${x.subject}`).sort()).toEqual(fresh);
    const breaches = await a.do('conflict.breaches', { operation: a.id('OP-LT') });
    expect(breaches.map((x) => `${x.rule} ${x.subject}`).sort()).toEqual(fresh);
    await a.do('conflict.noteBreach', { n: breaches[0]?.n ?? 0, by: 'Officer 1' });
    expect((await a.do('conflict.breaches', { operation: null })).length).toBe(fresh.length - 1);
    expect(a.session.store.audit.verify()).toBeNull();
  });
});

test('case 34: a lower marking by another agency is a proposal to the owner; the effective one stays', async () => {
  const rec = a.id('T03');
  a.set(rec, 'tlp', 'AMBER');
  await pass(a, b);
  b.set(rec, 'tlp', 'GREEN');
  const { taken } = await pass(b, a);
  expect(taken.counts.proposals).toBe(1);
  expect([a.field('T03', 'tlp'), b.field('T03', 'tlp')]).toEqual(['AMBER', 'AMBER']);
  expect((await page(a, 'proposals')).items).toMatchObject([{ record: rec, field: 'tlp' }]);
});

test('a side that names what is withheld keeps the field back, although another value is shown', async () => {
  // D02 is withheld from A06; a narrative that names it stays, and so does a field one of whose sides names it.
  const rec = a.id('T03');
  a.set(rec, 'title', 'See D02 first');
  b.set(rec, 'title', 'Entry from the river side, later than the other');
  await pass(b, a);
  expect((await page(a, 'conflicts')).items).toMatchObject([{ record: rec, field: 'title' }]);
  const file = at(`file-${n++}.jxb`);
  a.set(a.id('T02'), 'minutes', 77);
  const { manifest } = valueOf(await a.export(b, file));
  expect(manifest.redacted.find((r) => r.code === 'T03' && r.field === 'title')).toMatchObject({ rule: 'R-HAN-10' });
  valueOf(await b.accept(file));
  expect(b.session.store.read.history(rec).some((h) => h.after === 'See D02 first')).toBe(false);
});

test('case 37: the id of a withheld record that a hidden reference points to occurs nowhere in the file', async () => {
  const rows = a.session.store.read.recordsOfOperation(a.id('OP-LT'));
  const pointedTo = rows.flatMap((row) =>
    Object.entries(row.fields).flatMap(([field, value]) => {
      const def = fieldOf(row.kind, field);
      return def ? references(def.type, value) : [];
    }),
  );
  const hidden = new Set(pointedTo.flatMap((to) => (to.hide ? [to.id] : [])));
  const shown = new Set(pointedTo.flatMap((to) => (to.hide ? [] : [to.id])));
  // Where another field may show the id as "withheld by its owner", it is known there; these are only ever pointed to in the hidden way.
  const targets = rows.filter(
    (r) => hidden.has(r.id) && !shown.has(r.id) && ['asset', 'entity', 'person'].includes(r.kind),
  );
  expect(targets.length).toBeGreaterThan(3);
  for (const { id } of targets) a.set(id, 'tlp', 'RED');
  const file = at(`file-${n++}.jxb`);
  const { manifest } = valueOf(await a.export(b, file, { full: true }));
  const stays = new Set(manifest.withheld.map((w) => w.record));
  expect(targets.filter((t) => !stays.has(t.id))).toEqual([]);
  // A station that never had any of it: whatever it holds came in this file.
  b.close();
  rmSync(b.dir, { recursive: true });
  cpSync(at('A06-new'), b.dir, { recursive: true });
  await b.open();
  valueOf(await b.accept(file));
  const held = plainDatabase(b);
  for (const { id } of targets) {
    expect(held).not.toContain(id);
    expect(held).not.toContain(Buffer.from(id, 'base64url').toString('latin1'));
  }
});
