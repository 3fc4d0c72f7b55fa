import { describe, expect, it } from 'vitest';
import { CLOCK, HOUR, keysSaid, makeJit, makePerson, makePlan, makeTask, said } from '#test/builders/plan.ts';
import type { PlanJit, PlanTask } from '../../model/plan.ts';
import type { JitState } from '../../model/vocabulary.ts';

const people = [makePerson(), makePerson({ id: 'P2', agency: 'KHP' }), makePerson({ id: 'P3', agency: 'INT' })];
const withJit = (jit: Partial<PlanJit>, task: Partial<PlanTask> = {}) =>
  makePlan({ people, jits: [makeJit(jit)], tasks: [makeTask({ jit: 'J1', people: ['P1'], ...task })] });

describe('R-JIT-01 leaders', () => {
  const keys = (jit: Partial<PlanJit>) => keysSaid('R-JIT-01', withJit(jit));
  it('leads each operating state from its own authority', () => {
    expect(keys({})).toEqual([]);
    expect(keys({ leaders: { KR: 'P1' } })).toEqual(['no_leader']);
    expect(keys({ leaders: { KR: 'P1', KH: 'P1' } })).toEqual(['leader_elsewhere']);
    expect(keys({ leaders: { KR: 'P1', KH: 'P3' } })).toEqual(['leader_elsewhere']);
  });
  it('does not ask for a leader of a party that does not operate', () => {
    expect(keys({ leaders: { KH: 'P2' } })).toEqual([]);
  });
  it.each<[JitState, number]>([
    ['proposed', 0],
    ['drafting', 1],
    ['partially_signed', 1],
    ['in_force', 1],
    ['extended', 1],
    ['closed', 0],
  ])('%s: %i findings', (status, n) => {
    expect(said('R-JIT-01', withJit({ status, leaders: {} }))).toHaveLength(n);
  });
  it('is silent about a leader it cannot see', () => {
    expect(keys({ leaders: { KH: 'P9' } })).toEqual([]);
  });
});

describe('R-JIT-02 in force', () => {
  const keys = (jit: Partial<PlanJit>, task?: Partial<PlanTask>) => keysSaid('R-JIT-02', withJit(jit, task));
  it('wants in force or extended', () => {
    expect(keys({})).toEqual([]);
    expect(keys({ status: 'extended' })).toEqual([]);
    expect(keys({ status: 'expired' })).toEqual(['status']);
  });
  it('wants the signature of every party', () => {
    expect(keys({ signed: { KR: '2026-12-01', KH: null } })).toEqual(['not_signed']);
    expect(keys({ signed: { KR: '2026-12-01' } })).toEqual(['not_signed']);
  });
  it('begins on the day of the last signature', () => {
    const signed = (KH: string) => ({ signed: { KR: '2026-12-01', KH } });
    expect(keys(signed('2027-03-16'), { at: 'D+0' })).toEqual([]);
    expect(keys(signed('2027-03-17'), { at: 'D+0T23:59' })).toEqual(['signed_later']);
  });
  it('is silent about tasks of no JIT and of one it cannot see', () => {
    expect(keys({ status: 'drafting' }, { jit: null })).toEqual([]);
    expect(keys({ status: 'drafting' }, { jit: 'J9' })).toEqual([]);
  });
});

describe('R-JIT-03 term', () => {
  const keys = (jit: Partial<PlanJit>, task?: Partial<PlanTask>) => keysSaid('R-JIT-03', withJit(jit, task));
  const both = { KR: '2027-03-01', KH: '2027-03-01' };
  it('includes first and last day in the reference zone', () => {
    expect(keys({ until: '2027-03-16' }, { at: 'D+0T23:00' })).toEqual([]);
    expect(keys({ until: '2027-03-16' }, { at: 'D+0T23:01' })).toEqual(['until']);
    expect(keys({ from: '2027-03-16' }, { at: 'D+0' })).toEqual([]);
    expect(keys({ from: '2027-03-16' }, { at: 'D-1T23:59' })).toEqual(['from']);
  });
  it('counts extensions that every party signed, the latest of them', () => {
    const jit = (signed: PlanJit['signed']) => ({
      until: '2027-03-10',
      extensions: [
        { until: '2027-06-30', signed },
        { until: '2027-04-30', signed: both },
      ],
    });
    expect(keys({ until: '2027-03-10' })).toEqual(['until']);
    expect(keys(jit(both), { at: 'D+90' })).toEqual([]);
    expect(keys(jit({ KR: '2027-03-01', KH: null }), { at: 'D+40' })).toEqual([]);
    expect(keys(jit({ KR: '2027-03-01', KH: null }), { at: 'D+90' })).toEqual(['until']);
  });
});

describe('R-JIT-04 place', () => {
  it('lies in an operating state or is remote', () => {
    expect(said('R-JIT-04', withJit({}, { site: 'K1' }))).toEqual([]);
    expect(said('R-JIT-04', withJit({}, { site: 'R1' }))).toEqual(['block T1']);
    expect(said('R-JIT-04', withJit({}, { site: 'REM' }))).toEqual([]);
    expect(said('R-JIT-04', withJit({}, { site: 'HIDDEN' }))).toEqual([]);
  });
});

describe('R-JIT-05 participants', () => {
  it('take no coercive task', () => {
    for (const kind of ['entry', 'search', 'arrest'] as const) {
      expect(said('R-JIT-05', withJit({ participants: ['P1'] }, { kind }))).toEqual(['block T1']);
    }
    expect(said('R-JIT-05', withJit({ participants: ['P1'] }, { kind: 'digital' }))).toEqual([]);
    expect(said('R-JIT-05', withJit({ members: ['P1'] }, { kind: 'arrest' }))).toEqual([]);
  });
});

describe('R-JIT-07 end and evaluation', () => {
  // Today is 2027-03-01.
  const keys = (jit: Partial<PlanJit>, clock = CLOCK) => keysSaid('R-JIT-07', withJit(jit), { clock });
  it('warns 30 days before the end', () => {
    expect(keys({ until: '2027-04-01' })).toEqual([]);
    expect(keys({ until: '2027-03-31' })).toEqual(['ends', 'days_left']);
  });
  it('counts days from midnight in the reference zone', () => {
    // 17:00 UTC is midnight in Bangkok.
    expect(keys({ until: '2027-04-01' }, CLOCK + 14 * HOUR)).toEqual([]);
    expect(keys({ until: '2027-04-01' }, CLOCK + 15 * HOUR)).toEqual(['ends', 'days_left']);
  });
  it('warns when the end has passed, and not when an extension is signed', () => {
    expect(keys({ until: '2027-02-01' })).toEqual(['ends', 'days_left']);
    const signed = { KR: '2027-01-20', KH: '2027-01-21' };
    expect(keys({ until: '2027-02-01', extensions: [{ until: '2027-12-31', signed }] })).toEqual([]);
    expect(
      keys({ until: '2027-02-01', extensions: [{ until: '2027-12-31', signed: { KR: null, KH: null } }] }),
    ).toEqual(['ends', 'days_left']);
  });
  it('looks at the end of teams from drafting to extended', () => {
    expect(keys({ until: '2027-03-02', status: 'drafting' })).toEqual(['ends', 'days_left']);
    expect(keys({ until: '2027-03-02', status: 'proposed' })).toEqual([]);
    expect(keys({ until: '2027-03-02', status: 'closed' })).toEqual([]);
  });
  it('asks for the evaluation after its due day until it is made, of closed teams too', () => {
    expect(keys({ evaluationDue: '2027-03-01' })).toEqual([]);
    expect(keys({ evaluationDue: '2027-02-28' })).toEqual(['evaluation_due']);
    expect(keys({ evaluationDue: '2027-02-28', status: 'closed' })).toEqual(['evaluation_due']);
    expect(keys({ evaluationDue: '2027-02-28', status: 'evaluated' })).toEqual([]);
    expect(keys({ evaluationDue: '2027-02-28', status: 'withdrawn' })).toEqual([]);
  });
});

describe('R-JIT-08 extensions', () => {
  const on = (date: string | null) => ({ KR: '2027-03-01', KH: date });
  const keys = (...extensions: PlanJit['extensions']) =>
    keysSaid('R-JIT-08', withJit({ until: '2027-03-31', extensions }));
  it('are signed by all, no later than the end they extend', () => {
    expect(keys({ until: '2027-06-30', signed: on('2027-03-31') })).toEqual([]);
    expect(keys({ until: '2027-06-30', signed: on('2027-04-01') })).toEqual(['signed_late']);
    expect(keys({ until: '2027-06-30', signed: on(null) })).toEqual(['not_signed']);
  });
  it('count in order of their end, whatever the order of the list', () => {
    const second = { until: '2027-09-30', signed: on('2027-06-30') };
    expect(keys(second, { until: '2027-06-30', signed: on('2027-03-31') })).toEqual([]);
    expect(keys(second)).toEqual(['signed_late']);
  });
  it('an unsigned extension moves nothing for the next', () => {
    expect(keys({ until: '2027-06-30', signed: on(null) }, { until: '2027-09-30', signed: on('2027-06-30') })).toEqual([
      'not_signed',
      'signed_late',
    ]);
  });
});

describe('R-JIT-09 belonging', () => {
  it('is by any role', () => {
    expect(said('R-JIT-09', withJit({ leaders: {} }))).toEqual(['warn T1']);
    for (const role of [
      { members: ['P1'] },
      { seconded: { P1: 'KH' } },
      { participants: ['P1'] },
      { leaders: { KR: 'P1' } },
    ]) {
      expect(said('R-JIT-09', withJit({ leaders: {}, ...role }))).toEqual([]);
    }
  });
});
