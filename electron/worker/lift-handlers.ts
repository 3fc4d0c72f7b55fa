import type { Change } from '#db/store-types.ts';
import { NEVER_LIFTED } from '#shared/domain/lifecycles/index.ts';
import {
  coversOf,
  isStrategicCommander,
  personNamed,
  VOID_WORDS,
  type VoidReason,
  voidReason,
} from '#shared/domain/overrides/index.ts';
import { keyOf } from '#shared/domain/rules/sweep.ts';
import type { Finding, PlanOverride } from '#shared/model/plan.ts';
import { refusal } from '#shared/result/refusal.ts';
import { isDate } from '#shared/time/calendar.ts';
import { formatInstant } from '#shared/time/instant.ts';
import { type HandlersOf, refuse, withOperation } from './context.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import { readOnly, settled } from './planning-handlers.ts';
import type { RequestIn } from './requests.ts';
import { type OperationState, planOf } from './views/state.ts';

const refuseLift = (place: string, why: VoidReason) => refuse(refusal(`lift.${why}`, place, VOID_WORDS[why].en));

/** Code of a person of the plan, so that a name put right later stays the same person; else the name as typed. */
const whoIs = (state: OperationState, text: string): string => personNamed(planOf(state), text)?.id ?? text.trim();

/** What stands in the records of this agency about a finding, whether it counts or not. */
const ownOverrides = (state: OperationState, rule: string, subject: string): readonly PlanOverride[] =>
  planOf(state).overrides.filter((one) => !one.foreign && one.rule === rule && one.subject === subject);

function draftOf(state: OperationState, input: RequestIn<'finding.lift'>, finding: Finding): PlanOverride {
  const second = input.second?.trim() ?? '';
  return {
    id: '',
    rule: input.rule,
    subject: input.subject,
    severity: finding.severity,
    covers: coversOf(finding),
    reason: input.reason.trim(),
    by: whoIs(state, input.by),
    second: second === '' ? null : whoIs(state, second),
    until: input.until,
    at: null,
    foreign: false,
    contested: false,
  };
}

/** The record of an override. What was said about the same finding before is closed, so that one word counts. */
function changesOf(state: OperationState, override: PlanOverride, now: number): readonly Change[] {
  const { rule, subject, severity, covers, reason, by, second, until } = override;
  return [
    ...ownOverrides(state, rule, subject).map(({ id }): Change => ({ type: 'close', rec: id })),
    {
      type: 'create',
      kind: 'override',
      key: 'override',
      fields: {
        operation: state.id,
        rule,
        subject,
        severity,
        covers: [...covers],
        reason,
        by,
        second,
        until,
        at: formatInstant(Math.floor(now / 1_000) * 1_000),
      },
    },
  ];
}

export const liftHandlers: HandlersOf<'finding.lift' | 'finding.unlift'> = {
  /** Codes: `lift.*` (why it would be void), `lift.day`, `lift.already`, `read-only`. */
  'finding.lift': (context, input) =>
    withOperation(context, input.operation, (state, session) => {
      const { rule, subject } = input;
      const place = `${rule} ${subject}`;
      // Before anything else: no other fault must suggest that there is a way.
      if (NEVER_LIFTED.has(rule)) return refuseLift(place, 'never');
      if (!state.mine) return readOnly(state);
      if (input.until !== null && !isDate(input.until))
        return refuse(refusal('lift.day', 'until', 'there is no such day; write it as 2027-03-31'));
      const finding = state.findings.find((one) => one.rule === rule && one.subject === subject);
      if (!finding) return refuseLift(place, 'not_found');
      if (state.judged.lifted.has(keyOf(finding)))
        return refuse(refusal('lift.already', place, 'this finding is lifted already; withdraw that first'));
      const override = draftOf(state, input, finding);
      const why = voidReason(override, finding, planOf(state), state.facts.today);
      if (why !== null) return refuseLift(place, why);
      const label = { key: 'step.finding.lift', params: { rule, subject } };
      const by = tokenOf(session, input.by);
      const result = session.store.plan.commit({
        command: 'finding.lift',
        label,
        by,
        undoable: true,
        changes: changesOf(state, override, context.now()),
        audit: {
          role: isStrategicCommander(planOf(state), input.by) ? 'strategic_commander' : 'planner',
          ...(override.second === null ? {} : { second: tokenOf(session, input.second ?? '') }),
          reason: override.reason,
          rules: [rule],
        },
      });
      if (!result.ok) return refuse(result.error);
      keepName(session, input.by);
      if (override.second !== null) keepName(session, input.second ?? '');
      return settled(context, session, label, result.value);
    }),
  /** Takes a lifting back; the finding stands again. Codes: `lift.none`, `lift.no_person`, `read-only`. */
  'finding.unlift': (context, { operation, rule, subject, by }) =>
    withOperation(context, operation, (state, session) => {
      const place = `${rule} ${subject}`;
      if (!state.mine) return readOnly(state);
      if (by.trim() === '') return refuseLift(place, 'no_person');
      const own = ownOverrides(state, rule, subject);
      if (own.length === 0) return refuse(refusal('lift.none', place, 'nobody lifted this finding here'));
      const label = { key: 'step.finding.unlift', params: { rule, subject } };
      const result = session.store.plan.commit({
        command: 'finding.unlift',
        label,
        by: tokenOf(session, by),
        undoable: true,
        changes: own.map(({ id }) => ({ type: 'close', rec: id })),
        audit: { rules: [rule] },
      });
      if (!result.ok) return refuse(result.error);
      keepName(session, by);
      return settled(context, session, label, result.value);
    }),
};
