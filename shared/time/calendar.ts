/**
 * Calendar days as plain arithmetic on the proleptic Gregorian calendar: no zone, no Date, no clock.
 * A day number counts days since 1970-01-01; rules that compare many days work on numbers and format at the end.
 */
import type { LocalDate } from '../model/plan.ts';

/** Years a date of the plan may lie in (operation file, section 2). */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2199;

export const MS_PER_MINUTE = 60_000;
export const MS_PER_DAY = 86_400_000;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const pad2 = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Length of a month in days; `month` counts from 1. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

/** `YYYY-MM-DD` that exists and lies in the years 1900 to 2199. */
export function isDate(text: string): boolean {
  const m = DATE.exec(text);
  if (!m) return false;
  const year = Number(m[1]);
  const month = Number(m[2]);
  const day = Number(m[3]);
  return (
    year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  );
}

/** Day number of a civil date (H. Hinnant's days_from_civil: years start in March, so the leap day comes last). */
export function dayNumberOfCivil({ year, month, day }: CivilDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Inverse of `dayNumberOfCivil`. */
export function civilOfDayNumber(dayNumber: number): CivilDate {
  const z = dayNumber + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

/** Rules turn dates into numbers millions of times, so the digits are read directly: a regular expression takes ten times as long. */
function civilOfDate(date: LocalDate): CivilDate {
  let year = 0;
  let month = 0;
  let day = 0;
  for (let i = 0; i < 10; i++) {
    const digit = date.charCodeAt(i) - 48;
    if (i === 4 || i === 7) {
      if (digit !== -3) throw notADate();
    } else if (!(digit >= 0 && digit <= 9)) throw notADate();
    else if (i < 4) year = year * 10 + digit;
    else if (i < 7) month = month * 10 + digit;
    else day = day * 10 + digit;
  }
  if (date.length !== 10) throw notADate();
  return { year, month, day };
}
const notADate = (): Error => new Error('broken promise: a date is YYYY-MM-DD');

/** Days since 1970-01-01. Throws on text that is not a date: parse with `isDate` first. */
export const dayNumber = (date: LocalDate): number => dayNumberOfCivil(civilOfDate(date));

/** `YYYY-MM-DD` of a day number. */
export function dateOfDayNumber(n: number): LocalDate {
  const { year, month, day } = civilOfDayNumber(n);
  return `${String(year).padStart(4, '0')}-${pad2(month)}-${pad2(day)}`;
}

export const addDays = (date: LocalDate, days: number): LocalDate => dateOfDayNumber(dayNumber(date) + days);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

/** Calendar months later, the last day of the month if the day is missing (R-PER-08). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = civilOfDate(date);
  const index = year * 12 + (month - 1) + months;
  const newYear = Math.floor(index / 12);
  const newMonth = index - newYear * 12 + 1;
  return dateOfDayNumber(
    dayNumberOfCivil({ year: newYear, month: newMonth, day: Math.min(day, daysInMonth(newYear, newMonth)) }),
  );
}

/** ISO weekday: 1 Monday to 7 Sunday. */
export const weekday = (date: LocalDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 => {
  // 1970-01-01 was a Thursday (4).
  const index = (((dayNumber(date) + 3) % 7) + 7) % 7;
  return (index + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
};

/** `hh:mm` of a minute of the day, 0 to 1439. */
export const formatMinuteOfDay = (minute: number): string => `${pad2(Math.floor(minute / 60))}:${pad2(minute % 60)}`;

/** Minute of the day of `hh:mm` (00:00 to 23:59), or null. */
export function parseMinuteOfDay(text: string): number | null {
  const m = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return m ? Number(m[1]) * 60 + Number(m[2]) : null;
}
