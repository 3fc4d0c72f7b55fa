import { moveOfH } from '#shared/domain/explain/index.ts';
import { buildFacts, type Facts } from '#shared/domain/facts/facts.ts';
import { withClock } from '#shared/domain/facts/overlay.ts';
import { type Judged, judgeOverrides, standing } from '#shared/domain/overrides/index.ts';
import { type Lang, sayFinding } from '#shared/domain/rules/words/index.ts';
import { keyOf, sweep } from '#shared/domain/rules/sweep.ts';
import type { Finding, Plan } from '#shared/model/plan.ts';
import { refusal } from '#shared/result/refusal.ts';
import { formatInstant, parseInstant } from '#shared/time/instant.ts';
import { done, type HandlersOf, refuse, withOperation } from './context.ts';
import { readOperation } from './planning-handlers.ts';
import type { CheckFinding, CheckOptions, CheckReport } from './requests.ts';
import { liftedView } from './views/finding-views.ts';

/** A finding of these facts in words of a language. */
const toCheck = (facts: Facts, lang: Lang, f: Finding): CheckFinding => {
  const { what, why, where, lift } = sayFinding(f, lang, facts);
  return {
    rule: f.rule,
    severity: f.severity,
    subject: f.subject,
    message: what.text,
    gate: f.gate,
    items: f.items,
    why,
    where: where.text,
    lift,
  };
};
/** In a workspace each finding says who lifted it; a file holds no word of a commander. */
const liftingOf = (plan: Plan, judged: Judged, f: Finding): Pick<CheckFinding, 'lifted'> => {
  const override = judged.lifted.get(keyOf(f));
  return { lifted: override ? liftedView(plan, override) : null };
};

/** Findings of a plan at a moment; with a move of H the findings are those after the move, and the report says what it changed. */
function report(facts: Facts, options: CheckOptions, knowsLiftings: boolean) {
  const at = options.at === null ? facts.clock : parseInstant(options.at);
  if (at === null) return refuse(refusal('bad-instant', '--at', 'the clock must be written as 2027-03-08T02:00:00Z'));
  const before = at === facts.clock ? facts : withClock(facts, at);
  const plan = facts.plan.operation;
  const { lang = 'en' } = options;
  const shown = (of: Facts, findings: readonly Finding[], move: CheckReport['move']): CheckReport => {
    const judged = judgeOverrides(findings, of.plan, of.today);
    const stands = standing(findings, judged);
    const block = stands.filter((f) => f.severity === 'block').length;
    const lifted = findings.length - stands.length;
    return {
      operation: plan.id,
      codeName: plan.codeName,
      clock: formatInstant(at),
      findings: findings.map((f) => ({
        ...toCheck(of, lang, f),
        ...(knowsLiftings ? liftingOf(of.plan, judged, f) : {}),
      })),
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
      added: move.findings.added.map((f) => toCheck(move.after, lang, f)),
      gone: move.findings.gone.map((f) => toCheck(before, lang, f)),
      moved: move.moved.length,
      stayed: move.stayed.map(({ code }) => code),
    }),
  );
}

export const checkHandlers: HandlersOf<'file.check' | 'operation.check'> = {
  'file.check': (_context, { file, ...options }) => {
    const read = readOperation(file);
    return read.ok ? report(buildFacts(read.value.plan, read.value.clock), options, false) : read;
  },
  'operation.check': (context, { operation, ...options }) =>
    withOperation(context, operation, (state) => report(state.facts, options, true)),
};
