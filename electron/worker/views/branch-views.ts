/** A branch and the plan on one scale: tasks that moved, changed, came or went, findings and people side by side. */
import type { BranchCard, CompareRow, Comparison, PersonRow } from '#shared/contract/branches.ts';
import type { BranchChange, BranchRow } from '#db/store-branches.ts';
import { compareCodes, spanOf, timelineOf } from '#shared/domain/facts/facts.ts';
import { diffFindings } from '#shared/domain/rules/index.ts';
import type { Code, PlanTask } from '#shared/model/plan.ts';
import { REMOTE } from '#shared/model/vocabulary.ts';
import { MS_PER_MINUTE } from '#shared/time/calendar.ts';
import { operationCard } from './cards.ts';
import { findingView, worstFirst } from './finding-views.ts';
import { type OperationState, planOf, recordOf } from './state.ts';

const LISTED_FINDINGS = 200;

export const branchCard = (branch: BranchRow, changes: readonly BranchChange[]): BranchCard => ({
  id: branch.id,
  operation: branch.operation,
  name: branch.name,
  by: branch.by,
  at: branch.at,
  discarded: branch.discarded,
  changes: changes.length,
  moved: changes.filter(({ fields, closedInPlan }) => closedInPlan || fields.some(({ moved }) => moved)).length,
});

interface Compared {
  readonly plan: OperationState;
  readonly tasks: readonly CompareRow[];
  readonly people: readonly PersonRow[];
}
const kept = new WeakMap<OperationState, Compared>();

function compared(plan: OperationState, branch: OperationState): Compared {
  const known = kept.get(branch);
  if (known?.plan === plan) return known;
  const made = { plan, tasks: comparedTasks(plan, branch), people: peopleOf(plan, branch) };
  kept.set(branch, made);
  return made;
}

const span = (state: OperationState, task: PlanTask): CompareRow['plan'] => {
  const { start, end } = spanOf(state.facts, task);
  return { start, end };
};
const placeOf = (state: OperationState, task: PlanTask): string | null =>
  task.site === null || task.site === REMOTE ? task.site : (state.facts.sites.get(task.site)?.code ?? null);

/** Tasks of both sides by record, in order of time. */
export function comparedTasks(plan: OperationState, branch: OperationState): readonly CompareRow[] {
  const byRecord = (state: OperationState): ReadonlyMap<string, PlanTask> =>
    new Map(planOf(state).tasks.map((task) => [recordOf(state, task.id) ?? task.id, task]));
  const [was, is] = [byRecord(plan), byRecord(branch)];
  const rows = [...new Set([...was.keys(), ...is.keys()])].flatMap((record): CompareRow[] => {
    const [before, after] = [was.get(record), is.get(record)];
    const shown = after ?? before;
    if (!shown) return [];
    const old = before ? span(plan, before) : null;
    const now = after ? span(branch, after) : null;
    const moved = old?.start !== now?.start || old?.end !== now?.end;
    const what =
      now === null
        ? 'gone'
        : old === null
          ? 'added'
          : moved
            ? 'moved'
            : JSON.stringify(before) === JSON.stringify(after)
              ? 'same'
              : 'changed';
    const place = placeOf(after ? branch : plan, shown);
    return [{ record, code: shown.id, title: shown.title, place, what, plan: old, branch: now }];
  });
  const at = (row: CompareRow): number => row.branch?.start ?? row.plan?.start ?? Number.MAX_SAFE_INTEGER;
  return rows.sort((a, b) => at(a) - at(b) || compareCodes(a.code, b.code));
}

function bookingOf(state: OperationState, code: Code): PersonRow['plan'] {
  if (!state.facts.people.has(code)) return null;
  const timed = timelineOf(state.facts, code);
  const over = state.findings.find(({ rule, subject }) => rule === 'R-PER-01' && subject === code);
  return {
    tasks: timed.length,
    minutes: Math.round(timed.reduce((sum, { start, end }) => sum + end - start, 0) / MS_PER_MINUTE),
    double: [...new Set((over?.items ?? []).flatMap(({ ref }) => ref ?? []))],
  };
}

/** People whose day is another one in the branch, those needed twice at once first. */
function peopleOf(plan: OperationState, branch: OperationState): readonly PersonRow[] {
  const days = (state: OperationState, code: Code): string =>
    JSON.stringify(timelineOf(state.facts, code).map(({ task, start, end }) => [task.id, start, end]));
  const names = new Map([...planOf(plan).people, ...planOf(branch).people].map(({ id, name }) => [id, name]));
  const rows = [...names].flatMap(([code, name]): PersonRow[] => {
    const row = { code, name, plan: bookingOf(plan, code), branch: bookingOf(branch, code) };
    const same = days(plan, code) === days(branch, code) && JSON.stringify(row.plan) === JSON.stringify(row.branch);
    return same ? [] : [row];
  });
  const double = ({ plan: before, branch: after }: PersonRow): number =>
    (after?.double.length ?? 0) * 2 + (before?.double.length ?? 0);
  return rows.sort((a, b) => double(b) - double(a) || compareCodes(a.code, b.code));
}

export function comparison(plan: OperationState, branch: OperationState, card: BranchCard): Comparison {
  const { tasks, people } = compared(plan, branch);
  const count = (what: CompareRow['what']): number => tasks.filter((row) => row.what === what).length;
  const diff = diffFindings(plan.findings, branch.findings);
  const doubles = (state: OperationState): number => state.findings.filter(({ rule }) => rule === 'R-PER-01').length;
  return {
    branch: card,
    cards: { plan: operationCard(plan), branch: operationCard(branch) },
    tasks: {
      moved: count('moved'),
      changed: count('changed'),
      added: count('added'),
      gone: count('gone'),
      same: count('same'),
    },
    findings: {
      added: [...diff.added]
        .sort(worstFirst)
        .slice(0, LISTED_FINDINGS)
        .map((f) => findingView(branch, f)),
      gone: [...diff.gone]
        .sort(worstFirst)
        .slice(0, LISTED_FINDINGS)
        .map((f) => findingView(plan, f)),
      addedInAll: diff.added.length,
      goneInAll: diff.gone.length,
    },
    people: { differ: people.length, doublePlan: doubles(plan), doubleBranch: doubles(branch) },
  };
}

export function compareRows(
  plan: OperationState,
  branch: OperationState,
  { all, first, count }: { readonly all: boolean; readonly first: number; readonly count: number },
): { total: number; rows: CompareRow[] } {
  const rows = compared(plan, branch).tasks.filter(({ what }) => all || what !== 'same');
  return { total: rows.length, rows: rows.slice(first, first + count) };
}

export function comparePeople(
  plan: OperationState,
  branch: OperationState,
  first: number,
  count: number,
): { total: number; people: PersonRow[] } {
  const { people } = compared(plan, branch);
  return { total: people.length, people: people.slice(first, first + count) };
}
