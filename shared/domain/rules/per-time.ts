/** Time on the road, on duty and at rest. */
import type { InstantMs, PlanSite } from '../../model/plan.ts';
import { type Facts, siteOf, timelineOf, type TimedTask } from '../facts/facts.ts';
import { hours, type Rule, ruleAbout } from './rule.ts';

const transit = ruleAbout(
  'person',
  {
    id: 'R-PER-04',
    reads: ['tasks', 'people', 'sites', 'limits', 'time'],
    title: 'There is time to travel between sites',
    severity: 'warn',
    gate: 'publish',
  },
  (facts, person) => {
    const { transitSameCountryH, transitAbroadH } = facts.plan.limits;
    const short: { readonly from: TimedTask; readonly to: TimedTask; readonly gap: number; readonly need: number }[] =
      [];
    // Measured from the latest end so far: a short task inside a long one does not hide the long one.
    let latest: { readonly timed: TimedTask; readonly site: PlanSite } | null = null;
    for (const timed of timelineOf(facts, person.id)) {
      const site = siteOf(facts, timed.task);
      if (!site) continue;
      if (latest && latest.site.id !== site.id) {
        const need = hours(latest.site.cc === site.cc ? transitSameCountryH : transitAbroadH);
        const gap = timed.start - latest.timed.end;
        if (gap < need) short.push({ from: latest.timed, to: timed, gap, need });
      }
      if (!latest || timed.end > latest.timed.end) latest = { timed, site };
    }
    return short.length === 0
      ? null
      : {
          items: short.flatMap(({ from, to, gap, need }) => [
            { key: 'from', ref: from.task.id },
            { key: 'to', ref: to.task.id },
            { key: 'gap_min', value: Math.floor(gap / 60_000) },
            { key: 'need_min', value: Math.ceil(need / 60_000) },
          ]),
        };
  },
);

/** A stretch of duty: tasks with gaps under the merge limit. */
interface DutyPeriod {
  readonly start: InstantMs;
  end: InstantMs;
  readonly first: string;
  last: string;
}
/** Tasks this long are shared out among a team's shifts and say nothing about one person's hours. */
const NOT_COUNTED_FROM_H = 24;
/** Below this share of a person's time a task is no duty. */
const DUTY_LOAD = 50;

function dutyPeriods(facts: Facts, person: string): readonly DutyPeriod[] {
  const merge = hours(facts.plan.limits.dutyMergeGapH);
  const periods: DutyPeriod[] = [];
  for (const { task, start, end } of timelineOf(facts, person)) {
    if (end - start >= hours(NOT_COUNTED_FROM_H) || task.load < DUTY_LOAD) continue;
    const current = periods.at(-1);
    if (current && start - current.end < merge) {
      if (end > current.end) {
        current.end = end;
        current.last = task.id;
      }
    } else {
      periods.push({ start, end, first: task.id, last: task.id });
    }
  }
  return periods;
}

const rest = ruleAbout(
  'person',
  {
    id: 'R-PER-11',
    reads: ['tasks', 'people', 'limits', 'time'],
    title: 'Rest between duty periods is at least 11 h',
    severity: 'warn',
    gate: 'publish',
  },
  (facts, person) => {
    const limit = hours(facts.plan.limits.restH);
    const periods = dutyPeriods(facts, person.id);
    const short = periods.flatMap((next, i) => {
      const before = periods[i - 1];
      return before && next.start - before.end < limit ? [{ before, next, gap: next.start - before.end }] : [];
    });
    return short.length === 0
      ? null
      : {
          items: [
            ...short.flatMap(({ before, next, gap }) => [
              { key: 'after', ref: before.last },
              { key: 'before', ref: next.first },
              { key: 'rest_min', value: Math.floor(gap / 60_000) },
            ]),
            { key: 'limit_min', value: Math.ceil(limit / 60_000) },
          ],
        };
  },
);

const dutyLength = ruleAbout(
  'person',
  {
    id: 'R-PER-13',
    reads: ['tasks', 'people', 'limits', 'time'],
    title: 'A duty period lasts at most 14 h',
    severity: 'warn',
    gate: 'publish',
  },
  (facts, person) => {
    const limit = hours(facts.plan.limits.dutyMaxH);
    const long = dutyPeriods(facts, person.id).filter((period) => period.end - period.start > limit);
    return long.length === 0
      ? null
      : {
          items: [
            ...long.flatMap(({ start, end, first, last }) => [
              { key: 'first', ref: first },
              { key: 'last', ref: last },
              { key: 'duty_min', value: Math.ceil((end - start) / 60_000) },
            ]),
            { key: 'limit_min', value: Math.floor(limit / 60_000) },
          ],
        };
  },
);

export const PER_TIME_RULES: readonly Rule[] = [transit, rest, dutyLength];
