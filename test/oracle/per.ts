/** R-PER of docs/rules.md, read the slow way. */
import type { PlanPerson, PlanTask } from '#shared/model/plan.ts';
import { countryOf, daysFromTo, HOUR, plusMonths, type Said, type Scene, type Slot } from './scene.ts';

const LADDER = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'N'];
const coercive = ({ kind }: PlanTask): boolean => kind === 'entry' || kind === 'search' || kind === 'arrest';

export function perSays(scene: Scene): Said[] {
  return [...needs(scene), ...scene.plan.people.flatMap((person) => personSays(scene, person))];
}

function needs(scene: Scene): Said[] {
  const said: Said[] = [];
  for (const task of scene.tasks) {
    const team = task.people.flatMap((id) => scene.person(id) ?? []);
    const enough = LADDER.indexOf(scene.plan.limits.langLevel);
    const speaks = (language: string): boolean =>
      team.some(({ languages }) => LADDER.indexOf(languages[language] ?? '') >= enough);
    if (!task.need.languages.every(speaks)) {
      const strict = task.kind === 'screening' || task.kind === 'consular';
      said.push({ rule: 'R-PER-03', severity: strict ? 'block' : 'warn', subject: task.id });
    }
    const lacks = Object.entries(task.need.skills).some(
      ([skill, n]) => team.filter(({ skills }) => skills.some((held) => held === skill)).length < n,
    );
    if (lacks) said.push({ rule: 'R-PER-07', severity: 'block', subject: task.id });
  }
  return said;
}

function personSays(scene: Scene, person: PlanPerson): Said[] {
  const slots = scene.slotsOf(person);
  const home = countryOf(scene, person);
  const placeOf = ({ task }: Slot): string | null => scene.site(task.site)?.cc ?? null;
  const physical = slots.filter(({ task }) => task.site !== 'REM' && scene.site(task.site));
  const abroad = physical.filter((slot) => home === null || placeOf(slot) !== home);
  const last = (slot: Slot): string => scene.days(slot)[1];
  const said: Said[] = [];
  const say = (rule: string, severity: Said['severity'], when: boolean): void => {
    if (when) said.push({ rule, severity, subject: person.id });
  };

  say(
    'R-PER-01',
    'block',
    slots.some(({ start }) => loadAt(slots, start) > 100),
  );
  say(
    'R-PER-02',
    'block',
    slots.some((slot) => {
      const [first, end] = scene.days(slot);
      return person.leave.some(({ from, to }) => from <= end && first <= to);
    }),
  );
  say('R-PER-04', 'warn', travelsTooFast(scene, physical));
  say(
    'R-PER-05',
    'block',
    slots.some((slot) => person.vetting !== null && last(slot) > person.vetting),
  );
  say(
    'R-PER-06',
    'block',
    slots.some((slot) => carriesWrongly(scene, person, slot, abroad.includes(slot))),
  );
  if (person.deployed !== null && (home === null || person.deployed.to !== home)) {
    const { from, until } = person.deployed;
    const needed = plusMonths(until, scene.plan.limits.passportMonths);
    say('R-PER-08', 'warn', person.passport === null || person.passport < needed);
    say('R-PER-12', 'warn', daysFromTo(from, until) + 1 > scene.plan.limits.deployMaxDays);
  }
  say(
    'R-PER-09',
    'block',
    abroad.some((slot) => {
      const right = person.entry[placeOf(slot) ?? ''];
      return right === undefined || (right !== 'exempt' && right < last(slot));
    }),
  );
  const unfit = slots.filter((slot) => person.medical !== null && last(slot) > person.medical);
  say('R-PER-10', unfit.some(({ task }) => coercive(task)) ? 'block' : 'warn', unfit.length > 0);
  const duties = dutyPeriods(scene, slots);
  const rest = scene.plan.limits.restH * HOUR;
  say(
    'R-PER-11',
    'warn',
    duties.some(([from], n) => n > 0 && from - (duties[n - 1]?.[1] ?? 0) < rest),
  );
  say(
    'R-PER-13',
    'warn',
    duties.some(([from, to]) => to - from > scene.plan.limits.dutyMaxH * HOUR),
  );
  say(
    'R-PER-14',
    'warn',
    abroad.some((slot) => {
      const [first, end] = scene.days(slot);
      const stay = person.deployed;
      const inside = stay !== null && stay.to === placeOf(slot) && stay.from <= first && end <= stay.until;
      return slot.task.kind !== 'meeting' && !inside;
    }),
  );
  return said;
}

const loadAt = (slots: readonly Slot[], at: number): number =>
  slots.filter(({ start, end }) => start <= at && at < end).reduce((sum, { task }) => sum + task.load, 0);

function travelsTooFast(scene: Scene, physical: readonly Slot[]): boolean {
  const { transitSameCountryH, transitAbroadH } = scene.plan.limits;
  return physical.some((slot, n) => {
    const before = physical[n - 1];
    if (!before || before.task.site === slot.task.site) return false;
    const latest = Math.max(...physical.slice(0, n).map(({ end }) => end));
    const same = scene.site(before.task.site)?.cc === scene.site(slot.task.site)?.cc;
    return slot.start - latest < (same ? transitSameCountryH : transitAbroadH) * HOUR;
  });
}

/** Who holds a firearms qualification carries on an armed task; if nobody there ever held one, all of them are asked for it. */
function carriesWrongly(scene: Scene, person: PlanPerson, slot: Slot, isAbroad: boolean): boolean {
  if (!slot.task.armed) return false;
  if (person.firearms === null) return slot.task.people.every((id) => (scene.person(id)?.firearms ?? null) === null);
  if (person.firearms < scene.days(slot)[1]) return true;
  if (!isAbroad) return false;
  if (!person.arms.includes(scene.site(slot.task.site)?.cc ?? '')) return true;
  const jit = scene.plan.jits.find(({ id }) => id === slot.task.jit);
  return jit?.armsForSeconded === false;
}

/** Spans of duty: tasks of at least half a person's time and under 24 h; closer than the gap they are one. */
function dutyPeriods(scene: Scene, slots: readonly Slot[]): readonly (readonly [number, number])[] {
  const periods: [number, number][] = [];
  for (const { task, start, end } of slots) {
    if (task.load < 50 || end - start >= 24 * HOUR) continue;
    const open = periods.at(-1);
    if (open && start - open[1] < scene.plan.limits.dutyMergeGapH * HOUR) open[1] = Math.max(open[1], end);
    else periods.push([start, end]);
  }
  return periods;
}
