/**
 * What the calendar component leaves out for keyboards and screen readers (upstream #2762, #1801): grid roles, names, one stop
 * for the Tab key, and a place the focus comes back to after the grid was drawn anew. It works on the finished elements, after
 * every change of them, because the component offers no other way to reach them.
 */
import type { LocalDate } from '#shared/model/plan.ts';

export interface GridNames {
  readonly grid: string;
  readonly wholeDays: string;
  readonly day: (date: LocalDate) => string;
  readonly hour: (date: LocalDate, hour: number) => string;
  readonly more: (count: number, date: LocalDate) => string;
}

/** Everything that can have the focus. */
const ITEMS = '[data-slot], .rbc-event, .rbc-show-more';
const all = (root: ParentNode, selector: string): readonly HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(selector),
];
function put(el: Element, name: string, value: string): void {
  if (el.getAttribute(name) !== value) el.setAttribute(name, value);
}

export const itemsIn = (root: ParentNode): readonly HTMLElement[] => all(root, ITEMS);
/** Names a slot or an entry, the same after the grid was drawn anew: `slot/2027-03-16T04`, `entry/…`, `more/…`. */
export function idOf(el: Element): string {
  const slot = el.getAttribute('data-slot');
  if (slot !== null) return `slot/${slot}`;
  const more = el.getAttribute('data-more');
  return more === null ? `entry/${el.getAttribute('data-key') ?? ''}` : `more/${more}`;
}
export const findItem = (root: ParentNode, id: string): HTMLElement | undefined =>
  itemsIn(root).find((el) => idOf(el) === id);

function repairEvents(root: HTMLElement, selected: string | null): void {
  for (const event of all(root, '.rbc-event')) {
    const face = event.querySelector('[data-entry]');
    const key = face?.getAttribute('data-entry') ?? '';
    put(event, 'role', 'gridcell');
    put(event, 'data-key', key);
    put(event, 'aria-selected', String(selected !== null && face?.getAttribute('data-record') === selected));
    event.removeAttribute('title');
  }
}

/** Rows that hold cells are rows; empty ones are nothing. */
function repairRows(root: ParentNode, selector: string): void {
  for (const row of all(root, selector))
    put(row, 'role', row.querySelector('[role="gridcell"], [role="columnheader"]') ? 'row' : 'presentation');
}

/**
 * The column of a segment, from the widths the component gave those before it. Not measured: between changes of other elements every
 * measure would lay the whole page out again.
 */
function columnOf(segment: HTMLElement, columns: number): number {
  let percent = 0;
  for (let el = segment.previousElementSibling; el instanceof HTMLElement; el = el.previousElementSibling)
    percent += Number.parseFloat(el.style.flexBasis) || 0;
  return Math.round((percent / 100) * columns);
}

function repairMore(root: HTMLElement, days: readonly LocalDate[], names: GridNames): void {
  for (const button of all(root, '.rbc-show-more')) {
    const segment = button.parentElement;
    if (!segment) continue;
    put(segment, 'role', 'gridcell');
    // the button stands in the column of its day: the segments before it say which
    const row = segment.closest('.rbc-month-row, .rbc-allday-cell');
    const at = columnOf(segment, all(row ?? root, '.rbc-day-bg').length);
    const before = all(root, '.rbc-month-row').findIndex((r) => r === row);
    const date = days[Math.max(0, before) * 7 + at];
    const count = Number(/\d+/.exec(button.textContent ?? '')?.[0] ?? 0);
    if (date === undefined) continue;
    put(button, 'data-more', date);
    put(button, 'aria-label', names.more(count, date));
  }
}

function repairMonth(root: HTMLElement, month: HTMLElement, days: readonly LocalDate[], names: GridNames): void {
  put(month, 'role', 'grid');
  put(month, 'aria-label', names.grid);
  for (const head of all(month, '.rbc-month-header .rbc-header')) put(head, 'role', 'columnheader');
  for (const content of all(month, '.rbc-row-content')) put(content, 'role', 'presentation');
  all(month, '.rbc-date-cell').forEach((cell, i) => {
    const date = days[i];
    if (date === undefined) return;
    put(cell, 'role', 'gridcell');
    put(cell, 'data-slot', date);
  });
  repairMore(root, days, names);
  repairRows(month, '.rbc-month-row .rbc-row');
}

function repairTime(root: HTMLElement, content: HTMLElement, days: readonly LocalDate[], names: GridNames): void {
  put(content, 'role', 'grid');
  put(content, 'aria-label', names.grid);
  for (const gutter of all(root, '.rbc-time-gutter, .rbc-time-header-gutter')) put(gutter, 'aria-hidden', 'true');
  all(content, '.rbc-day-slot').forEach((column, i) => {
    const date = days[i];
    if (date === undefined) return;
    put(column, 'role', 'row');
    put(column, 'aria-label', names.day(date));
    all(column, '.rbc-timeslot-group').forEach((slot, hour) => {
      put(slot, 'role', 'gridcell');
      put(slot, 'data-slot', `${date}T${String(hour).padStart(2, '0')}`);
      put(slot, 'aria-label', names.hour(date, hour));
    });
  });
  repairMore(root, days, names);
  for (const whole of all(root, '.rbc-allday-cell')) {
    for (const part of all(whole, '.rbc-row-content')) put(part, 'role', 'presentation');
    const holds = whole.querySelector('.rbc-event') !== null;
    put(whole, 'role', holds ? 'grid' : 'presentation');
    if (holds) put(whole, 'aria-label', names.wholeDays);
    repairRows(whole, '.rbc-row');
  }
  for (const head of all(root, '.rbc-time-header .rbc-header')) head.removeAttribute('role');
}

/** Repairs everything that is on screen. `days` are the days drawn, in order; `selected` the record shown in the inspector. */
export function repairGrid(
  root: HTMLElement,
  days: readonly LocalDate[],
  names: GridNames,
  selected: string | null,
): void {
  repairEvents(root, selected);
  const month = root.querySelector<HTMLElement>('.rbc-month-view');
  const content = root.querySelector<HTMLElement>('.rbc-time-content');
  if (month) repairMonth(root, month, days, names);
  if (content) repairTime(root, content, days, names);
}

/**
 * One stop for the Tab key: the item that had the focus last, else `first`, else the first one. An element that the component has
 * given to another entry hands the focus on to where that entry now stands; one that was taken away with the focus on it (`held`)
 * gives it to its successor.
 */
export function keepOneStop(root: HTMLElement, active: string | null, first: string, held: boolean): void {
  const items = itemsIn(root);
  const stop =
    (active === null ? undefined : items.find((el) => idOf(el) === active)) ??
    items.find((el) => idOf(el) === first || idOf(el).startsWith(`${first}T08`)) ??
    items[0];
  for (const el of items) put(el, 'tabindex', el === stop ? '0' : '-1');
  const focused = document.activeElement;
  if (stop && held && focused === document.body) stop.focus({ preventScroll: true });
  if (stop && active !== null && focused instanceof HTMLElement && root.contains(focused) && focused !== stop)
    if (focused.matches(ITEMS) && idOf(focused) !== active) stop.focus({ preventScroll: true });
}
