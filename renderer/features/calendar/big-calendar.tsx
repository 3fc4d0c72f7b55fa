/**
 * The calendar component, wrapped: month, week and day only, no toolbar and no pop-up of its own, the same props from one drawing to
 * the next. Everything it asks for in native dates goes through the zone adapter.
 */
import { type ComponentType, memo, useCallback, useEffect, useMemo, useRef } from 'react';
import { Calendar as Component, type CalendarProps, type SlotInfo, type View } from 'react-big-calendar';
import * as addon from 'react-big-calendar/lib/addons/dragAndDrop';
import 'react-big-calendar/lib/css/react-big-calendar.css';
import 'react-big-calendar/lib/addons/dragAndDrop/styles.css';
import type { LocalDate } from '#shared/model/plan.ts';
import { plainDateText } from '../../i18n/index.ts';
import type { CalendarSpan } from '../../state/place.ts';
import { cx } from '../../ui/index.ts';
import { lookOf } from '../timeline/index.ts';
import styles from './calendar.module.css';
import { type GridContext, useGrid } from './context.ts';
import type { CalendarEvent } from './events.ts';
import { EventFace } from './face.tsx';
import type { FocusMemory } from './focus-memory.ts';
import { localizerOf } from './localizer.ts';
import { Month } from './month.ts';
import { findItem, type GridNames, idOf, keepOneStop, repairGrid } from './repair.ts';
import { Day, Week } from './time-grid.ts';
import { addMinutes, dateOfWall, hourOfWall, toWall, oddAt, oddHours, type Wall, wallOfDate } from './zone-adapter.ts';

type Dragged = { readonly event: CalendarEvent; readonly start: Wall | string; readonly end: Wall | string };
type DndProps = CalendarProps<CalendarEvent> & {
  readonly onEventDrop?: (args: Dragged & { readonly isAllDay?: boolean }) => void;
  readonly onEventResize?: (args: Dragged) => void;
  readonly draggableAccessor?: keyof CalendarEvent;
  readonly resizableAccessor?: keyof CalendarEvent;
  readonly resizable?: boolean;
};
type Wrap = (component: ComponentType<CalendarProps<CalendarEvent>>) => ComponentType<DndProps>;

// the add-on is CommonJS: depending on who bundles, the function is the default export or stands one level deeper
const loaded: unknown = addon.default;
const wrap = (typeof loaded === 'function'
  ? loaded
  : (loaded as { readonly default: unknown }).default) as unknown as Wrap;
const Draggable = wrap(Component as unknown as ComponentType<CalendarProps<CalendarEvent>>);

const VIEWS = { month: Month, week: Week, day: Day } as unknown as View[];
const ignore = (): void => undefined;

/** Marks of a day: D-day, and days that are shorter or longer than 24 hours. */
function DayMarks({ date }: { readonly date: LocalDate }) {
  const { words, dDay, zone } = useGrid();
  const odd = oddHours(date, zone);
  const hours = 24 + odd.reduce((n, h) => n + (h.is === 'gap' ? -1 : 1) * (h.to - h.from), 0) / 60;
  return (
    <>
      {date === dDay ? <b className={styles.dDay}>{words.t('calendar.dDay')}</b> : null}
      {odd.length > 0 ? (
        <span className={styles.oddMark}>
          {words.t(odd[0]?.is === 'gap' ? 'calendar.shortDay' : 'calendar.longDay', { hours })}
        </span>
      ) : null}
    </>
  );
}
const HeadOfDay = ({ date, label }: { readonly date: Wall; readonly label: string }) => (
  <span className={styles.headDay}>
    {label} <DayMarks date={dateOfWall(date)} />
  </span>
);
const WeekdayHead = ({ label }: { readonly label: string }) => <span>{label}</span>;
function DateOfMonth({ date, label }: { readonly date: Wall; readonly label: string }) {
  const grid = useGrid();
  return (
    <>
      <span className={styles.dateOfMonth} aria-hidden>
        <DayMarks date={dateOfWall(date)} />
        <span className={styles.dayNumber}>{label}</span>
      </span>
      <span className="visually-hidden">{dayName(grid, dateOfWall(date))}</span>
    </>
  );
}
const COMPONENTS = {
  event: EventFace,
  month: { dateHeader: DateOfMonth, header: WeekdayHead },
  week: { header: HeadOfDay },
  day: { header: HeadOfDay },
} as unknown as NonNullable<CalendarProps<CalendarEvent>['components']>;

export interface BigCalendarProps {
  readonly span: Exclude<CalendarSpan, 'agenda'>;
  readonly date: LocalDate;
  readonly days: readonly LocalDate[];
  readonly events: readonly CalendarEvent[];
  readonly grid: GridContext;
  readonly now: number;
  readonly dir: 'ltr' | 'rtl';
  readonly names: GridNames;
  readonly selected: string | null;
  readonly memory: FocusMemory;
  readonly onPick: (event: CalendarEvent) => void;
  readonly onDay: (date: LocalDate) => void;
  readonly onMore: (date: LocalDate) => void;
  readonly onSelect: (start: Wall, end: Wall) => void;
  readonly onMove: (event: CalendarEvent, start: Wall) => void;
  readonly onResize: (event: CalendarEvent, start: Wall, end: Wall) => void;
}

export const BigCalendar = memo(function BigCalendar(p: BigCalendarProps) {
  const { grid, span, days, names, selected, memory, onPick, onDay, onMore, onSelect, onMove, onResize } = p;
  const { zone, words, looks } = grid;
  const root = useRef<HTMLDivElement>(null);
  /** The focus is in here; it stays so when the element that had it is taken away, for that is no blur. */
  const held = useRef(false);
  const repair = useCallback(() => {
    const el = root.current;
    if (!el) return;
    repairGrid(el, days, names, selected);
    const first = `slot/${days.includes(grid.dDay) ? grid.dDay : (days[0] ?? '')}`;
    keepOneStop(el, memory.active(), first, held.current);
    const wanted = memory.wanted();
    const target = wanted === null ? undefined : findItem(el, wanted);
    if (!target) return;
    memory.want(null);
    target.focus();
    target.scrollIntoView({ block: 'nearest' });
  }, [days, names, selected, memory, grid.dDay]);
  useEffect(() => {
    const el = root.current;
    if (!el) return;
    repair();
    const seen = new MutationObserver(repair);
    seen.observe(el, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-spoken'] });
    return () => seen.disconnect();
  }, [repair]);

  const look = useCallback(
    (event: CalendarEvent) => {
      const layer = event.entry?.layer ?? 'summary';
      const place = layer === 'task' ? lookOf(looks, event.entry?.place ?? null) : null;
      return {
        className: cx(
          styles.event,
          styles[`layer_${layer}`],
          event.entry?.kind === 'hHour' && styles.hHour,
          event.is === 'ghost' && styles.ghost,
          event.is === 'hour' && styles.hour,
          place !== null && styles[`c${place.colour}`],
          place?.hatched && styles.hatched,
          ['cancelled', 'aborted'].includes(event.entry?.status ?? '') && styles.off,
        ),
      };
    },
    [looks],
  );
  const slotLook = useCallback(
    (wall: Wall) => {
      const odd = oddAt(wall, zone);
      return odd === null ? {} : { className: odd === 'gap' ? (styles.gap ?? '') : (styles.twice ?? '') };
    },
    [zone],
  );
  const dayLook = useCallback(
    (wall: Wall) => ({ className: dateOfWall(wall) === grid.dDay ? (styles.onDDay ?? '') : '' }),
    [grid.dDay],
  );
  const { now } = p;
  const getNow = useCallback(() => toWall(now, zone), [now, zone]);
  const messages = useMemo(
    () => ({ allDay: words.t('calendar.wholeDays'), showMore: (n: number) => words.t('calendar.more', { count: n }) }),
    [words],
  );
  const scrollTo = useMemo(() => addMinutes(wallOfDate('1970-01-01'), scrollHour(grid, days) * 60), [grid, days]);
  const select = useCallback(
    ({ start, end, action }: SlotInfo) => {
      if (action !== 'click') onSelect(start, end);
    },
    [onSelect],
  );
  const { localizer, formats } = localizerOf(words.language);
  return (
    <div
      ref={root}
      className={styles.host}
      dir={p.dir}
      data-span={span}
      onFocus={(e) => {
        const item = e.target.closest('[tabindex]');
        held.current = true;
        if (item && root.current?.contains(item)) memory.keep(idOf(item));
      }}
      onBlur={(e) => {
        if (e.relatedTarget && !e.currentTarget.contains(e.relatedTarget)) held.current = false;
      }}
    >
      <Draggable
        // another language has other heights: the month measures its rows when it opens
        key={words.language}
        localizer={localizer}
        formats={formats}
        culture={words.language}
        events={p.events as CalendarEvent[]}
        views={VIEWS}
        view={span}
        date={useMemo(() => wallOfDate(p.date), [p.date])}
        getNow={getNow}
        rtl={p.dir === 'rtl'}
        toolbar={false}
        popup={false}
        doShowMoreDrillDown={false}
        showMultiDayTimes
        selectable="ignoreEvents"
        step={30}
        timeslots={2}
        dayLayoutAlgorithm="no-overlap"
        scrollToTime={scrollTo}
        allDayMaxRows={6}
        titleAccessor="title"
        startAccessor="start"
        endAccessor="end"
        allDayAccessor="allDay"
        tooltipAccessor={null as unknown as 'title'}
        draggableAccessor="movable"
        resizableAccessor="movable"
        resizable={span !== 'month'}
        components={COMPONENTS}
        messages={messages}
        eventPropGetter={look}
        slotPropGetter={slotLook}
        dayPropGetter={dayLook}
        onNavigate={ignore}
        onView={ignore}
        onDrillDown={useCallback((wall: Wall) => onDay(dateOfWall(wall)), [onDay])}
        onShowMore={useCallback((_events: CalendarEvent[], wall: Wall) => onMore(dateOfWall(wall)), [onMore])}
        onSelectEvent={onPick}
        onSelectSlot={select}
        onEventDrop={useCallback(
          ({ event, start, isAllDay }: Dragged & { readonly isAllDay?: boolean }) => {
            // a timed task has no place among the whole days
            if (typeof start !== 'string' && (span === 'month' || !isAllDay)) onMove(event, start);
          },
          [onMove, span],
        )}
        onEventResize={useCallback(
          ({ event, start, end }: Dragged) => {
            if (typeof start !== 'string' && typeof end !== 'string') onResize(event, start, end);
          },
          [onResize],
        )}
      />
    </div>
  );
});

/** Two hours before H on the action day, else the start of the working day. */
function scrollHour({ hHour, zone }: GridContext, days: readonly LocalDate[]): number {
  if (hHour === null) return 7;
  const wall = toWall(hHour, zone);
  return days.includes(dateOfWall(wall)) ? Math.max(0, hourOfWall(wall) - 2) : 7;
}

/** A day in words, with what is odd about it. */
function dayName(grid: GridContext, date: LocalDate): string {
  const { t, language } = grid.words;
  const [odd] = oddHours(date, grid.zone);
  return [
    plainDateText(date, language, 'long'),
    date === grid.dDay ? t('calendar.dDay') : '',
    odd ? t(`calendar.odd.${odd.is}`) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The names of slots and grids in words. */
export const gridNames = (grid: GridContext, title: string): GridNames => {
  const { t, language } = grid.words;
  return {
    grid: title,
    wholeDays: t('calendar.wholeDays'),
    day: (date) => dayName(grid, date),
    hour: (date, hour) => {
      const odd = oddHours(date, grid.zone).find((h) => hour * 60 < h.to && hour * 60 + 60 > h.from);
      const clock = `${String(hour).padStart(2, '0')}:00`;
      return `${plainDateText(date, language, 'long')} ${clock}${odd ? `, ${t(`calendar.odd.${odd.is}`)}` : ''}`;
    },
    more: (count, date) => `${t('calendar.more', { count })}, ${plainDateText(date, language, 'long')}`,
  };
};
