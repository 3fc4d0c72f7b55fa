import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { plainDatabase } from '#test/tools/plain.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

let home = '';
let a: Desk;
let b: Desk;
const at = (name: string): string => path.join(home, name);
let n = 0;
const next = (): string => at(`file-${n++}.jxb`);
const took = async (who: Desk, file: string) => valueOf(await who.accept(file)).receipt;
/** Seals, carries and takes one file. */
async function pass(from: Desk, to: Desk) {
  const file = next();
  const sealed = valueOf(await from.export(to, file));
  return { file, sealed, taken: await took(to, file) };
}
async function say(from: Desk, to: Desk) {
  const file = next();
  const ack = await from.do('exchange.ack', { to: to.code, file: fileRef(file), by: 'Officer 3' });
  await took(to, file);
  return ack;
}
const order = (more: Record<string, unknown> = {}) => ({
  operation: 'OP-LT',
  record: 'T03',
  to: 'A06',
  reason: 'wrong house',
  by: 'Officer 1',
  second: 'Officer 2',
  correct: false,
  ...more,
});
const SECRET = 'WHISPERING GALLERY 4711';
/** T03, the two people assigned to it, what it waits for and what waits for it: what is only part of a record goes with it. */
const PARTS = ['assignment', 'assignment', 'dependency', 'dependency', 'task'];
const WITH_PARTS = PARTS.length;
const ofTask = async (d: Desk) =>
  (await d.do('exchange.recalls', { first: 0, count: 20 })).items.filter((r) => r.item.kind === 'task');

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-recall-'));
  a = await makeDesk(home, 'A07');
  b = await makeDesk(home, 'A06');
  await a.load();
  await introduce(a, b);
  a.set(a.id('T03'), 'title', SECRET);
  await pass(a, b);
  await say(b, a);
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

describe('a recall', () => {
  test('case 38: leaves no byte of the text at the recipient, keeps a tombstone, and its receipt says who confirmed', async () => {
    expect(plainDatabase(b)).toContain(SECRET);
    const rec = b.id('T03');
    await a.do('exchange.recall', order());
    const written = await a.do('exchange.recalls', { first: 0, count: 10 });
    expect(written.items.map((r) => r.item.kind).sort()).toEqual(PARTS);
    expect(new Set(written.items.map((r) => r.item.code))).toEqual(new Set(['T03', 'T09']));
    for (const r of written.items)
      expect(r).toMatchObject({ state: 'written', to: { code: 'A06' }, confirmedAt: null });
    const { sealed, taken } = await pass(a, b);
    expect(taken.recalled).toBe(WITH_PARTS);
    expect(sealed.manifest.withheld.find((w) => w.code === 'T03')).toMatchObject({ rule: 'R-HAN-09' });
    expect(plainDatabase(b)).not.toContain(SECRET);
    expect(b.session.store.read.record(rec)).toBeNull();
    expect(b.session.store.audit.verify()).toBeNull();
    expect((await ofTask(a))[0]?.state).toBe('sent');
    const here = (await b.do('exchange.recalledHere', { first: 0, count: 10 })).items;
    expect(here.map((r) => r.kind).sort()).toEqual(PARTS);
    expect(here.find((r) => r.record === rec)).toMatchObject({
      reason: 'wrong house',
      outcome: 'done',
      by: { code: 'A07' },
    });
    expect(b.dump().filter((r) => Object.values(r.fields).includes(rec))).toEqual([]);
    expect((await b.do('exchange.standings', {}))[0]?.receiptsWaiting).toBe(WITH_PARTS);
    const ack = await say(b, a);
    expect(ack).toMatchObject({ receipts: WITH_PARTS, text: null });
    const [confirmed] = await ofTask(a);
    expect(confirmed).toMatchObject({ state: 'done', basis: null });
    expect(confirmed?.confirmedAt).not.toBeNull();
    // Told once, it is not told again when that arrived.
    await say(a, b);
    expect((await say(b, a)).receipts).toBe(0);
  });

  test('case 39: an old file with the record, replayed, and the next export do not bring it back; releasing it again does', async () => {
    const old = at('old.jxb');
    valueOf(await a.export(b, old, { full: true }));
    await a.do('exchange.recall', order());
    await pass(a, b);
    await took(b, old);
    expect(b.session.store.read.byCode(b.id('OP-LT'), 'T03')).toEqual([]);
    expect(plainDatabase(b)).not.toContain(SECRET);
    a.set(a.id('T03'), 'minutes', 44);
    a.set(a.id('T02'), 'minutes', 45);
    await pass(a, b);
    expect(b.session.store.read.byCode(b.id('OP-LT'), 'T03')).toEqual([]);
    expect(plainDatabase(b)).not.toContain(SECRET);
    await a.do('exchange.releaseAgain', order({ reason: 'it was the right house' }));
    await pass(a, b);
    expect(b.field('T03', 'title')).toBe(SECRET);
    expect(b.dump()).toEqual(a.dump(b));
  });

  test('case 40: words of the recipient not yet sent reach the owner once and stay as returned contributions', async () => {
    b.set(b.id('T03'), 'minutes', 77);
    const rec = b.id('T03');
    await a.do('exchange.recall', order());
    await pass(a, b);
    expect(await b.do('exchange.kept', { disposition: 'returned' })).toMatchObject([
      { record: rec, reason: 'recalled' },
    ]);
    const { taken } = await pass(b, a);
    expect(taken.counts.aside).toBe(0);
    expect(a.session.store.read.history(rec).filter((h) => h.after === 77)).toHaveLength(1);
    await say(a, b);
    expect((await b.ask('exchange.seal', { ...sealBack(next()) })).ok).toBe(false);
    expect(await b.do('exchange.kept', { disposition: 'returned' })).toHaveLength(1);
  });

  test('a correction wipes what was there and brings the present values in the same file', async () => {
    a.set(a.id('T03'), 'title', 'Right house');
    await a.do('exchange.recall', order({ correct: true }));
    const { taken } = await pass(a, b);
    expect(taken.recalled).toBe(WITH_PARTS);
    expect(b.field('T03', 'title')).toBe('Right house');
    expect(plainDatabase(b)).not.toContain(SECRET);
    expect(b.dump()).toEqual(a.dump(b));
  });

  test('is carried also when nothing else may go there, and needs two people, a reason and a release', async () => {
    for (const [more, code] of [
      [{ second: 'officer 1' }, 'R-HAN-12'],
      [{ record: 'T999' }, 'not-found'],
      [{ to: 'A01' }, 'unknown-partner'],
    ] as const)
      expect((await a.fails('exchange.recall', order(more))).code).toBe(code);
    await a.do('exchange.recall', order());
    expect((await a.fails('exchange.recall', order())).code).toBe('recall.not-released');
    // The agency leaves the operation altogether; the recall still has to reach it.
    a.commit([{ type: 'close', rec: a.id('A06') }]);
    const { sealed, taken } = await pass(a, b);
    expect(sealed.manifest.included).toEqual([]);
    expect(taken.recalled).toBe(WITH_PARTS);
  });

  test('under a legal hold is answered "kept" with its basis; lifted, all is gone and the owner is told', async () => {
    const rec = b.id('T03');
    const people = { by: 'Officer 3', second: 'Officer 4' };
    expect((await b.fails('exchange.hold', { record: 'T03', basis: 'x', by: 'One', second: 'one' })).code).toBe(
      'R-HAN-12',
    );
    await b.do('exchange.hold', { record: 'T03', basis: 'court order 12/27', ...people });
    await a.do('exchange.recall', order());
    await pass(a, b);
    expect(b.session.store.read.record(rec)).toBeNull();
    expect(await b.do('exchange.holds', {})).toMatchObject([{ record: rec, basis: 'court order 12/27' }]);
    expect(plainDatabase(b)).toContain(SECRET);
    await say(b, a);
    expect(await ofTask(a)).toMatchObject([{ state: 'kept', basis: 'court order 12/27' }]);
    await b.do('exchange.liftHold', { record: rec, reason: 'case closed', ...people });
    expect(plainDatabase(b)).not.toContain(SECRET);
    expect(await b.do('exchange.holds', {})).toEqual([]);
    await say(b, a);
    expect(await ofTask(a)).toMatchObject([{ state: 'done', basis: null }]);
  });
});

const sealBack = (file: string) => ({
  operation: 'OP-LT',
  to: 'A07',
  purpose: 'joint_operation',
  file: fileRef(file),
  by: 'Officer 3',
  second: 'Officer 4',
});
