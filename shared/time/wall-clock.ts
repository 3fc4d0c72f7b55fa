/** What the clock on the wall shows: instants to local dates and times, and days to instants. */
import type { InstantMs, LocalDate } from '../model/plan.ts';
import { dateOfDayNumber, dayNumber, formatMinuteOfDay, MS_PER_DAY, MS_PER_MINUTE } from './calendar.ts';
import { offsetMsAt, resolveWall } from './zones.ts';

export interface WallClock {
  readonly date: LocalDate;
  /** `hh:mm`, seconds dropped. */
  readonly time: string;
  /** Local time minus UTC, minutes. */
  readonly offsetMinutes: number;
}

/** Date, time and offset the people in `zone` see at the instant. */
export function wallClock(instant: InstantMs, zone: string): WallClock {
  const offset = offsetMsAt(zone, instant);
  const local = instant + offset;
  const day = Math.floor(local / MS_PER_DAY);
  return {
    date: dateOfDayNumber(day),
    time: formatMinuteOfDay(Math.floor((local - day * MS_PER_DAY) / MS_PER_MINUTE)),
    // + 0 turns -0 into 0
    offsetMinutes: Math.round(offset / MS_PER_MINUTE) + 0,
  };
}

/** Day number (days since 1970-01-01) of the calendar day that holds the instant in `zone`. */
export const dayNumberIn = (zone: string, instant: InstantMs): number =>
  Math.floor((instant + offsetMsAt(zone, instant)) / MS_PER_DAY);

/** Calendar day that holds the instant in `zone`. */
export const dateIn = (zone: string, instant: InstantMs): LocalDate => dateOfDayNumber(dayNumberIn(zone, instant));

/**
 * First instant of a calendar day in `zone`. Where the clock skips midnight the day starts when the clock jumps
 * (01:00 in Beirut or Santiago); a day skipped whole (Apia, 2011-12-30) is empty and starts where the next one does.
 */
export const startOfDay = (date: LocalDate, zone: string): InstantMs => startOfDayNumber(dayNumber(date), zone);

/** `startOfDay` for a day number. */
export function startOfDayNumber(day: number, zone: string): InstantMs {
  const { at, jump } = resolveWall(zone, day * MS_PER_DAY);
  return jump ?? at;
}
