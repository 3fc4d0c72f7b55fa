/** Gaps of an operation: tasks that do not have the people they need, most urgent first. */
import type { Code, Finding, InstantMs, PlanTask } from '../../model/plan.ts';
import { COERCIVE_KINDS } from '../../model/vocabulary.ts';
import { compareCodes, type Facts, isLive, spanOf } from '../facts/facts.ts';
import { LANGUAGE_BLOCKS, type MissingSkill, missingSkills } from '../facts/needs.ts';
import { ruleById } from '../rules/registry.ts';
import { lackOf } from './assignment.ts';

/** Who a decision point lacks (R-OP-04); naming them is no assignment to the task. */
export type DecisionLack = 'owner' | 'deputy';
/** `open` has yet to begin or is under way, `undated` has no start that can be told, `past` lies behind the clock or is done. */
export type GapTime = 'open' | 'undated' | 'past';

export interface Gap {
  readonly task: Code;
  readonly time: GapTime;
  /** null: cannot be told. */
  readonly start: InstantMs | null;
  readonly coercive: boolean;
  /** The gravest of the findings that the gap stands for. */
  readonly severity: Finding['severity'];
  /** R-PER-07 */
  readonly skills: readonly MissingSkill[];
  /** R-PER-03 */
  readonly languages: readonly string[];
  /** The task has needs and nobody is on it. */
  readonly nobody: boolean;
  /** R-PER-06: an armed task on which nobody holds a firearms qualification. */
  readonly arms: boolean;
  /** R-OP-04 */
  readonly decision: readonly DecisionLack[];
}

/** What one task lacks; null when it lacks nobody, or never happens. */
export function gapOf(facts: Facts, task: PlanTask): Gap | null {
  if (!isLive(task)) return null;
  const { languages, nobody, arms } = lackOf(facts, task);
  const skills = missingSkills(facts, task);
  const decision = decisionLack(facts, task);
  if (skills.length + languages.length + decision.length === 0 && !nobody && !arms) return null;
  const blocks = skills.length > 0 || arms || (languages.length > 0 && LANGUAGE_BLOCKS.includes(task.kind));
  const { start, end } = spanOf(facts, task);
  const over = task.status === 'done' || (start !== null && (end ?? start) <= facts.clock);
  return {
    task: task.id,
    time: over ? 'past' : start === null ? 'undated' : 'open',
    start,
    coercive: COERCIVE_KINDS.includes(task.kind),
    severity: blocks ? 'block' : 'warn',
    skills,
    languages,
    nobody,
    arms,
    decision,
  };
}

function decisionLack(facts: Facts, task: PlanTask): readonly DecisionLack[] {
  if (task.kind !== 'decision' && task.decision === null) return [];
  const keys = new Set(
    ruleById('R-OP-04')
      ?.check(facts, task.id)
      ?.items.map(({ key }) => key),
  );
  return (['owner', 'deputy'] as const).filter((who) => keys.has(`no_${who}`));
}

const TIMES: readonly GapTime[] = ['open', 'undated', 'past'];
/** What is still to come before what is over; then the earlier start, coercive, the graver, the smaller code. */
function byUrgency(a: Gap, b: Gap): number {
  return (
    TIMES.indexOf(a.time) - TIMES.indexOf(b.time) ||
    (a.start ?? 0) - (b.start ?? 0) ||
    Number(b.coercive) - Number(a.coercive) ||
    (a.severity === b.severity ? 0 : a.severity === 'block' ? -1 : 1) ||
    compareCodes(a.task, b.task)
  );
}

/** Every gap of the operation, most urgent first. */
export const gapsOf = (facts: Facts): readonly Gap[] =>
  facts.plan.tasks.flatMap((task) => gapOf(facts, task) ?? []).sort(byUrgency);
