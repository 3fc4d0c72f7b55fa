/** What an entry shows inside its bar, and what is said of it: time, code, title, findings; kind by icon, place by colour. */
import { BadgeCheck, CalendarOff, Flag, Layers, Plane } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CalendarEntry } from '#shared/contract/calendar.ts';
import { biText, cityOf, dateText, hOffsetText, plainDateText, timeText } from '../../i18n/index.ts';
import { Code, Ltr, SignShape } from '../../ui/index.ts';
import styles from './calendar.module.css';
import { type GridContext, useGrid } from './context.ts';
import type { CalendarEvent } from './events.ts';
import { wallMs, wallOfDate } from './zone-adapter.ts';

const ICONS: Readonly<Record<CalendarEntry['layer'], ReactNode>> = {
  operation: <Layers size={12} aria-hidden />,
  task: null,
  movement: <Plane size={12} aria-hidden />,
  agreement: <BadgeCheck size={12} aria-hidden />,
  leave: <CalendarOff size={12} aria-hidden />,
  deadline: <Flag size={12} aria-hidden />,
};

const kindText = (entry: CalendarEntry, { t }: GridContext['words']): string => t(`calendar.kind.${entry.kind}`);

/** When an entry is, in words of the zone shown. */
export function whenText(entry: CalendarEntry, grid: GridContext): string {
  const { t, language } = grid.words;
  if (entry.days)
    return entry.days.from === entry.days.to
      ? plainDateText(entry.days.from, language, 'full')
      : t('calendar.fromTo', {
          from: plainDateText(entry.days.from, language, 'full'),
          to: plainDateText(entry.days.to, language, 'full'),
        });
  const start = entry.start ?? 0;
  const end = entry.end ?? start;
  const first = `${dateText(start, grid.zone, language, 'full')} ${timeText(start, grid.zone)}`;
  const sameDay = dateText(start, grid.zone, language, 'full') === dateText(end, grid.zone, language, 'full');
  const last = sameDay ? timeText(end, grid.zone) : `${dateText(end, grid.zone, language)} ${timeText(end, grid.zone)}`;
  return end === start ? first : t('calendar.fromTo', { from: first, to: last });
}

/** One sentence about an entry or a summary, for those who do not see it. */
export function spokenText(event: CalendarEvent, grid: GridContext): string {
  const { t, language } = grid.words;
  const findings = [
    event.block > 0 ? t('severity.blockCount', { count: event.block }) : '',
    event.warn > 0 ? t('severity.warnCount', { count: event.warn }) : '',
  ];
  const { entry } = event;
  if (entry === null) return [t('calendar.entries', { count: event.count }), ...findings].filter(Boolean).join(', ');
  return [
    `${event.is === 'ghost' ? `${t('calendar.ghost')}: ` : ''}${entry.code} ${biText(entry.title, language)}`,
    kindText(entry, grid.words),
    whenText(entry, grid),
    entry.days ? '' : cityOf(grid.zone),
    entry.start !== null && entry.operation === grid.operation ? hOffsetText(entry.start, grid.hHour) : '',
    entry.place === 'REM' ? t('timeline.remote') : entry.place,
    entry.operation === grid.operation ? '' : entry.operationCode,
    ...findings,
  ]
    .filter(Boolean)
    .join(', ');
}

const Findings = ({ event }: { readonly event: CalendarEvent }) =>
  event.block + event.warn === 0 ? null : (
    <span className={event.block > 0 ? styles.blocks : styles.warns}>
      <SignShape tone={event.block > 0 ? 'block' : 'warn'} size={11} />
      {event.block > 0 ? event.block : event.warn}
    </span>
  );

/** Content of one bar: what is seen, and beside it the whole sentence for those who do not see it. */
export function EventFace({ event }: { readonly event: CalendarEvent }) {
  const grid = useGrid();
  const { words } = grid;
  const { entry } = event;
  const spoken = spokenText(event, grid);
  if (entry === null)
    return (
      <>
        <span className={styles.face} data-entry={event.key} data-spoken={spoken} data-count aria-hidden>
          <span className={styles.title}>{words.t('calendar.entries', { count: event.count })}</span>
          <Findings event={event} />
        </span>
        <span className="visually-hidden">{spoken}</span>
      </>
    );
  // drawn on its first day only: the last one is said
  const begins = entry.days !== null && wallMs(event.end) < wallMs(wallOfDate(entry.days.to));
  return (
    <>
      <span
        aria-hidden
        className={styles.face}
        data-entry={event.key}
        data-spoken={spoken}
        data-record={event.is === 'ghost' ? undefined : (entry.record ?? undefined)}
      >
        {ICONS[entry.layer]}
        {entry.start !== null ? (
          <span className={styles.time}>
            <Ltr>
              {entry.kind === 'hHour' ? 'H ' : ''}
              {timeText(entry.start, grid.zone)}
            </Ltr>
          </span>
        ) : null}
        <b>
          <Code>
            {entry.operation === grid.operation || entry.kind === 'hHour' ? '' : `${entry.operationCode} `}
            {entry.code}
          </Code>
        </b>
        <Findings event={event} />
        <span className={styles.title} dir="auto">
          {entry.layer === 'deadline' && entry.kind !== 'decision' ? `${kindText(entry, words)} · ` : ''}
          {biText(entry.title, words.language)}
        </span>
        {begins && entry.days ? (
          <span className={styles.time}>
            {words.t('calendar.until', { date: plainDateText(entry.days.to, words.language, 'day') })}
          </span>
        ) : null}
      </span>
      <span className="visually-hidden">{spoken}</span>
    </>
  );
}
