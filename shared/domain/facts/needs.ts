/** What a task needs of the people on it and does not get: languages (R-PER-03), skills in number (R-PER-07), somebody who may carry (R-PER-06). */
import type { PlanPerson, PlanTask } from '../../model/plan.ts';
import { type LanguageLevel, LANGUAGE_LEVELS, type Skill, SKILLS, type TaskKind } from '../../model/vocabulary.ts';
import { type Facts, peopleOf, sortedCodes } from './facts.ts';

/** Tasks at which a person is understood or misunderstood at the cost of a right: a missing language blocks. */
export const LANGUAGE_BLOCKS: readonly TaskKind[] = ['screening', 'consular'];

export function speaks(person: PlanPerson, language: string, atLeast: LanguageLevel): boolean {
  const level = Object.hasOwn(person.languages, language) ? person.languages[language] : undefined;
  return level !== undefined && LANGUAGE_LEVELS.indexOf(level) >= LANGUAGE_LEVELS.indexOf(atLeast);
}

/** Needed languages that nobody assigned speaks well enough, sorted; none while somebody assigned cannot be seen: they may speak it. */
export function missingLanguages(facts: Facts, task: PlanTask): readonly string[] {
  if (task.need.languages.length === 0) return [];
  const { seen, unseen } = peopleOf(facts, task);
  if (unseen > 0) return [];
  const level = facts.plan.limits.langLevel;
  return sortedCodes(task.need.languages.filter((language) => !seen.some((person) => speaks(person, language, level))));
}

export interface MissingSkill {
  readonly skill: Skill;
  readonly needed: number;
  /** People who can be seen and hold it; one person counts for each skill held. */
  readonly have: number;
}

/** Needed skills that too few hold, in the order of the vocabulary; whoever cannot be seen may hold any of them. */
export function missingSkills(facts: Facts, task: PlanTask): readonly MissingSkill[] {
  const needed = neededSkills(task);
  if (needed.length === 0) return [];
  const { seen, unseen } = peopleOf(facts, task);
  return needed.flatMap((skill) => {
    const n = task.need.skills[skill] ?? 0;
    const have = seen.filter((person) => person.skills.includes(skill)).length;
    return have + unseen < n ? [{ skill, needed: n, have }] : [];
  });
}

/** Skills asked for in a number above nought, in the order of the vocabulary. */
export function neededSkills({ need }: PlanTask): readonly Skill[] {
  // Most tasks name none or one; walking the whole vocabulary for each costs more than all the rest of the rule.
  const named: readonly string[] = Object.keys(need.skills);
  return named.length === 0 ? NONE : SKILLS.filter((skill) => named.includes(skill) && (need.skills[skill] ?? 0) > 0);
}
const NONE: readonly never[] = [];

/** An armed task on which nobody ever held a firearms qualification; false while somebody assigned cannot be seen. */
export function nobodyQualified(facts: Facts, task: PlanTask): boolean {
  const { seen, unseen } = peopleOf(facts, task);
  return unseen === 0 && seen.every((person) => person.firearms === null);
}
