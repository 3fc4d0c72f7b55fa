/** The calendar of an operation: month, week, day and agenda in the zone shown, with layers, moves looked at first, and new tasks. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { CalendarEntry } from '#shared/contract/calendar.ts';
import type { OperationCard, TimelineFrame } from '#shared/contract/planning.ts';
import type { LocalDate } from '#shared/model/plan.ts';
import { dateIn } from '#shared/time/wall-clock.ts';
import { toFixedForm, toHForm } from '#shared/time/convert.ts';
import { formatStart } from '#shared/time/start-form.ts';
import { call, failureOf, keyOf, useAsk } from '../../api/index.ts';
import { cityOf, dateText, directionOf, offsetText, plainDateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useMarkingOnScreen } from '../../state/marking.ts';
import { useNow } from '../../state/now.ts';
import { useNotices, useTell } from '../../state/notices.ts';
import { type CalendarPlace, useOperationView, usePlace } from '../../state/place.ts';
import { WHOLE_PORTFOLIO } from '../../state/portfolio.ts';
import { usePreferences } from '../../state/preferences.ts';
import { Button, Empty, Failure, Loading, strictest, Withheld } from '../../ui/index.ts';
import { type NewTaskDraft, NewTaskSheet } from '../new-task/index.ts';
import { HDialog, siteLooks } from '../timeline/index.ts';
import { Agenda } from './agenda.tsx';
import { Bar } from './bar.tsx';
import { BigCalendar, gridNames } from './big-calendar.tsx';
import styles from './calendar.module.css';
import { type GridContext, GridProvider } from './context.ts';
import { Above, EntryCard } from './entry-card.tsx';
import { type CalendarEvent, ending, eventsOf, ghostOf, throughout } from './events.ts';
import { focusMemory } from './focus-memory.ts';
import { droppedOn, movedTo, type Pending, type Refusal, resized, stepped } from './pending.ts';
import { daysOf, turned } from './period.ts';
import { SpanPreview } from './span-preview.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import { addMinutes, dayBounds, fromWall, runsInUtc, type Wall, wallMs, wallOfDate } from './zone-adapter.ts';

/** Entries one by one in a month and in a week (ux.md, section 14). */
const MOST = { month: 300, week: 250, day: 250, agenda: 10 } as const;
/** Entries side by side that can still be read and hit: columns of a week, the one column of a day. */
const LANES = { month: 1, week: 5, day: 24, agenda: 1 } as const;

export function Calendar({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  const frame = useAsk('timeline.frame', { operation: card.id });
  // a native date read in another zone would draw hours wrong in silence: then nothing is drawn (stack.md, section 5)
  if (!runsInUtc())
    return (
      <Failure error={{ kind: 'failed', code: 'window-zone', place: '', reason: t('calendar.notUtc'), details: [] }} />
    );
  if (frame.isError) return <Failure error={failureOf(frame.error)} />;
  if (!frame.data) return <Loading lines={14} />;
  return <Screen card={card} frame={frame.data} />;
}

function Screen({ card, frame }: { readonly card: OperationCard; readonly frame: TimelineFrame }) {
  const words = useT();
  const tell = useTell();
  const { t, language } = words;
  const client = useQueryClient();
  const operation = card.id;
  const view = useOperationView(operation);
  const place = view.calendar;
  const zone = view.zone ?? card.refTz;
  const now = useNow(frame.trainingClock ? frame.now : null);
  const date = place.date ?? (card.hHour === null ? card.dDay : dateIn(zone, card.hHour));
  const { setView } = usePlace.getState();
  const timeDirection = usePreferences((s) => s.timeDirection);
  const dir = timeDirection === 'ltr' ? 'ltr' : directionOf(language);
  const [pending, setPending] = useState<Pending | null>(null);
  const [draft, setDraft] = useState<NewTaskDraft | null>(null);
  const [shown, setShown] = useState<CalendarEntry | null>(null);
  const [hOpen, setHOpen] = useState(false);
  const [memory] = useState(focusMemory);
  const all = useAsk('operation.list', { ...WHOLE_PORTFOLIO, first: 0, count: 1, order: 'urgency' });
  // with every operation on screen the bands name the highest marking of all, not that of the open one
  const markings = useMemo(() => (place.all ? strictest(all.data?.markings ?? []) : null), [place.all, all.data]);
  useMarkingOnScreen(markings);

  const days = useMemo(() => daysOf(place.span, date), [place.span, date]);
  const whereOf = useCallback(
    (from: readonly LocalDate[]) => ({
      operation: place.all ? null : operation,
      from: dayBounds(from[0] ?? date, zone)[0],
      to: dayBounds(from.at(-1) ?? date, zone)[1],
      zone,
      layers: [...place.layers],
    }),
    [place.all, place.layers, operation, zone, date],
  );
  const where = useMemo(() => whereOf(days), [whereOf, days]);
  const limit = MOST[place.span];
  const ask = useAsk('calendar.window', { ...where, limit });
  const data = ask.data;

  // the pages before and after are read ahead, so that turning shows them at once
  useEffect(() => {
    if (place.span === 'agenda') return;
    for (const by of [1, -1] as const) {
      const input = { ...whereOf(daysOf(place.span, turned(place.span, date, by))), limit };
      void client.prefetchQuery({
        queryKey: keyOf('calendar.window', input),
        queryFn: () => call('calendar.window', input),
      });
    }
  }, [client, whereOf, place.span, date, limit]);

  const set = useCallback(
    (change: Partial<CalendarPlace>) => {
      const before = usePlace.getState().views[operation]?.calendar ?? place;
      setView(operation, { calendar: { ...before, ...change } });
    },
    [operation, place, setView],
  );
  const turn = useCallback((by: 1 | -1) => set({ date: turned(place.span, date, by) }), [set, place.span, date]);
  const today = dateIn(zone, now);
  const looks = useMemo(() => siteLooks(frame.sites), [frame.sites]);
  const grid = useMemo<GridContext>(
    () => ({ words, zone, hHour: card.hHour, dDay: card.dDay, looks, operation }),
    // the words change with the language alone
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `words` is a new object at every drawing
    [language, zone, card.hHour, card.dDay, looks, operation],
  );
  const context = useMemo(() => ({ hHour: card.hHour, dDay: card.dDay, refTz: card.refTz }), [card]);
  const title = titleOf(place, date, days, language);
  const names = useMemo(
    () => gridNames(grid, t('calendar.gridLabel', { name: card.codeName, period: title })),
    [grid, t, card.codeName, title],
  );

  const say = useNotices.getState().say;
  const take = useCallback(
    (next: Pending | Refusal | null, code: string) => {
      if (typeof next === 'string') {
        tell(({ t }) => (next === 'form' ? t('move.cannot', { code }) : t(`calendar.refused.${next}`)), {
          tone: 'problem',
        });
        return;
      }
      setPending(next);
      if (next) say(t('calendar.looked', { code, at: next.at }));
    },
    [t, say, tell],
  );
  const pick = useCallback(
    (event: CalendarEvent) => {
      const { entry } = event;
      if (event.is === 'ghost') return;
      if (entry === null)
        return set({ span: event.is === 'hour' ? 'day' : 'agenda', date: event.key.split('/')[1] ?? date });
      openEntry(entry, operation, setShown);
    },
    [operation, set, date],
  );
  const onDay = useCallback((to: LocalDate) => set({ span: 'day', date: to }), [set]);
  const onMore = useCallback((to: LocalDate) => set({ span: 'agenda', date: to }), [set]);
  /** The entry of a task that may be moved here; says why when it may not. */
  const own = useCallback(
    ({ entry }: CalendarEvent): CalendarEntry | null => {
      if (entry?.at && entry.operation === operation) return entry;
      const why =
        entry === null || entry.operation !== operation ? 'other' : entry.kind === 'task' ? 'readOnly' : 'fixed';
      tell(({ t }) => t(`calendar.refused.${why}`, { agency: card.ownerCode }), { tone: 'problem' });
      return null;
    },
    [operation, tell, card.ownerCode],
  );
  const onMove = useCallback(
    (event: CalendarEvent, start: Wall) => {
      const entry = own(event);
      if (entry) take(droppedOn(entry, start, zone, context), entry.code);
    },
    [own, take, zone, context],
  );
  const onResize = useCallback(
    (event: CalendarEvent, start: Wall, end: Wall) => {
      const entry = own(event);
      if (entry) take(resized(entry, start, end, zone, context), entry.code);
    },
    [own, take, zone, context],
  );
  const create = useCallback(
    (start: Wall, end: Wall) => {
      const { at, clock } = fromWall(start, zone);
      if (clock === 'gap') return take('gap', '');
      const wholeDays = (wallMs(end) - wallMs(start)) % 86_400_000 === 0;
      const minutes = wholeDays ? 60 : Math.max(15, Math.round((fromWall(end, zone).at - at) / 60_000));
      const start_ = wholeDays ? fromWall(addMinutes(start, 9 * 60), zone).at : at;
      // on the action day work is planned against H, else on the wall of the zone shown
      const near = card.hHour !== null && Math.abs(start_ - card.hHour) < 48 * 3_600_000;
      const form = near ? toHForm(start_, context) : toFixedForm(start_, zone);
      const usable = form.ok ? form : toHForm(start_, context);
      setDraft({ at: usable.ok ? formatStart(usable.value) : '', minutes });
    },
    [zone, card.hHour, context, take],
  );
  const newHere = useCallback(() => {
    const slot = /^slot\/(\d{4}-\d\d-\d\d)(?:T(\d\d))?$/.exec(memory.active() ?? '');
    const start = addMinutes(wallOfDate(slot?.[1] ?? date), slot?.[2] === undefined ? 9 * 60 : Number(slot[2]) * 60);
    create(start, addMinutes(start, 60));
  }, [create, date, memory]);

  useCommand('task.create', newHere);
  useCommand('hHour.move', () => setHOpen(true), card.hHour !== null);
  useCommand('view.now', () => set({ date: today }));
  useCommand('view.h', () => set({ date: null }));
  useCommand('view.zoomIn', () => set({ span: place.span === 'month' ? 'week' : 'day' }));
  useCommand('view.zoomOut', () => set({ span: place.span === 'day' ? 'week' : 'month' }));
  useCommand('view.fit', () => set({ span: 'month' }));
  useCommand('view.inspector', () => usePlace.getState().inspect(!usePlace.getState().inspector));
  useCommand('calendar.month', () => set({ span: 'month' }));
  useCommand('calendar.week', () => set({ span: 'week' }));
  useCommand('calendar.day', () => set({ span: 'day' }));
  useCommand('calendar.agenda', () => set({ span: 'agenda' }));
  useCommand('calendar.previous', () => turn(-1));
  useCommand('calendar.next', () => turn(1));

  const events = useMemo(() => {
    if (!data) return [];
    const drawn = eventsOf(data, zone, place.span, days, LANES[place.span]);
    return pending ? [...drawn, ghostOf(pending.entry, pending.start, pending.end, zone)] : drawn;
  }, [data, zone, place.span, days, pending]);
  const above = useMemo(
    () => (data && place.span !== 'agenda' ? [...throughout(data, days), ...ending(data, place.span, days)] : []),
    [data, place.span, days],
  );
  const keys = useGridKeys(
    useMemo(
      () => ({
        span: place.span,
        days,
        events,
        dir,
        memory,
        pending: pending !== null,
        onPage: (to: LocalDate) => set({ date: to }),
        onTurn: (by: 1 | -1) => {
          const here = memory.active();
          memory.want(
            here?.startsWith('slot/')
              ? here.replace(/\d{4}-\d\d-\d\d/, (d) => turned(place.span, d, by))
              : `slot/${turned(place.span, date, by)}`,
          );
          turn(by);
        },
        onOpen: pick,
        onMore,
        onSlot: (day: LocalDate, hour: number | null) =>
          say(
            t('calendar.emptySlot', {
              at: `${plainDateText(day, language, 'long')}${hour === null ? '' : ` ${hour}:00`}`,
            }),
          ),
        onStep: (event: CalendarEvent, by: { minutes: number; longer: number }) => {
          const entry = own(event);
          if (entry) take(stepped(pending, entry, by, context), entry.code);
        },
      }),
      [
        place.span,
        days,
        events,
        dir,
        set,
        turn,
        date,
        pick,
        onMore,
        say,
        t,
        language,
        own,
        take,
        pending,
        context,
        memory,
      ],
    ),
  );

  const nearest = data && data.total === 0 ? (data.next ?? data.previous) : null;
  return (
    <div className={styles.screen}>
      <Bar
        place={place}
        title={title}
        zoneText={zone === 'UTC' ? 'UTC' : `${cityOf(zone)} ${offsetText(where.from, zone)}`}
        data={data}
        many={(all.data?.total ?? 0) > 1}
        mine={card.mine}
        onSet={set}
        onTurn={turn}
        onToday={() => set({ date: today })}
        onH={card.hHour === null ? null : () => set({ date: null })}
        onNew={newHere}
        onUndated={() => usePlace.getState().go('timeline')}
      />
      {card.hHour === null ? <Withheld>{t('timeline.hWithheld', { agency: card.ownerCode })}</Withheld> : null}
      {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
      {data && data.total === 0 ? (
        <p className={styles.nothing} role="status">
          {t(place.layers.length === 0 ? 'calendar.noLayers' : 'calendar.nothing', {
            from: plainDateText(days[0] ?? date, language, 'full'),
            to: plainDateText(days.at(-1) ?? date, language, 'full'),
          })}{' '}
          {nearest === null ? null : (
            <Button tone="quiet" onClick={() => set({ date: dateIn(zone, nearest) })}>
              {t(data.next === null ? 'calendar.previousIs' : 'calendar.nextIs', {
                date: dateText(nearest, zone, language, 'full'),
              })}
            </Button>
          )}
        </p>
      ) : null}
      <GridProvider value={grid}>
        {above.length > 0 ? <Above entries={above} onPick={(entry) => openEntry(entry, operation, setShown)} /> : null}
        {place.span === 'agenda' ? (
          data?.total === 0 ? (
            <Empty title={t('calendar.agendaEmpty')} text={t('calendar.agendaEmptyText')} />
          ) : (
            <Agenda where={where} selected={view.selected} onPick={(entry) => openEntry(entry, operation, setShown)} />
          )
        ) : (
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys bubble here from the cells of the grid inside
          <div className={styles.picture} data-loading={data === undefined || undefined} onKeyDown={keys}>
            <BigCalendar
              span={place.span}
              date={date}
              days={days}
              events={events}
              grid={grid}
              now={now}
              dir={dir}
              names={names}
              selected={view.selected}
              memory={memory}
              onPick={pick}
              onDay={onDay}
              onMore={onMore}
              onSelect={create}
              onMove={onMove}
              onResize={onResize}
            />
          </div>
        )}
        {shown && !pending ? <EntryCard entry={shown} onClose={() => setShown(null)} /> : null}
      </GridProvider>
      {pending ? (
        <SpanPreview
          pending={pending}
          zone={zone}
          onLeave={() => setPending(null)}
          onInstant={(start) => {
            const next = movedTo(pending.entry, start, context, pending.twice);
            if (next) take(next, pending.entry.code);
          }}
        />
      ) : null}
      {draft ? (
        <NewTaskSheet
          card={card}
          frame={frame}
          draft={draft}
          zone={zone}
          onClose={() => setDraft(null)}
          onMade={(task) => {
            setView(operation, { selected: task });
            usePlace.getState().inspect(true, 'details');
          }}
        />
      ) : null}
      <HDialog open={hOpen} onClose={() => setHOpen(false)} card={card} zone={zone} sites={frame.sites} />
    </div>
  );
}

/** A task of the open operation goes to the inspector, with its row remembered for the timeline; anything else to the line below. */
function openEntry(entry: CalendarEntry, operation: string, show: (entry: CalendarEntry | null) => void): void {
  const task = entry.kind === 'task' || entry.kind === 'decision';
  if (!task || entry.operation !== operation || entry.record === null) {
    show(entry);
    return;
  }
  show(null);
  const place = usePlace.getState();
  place.setView(operation, { selected: entry.record });
  place.inspect(true, 'details');
  void call('timeline.find', { operation, text: entry.code }).then((found) => {
    const row = found.find((f) => f.id === entry.record)?.index;
    if (row !== undefined) usePlace.getState().setView(operation, { row });
  }, ignore);
}
const ignore = (): void => undefined;

/** `March 2027`, `15 Mar – 21 Mar 2027`, `Tue, 16 Mar 2027`. */
function titleOf(place: CalendarPlace, date: LocalDate, days: readonly LocalDate[], language: string): string {
  if (place.span === 'month') return plainDateText(date, language, 'monthLong');
  if (place.span === 'day') return plainDateText(date, language, 'full');
  return `${plainDateText(days[0] ?? date, language, 'day')} – ${plainDateText(days.at(-1) ?? date, language, 'dayYear')}`;
}
