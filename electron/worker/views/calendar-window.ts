/** A window of the calendar: its entries while they are few, its fullest days as summaries when they are many (ux.md, section 14). */
import type { CalendarEntry, CalendarWindow, DaySummary, Layer } from '#shared/contract/calendar.ts';
import type { Finding, LocalDate } from '#shared/model/plan.ts';
import { dateOfDayNumber, dayNumber, MS_PER_DAY } from '#shared/time/calendar.ts';
import { dayNumberIn, startOfDayNumber, wallClock } from '#shared/time/wall-clock.ts';
import { type CalendarItems, calendarItems, type Item } from './calendar-items.ts';
import { countFindings } from './finding-views.ts';
import type { OperationState } from './state.ts';

export interface Where {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly layers: readonly Layer[];
}

interface Placed {
  readonly item: Item;
  /** First instant, for the order. */
  readonly at: number;
  /** Day of the window in which it begins, or the first one for what began before. */
  readonly day: number;
}

const firstInstant = (item: Item, zone: string): number =>
  item.entry.start ?? startOfDayNumber(Math.floor(item.from / MS_PER_DAY), zone);

/** Whole days before the hours of a day, then by begin. */
function inOrder(a: Placed, b: Placed): number {
  const whole = (p: Placed): number => (p.item.entry.days ? 0 : 1);
  return a.at - b.at || whole(a) - whole(b) || (a.item.entry.key < b.item.entry.key ? -1 : 1);
}

/** Everything of the window in order of time. */
function placed(states: readonly OperationState[], { from, to, zone, layers }: Where): Placed[] {
  const shown = new Set(layers);
  const firstDay = dayNumberIn(zone, from);
  const endDay = dayNumberIn(zone, to - 1) + 1;
  const all: Placed[] = [];
  for (const state of states) {
    const items = calendarItems(state);
    for (const item of items.timed.within(from, to, shown)) {
      const at = item.entry.start ?? item.from;
      all.push({ item, at, day: Math.max(firstDay, dayNumberIn(zone, at)) });
    }
    for (const item of items.days.within(firstDay * MS_PER_DAY, endDay * MS_PER_DAY, shown)) {
      const day = Math.max(firstDay, Math.floor(item.from / MS_PER_DAY));
      all.push({ item, at: firstInstant(item, zone), day });
    }
  }
  return all.sort(inOrder);
}

/** Entries of the window one after the other, `first` to `first + count - 1`. */
export function calendarAgenda(
  states: readonly OperationState[],
  where: Where,
  first: number,
  count: number,
): { total: number; entries: CalendarEntry[] } {
  const all = placed(states, where);
  return { total: all.length, entries: all.slice(first, first + count).map((p) => p.item.entry) };
}

/** See CalendarWindow in the contract. `limit` is how many entries may stand one by one. */
export function calendarWindow(states: readonly OperationState[], where: Where, limit: number): CalendarWindow {
  const all = placed(states, where);
  const byDay = new Map<number, Placed[]>();
  for (const p of all) {
    const day = byDay.get(p.day);
    if (day) day.push(p);
    else byDay.set(p.day, [p]);
  }
  const folded = foldedDays(byDay, limit);
  const shows = (p: Placed): boolean => !folded.days.has(p.day) || (p.item.layer === 'operation' && !folded.whole);
  return {
    entries: all.filter(shows).map((p) => p.item.entry),
    days: [...byDay]
      .sort(([a], [b]) => a - b)
      .map(([day, there]) => summary(dateOfDayNumber(day), there, folded.days.has(day), where.zone)),
    total: all.length,
    ...neighbours(states.map(calendarItems), where),
    undated: states.reduce((n, s) => n + calendarItems(s).undated, 0),
  };
}

/** The fullest days, until what is left stands within the limit. Phases and H stay while they fit: they are what one looks for. */
function foldedDays(
  byDay: ReadonlyMap<number, readonly Placed[]>,
  limit: number,
): { readonly days: ReadonlySet<number>; readonly whole: boolean } {
  const days = new Set<number>();
  const full = [...byDay].toSorted(([a, x], [b, y]) => y.length - x.length || a - b);
  for (const whole of [false, true]) {
    const weight = (there: readonly Placed[]): number =>
      whole ? there.length : there.filter((p) => p.item.layer !== 'operation').length;
    let left = full.reduce((n, [, there]) => n + there.length, 0);
    days.clear();
    for (const [day, there] of full) {
      if (left <= limit) return { days, whole };
      left -= weight(there);
      days.add(day);
    }
    if (left <= limit) return { days, whole };
  }
  return { days, whole: true };
}

/** Different findings on these entries, each judged in its own operation. */
function countsOf(there: readonly Placed[]): DaySummary['findings'] {
  const byState = new Map<OperationState, Set<Finding>>();
  for (const { item } of there) {
    const known = byState.get(item.state) ?? new Set<Finding>();
    for (const finding of item.findings) known.add(finding);
    byState.set(item.state, known);
  }
  const sum = { block: 0, warn: 0, lifted: 0 };
  for (const [state, findings] of byState) {
    const counts = countFindings([...findings], state.judged);
    sum.block += counts.block;
    sum.warn += counts.warn;
    sum.lifted += counts.lifted;
  }
  return sum;
}

function summary(date: LocalDate, there: readonly Placed[], folded: boolean, zone: string): DaySummary {
  const counts: Partial<Record<Layer, number>> = {};
  for (const { item } of there) counts[item.layer] = (counts[item.layer] ?? 0) + 1;
  return {
    date,
    counts,
    findings: countsOf(there),
    folded,
    hours: hoursOf(date, there, zone),
  };
}

/** Entries with hours (H itself is always drawn), by the hour in which they begin on this day's wall. */
function hoursOf(date: LocalDate, there: readonly Placed[], zone: string): DaySummary['hours'] {
  const byHour = new Map<number, Placed[]>();
  for (const p of there) {
    if (p.item.entry.start === null || p.item.layer === 'operation') continue;
    const clock = wallClock(p.item.entry.start, zone);
    const hour = dayNumber(clock.date) < dayNumber(date) ? 0 : Number(clock.time.slice(0, 2));
    byHour.set(hour, [...(byHour.get(hour) ?? []), p]);
  }
  return [...byHour]
    .sort(([a], [b]) => a - b)
    .map(([hour, list]) => {
      const { block, warn } = countsOf(list);
      return { hour, count: list.length, block, warn };
    });
}

/** Beginnings of the nearest entries outside the window. */
function neighbours(
  lists: readonly CalendarItems[],
  { from, to, zone, layers }: Where,
): { previous: number | null; next: number | null } {
  const shown = new Set(layers);
  const firstDay = dayNumberIn(zone, from) * MS_PER_DAY;
  const endDay = (dayNumberIn(zone, to - 1) + 1) * MS_PER_DAY;
  const at = (item: Item | null): readonly number[] => (item ? [firstInstant(item, zone)] : []);
  const earlier = lists.flatMap((l) => [...at(l.timed.before(from, shown)), ...at(l.days.before(firstDay, shown))]);
  const later = lists.flatMap((l) => [...at(l.timed.after(to, shown)), ...at(l.days.after(endDay, shown))]);
  return {
    previous: earlier.length > 0 ? Math.max(...earlier) : null,
    next: later.length > 0 ? Math.min(...later) : null,
  };
}
