/** The history of an operation as the window asks for it: who changed what, the plan as it was, and bringing part of it back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import type { historyCalls } from '#shared/contract/history.ts';
import { LENS } from '#shared/contract/lens.ts';
import { type Desk, makeDesk } from '#test/tools/desk.ts';
import { buildState } from './operation-state.ts';
import type { RequestIn } from './requests.ts';

let home = '';
let a: Desk;
let operation = '';
/** Moments after the loading and after each step. */
const at: number[] = [];
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-history-'));
  a = await makeDesk(home, 'A07');
  ({ operation } = await a.load());
  at.push(a.now);
  a.now += 60_000;
  await a.do('hHour.set', { operation, to: { deltaMin: 90 } });
  at.push(a.now);
  a.now += 60_000;
  await a.do('task.setSpan', { operation, task: a.id('T40'), at: 'H+2:00', minutes: 45 });
  at.push(a.now);
  a.now += 60_000;
  a.commit([{ type: 'close', rec: a.id('T41') }]);
  at.push(a.now);
  a.now += 60_000;
}, 60_000);
afterAll(() => {
  a.close();
  rmSync(home, { recursive: true, force: true });
});

async function ask<C extends keyof typeof historyCalls>(name: C, input: Input<C>): Promise<Output<C>> {
  const checked = contract[name].in.parse(input);
  return contract[name].out.parse(await a.do(name, checked as RequestIn<C>)) as Output<C>;
}
const ALL = { record: null, author: null, from: null, to: null, before: null, count: 50 } as const;
const steps = (filter: Partial<Input<'history.steps'>> = {}) => ask('history.steps', { operation, ...ALL, ...filter });
const WINDOW = { first: 0, count: 200 } as const;

describe('who changed what', () => {
  it('comes newest first, in pages, with the values in words', async () => {
    const whole = await steps();
    expect(whole.more).toBeNull();
    expect(whole.steps.map(({ label }) => label.key)).toEqual([
      'test.change',
      'step.task.span',
      'step.hHour.set',
      'step.operation.load',
    ]);
    const [, span, , load] = whole.steps;
    expect(span).toMatchObject({ records: 1, fieldsInAll: 2, people: [{ agency: 'A07', by: 'local' }] });
    expect(span?.fields.map(({ code, field, before, after }) => [code, field, before, after])).toEqual([
      ['T40', 'at', 'H+00:00', 'H+2:00'],
      ['T40', 'minutes', '60', '45'],
    ]);
    // The loading sets thousands: some are told, all are counted.
    expect(load?.fields.length).toBeLessThan(30);
    expect(load?.fieldsInAll).toBeGreaterThan(500);
    const first = await steps({ count: 2 });
    expect(first.steps).toEqual(whole.steps.slice(0, 2));
    expect((await steps({ count: 2, before: first.more })).steps).toEqual(whole.steps.slice(2));
  });

  it('names the markings of what it shows, also of a record marked higher than its operation', async () => {
    expect((await steps({ record: a.id('D02') })).markings).toEqual([
      { tlp: 'AMBER+STRICT', level: 'INTERPOL CONFIDENTIAL', handling: ['H1', 'H2'] },
    ]);
    expect((await steps({ record: a.id('T40') })).markings).toEqual([
      { tlp: 'AMBER', level: 'INTERPOL RESTRICTED', handling: ['H1'] },
    ]);
  });

  it('is filtered by record, by person and by time', async () => {
    const ofTask = await steps({ record: a.id('T40') });
    expect(ofTask.steps.map(({ label }) => label.key)).toEqual(['step.task.span', 'step.operation.load']);
    expect(new Set(ofTask.steps.flatMap(({ fields }) => fields.map(({ record }) => record)))).toEqual(
      new Set([a.id('T40')]),
    );
    const authors = await ask('history.authors', { operation });
    expect(authors.map(({ agency, by, steps: n }) => [agency, by, n])).toEqual([
      ['A07', 'local', 3],
      ['A07', 'p1', 1],
    ]);
    const by = authors.find((one) => one.by === 'p1');
    const theirs = await steps({ author: { agencyId: by?.agencyId ?? '', by: 'p1' } });
    expect(theirs.steps.map(({ label }) => label.key)).toEqual(['test.change']);
    expect((await steps({ author: { agencyId: 'nobody', by: 'p1' } })).steps).toEqual([]);
    const between = await steps({ from: (at[0] ?? 0) + 1, to: at[2] ?? 0 });
    expect(between.steps.map(({ label }) => label.key)).toEqual(['step.task.span', 'step.hHour.set']);
  });
});

describe('the plan as it was', () => {
  it('is known at each moment since it is here, and not before', async () => {
    const span = await ask('history.span', { operation });
    expect(span?.steps).toBe(4);
    expect(span?.moments).toHaveLength(4);
    const before = (span?.first ?? 0) - 1;
    expect(await ask('history.at', { operation, at: before })).toBeNull();
    // Restoring to a moment before it was here would take all of it away.
    const everything = { operation, at: before, picks: 'clean', seen: '' } as const;
    expect((await a.fails('history.restore', everything)).code).toBe('not-found');
    expect((await a.fails('history.changes', { operation, at: before, ...WINDOW })).code).toBe('not-found');
    const then = await ask('history.at', { operation, at: (at[1] ?? 0) + 500 });
    expect(then).toMatchObject({ label: { key: 'step.hHour.set' } });
    expect(then?.differs).toBeGreaterThan(1);
    const now = await ask('history.at', { operation, at: a.now });
    expect(now?.differs).toBe(0);
  });

  it('is read through the calls of the timeline, marked as past, and never written', async () => {
    const loaded = await ask('history.at', { operation, at: at[0] ?? 0 });
    const past = loaded?.past ?? '';
    const frame = await a.do('timeline.frame', { operation: past });
    expect(frame.card.lens).toEqual({ is: 'past', of: operation, at: loaded?.at });
    const rows = await a.do('timeline.rows', { operation: past, ...WINDOW });
    const row = (code: string) => rows.find((one) => one.code === code);
    expect(row('T40')?.at).toBe('H+00:00');
    expect(row('T41')).toBeDefined();
    const now = await a.do('timeline.rows', { operation, ...WINDOW });
    expect(now.find((one) => one.code === 'T41')).toBeUndefined();
    // A step of the plan meanwhile: the screen still shows the same moment.
    await a.do('task.setStart', { operation, task: a.id('T38'), at: 'H-1:00' });
    expect(await a.do('timeline.rows', { operation: past, ...WINDOW })).toEqual(rows);
    await a.do('undo.undo', {});
    for (const [name, use] of Object.entries(LENS)) {
      if (use === 'read') continue;
      expect([name, await a.codeOf(name, { operation: past })]).toEqual([name, 'past-only']);
    }
  });

  it('says what reads otherwise now, with what it would bring back', async () => {
    const page = await ask('history.changes', { operation, at: at[0] ?? 0, ...WINDOW });
    expect(page.total).toBeGreaterThanOrEqual(3);
    const of = (code: string) => page.items.filter(({ item }) => item.code === code);
    expect(of('T40')[0]).toMatchObject({ what: 'changed', blocked: null });
    expect(of('T40')[0]?.fields.map(({ field, now, other }) => [field, now, other])).toEqual([
      ['at', 'H+2:00', 'H+00:00'],
      ['minutes', '45', '60'],
    ]);
    expect(of('T41').map(({ what, kind }) => [kind, what])).toContainEqual(['task', 'added']);
    expect(of('OP-LT')[0]?.fields.map(({ field }) => field)).toContain('hHour');
  });
});

describe('restoring part of it', () => {
  it('brings chosen fields and records back in one step that undo takes back', async () => {
    const moment = at[0] ?? 0;
    const { seen, items } = await ask('history.changes', { operation, at: moment, ...WINDOW });
    const closed = items.find(({ item, kind }) => item.code === 'T41' && kind === 'task');
    const picks = [
      { record: a.id('T40'), fields: ['minutes'] },
      { record: closed?.record ?? '', fields: null },
    ];
    const preview = await ask('history.preview', { operation, at: moment, picks, seen });
    expect(preview.records).toBe(2);
    expect(preview.tasks.map(({ code, what }) => [code, what])).toContainEqual(['T41', 'added']);
    expect(a.field('T40', 'minutes')).toBe(45);
    const done = await ask('history.restore', { operation, at: moment, picks, seen });
    expect(done.label).toMatchObject({ key: 'step.history.restore', params: { records: 2 } });
    expect([a.field('T40', 'minutes'), a.field('T40', 'at')]).toEqual([60, 'H+2:00']);
    const back = a.session.store.read.record(a.id('T41'));
    expect(back).toMatchObject({ closed: false });
    expect(a.session.store.read.conflicts()).toEqual([]);
    expect((await a.fails('history.restore', { operation, at: moment, picks, seen })).code).toBe('seen-stale');
    await a.do('undo.undo', {});
    expect(a.field('T40', 'minutes')).toBe(45);
    expect(a.session.store.read.record(closed?.record ?? '')?.closed).toBe(true);
  });

  it('never writes a state, which follows steps alone', async () => {
    const moment = a.now;
    a.now += 60_000;
    const task = a.id('T01');
    const before = a.field('T01', 'status');
    const store = a.session.store;
    const step = store.plan.commit({
      command: 'step.take',
      label: { key: 'step.take', params: {} },
      by: 'p1',
      undoable: true,
      changes: [{ type: 'set', rec: task, field: 'status', value: before === 'done' ? 'planned' : 'done' }],
    });
    expect(step.ok).toBe(true);
    a.session.states.drop([operation]);
    const { seen, items, blocked } = await ask('history.changes', { operation, at: moment, ...WINDOW });
    expect(items.find(({ record }) => record === task)?.fields).toMatchObject([{ field: 'status', blocked: 'state' }]);
    expect(blocked).toBe(1);
    const picks = [{ record: task, fields: null }];
    expect((await a.fails('history.restore', { operation, at: moment, picks, seen })).code).toBe('choice-blocked');
  });

  it('restores everything that can be', async () => {
    const moment = at[0] ?? 0;
    const { seen } = await ask('history.changes', { operation, at: moment, ...WINDOW });
    await ask('history.restore', { operation, at: moment, picks: 'clean', seen });
    const left = await ask('history.changes', { operation, at: moment, ...WINDOW });
    expect(left.total).toBe(left.blocked);
    expect(a.field('T40', 'at')).toBe('H+00:00');
  });
});

describe('the state of then', () => {
  it('told from the plan of now is the one that reading everything would give', async () => {
    const moments: number[] = [...at];
    const later = async (work: () => unknown): Promise<void> => {
      await work();
      moments.push(a.now);
      a.now += 60_000;
    };
    await later(() => a.do('task.setSpan', { operation, task: a.id('T02'), at: 'H+3:00', minutes: 20 }));
    await later(() => a.commit([{ type: 'set', rec: operation, field: 'codeName', value: 'OTHER NAME' }]));
    const crew = a.session.store.read.recordsOfOperation(operation, new Set(['assignment']));
    await later(() => a.commit([{ type: 'close', rec: crew[0]?.id ?? '' }]));
    const { task, person } = crew[1]?.fields ?? {};
    await later(() =>
      a.commit([
        {
          type: 'create',
          key: 'x',
          kind: 'assignment',
          fields: { operation, task: task ?? null, person: person ?? null },
        },
      ]),
    );
    for (const moment of moments) {
      const lens = a.session.lenses.at(a.session, operation, moment);
      if (!lens) throw new Error('the operation was known then');
      const { store, states } = lens.session;
      const told = states.get(lens.id);
      const anew = buildState(store, states.own, lens.id, moment, states.lens);
      expect(told?.facts.plan).toEqual(anew?.facts.plan);
      expect(told?.findings).toEqual(anew?.findings);
      expect(told?.view.idOf).toEqual(anew?.view.idOf);
      expect(told?.clock).toBe(anew?.clock);
      expect(store.read.recordsOfOperation(lens.id).map(({ id }) => id)).toContain(lens.id);
    }
  });
});
