/**
 * Instants to the wall clock of the displayed zone and back, for the calendar component, which knows only native dates.
 * The one place with native `Date` (docs/architecture.md, time): a test looks for others. The window's own clock is UTC
 * (electron/main/window.ts), so the local fields of a `Wall` are exactly the wall clock that stands in it.
 */
import type { InstantMs, LocalDate } from '#shared/model/plan.ts';
import { addDays, dateOfDayNumber, dayNumber, MS_PER_DAY, MS_PER_MINUTE } from '#shared/time/calendar.ts';
import { startOfDay } from '#shared/time/wall-clock.ts';
import { offsetMsAt, offsetSpan, type ResolvedWall, resolveWall } from '#shared/time/zones.ts';

/** A native date whose fields show the clock on the wall of the displayed zone. It is no instant: never compare it with one. */
export type Wall = Date;

/** Whether the clock of this window is UTC, in winter and summer of both hemispheres, as the adapter needs. */
export const runsInUtc = (): boolean =>
  [0, 182, 10_957, 19_900, 20_080, 20_700].every((day) => new Date(day * MS_PER_DAY).getTimezoneOffset() === 0);

/** What the wall of `zone` shows at the instant. */
export const toWall = (instant: InstantMs, zone: string): Wall => new Date(instant + offsetMsAt(zone, instant));

/** Milliseconds of the local calendar, for arithmetic on the wall. */
export const wallMs = (wall: Wall): number => wall.getTime();

/**
 * The instant a wall clock means in `zone`, with what is odd about it: in a gap it is moved forward by the gap, in a repeated
 * hour it is the earlier instant, and `clock` says so, so that a person can be asked (ux.md, section 9).
 */
export const fromWall = (wall: Wall, zone: string): ResolvedWall => resolveWall(zone, wall.getTime());

/** Both instants of a wall clock that exists twice; null for every other one. */
export function bothInstants(wall: Wall, zone: string): readonly [InstantMs, InstantMs] | null {
  const { at, clock } = fromWall(wall, zone);
  if (clock !== 'overlap') return null;
  const before = offsetSpan(zone, at);
  const later = wall.getTime() - offsetMsAt(zone, before.to);
  return [at, later];
}

/**
 * A span for drawing. Its length is at least a minute (two equal midnights would be taken for a whole day), and where the
 * clocks go back within it, so that the wall would run backwards, the elapsed length is drawn.
 */
export function spanToWall(
  start: InstantMs,
  end: InstantMs,
  zone: string,
): { readonly start: Wall; readonly end: Wall } {
  const from = toWall(start, zone);
  const to = toWall(end, zone);
  return to.getTime() - from.getTime() >= MS_PER_MINUTE
    ? { start: from, end: to }
    : { start: from, end: new Date(from.getTime() + Math.max(MS_PER_MINUTE, end - start)) };
}

/** Midnight that begins a calendar day on the wall, whether or not the clocks of any zone show it. */
export const wallOfDate = (date: LocalDate): Wall => wallOfDay(dayNumber(date));
export const wallOfDay = (day: number): Wall => new Date(day * MS_PER_DAY);
/** Calendar day a wall clock lies in. */
export const dateOfWall = (wall: Wall): LocalDate => dateOfDayNumber(Math.floor(wall.getTime() / MS_PER_DAY));
/** Hour of the day on the wall, 0 to 23. */
export const hourOfWall = (wall: Wall): number => wall.getUTCHours();
export const addMinutes = (wall: Wall, minutes: number): Wall => new Date(wall.getTime() + minutes * MS_PER_MINUTE);

/** First instant of a day and of the next one in `zone`. */
export const dayBounds = (date: LocalDate, zone: string): readonly [InstantMs, InstantMs] => [
  startOfDay(date, zone),
  startOfDay(addDays(date, 1), zone),
];

export interface OddHour {
  readonly is: 'gap' | 'overlap';
  /** The wall clock that is missing or comes twice: from (included) to (not included), minutes of the day. */
  readonly from: number;
  readonly to: number;
}
const odd = new Map<string, readonly OddHour[]>();
const ODD_KEPT = 4000;

/** Missing and repeated stretches of a calendar day in `zone`; empty on ordinary days. Remembered, for it is asked per slot. */
export function oddHours(date: LocalDate, zone: string): readonly OddHour[] {
  const key = `${zone}|${date}`;
  const known = odd.get(key);
  if (known) return known;
  if (odd.size > ODD_KEPT) odd.clear();
  const dayMs = dayNumber(date) * MS_PER_DAY;
  const found: OddHour[] = [];
  const clip = (ms: number): number => Math.min(1440, Math.max(0, Math.round((ms - dayMs) / MS_PER_MINUTE)));
  // a change shows on this day's wall when it lies within the widest offset around it
  const REACH = 16 * 3_600_000;
  let span = offsetSpan(zone, dayMs - REACH);
  while (span.to < dayMs + MS_PER_DAY + REACH) {
    const next = offsetSpan(zone, span.to);
    const [before, after] = [span.to + span.offset, span.to + next.offset];
    const [from, to] = [clip(Math.min(before, after)), clip(Math.max(before, after))];
    if (before !== after && from < to) found.push({ is: after > before ? 'gap' : 'overlap', from, to });
    span = next;
  }
  odd.set(key, found);
  return found;
}

/** Whether the wall clock is missing or comes twice in `zone`. */
export function oddAt(wall: Wall, zone: string): OddHour['is'] | null {
  const minute = Math.floor(wall.getTime() / MS_PER_MINUTE) % 1440;
  const hours = oddHours(dateOfWall(wall), zone);
  return hours.find((h) => minute >= h.from && minute < h.to)?.is ?? null;
}
