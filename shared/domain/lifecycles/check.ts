/** Whether a step may be taken, and what it lacks. */
import type { Finding } from '../../model/plan.ts';
import { refusal, type Refusal } from '../../result/refusal.ts';
import { err, ok, type Result } from '../../result/result.ts';
import { isBlank, listed } from '../rules/rule.ts';
import { type Evidence, type Lifting, NEVER_LIFTED } from './evidence.ts';
import { isState, stepBetween, stepsFrom } from './machine.ts';
import { awaited, isMet, isSecondPerson } from './needs.ts';
import type { LifecycleKind, Need, Role, StateOf, Step } from './types.ts';
import { NEED_WORDS, ROLE_WORDS } from './words.ts';

/** One thing a step lacks; screens put it into words. */
export type Missing =
  | { readonly what: 'role'; readonly roles: readonly Role[] }
  | { readonly what: 'person' }
  | { readonly what: 'need'; readonly need: Need; readonly awaits: readonly string[] }
  /** It came from elsewhere, or nobody said from where. */
  | { readonly what: 'origin'; readonly origins: readonly string[] }
  /** The rules that guard the step were not asked. */
  | { readonly what: 'rules' }
  | { readonly what: 'finding'; readonly finding: Finding; readonly never: boolean };

const holds = (lifting: Lifting, finding: Finding, today: string): boolean =>
  lifting.rule === finding.rule &&
  lifting.subject === finding.subject &&
  !isBlank(lifting.reason) &&
  !isBlank(lifting.by) &&
  (lifting.until === null || lifting.until >= today);

/** A warning is acknowledged with a reason; a block is lifted by the strategic commander with a second person; ‡ by nobody. */
function isLifted(finding: Finding, { liftings = [], today }: Evidence): boolean {
  if (NEVER_LIFTED.has(finding.rule)) return false;
  return liftings.some(
    (lifting) =>
      holds(lifting, finding, today) &&
      (finding.severity === 'warn' ||
        (lifting.role === 'strategic_commander' && isSecondPerson(lifting.by, lifting.second))),
  );
}
/** Whether a finding, if it stands, stops a step. */
export const isStopping = (step: Step, finding: Finding): boolean =>
  step.rules.includes(finding.rule) || step.gates.some((gate) => gate === finding.gate);

/** Everything a step lacks, in a fixed order; empty: it may be taken. */
export function missingFor(step: Step, evidence: Evidence): readonly Missing[] {
  const missing: Missing[] = [];
  if (!step.by.includes(evidence.by.role)) missing.push({ what: 'role', roles: step.by });
  if (isBlank(evidence.by.person)) missing.push({ what: 'person' });
  if (step.origins !== null && !step.origins.some((origin) => origin === evidence.cameFrom))
    missing.push({ what: 'origin', origins: step.origins });
  for (const need of step.needs)
    if (!isMet(need, evidence)) missing.push({ what: 'need', need, awaits: awaited(need, evidence) });
  if (step.gates.length + step.rules.length > 0 && !evidence.findings) missing.push({ what: 'rules' });
  for (const finding of evidence.findings ?? [])
    if (isStopping(step, finding) && !isLifted(finding, evidence))
      missing.push({ what: 'finding', finding, never: NEVER_LIFTED.has(finding.rule) });
  return missing;
}

/** What is missing, after "needs". */
export function lackWords(lack: Missing): string {
  switch (lack.what) {
    case 'role':
      return `one of these roles: ${lack.roles.map((role) => ROLE_WORDS[role].en).join(', ')}`;
    case 'person':
      return 'the name of who takes it';
    case 'need':
      return `${NEED_WORDS[lack.need].en}${lack.awaits.length > 0 ? ` (awaited: ${listed(lack.awaits)})` : ''}`;
    case 'origin':
      return `an item that came from ${lack.origins.map(spoken).join(' or ')}`;
    case 'rules':
      return 'the answer of the rules';
    case 'finding':
      return `${lack.finding.rule} settled for ${lack.finding.subject}${lack.never ? ' (nobody can lift it)' : ''}`;
  }
}
const spoken = (state: string): string => state.replaceAll('_', ' ');

/**
 * Whether an item of a kind may go from one state to another on this evidence.
 * Refuses with `step.unknown-state`, `step.none` (no such step; names those there are) or `step.missing` (names all that is missing).
 */
export function checkStep<K extends LifecycleKind>(
  kind: K,
  from: StateOf[K],
  to: StateOf[K],
  evidence: Evidence,
): Result<Step<StateOf[K]>, Refusal> {
  const place = `${kind} ${spoken(from)} → ${spoken(to)}`;
  const unknown = [from, to].map(String).find((name) => !isState(kind, name));
  if (unknown !== undefined) return err(refusal('step.unknown-state', place, `"${unknown}" is no state of this kind`));
  const step = stepBetween(kind, from, to);
  if (step === null) {
    const ways = [...new Set(stepsFrom(kind, from).map((way) => spoken(way.to)))];
    const reason = ways.length === 0 ? 'nothing follows this state' : `this state leads only to ${ways.join(', ')}`;
    return err(refusal('step.none', place, reason));
  }
  const missing = missingFor(step, evidence);
  if (missing.length === 0) return ok(step);
  return err(refusal('step.missing', place, `to ${step.verb.en} needs ${missing.map(lackWords).join('; ')}`));
}
