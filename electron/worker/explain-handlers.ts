import {
  bestThree,
  coverageOf,
  coverageOfAll,
  gapsOf,
  type MovementCoverage,
  whatFalls,
  whatFallsWithJit,
  why,
  whyNot,
} from '#shared/domain/explain/index.ts';
import { buildFacts, type Facts } from '#shared/domain/facts/facts.ts';
import { sweep } from '#shared/domain/rules/index.ts';
import type { FindingsDiff } from '#shared/domain/rules/sweep.ts';
import type { Finding, PlanPerson, PlanTask } from '#shared/model/plan.ts';
import type { Reply } from '#shared/contract/call.ts';
import type { CoverageLine } from '#shared/contract/explain.ts';
import { refusal } from '#shared/result/refusal.ts';
import { isDate } from '#shared/time/calendar.ts';
import { formatInstant } from '#shared/time/instant.ts';
import { done, type HandlersOf, notFound, refuse, withOperation, withSession } from './context.ts';
import { readOperation } from './planning-handlers.ts';
import type { Explained, Explanation, Question } from './requests.ts';
import type { States } from './states.ts';
import { byNeed, coverageLines } from './views/coverage-views.ts';
import {
  changeViews,
  findingViews,
  findPeople,
  gapsOfState,
  gapView,
  personAnswer,
  suggestionsView,
} from './views/explain-views.ts';
import type { OperationState } from './views/state.ts';

/** The code of an item that was named by record id or by code. */
const codeOf = (state: OperationState, item: string): string => state.view.codeOf.get(item) ?? item;

const keptLines = new WeakMap<States, Map<string, readonly CoverageLine[]>>();
/** Coverage by operation, as long as its records are the same: a portfolio is read once and then only where it changed. */
function linesOf(states: States): Map<string, readonly CoverageLine[]> {
  const known = keptLines.get(states) ?? new Map<string, readonly CoverageLine[]>();
  keptLines.set(states, known);
  return known;
}

/** A task and a person of an operation, each by record id or by code; or which of them is not there. */
export function slotOf(
  state: OperationState,
  names: { readonly task: string; readonly person: string },
):
  | { readonly ok: true; readonly value: { readonly task: PlanTask; readonly person: PlanPerson } }
  | ReturnType<typeof notFound> {
  const task = state.facts.tasks.get(codeOf(state, names.task));
  const person = state.facts.people.get(codeOf(state, names.person));
  if (!task) return notFound(names.task);
  return person ? { ok: true, value: { task, person } } : notFound(names.person);
}

const badDay = refuse(refusal('bad-day', 'on', 'the day must be written as 2027-03-20'));

const diffViews = (state: OperationState, { added, gone, changed }: FindingsDiff) => ({
  added: findingViews(state, added),
  gone: findingViews(state, gone),
  changed: changeViews(state, changed),
});

const coverageView = ({ rows, ...head }: MovementCoverage) => ({
  ...head,
  rows: rows.map(({ row: { nat, cat, n, to, basis }, cells }) => ({
    row: { nat, cat, n, to, basis },
    cells: cells.map(({ by, misses, ...cell }) => ({
      ...cell,
      by: by.map((carrier) => ({ ...carrier })),
      misses: misses.map(({ agreement, faults }) => ({
        agreement,
        faults: faults.map((fault) =>
          fault.fault === 'unsigned' ? { fault: fault.fault, parties: [...fault.parties] } : { ...fault },
        ),
      })),
    })),
  })),
});

const notInPlan = (code: string) =>
  refuse(refusal('not-found', code.slice(0, 100), 'nothing of this name is in the plan'));

/** The answer to a question of the command line; refused when it names something that is not in the plan. */
function explain(facts: Facts, findings: readonly Finding[], question: Question): Reply<Explanation> {
  switch (question.ask) {
    case 'why': {
      const [task, person] = [facts.tasks.get(question.task), facts.people.get(question.person)];
      if (!task) return notInPlan(question.task);
      if (!person) return notInPlan(question.person);
      const on = why(facts, findings, person, task);
      return done(
        on
          ? { ask: 'why', assigned: true, answer: on }
          : { ask: 'why', assigned: false, answer: whyNot(facts, findings, person, task) },
      );
    }
    case 'gaps':
      return done({ ask: 'gaps', answer: gapsOf(facts) });
    case 'suggest': {
      const task = facts.tasks.get(question.task);
      return task ? done({ ask: 'suggest', answer: bestThree(facts, findings, task) }) : notInPlan(question.task);
    }
    case 'falls': {
      const { code, on, what } = question;
      if (!isDate(on)) return badDay;
      if (what === 'agreement') {
        const agreement = facts.agreements.get(code);
        return agreement ? done({ ask: 'falls', what, answer: whatFalls(facts, agreement, on) }) : notInPlan(code);
      }
      const jit = facts.jits.get(code);
      return jit ? done({ ask: 'falls', what, answer: whatFallsWithJit(facts, jit, on) }) : notInPlan(code);
    }
    case 'coverage': {
      if (question.movement === null) return done({ ask: 'coverage', answer: coverageOfAll(facts) });
      const movement = facts.movements.get(question.movement);
      return movement ? done({ ask: 'coverage', answer: [coverageOf(facts, movement)] }) : notInPlan(question.movement);
    }
  }
}

function explained(facts: Facts, findings: readonly Finding[], question: Question): Reply<Explained> {
  const answer = explain(facts, findings, question);
  const { id, codeName } = facts.plan.operation;
  return answer.ok
    ? done({ operation: id, codeName, clock: formatInstant(facts.clock), explained: answer.value })
    : answer;
}

export const explainHandlers: HandlersOf<
  | 'explain.person'
  | 'person.find'
  | 'gap.list'
  | 'gap.suggest'
  | 'explain.agreement'
  | 'explain.jit'
  | 'coverage.movement'
  | 'coverage.all'
  | 'file.explain'
  | 'operation.explain'
> = {
  'explain.person': (context, { operation, ...names }) =>
    withOperation(context, operation, (state) => {
      const slot = slotOf(state, names);
      return slot.ok ? done(personAnswer(state, slot.value.person, slot.value.task)) : slot;
    }),
  'person.find': (context, { operation, task, text }) =>
    withOperation(context, operation, (state) => {
      const found = state.facts.tasks.get(codeOf(state, task));
      return found ? done(findPeople(state, found, text)) : notFound(task);
    }),
  'gap.list': (context, { operation, first, count }) =>
    withOperation(context, operation, (state) => {
      const gaps = gapsOfState(state);
      return done({ total: gaps.length, gaps: gaps.slice(first, first + count).map((gap) => gapView(state, gap)) });
    }),
  'gap.suggest': (context, { operation, task }) =>
    withOperation(context, operation, (state) => {
      const found = state.facts.tasks.get(codeOf(state, task));
      return found ? done(suggestionsView(state, found)) : notFound(task);
    }),
  'explain.agreement': (context, { operation, agreement, on }) =>
    withOperation(context, operation, (state) => {
      const found = state.facts.agreements.get(codeOf(state, agreement));
      if (!found) return notFound(agreement);
      if (!isDate(on)) return badDay;
      const { findings, rows, releases, assets, ...rest } = whatFalls(state.facts, found, on);
      return done({
        ...rest,
        rows: rows.map((row) => ({ ...row, others: [...row.others] })),
        releases: releases.map((release) => ({ ...release, others: [...release.others] })),
        assets: assets.map((asset) => ({ ...asset })),
        ...diffViews(state, findings),
      });
    }),
  'explain.jit': (context, { operation, jit, on }) =>
    withOperation(context, operation, (state) => {
      const found = state.facts.jits.get(codeOf(state, jit));
      if (!found) return notFound(jit);
      if (!isDate(on)) return badDay;
      const { findings, tasks, ...rest } = whatFallsWithJit(state.facts, found, on);
      return done({
        ...rest,
        tasks: tasks.map((task) => ({ ...task, others: [...task.others] })),
        ...diffViews(state, findings),
      });
    }),
  'coverage.movement': (context, { operation, movement }) =>
    withOperation(context, operation, (state) => {
      const found = state.facts.movements.get(codeOf(state, movement));
      return found ? done(coverageView(coverageOf(state.facts, found))) : notFound(movement);
    }),
  'coverage.all': (context, { operation, first, count }) =>
    withSession(context, ({ store, states }) => {
      const ids = states.ids();
      const only = operation === null ? null : (ids.find((id) => id === operation) ?? states.find(operation)?.id);
      if (only === undefined) return notFound(operation ?? '');
      const lines = (only === null ? ids : [only])
        .flatMap((id) => states.kept(linesOf(states), id, () => coverageLines(store, id)))
        .sort(byNeed);
      return done({
        total: lines.length,
        open: lines.filter((line) => line.needed && line.open > 0).length,
        lines: lines.slice(first, first + count),
      });
    }),
  'file.explain': (_context, { file, question }) => {
    const read = readOperation(file);
    if (!read.ok) return read;
    const facts = buildFacts(read.value.plan, read.value.clock);
    return explained(facts, sweep(facts), question);
  },
  'operation.explain': (context, { operation, question }) =>
    withOperation(context, operation, ({ facts, findings }) => explained(facts, findings, question)),
};
