/** Search as the window asks it: what was found, where, in which state, and what a branch or the past shows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import type { SearchHitView } from '#shared/contract/search.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

let home = '';
let desk: Desk;
let partner: Desk;
let operation = '';
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-search-'));
  desk = await makeDesk(home, 'A07');
  partner = await makeDesk(home, 'A06');
  await introduce(desk, partner);
  await desk.load();
  operation = desk.id('OP-LT');
}, 120_000);
afterAll(() => {
  desk.close();
  partner.close();
  rmSync(home, { recursive: true, force: true });
});

async function find(text: string, seen: string | null = operation, at = desk): Promise<readonly SearchHitView[]> {
  for (;;) {
    const answer = contract['search.find'].out.parse(
      await at.do('search.find', { operation: seen, text, after: null, count: 50 }),
    );
    if (answer.waiting === 0) return answer.hits;
  }
}
const codes = async (text: string, seen: string | null = operation, at = desk): Promise<readonly string[]> =>
  (await find(text, seen, at)).map((hit) => hit.code);

describe('search in the training operation', () => {
  it.each([
    ['operation', 'OP-LT', 'LANTERN TIDE'],
    ['task', 'T38', 'T38'],
    ['person', 'P12', 'P12'],
    ['site', 'S1', 'S1'],
    ['agreement', 'AG4', 'AG4'],
    ['jit', 'J1', 'J1'],
    ['movement', 'M3', 'M3'],
    ['asset', 'AS01', 'DEMO-KR-0001'],
    ['request', 'RQ01', 'i-grip'],
  ])('finds a %s: %s', async (kind, code, text) => {
    const [first] = await find(text);
    expect(first).toMatchObject({ kind, code, through: null, contested: false, nameless: false });
    expect(first?.operation).toMatchObject({ id: operation, code: 'OP-LT' });
    expect(first?.label.en === '' && kind !== 'order').toBe(false);
  });

  it('finds an order by what it says, and says in which part', async () => {
    const [first] = (await find('two thirds held')).filter((hit) => hit.kind === 'order');
    expect(first).toMatchObject({ found: 'text' });
    expect(first?.excerpt?.toLowerCase()).toContain('two thirds');
  });

  it('says the marking of what was found, inherited where it has none of its own', async () => {
    const [site] = await find('S1');
    const card = await desk.do('operation.card', { operation });
    expect(site?.marking).toEqual(card?.marking);
    desk.set(desk.id('S1'), 'tlp', 'RED');
    expect((await find('S1'))[0]?.marking.tlp).toBe('RED');
    await desk.do('undo.undo', {});
  });

  it('leads to the row of a task, and to the first task of a person', async () => {
    const task = await desk.do('search.row', { operation, record: desk.id('T38') });
    expect(task).toMatchObject({ task: desk.id('T38'), code: 'T38', more: 0, on: true });
    const rows = await desk.do('timeline.rows', { operation, first: task?.index ?? -1, count: 1 });
    expect(rows[0]).toMatchObject({ code: 'T38' });
    const [person] = await find('P12');
    const row = await desk.do('search.row', { operation, record: person?.record ?? '' });
    const detail = await desk.do('task.detail', { operation, task: row?.task ?? '' });
    expect(detail.people.map((p) => p.code)).toContain('P12');
    expect(await desk.do('search.row', { operation, record: desk.id('S1') })).toBeNull();
  });

  it('shows somebody on no task beside the most urgent gap they bring something to', async () => {
    const person = desk.id('P12');
    const off: string[] = [];
    for (;;) {
      const row = await desk.do('search.row', { operation, record: person });
      if (row === null || !row.on) break;
      off.push(row.task);
      await desk.do('person.unassign', { operation, task: row.task, person });
    }
    expect(off.length).toBeGreaterThan(0);
    const beside = await desk.do('search.row', { operation, record: person });
    const gaps = (await desk.do('gap.list', { operation, first: 0, count: 200 })).gaps.filter((g) => g.time !== 'past');
    const brings = await Promise.all(
      gaps.map(async ({ id }) => {
        const { parts } = await desk.do('explain.person', { operation, task: id, person });
        return parts.skills.length + parts.languages.length > 0;
      }),
    );
    const first = gaps[Math.max(0, brings.indexOf(true))];
    expect(beside).toMatchObject({ task: first?.id, code: first?.code, more: 0, on: false });
    for (const _ of off) await desk.do('undo.undo', {});
    expect(await desk.do('search.row', { operation, record: person })).toMatchObject({ on: true });
  });
});

describe('what is seen through something', () => {
  it('a branch is searched by its own words, marked as such, and the plan by its own', async () => {
    const branch = await desk.do('branch.create', { operation, name: 'Later' });
    await desk.do('task.setStart', { operation: branch.id, task: desk.id('T38'), at: 'H+01:00' });
    const lens = desk.session.lenses.find(desk.session, branch.id);
    lens?.session.store.plan.commit({
      command: 'test.change',
      label: { key: 'test.change', params: {} },
      by: 'p1',
      undoable: true,
      changes: [{ type: 'set', rec: desk.id('T38'), field: 'title', value: 'Zzbranch word' }],
    });
    expect(await codes('zzbranch')).toEqual([]);
    expect(await codes('zzbranch', null)).toEqual([]);
    const [hit, ...more] = await find('zzbranch', branch.id);
    expect(more).toEqual([]);
    expect(hit).toMatchObject({ code: 'T38', through: 'branch', operation: { id: branch.id } });
    const seen = (await find('T38', branch.id)).filter((h) => h.code === 'T38');
    expect(seen).toHaveLength(1);
  });

  it('the past is searched as it was', async () => {
    const before = desk.now;
    desk.now += 60_000;
    desk.set(desk.id('T38'), 'title', 'Zznow word');
    expect(await codes('zznow')).toEqual(['T38']);
    const moment = await desk.do('history.at', { operation, at: before });
    const then = moment?.past ?? '';
    expect(await codes('zznow', then)).toEqual([]);
    expect((await find('T38', then))[0]).toMatchObject({ code: 'T38', through: 'past' });
    await desk.do('undo.undo', {});
  });
});

describe('between agencies', () => {
  it('what was withheld is not found by the partner, and a conflict shows', async () => {
    const file = path.join(home, 'to-A06.jxb');
    expect((await desk.export(partner, file)).ok).toBe(true);
    expect((await partner.accept(file)).ok).toBe(true);
    const theirs = partner.session.states.ids()[0] ?? '';
    const held = new Set(partner.session.store.read.recordsOfOperation(theirs).map((r) => r.id));
    for (const text of ['T', 'P', 'S', 'A', 'M', 'R', 'H'])
      for (const hit of await find(text, theirs, partner))
        expect(held.has(hit.record) || hit.record === theirs).toBe(true);
    const words = JSON.stringify(await find('T38', theirs, partner));
    expect(words).not.toContain('"contested":true');
    const task = desk.id('T38');
    desk.set(task, 'title', 'Ours zzside');
    partner.set(task, 'title', 'Theirs zzside');
    const back = path.join(home, 'to-A07.jxb');
    const sent = await partner.ask('exchange.seal', {
      operation: theirs,
      to: 'A07',
      purpose: 'joint_operation',
      file: { path: back, name: 'to-A07.jxb' },
      by: 'Officer 3',
      second: 'Officer 4',
    });
    expect(sent.ok).toBe(true);
    expect((await desk.accept(back)).ok).toBe(true);
    const [hit] = (await find('T38')).filter((h) => h.kind === 'task');
    expect(hit).toMatchObject({ code: 'T38', contested: true });
  });
});
