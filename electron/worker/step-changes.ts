import type { Change } from '#db/store-types.ts';
import type { StepEvidence } from '#shared/contract/steps.ts';
import { approvalBefore, type Evidence, isStopping, recordsSteps, type Step } from '#shared/domain/lifecycles/index.ts';
import { personNamed } from '#shared/domain/overrides/index.ts';
import { pagesOf } from '#shared/domain/order/order-text.ts';
import { keyOf } from '#shared/domain/rules/sweep.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import type { Finding, LocalDate, PlanMovement } from '#shared/model/plan.ts';
import { formatInstant } from '#shared/time/instant.ts';
import type { StepItem } from './step-items.ts';
import { hashOfText } from './views/order-views.ts';
import { type OperationState, planOf, recordOf } from './views/state.ts';

interface Taken {
  readonly state: OperationState;
  readonly item: StepItem;
  readonly step: Step;
  readonly said: StepEvidence;
  readonly evidence: Evidence;
  /** Device clock. */
  readonly now: number;
  /** Text of an order that is issued; null for every other step. */
  readonly keep: string | null;
}
type Fields = Extract<Change, { type: 'create' }>['fields'];

/** Findings a step went past because they were lifted. */
export const passedBy = ({ step, evidence }: Pick<Taken, 'step' | 'evidence'>): readonly Finding[] => {
  const lifted = new Set((evidence.liftings ?? []).map(keyOf));
  return (evidence.findings ?? []).filter((finding) => isStopping(step, finding) && lifted.has(keyOf(finding)));
};

/**
 * Everything a step writes: the state, the record of the step, and what its kind keeps of the evidence in fields of its own. `mark` keeps
 * the new records of several items apart that take the step together.
 */
export function changesOf(taken: Taken, mark = ''): readonly Change[] {
  const { state, item, step, said, evidence } = taken;
  const on = said.date ?? evidence.today;
  const set = (field: string, value: Wire, rec = item.record): Change => ({ type: 'set', rec, field, value });
  const make = (kind: string, fields: Fields, key = kind): Change => ({
    type: 'create',
    kind,
    key: `${key}${mark}`,
    fields: { operation: state.id, ...fields },
  });
  const changes: Change[] = [make('stepTaken', stepFields(taken, on))];
  switch (item.kind) {
    case 'agreement':
      changes.push(set('state', [step.to, on]), ...agreementChanges(taken, on, set, make));
      break;
    case 'order':
      changes.push(set('state', step.to));
      if (step.to === 'issued') changes.push(...pagesToKeep(taken, make));
      break;
    case 'asset': {
      changes.push(set('state', step.to));
      const { order } = said;
      if (order !== null) changes.push(set('order', [order.ref, order.date, order.final ? 1 : 0]));
      break;
    }
    case 'request':
      changes.push(set('status', step.to));
      if (step.to === 'submitted') changes.push(set('on', on));
      if ((step.to === 'answered' || step.to === 'partly_answered') && evidence.reference)
        changes.push(set('answerRef', evidence.reference.slice(0, 500)));
      break;
    case 'movement':
      changes.push(set('status', step.to));
      if (step.to === 'handed_over' && said.handover !== null)
        changes.push(make('handover', handoverFields(taken, said.handover)));
      break;
    case 'operation':
    case 'task':
    case 'jit':
    case 'release':
    case 'deconfliction':
      changes.push(set('status', step.to));
      break;
    case 'screening':
      // Traveller rows lie under a key of their own; `itemNamed` never hands one out.
      throw new Error('broken promise: the screening of a person is no step of the plan');
  }
  return changes;
}

/** What the version says from now on, for ever: the plan of this moment, page by page under one hash. */
function pagesToKeep(
  { keep, item }: Taken,
  make: (kind: string, fields: Fields, key: string) => Change,
): readonly Change[] {
  const pages = keep === null ? null : pagesOf(keep);
  if (keep === null || pages === null) throw new Error('broken promise: an order that is issued has a text');
  const hash = hashOfText(keep);
  return pages.map((text, n) =>
    make('orderPage', { of: item.record, page: n + 1, pages: pages.length, text, hash }, `page ${n + 1}`),
  );
}

/** Code of a person of the plan, or the name as typed. */
const whoIs = (state: OperationState, text: string): string =>
  (personNamed(planOf(state), text)?.id ?? text.trim()).slice(0, 200);

function stepFields(taken: Taken, on: LocalDate): Fields {
  const { state, item, step, said, evidence } = taken;
  const text = (value: string | null | undefined, max: number): string | null => value?.slice(0, max) ?? null;
  const passed = passedBy(taken);
  const acknowledged = Object.entries(evidence.acknowledged ?? {});
  return {
    of: item.record,
    states: [step.from, step.to],
    on,
    by: whoIs(state, said.by),
    role: said.role,
    second: evidence.second ? whoIs(state, evidence.second) : null,
    reference: text(evidence.reference, 500),
    reason: text(evidence.reason, 2_000),
    authority: text(evidence.authority, 500),
    review: said.review,
    persons: said.handover?.persons ?? null,
    acknowledged: item.kind === 'order' && acknowledged.length > 0 ? acknowledged.map(([a, day]) => [a, day]) : null,
    lifted: passed.length === 0 ? null : passed.slice(0, 1_000).map(({ rule, subject }) => [rule, subject]),
  };
}

function agreementChanges(
  { state, item, step, evidence }: Taken,
  on: LocalDate,
  set: (field: string, value: Wire, rec?: string) => Change,
  make: (kind: string, fields: Fields, key?: string) => Change,
): readonly Change[] {
  const paper = state.facts.agreements.get(item.code);
  if (!paper) return [];
  const changes: Change[] = [];
  if (recordsSteps(paper)) {
    const kept = paper.approval.length;
    const steps = [
      ...approvalBefore(paper).slice(kept),
      { step: step.to, date: on, ref: evidence.reference?.slice(0, 500) ?? null },
    ];
    steps.forEach((one, n) => {
      const fields = { agreement: item.record, step: [one.step, one.date, one.ref] };
      changes.push(make('approvalStep', fields, `approval ${n}`));
    });
  }
  const successor = step.to === 'superseded' && evidence.successor ? recordOf(state, evidence.successor) : null;
  if (successor !== null) changes.push(set('supersedes', item.record, successor));
  return changes;
}

/** Counts by nationality and category where everybody was handed over; else the number alone, in the record of the step. */
function handoverFields(
  { state, item, now }: Taken,
  { place, persons, givenBy, takenBy }: NonNullable<StepEvidence['handover']>,
): Fields {
  const pax: PlanMovement['pax'] = state.facts.movements.get(item.code)?.pax ?? [];
  const all = pax.reduce((sum, { n }) => sum + n, 0) === persons;
  const groups = all ? pax.map(({ nat, cat, n }) => [nat, cat, n]) : [];
  return {
    movement: item.record,
    record: [formatInstant(Math.floor(now / 1_000) * 1_000), place.slice(0, 500), groups],
    signedBy: [givenBy, takenBy],
  };
}
