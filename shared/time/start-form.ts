/**
 * The three ways a start is written:
 * `H±[Nd]hh:mm` elapsed from H-hour, `D±N[Thh:mm]` day and wall clock in the reference zone, `YYYY-MM-DDThh:mm[Zone]` fixed wall clock.
 * The text as typed stays in the plan; these functions say what it means. Moving H changes nothing but the context.
 */
import type { InstantMs, LocalDate } from '../model/plan.ts';
import { type Refusal, refusal } from '../result/refusal.ts';
import { err, ok, type Result } from '../result/result.ts';
import { dayNumber, isDate, MS_PER_DAY, MS_PER_MINUTE, parseMinuteOfDay } from './calendar.ts';
import { startOfDayNumber } from './wall-clock.ts';
import { type ClockState, isZone, resolveWall, zoneSpelling } from './zones.ts';

/** Name of an instant that elapsed starts hang on and move with, such as the wheels-up of a charter. */
export type Anchor = string;

export type StartForm =
  /** Minutes elapsed from the anchor, may be negative. Without an anchor from H-hour, the only one that files and people write so far. */
  | { readonly form: 'H'; readonly minutes: number; readonly anchor?: Anchor }
  /** Days from D-day, may be negative; without a time the first instant of that day. */
  | { readonly form: 'D'; readonly days: number; readonly time: string | null }
  /** Wall clock `YYYY-MM-DDThh:mm` in the named zone. */
  | { readonly form: 'fixed'; readonly wall: string; readonly zone: string };

/** What a start form is measured from. */
export interface StartContext {
  /** null: the exact H-hour was not released to this agency (R-OP-11). */
  readonly hHour: InstantMs | null;
  readonly dDay: LocalDate;
  readonly refTz: string;
  /** Instants of anchors other than H-hour; one that is missing is not known here. */
  readonly anchors?: ReadonlyMap<Anchor, InstantMs>;
}

export interface ResolvedStart {
  readonly at: InstantMs;
  /** `gap` and `overlap`: R-OP-12 must be settled. */
  readonly clock: ClockState;
}

/** At most so many days from H or D (operation file, section 2). */
export const MAX_START_DAYS = 9999;
const MAX_START_MINUTES = MAX_START_DAYS * 1440;

const H_FORM = /^H([+-])(?:(\d+)d)?(\d{1,3}):([0-5]\d)$/;
const D_FORM = /^D([+-])(\d+)(?:T(([01]\d|2[0-3]):[0-5]\d))?$/;
const FIXED_FORM = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\[([A-Za-z_+\-/0-9]+)\]$/;

const fault = (code: string, reason: string): Result<never, Refusal> => err(refusal(code, '', reason));

/**
 * Reads one of the three start forms. Refusals (place is left to the caller):
 * `start-form` not one of the forms, `start-far` more than 9,999 days off, `start-date` no such day or year out of 1900 to 2199,
 * `start-time` no such time of day, `start-zone` no IANA zone.
 */
export function parseStart(text: string): Result<StartForm, Refusal> {
  const h = H_FORM.exec(text);
  if (h) {
    const minutes = Number(h[2] ?? 0) * 1440 + Number(h[3]) * 60 + Number(h[4]);
    if (minutes > MAX_START_MINUTES) return fault('start-far', 'must lie at most 9999 days from H');
    return ok({ form: 'H', minutes: signed(h[1], minutes) });
  }
  const d = D_FORM.exec(text);
  if (d) {
    const days = Number(d[2]);
    if (days > MAX_START_DAYS) return fault('start-far', 'must lie at most 9999 days from D');
    return ok({ form: 'D', days: signed(d[1], days), time: d[3] ?? null });
  }
  const [, date, time, zone] = FIXED_FORM.exec(text) ?? [];
  if (date !== undefined && time !== undefined && zone !== undefined) {
    if (!isDate(date)) return fault('start-date', 'must name a day that exists, in the years 1900 to 2199');
    if (parseMinuteOfDay(time) === null) return fault('start-time', 'must name a time of day from 00:00 to 23:59');
    if (!isZone(zone)) {
      const spelling = zoneSpelling(zone);
      return fault('start-zone', `must name an IANA zone${spelling === null ? '' : `, spelt ${spelling}`}`);
    }
    return ok({ form: 'fixed', wall: `${date}T${time}`, zone });
  }
  return fault(
    'start-form',
    'must be H±[Nd]hh:mm, D±N[Thh:mm] or YYYY-MM-DDThh:mm[Zone], such as H+00:30, D-2T09:00 or 2027-03-16T04:00[Asia/Manila]',
  );
}

// 0 - 0 is 0, while -1 * 0 would be -0
const signed = (sign: string | undefined, n: number): number => (sign === '-' ? 0 - n : n);

/** The shortest text of a form: hours up to 99:59, days and hours beyond. `parseStart(formatStart(f))` gives `f` again. */
export function formatStart(form: StartForm): string {
  switch (form.form) {
    case 'H':
      return form.anchor === undefined
        ? formatHOffset(form.minutes)
        : `${form.anchor}${formatHOffset(form.minutes).slice(1)}`;
    case 'D':
      return `D${form.days < 0 ? '-' : '+'}${Math.abs(form.days)}${form.time === null ? '' : `T${form.time}`}`;
    case 'fixed':
      return `${form.wall}[${form.zone}]`;
  }
}

/** `H+00:30`, `H-99:59`, and from 100 hours on `H+4d04:00`. */
export function formatHOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const days = size < 6000 ? 0 : Math.floor(size / 1440);
  const rest = size - days * 1440;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `H${minutes < 0 ? '-' : '+'}${days > 0 ? `${days}d` : ''}${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

/** Milliseconds of a wall clock `YYYY-MM-DDThh:mm` on the local calendar. */
function wallMsOf(wall: string): number {
  const minute = parseMinuteOfDay(wall.slice(11));
  if (minute === null) throw new Error('broken promise: a fixed start holds a time of day');
  return dayNumber(wall.slice(0, 10)) * MS_PER_DAY + minute * MS_PER_MINUTE;
}

/**
 * The instant a start means, or null when it hangs on an H-hour that was not released or on an anchor that is not known.
 * A wall clock in a gap is moved forward by the gap, one in an overlap is the earlier instant; `clock` says so (R-OP-12).
 * A bare `D+N` is the first instant of its day and never a gap, also where the day starts at 01:00.
 */
export function resolveStart(form: StartForm, context: StartContext): ResolvedStart | null {
  switch (form.form) {
    case 'H': {
      const anchor = form.anchor === undefined ? context.hHour : (context.anchors?.get(form.anchor) ?? null);
      return anchor === null ? null : { at: anchor + form.minutes * MS_PER_MINUTE, clock: 'ok' };
    }
    case 'D': {
      const day = dayNumber(context.dDay) + form.days;
      if (form.time === null) return { at: startOfDayNumber(day, context.refTz), clock: 'ok' };
      const minute = parseMinuteOfDay(form.time);
      if (minute === null) throw new Error('broken promise: a D start holds a time of day');
      const { at, clock } = resolveWall(context.refTz, day * MS_PER_DAY + minute * MS_PER_MINUTE);
      return { at, clock };
    }
    case 'fixed': {
      const { at, clock } = resolveWall(form.zone, wallMsOf(form.wall));
      return { at, clock };
    }
  }
}
