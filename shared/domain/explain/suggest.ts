/**
 * The best three people for a gap. A suggestion never applies itself.
 *
 * Order: no new block (whoever brings one is not suggested), fewest new warnings, most of the gap closed, least work around the task,
 * longest rest before and after it, then the code. A quick look at skills, languages, leave, overlap and papers leaves out those who
 * cannot be among the three, so that the rules are asked about few; a property test holds the answer to that of asking about everybody.
 */
import type { Code, Finding, PlanPerson, PlanTask } from '../../model/plan.ts';
import { COERCIVE_KINDS } from '../../model/vocabulary.ts';
import { compareCodes, type Facts, isLive, leastSpan, timelineOf } from '../facts/facts.ts';
import type { KnownSpan } from '../facts/clockwork.ts';
import {
  burdens,
  type Closes,
  closesAmong,
  countClosed,
  type Effect,
  effectOfPeople,
  type Lack,
  lackOf,
} from './assignment.ts';
import { type Gap, gapOf } from './gaps.ts';

export interface Suggestion extends Effect {
  readonly person: Code;
  readonly closes: Closes;
  /** Parts of the gap that are filled. */
  readonly closed: number;
  /** Minutes of work (share of time taken into account) within three days before and after the task. */
  readonly loadMinutes: number;
  /** Shortest time free before or after the task, whole minutes; null: nothing else to do. */
  readonly restMinutes: number | null;
}
export interface Suggestions {
  readonly task: Code;
  /** null: the task lacks nobody. */
  readonly gap: Gap | null;
  /** At most three, the best first. */
  readonly best: readonly Suggestion[];
  /** Everybody else, counted: nobody disappears silently. */
  readonly others: {
    /** Could close part of the gap and would bring no block, but three are better. */
    readonly behind: number;
    /** Would close part of it, but bring a new block. */
    readonly blocked: number;
    /** Would close nothing of it. */
    readonly useless: number;
  };
}

const BEST = 3;
const DAY_MS = 86_400_000;
const AROUND_MS = 3 * DAY_MS;

/** The best three for the gap of a task. `findings` are those of the facts. */
export function bestThree(facts: Facts, findings: readonly Finding[], task: PlanTask): Suggestions {
  return rank(facts, findings, task, quickLook(facts, task));
}

/** The same answer without the quick look: for the test that holds one to the other. */
export function bestThreeAskingAll(facts: Facts, findings: readonly Finding[], task: PlanTask): Suggestions {
  return rank(facts, findings, task, () => false);
}

function rank(
  facts: Facts,
  findings: readonly Finding[],
  task: PlanTask,
  isOut: (person: PlanPerson) => boolean,
): Suggestions {
  const gap = gapOf(facts, task);
  const span = leastSpan(facts, task);
  const on = new Set(task.people);
  const lack = isLive(task) ? lackOf(facts, task) : NO_LACK;
  const found: Suggestion[] = [];
  let [blocked, useless] = [0, 0];
  for (const person of facts.people.values()) {
    if (on.has(person.id)) continue;
    const closes = closesAmong(lack, facts, person);
    const closed = countClosed(closes);
    if (closed === 0) {
      useless += 1;
      continue;
    }
    const effect = isOut(person) ? null : effectOfPeople(facts, findings, task, [...task.people, person.id]);
    if (effect === null || burdens(effect).some(({ severity }) => severity === 'block')) {
      blocked += 1;
      continue;
    }
    found.push({ person: person.id, closes, closed, ...balanceOf(facts, person, span), ...effect });
  }
  found.sort(byWorth);
  const best = found.slice(0, BEST);
  return { task: task.id, gap, best, others: { behind: found.length - best.length, blocked, useless } };
}
const NO_LACK: Lack = { skills: [], languages: [], nobody: false, arms: false };

function byWorth(a: Suggestion, b: Suggestion): number {
  return (
    burdens(a).length - burdens(b).length ||
    b.closed - a.closed ||
    a.loadMinutes - b.loadMinutes ||
    (b.restMinutes ?? Infinity) - (a.restMinutes ?? Infinity) ||
    compareCodes(a.person, b.person)
  );
}

/** Whether the task would surely bring a new block for a person; says nothing about who passes. Each line is one certain case of a rule. */
function quickLook(facts: Facts, task: PlanTask): (person: PlanPerson) => boolean {
  const span = leastSpan(facts, task);
  if (!span) return () => false;
  const coercive = COERCIVE_KINDS.includes(task.kind);
  const { dayStart, dayEnd } = facts.clockwork;
  return (person) =>
    // R-PER-02
    person.leave.some(({ from, to }) => span.start < dayEnd(to) && span.end > dayStart(from)) ||
    // R-PER-05
    (person.vetting !== null && span.end > dayEnd(person.vetting)) ||
    // R-PER-10
    (coercive && person.medical !== null && span.end > dayEnd(person.medical)) ||
    // R-PER-01
    timelineOf(facts, person.id).some(
      (other) => other.start < span.end && other.end > span.start && other.task.load + task.load > 100,
    );
}

/** How busy somebody is around a task, and how much time lies free beside it. */
function balanceOf(
  facts: Facts,
  person: PlanPerson,
  span: KnownSpan | null,
): Pick<Suggestion, 'loadMinutes' | 'restMinutes'> {
  if (!span) return { loadMinutes: 0, restMinutes: null };
  const [from, to] = [span.start - AROUND_MS, span.end + AROUND_MS];
  let load = 0;
  let rest: number | null = null;
  for (const { task, start, end } of timelineOf(facts, person.id)) {
    const around = Math.min(end, to) - Math.max(start, from);
    if (around > 0) load += around * task.load;
    const free = Math.max(0, start >= span.end ? start - span.end : span.start - end);
    if (rest === null || free < rest) rest = free;
  }
  return {
    loadMinutes: Math.round(load / 100 / 60_000),
    restMinutes: rest === null ? null : Math.floor(rest / 60_000),
  };
}
