/** Entries of the contract as events of the calendar component: plain properties, the same object for the same entry. */
import type { CalendarEntry, CalendarWindow, DaySummary, Layer } from '#shared/contract/calendar.ts';
import type { LocalDate } from '#shared/model/plan.ts';
import { addDays, daysBetween, MS_PER_DAY } from '#shared/time/calendar.ts';
import type { CalendarSpan } from '../../state/place.ts';
import { addMinutes, dateOfWall, spanToWall, type Wall, wallMs, wallOfDate } from './zone-adapter.ts';

export interface CalendarEvent {
  readonly key: string;
  readonly title: string;
  readonly start: Wall;
  readonly end: Wall;
  readonly allDay: boolean;
  readonly movable: boolean;
  readonly is: 'entry' | 'day' | 'hour' | 'ghost';
  readonly entry: CalendarEntry | null;
  /** Of a summary: how many entries, and the findings on them. */
  readonly count: number;
  readonly block: number;
  readonly warn: number;
}

/** Entries as long as a day stand above the hours, as whole days. */
const isLong = (e: CalendarEntry): boolean => e.start !== null && e.end !== null && e.end - e.start >= MS_PER_DAY;

const kept = new WeakMap<CalendarEntry, Map<string, CalendarEvent>>();

/** The event of an entry in a zone, made once. */
export function eventOf(entry: CalendarEntry, zone: string): CalendarEvent {
  const known = kept.get(entry);
  const before = known?.get(zone);
  if (before) return before;
  const made = makeEvent(entry, zone);
  if (known) known.set(zone, made);
  else kept.set(entry, new Map([[zone, made]]));
  return made;
}

function makeEvent(entry: CalendarEntry, zone: string): CalendarEvent {
  const base = {
    key: entry.key,
    title: entry.code,
    is: 'entry',
    entry,
    count: 1,
    ...entry.findings,
    movable: entry.at !== null,
  } as const;
  if (entry.days || entry.start === null)
    return {
      ...base,
      start: wallOfDate(entry.days?.from ?? '1970-01-01'),
      end: wallOfDate(addDays(entry.days?.to ?? '1970-01-01', 1)),
      allDay: true,
    };
  const span = spanToWall(entry.start, entry.end ?? entry.start, zone);
  // H is a line through everything; as an entry it stands above its day
  if (entry.kind === 'hHour' || isLong(entry))
    return {
      ...base,
      start: wallOfDate(dateOfWall(span.start)),
      end: wallOfDate(addDays(dateOfWall(addMinutes(span.end, -1)), 1)),
      allDay: true,
    };
  return { ...base, ...span, allDay: false };
}

/** How many timed events stand side by side at most, of those that begin on one day. */
export function mostAtOnce(events: readonly CalendarEvent[]): number {
  const edges = events
    .flatMap((e): (readonly [number, 1 | -1])[] => [
      [wallMs(e.start), 1],
      // what is drawn is at least half an hour high
      [Math.max(wallMs(e.end), wallMs(e.start) + 30 * 60_000), -1],
    ])
    .toSorted(([a, x], [b, y]) => a - b || x - y);
  let now = 0;
  let most = 0;
  for (const [, step] of edges) {
    now += step;
    most = Math.max(most, now);
  }
  return most;
}

const summaryCount = (day: DaySummary): number =>
  Object.entries(day.counts).reduce((n, [layer, count]) => n + ((layer as Layer) === 'operation' ? 0 : count), 0);

/** A folded day: one summary above it, and where hours are drawn one block per hour, so that its shape can still be seen. */
function summaries(day: DaySummary, hours: boolean): readonly CalendarEvent[] {
  const start = wallOfDate(day.date);
  const base = { title: '', movable: false, entry: null } as const;
  const whole: CalendarEvent = {
    ...base,
    key: `day/${day.date}`,
    start,
    end: wallOfDate(addDays(day.date, 1)),
    allDay: true,
    is: 'day',
    count: summaryCount(day),
    ...day.findings,
  };
  if (!hours) return [whole];
  return [
    whole,
    ...day.hours.map(
      (h): CalendarEvent => ({
        ...base,
        key: `hour/${day.date}/${h.hour}`,
        start: addMinutes(start, h.hour * 60),
        end: addMinutes(start, h.hour * 60 + 60),
        allDay: false,
        is: 'hour',
        count: h.count,
        block: h.block,
        warn: h.warn,
      }),
    ),
  ];
}

const foldedOf = new WeakMap<DaySummary, Map<boolean, readonly CalendarEvent[]>>();
function foldedEvents(day: DaySummary, hours: boolean): readonly CalendarEvent[] {
  const known = foldedOf.get(day) ?? new Map<boolean, readonly CalendarEvent[]>();
  const events = known.get(hours) ?? summaries(day, hours);
  foldedOf.set(day, known.set(hours, events));
  return events;
}

/** Bars longer than a week say the same in every row of a month: they stand on their first day, with their last one in words. */
const LONG_BAR_DAYS = 7;
const isContext = (e: CalendarEntry): boolean => e.layer === 'operation' || e.layer === 'agreement';

/** What holds on every day shown: it is said once above the days instead of drawn through all of them. */
export const throughout = (window: CalendarWindow, days: readonly LocalDate[]): readonly CalendarEntry[] =>
  window.entries.filter(
    (e) => isContext(e) && e.days !== null && e.days.from < (days[0] ?? '') && e.days.to >= (days.at(-1) ?? ''),
  );

const markOf = new WeakMap<CalendarEvent, CalendarEvent>();
/** The first day of a long bar; the same object every time. */
function beginOf(event: CalendarEvent): CalendarEvent {
  const known = markOf.get(event);
  if (known) return known;
  const made = { ...event, end: addMinutes(event.start, 1440) };
  markOf.set(event, made);
  return made;
}

/** Whether an entry of whole days is drawn on its first day only. */
export const isBeginOnly = (entry: CalendarEntry, span: CalendarSpan): boolean =>
  span === 'month' &&
  isContext(entry) &&
  entry.days !== null &&
  daysBetween(entry.days.from, entry.days.to) >= LONG_BAR_DAYS;

/** Entries as they are drawn among these days. */
function drawn(window: CalendarWindow, zone: string, span: CalendarSpan, days: readonly LocalDate[]): CalendarEvent[] {
  const above = new Set(throughout(window, days));
  // the component keeps the order of what begins together: H comes first on its day
  const first = window.entries.filter((e) => e.kind === 'hHour');
  const rest = window.entries.filter((e) => e.kind !== 'hHour');
  return [...first, ...rest].flatMap((e) => {
    if (above.has(e)) return [];
    if (!isBeginOnly(e, span)) return [eventOf(e, zone)];
    return e.days !== null && e.days.from >= (days[0] ?? '') ? [beginOf(eventOf(e, zone))] : [];
  });
}

/** Long bars that began before the month and end in it have no day of their own: they are said above it too. */
export const ending = (
  window: CalendarWindow,
  span: CalendarSpan,
  days: readonly LocalDate[],
): readonly CalendarEntry[] =>
  window.entries.filter(
    (e) => isBeginOnly(e, span) && e.days !== null && e.days.from < (days[0] ?? '') && e.days.to < (days.at(-1) ?? ''),
  );

/**
 * What is handed to the component: entries one by one, and summaries of days that hold too much, either for the window (folded
 * there) or for the width of a column (more than `lanes` side by side could not be hit or read).
 */
export function eventsOf(
  window: CalendarWindow,
  zone: string,
  span: CalendarSpan,
  days: readonly LocalDate[],
  lanes: number,
): readonly CalendarEvent[] {
  const hours = span === 'week' || span === 'day';
  const all = drawn(window, zone, span, days);
  const narrow = new Set<LocalDate>();
  if (hours) {
    const byDay = new Map<LocalDate, CalendarEvent[]>();
    for (const e of all) {
      if (e.allDay) continue;
      const date = dateOfWall(e.start);
      byDay.set(date, [...(byDay.get(date) ?? []), e]);
    }
    for (const [date, events] of byDay) if (mostAtOnce(events) > lanes) narrow.add(date);
  }
  const folded = window.days.filter((d) => d.folded || narrow.has(d.date));
  return [
    ...(narrow.size === 0 ? all : all.filter((e) => e.allDay || !narrow.has(dateOfWall(e.start)))),
    ...folded.flatMap((d) => foldedEvents(d, hours)),
  ];
}

/** Where a task would stand, drawn beside where it stands. */
export const ghostOf = (entry: CalendarEntry, start: number, end: number, zone: string): CalendarEvent => ({
  ...makeEvent({ ...entry, start, end }, zone),
  key: 'ghost',
  is: 'ghost',
  movable: false,
});
