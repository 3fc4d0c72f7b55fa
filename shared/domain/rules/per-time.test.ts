import { describe, expect, it } from 'vitest';
import { findingsOf, LIMITS, makePerson, makePlan, makeTask, said } from '#test/builders/plan.ts';
import type { PlanTask } from '../../model/plan.ts';

const days = (...tasks: readonly Partial<PlanTask>[]) =>
  makePlan({
    people: [makePerson()],
    tasks: tasks.map((task, i) => makeTask({ id: `T${i + 1}`, people: ['P1'], ...task })),
  });

describe('R-PER-04 transit', () => {
  it('takes 4 h within a country and 12 h between countries', () => {
    expect(said('R-PER-04', days({ site: 'K1' }, { site: 'K2', at: 'H+05:00' }))).toEqual([]);
    expect(said('R-PER-04', days({ site: 'K1' }, { site: 'K2', at: 'H+04:59' }))).toEqual(['warn P1']);
    expect(said('R-PER-04', days({ site: 'K1' }, { site: 'R1', at: 'H+13:00' }))).toEqual([]);
    expect(said('R-PER-04', days({ site: 'K1' }, { site: 'R1', at: 'H+12:59' }))).toEqual(['warn P1']);
  });
  it('takes nothing at one site and for remote tasks', () => {
    expect(said('R-PER-04', days({ site: 'K1' }, { site: 'K1', at: 'H+01:00' }))).toEqual([]);
    expect(said('R-PER-04', days({ site: 'K1' }, { site: 'REM', at: 'H+01:00' }))).toEqual([]);
  });
  it('looks past a remote task in between', () => {
    expect(
      said('R-PER-04', days({ site: 'K1' }, { site: 'REM', at: 'H+01:00' }, { site: 'R1', at: 'H+05:00' })),
    ).toEqual(['warn P1']);
  });
  it('measures from the latest end so far and calls an overlap too short', () => {
    const nested = days({ site: 'K1', minutes: 600 }, { site: 'K1', at: 'H+01:00' }, { site: 'K2', at: 'H+12:00' });
    expect(said('R-PER-04', nested)).toEqual(['warn P1']);
    expect(findingsOf('R-PER-04', nested)[0]?.items).toContainEqual({ key: 'from', ref: 'T1' });
    expect(said('R-PER-04', days({ site: 'K1', load: 50 }, { site: 'K2', load: 50 }))).toEqual(['warn P1']);
  });
});

describe('R-PER-11 rest', () => {
  it('is at least 11 h between duty periods', () => {
    expect(said('R-PER-11', days({}, { at: 'H+12:00' }))).toEqual([]);
    expect(said('R-PER-11', days({}, { at: 'H+11:59' }))).toEqual(['warn P1']);
  });
  it('joins tasks less than 3 h apart into one period', () => {
    expect(said('R-PER-11', days({}, { at: 'H+03:59' }))).toEqual([]);
    expect(said('R-PER-11', days({}, { at: 'H+04:00' }))).toEqual(['warn P1']);
  });
  it('measures from the end of the period, not of its last task', () => {
    expect(said('R-PER-11', days({ minutes: 480 }, { at: 'H+01:00' }, { at: 'H+18:59' }))).toEqual(['warn P1']);
    expect(said('R-PER-11', days({ minutes: 480 }, { at: 'H+01:00' }, { at: 'H+19:00' }))).toEqual([]);
  });
  it('leaves out tasks of 24 h and more, and below half load', () => {
    expect(said('R-PER-11', days({ minutes: 1440 }, { at: 'H+30:00' }))).toEqual([]);
    expect(said('R-PER-11', days({ minutes: 1439 }, { at: 'H+30:00' }))).toEqual(['warn P1']);
    expect(said('R-PER-11', days({ load: 49 }, { at: 'H+05:00' }))).toEqual([]);
    expect(said('R-PER-11', days({ load: 50 }, { at: 'H+05:00' }))).toEqual(['warn P1']);
  });
  it('follows the limits of the operation', () => {
    const plan = days({}, { at: 'H+09:00' });
    expect(said('R-PER-11', { ...plan, limits: { ...LIMITS, restH: 8 } })).toEqual([]);
  });
});

describe('R-PER-13 duty', () => {
  it('lasts at most 14 h', () => {
    expect(said('R-PER-13', days({ minutes: 840 }))).toEqual([]);
    expect(said('R-PER-13', days({ minutes: 841 }))).toEqual(['warn P1']);
  });
  it('counts the gaps of a period', () => {
    expect(said('R-PER-13', days({ minutes: 360 }, { at: 'H+08:30', minutes: 330 }))).toEqual([]);
    expect(said('R-PER-13', days({ minutes: 360 }, { at: 'H+08:30', minutes: 331 }))).toEqual(['warn P1']);
  });
  it('ends a period at a gap of 3 h', () => {
    expect(said('R-PER-13', days({ minutes: 480 }, { at: 'H+11:00', minutes: 480 }))).toEqual([]);
  });
});
