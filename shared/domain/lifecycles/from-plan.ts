/** Evidence the plan already holds: what it says counts, whatever the person who takes the step says. */
import type { Code, Finding, LocalDate, Plan, PlanAgreement, PlanApproval, PlanJit } from '../../model/plan.ts';
import type { Facts } from '../facts/facts.ts';
import { withPlan } from '../facts/overlay.ts';
import { jitEnd, lastSignature } from '../facts/papers.ts';
import { RULES } from '../rules/registry.ts';
import type { SubjectKind } from '../rules/rule.ts';
import { sweep } from '../rules/sweep.ts';
import type { Evidence } from './evidence.ts';
import type { LifecycleKind, StateOf } from './types.ts';

/** Kinds whose state the plan holds; orders and screenings are kept beside it. */
export type PlanKind = Exclude<LifecycleKind, 'order' | 'screening'>;
/** What the person who takes the step brings. */
export type Said = Omit<Evidence, 'today' | 'findings'>;

/** Present state; null: no such item. */
export function stateInPlan<K extends PlanKind>(facts: Facts, kind: K, id: Code): StateOf[K] | null {
  return (stateText(facts, kind, id) ?? null) as StateOf[K] | null;
}
function stateText(facts: Facts, kind: PlanKind, id: Code): string | undefined {
  switch (kind) {
    case 'operation':
      return facts.plan.operation.id === id ? facts.plan.operation.status : undefined;
    case 'task':
      return facts.tasks.get(id)?.status;
    case 'jit':
      return facts.jits.get(id)?.status;
    case 'agreement':
      return facts.agreements.get(id)?.state;
    case 'movement':
      return facts.movements.get(id)?.status;
    case 'asset':
      return facts.assets.get(id)?.state;
    case 'request':
      return facts.requests.get(id)?.status;
    case 'release':
      return facts.releases.get(id)?.status;
    case 'deconfliction':
      return facts.deconfliction.get(id)?.status;
  }
}

const putStatus = <T extends { readonly id: Code; readonly status: S }, S extends string>(
  items: readonly T[],
  id: Code,
  status: string,
): readonly T[] => items.map((item) => (item.id === id ? { ...item, status: status as S } : item));

/** Steps of an agreement are recorded from the draft on, or not at all. */
export const recordsSteps = ({ approval, state }: PlanAgreement): boolean => approval.length > 0 || state === 'draft';
/** The recorded steps; an agreement still in draft begins with that. */
export const approvalBefore = ({ approval, state, since }: PlanAgreement): readonly PlanApproval[] =>
  approval.length === 0 && state === 'draft' ? [{ step: state, date: since, ref: null }] : approval;

/** The plan as it would be after a step; an agreement also gets its step, with day and reference. */
export function planAfter<K extends PlanKind>(
  plan: Plan,
  kind: K,
  id: Code,
  to: StateOf[K],
  on: LocalDate,
  ref: string | null = null,
): Plan {
  const text: string = to;
  const any: PlanKind = kind;
  switch (any) {
    case 'operation':
      return { ...plan, operation: { ...plan.operation, status: text as StateOf['operation'] } };
    case 'task':
      return { ...plan, tasks: putStatus(plan.tasks, id, text) };
    case 'jit':
      return { ...plan, jits: putStatus(plan.jits, id, text) };
    case 'agreement': {
      const state = text as StateOf['agreement'];
      const agreements = plan.agreements.map((one) =>
        one.id === id
          ? {
              ...one,
              state,
              since: on,
              // Without recorded steps the state alone is judged (docs/rules.md, R-AGR-02); one step alone would not begin with draft.
              approval: [...approvalBefore(one), ...(recordsSteps(one) ? [{ step: state, date: on, ref }] : [])],
            }
          : one,
      );
      return { ...plan, agreements };
    }
    case 'movement':
      return { ...plan, movements: putStatus(plan.movements, id, text) };
    case 'asset':
      return { ...plan, assets: plan.assets.map((a) => (a.id === id ? { ...a, state: text as StateOf['asset'] } : a)) };
    case 'request':
      return { ...plan, requests: putStatus(plan.requests, id, text) };
    case 'release':
      return { ...plan, releases: putStatus(plan.releases, id, text) };
    case 'deconfliction':
      return { ...plan, deconfliction: putStatus(plan.deconfliction, id, text) };
  }
}

/** What the rules are asked about before a step of an item: itself, and what it stands on. */
function subjectsOf(
  facts: Facts,
  kind: Exclude<PlanKind, 'operation'>,
  id: Code,
): readonly (readonly [SubjectKind, readonly Code[]])[] {
  switch (kind) {
    case 'task': {
      const task = facts.tasks.get(id);
      return [
        ['task', [id]],
        ['timed', [id]],
        ['person', task?.people ?? []],
        [
          'sync_group',
          [...facts.syncGroups.values()].filter((g) => g.id === task?.sync || g.tasks.includes(id)).map((g) => g.id),
        ],
      ];
    }
    case 'movement': {
      const bases = facts.movements.get(id)?.pax.flatMap((row) => row.basis ?? []) ?? [];
      return [
        ['movement', [id]],
        ['agreement', [...new Set(bases)]],
      ];
    }
    case 'release': {
      const records = [...new Set(facts.releases.get(id)?.records ?? [])];
      return [
        ['release', [id]],
        ['record', records],
        ['released_record', records.map((record) => `${id}/${record}`)],
      ];
    }
    case 'jit':
    case 'agreement':
    case 'asset':
    case 'request':
    case 'deconfliction':
      return [[kind, [id]]];
  }
}

/** Findings about an item: of the whole plan for an operation, else of the item and what it stands on. */
export function findingsAbout(facts: Facts, kind: PlanKind, id: Code): readonly Finding[] {
  if (kind === 'operation') return sweep(facts);
  const subjects = subjectsOf(facts, kind, id);
  return RULES.flatMap((rule) =>
    subjects
      .filter(([subjectKind]) => subjectKind === rule.subjectKind)
      .flatMap(([, codes]) => codes.flatMap((code) => rule.check(facts, code) ?? [])),
  );
}

/**
 * Findings before a step and after it. Both count: some rules look only at the state that is left (departure), some only at the one
 * that is reached (confiscation).
 */
function findingsAround<K extends PlanKind>(
  facts: Facts,
  kind: K,
  id: Code,
  to: StateOf[K],
  said: Said,
): readonly Finding[] {
  const before = findingsAbout(facts, kind, id);
  if (kind === 'operation') return before;
  const after = withPlan(facts, planAfter(facts.plan, kind, id, to, said.date ?? facts.today, said.reference ?? null));
  const byKey = new Map(before.map((finding) => [`${finding.rule} ${finding.subject}`, finding]));
  for (const finding of findingsAbout(after, kind, id)) {
    const key = `${finding.rule} ${finding.subject}`;
    // The stricter of the two stays.
    if (byKey.get(key)?.severity !== 'block') byKey.set(key, finding);
  }
  return [...byKey.values()];
}

/** The extension at issue and the end it extends: the first signed one of a team in force, the latest of one already extended. */
function extensionOf(jit: PlanJit): Pick<Evidence, 'end' | 'extension'> {
  const later = jit.extensions.filter((one) => one.until > jit.until).toSorted((a, b) => (a.until < b.until ? -1 : 1));
  const signed = later.filter((one) => lastSignature(jit.parties, one.signed) !== null);
  // A team that is extended has used one; without a second there is nothing to extend by.
  const extension = jit.status === 'extended' ? (later.length > 1 ? later.at(-1) : undefined) : (signed[0] ?? later[0]);
  const counted = jit.status === 'extended' ? later.filter((one) => one !== extension) : [];
  return { end: jitEnd({ ...jit, extensions: counted }), extension: extension ?? null };
}

/** What the plan holds about an item, over what was said about it. */
function known<K extends PlanKind>(facts: Facts, kind: K, id: Code, to: StateOf[K]): Partial<Evidence> {
  const any: PlanKind = kind;
  switch (any) {
    case 'jit': {
      const jit = facts.jits.get(id);
      if (!jit) return {};
      const ending = to === 'extended' ? extensionOf(jit) : { end: jitEnd(jit) };
      return { parties: jit.parties, signed: jit.signed, start: jit.from, ...ending };
    }
    case 'agreement': {
      const paper = facts.agreements.get(id);
      if (!paper) return {};
      const { parties, signed, since, from, until } = paper;
      // Steps are appended in order: the last one dates the present state.
      return { parties, signed, since: paper.approval.at(-1)?.date ?? since, start: from, end: until };
    }
    case 'movement':
      return { checks: facts.movements.get(id)?.checks ?? null };
    case 'asset': {
      const asset = facts.assets.get(id);
      return { order: asset?.order ?? null, agreement: asset?.agreement ?? null };
    }
    case 'request':
      return { due: facts.requests.get(id)?.due ?? null };
    case 'operation':
    case 'task':
    case 'release':
    case 'deconfliction':
      return {};
  }
}

/** Evidence for a step of an item of the plan: today, the answer of the rules, and what the plan holds, over what was said. */
export const planEvidence = <K extends PlanKind>(
  facts: Facts,
  kind: K,
  id: Code,
  to: StateOf[K],
  said: Said,
): Evidence => ({
  ...said,
  ...known(facts, kind, id, to),
  today: facts.today,
  findings: findingsAround(facts, kind, id, to, said),
});
