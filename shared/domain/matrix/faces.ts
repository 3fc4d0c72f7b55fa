/** One moment at every site: the clock on the wall, the date, the light outside, and whether people there have a holiday. */
import type { Code, CountryCode, InstantMs, LocalDate } from '../../model/plan.ts';
import { daysBetween } from '../../time/calendar.ts';
import { lightAt, type Light, sunDay } from '../../time/sun.ts';
import { wallClock } from '../../time/wall-clock.ts';
import { type Facts, isLive, leastSpan } from '../facts/facts.ts';

export interface Face {
  readonly code: Code;
  readonly codeWord: string;
  readonly place: string;
  readonly cc: CountryCode;
  readonly tz: string;
  readonly date: LocalDate;
  /** `hh:mm` */
  readonly time: string;
  readonly offsetMinutes: number;
  /** Days after (+) or before (−) the D-day on this wall. */
  readonly dayShift: number;
  readonly light: Light;
  /** `hh:mm` on the site's wall; null where the sun does not rise or set that day. */
  readonly rise: string | null;
  readonly set: string | null;
  readonly holiday: boolean;
  /** Tasks going on there, cancelled and aborted ones not counted. */
  readonly running: number;
}

/** Every site of the plan at one moment, in the order of the plan. */
export function siteFaces(facts: Facts, at: InstantMs): readonly Face[] {
  const running = new Map<Code, number>();
  for (const task of facts.plan.tasks) {
    const span = task.site !== null && isLive(task) ? leastSpan(facts, task) : null;
    if (task.site !== null && span && span.start <= at && at < span.end)
      running.set(task.site, (running.get(task.site) ?? 0) + 1);
  }
  return facts.plan.sites.map((site) => {
    const clock = wallClock(at, site.tz);
    const sun = sunDay(clock.date, site.tz, site);
    const time = (instant: InstantMs | null): string | null =>
      instant === null ? null : wallClock(instant, site.tz).time;
    return {
      code: site.id,
      codeWord: site.code,
      place: site.place,
      cc: site.cc,
      tz: site.tz,
      ...clock,
      dayShift: daysBetween(facts.plan.operation.dDay, clock.date),
      light: lightAt(at, site),
      rise: time(sun.rise),
      set: time(sun.set),
      holiday: (facts.holidaysByCountry.get(site.cc) ?? []).some((h) => h.from <= clock.date && clock.date <= h.to),
      running: running.get(site.id) ?? 0,
    };
  });
}
