/** Answers of shared/domain/explain as the window shows them: findings with words and places, people with names. */
import type {
  EffectView,
  GapView,
  PartsView,
  PersonAnswer,
  PersonBrief,
  SuggestionsView,
} from '#shared/contract/explain.ts';
import {
  bestThree,
  type Changed,
  type Closes,
  type Effect,
  type Gap,
  gapsOf,
  why,
  whyNot,
} from '#shared/domain/explain/index.ts';
import type { Code, Finding, PlanPerson, PlanTask } from '#shared/model/plan.ts';
import { findingView, worstFirst } from './finding-views.ts';
import { type OperationState, planOf, recordOf } from './state.ts';

type FindingView = ReturnType<typeof findingView>;
export const findingViews = (state: OperationState, findings: readonly Finding[]): FindingView[] =>
  [...findings].sort(worstFirst).map((finding) => findingView(state, finding));
export const changeViews = (
  state: OperationState,
  changes: readonly Changed[],
): { before: FindingView; after: FindingView }[] =>
  changes.map(({ before, after }) => ({ before: findingView(state, before), after: findingView(state, after) }));

export const effectView = (state: OperationState, { added, gone, worse, eased }: Effect): EffectView => ({
  added: findingViews(state, added),
  gone: findingViews(state, gone),
  worse: changeViews(state, worse),
  eased: changeViews(state, eased),
});

export function personBrief(state: OperationState, { id, name, role, agency }: PlanPerson): PersonBrief {
  const known = agency === null ? undefined : state.facts.agencies.get(agency);
  return { id: recordOf(state, id) ?? '', code: id, name, role, agency: known?.name ?? agency ?? '' };
}

const partsView = ({ skills, languages, nobody, arms }: Closes): PartsView => ({
  skills: [...skills],
  languages: [...languages],
  nobody,
  arms,
});

/** Why somebody is on a task, or what stands against putting them on it. */
export function personAnswer(state: OperationState, person: PlanPerson, task: PlanTask): PersonAnswer {
  const { facts, findings } = state;
  const brief = personBrief(state, person);
  const on = why(facts, findings, person, task);
  if (on)
    return {
      person: brief,
      assigned: true,
      parts: partsView({ ...on.holds, nobody: false }),
      only: partsView({ ...on.only, nobody: false }),
      effect: effectView(state, on.without),
      stops: [],
    };
  const not = whyNot(facts, findings, person, task);
  return {
    person: brief,
    assigned: false,
    parts: partsView(not.closes),
    only: null,
    effect: effectView(state, not),
    stops: findingViews(state, not.stops),
  };
}

export function gapView(state: OperationState, gap: Gap): GapView {
  const { task, skills, languages, decision, ...rest } = gap;
  return {
    ...rest,
    id: recordOf(state, task) ?? '',
    code: task,
    title: state.facts.tasks.get(task)?.title ?? '',
    skills: skills.map((lack) => ({ ...lack })),
    languages: [...languages],
    decision: [...decision],
  };
}

const gapLists = new WeakMap<OperationState, readonly Gap[]>();
/** Gaps of the operation as it stands, worked out once. */
export function gapsOfState(state: OperationState): readonly Gap[] {
  const known = gapLists.get(state) ?? gapsOf(state.facts);
  gapLists.set(state, known);
  return known;
}

export function suggestionsView(state: OperationState, task: PlanTask): SuggestionsView {
  const { gap, best, others } = bestThree(state.facts, state.findings, task);
  return {
    gap: gap && gapView(state, gap),
    best: best.flatMap((one) => {
      const person = state.facts.people.get(one.person);
      if (!person) return [];
      return [
        {
          person: personBrief(state, person),
          closes: partsView(one.closes),
          closed: one.closed,
          loadMinutes: one.loadMinutes,
          restMinutes: one.restMinutes,
          effect: effectView(state, one),
        },
      ];
    }),
    others,
  };
}

const FOUND = 50;
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
/** People whose name, code, role or agency holds the text, without regard to case and accents; those on the task first, then by name. */
export function findPeople(
  state: OperationState,
  task: PlanTask,
  text: string,
): { person: PersonBrief; assigned: boolean }[] {
  const needle = plain(text.trim());
  const on: ReadonlySet<Code> = new Set(task.people);
  return planOf(state)
    .people.map((person) => ({ person: personBrief(state, person), assigned: on.has(person.id) }))
    .filter(({ person: { code, name, role, agency } }) => plain(`${code} ${name} ${role} ${agency}`).includes(needle))
    .sort(
      (a, b) =>
        Number(b.assigned) - Number(a.assigned) ||
        (a.person.name < b.person.name ? -1 : a.person.name > b.person.name ? 1 : 0) ||
        (a.person.code < b.person.code ? -1 : 1),
    )
    .slice(0, FOUND);
}
