/** What a recipient could work out of numbers, lists and places: of what it does not get, nothing. And what it may pass on. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '#db/store-types.ts';
import { type Desk, START } from '#test/tools/desk.ts';
import { Story, took } from './story.ts';

const s = new Story();
let a: Desk;
let b: Desk;
let c: Desk;
beforeAll(async () => {
  await s.begin('A07', 'A06', 'A09');
  [a, b, c] = s.desks as [Desk, Desk, Desk];
  await s.pass(a, b);
  await s.pass(a, c);
  for (const d of [b, c]) await s.say(d, a);
  await s.save();
}, 200_000);
beforeEach(() => s.again(), 60_000);
afterAll(() => s.end());

/** A task that A06 sees, with what is to stay with A07 in the same save. */
function save(hidden: number, fields: Readonly<Record<string, string>> = {}): readonly string[] {
  const task = (key: string, more: Readonly<Record<string, string>> = {}): Change => ({
    type: 'create',
    kind: 'task',
    key,
    fields: { operation: a.id('OP-LT'), phase: a.id('P2'), title: `Task ${key}`, code: `X${key}`, ...more },
  });
  const done = a.commit([
    task('first', fields),
    ...Array.from({ length: hidden }, (_, i) => task(`hidden${i}`, { tlp: 'RED' })),
    task('last', fields),
  ]);
  return ['first', 'last'].map((key) => done.created.get(key) ?? '');
}
/** Counted from a moment near by, since milliseconds and counter together are more than a number holds. */
const placeOf = (id: string): number => {
  const { ms, ctr } = a.session.store.read.record(id) ?? { ms: 0, ctr: 0 };
  return (ms - START) * 65_536 + ctr;
};
const gapOf = ([first = '', last = '']: readonly string[]): number => placeOf(last) - placeOf(first);

describe('the numbers of a file', () => {
  test('of one save are the same in every field, so that no field is missing between two', async () => {
    save(0);
    const lines = (await s.lines(b, await s.seal(a, b))).filter(({ line }) => line.type === 's');
    expect(lines.length).toBeGreaterThan(6);
    expect(new Set(lines.map(({ line }) => (line.type === 's' ? `${line.ms} ${line.ctr}` : ''))).size).toBe(1);
  });

  test('between two records of one save tell nothing of those between them', () => {
    const [none, some] = [0, 3].map((hidden) => Array.from({ length: 60 }, () => gapOf(save(hidden)))) as [
      number[],
      number[],
    ];
    for (const gaps of [none, some]) {
      expect(Math.min(...gaps)).toBeGreaterThan(0);
      expect(new Set(gaps).size).toBeGreaterThan(40);
    }
    // Either can be the wider one: a gap alone does not say which it is.
    expect(none.some((gap) => gap > Math.min(...some))).toBe(true);
    expect(some.some((gap) => gap < Math.max(...none))).toBe(true);
  });

  test('keep the order in which records were made', () => {
    const done = a.commit(
      Array.from({ length: 400 }, (_, i) => ({
        type: 'create' as const,
        kind: 'risk',
        key: String(i),
        fields: { operation: a.id('OP-LT'), what: `Risk ${i}` },
      })),
    );
    const keys = Array.from({ length: 400 }, (_, i) => placeOf(done.created.get(String(i)) ?? ''));
    expect(keys).toEqual([...keys].sort((x, y) => x - y));
    expect(new Set(keys).size).toBe(400);
  });

  test('of a closing are the same whether it covers many values or few', async () => {
    const [bare] = save(0);
    const [full] = save(0, { tlp: 'AMBER', taskKind: 'meeting', at: 'D-9' });
    await took(b, await s.seal(a, b));
    a.commit([bare ?? '', full ?? ''].map((rec) => ({ type: 'close', rec })));
    const file = await s.seal(a, b);
    const seen = (await s.lines(b, file)).flatMap(({ line }) =>
      line.type === 's' && line.field === '_life' && Array.isArray(line.value) ? [line.value.length] : [],
    );
    expect(seen).toEqual([16, 16]);
    await took(b, file);
    for (const rec of [bare, full]) expect(b.session.store.read.record(rec ?? '')?.closed).toBe(true);
  });

  test('of streams are those of the recipient alone', async () => {
    c.set(c.id('T03'), 'minutes', 41);
    await s.pass(c, a);
    const header = JSON.stringify(a.session.store.exchange.acksFor(b.agency));
    for (const ack of a.session.store.exchange.acksFor(c.agency)) expect(header).not.toContain(ack.stream);
  });
});

describe('what another agency owns', () => {
  const add = (d: Desk, code: string) =>
    d
      .commit([
        { type: 'create', kind: 'risk', key: 'r', fields: { operation: d.id('OP-LT'), what: `Risk ${code}`, code } },
      ])
      .created.get('r') ?? '';

  test("is sent by its owner alone, and stands in nobody's way: each agency sends its own to each", async () => {
    const [ofA, ofB, ofC] = [add(a, 'RA'), add(b, 'RB'), add(c, 'RC')];
    await s.pass(c, a);
    await s.pass(b, a);
    const toB = await s.pass(a, b);
    expect(toB.sealed.manifest.withheld.find((w) => w.record === ofC)).toMatchObject({ rule: 'R-HAN-02' });
    expect((await s.lines(b, toB.file)).some((l) => l.text.includes(ofC))).toBe(false);
    const preview = await a.do('exchange.preview', { operation: a.id('OP-LT'), to: b.agency });
    expect(preview.withheld.find((w) => w.code === 'RC')?.whyKey).toBe('ownerSends');
    const fromC = await s.pass(c, b);
    expect((await s.lines(b, fromC.file)).map((l) => l.text).join()).not.toContain(ofA);
    await s.pass(b, c);
    for (const [at, rec] of [
      [a, ofB],
      [a, ofC],
      [b, ofA],
      [b, ofC],
      [c, ofB],
    ] as const)
      expect(at.session.store.read.record(rec)).not.toBeNull();
    // Nothing of ours and nothing new: said in words, and no file.
    const empty = await c.export(b, s.next());
    expect(empty.ok ? 'sealed' : empty.error.code).toBe('nothing-new');
  });

  test('is not told of by a record of ours that points to it: the link stays where its target may not go', async () => {
    const secret = a.commit([
      {
        type: 'create',
        kind: 'task',
        key: 't',
        fields: { operation: a.id('OP-LT'), phase: a.id('P2'), title: 'For A06', code: 'X9', tlp: 'AMBER+STRICT' },
      },
    ]);
    const id = secret.created.get('t') ?? '';
    await s.pass(a, b);
    expect(b.session.store.read.record(id)).not.toBeNull();
    const [seen, on] = [add(b, 'RX'), { operation: b.id('OP-LT'), task: b.id('T60'), on: id }];
    const link = b.commit([{ type: 'create', kind: 'dependency', key: 'd', fields: on }]).created.get('d') ?? '';
    const file = await s.seal(b, c);
    const text = (await s.lines(c, file)).map((l) => l.text).join('\n');
    expect(text).toContain(seen);
    expect(text).not.toContain(link);
    expect(text).not.toContain(id);
  });
});
