/** Instants as they stand in files: `YYYY-MM-DDThh:mm:ssZ`, UTC, whole seconds. */
import type { InstantMs } from '../model/plan.ts';
import { dateOfDayNumber, dayNumber, isDate, MS_PER_DAY } from './calendar.ts';

const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)Z$/;

/** Milliseconds since 1970 of an instant that exists in the years 1900 to 2199; null for anything else (a leap second too). */
export function parseInstant(text: string): InstantMs | null {
  const m = INSTANT.exec(text);
  const date = m?.[1];
  if (!m || date === undefined || !isDate(date)) return null;
  return dayNumber(date) * MS_PER_DAY + Number(m[2]) * 3_600_000 + Number(m[3]) * 60_000 + Number(m[4]) * 1000;
}

/** `YYYY-MM-DDThh:mm:ssZ`; milliseconds are dropped (towards the past), as the form has no place for them. */
export function formatInstant(instant: InstantMs): string {
  const day = Math.floor(instant / MS_PER_DAY);
  const second = Math.floor((instant - day * MS_PER_DAY) / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${dateOfDayNumber(day)}T${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}Z`;
}
