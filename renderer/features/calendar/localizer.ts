/** What the calendar component asks about dates: words from our own formatters, weeks from Monday, hours as 00:00 to 23:00. */
import { getDay, startOfWeek } from 'date-fns';
import { type CalendarProps, type DateLocalizer, dateFnsLocalizer } from 'react-big-calendar';
import { plainDateText } from '../../i18n/index.ts';
import { dateOfWall, hourOfWall, type Wall, wallOfDay } from './zone-adapter.ts';

export interface Formats {
  readonly localizer: DateLocalizer;
  readonly formats: NonNullable<CalendarProps['formats']>;
}
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
// the window's own clock is UTC (zone-adapter.ts), so a day of it is always as long as the last
const dayOf = (wall: Wall): number => Math.floor(Number(wall) / DAY_MS);
const minuteOf = (at: Wall | number): number => Math.floor(Number(at) / MINUTE_MS);

interface Span {
  readonly start: Wall;
  readonly end: Wall;
  readonly allDay?: boolean | undefined;
}
/**
 * What the component asks of every entry in every week of a page, by numbers alone: its own answers make half a dozen dates for each
 * question, which took a fifth of a page turn.
 */
export const SPANS = {
  isSameDate: (a: Wall, b: Wall): boolean => dayOf(a) === dayOf(b),
  inEventRange: ({ event, range }: { readonly event: Span; readonly range: Span }): boolean => {
    const begins = dayOf(event.start) * DAY_MS;
    const [ends, from] = [minuteOf(event.end), minuteOf(range.start)];
    // what takes no time still stands in the day it begins with
    const reaches = minuteOf(begins) === ends ? ends >= from : ends > from;
    return dayOf(event.start) <= dayOf(range.end) && reaches;
  },
  sortEvents: ({ evtA: a, evtB: b }: { readonly evtA: Span; readonly evtB: Span }): number =>
    dayOf(a.start) - dayOf(b.start) ||
    dayOf(b.end) - dayOf(b.start) - (dayOf(a.end) - dayOf(a.start)) ||
    Number(b.allDay === true) - Number(a.allDay === true) ||
    Number(a.start) - Number(b.start) ||
    Number(a.end) - Number(b.end),
} as const;

/** What the component asks in units; its types know fewer of them than it asks in. */
interface Units {
  readonly startOf: (at: Wall, unit: string, firstOfWeek?: number) => Wall;
  readonly ceil: (at: Wall, unit?: string) => Wall;
  readonly diff: (a: Wall, b: Wall, unit?: string) => number;
  readonly inRange: (at: Wall, from: Wall, to: Wall, unit?: string) => boolean;
}
/** The same for what it asks in days; any other unit is left to the component. */
export function byDay({ startOf, ceil, diff, inRange }: Units): Units {
  return {
    startOf: (at, unit, first) => (unit === 'day' ? wallOfDay(dayOf(at)) : startOf(at, unit, first)),
    ceil: (at, unit) => (unit === 'day' ? wallOfDay(Math.ceil(Number(at) / DAY_MS)) : ceil(at, unit)),
    diff: (a, b, unit) => (unit === 'day' ? Math.abs(dayOf(a) - dayOf(b)) : diff(a, b, unit)),
    inRange: (at, from, to, unit) =>
      unit === 'day' ? dayOf(at) >= dayOf(from) && dayOf(at) <= dayOf(to) : inRange(at, from, to, unit),
  };
}

/** Handed on by the component to what it draws: the language it is drawn in. */
export interface Spoken {
  readonly language: string;
}

const made = new Map<string, Formats>();

/** One per language, so that the component sees the same objects again and again. */
export function localizerOf(language: string): Formats {
  const known = made.get(language);
  if (known) return known;
  const hour = (wall: Wall): string => `${String(hourOfWall(wall)).padStart(2, '0')}:00`;
  const none = (): string => '';
  const localizer = dateFnsLocalizer({
    startOfWeek: (wall: Wall) => startOfWeek(wall, { weekStartsOn: 1 }),
    getDay,
    format: none,
    locales: {},
  });
  Object.assign(localizer, SPANS, byDay(localizer as unknown as Units), { language } satisfies Spoken);
  const both: Formats = {
    localizer,
    formats: {
      dateFormat: (wall: Wall) => plainDateText(dateOfWall(wall), language, 'dayOnly'),
      weekdayFormat: (wall: Wall) => plainDateText(dateOfWall(wall), language, 'weekdayOnly'),
      dayFormat: (wall: Wall) => plainDateText(dateOfWall(wall), language),
      timeGutterFormat: hour,
      // entries write their own times; a label beside would say them twice
      eventTimeRangeFormat: none,
      eventTimeRangeStartFormat: none,
      eventTimeRangeEndFormat: none,
      selectRangeFormat: none,
    },
  };
  made.set(language, both);
  return both;
}
