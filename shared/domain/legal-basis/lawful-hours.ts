/**
 * Lawful hours: the hours of the day in which the law of a state allows a coercive measure, on the wall clock of the site (R-OP-14).
 * The rule, the hatching of the timeline and the counted consequences of a move all read them here, so all give the same answer.
 */
import type { CountryCode, InstantMs, PlanTask } from '../../model/plan.ts';
import { COERCIVE_KINDS, REMOTE } from '../../model/vocabulary.ts';
import { MS_PER_DAY, MS_PER_MINUTE } from '../../time/calendar.ts';
import { dayNumberIn } from '../../time/wall-clock.ts';
import { resolveWall } from '../../time/zones.ts';
import { type Facts, leastSpan } from '../facts/facts.ts';

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Whether a text says hours of a day: `06:00-18:00`, `20:00-04:00` over midnight, `06:00-24:00`. */
export function isHours(text: string): boolean {
  const [from, to] = text.split('-');
  return HOURS.test(text) && from !== to;
}

export interface ClosedSpan {
  readonly from: InstantMs;
  readonly to: InstantMs;
}
const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** When the measure is not allowed between two instants, in order: from the end of the hours to their next begin, by the wall. */
export function closedSpans(hours: string, zone: string, from: InstantMs, to: InstantMs): readonly ClosedSpan[] {
  const [opens = '', closes = ''] = hours.split('-');
  const [open, close] = [minuteOf(opens), minuteOf(closes)];
  const spans: ClosedSpan[] = [];
  for (let day = dayNumberIn(zone, from) - 2; day <= dayNumberIn(zone, to); day += 1) {
    const begins = resolveWall(zone, day * MS_PER_DAY + close * MS_PER_MINUTE).at;
    const next = close < open ? day : day + 1;
    const ends = resolveWall(zone, next * MS_PER_DAY + open * MS_PER_MINUTE).at;
    if (ends > from && begins < to && ends > begins) spans.push({ from: begins, to: ends });
  }
  return spans;
}

/** The hours a task must keep: those of its kind in the state of its site. null: none are laid down, or it is no measure. */
export function hoursFor(facts: Facts, task: PlanTask): { readonly cc: CountryCode; readonly hours: string } | null {
  if (!COERCIVE_KINDS.includes(task.kind) || task.site === null || task.site === REMOTE) return null;
  const site = facts.sites.get(task.site);
  const { lawfulHours } = facts.plan.limits;
  const key = `${site?.cc ?? ''}.${task.kind}`;
  const hours = Object.hasOwn(lawfulHours, key) ? lawfulHours[key] : undefined;
  return site && hours !== undefined ? { cc: site.cc, hours } : null;
}

/** Minutes of a task outside its lawful hours; 0 where none are laid down or its time is not known. */
export function minutesOutside(facts: Facts, task: PlanTask): number {
  const rule = hoursFor(facts, task);
  const site = task.site === null ? undefined : facts.sites.get(task.site);
  const span = rule && site ? leastSpan(facts, task) : null;
  if (!rule || !site || !span) return 0;
  const outside = closedSpans(rule.hours, site.tz, span.start, span.end).reduce(
    (sum, closed) => sum + Math.min(closed.to, span.end) - Math.max(closed.from, span.start),
    0,
  );
  return Math.round(outside / MS_PER_MINUTE);
}
