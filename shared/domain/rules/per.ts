/** People: load, leave, languages, skills, and the papers a person needs for a task. Time on duty and on the road is in per-time.ts. */
import type { FindingItem, LocalDate, PlanPerson } from '../../model/plan.ts';
import { COERCIVE_KINDS } from '../../model/vocabulary.ts';
import { addMonths, daysBetween } from '../../time/calendar.ts';
import { type Facts, homeOf, isAbroad, siteOf, timelineOf, type TimedTask } from '../facts/facts.ts';
import { overloadOf } from '../facts/load.ts';
import { LANGUAGE_BLOCKS, missingLanguages, missingSkills, nobodyQualified } from '../facts/needs.ts';
import { itemsOf, type Rule, ruleAbout } from './rule.ts';

const load = ruleAbout(
  'person',
  {
    id: 'R-PER-01',
    reads: ['tasks', 'people', 'time'],
    title: 'Load of overlapping tasks is at most 100 %',
    severity: 'block',
    gate: 'publish',
  },
  (facts, person) => {
    const over = overloadOf(facts, person.id);
    return over && { items: [{ key: 'load', value: over.peak }, ...itemsOf('task', over.tasks)] };
  },
);

const leave = ruleAbout(
  'person',
  {
    id: 'R-PER-02',
    reads: ['tasks', 'people', 'time'],
    title: 'Nobody works while on leave',
    severity: 'block',
    gate: 'publish',
  },
  (facts, person) => {
    const spans = person.leave.map(({ from, to }) => ({
      start: facts.clockwork.dayStart(from),
      end: facts.clockwork.dayEnd(to),
    }));
    if (spans.length === 0) return null;
    const during = timelineOf(facts, person.id).filter((timed) =>
      spans.some((span) => timed.start < span.end && timed.end > span.start),
    );
    return during.length === 0 ? null : { items: tasksOf(during) };
  },
);

const tasksOf = (timed: readonly TimedTask[]): readonly FindingItem[] =>
  itemsOf(
    'task',
    timed.map(({ task }) => task.id),
  );

const languages = ruleAbout(
  'task',
  {
    id: 'R-PER-03',
    reads: ['tasks', 'people', 'limits'],
    title: 'Each needed language is held by somebody assigned',
    severity: 'block',
    gate: 'publish',
  },
  (facts, task) => {
    const missing = missingLanguages(facts, task);
    return missing.length === 0
      ? null
      : {
          severity: LANGUAGE_BLOCKS.includes(task.kind) ? 'block' : 'warn',
          items: missing.map((value) => ({ key: 'language', value, also: { level: facts.plan.limits.langLevel } })),
        };
  },
);

const skills = ruleAbout(
  'task',
  {
    id: 'R-PER-07',
    reads: ['tasks', 'people'],
    title: 'Needed skills are met in number',
    severity: 'block',
    gate: 'publish',
  },
  (facts, task) => {
    const short = missingSkills(facts, task);
    return short.length === 0
      ? null
      : {
          items: short.flatMap(({ skill, needed, have }) => [
            { key: 'skill', value: skill },
            { key: 'needed', value: needed },
            { key: 'have', value: have },
          ]),
        };
  },
);

/** Tasks whose last minute lies after the day a paper ends. */
const after = (facts: Facts, person: PlanPerson, lastDay: LocalDate): readonly TimedTask[] => {
  const end = facts.clockwork.dayEnd(lastDay);
  return timelineOf(facts, person.id).filter((timed) => timed.end > end);
};

const vetting = ruleAbout(
  'person',
  {
    id: 'R-PER-05',
    reads: ['tasks', 'people', 'time'],
    title: 'Vetting is valid to the end of every task',
    severity: 'block',
    gate: 'assign',
  },
  (facts, person) => {
    const { vetting: until } = person;
    const late = until === null ? [] : after(facts, person, until);
    return until === null || late.length === 0
      ? null
      : { items: [...tasksOf(late), { key: 'valid_until', value: until }] };
  },
);

const medical = ruleAbout(
  'person',
  {
    id: 'R-PER-10',
    reads: ['tasks', 'people', 'time'],
    title: 'Medical fitness is valid to the end of every task',
    severity: 'block',
    gate: 'assign',
  },
  (facts, person) => {
    const { medical: until } = person;
    const late = until === null ? [] : after(facts, person, until);
    return until === null || late.length === 0
      ? null
      : {
          items: [...tasksOf(late), { key: 'valid_until', value: until }],
          severity: late.some(({ task }) => COERCIVE_KINDS.includes(task.kind)) ? 'block' : 'warn',
        };
  },
);

const passport = ruleAbout(
  'person',
  {
    id: 'R-PER-08',
    reads: ['people', 'agencies', 'limits'],
    title: 'Passport is valid six months after deployment ends',
    severity: 'warn',
    gate: 'deploy',
  },
  (facts, person) => {
    const { deployed, passport: until } = person;
    if (!deployed || deployed.to === homeOf(facts, person)) return null;
    if (until === null) {
      return facts.withheld(person.id, 'passport')
        ? null
        : { items: [{ key: 'no_passport', also: { country: deployed.to } }] };
    }
    const needed = addMonths(deployed.until, facts.plan.limits.passportMonths);
    return until >= needed
      ? null
      : {
          items: [
            { key: 'valid_until', value: until, also: { deployed_until: deployed.until } },
            { key: 'needed_until', value: needed },
          ],
        };
  },
);

interface AbroadTask extends TimedTask {
  readonly cc: string;
}
/** Physical tasks abroad, as far as site and home can be seen. */
function abroadTasks(facts: Facts, person: PlanPerson): readonly AbroadTask[] {
  return timelineOf(facts, person.id).flatMap((timed) => {
    const site = siteOf(facts, timed.task);
    return site && isAbroad(facts, person, site.cc) ? [{ ...timed, cc: site.cc }] : [];
  });
}

const entryRight = ruleAbout(
  'person',
  {
    id: 'R-PER-09',
    reads: ['tasks', 'people', 'agencies', 'sites', 'time'],
    title: 'Right of entry covers each foreign task',
    severity: 'block',
    gate: 'deploy',
  },
  (facts, person) => {
    const uncovered = abroadTasks(facts, person).filter(({ cc, end }) => {
      const right = Object.hasOwn(person.entry, cc) ? person.entry[cc] : undefined;
      if (right === undefined) return !facts.withheld(person.id, 'entry');
      return right !== 'exempt' && end > facts.clockwork.dayEnd(right);
    });
    if (uncovered.length === 0) return null;
    const countries = [...new Set(uncovered.map(({ cc }) => cc))].sort();
    return { items: [...countries.map((value) => ({ key: 'country', value })), ...tasksOf(uncovered)] };
  },
);

const deployment = ruleAbout(
  'person',
  {
    id: 'R-PER-14',
    reads: ['tasks', 'people', 'agencies', 'sites', 'time'],
    title: 'Physical task abroad lies in a deployment to that country',
    severity: 'warn',
    gate: 'publish',
  },
  (facts, person) => {
    const { deployed } = person;
    if (deployed === null && facts.withheld(person.id, 'deployed')) return null;
    const outside = abroadTasks(facts, person).filter(
      ({ task, cc, start, end }) =>
        task.kind !== 'meeting' &&
        !(
          deployed?.to === cc &&
          start >= facts.clockwork.dayStart(deployed.from) &&
          end <= facts.clockwork.dayEnd(deployed.until)
        ),
    );
    return outside.length === 0 ? null : { items: tasksOf(outside) };
  },
);

const daysAbroad = ruleAbout(
  'person',
  {
    id: 'R-PER-12',
    reads: ['people', 'agencies', 'limits'],
    title: 'Deployment lasts at most 30 days, both ends counted',
    severity: 'warn',
    gate: 'deploy',
  },
  (facts, person) => {
    const { deployed } = person;
    if (!deployed || deployed.to === homeOf(facts, person)) return null;
    const days = daysBetween(deployed.from, deployed.until) + 1;
    const limit = facts.plan.limits.deployMaxDays;
    return days <= limit
      ? null
      : {
          items: [
            { key: 'days', value: days, also: { country: deployed.to } },
            { key: 'limit', value: limit },
          ],
        };
  },
);

/** Why a person may not carry on an armed task; empty when all is well. */
function armsFaults(facts: Facts, person: PlanPerson, timed: TimedTask): readonly string[] {
  const { task } = timed;
  if (person.firearms === null)
    return nobodyQualified(facts, task) && !facts.withheld(person.id, 'firearms') ? ['nobody_qualified'] : [];
  const faults: string[] = [];
  if (timed.end > facts.clockwork.dayEnd(person.firearms)) faults.push('qualification_ends');
  const site = siteOf(facts, task);
  if (!site || !isAbroad(facts, person, site.cc)) return faults;
  if (!person.arms.includes(site.cc) && !facts.withheld(person.id, 'arms')) faults.push('no_host_authorisation');
  const jit = task.jit === null ? undefined : facts.jits.get(task.jit);
  if (jit && !jit.armsForSeconded) faults.push('jit_forbids');
  return faults;
}

const arms = ruleAbout(
  'person',
  {
    id: 'R-PER-06',
    reads: ['tasks', 'people', 'agencies', 'sites', 'jits', 'time'],
    title: 'Who carries on an armed task is qualified, and abroad authorised by the host and the JIT',
    severity: 'block',
    gate: 'assign',
  },
  (facts, person) => {
    const items: FindingItem[] = [];
    for (const timed of timelineOf(facts, person.id)) {
      if (timed.task.armed) items.push(...armsFaults(facts, person, timed).map((key) => ({ key, ref: timed.task.id })));
    }
    return items.length === 0 ? null : { items };
  },
);

export const PER_RULES: readonly Rule[] = [
  load,
  leave,
  languages,
  vetting,
  arms,
  skills,
  passport,
  entryRight,
  medical,
  daysAbroad,
  deployment,
];
