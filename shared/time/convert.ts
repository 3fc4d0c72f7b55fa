/**
 * One start written another way, and one instant shown three ways. Converting is an explicit command:
 * each conversion is exact or refused, so a plan never shifts by being rewritten.
 */
import type { InstantMs, LocalDate } from '../model/plan.ts';
import { type Refusal, refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { daysBetween, isDate, MS_PER_MINUTE } from './calendar.ts';
import { formatHOffset, MAX_START_DAYS, resolveStart, type StartContext, type StartForm } from './start-form.ts';
import { wallClock } from './wall-clock.ts';

const refuse = (code: string, reason: string): Result<never, Refusal> => err(refusal(code, '', reason));
const FAR = refuse('start-far', `lies more than ${MAX_START_DAYS} days away`);

function exact(form: StartForm, instant: InstantMs, context: StartContext): Result<StartForm, Refusal> {
  const back = resolveStart(form, context);
  return back !== null && back.at === instant && back.clock === 'ok'
    ? ok(form)
    : refuse(
        'start-inexact',
        'cannot be written in this form without moving: the wall clock is not unique, or the time has seconds',
      );
}

/** Elapsed from H. Refusals: `h-hour-withheld`, `start-inexact` (not a whole minute from H), `start-far`. */
export function toHForm(instant: InstantMs, context: StartContext): Result<StartForm, Refusal> {
  if (context.hHour === null)
    return refuse('h-hour-withheld', 'needs the exact H-hour, which was not released to this agency');
  // + 0 turns -0 into 0
  const minutes = Math.floor((instant - context.hHour) / MS_PER_MINUTE) + 0;
  return Math.abs(minutes) > MAX_START_DAYS * 1440 ? FAR : exact({ form: 'H', minutes }, instant, context);
}

/** Day and wall clock in the reference zone. Refusals: `start-inexact` (repeated hour, seconds), `start-far`. */
export function toDForm(instant: InstantMs, context: StartContext): Result<StartForm, Refusal> {
  const { date, time } = wallClock(instant, context.refTz);
  const days = daysBetween(context.dDay, date);
  return Math.abs(days) > MAX_START_DAYS ? FAR : exact({ form: 'D', days, time }, instant, context);
}

/** Fixed wall clock in `zone`. Refusals: `start-inexact` (repeated hour, seconds), `start-date` (year out of 1900 to 2199). */
export function toFixedForm(instant: InstantMs, zone: string): Result<StartForm, Refusal> {
  const { date, time } = wallClock(instant, zone);
  if (!isDate(date)) return refuse('start-date', 'lies outside the years 1900 to 2199');
  return exact({ form: 'fixed', wall: `${date}T${time}`, zone }, instant, { hHour: null, dDay: date, refTz: zone });
}

export interface ShownClock {
  readonly zone: string;
  readonly date: LocalDate;
  /** `hh:mm` */
  readonly time: string;
  readonly offsetMinutes: number;
  /** Calendar days after D-day as this clock counts them; −1 where it is still the day before. */
  readonly dayDifference: number;
}
export interface ThreeWays {
  /** `H+00:30`, `H+4d04:00`, whole minutes towards the past; null while the exact H-hour is not released. */
  readonly offset: string | null;
  readonly site: ShownClock;
  readonly viewer: ShownClock;
}

/** One instant as offset from H, on the site's clock and on the viewer's. Data only: the catalogues hold the words. */
export function threeWays(instant: InstantMs, context: StartContext, siteZone: string, viewerZone: string): ThreeWays {
  const shown = (zone: string): ShownClock => {
    const clock = wallClock(instant, zone);
    return { zone, ...clock, dayDifference: daysBetween(context.dDay, clock.date) };
  };
  return {
    offset: context.hHour === null ? null : formatHOffset(Math.floor((instant - context.hHour) / MS_PER_MINUTE)),
    site: shown(siteZone),
    viewer: shown(viewerZone),
  };
}
