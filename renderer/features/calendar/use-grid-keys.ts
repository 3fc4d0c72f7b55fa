/** Keys inside the grid: arrows walk slots and entries, Alt with arrows moves a task, Alt+Shift changes its end (ux.md, section 5). */
import { type KeyboardEvent, useCallback } from 'react';
import type { LocalDate } from '#shared/model/plan.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { CalendarSpan } from '../../state/place.ts';
import type { CalendarEvent } from './events.ts';
import type { FocusMemory } from './focus-memory.ts';
import { findItem, idOf, itemsIn } from './repair.ts';
import { monday } from './period.ts';
import { dateOfWall, hourOfWall, wallMs, wallOfDate } from './zone-adapter.ts';

/** Keys move by this many minutes; days in a month. */
const STEP = 15;
const DAY = 1440;

export interface GridKeys {
  readonly span: CalendarSpan;
  readonly days: readonly LocalDate[];
  readonly events: readonly CalendarEvent[];
  readonly dir: 'ltr' | 'rtl';
  readonly memory: FocusMemory;
  /** A move is looked at: Escape leaves that first. */
  readonly pending: boolean;
  /** Turns to the page that holds the day. */
  readonly onPage: (date: LocalDate) => void;
  readonly onTurn: (by: 1 | -1) => void;
  readonly onOpen: (event: CalendarEvent) => void;
  readonly onMore: (date: LocalDate) => void;
  readonly onSlot: (date: LocalDate, hour: number | null) => void;
  readonly onStep: (event: CalendarEvent, by: { readonly minutes: number; readonly longer: number }) => void;
}

const pad = (n: number): string => String(n).padStart(2, '0');

/** Where an arrow leads from a slot; in a month a day or a week, else an hour or a day. */
export function nextSlot(slot: string, key: string, dir: 'ltr' | 'rtl', span: CalendarSpan): string | null {
  const date = slot.slice(0, 10);
  const hour = slot.length > 10 ? Number(slot.slice(11)) : null;
  const side = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  const across = dir === 'rtl' ? -side : side;
  const down = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  if (hour === null) {
    if (key === 'Home') return monday(date);
    if (key === 'End') return addDays(monday(date), 6);
    return across + down === 0 ? null : addDays(date, across + down * 7);
  }
  if (key === 'Home' || key === 'End') return `${date}T${key === 'Home' ? '00' : '23'}`;
  if (across !== 0) return `${addDays(date, across)}T${pad(hour)}`;
  if (down === 0) return null;
  const next = hour + down;
  // past midnight the next day follows, in a day view on the next page
  if (next >= 0 && next < 24) return `${date}T${pad(next)}`;
  return span === 'month' ? null : `${addDays(date, down)}T${next < 0 ? '23' : '00'}`;
}

/** What Alt with an arrow does to a task: minutes of its start, minutes of its length; null for other keys. */
export function stepOf(
  e: { readonly key: string; readonly shiftKey: boolean },
  dir: 'ltr' | 'rtl',
  span: CalendarSpan,
): { readonly minutes: number; readonly longer: number } | null {
  const side = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0;
  const later = dir === 'rtl' ? -side : side;
  const row = e.key === 'ArrowUp' ? -1 : e.key === 'ArrowDown' ? 1 : 0;
  if (later === 0 && row === 0) return null;
  if (e.shiftKey) return later === 0 ? null : { minutes: 0, longer: later * STEP };
  return span === 'month'
    ? { minutes: later * DAY + row * 7 * DAY, longer: 0 }
    : // the eye moves down for later and across for another day
      { minutes: row * STEP + later * DAY, longer: 0 };
}

export function useGridKeys(p: GridKeys): (e: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    (e) => {
      const item = e.target instanceof Element ? e.target.closest('[tabindex]') : null;
      const root = e.currentTarget;
      if (!item || !root.contains(item) || e.ctrlKey || e.metaKey) return;
      const used = act(e, item, root, p);
      if (!used) return;
      e.preventDefault();
      e.stopPropagation();
    },
    [p],
  );
}

function act(e: KeyboardEvent<HTMLElement>, item: Element, root: HTMLElement, p: GridKeys): boolean {
  if (e.key === 'Escape' && p.pending) return false;
  const id = idOf(item);
  const page = e.key === 'PageUp' ? -1 : e.key === 'PageDown' ? 1 : 0;
  if (page !== 0 && !e.altKey) {
    p.onTurn(page);
    return true;
  }
  if (id.startsWith('slot/')) return onSlot(e, id.slice(5), root, p);
  if (id.startsWith('more/')) {
    if (e.key !== 'Enter' && e.key !== ' ') return walk(e, item, root, p.dir);
    p.onMore(id.slice(5));
    return true;
  }
  const event = p.events.find((one) => `entry/${one.key}` === id);
  return event ? onEntry(e, event, item, root, p) : false;
}

function onSlot(e: KeyboardEvent, slot: string, root: HTMLElement, p: GridKeys): boolean {
  if (e.altKey) return false;
  const date = slot.slice(0, 10);
  const hour = slot.length > 10 ? Number(slot.slice(11)) : null;
  if (e.key === 'Enter' || e.key === ' ') {
    const inside = p.events.find((event) => begins(event, date, hour));
    const target = inside ? findItem(root, `entry/${inside.key}`) : undefined;
    if (target) target.focus();
    else if (findItem(root, `more/${date}`)) findItem(root, `more/${date}`)?.focus();
    else p.onSlot(date, hour);
    return true;
  }
  const next = nextSlot(slot, e.key, p.dir, p.span);
  if (next === null) return false;
  const target = findItem(root, `slot/${next}`);
  if (target) {
    target.focus();
    target.scrollIntoView({ block: 'nearest' });
  } else {
    p.memory.want(`slot/${next}`);
    p.onPage(next.slice(0, 10));
  }
  return true;
}

function begins(event: CalendarEvent, date: LocalDate, hour: number | null): boolean {
  const from = wallMs(wallOfDate(date));
  const [start, end] = [wallMs(event.start), wallMs(event.end)];
  if (hour === null) return start < from + DAY * 60_000 && end > from;
  return !event.allDay && start >= from + hour * 3_600_000 && start < from + (hour + 1) * 3_600_000;
}

/** To the entry before or after, as they stand in the page. */
function walk(e: KeyboardEvent, item: Element, root: HTMLElement, dir: 'ltr' | 'rtl'): boolean {
  const entries = itemsIn(root).filter((el) => !el.hasAttribute('data-slot'));
  const side = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0;
  const by = e.key === 'ArrowUp' ? -1 : e.key === 'ArrowDown' ? 1 : dir === 'rtl' ? -side : side;
  if (by === 0) return false;
  const at = entries.findIndex((el) => el === item);
  const next = entries[Math.min(entries.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return true;
}

function onEntry(e: KeyboardEvent, event: CalendarEvent, item: Element, root: HTMLElement, p: GridKeys): boolean {
  if (e.altKey) {
    const by = stepOf(e, p.dir, p.span);
    if (!by || event.is !== 'entry') return false;
    p.onStep(event, by);
    return true;
  }
  if (e.key === 'Enter' || e.key === ' ') {
    p.onOpen(event);
    return true;
  }
  if (e.key === 'Escape') {
    const date = dateOfWall(event.start);
    const slot = findItem(root, `slot/${date}T${pad(hourOfWall(event.start))}`) ?? findItem(root, `slot/${date}`);
    if (!slot) return false;
    slot.focus();
    return true;
  }
  return walk(e, item, root, p.dir);
}
