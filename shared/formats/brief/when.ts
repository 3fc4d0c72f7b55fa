/** How a pack writes time: an offset as people say it, and clocks that name date, time and offset from UTC. */
import { type Facts, spanOf } from '../../domain/facts/facts.ts';
import type { InstantMs, LocalDate, PlanTask } from '../../model/plan.ts';
import { dayNumber } from '../../time/calendar.ts';
import { formatHOffset, parseStart, type StartForm } from '../../time/start-form.ts';
import { dateIn, wallClock } from '../../time/wall-clock.ts';
import { escapeText, type Html, html, ltr } from './html.ts';
import type { Words } from './words-shape.ts';

const pad = (n: number): string => String(n).padStart(2, '0');
const zoneOffset = (minutes: number): string =>
  `${minutes < 0 ? '−' : '+'}${pad(Math.floor(Math.abs(minutes) / 60))}:${pad(Math.abs(minutes) % 60)}`;

/** `2027-03-16 04:00 +07:00`: never a time without its date and offset. */
export function instantText(at: InstantMs | null, zone: string): string {
  if (at === null) return '–';
  const c = wallClock(at, zone);
  return `${c.date} ${c.time} ${zoneOffset(c.offsetMinutes)}`;
}

/** How instants of one zone stand in a column: with the offset in its head if it is the same for all, else beside each. */
export interface Moments {
  readonly kind: 'moment' | 'instant';
  /** Zone, and offset if there is one for all. */
  readonly note: string;
  readonly text: (at: InstantMs | null) => string;
}
export function moments(instants: Iterable<InstantMs | null>, zone: string): Moments {
  const offsets = new Set<number>();
  for (const at of instants) if (at !== null) offsets.add(wallClock(at, zone).offsetMinutes);
  const [offset] = offsets;
  if (offset === undefined || offsets.size > 1)
    return { kind: 'instant', note: zone, text: (at) => instantText(at, zone) };
  const text = (at: InstantMs | null): string => instantText(at, zone).split(' ', 2).join(' ');
  return { kind: 'moment', note: `${zone} ${zoneOffset(offset)}`, text };
}

/** ` +1`, ` −1`: how many days `date` lies after `base`; nothing on the same day. */
export function dayChange(date: LocalDate, base: LocalDate): string {
  const days = dayNumber(date) - dayNumber(base);
  return days === 0 ? '' : ` ${days > 0 ? '+' : '−'}${Math.abs(days)}`;
}

/** `22:00 +01:00 −1`: the clock of `zone`, with the change of date against that of `base` in the same row. */
export function clockText(at: InstantMs | null, zone: string, base: string): string {
  if (at === null) return '–';
  const c = wallClock(at, zone);
  return `${c.time} ${zoneOffset(c.offsetMinutes)}${dayChange(c.date, dateIn(base, at))}`;
}

/** `00:20`, `32:00`, from 100 hours on `10d00:00`: written like an offset from H. */
export const durationText = (minutes: number | null): string =>
  minutes === null ? '–' : formatHOffset(minutes).slice('H+'.length);

const formOf = (at: string | null): StartForm | null => {
  const parsed = at === null ? null : parseStart(at);
  return parsed?.ok ? parsed.value : null;
};
const dayOffset = (days: number, words: Words): string => `${words.dLetter}${days < 0 ? '-' : '+'}${Math.abs(days)}`;

/**
 * The offset a task is tied to: `H+00:30`, `D-14` (`J-14` in French); a start tied to a clock on the wall says so.
 * Without the exact H-hour (R-OP-11) no offset is worked out from a clock, nor a clock from an offset: the two together would tell H.
 */
export function offsetOf(facts: Facts, task: PlanTask, words: Words): Html {
  const form = formOf(task.at);
  if (form === null) return escapeText('–');
  if (form.form === 'H') return ltr(formatHOffset(form.minutes));
  if (form.form === 'D') return ltr(dayOffset(form.days, words));
  const { start } = spanOf(facts, task);
  const { hHour } = facts.plan.operation;
  const offset =
    start === null || hHour === null
      ? escapeText('')
      : html`${ltr(formatHOffset(Math.floor((start - hHour) / 60_000)))} `;
  return html`${offset}<small>${escapeText(words.fixed)}</small>`;
}

/** One end of a phase: its offset with the day or clock it falls on, as far as that is known. */
export function boundText(facts: Facts, at: string, words: Words): string {
  const form = formOf(at);
  const { refTz } = facts.plan.operation;
  const start = facts.clockwork.resolve(at)?.at ?? null;
  if (form === null) return '–';
  if (form.form === 'H')
    return `${formatHOffset(form.minutes)}${start === null ? '' : ` (${instantText(start, refTz)})`}`;
  if (form.form === 'fixed' || start === null) return instantText(start, refTz);
  const day = dayOffset(form.days, words);
  return `${day} (${form.time === null ? dateIn(refTz, start) : instantText(start, refTz)})`;
}

/**
 * Order on paper: known times first to last, then those that hang on an H-hour this pack does not hold, by offset, then the unknown.
 */
export function inTime(facts: Facts): (a: PlanTask, b: PlanTask) => number {
  const keyOf = (task: PlanTask): readonly [number, number] => {
    const { start } = spanOf(facts, task);
    if (start !== null) return [0, start];
    const form = formOf(task.at);
    return form?.form === 'H' ? [1, form.minutes] : [2, 0];
  };
  const keys = new Map(facts.plan.tasks.map((task) => [task, keyOf(task)]));
  return (a, b) => {
    const [groupA, atA] = keys.get(a) ?? keyOf(a);
    const [groupB, atB] = keys.get(b) ?? keyOf(b);
    return groupA - groupB || atA - atB || (a.id < b.id ? -1 : 1);
  };
}
