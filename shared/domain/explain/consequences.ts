/** Counted consequences of a change for the tasks it touches: people, daylight, holidays, papers, lawful hours. */
import type { Code } from '../../model/plan.ts';
import { lightAt } from '../../time/sun.ts';
import { dateIn } from '../../time/wall-clock.ts';
import { type Facts, isLive, leastSpan, siteOf } from '../facts/facts.ts';
import { overloadOf } from '../facts/load.ts';
import { minutesOutside } from '../legal-basis/lawful-hours.ts';
import { papersOfTask } from '../legal-basis/leaning.ts';

/** How many of the moved tasks are so before and after. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}
export interface Consequences {
  /** Different people whose tasks move. */
  readonly people: number;
  /** Of these people: needed more than once at one instant, by one of the moved tasks and others. */
  readonly doubled: BeforeAfter;
  /** Begin at a site between dusk and dawn. */
  readonly dark: BeforeAfter;
  /** Begin on a public holiday of the state of the site. */
  readonly holiday: BeforeAfter;
  /** Lean on a team or agreement that does not carry them then. */
  readonly uncarried: BeforeAfter;
  /** Stand outside lawful hours, with or without an authority. */
  readonly outsideHours: BeforeAfter;
}

type Counted = Record<'dark' | 'holiday' | 'uncarried' | 'outsideHours', number>;

/** What is so of these tasks in one version of the plan; what never happens is not counted. */
function count(facts: Facts, tasks: readonly Code[]): Counted {
  const counted: Counted = { dark: 0, holiday: 0, uncarried: 0, outsideHours: 0 };
  for (const code of tasks) {
    const task = facts.tasks.get(code);
    const span = task && isLive(task) ? leastSpan(facts, task) : null;
    if (!task || !span) continue;
    const site = siteOf(facts, task);
    if (site) {
      const day = dateIn(site.tz, span.start);
      if (lightAt(span.start, site) === 'night') counted.dark += 1;
      if ((facts.holidaysByCountry.get(site.cc) ?? []).some(({ from, to }) => from <= day && day <= to))
        counted.holiday += 1;
    }
    if (papersOfTask(facts, task).some(({ carried }) => !carried)) counted.uncarried += 1;
    if (minutesOutside(facts, task) > 0) counted.outsideHours += 1;
  }
  return counted;
}

/** How many of these people the tasks ask too much of, together with whatever else they do at that instant. */
const doubled = (facts: Facts, people: ReadonlySet<Code>, tasks: ReadonlySet<Code>): number =>
  [...people].filter((person) => [...(overloadOf(facts, person)?.tasks ?? [])].some((task) => tasks.has(task))).length;

/** Counts over the moved tasks, before and after. */
export function consequencesOf(before: Facts, after: Facts, moved: readonly Code[]): Consequences {
  const people = new Set<Code>();
  for (const code of moved) {
    const task = after.tasks.get(code);
    if (task && isLive(task)) for (const person of task.people) people.add(person);
  }
  const tasks = new Set(moved);
  const [was, is] = [count(before, moved), count(after, moved)];
  const pair = (name: keyof Counted): BeforeAfter => ({ before: was[name], after: is[name] });
  return {
    people: people.size,
    doubled: { before: doubled(before, people, tasks), after: doubled(after, people, tasks) },
    dark: pair('dark'),
    holiday: pair('holiday'),
    uncarried: pair('uncarried'),
    outsideHours: pair('outsideHours'),
  };
}
