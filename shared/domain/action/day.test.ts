import { describe, expect, it } from 'vitest';
import { CLOCK, H_HOUR, HOUR, makePlan, makeTask } from '#test/builders/plan.ts';
import { buildFacts } from '../facts/facts.ts';
import { actionDay, dueTasks } from './day.ts';

const facts = (...tasks: readonly Partial<Parameters<typeof makeTask>[0]>[]) =>
  buildFacts(makePlan({ tasks: tasks.map((task) => makeTask(task)) }), CLOCK);

describe('the action day', () => {
  it('goes from 24 h before H to 24 h after it, limits included', () => {
    expect(actionDay(facts())).toEqual({ from: H_HOUR - 24 * HOUR, to: H_HOUR + 24 * HOUR });
    const due = dueTasks(
      facts(
        { id: 'T1', at: 'H+24:01' },
        { id: 'T2', at: 'H+24:00' },
        { id: 'T3', at: 'H-25:00', minutes: 60 },
        { id: 'T4', at: 'H-25:00', minutes: 59 },
        { id: 'T5', at: 'H+00:00', status: 'cancelled' },
        { id: 'T6', at: null },
      ),
    );
    expect(due.map(({ task }) => task.id)).toEqual(['T3', 'T5', 'T2']);
  });
  it('without H (R-OP-11) is the D-day on the reference clock', () => {
    const plan = makePlan();
    const blind = buildFacts({ ...plan, operation: { ...plan.operation, hHour: null } }, CLOCK);
    expect(actionDay(blind)).toEqual({ from: Date.UTC(2027, 2, 15, 17), to: Date.UTC(2027, 2, 16, 17) });
  });
});
