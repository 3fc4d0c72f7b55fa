import type { CountsView, FindingView, LiftedView } from '#shared/contract/values.ts';
import { consequencesOf } from '#shared/domain/explain/index.ts';
import { NEVER_LIFTED } from '#shared/domain/lifecycles/index.ts';
import { type Judged, personNamed, standing } from '#shared/domain/overrides/index.ts';
import type { Facts } from '#shared/domain/facts/facts.ts';
import { diffFindings, recheck } from '#shared/domain/rules/index.ts';
import { placeOf } from '#shared/domain/rules/words/index.ts';
import { keyOf } from '#shared/domain/rules/sweep.ts';
import type { Code, Finding, Plan, PlanOverride } from '#shared/model/plan.ts';
import { type OperationState, planOf, recordOf } from './state.ts';
import { subjectOf } from './subjects.ts';

/** Gates in the order of an operation's life; readiness is shown in this order. */
export const GATES = [
  'save',
  'assign',
  'publish',
  'activate',
  'extend',
  'sign',
  'deploy',
  'clear',
  'depart',
  'go',
  'release',
  'close',
  'submit',
  'finance_plan',
  'hourly',
  'daily',
] as const;

/** What can least wait comes first: the go, the order that goes out, the people on it, then movements, papers and money. */
const URGENCY: readonly string[] = [
  'go',
  'publish',
  'assign',
  'depart',
  'clear',
  'deploy',
  'hourly',
  'close',
  'release',
  'submit',
  'finance_plan',
  'activate',
  'extend',
  'sign',
  'save',
];
const urgencyOf = (gate: string): number => (URGENCY.indexOf(gate) + URGENCY.length + 1) % (URGENCY.length + 1);

/** Worst first: blocks before warnings, then by urgency of the gate; rules about the operation itself (R-OP) before others. */
export function worstFirst(a: Finding, b: Finding): number {
  const rank = (f: Finding): number =>
    (f.severity === 'block' ? 0 : 1_000) + urgencyOf(f.gate) * 10 + (f.rule.startsWith('R-OP-') ? 0 : 1);
  return rank(a) - rank(b) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) || (a.subject < b.subject ? -1 : 1);
}

const viewOf = ({ route, ...place }: ReturnType<typeof placeOf>): FindingView['place'] => ({
  ...place,
  route: route && { from: route.from, to: [...route.to] },
});
/** People by their names, as far as the plan knows them. */
export const liftedView = (plan: Plan, { by, second, reason, until, at }: PlanOverride): LiftedView => {
  const name = (text: string): string => personNamed(plan, text)?.name ?? text;
  return { by: name(by), second: second === null ? null : name(second), reason, until, at };
};
function liftingOf(state: OperationState, finding: Finding): Pick<FindingView, 'lifted' | 'lapsed'> {
  const lifted = state.judged.lifted.get(keyOf(finding));
  const lapsed = state.judged.lapsed.get(keyOf(finding));
  return {
    lifted: lifted ? liftedView(planOf(state), lifted) : null,
    lapsed: lapsed ? { ...liftedView(planOf(state), lapsed.override), why: lapsed.why } : null,
  };
}

export function findingView(state: OperationState, finding: Finding): FindingView {
  const slash = finding.subject.indexOf('/');
  const base = slash > 0 ? finding.subject.slice(slash + 1) : finding.subject;
  const subject = subjectOf(planOf(state), finding.subject);
  return {
    rule: finding.rule,
    severity: finding.severity,
    subject: finding.subject,
    record: recordOf(state, base),
    kind: subject.kind,
    label: subject.label,
    message: finding.message,
    items: finding.items.map(({ key, ref, value, also }) => ({
      key,
      ...(ref === undefined ? {} : { ref }),
      ...(value === undefined ? {} : { value }),
      ...(also === undefined ? {} : { also: { ...also } }),
    })),
    place: viewOf(placeOf(state.facts, finding)),
    gate: finding.gate,
    related: [...new Set(finding.items.flatMap((i) => (i.ref && i.ref !== finding.subject ? [i.ref] : [])))].slice(
      0,
      100,
    ),
    final: NEVER_LIFTED.has(finding.rule),
    ...liftingOf(state, finding),
  };
}

/** What a plan that is only looked at would do to the findings. */
export function findingDiff(state: OperationState, after: Facts): { added: FindingView[]; gone: FindingView[] } {
  const diff = diffFindings(state.findings, recheck(state.facts, after, state.findings));
  return {
    added: [...diff.added].sort(worstFirst).map((f) => findingView(state, f)),
    gone: [...diff.gone].sort(worstFirst).map((f) => findingView(state, f)),
  };
}

/** What a change of these tasks would do, counted over them and in findings. */
export const changeEffect = (state: OperationState, after: Facts, tasks: readonly Code[]) => ({
  consequences: consequencesOf(state.facts, after, tasks),
  ...findingDiff(state, after),
});

/** Those that stand, by severity; those that were lifted are counted apart and never left out. */
export function countFindings(findings: readonly Finding[], judged: Judged): CountsView {
  const stands = standing(findings, judged);
  const block = stands.filter((f) => f.severity === 'block').length;
  return { block, warn: stands.length - block, lifted: findings.length - stands.length };
}

/** Every gate with what stands before it; gates without a finding are open. */
export function gatesOf(findings: readonly Finding[], judged: Judged): ({ gate: string } & CountsView)[] {
  const known: readonly string[] = GATES;
  const others = [...new Set(findings.map((f) => f.gate))].filter((g) => !known.includes(g)).sort();
  return [...known, ...others].map((gate) => ({
    gate,
    ...countFindings(
      findings.filter((f) => f.gate === gate),
      judged,
    ),
  }));
}
