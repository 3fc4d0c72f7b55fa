/** Links, bulk changes, states of many tasks and the baseline, as the window asks for them: the built worker on a real workspace. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import { editingCalls } from '#shared/contract/editing.ts';
import type { StepEvidence } from '#shared/contract/steps.ts';
import { type Agency, errorOf, load, makeAgency } from '#test/tools/agencies.ts';
import { ensureBuilt } from '#test/tools/cli.ts';

let home = '';
let agency: Agency;
let operation = '';
let idOf: ReadonlyMap<string, string>;
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-editing-'));
  agency = await makeAgency(home, 'A07');
  ({ operation } = await load(agency));
  idOf = new Map((await agency.dump()).flatMap(({ code, id }) => (code === null ? [] : [[code, id]])));
}, 120_000);
afterAll(async () => {
  await agency.close();
  rmSync(home, { recursive: true, force: true });
});

const id = (code: string): string => idOf.get(code) ?? '';
type Name = keyof typeof editingCalls;
/** Asks as the window does: the input fits the contract, and so does the answer. */
async function ask<C extends Name>(name: C, input: Input<C>): Promise<Output<C>> {
  const checked = contract[name].in.parse(input);
  return contract[name].out.parse(await agency.do(name, checked as never)) as Output<C>;
}
const refused = async <C extends Name>(name: C, input: Input<C>) =>
  errorOf(await agency.ask(name, contract[name].in.parse(input) as never));
const detail = (code: string) => agency.do('task.detail', { operation, task: id(code) });
const findings = async (): Promise<readonly string[]> =>
  (await agency.do('findings.list', { operation })).findings.map(({ rule, subject }) => `${rule} ${subject}`).sort();
const pairs = (list: readonly { readonly rule: string; readonly subject: string }[]): readonly string[] =>
  list.map(({ rule, subject }) => `${rule} ${subject}`).sort();
let before: readonly string[] = [];
beforeEach(async () => {
  before = await findings();
});
const undone = async (): Promise<void> => {
  await agency.do('undo.undo', {});
  expect(await findings()).toEqual(before);
};

describe('linking two tasks', () => {
  const link = (task: string, on: string, was: 'FS' | 'SS' | null, to: Input<'link.set'>['link']) => ({
    operation,
    task: id(task),
    on: id(on),
    was,
    link: to,
  });
  const waits = async (task: string, on: string) =>
    (await detail(task)).dependencies.filter((d) => d.direction === 'before' && d.code === on);

  it('does what the preview said: a broken link is a finding, a changed lag mends it, and each step can be undone', async () => {
    const wish = link('T38', 'T39', null, { type: 'FS', lag: 30 });
    const preview = await ask('link.preview', wish);
    expect(preview).toMatchObject({ cycle: null, holds: false });
    expect(pairs(preview.added)).toContain('R-OP-02 T38');
    expect((await ask('link.set', wish)).label).toMatchObject({
      key: 'step.link.on',
      params: { code: 'T38', on: 'T39' },
    });
    expect((await findings()).filter((pair) => !before.includes(pair))).toEqual(pairs(preview.added));
    expect(await waits('T38', 'T39')).toMatchObject([{ type: 'FS', lag: 30, broken: true }]);
    const eased = link('T38', 'T39', 'FS', { type: 'SS', lag: -100_000 });
    expect(pairs((await ask('link.preview', eased)).gone)).toEqual(pairs(preview.added));
    await ask('link.set', eased);
    expect(await waits('T38', 'T39')).toMatchObject([{ type: 'SS', lag: -100_000, broken: false }]);
    await agency.do('undo.undo', {});
    await undone();
    expect(await waits('T38', 'T39')).toEqual([]);
  });

  it('takes a link away, and undo brings it back', async () => {
    const [first] = (await detail('T38')).dependencies.filter((d) => d.direction === 'before');
    if (!first) throw new Error('T38 waits for something');
    const off = link('T38', first.code, first.type as 'FS', null);
    await ask('link.set', off);
    expect(await waits('T38', first.code)).toEqual([]);
    await undone();
    expect(await waits('T38', first.code)).toHaveLength(1);
  });

  it('refuses what would make tasks wait for each other, by naming them (R-OP-01), and links that say nothing new', async () => {
    const [first] = (await detail('T38')).dependencies.filter((d) => d.direction === 'before');
    const on = first?.code ?? '';
    const back = link(on, 'T38', null, { type: 'FS', lag: 0 });
    const { cycle } = await ask('link.preview', back);
    expect(cycle).toEqual(expect.arrayContaining(['T38', on]));
    const error = await refused('link.set', back);
    expect(error?.code).toBe('R-OP-01');
    expect(error?.place).toContain('T38');
    expect(error?.place).toContain(on);
    expect((await refused('link.set', link('T38', 'T38', null, { type: 'FS', lag: 0 })))?.code).toBe('link-self');
    expect((await refused('link.set', link('T38', on, null, { type: first?.type as 'FS', lag: 5 })))?.code).toBe(
      'link-twice',
    );
    expect((await refused('link.set', link('T38', 'T47', 'FS', null)))?.code).toBe('link-gone');
    expect(await findings()).toEqual(before);
  });
});

describe('changing many tasks at once', () => {
  const edit = { shift: null, owner: null, phase: null };

  it('moves each in its own form, says what stays, and undoes as one step', async () => {
    const tasks = ['T38', 'T39', 'T47'].map(id);
    const wish = { operation, tasks, edit: { ...edit, shift: 90 } };
    const starts = async () => await Promise.all(['T38', 'T39', 'T47'].map(async (code) => (await detail(code)).row));
    const then = await starts();
    const preview = await ask('tasks.preview', wish);
    expect(preview).toMatchObject({ changed: 3, stays: [] });
    const done = await ask('tasks.edit', wish);
    expect(done).toMatchObject({ label: { key: 'step.tasks.edit', params: { count: 3 } }, touched: 3 });
    const now = await starts();
    expect(now.map(({ start }) => start)).toEqual(then.map(({ start }) => (start ?? 0) + 90 * 60_000));
    expect(now.map(({ form }) => form)).toEqual(then.map(({ form }) => form));
    expect((await findings()).filter((pair) => !before.includes(pair))).toEqual(pairs(preview.added));
    await undone();
    expect(await starts()).toEqual(then);
  });

  it('counts what it does by the same calculation as a move of one task and of H', async () => {
    const task = id('T38');
    const start = await agency.do('task.previewStart', { operation, task, at: 'H+12:00' });
    const span = await agency.do('task.previewSpan', { operation, task, at: 'H+12:00', minutes: null });
    const many = await ask('tasks.preview', { operation, tasks: [task], edit: { ...edit, shift: 720 } });
    expect(start.consequences).toEqual(many.consequences);
    expect(span.consequences).toEqual(many.consequences);
    // by day instead of before dawn, and its people work elsewhere then or do not
    expect(many.consequences.dark).toEqual({ before: 1, after: 0 });
    expect(many.consequences.people).toBe((await detail('T38')).people.length);
    const rows = await agency.do('timeline.rows', { operation, first: 0, count: 200 });
    const moving = rows.filter(({ form }) => form === 'H').map((row) => row.id);
    const all = await ask('tasks.preview', { operation, tasks: moving, edit: { ...edit, shift: 0, owner: 'A07' } });
    expect(all.consequences.doubled.before).toBe(all.consequences.doubled.after);
  });

  it('sets owner and phase, and refuses an edit that says or changes nothing', async () => {
    const rows = await agency.do('timeline.rows', { operation, first: 0, count: 200 });
    const here = rows.find(({ code }) => code === 'T38');
    const there = rows.find((row) => row.owner !== here?.owner && row.phase !== here?.phase && row.phase !== null);
    if (!there) throw new Error('several agencies work in several phases');
    const { owner, phase } = there;
    const tasks = [id('T38'), there.id];
    const wish = { operation, tasks, edit: { ...edit, owner, phase } };
    expect((await ask('tasks.preview', wish)).stays).toEqual([
      expect.objectContaining({ code: there.code, why: 'same' }),
    ]);
    expect((await ask('tasks.edit', wish)).touched).toBe(1);
    expect((await detail('T38')).row).toMatchObject({ owner, phase });
    expect((await refused('tasks.edit', wish))?.code).toBe('bulk-same');
    expect((await refused('tasks.edit', { operation, tasks, edit }))?.code).toBe('bulk-nothing');
    expect((await refused('tasks.edit', { operation, tasks, edit: { ...edit, owner: 'A99' } }))?.code).toBe(
      'not-found',
    );
    await undone();
  });

  it('takes a step of the lifecycle with all of them or with none', async () => {
    const said: StepEvidence = {
      by: 'Planner One',
      role: 'planner',
      second: null,
      date: '2027-03-08',
      reference: null,
      reason: 'the host agency stood down',
      authority: null,
      review: null,
      ratification: null,
      successor: null,
      order: null,
      handover: null,
      acknowledged: null,
    };
    const rows = await agency.do('timeline.rows', { operation, first: 0, count: 200 });
    const planned = rows.filter(({ status }) => status === 'planned').slice(0, 2);
    const over = rows.filter(({ status }) => status === 'planned')[2];
    if (!over) throw new Error('the training operation is not under way');
    const tasks = planned.map((row) => row.id);
    await ask('tasks.step', { operation, tasks: [over.id], to: 'cancelled', evidence: said });
    const held = await findings();
    const cancel = (await ask('tasks.steps', { operation, tasks: [...tasks, over.id] })).steps.find(
      ({ to }) => to === 'cancelled',
    );
    expect(cancel).toMatchObject({ ready: planned.map(({ code }) => code), held: [over.code] });
    expect(cancel?.asks).toContain('reason');
    const error = await refused('tasks.step', {
      operation,
      tasks: [...tasks, over.id],
      to: 'cancelled',
      evidence: said,
    });
    expect(error).toMatchObject({ code: 'step.many', place: over.code });
    expect((await detail(planned[0]?.code ?? '')).row.status).toBe('planned');
    const done = await ask('tasks.step', { operation, tasks, to: 'cancelled', evidence: said });
    expect(done.label).toEqual({
      key: 'step.take',
      params: { verb: expect.any(String), code: planned.map(({ code }) => code).join(', ') },
    });
    for (const { code } of planned) expect((await detail(code)).row.status).toBe('cancelled');
    await agency.do('undo.undo', {});
    expect(await findings()).toEqual(held);
    await undone();
    for (const { code } of [...planned, over]) expect((await detail(code)).row.status).toBe('planned');
  });
});

describe('the baseline', () => {
  it('is not there before it is taken, holds the plan as it was, and is taken back by undo', async () => {
    expect(await ask('baseline.state', { operation })).toBeNull();
    expect(await ask('baseline.bars', { operation, tasks: [id('T38')] })).toEqual([]);
    const then = (await detail('T38')).row;
    await ask('baseline.take', { operation });
    const state = await ask('baseline.state', { operation });
    expect(state).toMatchObject({ moved: 0, added: 0, gone: 0 });
    await agency.do('task.setStart', { operation, task: id('T38'), at: 'H+02:00' });
    expect(await ask('baseline.state', { operation })).toEqual({ ...state, moved: 1 });
    expect(await ask('baseline.bars', { operation, tasks: [id('T38')] })).toEqual([
      { task: id('T38'), start: then.start, end: then.end },
    ]);
    await agency.do('undo.undo', {});
    await undone();
    expect(await ask('baseline.state', { operation })).toBeNull();
  });
});
