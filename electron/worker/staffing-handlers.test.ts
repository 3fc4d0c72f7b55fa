/** Why, gaps, suggestions and assignments as the window asks for them: the built worker on a real workspace, answers as the contract has them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import { explainCalls } from '#shared/contract/explain.ts';
import { Agency, errorOf, load, makeAgency } from '#test/tools/agencies.ts';
import { ensureBuilt } from '#test/tools/cli.ts';

let home = '';
let agency: Agency;
let operation = '';
let idOf: ReadonlyMap<string, string>;
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-staffing-'));
  agency = await makeAgency(home, 'A07');
  ({ operation } = await load(agency));
  idOf = new Map((await agency.dump()).flatMap(({ code, id }) => (code === null ? [] : [[code, id]])));
}, 120_000);
afterAll(async () => {
  await agency.close();
  rmSync(home, { recursive: true, force: true });
});

const id = (code: string): string => idOf.get(code) ?? '';
/** Asks as the window does: the input fits the contract, and so does the answer. */
async function ask<C extends keyof typeof explainCalls>(name: C, input: Input<C>): Promise<Output<C>> {
  const checked = contract[name].in.parse(input);
  const value = await agency.do(name, checked as never);
  return contract[name].out.parse(value) as Output<C>;
}
const slot = (task: string, person: string) => ({ operation, task: id(task), person: id(person) });
const findings = async () => (await agency.do('findings.list', { operation })).findings;
const pairs = (list: readonly { readonly rule: string; readonly subject: string }[]): readonly string[] =>
  list.map(({ rule, subject }) => `${rule} ${subject}`).sort();

describe('putting people on tasks', () => {
  let before: readonly string[] = [];
  beforeEach(async () => {
    before = pairs(await findings());
  });
  const expectAsBefore = async (): Promise<void> => expect(pairs(await findings())).toEqual(before);

  it('does what why not said it would, and undo takes it back', async () => {
    const answer = await ask('explain.person', slot('T52', 'P24'));
    expect(answer).toMatchObject({ assigned: false, stops: [], person: { code: 'P24', agency: expect.any(String) } });
    const done = await ask('person.assign', slot('T52', 'P24'));
    expect(done).toMatchObject({ label: { key: 'step.person.assign', params: { code: 'T52' } }, conflicts: 0 });
    const after = pairs(await findings());
    expect(after.filter((pair) => !before.includes(pair))).toEqual(pairs(answer.effect.added));
    expect(before.filter((pair) => !after.includes(pair))).toEqual(pairs(answer.effect.gone));
    expect((await agency.do('task.detail', { operation, task: id('T52') })).people.at(-1)?.code).toBe('P24');
    expect((await ask('explain.person', slot('T52', 'P24'))).assigned).toBe(true);
    await agency.do('undo.undo', {});
    await expectAsBefore();
  });

  it('takes somebody off, which opens a gap; the first suggestion closes it, and both steps can be undone', async () => {
    for (const person of ['P41', 'P07']) await ask('person.unassign', slot('T41', person));
    const { total, gaps } = await ask('gap.list', { operation, first: 0, count: 200 });
    expect(total).toBe(3);
    expect(gaps.find(({ code }) => code === 'T41')).toMatchObject({
      severity: 'block',
      skills: [{ skill: 'fin', needed: 2, have: 1 }],
      id: id('T41'),
    });
    expect((await ask('gap.list', { operation, first: 1, count: 1 })).gaps).toEqual(gaps.slice(1, 2));
    const { gap, best, others } = await ask('gap.suggest', { operation, task: id('T41') });
    expect(gap?.code).toBe('T41');
    expect(best).toHaveLength(3);
    for (const { closes, effect } of best) {
      expect(closes.skills).toEqual(['fin']);
      expect(effect.added.filter((f) => f.severity === 'block')).toEqual([]);
      expect(pairs(effect.gone)).toContain('R-PER-07 T41');
    }
    expect(others.useless).toBeGreaterThan(30);
    const [first] = best;
    await ask('person.assign', { operation, task: id('T41'), person: first?.person.id ?? '' });
    expect((await ask('gap.suggest', { operation, task: id('T41') })).gap).toBeNull();
    for (let step = 0; step < 3; step += 1) await agency.do('undo.undo', {});
    await expectAsBefore();
  });

  it('refuses at the gate assign, says why, and changes nothing', async () => {
    // R-JIT-05: P49 only participates in the team.
    const error = errorOf(await agency.ask('person.assign', slot('T46', 'P49')));
    expect(error).toMatchObject({ kind: 'refused', code: 'assign-stopped', place: 'P49' });
    expect(error?.reason).toContain('R-JIT-05');
    // R-PER-05: the vetting of P20 ended; the finding is there already and would speak of one task more.
    const stopped = await ask('explain.person', slot('T52', 'P20'));
    expect(pairs(stopped.stops)).toEqual(['R-PER-05 P20']);
    expect(errorOf(await agency.ask('person.assign', slot('T52', 'P20')))?.reason).toContain('R-PER-05');
    await expectAsBefore();
  });

  it('lets a block of a later gate through: it is a finding, not a refusal', async () => {
    const answer = await ask('explain.person', slot('T52', 'P05'));
    expect(pairs(answer.effect.added)).toContain('R-PER-01 P05');
    expect(answer.stops).toEqual([]);
    await ask('person.assign', slot('T52', 'P05'));
    expect(pairs(await findings())).toContain('R-PER-01 P05');
    await agency.do('undo.undo', {});
    await expectAsBefore();
  });

  it('refuses what makes no sense', async () => {
    expect(errorOf(await agency.ask('person.assign', slot('T39', 'P09')))?.code).toBe('assigned-already');
    expect(errorOf(await agency.ask('person.unassign', slot('T39', 'P01')))?.code).toBe('not-assigned');
    expect(errorOf(await agency.ask('person.assign', slot('M1', 'P01')))?.code).toBe('not-found');
    expect(errorOf(await agency.ask('person.assign', slot('T39', 'T40')))?.code).toBe('not-found');
    await expectAsBefore();
  });

  it('finds people by name, code, role and agency, those on the task first', async () => {
    const found = await ask('person.find', { operation, task: id('T51'), text: 'INTERPRETER' });
    expect(found.map(({ person, assigned }) => [person.code, assigned])).toEqual([
      ['P16', true],
      ['P21', false],
      ['P37', false],
      ['P05', false],
    ]);
    expect(
      (await ask('person.find', { operation, task: id('T51'), text: 'ines baud' })).map((f) => f.person.code),
    ).toEqual(['P46']);
    expect(await ask('person.find', { operation, task: id('T51'), text: '' })).toHaveLength(50);
  });
});

describe('papers', () => {
  it('says what falls with an agreement and with a team', async () => {
    const falls = await ask('explain.agreement', { operation, agreement: id('AG4'), on: '2027-03-20' });
    expect(falls).toMatchObject({
      agreement: 'AG4',
      uncovered: 1,
      rows: [{ movement: 'M2', others: [], named: false }],
    });
    expect(pairs(falls.added)).toEqual(['R-AGR-01 M2']);
    const team = await ask('explain.jit', { operation, jit: id('J1'), on: '2027-03-20' });
    expect(team.tasks.map(({ task }) => task)).toEqual(['T65']);
    const odd = errorOf(await agency.ask('explain.jit', { operation, jit: id('J1'), on: '2027-02-30' }));
    expect(odd?.code).toBe('bad-day');
  });

  it('shows coverage of one movement, and of all with the open ones first', async () => {
    const one = await ask('coverage.movement', { operation, movement: id('M3') });
    expect([one.cells, one.open]).toEqual([6, 1]);
    const all = await ask('coverage.all', { operation: null, first: 0, count: 200 });
    expect(all).toMatchObject({ total: 4, open: 1 });
    expect(all.lines.map((line) => [line.movement, line.open, line.until])).toEqual([
      ['M3', 1, '2028-01-14'],
      ['M4', 0, null],
      ['M1', 0, '2027-10-31'],
      ['M2', 0, '2027-04-15'],
    ]);
    expect(await ask('coverage.all', { operation, first: 0, count: 200 })).toEqual(all);
    expect((await ask('coverage.all', { operation, first: 1, count: 2 })).lines).toEqual(all.lines.slice(1, 3));
    // What is kept is dropped by a commit: with the operation taken back there is nothing to show.
    await agency.do('undo.undo', {});
    expect((await ask('coverage.all', { operation: null, first: 0, count: 200 })).total).toBe(0);
    await agency.do('undo.redo', {});
    expect(await ask('coverage.all', { operation: null, first: 0, count: 200 })).toEqual(all);
  });
});
