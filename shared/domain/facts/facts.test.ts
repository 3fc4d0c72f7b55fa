import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomPlan } from '#test/builders/plan-arbitrary.ts';
import {
  CLOCK,
  H_HOUR,
  HOUR,
  makeAgreement,
  makeJit,
  makeMovement,
  makePerson,
  makePhase,
  makePlan,
  makeTask,
} from '#test/builders/plan.ts';
import { NOT_RECORDED } from '../../model/held.ts';
import type { PlanTask } from '../../model/plan.ts';
import { findCycle, findCycleThrough } from './cycle.ts';
import { dependencyFaults, dependencyHolds } from './dependencies.ts';
import {
  assetReference,
  buildFacts,
  homeOf,
  isAbroad,
  leastSpan,
  peopleOf,
  phaseSpan,
  siteOf,
  spanOf,
  timelineOf,
} from './facts.ts';
import {
  moveH,
  replaceAgreement,
  replaceMovement,
  replacePerson,
  replaceTask,
  withClock,
  withPlan,
  withTasks,
} from './overlay.ts';
import { isInForce, jitEnd, jitPeople, lastSignature, unsignedBy } from './papers.ts';
import { TaskIndex, type TaskRelation } from './task-index.ts';

const MINUTE = 60_000;

describe('buildFacts', () => {
  it('takes today from the clock in the reference zone', () => {
    const at = (clock: number) => buildFacts(makePlan(), clock).today;
    expect(at(Date.UTC(2027, 2, 1, 16, 59))).toBe('2027-03-01');
    expect(at(Date.UTC(2027, 2, 1, 17))).toBe('2027-03-02');
  });
  it('resolves the three start forms', () => {
    const facts = buildFacts(makePlan(), CLOCK);
    const span = (at: string | null, minutes: number | null = 30) => spanOf(facts, makeTask({ at, minutes }));
    expect(span('H+00:30')).toEqual({ start: H_HOUR + 30 * MINUTE, end: H_HOUR + 60 * MINUTE });
    expect(span('D+0T09:00').start).toBe(Date.UTC(2027, 2, 16, 2));
    expect(span('2027-03-16T04:00[Asia/Manila]').start).toBe(H_HOUR - HOUR);
    expect(span('H+00:30', null)).toEqual({ start: H_HOUR + 30 * MINUTE, end: null });
    expect(span(null)).toEqual({ start: null, end: null });
    expect(span('tomorrow')).toEqual({ start: null, end: null });
  });
  it('cannot tell H forms while H is withheld, but still D forms and fixed clocks', () => {
    const plan = makePlan();
    const facts = buildFacts({ ...plan, operation: { ...plan.operation, hHour: null } }, CLOCK);
    expect(spanOf(facts, makeTask()).start).toBeNull();
    expect(spanOf(facts, makeTask({ at: 'D+0T09:00' })).start).toBe(Date.UTC(2027, 2, 16, 2));
  });
  it('counts a task without a duration as one minute', () => {
    const facts = buildFacts(makePlan(), CLOCK);
    expect(leastSpan(facts, makeTask({ minutes: null }))).toEqual({ start: H_HOUR, end: H_HOUR + MINUTE });
    expect(leastSpan(facts, makeTask({ at: null }))).toBeNull();
  });
  it('ends a phase with a bare day at the end of that day', () => {
    const facts = buildFacts(makePlan(), CLOCK);
    expect(phaseSpan(facts, makePhase({ from: 'D+0', to: 'D+0' }))).toEqual({
      start: Date.UTC(2027, 2, 15, 17),
      end: Date.UTC(2027, 2, 16, 17),
    });
    expect(phaseSpan(facts, makePhase({ from: 'D+0', to: 'D+0T12:00' })).end).toBe(Date.UTC(2027, 2, 16, 5));
  });
  it('knows home, abroad, sites and people, and what it cannot see', () => {
    const facts = buildFacts(makePlan({ people: [makePerson()] }), CLOCK);
    expect(homeOf(facts, makePerson())).toBe('KR');
    expect(homeOf(facts, makePerson({ agency: 'INT' }))).toBeNull();
    expect(homeOf(facts, makePerson({ agency: 'HIDDEN' }))).toBeUndefined();
    expect(isAbroad(facts, makePerson(), 'KR')).toBe(false);
    expect(isAbroad(facts, makePerson(), 'KH')).toBe(true);
    expect(isAbroad(facts, makePerson({ agency: 'INT' }), 'KH')).toBe(true);
    expect(isAbroad(facts, makePerson({ agency: null }), 'KH')).toBe(false);
    expect(siteOf(facts, makeTask({ site: 'REM' }))).toBeNull();
    expect(siteOf(facts, makeTask({ site: 'K1' }))?.cc).toBe('KH');
    expect(peopleOf(facts, makeTask({ people: ['P9', 'P1', 'P1'] }))).toMatchObject({
      seen: [{ id: 'P1' }],
      unseen: 1,
    });
  });
  it('orders a timeline by start and id, without what is cancelled or unknown', () => {
    const tasks = [
      makeTask({ id: 'T4', at: 'H+01:00' }),
      makeTask({ id: 'T3' }),
      makeTask({ id: 'T2' }),
      makeTask({ id: 'T5', status: 'aborted' }),
      makeTask({ id: 'T6', at: null }),
    ].map((task) => ({ ...task, people: ['P1'] }));
    const facts = buildFacts(makePlan({ tasks, people: [makePerson()] }), CLOCK);
    expect(timelineOf(facts, 'P1').map(({ task }) => task.id)).toEqual(['T2', 'T3', 'T4']);
    expect(timelineOf(facts, 'P9')).toEqual([]);
  });
  it('names accounts and wallets by kind and reference', () => {
    const asset = {
      id: 'AS1',
      state: 'traced',
      usdMinor: 0,
      owner: null,
      cc: null,
      ccy: null,
      order: null,
      agreement: null,
      ...NOT_RECORDED.asset,
    } as const;
    expect(assetReference({ ...asset, kind: 'bank_account', ref: ' de 12 ' })).toBe('account:DE12');
    expect(assetReference({ ...asset, kind: 'crypto_wallet', ref: 'a B' })).toBe('wallet:aB');
    expect(assetReference({ ...asset, kind: 'cash', ref: 'box' })).toBeNull();
  });
});

describe('dependencies', () => {
  it('answers yes, no and cannot be told', () => {
    const [on, late] = [makeTask(), makeTask({ id: 'T2' })];
    const facts = buildFacts(makePlan({ tasks: [on, late] }), CLOCK);
    expect(dependencyHolds(facts, late, { on: 'T1', type: 'SS', lag: 0 })).toBe(true);
    expect(dependencyHolds(facts, late, { on: 'T1', type: 'FS', lag: 0 })).toBe(false);
    expect(dependencyHolds(facts, late, { on: 'T9', type: 'FS', lag: 0 })).toBeNull();
    expect(dependencyHolds(facts, makeTask({ id: 'T2', at: null }), { on: 'T1', type: 'FS', lag: 0 })).toBeNull();
    expect(dependencyFaults(facts, late, { on: 'T1', type: 'FS', lag: -60 })).toEqual([]);
  });
});

describe('overlays', () => {
  const plan = makePlan({
    tasks: [
      makeTask({ people: ['P1'] }),
      makeTask({ id: 'T2', at: 'D+0T09:00' }),
      makeTask({ id: 'T3', at: '2027-03-16T04:00[Asia/Manila]' }),
    ],
    people: [makePerson()],
  });
  const facts = buildFacts(plan, CLOCK);
  const starts = (of: typeof facts) => of.plan.tasks.map((task) => (spanOf(of, task).start ?? 0) - H_HOUR);

  it('moves H forms with H, D forms with D-day, fixed clocks never', () => {
    const before = starts(facts);
    expect(starts(moveH(facts, 90))).toEqual([90 * MINUTE, before[1], before[2]]);
    const dayLater = moveH(facts, 1440);
    expect(dayLater.plan.operation.dDay).toBe('2027-03-17');
    expect(starts(dayLater)).toEqual([1440 * MINUTE, (before[1] ?? 0) + 1440 * MINUTE, before[2]]);
  });
  it('follows D-day when a small move crosses midnight in the reference zone', () => {
    // H is 04:00 in Bangkok.
    expect(moveH(facts, -240).plan.operation.dDay).toBe('2027-03-16');
    expect(moveH(facts, -241).plan.operation.dDay).toBe('2027-03-15');
  });
  it('has nothing to move without an H-hour', () => {
    const blind = withPlan(facts, { ...plan, operation: { ...plan.operation, hHour: null } });
    expect(moveH(blind, 60)).toBe(blind);
  });
  it('leaves the view below as it was', () => {
    const after = replaceTask(facts, makeTask({ at: 'H+05:00' }));
    expect(spanOf(after, after.plan.tasks[0] as PlanTask).start).toBe(H_HOUR + 5 * HOUR);
    expect(after.tasks.idsBy('person', 'P1')).toEqual([]);
    expect(facts.tasks.idsBy('person', 'P1')).toEqual(['T1']);
    expect(timelineOf(facts, 'P1')).toHaveLength(1);
    expect(timelineOf(after, 'P1')).toHaveLength(0);
  });
  it('shares the indexes of lists that did not change', () => {
    const after = replaceAgreement(facts, makeAgreement());
    expect(after.agreements.get('AG1')?.type).toBe('mou');
    expect(after.people).toBe(facts.people);
    expect(after.tasks).toBe(facts.tasks);
    expect(replacePerson(facts, makePerson({ agency: 'SGP' })).peopleByAgency.get('SGP')).toHaveLength(1);
    expect(replaceMovement(facts, makeMovement({ task: 'T1' })).movementsByTask.get('T1')).toHaveLength(1);
  });
  it('turns the clock alone', () => {
    expect(withClock(facts, CLOCK + 24 * HOUR).today).toBe('2027-03-02');
    expect(withClock(facts, CLOCK + 24 * HOUR).tasks).toBe(facts.tasks);
  });
  it('keeps the place of replaced tasks, appends new ones and takes others out', () => {
    const after = withTasks(facts, [makeTask({ id: 'T9' }), makeTask({ id: 'T2', title: 'new' })], ['T1', 'T9']);
    expect(after.plan.tasks.map((task) => task.id)).toEqual(['T2', 'T3', 'T9']);
    expect(after.tasks.get('T1')).toBeUndefined();
    expect(after.tasks.get('T2')?.title).toBe('new');
  });
});

describe('TaskIndex', () => {
  const RELATIONS: readonly TaskRelation[] = [
    'phase',
    'site',
    'person',
    'owner',
    'sync',
    'jit',
    'movement',
    'waitingFor',
  ];
  const picture = (index: TaskIndex) => ({
    tasks: [...index.ids()].sort().map((id) => index.get(id)),
    ...Object.fromEntries(
      RELATIONS.map((relation) => [
        relation,
        [...index.keysBy(relation)].sort().map((key) => [key, [...index.idsBy(relation, key)].sort()]),
      ]),
    ),
  });
  it('patched any number of times equals one built anew', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.array(fc.nat(20), { maxLength: 3 })), { maxLength: 6 }),
        (seed, steps) => {
          const tasks = new Map(randomPlan(seed, 6).tasks.map((task) => [task.id, task]));
          let index = TaskIndex.of([...tasks.values()]);
          for (const [other, removed] of steps) {
            const put = randomPlan(other, 6).tasks.slice(0, 3);
            const gone = removed
              .map((n) => `T${String(n).padStart(2, '0')}`)
              .filter((id) => !put.some((task) => task.id === id));
            index = index.put(put, gone);
            for (const id of gone) tasks.delete(id);
            for (const task of put) tasks.set(task.id, task);
          }
          expect(picture(index)).toEqual(picture(TaskIndex.of([...tasks.values()])));
        },
      ),
      { numRuns: 100 },
    );
  });
  it('folds a long row of patches without losing any', () => {
    let index = TaskIndex.of([]);
    for (let i = 0; i < 3000; i += 1) index = index.put([makeTask({ id: `T${i}`, people: [`P${i}`] })]);
    expect([...index.ids()]).toHaveLength(3000);
    expect(index.idsBy('person', 'P0')).toEqual(['T0']);
    expect(index.idsBy('owner', 'KRP')).toHaveLength(3000);
  });
});

describe('cycles (R-OP-01)', () => {
  const waits = (id: string, ...on: readonly string[]) =>
    makeTask({ id, dependencies: on.map((code) => ({ on: code, type: 'FS', lag: 0 })) });
  it('names the cycle from its smallest code on', () => {
    expect(findCycle([waits('T3', 'T1'), waits('T1', 'T2'), waits('T2', 'T3'), waits('T0', 'T3')])).toEqual([
      'T1',
      'T2',
      'T3',
    ]);
    expect(findCycle([waits('T1', 'T1')])).toEqual(['T1']);
  });
  it('finds none in a graph that only joins again, nor through what cannot be seen', () => {
    expect(findCycle([waits('T1'), waits('T2', 'T1'), waits('T3', 'T1'), waits('T4', 'T2', 'T3')])).toBeNull();
    expect(findCycle([waits('T1', 'T9')])).toBeNull();
  });
  it('looks through the changed tasks only', () => {
    const index = TaskIndex.of([waits('T1', 'T2'), waits('T2', 'T1'), waits('T3')]);
    expect(findCycleThrough(index, ['T3'])).toBeNull();
    expect(findCycleThrough(index, ['T2'])).toEqual(['T1', 'T2']);
  });
  it('walks a chain as long as a plan', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => waits(`T${i}`, `T${i + 1}`));
    expect(findCycle(chain)).toBeNull();
    expect(findCycle([...chain, waits('T50000', 'T0')])).toHaveLength(50_001);
  });
});

describe('papers', () => {
  it('counts signatures of every party, by a day', () => {
    expect(unsignedBy(['KR', 'KH'], { KR: '2027-01-02', KH: null })).toEqual(['KH']);
    expect(unsignedBy(['KR', 'KH'], { KR: '2027-01-02', KH: '2027-01-01' }, '2027-01-01')).toEqual(['KR']);
    expect(unsignedBy(['constructor'], {})).toEqual(['constructor']);
    expect(lastSignature(['KR', 'KH'], { KR: '2027-01-02', KH: '2027-01-01' })).toBe('2027-01-02');
    expect(lastSignature(['KR', 'KH'], { KR: '2027-01-02' })).toBeNull();
  });
  it('is in force from its first to its last day', () => {
    const on = (day: string, overrides: Parameters<typeof makeAgreement>[0] = {}) =>
      isInForce(makeAgreement({ from: '2027-01-01', until: '2027-12-31', ...overrides }), day);
    expect([on('2026-12-31'), on('2027-01-01'), on('2027-12-31'), on('2028-01-01')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(on('2030-01-01', { until: null })).toBe(true);
    expect(on('2027-06-01', { state: 'signed' })).toBe(false);
  });
  it('ends a JIT with its latest signed extension and never earlier than it says', () => {
    const signed = { KR: '2027-01-01', KH: '2027-01-01' };
    expect(jitEnd(makeJit({ until: '2027-06-01', extensions: [{ until: '2027-05-01', signed }] }))).toBe('2027-06-01');
    expect(
      jitEnd(
        makeJit({
          until: '2027-06-01',
          extensions: [
            { until: '2027-09-01', signed },
            { until: '2027-08-01', signed },
          ],
        }),
      ),
    ).toBe('2027-09-01');
    expect([...jitPeople(makeJit({ members: ['P3'], seconded: { P4: 'KH' }, participants: ['P5'] }))].sort()).toEqual([
      'P1',
      'P2',
      'P3',
      'P4',
      'P5',
    ]);
  });
});
