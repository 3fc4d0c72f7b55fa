import { describe, expect, it } from 'vitest';
import { findingsOf, H_HOUR, HOUR, keysSaid, LIMITS, makePlan, makeTask, said } from '#test/builders/plan.ts';
import type { PlanAcknowledgement } from '../../model/held.ts';
import type { PlanOrder, PlanTask } from '../../model/plan.ts';
import type { OperationState } from '../../model/vocabulary.ts';
import { buildFacts } from '../facts/facts.ts';
import { withPlan } from '../facts/overlay.ts';
import { recheck } from './recheck.ts';
import { sweep } from './sweep.ts';

const ack = (overrides: Partial<PlanAcknowledgement> = {}): PlanAcknowledgement => ({
  agency: 'KRP',
  version: 3,
  on: '2027-03-01',
  ...overrides,
});
function plan(
  order: Partial<PlanOrder> | null,
  { task = {}, status = 'approved' }: { readonly task?: Partial<PlanTask>; readonly status?: OperationState } = {},
) {
  const { operation } = makePlan();
  return makePlan({
    tasks: [makeTask({ ...task })],
    operation: {
      ...operation,
      status,
      order: order && { version: 3, sections: {}, state: 'issued', acknowledgements: [], ...order },
    },
  });
}
const at = (hoursBefore: number) => ({ clock: H_HOUR - hoursBefore * HOUR });

describe('R-OP-07 acknowledgement of the order', () => {
  it('is asked of each agency with a task in the next 72 h, limit included', () => {
    expect(said('R-OP-07', plan({}), at(72))).toEqual(['warn KRP']);
    expect(said('R-OP-07', plan({}), { clock: H_HOUR - 72 * HOUR - 1 })).toEqual([]);
    expect(said('R-OP-07', plan({ acknowledgements: [ack()] }), at(72))).toEqual([]);
    expect(findingsOf('R-OP-07', plan({}), at(72))[0]?.items).toEqual([
      { key: 'not_acknowledged', value: 3 },
      { key: 'task', ref: 'T1' },
    ]);
  });
  it('counts a task that runs, and none that is over, done or cancelled', () => {
    expect(said('R-OP-07', plan({}), at(-0.99))).toEqual(['warn KRP']);
    expect(said('R-OP-07', plan({}), at(-1))).toEqual([]);
    for (const status of ['done', 'cancelled', 'aborted'] as const)
      expect(said('R-OP-07', plan({}, { task: { status } }), at(1))).toEqual([]);
  });
  it('blocks while the next step is the go, and from then on', () => {
    for (const status of ['pre_operational', 'go', 'executing'] as const)
      expect(said('R-OP-07', plan({}, { status }), at(1))).toEqual(['block KRP']);
    for (const status of ['planning', 'approved', 'post_operational'] as const)
      expect(said('R-OP-07', plan({}, { status }), at(1))).toEqual(['warn KRP']);
  });
  it('is of the version in issue and given, not asked for or dated ahead', () => {
    const keys = (acknowledgement: Partial<PlanAcknowledgement>) =>
      keysSaid('R-OP-07', plan({ acknowledgements: [ack(acknowledgement)] }), at(1));
    expect(keys({ version: 2 })).toEqual(['acknowledged_other', 'task']);
    expect(keys({ on: null })).toEqual(['not_acknowledged', 'task']);
    expect(keys({ on: '2027-03-17' })).toEqual(['not_acknowledged', 'task']);
    expect(keys({ on: '2027-03-16' })).toEqual([]);
    expect(keys({ agency: 'KHP' })).toEqual(['not_acknowledged', 'task']);
  });
  it('finds an order not in issue only when the go is next', () => {
    for (const state of ['draft', 'review', 'superseded'] as const) {
      expect(said('R-OP-07', plan({ state }), at(1))).toEqual([]);
      expect(keysSaid('R-OP-07', plan({ state }, { status: 'pre_operational' }), at(1))).toEqual([
        'not_issued',
        'task',
      ]);
    }
  });
  it('is silent without an order or its state, and where acknowledgements were not released', () => {
    expect(said('R-OP-07', plan(null), at(1))).toEqual([]);
    expect(said('R-OP-07', plan({ state: null, acknowledgements: [ack({ version: 1 })] }), at(1))).toEqual([]);
    expect(
      said('R-OP-07', plan({}), {
        ...at(1),
        withheld: (item, field) => item === 'OP-1' && field === 'acknowledgements',
      }),
    ).toEqual([]);
  });
  it('reads the window of the operation', () => {
    const wide = { ...plan({}), limits: { ...LIMITS, ackWindowH: 96 } };
    expect(said('R-OP-07', wide, at(96))).toEqual(['warn KRP']);
    expect(said('R-OP-07', wide, at(96.01))).toEqual([]);
  });
  it('is asked again when the order or the state of the operation changes', () => {
    const before = buildFacts(plan({}), H_HOUR - HOUR);
    const done = withPlan(before, plan({ acknowledgements: [ack()] }));
    const same = { ...done.plan, tasks: before.plan.tasks, agencies: before.plan.agencies };
    expect(recheck(before, withPlan(before, same), sweep(before)).map((one) => one.rule)).not.toContain('R-OP-07');
    const next = { ...before.plan, operation: { ...before.plan.operation, status: 'go' as const } };
    expect(recheck(before, withPlan(before, next), sweep(before)).find((one) => one.rule === 'R-OP-07')?.severity).toBe(
      'block',
    );
  });
});
