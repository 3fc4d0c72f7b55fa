/** The time axis as arithmetic: instants to pixels, zoom steps, ticks of a zone and of H. No DOM, no formatter. */
import { daysInMonth, dateOfDayNumber, dayNumber, MS_PER_DAY, MS_PER_MINUTE } from '#shared/time/calendar.ts';
import { dayNumberIn, startOfDayNumber } from '#shared/time/wall-clock.ts';
import { offsetSpan, resolveWall } from '#shared/time/zones.ts';

export interface TimeWindow {
  /** Instant at the leading edge, UTC ms. */
  readonly from: number;
  readonly msPerPx: number;
}
const HOUR = 60 * MS_PER_MINUTE;
const DAY = MS_PER_DAY;

/** Span of one tick, from a quarter of an hour to years. */
export const STEPS: readonly number[] = [
  15 * MS_PER_MINUTE,
  30 * MS_PER_MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  91 * DAY,
  182 * DAY,
  365 * DAY,
  730 * DAY,
];
/** A tick never gets narrower than this. */
export const TICK_PX = 58;
const MIN_MS_PER_PX = (STEPS[0] ?? HOUR) / (TICK_PX * 4);
const MAX_MS_PER_PX = (STEPS.at(-1) ?? DAY) / TICK_PX;

export const xOf = (t: number, w: TimeWindow): number => Math.round((t - w.from) / w.msPerPx);
export const tOf = (x: number, w: TimeWindow): number => w.from + x * w.msPerPx;

const clampScale = (msPerPx: number): number => Math.min(MAX_MS_PER_PX, Math.max(MIN_MS_PER_PX, msPerPx));

/** Scale changed by `factor` (> 1: further out) while the instant at `atX` stays under the pointer. */
export function zoomAt(w: TimeWindow, factor: number, atX: number): TimeWindow {
  const msPerPx = clampScale(w.msPerPx * factor);
  return { msPerPx, from: Math.round(tOf(atX, w) - atX * msPerPx) };
}

/** One of the fixed steps further in (−1) or out (+1). */
export function zoomStep(w: TimeWindow, direction: 1 | -1, atX: number): TimeWindow {
  const scales = STEPS.map((s) => s / TICK_PX);
  const next =
    direction > 0
      ? scales.find((s) => s > w.msPerPx * 1.01)
      : (scales.findLast((s) => s < w.msPerPx * 0.99) ?? w.msPerPx / 2);
  return zoomAt(w, (next ?? MAX_MS_PER_PX) / w.msPerPx, atX);
}

/** Window that shows `from` to `to` with a margin of 3 % at both ends. */
export function fit(from: number, to: number, widthPx: number): TimeWindow {
  const width = Math.max(120, widthPx);
  const span = Math.max(to - from, HOUR);
  const msPerPx = clampScale((span * 1.06) / width);
  return { from: Math.round((from + to) / 2 - (msPerPx * width) / 2), msPerPx };
}

export const pan = (w: TimeWindow, px: number): TimeWindow => ({ ...w, from: Math.round(w.from + px * w.msPerPx) });

/** Moves the window only as far as needed to show `t` with room around it. */
export function reveal(w: TimeWindow, t: number, widthPx: number): TimeWindow {
  const x = (t - w.from) / w.msPerPx;
  const room = Math.min(120, widthPx / 4);
  if (x >= room / 2 && x <= widthPx - room) return w;
  return { ...w, from: Math.round(t - (widthPx / 3) * w.msPerPx) };
}

/** Tick span for a scale: the smallest step that leaves room for its label. */
export const stepFor = (msPerPx: number): number => STEPS.find((s) => s / msPerPx >= TICK_PX) ?? STEPS.at(-1) ?? DAY;

/** Step by which Alt+arrow moves a task at this scale, in minutes. */
export const snapMinutes = (msPerPx: number): number =>
  [5, 15, 30, 60, 360, 1440].find((m) => (m * MS_PER_MINUTE) / msPerPx >= 5) ?? 1440;

export interface Tick {
  readonly t: number;
  /** First tick of the next larger unit (midnight, first of the month, first of the year). */
  readonly strong: boolean;
}

/** Ticks on the wall clock of `zone`: an hour that does not exist has none, an hour that comes twice has two. */
export function clockTicks(from: number, to: number, step: number, zone: string): readonly Tick[] {
  if (step >= 30 * DAY) return monthTicks(from, to, Math.round(step / (30 * DAY)), zone);
  if (step >= DAY) return dayTicks(from, to, Math.round(step / DAY), zone);
  const ticks: Tick[] = [];
  for (let t = from; t < to; ) {
    const span = offsetSpan(zone, t);
    const end = Math.min(to, span.to);
    const first = Math.ceil((t + span.offset) / step) * step - span.offset;
    for (let at = first; at < end; at += step) ticks.push({ t: at, strong: (at + span.offset) % DAY === 0 });
    t = Math.max(end, t + 1);
  }
  return ticks;
}

function dayTicks(from: number, to: number, every: number, zone: string): readonly Tick[] {
  const ticks: Tick[] = [];
  // weeks start on Monday: day 4 after 1970-01-01 was one
  const anchor = every % 7 === 0 ? 4 : 0;
  const start = dayNumberIn(zone, from);
  const end = dayNumberIn(zone, to);
  for (let day = Math.floor((start - anchor) / every) * every + anchor; day <= end; day += every) {
    const t = startOfDayNumber(day, zone);
    if (t >= from && t < to) ticks.push({ t, strong: dateOfDayNumber(day).endsWith('-01') });
  }
  return ticks;
}

function monthTicks(from: number, to: number, every: number, zone: string): readonly Tick[] {
  const ticks: Tick[] = [];
  const step = every >= 20 ? 24 : every >= 11 ? 12 : every >= 5 ? 6 : every >= 2 ? 3 : 1;
  const first = dateOfDayNumber(dayNumberIn(zone, from));
  let index = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1;
  index -= index % step;
  for (; ; index += step) {
    const year = Math.floor(index / 12);
    if (year > 2199) return ticks;
    const date = `${String(year).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
    const t = startOfDayNumber(dayNumber(date), zone);
    if (t >= to) return ticks;
    if (t >= from) ticks.push({ t, strong: index % 12 === 0 });
  }
}

/** Ticks at whole steps from H, elapsed time. */
export function hTicks(from: number, to: number, step: number, hHour: number): readonly number[] {
  const first = Math.ceil((from - hHour) / step);
  const last = Math.floor((to - hHour) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => hHour + (first + i) * step);
}

export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly unit: 'day' | 'month' | 'year';
}
/** The line above the ticks: days while ticks are hours, months while ticks are days, years beyond. */
export function dateLine(from: number, to: number, step: number, zone: string): readonly Segment[] {
  const unit = step < DAY ? 'day' : step < 30 * DAY ? 'month' : 'year';
  const cuts: number[] = [];
  let day = dayNumberIn(zone, from);
  for (let i = 0; i < 2000; i += 1) {
    const date = dateOfDayNumber(day);
    const year = Number(date.slice(0, 4));
    const month = Number(date.slice(5, 7));
    const first =
      unit === 'day'
        ? day
        : unit === 'month'
          ? dayNumber(`${date.slice(0, 7)}-01`)
          : dayNumber(`${date.slice(0, 4)}-01-01`);
    const t = startOfDayNumber(first, zone);
    cuts.push(t);
    if (t >= to) break;
    day =
      unit === 'day'
        ? day + 1
        : unit === 'month'
          ? first + daysInMonth(year, month)
          : dayNumber(`${String(year + 1).padStart(4, '0')}-01-01`);
  }
  return cuts.slice(0, -1).map((t, i) => ({ from: t, to: cuts[i + 1] ?? to, unit }));
}

export interface Shade {
  readonly from: number;
  readonly to: number;
  readonly kind: 'night' | 'weekend';
}
const NIGHT_TO = 6 * HOUR;
const NIGHT_FROM = 18 * HOUR;

/** Nights (18:00 to 06:00) while hours are legible, weekends while days are; nothing further out. */
export function shades(from: number, to: number, msPerPx: number, zone: string): readonly Shade[] {
  if (DAY / msPerPx < 7) return [];
  const nights = DAY / msPerPx >= 60;
  const out: Shade[] = [];
  const end = dayNumberIn(zone, to);
  for (let day = dayNumberIn(zone, from) - 1; day <= end; day += 1) {
    if (nights) {
      // by the wall, not by elapsed time: on the day of a clock change 06:00 is five or seven hours after midnight
      const evening = resolveWall(zone, day * DAY + NIGHT_FROM).at;
      out.push({ from: evening, to: resolveWall(zone, (day + 1) * DAY + NIGHT_TO).at, kind: 'night' });
    } else if ((day + 3) % 7 === 5) {
      // day 0 was a Thursday: Saturday and Sunday together
      out.push({ from: startOfDayNumber(day, zone), to: startOfDayNumber(day + 2, zone), kind: 'weekend' });
    }
  }
  return out.filter((s) => s.to > from && s.from < to);
}
