/** Recalls and releases in unusual company: together with conflicts, branches, holds, lost files, third agencies and narrower releases. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openFile } from '#electron/worker/opening.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { parseWithId } from '#shared/sync/parse-line.ts';
import { fileRef } from '#test/tools/agencies.ts';
import type { Desk } from '#test/tools/desk.ts';
import { plainDatabase } from '#test/tools/plain.ts';
import { order, Story, took } from './story.ts';

const s = new Story();
let a: Desk;
let b: Desk;
let c: Desk;
const SECRET = 'WHISPERING GALLERY 4711';
const people = { by: 'Officer 1', second: 'Officer 2' };

beforeAll(async () => {
  await s.begin('A07', 'A06', 'A09');
  [a, b, c] = s.desks as [Desk, Desk, Desk];
  a.set(a.id('T03'), 'title', SECRET);
  for (const other of [b, c]) {
    await s.pass(a, other);
    await s.say(other, a);
  }
  await s.save();
}, 200_000);
beforeEach(() => s.again(), 60_000);
afterAll(() => s.end());

const conflicts = (d: Desk) => d.do('conflict.list', { operation: null, list: 'conflicts', first: 0, count: 50 });
const recalls = async (d: Desk) => (await d.do('exchange.recalls', { first: 0, count: 500 })).items;
const textOf = async (who: Desk, file: string) => (await s.lines(who, file)).map((l) => l.text).join('\n');
/** Everything of the lines of a file that points to a record, as record id. */
const mentions = async (who: Desk, file: string, id: string) => (await textOf(who, file)).includes(id);

describe('a recall', () => {
  test('while a conflict on the record is open takes the conflict along; settled at the owner, the record comes back settled', async () => {
    a.set(a.id('T03'), 'minutes', 41);
    b.set(b.id('T03'), 'minutes', 42);
    await s.pass(b, a);
    await s.pass(a, b);
    expect((await conflicts(b)).total).toBe(1);
    await a.do('exchange.recall', order());
    await s.pass(a, b);
    expect([(await conflicts(a)).total, (await conflicts(b)).total]).toEqual([1, 0]);
    const take = { how: 'theirs' } as const;
    await a.do('conflict.settle', { record: a.id('T03'), field: 'minutes', take, by: 'Officer 1' });
    await s.say(b, a);
    await a.do('exchange.releaseAgain', order());
    await s.pass(a, b);
    expect(b.field('T03', 'minutes')).toBe(42);
    expect((await conflicts(b)).total).toBe(0);
    expect(b.dump()).toEqual(a.dump(b));
  });

  test('leaves no byte in the what-if branches of the recipient, which go on without the record', async () => {
    const branch = await b.do('branch.create', { operation: b.id('OP-LT'), name: 'Later' });
    const lens = b.session.store.branches.lens(branch.id);
    const change = (rec: string, field: string, value: string) =>
      lens?.plan.commit({
        command: 'test.change',
        label: { key: 'test.change', params: { title: value } },
        by: 'p1',
        undoable: true,
        changes: [{ type: 'set', rec, field, value }],
      });
    change(b.id('T60'), 'title', 'Otherwise');
    expect(change(b.id('T03'), 'title', `${SECRET} later`)?.ok).toBe(true);
    await a.do('exchange.recall', order());
    await s.pass(a, b);
    expect(plainDatabase(b)).not.toContain(SECRET);
    const { items } = await b.do('branch.changes', { branch: branch.id, first: 0, count: 50 });
    expect(items.map((x) => x.item.code)).toEqual(['T60']);
  });

  test('of the operation takes everything in it, and released again all of it comes back', async () => {
    const [operation, before] = [b.id('OP-LT'), b.dump()];
    await a.do('exchange.recall', order({ record: 'OP-LT' }));
    await s.pass(a, b);
    expect(b.dump()).toEqual([]);
    expect(b.session.states.ids()).toEqual([]);
    await s.say(b, a);
    expect(new Set((await recalls(a)).map((r) => r.state))).toEqual(new Set(['done']));
    await a.do('exchange.releaseAgain', order({ record: 'OP-LT' }));
    await s.pass(a, b);
    expect(b.session.states.ids()).toEqual([operation]);
    expect(b.dump()).toEqual(before);
  });

  test('of a part before the whole stays a recall when the whole comes back', async () => {
    const part = b.dump().find((r) => r.kind === 'assignment' && r.fields['task'] === b.id('T03'))?.id ?? '';
    await a.do('exchange.recall', order({ record: part }));
    await a.do('exchange.recall', order());
    await a.do('exchange.releaseAgain', order());
    await s.pass(a, b);
    expect(b.session.store.read.record(b.id('T03'))).not.toBeNull();
    expect(b.session.store.read.record(part)).toBeNull();
  });

  test('that corrects brings the present values, while words not yet sent still reach the owner', async () => {
    b.set(b.id('T03'), 'minutes', 77);
    a.set(a.id('T03'), 'title', 'Right house');
    await a.do('exchange.recall', order({ correct: true }));
    await s.pass(a, b);
    expect(b.field('T03', 'title')).toBe('Right house');
    expect(plainDatabase(b)).not.toContain(SECRET);
    await s.pass(b, a);
    expect(a.field('T03', 'minutes')).toBe(77);
    await s.pass(a, b);
    expect(b.dump()).toEqual(a.dump(b));
    expect(new Set((await recalls(a)).map((r) => r.state))).toEqual(new Set(['done']));
  });

  test('under a legal hold, released and recalled again: kept both times with its parts; lifted once, all is gone and both are told', async () => {
    const rec = b.id('T03');
    await b.do('exchange.hold', { record: 'T03', basis: 'court order 5', ...people });
    for (let round = 0; round < 2; round++) {
      await a.do('exchange.recall', order());
      await s.pass(a, b);
      await s.say(b, a);
      if (round === 0) {
        await a.do('exchange.releaseAgain', order());
        await s.pass(a, b);
        await s.say(b, a);
      }
    }
    const kinds = (await recalls(a)).filter((r) => r.state === 'kept').map((r) => r.item.kind);
    expect(kinds.filter((k) => k === 'task')).toHaveLength(2);
    expect(kinds.filter((k) => k === 'assignment')).toHaveLength(4);
    await b.do('exchange.liftHold', { record: rec, reason: 'case closed', ...people });
    expect(plainDatabase(b)).not.toContain(SECRET);
    await s.say(b, a);
    expect(new Set((await recalls(a)).map((r) => r.state))).toEqual(new Set(['done']));
  });

  test('of a record of which only lines wait leaves nothing of them, in the write-ahead file either', async () => {
    const T03 = a.id('T03');
    const text = `["s","${T03}","field-of-2031","${SECRET} NEWER",${a.now},0,"${a.agency}","p1","AAAAAAAAAAAA",[],null]`;
    await a.do('exchange.recall', order());
    await s.pass(a, b);
    await a.do('exchange.releaseAgain', order());
    await s.pass(a, b);
    // As a newer version of the sender wrote it: kept unread until an update.
    const line = parseWithId(text, sha256);
    const read = await openFile(b.context, b.session, fileRef(await s.seal(a, b, { full: true })));
    if (!line.ok || !read.ok) throw new Error('no file');
    const lines = [...read.value.opened.lines, line.value];
    const { store } = b.session;
    expect(store.exchange.applyReceived(read.value.file, lines, () => true, 'p1').ok).toBe(true);
    expect(store.exchange.kept('held').map((k) => k.reason)).toEqual(['unknown-field']);
    expect(plainDatabase(b)).toContain('NEWER');
    await a.do('exchange.recall', order());
    await s.pass(a, b);
    expect(plainDatabase(b)).not.toContain('NEWER');
  });

  test('leaves a third agency what it has, and what that one writes goes to the owner and not to the other', async () => {
    await a.do('exchange.recall', order());
    await s.pass(a, b);
    await s.say(b, a);
    c.set(c.id('T03'), 'minutes', 99);
    await s.pass(c, a);
    expect(a.field('T03', 'minutes')).toBe(99);
    expect((await a.export(b, s.next())).ok).toBe(false);
    expect(await mentions(b, await s.seal(a, b, { full: true }), c.agency)).toBe(false);
    expect(c.field('T03', 'title')).toBe(SECRET);
  });

  test('whose receipt is lost is answered again with the next word, once it is known to be missing', async () => {
    await a.do('exchange.recall', order());
    await s.pass(a, b);
    await b.do('exchange.ack', { to: 'A07', file: fileRef(s.next()), by: 'Officer 3' });
    // That file never arrives.
    expect((await recalls(a))[0]?.state).toBe('sent');
    const again = await s.say(b, a);
    expect(again.receipts).toBeGreaterThan(0);
    expect(new Set((await recalls(a)).map((r) => r.state))).toEqual(new Set(['done']));
  });
});

describe('closed here, changed there', () => {
  test('with something new that points to it: one conflict each, and closed for good everything still reads', async () => {
    const T03 = a.id('T03');
    b.commit([
      {
        type: 'create',
        kind: 'dependency',
        key: 'd',
        fields: { operation: b.id('OP-LT'), task: b.id('T60'), on: T03 },
      },
    ]);
    b.set(T03, 'minutes', 88);
    a.commit([{ type: 'close', rec: T03 }]);
    await s.pass(b, a);
    await s.pass(a, b);
    for (const d of [a, b])
      expect((await conflicts(d)).items).toMatchObject([{ code: 'T03', field: '_life', reading: 'edited' }]);
    await a.do('conflict.settle', { record: T03, field: '_life', take: { how: 'mine' }, by: 'Officer 1' });
    await s.pass(a, b);
    for (const d of [a, b]) {
      expect((await conflicts(d)).total).toBe(0);
      expect(d.session.store.read.record(T03)?.closed).toBe(true);
      expect(d.session.states.get(d.id('OP-LT'))?.findings).toBeDefined();
    }
  });
});

describe('a release that became narrower', () => {
  const lower = async () => {
    const row = (await a.do('partner.list', {})).find((p) => p.agencyId === b.agency);
    const digits = row?.digits ?? [];
    await a.do('partner.trust', {
      agencyId: b.agency,
      how: 'digits',
      digits,
      ceiling: 'INTERPOL FOR OFFICIAL USE ONLY',
      ...people,
    });
  };
  const asked = () => ({ operation: a.id('OP-LT'), to: b.agency });

  test('by a lower ceiling between two files: nothing new goes, what lies there is named, recalled in one step and gone', async () => {
    expect(await a.do('exchange.narrowed', asked())).toEqual({ records: [], fields: [] });
    await lower();
    a.set(a.id('T03'), 'title', 'NEVER THERE');
    expect((await a.export(b, s.next())).ok).toBe(false);
    const { records } = await a.do('exchange.narrowed', asked());
    expect(records.find((r) => r.code === 'T03' && r.kind === 'task')).toMatchObject({ rule: 'R-HAN-04', field: null });
    expect(
      (await a.fails('exchange.narrow', { ...asked(), reason: 'level', by: 'Officer 1', second: ' officer 1' })).code,
    ).toBe('R-HAN-12');
    const done = await a.do('exchange.narrow', { ...asked(), reason: 'level', ...people });
    expect(done).toEqual({ recalled: records.length, corrected: 0 });
    await s.pass(a, b);
    expect(b.dump()).toEqual([]);
    expect(plainDatabase(b)).not.toContain(SECRET);
    expect(await a.do('exchange.narrowed', asked())).toEqual({ records: [], fields: [] });
  });

  test('by a field that names what is withheld since: the record comes anew without it', async () => {
    a.set(a.id('T60'), 'title', 'Meet the people of T03 again');
    await s.pass(a, b);
    await s.say(b, a);
    await a.do('exchange.recall', order());
    const { records, fields } = await a.do('exchange.narrowed', asked());
    expect(records).toEqual([]);
    expect(fields.filter((f) => f.code === 'T60')).toMatchObject([{ field: 'title', rule: 'R-HAN-10' }]);
    await a.do('exchange.narrow', { ...asked(), reason: 'it names the other', ...people });
    await s.pass(a, b);
    expect(plainDatabase(b)).not.toContain('people of T03');
    expect(b.field('T60', 'minutes')).toBe(a.field('T60', 'minutes'));
    expect(b.dump()).toEqual(a.dump(b));
  });

  test('by an agency that left the operation: all of it is named and recalled; added again, it gets it anew', async () => {
    const before = b.dump();
    const agency = a.id('A06');
    a.commit([{ type: 'close', rec: agency }]);
    const { records } = await a.do('exchange.narrowed', asked());
    expect(records.length).toBeGreaterThan(400);
    expect(new Set(records.map((r) => r.rule))).toEqual(new Set(['R-HAN-05']));
    await a.do('exchange.narrow', { ...asked(), reason: 'left', ...people });
    await s.pass(a, b);
    await s.say(b, a);
    expect(b.dump()).toEqual([]);
    a.commit([{ type: 'reopen', rec: agency }]);
    // A recall stands until somebody takes it back.
    expect((await a.export(b, s.next())).ok).toBe(false);
    await a.do('exchange.releaseAgain', order({ record: 'OP-LT' }));
    await s.pass(a, b);
    expect(b.dump()).toEqual(before);
  });
});

describe('a value put right', () => {
  test('before its file is known to have arrived is not sent again, not in a full file either', async () => {
    a.set(a.id('T03'), 'title', 'CANARY OLD');
    await s.seal(a, b);
    a.set(a.id('T03'), 'title', 'put right');
    for (const full of [false, true]) {
      const file = await s.seal(a, b, { full });
      expect(await textOf(b, file)).not.toContain('CANARY OLD');
      await took(b, file);
      expect(b.field('T03', 'title')).toBe('put right');
    }
    expect(b.dump()).toEqual(a.dump(b));
  });

  test('twice between two files, and changed there too: both show the same value until it is settled', async () => {
    for (const minutes of [41, 42]) a.set(a.id('T03'), 'minutes', minutes);
    for (const minutes of [50, 51]) b.set(b.id('T03'), 'minutes', minutes);
    const before = c.field('T03', 'minutes');
    await s.pass(a, b);
    await s.pass(b, a);
    for (const d of [a, b])
      expect((await conflicts(d)).items).toMatchObject([{ code: 'T03', reading: 'contested', provisional: before }]);
  });
});
