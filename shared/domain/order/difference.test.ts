import { describe, expect, it } from 'vitest';
import type { Plan, PlanTask } from '#shared/model/plan.ts';
import { CLOCK, H_HOUR, makePerson, makePlan, makeTask } from '#test/builders/plan.ts';
import { trainingPlan } from '#test/builders/release-setup.ts';
import { buildFacts } from '../facts/facts.ts';
import { agenciesOf, frameChanges, type OrderContent, orderChanges, orderContent, touches } from './index.ts';

const contentOf = (plan: Plan, version = 1): OrderContent =>
  orderContent(buildFacts(plan, CLOCK), version, plan.operation.order?.sections ?? {}, (code) => `id-${code}`);
const withTasks = (...tasks: readonly Partial<PlanTask>[]): Plan =>
  makePlan({
    tasks: tasks.map((task) => makeTask(task)),
    people: [makePerson({ id: 'X1', agency: 'SGP' }), makePerson({ id: 'X2', agency: 'KRP' })],
  });
const changes = (before: Plan, after: Plan) => orderChanges(contentOf(before), contentOf(after));
const told = (before: Plan, after: Plan) => changes(before, after).map((c) => [c.code, c.change, c.fields.join()]);

describe('what an order says', () => {
  it('names each task in three forms of time, and leaves out what was called off', () => {
    const plan = withTasks({ id: 'T1', at: 'H+01:30' }, { id: 'T2', status: 'cancelled' });
    const { tasks } = contentOf(plan);
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatchObject({ at: 'H+01:30', offset: 'H+01:30', start: H_HOUR + 5_400_000 });
    expect(tasks[0]?.local?.clock).toMatch(/^2027-03-16T\d\d:30$/);
  });
  it('of the training operation names what it relies on, and everybody it names is in it', () => {
    const content = contentOf(trainingPlan());
    expect(content.tasks).toHaveLength(67);
    expect(content.papers.map(({ code }) => code)).toContain('J1');
    expect(content.papers.some(({ is }) => is === 'agreement')).toBe(true);
    const people = new Set(content.people.map(({ code }) => code));
    expect(content.tasks.flatMap((task) => task.people).filter((code) => !people.has(code))).toEqual([]);
    const starts = content.tasks.flatMap(({ start }) => start ?? []);
    expect([...starts].sort((a, b) => a - b)).toEqual(starts);
  });
});

describe('differences between versions', () => {
  const base = [{ id: 'T1' }, { id: 'T2', people: ['X1'] }] as const;
  it.each<[string, readonly Partial<PlanTask>[], readonly (readonly string[])[]]>([
    ['none', base, []],
    ['another start', [{ id: 'T1', at: 'H+02:00' }, base[1]], [['T1', 'moved', 'start']]],
    [
      'another length and person',
      [{ id: 'T1', minutes: 77, people: ['X2'] }, base[1]],
      [['T1', 'moved', 'minutes,people']],
    ],
    ['another title', [{ id: 'T1', title: 'Other' }, base[1]], [['T1', 'changed', 'title']]],
    ['a task more', [...base, { id: 'T3' }], [['T3', 'added', '']]],
    ['a task less', [base[0]], [['T2', 'gone', '']]],
    ['one called off', [base[0], { ...base[1], status: 'cancelled' }], [['T2', 'gone', '']]],
  ])('%s', (_name, after, expected) => {
    expect(told(withTasks(...base), withTasks(...after))).toEqual(expected);
  });

  it('a move of H moves what hangs on it, and not what stands at a fixed clock', () => {
    const plan = withTasks({ id: 'T1', at: 'H+00:00' }, { id: 'T2', at: '2027-03-16T10:00[Asia/Bangkok]' });
    const later = { ...plan, operation: { ...plan.operation, hHour: H_HOUR + 3_600_000 } };
    expect(told(plan, later)).toEqual([['T1', 'moved', 'start']]);
    expect(frameChanges(contentOf(plan), contentOf(later))).toEqual(['hHour']);
  });

  it('the same times by another form are no change of time', () => {
    expect(told(withTasks({ id: 'T1', at: 'H+00:00' }), withTasks({ id: 'T1', at: 'D+0T04:00' }))).toEqual([]);
  });

  it('forwards and backwards say the same with added and gone exchanged', () => {
    const [a, b] = [withTasks(...base), withTasks({ id: 'T1', at: 'H+02:00' }, { id: 'T3' })];
    const turned: Readonly<Record<string, string>> = { added: 'gone', gone: 'added' };
    const back = changes(b, a).map((c) => `${c.code} ${turned[c.change] ?? c.change}`);
    expect(back.sort()).toEqual(
      changes(a, b)
        .map((c) => `${c.code} ${c.change}`)
        .sort(),
    );
  });
});

describe('whom a change touches', () => {
  const before = withTasks({ id: 'T1', owner: 'KHP', people: ['X1'] });
  const after = withTasks({ id: 'T1', owner: 'KRP', people: ['X2'] });
  const [change] = changes(before, after);
  const people = agenciesOf(contentOf(before), contentOf(after));
  it.each([
    ['who owned it', 'KHP', null, true],
    ['who owns it now', 'KRP', null, true],
    ['whose people were on it', 'SGP', null, true],
    ['nobody else', 'INT', null, false],
    ['who was on it', null, 'X1', true],
    ['who is on it now', null, 'X2', true],
    ['no other person', null, 'X9', false],
  ])('%s', (_who, agency, person, expected) => {
    expect(change && touches(change, { agency, person }, people)).toBe(expected);
  });
});
