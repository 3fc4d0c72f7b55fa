import { moveOfH } from '#shared/domain/explain/index.ts';
import { buildFacts, type Facts } from '#shared/domain/facts/facts.ts';
import { withClock } from '#shared/domain/facts/overlay.ts';
import { type Judged, judgeOverrides, standing } from '#shared/domain/overrides/index.ts';
import { keyOf, sweep } from '#shared/domain/rules/sweep.ts';
import type { Finding, Plan } from '#shared/model/plan.ts';
import { refusal } from '#shared/result/refusal.ts';
import { formatInstant, parseInstant } from '#shared/time/instant.ts';
import { done, type HandlersOf, refuse, withOperation } from './context.ts';
import { readOperation } from './planning-handlers.ts';
import type { CheckFinding, CheckOptions, CheckReport } from './requests.ts';
import { liftedView } from './views/finding-views.ts';

type ToCheck = (f: Finding) => CheckFinding;
const toCheck: ToCheck = (f) => ({
  rule: f.rule,
  severity: f.severity,
  subject: f.subject,
  message: f.message,
  gate: f.gate,
  items: f.items,
});
/** In a workspace each finding says who lifted it; a file holds no word of a commander. */
const withLifting =
  (plan: Plan, judged: Judged): ToCheck =>
  (f) => {
    const override = judged.lifted.get(keyOf(f));
    return { ...toCheck(f), lifted: override ? liftedView(plan, override) : null };
  };

/** Findings of a plan at a moment; with a move of H the findings are those after the move, and the report says what it changed. */
function report(facts: Facts, options: CheckOptions, knowsLiftings: boolean) {
  const at = options.at === null ? facts.clock : parseInstant(options.at);
  if (at === null) return refuse(refusal('bad-instant', '--at', 'the clock must be written as 2027-03-08T02:00:00Z'));
  const before = at === facts.clock ? facts : withClock(facts, at);
  const plan = facts.plan.operation;
  const shown = (of: Facts, findings: readonly Finding[], move: CheckReport['move']): CheckReport => {
    const judged = judgeOverrides(findings, of.plan, of.today);
    const stands = standing(findings, judged);
    const block = stands.filter((f) => f.severity === 'block').length;
    const lifted = findings.length - stands.length;
    return {
      operation: plan.id,
      codeName: plan.codeName,
      clock: formatInstant(at),
      findings: findings.map(knowsLiftings ? withLifting(of.plan, judged) : toCheck),
      counts: { block, warn: stands.length - block, ...(knowsLiftings ? { lifted } : {}), total: findings.length },
      move,
    };
  };
  if (options.moveMin === null) return done(shown(before, sweep(before), null));
  const move = moveOfH(before, sweep(before), options.moveMin);
  if (!move)
    return refuse(refusal('h-hour-withheld', '--move-h', 'the exact H-hour is not known here, so it cannot be moved'));
  return done(
    shown(move.after, move.all, {
      minutes: options.moveMin,
      added: move.findings.added.map((f) => toCheck(f)),
      gone: move.findings.gone.map((f) => toCheck(f)),
      moved: move.moved.length,
      stayed: move.stayed.map(({ code }) => code),
    }),
  );
}

export const checkHandlers: HandlersOf<'file.check' | 'operation.check'> = {
  'file.check': (_context, { file, at, moveMin }) => {
    const read = readOperation(file);
    return read.ok ? report(buildFacts(read.value.plan, read.value.clock), { at, moveMin }, false) : read;
  },
  'operation.check': (context, { operation, at, moveMin }) =>
    withOperation(context, operation, (state) => report(state.facts, { at, moveMin }, true)),
};
