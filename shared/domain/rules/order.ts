/** The operational order in the hands of those who act on it. */
import type { PlanAcknowledgement } from '../../model/held.ts';
import type { FindingItem, PlanAgency, PlanOperation } from '../../model/plan.ts';
import type { OperationState, OrderState } from '../../model/vocabulary.ts';
import { type Facts, isLive, leastSpan } from '../facts/facts.ts';
import { hours, itemsOf, type Rule, ruleAbout } from './rule.ts';

/** From here on the next step is the go, or it has been given. */
const AT_GO: ReadonlySet<OperationState> = new Set(['pre_operational', 'go', 'executing']);
const IN_ISSUE: ReadonlySet<OrderState> = new Set(['issued', 'acknowledged']);

/** Tasks of an agency that run or begin within the window, limit included. */
function tasksSoon(facts: Facts, agency: PlanAgency): readonly string[] {
  const until = facts.clock + hours(facts.plan.limits.ackWindowH);
  return facts.tasks
    .by('owner', agency.id)
    .filter((task) => {
      const span = isLive(task) && task.status !== 'done' ? leastSpan(facts, task) : null;
      return span !== null && span.end > facts.clock && span.start <= until;
    })
    .map((task) => task.id);
}

const given = ({ on }: PlanAcknowledgement, { today }: Facts): boolean => on !== null && on <= today;

/** Why an agency cannot be taken to act on this order; null when it can, or nothing is recorded of it. */
function orderFault(facts: Facts, agency: PlanAgency, { status, order }: PlanOperation): FindingItem | null {
  if (order === null || order.state === null) return null;
  if (!IN_ISSUE.has(order.state)) {
    return AT_GO.has(status) ? { key: 'not_issued', value: order.version } : null;
  }
  const own = order.acknowledgements.filter((one) => one.agency === agency.id && given(one, facts));
  if (own.some((one) => one.version === order.version) || facts.withheld(facts.plan.operation.id, 'acknowledgements'))
    return null;
  const last = Math.max(0, ...own.map((one) => one.version));
  return last > 0
    ? { key: 'acknowledged_other', value: last, also: { current: order.version } }
    : { key: 'not_acknowledged', value: order.version };
}

const acknowledged = ruleAbout(
  'agency',
  {
    id: 'R-OP-07',
    reads: ['operation', 'agencies', 'tasks', 'limits', 'time'],
    title: 'The current order is acknowledged by each agency with a task in the next 72 h',
    severity: 'block',
    gate: 'go',
    cadence: 'hour',
  },
  (facts, agency) => {
    const { operation } = facts.plan;
    const fault = orderFault(facts, agency, operation);
    if (fault === null) return null;
    const tasks = tasksSoon(facts, agency);
    if (tasks.length === 0) return null;
    return {
      severity: AT_GO.has(operation.status) ? 'block' : 'warn',
      items: [fault, ...itemsOf('task', tasks)],
    };
  },
);

export const ORDER_RULES: readonly Rule[] = [acknowledged];
