import { describe, expect, it } from 'vitest';
import { findingsOf, keysSaid, makePerson, makePlan, makeRecord, makeTask, said } from '#test/builders/plan.ts';
import type { PlanRecord, PlanTask } from '../../model/plan.ts';
import { LEVELS } from '../../model/vocabulary.ts';

const [LOW, MIDDLE, HIGH] = LEVELS;
const plan = (clearance: 1 | 2 | 3, task: Partial<PlanTask>, records: readonly Partial<PlanRecord>[] = []) =>
  makePlan({
    people: [makePerson({ clearance })],
    tasks: [makeTask({ people: ['P1'], jit: 'J1', movement: 'M1', ...task })],
    records: records.map((record) => makeRecord({ links: ['J1'], ...record })),
  });

describe('R-PER-15 clearance', () => {
  it.each([
    [1, LOW, true],
    [1, MIDDLE, false],
    [2, MIDDLE, true],
    [2, HIGH, false],
    [3, HIGH, true],
  ] as const)('%d for %s: %s', (clearance, level, good) => {
    expect(said('R-PER-15', plan(clearance, { level }))).toEqual(good ? [] : ['block P1']);
  });
  it('counts the records of the team and of the movement of the task', () => {
    for (const links of [['J1'], ['M1']])
      expect(keysSaid('R-PER-15', plan(1, { level: LOW }, [{ level: MIDDLE, links }]))).toEqual([
        'task',
        'record',
        'clearance',
      ]);
    expect(said('R-PER-15', plan(2, { level: LOW }, [{ level: MIDDLE }]))).toEqual([]);
    expect(said('R-PER-15', plan(1, { level: LOW }, [{ level: MIDDLE, links: ['OP-1', 'J2'] }]))).toEqual([]);
  });
  it('counts an unmarked record as the highest, unless its level was not released', () => {
    const bare = plan(2, { level: LOW }, [{ level: null }]);
    expect(said('R-PER-15', bare)).toEqual(['block P1']);
    expect(said('R-PER-15', bare, { withheld: (item, field) => item === 'D1' && field === 'level' })).toEqual([]);
  });
  it('asks nothing of a task without a marking of its own, nor of one that is off', () => {
    expect(said('R-PER-15', plan(1, { level: null }, [{ level: HIGH }]))).toEqual([]);
    expect(said('R-PER-15', plan(1, { level: HIGH, status: 'cancelled' }))).toEqual([]);
  });
  it('says nothing of a clearance that was not released', () => {
    const seen = { withheld: (item: string, field: string) => item === 'P1' && field === 'clearance' };
    expect(said('R-PER-15', plan(1, { level: HIGH }), seen)).toEqual([]);
    expect(said('R-PER-15', plan(2, { level: HIGH }), seen)).toEqual(['block P1']);
  });
  it('names each task and record', () => {
    expect(findingsOf('R-PER-15', plan(1, { level: MIDDLE }, [{ level: HIGH }]))[0]?.items).toEqual([
      { key: 'task', ref: 'T1' },
      { key: 'record', ref: 'D1' },
      { key: 'clearance', value: 1 },
    ]);
  });
});
