import type { StepEvidence } from '#shared/contract/steps.ts';
import { withPlan } from '#shared/domain/facts/overlay.ts';
import type { Facts } from '#shared/domain/facts/facts.ts';
import {
  type Evidence,
  type PlanKind,
  planEvidence,
  type Said,
  type StateOf,
} from '#shared/domain/lifecycles/index.ts';
import { liftingsFor, personNamed } from '#shared/domain/overrides/index.ts';
import type { Session } from './session.ts';
import { handedOver, orderVersions, type StepItem } from './step-items.ts';
import { acknowledgementsOf, recipientsOf } from './views/order-views.ts';
import { type OperationState, planOf } from './views/state.ts';

const given = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim());

/** The facts with a court order that the step itself records: the rules judge the asset with it. */
function factsWith(facts: Facts, item: StepItem, { order }: StepEvidence): Facts {
  if (item.kind !== 'asset' || order === null) return facts;
  const assets = facts.plan.assets.map((asset) => (asset.id === item.code ? { ...asset, order } : asset));
  return withPlan(facts, { ...facts.plan, assets });
}

function countsOf(session: Session, state: OperationState, item: StepItem): NonNullable<Evidence['counts']> | null {
  const movement = item.kind === 'movement' ? state.facts.movements.get(item.code) : undefined;
  const handed = movement ? handedOver(session, state, item.record) : null;
  if (!movement || handed === null) return null;
  return { departed: movement.pax.reduce((sum, { n }) => sum + n, 0), handedOver: handed };
}

/** Acknowledgements on record of an order count, and those the person who takes the step names. */
function acknowledgedBy(session: Session, state: OperationState, item: StepItem, said: StepEvidence) {
  const rows = session.states.rows(state.id);
  const order = rows.find(({ id }) => id === item.record);
  return { ...said.acknowledged, ...(order ? acknowledgementsOf(state, rows, order) : {}) };
}

/** All evidence for a step: what the person says, what the plan and the records hold, the rules, and what was lifted. */
export function evidenceFor(
  session: Session,
  state: OperationState,
  item: StepItem,
  to: string,
  said: StepEvidence,
): Evidence {
  const plan = planOf(state);
  // A code and the name it stands for are one person, so both become the name.
  const name = (text: string): string => personNamed(plan, text)?.name ?? text.trim();
  const second = given(said.second);
  const full: Said = {
    by: { person: name(said.by), role: said.role },
    second: second === null ? null : name(second),
    date: said.date,
    since: item.since,
    cameFrom: item.cameFrom,
    reference: given(said.reference),
    reason: given(said.reason),
    authority: given(said.authority),
    review: said.review,
    ratification: said.ratification,
    successor: given(said.successor),
    order: said.order,
    handover: said.handover,
    counts: countsOf(session, state, item),
    ...(item.kind === 'order'
      ? {
          version: orderVersions(session, state, item.record),
          recipients: recipientsOf(state),
          acknowledged: acknowledgedBy(session, state, item, said),
        }
      : {}),
  };
  const { kind } = item;
  const evidence: Evidence =
    kind === 'order' || kind === 'screening'
      ? { ...full, today: state.facts.today, findings: state.findings }
      : planEvidence<PlanKind>(factsWith(state.facts, item, said), kind, item.code, to as StateOf[PlanKind], full);
  return { ...evidence, liftings: liftingsFor(evidence.findings ?? [], plan, state.facts.today) };
}
