/** Late is computed from the clock and the span, to the minute. */
import { describe, expect, it } from 'vitest';
import { H_HOUR, HOUR, makePlan, makeTask } from '#test/builders/plan.ts';
import type { PlanTask } from '../../model/plan.ts';
import { buildFacts } from '../facts/facts.ts';
import { taskLate } from './index.ts';

const late = (overrides: Partial<PlanTask>, clock: number): ReturnType<typeof taskLate> => {
  const task = makeTask(overrides);
  return taskLate(buildFacts(makePlan({ tasks: [task] }), clock), task);
};

describe('taskLate', () => {
  it.each(['planned', 'ready'] as const)('a %s task is late after its start', (status) => {
    expect(late({ status }, H_HOUR)).toBeNull();
    expect(late({ status }, H_HOUR + 1)).toBe('start');
  });
  it('a running task is late after its end', () => {
    expect(late({ status: 'in_progress' }, H_HOUR + HOUR)).toBeNull();
    expect(late({ status: 'in_progress' }, H_HOUR + HOUR + 1)).toBe('end');
  });
  it.each(['done', 'cancelled', 'aborted'] as const)('a task that is %s is never late', (status) => {
    expect(late({ status }, H_HOUR + 100 * HOUR)).toBeNull();
  });
  it('what has no known time is not late', () => {
    expect(late({ at: null }, H_HOUR + HOUR)).toBeNull();
    expect(late({ status: 'in_progress', minutes: null }, H_HOUR + 100 * HOUR)).toBeNull();
  });
});
