/** Papers, lawful hours, undated tasks and phases, as the window asks for them: the handlers on a real workspace. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bandCalls, HOURS_SPAN } from '#shared/contract/bands.ts';
import { rowsLeft } from '#shared/contract/match.ts';
import type { Input, Output } from '#shared/contract/contract.ts';
import { type Desk, makeDesk } from '#test/tools/desk.ts';

let home = '';
let desk: Desk;
let operation = '';
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-bands-'));
  desk = await makeDesk(home, 'A07');
  ({ operation } = await desk.load());
}, 120_000);
afterAll(() => {
  desk.close();
  rmSync(home, { recursive: true, force: true });
});
const id = (code: string): string => desk.id(code);
type Name = keyof typeof bandCalls;
/** Asks as the window does: the input fits the contract, and so does the answer. */
async function ask<C extends Name>(name: C, input: Input<C>): Promise<Output<C>> {
  const call: { readonly in: { parse: (x: unknown) => unknown }; readonly out: { parse: (x: unknown) => unknown } } =
    bandCalls[name];
  return call.out.parse(await desk.do(name, call.in.parse(input) as never)) as Output<C>;
}
const detail = (code: string) => desk.do('task.detail', { operation, task: id(code) });
const ruleOn = async (code: string): Promise<boolean> =>
  (await detail(code)).findings.some(({ rule }) => rule === 'R-OP-14');
const undo = () => desk.do('undo.undo', {});
const limits = (...set: readonly (readonly [string, string])[]) =>
  desk.do('limits.set', {
    operation,
    set: set.map(([key, value]) => ({ key, value })),
    by: 'Officer 1',
    reason: 'law of the host',
  });

describe('papers', () => {
  it('come with what they do not carry first, and each with its term', async () => {
    const { papers, more } = await ask('timeline.papers', { operation });
    expect(more).toBe(0);
    expect(
      papers.filter(({ gaps }) => gaps > 0).map(({ code, uncarried }) => [code, uncarried.map((u) => u.code)]),
    ).toEqual([
      ['J2', ['T64']],
      ['J3', ['T45']],
      ['AG6', ['M3']],
    ]);
    const [first] = papers;
    expect(first).toMatchObject({ is: 'jit', stands: true, state: 'in_force' });
    // the last day counts whole, in Bangkok
    expect(first?.to).toBe(Date.parse('2027-03-31T17:00:00Z'));
    expect(papers.findIndex(({ gaps }) => gaps === 0)).toBe(3);
  });
  it('are told of one task', async () => {
    expect((await detail('T45')).papers).toMatchObject([{ code: 'J3', carried: false, state: 'partially_signed' }]);
    expect((await detail('T28')).papers).toEqual([]);
  });
});

describe('lawful hours', () => {
  it('are laid down as limits of the states with sites, hatch the axis and make a finding that an authority settles', async () => {
    const keys = (await desk.do('limits.list', { operation })).map(({ key }) => key);
    expect(keys).toContain('lawful_hours.KH.search');
    const from = Date.parse('2027-03-15T00:00:00Z');
    const window = { operation, from, to: from + 2 * 86_400_000 };
    expect(await ask('timeline.hours', window)).toEqual([]);
    expect(await ruleOn('T38')).toBe(false);
    await limits(['lawful_hours.KH.entry', '06:00-18:00']);
    const hours = await ask('timeline.hours', window);
    expect(hours).toMatchObject([{ site: 'KESTREL', cc: 'KH', kind: 'entry', hours: '06:00-18:00' }]);
    expect(hours[0]?.closed).toContainEqual({
      from: Date.parse('2027-03-15T11:00:00Z'),
      to: Date.parse('2027-03-15T23:00:00Z'),
    });
    expect(await ask('timeline.hours', { ...window, to: from + HOURS_SPAN + 1 })).toEqual([]);
    expect(await ruleOn('T38')).toBe(true);
    expect(await detail('T38')).toMatchObject({
      row: { hours: 'outside' },
      lawful: { cc: 'KH', hours: '06:00-18:00', outside: 60, authority: null, withheld: false },
    });
    // moved by five hours it stands within, and the preview counts that
    const preview = await desk.do('hHour.preview', { operation, to: { deltaMin: 300 } });
    expect(preview.consequences.outsideHours).toEqual({ before: 1, after: 0 });
    expect(preview.consequences.dark.after).toBeLessThan(preview.consequences.dark.before);
    expect(preview.consequences.people).toBeGreaterThan(10);

    const label = await ask('task.authorise', { operation, task: id('T38'), authority: '  Order 12/2027 ' });
    expect(label).toMatchObject({ label: { key: 'step.task.authorise', params: { code: 'T38' } }, touched: 1 });
    expect(await ruleOn('T38')).toBe(false);
    expect(await detail('T38')).toMatchObject({ row: { hours: 'authorised' }, lawful: { authority: 'Order 12/2027' } });
    await ask('task.authorise', { operation, task: id('T38'), authority: '' });
    expect(await ruleOn('T38')).toBe(true);
    await undo();
    expect(await ruleOn('T38')).toBe(false);
    await undo();
    await undo();
    expect(await ruleOn('T38')).toBe(false);
    expect((await detail('T38')).lawful).toBeNull();
  });
  it('take no text that says no hours', async () => {
    const set = [{ key: 'lawful_hours.KH.entry', value: 'by day' }];
    expect(await desk.fails('limits.set', { operation, set, by: null, reason: null })).toMatchObject({
      code: 'limit-value',
      place: 'lawful_hours.KH.entry',
    });
  });
});

describe('sync groups', () => {
  it('are told of one task with their spread', async () => {
    const { sync } = await detail('T39');
    expect(sync).toMatchObject({ code: 'SG1', spread: 60, tolerance: 10 });
    expect(sync?.members.map(({ code }) => code)).toEqual(['T39', 'T38', 'T40']);
    expect((await detail('T28')).sync).toBeNull();
  });
});

describe('stepping through the rows', () => {
  const beside = (row: number, step: 1 | -1, by: 'finding' | 'time') =>
    ask('timeline.beside', { operation, row, step, by, filter: { text: '', place: '', onlyFindings: false } });
  const allRows = async () => desk.do('timeline.rows', { operation, first: 0, count: 200 });

  it('meets every row with a finding once, forwards and backwards, and comes round', async () => {
    const found = (await allRows()).filter(({ findings }) => findings.block + findings.warn > 0).map((r) => r.index);
    expect(found.length).toBeGreaterThan(5);
    for (const step of [1, -1] as const) {
      const met: (number | null)[] = [];
      let row = step > 0 ? -1 : 10_000;
      for (let n = 0; n <= found.length; n += 1) {
        const next = await beside(row, step, 'finding');
        expect(next).toMatchObject({ total: found.length, place: found.indexOf(next.row ?? -1) + 1 });
        met.push(next.row);
        row = next.row ?? 0;
      }
      const round = step > 0 ? found : found.toReversed();
      expect(met).toEqual([...round, round[0]]);
    }
  });

  it('passes over what a filter leaves out, and says what that is as the window does', async () => {
    const all = await allRows();
    for (const filter of [
      { text: 'entry', place: '', onlyFindings: false },
      { text: '', place: 'HERON', onlyFindings: false },
      { text: '', place: '', onlyFindings: true },
      { text: 'zzz', place: 'HERON', onlyFindings: true },
    ]) {
      const { rows, hiddenFindings } = rowsLeft(all, filter);
      expect(await ask('timeline.matching', { operation, ...filter })).toEqual({
        rows,
        total: rows.length,
        hiddenFindings,
      });
      const found = all.filter((r) => rows.includes(r.index) && r.findings.block + r.findings.warn > 0);
      const next = await ask('timeline.beside', { operation, row: -1, step: 1, by: 'finding', filter });
      expect(next).toMatchObject({ row: found[0]?.index ?? null, total: found.length });
      const first =
        all.filter((r) => r.start !== null).toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0))[0]?.index ?? 0;
      const later = await ask('timeline.beside', { operation, row: first, step: 1, by: 'time', filter });
      expect(later.row === null || rows.includes(later.row)).toBe(true);
    }
  });

  it('steps in order of time and stops at both ends', async () => {
    const timed = (await allRows())
      .filter(({ start }) => start !== null)
      .toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0) || a.index - b.index)
      .map(({ index }) => index);
    for (const [at, row] of timed.entries()) {
      expect((await beside(row, 1, 'time')).row).toBe(timed[at + 1] ?? null);
      expect((await beside(row, -1, 'time')).row).toBe(timed[at - 1] ?? null);
    }
  });
});

describe('the tray and the phase', () => {
  it('gives undated tasks in windows, until one is given a time', async () => {
    expect(await ask('timeline.undated', { operation, first: 0, count: 10 })).toEqual({ total: 0, tasks: [] });
    for (const code of ['T10', 'T50', 'T20']) desk.set(id(code), 'at', null);
    const first = await ask('timeline.undated', { operation, first: 0, count: 2 });
    expect(first.total).toBe(3);
    expect(first.tasks.map(({ code, at }) => [code, at])).toEqual([
      ['T10', null],
      ['T20', null],
    ]);
    const rest = await ask('timeline.undated', { operation, first: 2, count: 2 });
    expect(rest.tasks.map(({ code }) => code)).toEqual(['T50']);
    expect((await desk.do('timeline.frame', { operation })).undated).toBe(3);
    await desk.do('task.setStart', { operation, task: id('T20'), at: 'H-10:00' });
    expect((await ask('timeline.undated', { operation, first: 0, count: 10 })).tasks.map(({ code }) => code)).toEqual([
      'T10',
      'T50',
    ]);
  });
  it('gives the tasks of a phase', async () => {
    const { rows } = await desk.do('timeline.frame', { operation });
    const all = await desk.do('timeline.rows', { operation, first: 0, count: rows });
    const { total, tasks } = await ask('timeline.inPhase', { operation, phase: 'P3' });
    expect(tasks).toEqual(all.filter(({ phase }) => phase === 'P3').map((row) => row.id));
    expect(total).toBe(tasks.length);
    expect(await ask('timeline.inPhase', { operation, phase: null })).toEqual({ total: 0, tasks: [] });
  });
});
