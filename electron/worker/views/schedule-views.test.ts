import { describe, expect, it } from 'vitest';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { scheduleCalls } from '#shared/contract/schedule.ts';
import { CLOCK, H_HOUR, HOUR, makeMovement, makePlan, makeTask } from '#test/builders/plan.ts';
import { findTarget, scheduleOfPlan, targetSchedules, targetViews, taskSchedules } from './schedule-views.ts';

const decision = makeTask({ id: 'DP', at: 'H-02:00', kind: 'decision' });
const tasks = [
  makeTask({ id: 'A', at: 'H-10:00', minutes: 60 }),
  makeTask({ id: 'B', at: 'H-09:00', minutes: 120, dependencies: [{ on: 'A', type: 'FS', lag: 0 }] }),
  makeTask({ id: 'C', at: 'H+20:00', minutes: 60, dependencies: [{ on: 'B', type: 'FS', lag: 0 }] }),
  makeTask({ id: 'D', at: 'H+20:00', minutes: 60, dependencies: [{ on: 'C', type: 'FS', lag: 0 }] }),
  makeTask({ id: 'X' }),
  decision,
];
const movement = makeMovement({ id: 'M1', task: 'D', depart: H_HOUR + 20 * HOUR });
const facts = buildFacts(makePlan({ tasks, movements: [movement] }), CLOCK);
const plan = scheduleOfPlan(facts);
const idOf = (code: string): string => `id-${code}`;

describe('targets', () => {
  it('are the go decision and the departures, with what decides when they can be', () => {
    expect(
      targetViews(facts, plan, idOf).map((t) => [t.code, t.kind, t.task, t.lateMinutes, t.pathTasks, t.wayTasks]),
    ).toEqual([
      ['DP', 'go', 'id-DP', 0, 1, 1],
      ['M1', 'departure', 'id-D', 60, 2, 4],
    ]);
  });
  it('are found by their own code and by that of their task', () => {
    expect(findTarget(plan, 'M1')).toBe(findTarget(plan, 'D'));
    expect(findTarget(plan, 'X')).toBeNull();
  });
  it('are worked out once for the same facts', () => expect(scheduleOfPlan(facts)).toBe(plan));
});

describe('tasks', () => {
  const target = findTarget(plan, 'M1');
  if (!target) throw new Error('no M1');
  it('on the way carry slack, their place on the path and on the chain; others are left out', () => {
    const asked = ['A', 'B', 'C', 'D', 'X'].map((code) => ({ id: idOf(code), code }));
    const rows = taskSchedules(plan, target, asked);
    expect(rows.map((r) => [r.code, r.totalMinutes, r.marginMinutes, r.pathStep, r.chainStep])).toEqual([
      ['A', 27 * 60, 26 * 60, null, 1],
      ['B', 27 * 60, 26 * 60, null, 2],
      ['C', 0, -60, 1, 3],
      ['D', 0, -60, 2, 4],
    ]);
    const answer = { cycle: null, target: null, path: [], tasks: rows.map((row) => ({ ...row, id: 'x'.repeat(32) })) };
    expect(scheduleCalls['schedule.of'].out.safeParse(answer).success).toBe(true);
  });
  it('name every target that waits for them', () => {
    expect(targetSchedules(facts, plan, 'B').map((t) => [t.target, t.kind, t.totalMinutes])).toEqual([
      ['M1', 'departure', 27 * 60],
    ]);
    expect(targetSchedules(facts, plan, 'X')).toEqual([]);
  });
});

describe('a cycle (R-OP-01), as a merge may leave one', () => {
  it('is named as the list of its tasks, and nothing else is told', () => {
    const looped = tasks.map((task) =>
      task.id === 'A' ? { ...task, dependencies: [{ on: 'C', type: 'SS' as const, lag: 0 }] } : task,
    );
    const broken = scheduleOfPlan(buildFacts(makePlan({ tasks: looped, movements: [movement] }), CLOCK));
    expect(broken.cycle?.toSorted()).toEqual(['A', 'B', 'C']);
    expect(broken.targets).toEqual([]);
  });
});
