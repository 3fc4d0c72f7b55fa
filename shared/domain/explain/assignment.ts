/**
 * Why, and why not: what one person on one task adds to the findings and takes away, and what that person contributes.
 * Only what the assignment causes: rules about people and teams are asked about the task and the people it touches, before and after,
 * on an overlay that costs as much as the one task. A property test holds the answer to that of the whole engine.
 */
import type { Code, Finding, PlanPerson, PlanTask } from '../../model/plan.ts';
import type { Skill } from '../../model/vocabulary.ts';
import { type Facts, isLive } from '../facts/facts.ts';
import { missingLanguages, missingSkills, neededSkills, nobodyQualified, speaks } from '../facts/needs.ts';
import { RULES, ruleById } from '../rules/registry.ts';
import type { Rule } from '../rules/rule.ts';
import { compareFindings, keyOf } from '../rules/sweep.ts';

export interface Changed {
  readonly before: Finding;
  readonly after: Finding;
}
/** What a change of the people on a task does, each list by rule and subject. */
export interface Effect {
  readonly added: readonly Finding[];
  readonly gone: readonly Finding[];
  /** Findings that were there and now weigh more: a higher severity, or one more thing they speak of. */
  readonly worse: readonly Changed[];
  /** Findings that stay but weigh less: one of two missing languages is now spoken. */
  readonly eased: readonly Changed[];
}
/** Which part of what a task lacks a person fills. */
export interface Closes {
  readonly skills: readonly Skill[];
  readonly languages: readonly string[];
  /** Somebody is on the task at last. */
  readonly nobody: boolean;
  /** Somebody on an armed task holds a firearms qualification (R-PER-06). */
  readonly arms: boolean;
}
export interface WhyNot extends Effect {
  readonly task: Code;
  readonly person: Code;
  readonly closes: Closes;
  /** New or graver findings that stop the assignment itself: blocks at the gate `assign` and what nobody can lift (‡). */
  readonly stops: readonly Finding[];
}
export interface Why {
  readonly task: Code;
  readonly person: Code;
  /** Needed skills and languages the person holds. */
  readonly holds: { readonly skills: readonly Skill[]; readonly languages: readonly string[]; readonly arms: boolean };
  /** Those among them that nobody else on the task makes up for. */
  readonly only: { readonly skills: readonly Skill[]; readonly languages: readonly string[]; readonly arms: boolean };
  /** What taking the person off would do. */
  readonly without: Effect;
}

/** Rules whose findings can change with who is on a task. The others read tasks for their times, places and owners (property test). */
const PERSON_RULES = RULES.filter((rule) => rule.subjectKind === 'person' && rule.reads.has('tasks'));
const TASK_RULES = RULES.filter(
  (rule) => rule.subjectKind === 'task' && rule.reads.has('tasks') && /^R-(PER|JIT)-/.test(rule.id),
);
/** These weigh less with everybody who joins; every other rule weighs more. */
const NEED_RULES: ReadonlySet<string> = new Set(['R-PER-03', 'R-PER-07']);

/**
 * The same facts with other people on a task. Only for asking rules about single subjects: the list of tasks in the plan stays as it was.
 * Times remembered for people are left behind where the task is part of them.
 */
export function withPeople(facts: Facts, task: PlanTask, people: readonly Code[]): Facts {
  return { ...facts, tasks: facts.tasks.put([{ ...task, people }]), timelines: new Map() };
}

/** Findings of a list by what they are about, indexed once per list. */
const bySubject = new WeakMap<readonly Finding[], ReadonlyMap<string, Finding>>();
function lookUp(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  let known = bySubject.get(findings);
  if (!known) bySubject.set(findings, (known = new Map(findings.map((finding) => [keyOf(finding), finding]))));
  return known;
}

const NO_EFFECT: Effect = { added: [], gone: [], worse: [], eased: [] };

/** What other people on a task would do to the findings; `findings` are those of the facts. A task that never happens changes nothing. */
export function effectOfPeople(
  facts: Facts,
  findings: readonly Finding[],
  task: PlanTask,
  people: readonly Code[],
): Effect {
  if (!isLive(task)) return NO_EFFECT;
  const known = lookUp(findings);
  const after = withPeople(facts, task, people);
  const added: Finding[] = [];
  const gone: Finding[] = [];
  const worse: Changed[] = [];
  const eased: Changed[] = [];
  const joins = people.length >= task.people.length;
  const ask = (rule: Rule, subject: Code): void => {
    const was = known.get(keyOf({ rule: rule.id, subject }));
    const is = rule.check(after, subject);
    if (!was && is) added.push(is);
    else if (was && !is) gone.push(was);
    else if (was && is && (was.severity !== is.severity || was.message !== is.message))
      (weighsMore(was, is, joins) ? worse : eased).push({ before: was, after: is });
  };
  for (const rule of TASK_RULES) ask(rule, task.id);
  for (const person of touched(task, people)) for (const rule of PERSON_RULES) ask(rule, person);
  const byAfter = (a: Changed, b: Changed): number => compareFindings(a.after, b.after);
  return {
    added: added.sort(compareFindings),
    gone: gone.sort(compareFindings),
    worse: worse.sort(byAfter),
    eased: eased.sort(byAfter),
  };
}

/** Those who join or leave; on an armed task everybody, because who carries depends on who else is qualified (R-PER-06). */
function touched(task: PlanTask, people: readonly Code[]): ReadonlySet<Code> {
  const [was, is] = [new Set(task.people), new Set(people)];
  return new Set([...was, ...is].filter((id) => task.armed || was.has(id) !== is.has(id)));
}

/** Whether a finding that changed weighs more than before. What it speaks of decides; where only numbers differ, whether somebody joined. */
function weighsMore(before: Finding, after: Finding, joins: boolean): boolean {
  if (before.severity !== after.severity) return after.severity === 'block';
  if (NEED_RULES.has(after.rule)) return !joins;
  const [was, is] = [thingsOf(before), thingsOf(after)];
  if ([...is].some((thing) => !was.has(thing))) return true;
  return is.size === was.size && joins;
}
const thingsOf = (finding: Finding): ReadonlySet<string> =>
  new Set(finding.items.map(({ key, ref, value }) => `${key} ${ref ?? ''} ${typeof value === 'string' ? value : ''}`));

/** Findings that the effect adds or makes graver. */
export const burdens = (effect: Effect): readonly Finding[] => [
  ...effect.added,
  ...effect.worse.map(({ after }) => after),
];

/** What stops the assignment: `block` stops the gate it names, and a rule marked ‡ can never be overridden. */
const stopsAssignment = (finding: Finding): boolean =>
  finding.severity === 'block' && (finding.gate === 'assign' || ruleById(finding.rule)?.dagger === true);

/** What a person would fill of what the task lacks now. */
export function closesOf(facts: Facts, task: PlanTask, person: PlanPerson): Closes {
  if (!isLive(task) || task.people.includes(person.id))
    return { skills: [], languages: [], nobody: false, arms: false };
  return closesAmong(lackOf(facts, task), facts, person);
}

/** What a live task lacks, worked out once for many candidates. */
export interface Lack {
  readonly skills: readonly Skill[];
  readonly languages: readonly string[];
  readonly nobody: boolean;
  readonly arms: boolean;
}
export const lackOf = (facts: Facts, task: PlanTask): Lack => ({
  skills: missingSkills(facts, task).map(({ skill }) => skill),
  languages: missingLanguages(facts, task),
  nobody: task.people.length === 0 && (neededSkills(task).length > 0 || task.need.languages.length > 0),
  arms:
    task.armed &&
    nobodyQualified(facts, task) &&
    // A field that was not released says nothing (docs/rules.md).
    !task.people.some((id) => facts.withheld(id, 'firearms')),
});

export const closesAmong = (lack: Lack, facts: Facts, person: PlanPerson): Closes => ({
  skills: lack.skills.filter((skill) => person.skills.includes(skill)),
  languages: lack.languages.filter((language) => speaks(person, language, facts.plan.limits.langLevel)),
  nobody: lack.nobody,
  arms: lack.arms && person.firearms !== null,
});
/** Parts of the gap that are filled; somebody at last is one of them only beside another. */
export const countClosed = ({ skills, languages, nobody, arms }: Closes): number => {
  const needs = skills.length + languages.length + (arms ? 1 : 0);
  return needs === 0 ? 0 : needs + (nobody ? 1 : 0);
};

/** What assigning a person to a task would do. `findings` are those of the facts. Somebody who is on it already changes nothing. */
export function whyNot(facts: Facts, findings: readonly Finding[], person: PlanPerson, task: PlanTask): WhyNot {
  const isOn = task.people.includes(person.id);
  const effect = isOn ? NO_EFFECT : effectOfPeople(facts, findings, task, [...task.people, person.id]);
  return {
    task: task.id,
    person: person.id,
    closes: closesOf(facts, task, person),
    stops: burdens(effect).filter(stopsAssignment),
    ...effect,
  };
}

/** What somebody contributes to a task they are on, and what taking them off would do. null: not on it. */
export function why(facts: Facts, findings: readonly Finding[], person: PlanPerson, task: PlanTask): Why | null {
  if (!task.people.includes(person.id)) return null;
  const others = task.people.filter((id) => id !== person.id);
  const without = withPeople(facts, task, others);
  const rest: PlanTask = { ...task, people: others };
  const level = facts.plan.limits.langLevel;
  const holds = {
    skills: neededSkills(task).filter((skill) => person.skills.includes(skill)),
    languages: [...new Set(task.need.languages)].sort().filter((language) => speaks(person, language, level)),
    arms: task.armed && person.firearms !== null,
  };
  const lack = lackOf(without, rest);
  return {
    task: task.id,
    person: person.id,
    holds,
    only: {
      skills: holds.skills.filter((skill) => lack.skills.includes(skill)),
      languages: holds.languages.filter((language) => lack.languages.includes(language)),
      arms: holds.arms && lack.arms,
    },
    without: effectOfPeople(facts, findings, task, others),
  };
}
