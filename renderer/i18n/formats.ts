/**
 * Dates, clocks, zones and amounts in words. One cached Intl formatter per language and shape; none is ever made in a row.
 * Digits are 0–9 and years Gregorian in every language (ux.md, section 9).
 */
import { dayNumber, daysBetween, MS_PER_DAY } from '#shared/time/calendar.ts';
import { formatHOffset } from '#shared/time/start-form.ts';
import { dayNumberIn, wallClock } from '#shared/time/wall-clock.ts';
import { isZone } from '#shared/time/zones.ts';

export type DateShape =
  | 'day'
  | 'dayYear'
  | 'weekday'
  | 'weekdayOnly'
  | 'full'
  | 'long'
  | 'month'
  | 'monthYear'
  | 'monthLong'
  | 'year'
  | 'dayOnly';
const SHAPES: Readonly<Record<DateShape, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  dayYear: { day: 'numeric', month: 'short', year: 'numeric' },
  weekdayOnly: { weekday: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  monthLong: { month: 'long', year: 'numeric' },
  full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short' },
  monthYear: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
  dayOnly: { day: 'numeric' },
};

const tagOf = (language: string): string => `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`;
const formatters = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

/** Writes days as they stand in the calendar of UTC: which day it is where is worked out before. */
function dateFormatter(language: string, shape: DateShape): Intl.DateTimeFormat {
  const key = `${language}|${shape}`;
  let made = formatters.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(tagOf(language), { ...SHAPES[shape], timeZone: 'UTC' });
    formatters.set(key, made);
  }
  return made;
}

/** How many formatters are alive; tests watch that drawing rows adds none. */
export const formatterCount = (): number => formatters.size + numbers.size;

/** A zone of the data, or UTC when its name is not one: a wrong name must never take the screen down. */
export const safeZone = (zone: string): string => (isZone(zone) ? zone : 'UTC');

const dayTexts = new Map<string, string>();
/** More days than any screen shows; beyond, it starts anew. */
const DAYS_KEPT = 5000;

/** The words of a day, made once: a screen full of entries names the same few days again and again. */
function dayText(day: number, language: string, shape: DateShape): string {
  const key = `${day} ${language} ${shape}`;
  const known = dayTexts.get(key);
  if (known !== undefined) return known;
  if (dayTexts.size >= DAYS_KEPT) dayTexts.clear();
  const made = dateFormatter(language, shape).format(day * MS_PER_DAY);
  dayTexts.set(key, made);
  return made;
}

/** Calendar day that holds the instant in `zone`, in words. */
export const dateText = (instant: number, zone: string, language: string, shape: DateShape = 'weekday'): string =>
  dayText(dayNumberIn(safeZone(zone), instant), language, shape);

/** A stored date (`YYYY-MM-DD`) in words. */
export const plainDateText = (date: string, language: string, shape: DateShape = 'weekday'): string =>
  dayText(dayNumber(date), language, shape);

/** `04:00` on the wall of `zone`. */
export const timeText = (instant: number, zone: string): string => wallClock(instant, safeZone(zone)).time;

/** `+07:00`, `−03:30`, `Z` for UTC itself. */
export function offsetText(instant: number, zone: string): string {
  const known = safeZone(zone);
  if (known === 'UTC' || known === 'Etc/UTC') return 'Z';
  const minutes = wallClock(instant, known).offsetMinutes;
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Last part of the zone's name: `Asia/Ho_Chi_Minh` → `Ho Chi Minh`. */
export const cityOf = (zone: string): string =>
  zone === 'UTC' || zone === 'Etc/UTC' ? 'UTC' : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** `04:00 Bangkok +07:00` */
export const clockText = (instant: number, zone: string): string =>
  zone === 'UTC'
    ? `${timeText(instant, zone)} UTC`
    : `${timeText(instant, zone)} ${cityOf(zone)} ${offsetText(instant, zone)}`;

/** `+1` when the clock of `zone` shows the day after the D-day, `−1` the day before, '' on the day. */
export function dayShiftText(instant: number, zone: string, dDay: string): string {
  const days = daysBetween(dDay, wallClock(instant, safeZone(zone)).date);
  return days === 0 ? '' : days > 0 ? `+${days}` : `−${Math.abs(days)}`;
}

/** `H+00:30`; '' while H is not known. */
export const hOffsetText = (instant: number, hHour: number | null): string =>
  hHour === null ? '' : formatHOffset(Math.floor((instant - hHour) / 60_000) + 0);

export interface Countdown {
  readonly past: boolean;
  readonly days: number;
  /** `hh:mm` */
  readonly clock: string;
}
/** Time left to (or gone since) an instant, whole minutes. */
export function countdown(target: number, now: number): Countdown {
  const minutes = Math.floor(Math.abs(target - now) / 60_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return {
    past: now > target,
    days: Math.floor(minutes / 1440),
    clock: `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`,
  };
}

/** Signed minutes as people write them: `+90 min`, `−1 h`, `+2 d 3 h`. Latin unit signs in every language. */
export function deltaText(minutes: number): string {
  const size = Math.abs(minutes);
  const sign = minutes < 0 ? '−' : '+';
  if (size < 120 && size % 60 !== 0) return `${sign}${size} min`;
  const parts = [
    [Math.floor(size / 1440), 'd'],
    [Math.floor(size / 60) % 24, 'h'],
    [size % 60, 'min'],
  ] as const;
  return `${sign}${
    parts
      .filter(([n]) => n > 0)
      .map(([n, u]) => `${n} ${u}`)
      .join(' ') || '0 min'
  }`;
}

/** A length of time: `1 h 30 min`, `2 d`. */
export const durationText = (minutes: number): string => deltaText(minutes).slice(1);

export function numberText(value: number, language: string): string {
  let made = numbers.get(language);
  if (!made) {
    made = new Intl.NumberFormat(tagOf(language));
    numbers.set(language, made);
  }
  return made.format(value);
}

/** Whether a reported figure is an amount: kept in cents. */
const isMoney = (unit: string): boolean => unit === 'USD cents';
/** A reported figure: whole dollars, or the number as it is. */
export const amountText = (value: number, unit: string, language: string): string =>
  isMoney(unit) ? `${numberText(Math.round(value / 100), language)} USD` : numberText(value, language);

/** `1.4 MB`, powers of 1,000. */
export function bytesText(bytes: number, language: string): string {
  if (bytes < 1000) return `${numberText(bytes, language)} B`;
  // 999,950 and more round to 1,000 kB, which is written 1 MB
  const [size, unit] = bytes < 999_950 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${numberText(Math.round(size * 10) / 10, language)} ${unit}`;
}

/** A whole number with its unit, as the language writes it: `1,234 km`, `4 hr`. */
export function unitText(value: number, unit: 'kilometer' | 'hour', language: string): string {
  const key = `${unit} ${language}`;
  let made = numbers.get(key);
  if (!made)
    numbers.set(
      key,
      (made = new Intl.NumberFormat(tagOf(language), { style: 'unit', unit, maximumFractionDigits: 0 })),
    );
  return made.format(value);
}
