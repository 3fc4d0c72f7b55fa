import type { StepEvidence, StepOptions } from '#shared/contract/steps.ts';
import {
  askedFor,
  checkStep,
  type Evidence,
  isAsked,
  isMet,
  isSealed,
  isState,
  lackWords,
  type LifecycleKind,
  lifecycleOf,
  type Missing,
  missingFor,
  NOTHING_SAID,
  type Role,
  ROLE_WORDS,
  type StateOf,
  type Step,
  stepBetween,
  stepsFrom,
  verbKeyOf,
} from '#shared/domain/lifecycles/index.ts';
import { holdsCommand, personNamed } from '#shared/domain/overrides/index.ts';
import { pagesOf } from '#shared/domain/order/order-text.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { isDate } from '#shared/time/calendar.ts';
import { done, type HandlersOf, refuse, withOperation } from './context.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import { readOnly, settled } from './planning-handlers.ts';
import type { Session } from './session.ts';
import { changesOf, passedBy } from './step-changes.ts';
import { evidenceFor } from './step-evidence.ts';
import { itemNamed, STEP_LABEL, type StepItem } from './step-items.ts';
import { findingView, worstFirst } from './views/finding-views.ts';
import { isSpent, textToKeep } from './views/order-views.ts';
import { type OperationState, planOf } from './views/state.ts';

type AnyState = StateOf[LifecycleKind];
/** The item, or a refusal that says why it has no steps here. */
function found(state: OperationState, session: Session, text: string) {
  const result = itemNamed(state, session, text);
  if (result.is === 'item') return { ok: true as const, value: result.item };
  return refuse(
    result.is === 'sealed'
      ? refusal(
          'step.sealed',
          text,
          'the screening of a person is kept sealed with the traveller rows and is not taken here',
        )
      : refusal('step.no-item', text, 'nothing of this name in the operation lives through stages'),
  );
}

/** Whom the plan names for a role of command; null: nobody, or the role is no matter of the plan. */
function holderOf(state: OperationState, role: Role): string | null {
  const { strategic, tactical } = planOf(state).operation.command;
  const code = role === 'strategic_commander' ? strategic : role === 'tactical_commander' ? tactical : null;
  return code === null ? null : (state.facts.people.get(code)?.name ?? code);
}

const infoOf = (item: StepItem, name: string) =>
  lifecycleOf(item.kind).info[name] ?? { stage: 'open' as const, name: { en: name, fr: name } };

/** Steps out of the present state. Returns to states it did not come from are no steps of this item. */
export const stepsOf = (item: StepItem): readonly Step[] =>
  isState(item.kind, item.state)
    ? stepsFrom(item.kind, item.state as AnyState).filter(
        (step) =>
          !step.returns || item.cameFrom === null || (step.origins ?? [step.to]).includes(item.cameFrom as never),
      )
    : [];

export function optionOf(
  state: OperationState,
  session: Session,
  item: StepItem,
  step: Step,
): StepOptions['steps'][number] {
  const [role] = step.by;
  const said: StepEvidence = { ...NOTHING_SAID, by: '-', role: role ?? 'planner' };
  const evidence = evidenceFor(session, state, item, step.to, said);
  const asks = askedFor(step, (need) => isMet(need, evidence));
  // What the dialog is going to ask for is not held against the step before anybody could answer (R-FIN-06, R-AGR-06).
  const asif = evidenceFor(session, state, item, step.to, {
    ...said,
    reference: asks.includes('reference') ? '-' : null,
    order: asks.includes('order') ? { ref: '-', date: state.facts.today, final: true } : null,
  });
  // Acknowledgements are recorded agency by agency as they come in: what is still awaited is said, not typed into the step.
  const lacks = missingFor(step, asif).filter(
    (lack) => !isAsked(lack) || (lack.what === 'need' && lack.need === 'acknowledgements'),
  );
  return {
    to: step.to,
    verbKey: verbKeyOf(step),
    verb: step.verb,
    toName: infoOf(item, step.to).name,
    roles: step.by.map((one) => ({ role: one, holder: holderOf(state, one) })),
    asks: [...asks],
    lacks: [...lacks].sort(byWeight).flatMap((lack) => lackView(state, lack)),
  };
}
/** What the plan lacks first, then findings, the worst before the others. */
const byWeight = (a: Missing, b: Missing): number =>
  a.what === 'finding' && b.what === 'finding'
    ? worstFirst(a.finding, b.finding)
    : Number(a.what === 'finding') - Number(b.what === 'finding');

function lackView(state: OperationState, lack: Missing): StepOptions['steps'][number]['lacks'] {
  if (lack.what === 'need') return [{ what: 'need', need: lack.need, awaits: [...lack.awaits] }];
  if (lack.what === 'origin') return [{ what: 'origin', origins: [...lack.origins] }];
  if (lack.what === 'finding')
    return [{ what: 'finding', finding: findingView(state, lack.finding), never: lack.never }];
  return [];
}

const DAYS = ['date', 'review'] as const;
/** Days that do not exist would be read as not given; a person is told instead. */
export function badDay(said: StepEvidence): Refusal | null {
  const wrong =
    DAYS.find((field) => said[field] !== null && !isDate(said[field] ?? '')) ??
    (said.order !== null && !isDate(said.order.date) ? 'order' : undefined) ??
    (Object.values(said.acknowledged ?? {}).every((day) => isDate(day)) ? undefined : 'acknowledged');
  return wrong === undefined ? null : refusal('step.day', wrong, 'there is no such day; write it as 2027-03-31');
}

/** A lack with the words it is told by, so that a screen says it in its own language: `step.lack.role:planner,team_lead`. */
function lackCode(lack: Missing): string {
  switch (lack.what) {
    case 'role':
      return `step.lack.role:${lack.roles.join(',')}`;
    case 'need':
      return `step.lack.need:${[lack.need, ...lack.awaits].join(',')}`;
    case 'origin':
      return `step.lack.origin:${lack.origins.join(',')}`;
    case 'finding':
      return `step.lack.finding:${lack.finding.rule}`;
    case 'person':
    case 'rules':
      return `step.lack.${lack.what}`;
  }
}

/** Commands are claimed by those the plan names; what else is missing is named with it. */
function refused(state: OperationState, item: StepItem, step: Step, evidence: Evidence, said: StepEvidence): Refusal[] {
  const place = `${item.code} → ${step.to.replaceAll('_', ' ')}`;
  const lacks = missingFor(step, evidence).map((lack) =>
    refusal(lackCode(lack), lack.what === 'finding' ? lack.finding.subject : item.code, lackWords(lack)),
  );
  const claims = step.by.includes(said.role) && !holdsCommand(planOf(state), said.by, said.role);
  const holder = holderOf(state, said.role);
  const role = ROLE_WORDS[said.role].en;
  if (claims)
    lacks.unshift(
      refusal(
        `step.lack.holder:${said.role}`,
        item.code,
        holder === null ? `the ${role}, whom the plan does not name` : `the ${role} of the plan, ${holder}`,
      ),
    );
  if (lacks.length === 0) return [];
  const reason = `to ${step.verb.en} needs ${lacks.map((lack) => lack.reason).join('; ')}`;
  return [refusal('step.missing', place, reason), ...lacks];
}

type Checked =
  | { readonly ok: true; readonly step: Step; readonly evidence: Evidence }
  | { readonly ok: false; readonly first: Refusal; readonly lacks: readonly Refusal[] };

/** The step with its evidence, or a sentence that names all that is missing and then each lack by itself. */
export function weighedStep(
  session: Session,
  state: OperationState,
  item: StepItem,
  to: string,
  said: StepEvidence,
): Checked {
  const evidence = evidenceFor(session, state, item, to, said);
  const from = item.state as AnyState;
  const step: Step | null =
    isState(item.kind, from) && isState(item.kind, to) ? stepBetween(item.kind, from, to as AnyState) : null;
  const [first, ...lacks] = step === null ? [] : refused(state, item, step, evidence, said);
  if (first) return { ok: false, first, lacks };
  // The one check that counts; above it was only put into words.
  const checked = checkStep(item.kind, from, to as AnyState, evidence);
  return checked.ok
    ? { ok: true, step: checked.value as Step, evidence }
    : { ok: false, first: checked.error, lacks: [] };
}

/** Names are kept on this station, so that tokens in the log can be told again; empty ones are nobody. */
export function keepNames(session: Session, state: OperationState, names: readonly string[]): void {
  for (const name of names) if (name !== '') keepName(session, personNamed(planOf(state), name)?.name ?? name);
}

/** An agreement is replaced by one of the plan, never by a name that leads nowhere; an order by a newer version. */
function badSuccessor(
  state: OperationState,
  session: Session,
  item: StepItem,
  { successor }: Evidence,
): Refusal | null {
  if (!successor) return null;
  const known =
    item.kind === 'agreement'
      ? successor !== item.code && state.facts.agreements.has(successor)
      : itemNamed(state, session, successor).is === 'item' && successor !== item.code;
  return known
    ? null
    : refusal('step.successor', successor, 'what replaces it must be in the plan, and not be the same');
}

/** What an order says that is issued by this step; null for every other step. */
function textOfIssue(session: Session, state: OperationState, item: StepItem, to: string): string | null {
  if (item.kind !== 'order' || to !== 'issued') return null;
  const order = session.states.rows(state.id).find(({ id }) => id === item.record);
  return order ? textToKeep(state, order) : null;
}

/** Present state of an item and the steps that lead on, each with what it lacks. */
export function stepOptions(state: OperationState, session: Session, item: StepItem): StepOptions {
  return {
    kind: item.kind,
    code: item.code,
    record: item.record,
    label: item.label,
    state: item.state,
    stateName: infoOf(item, item.state).name,
    stage: infoOf(item, item.state).stage,
    sealed: isState(item.kind, item.state) && isSealed(item.kind, item.state as AnyState),
    today: state.facts.today,
    since: item.since,
    readOnly: !state.mine || !item.mine ? 'keeper' : item.contested ? 'contested' : null,
    steps: stepsOf(item).map((step) => optionOf(state, session, item, step)),
  };
}

/** A step that may be taken, with its evidence; or a sentence that names all that is missing. Writes nothing. */
export function checkedStep(
  state: OperationState,
  session: Session,
  item: StepItem,
  to: string,
  said: StepEvidence,
):
  | { readonly ok: true; readonly value: { readonly step: Step; readonly evidence: Evidence } }
  | ReturnType<typeof refuse> {
  if (!state.mine || !item.mine) return readOnly(state);
  if (item.contested)
    return refuse(refusal('step.contested', item.code, 'agencies disagree on its state; settle the conflict first'));
  const day = badDay(said);
  if (day) return refuse(day);
  const weighed = weighedStep(session, state, item, to, said);
  if (!weighed.ok) return refuse(weighed.first, weighed.lacks);
  const { step, evidence } = weighed;
  const wrong = badSuccessor(state, session, item, evidence);
  return wrong ? refuse(wrong) : { ok: true, value: { step, evidence } };
}

export const stepHandlers: HandlersOf<'step.options' | 'step.take'> = {
  /** Codes: `step.no-item`, `step.sealed`. */
  'step.options': (context, { operation, item: named }) =>
    withOperation(context, operation, (state, session) => {
      const here = found(state, session, named);
      return here.ok ? done(stepOptions(state, session, here.value)) : here;
    }),
  /**
   * Takes a step: everything it demands, or nothing and a sentence that names all that is missing.
   * Codes: `step.missing` (details name each lack), `step.none`, `step.unknown-state`, `step.day`, `step.successor`, `step.contested`, `order.too-long`, `order.number`,
   * `read-only`, those of `step.options`.
   */
  'step.take': (context, { operation, item: named, to, evidence: said }) =>
    withOperation(context, operation, (state, session) => {
      const here = found(state, session, named);
      if (!here.ok) return here;
      const item = here.value;
      const checked = checkedStep(state, session, item, to, said);
      if (!checked.ok) return checked;
      const { step, evidence } = checked.value;
      const keep = textOfIssue(session, state, item, to);
      if (keep !== null && pagesOf(keep) === null)
        return refuse(
          refusal('order.too-long', item.code, 'this order is too long to be kept whole; nothing was issued'),
        );
      const numbered = keep === null ? null : session.states.rows(state.id).find(({ id }) => id === item.record);
      if (numbered && isSpent(session.store.orders.issued(state.id), state, numbered))
        return refuse(
          refusal(
            'order.number',
            item.code,
            'this number was issued before and named another text; make the next version, then issue that',
          ),
        );
      const taken = { state, item, step, said, evidence, now: context.now(), keep };
      const label = { key: STEP_LABEL, params: { verb: verbKeyOf(step), code: item.code } };
      const second = said.second?.trim() ?? '';
      const result = session.store.plan.commit({
        command: 'step.take',
        label,
        by: tokenOf(session, said.by),
        undoable: true,
        changes: changesOf(taken),
        audit: {
          role: said.role,
          ...(second === '' ? {} : { second: tokenOf(session, second) }),
          ...(evidence.reason ? { reason: evidence.reason.slice(0, 2_000) } : {}),
          rules: [...new Set(passedBy(taken).map(({ rule }) => rule))],
          ids: { item: item.record, from: item.state, to },
        },
      });
      if (!result.ok) return refuse(result.error);
      keepNames(session, state, [said.by, second]);
      return settled(context, session, label, result.value);
    }),
};
