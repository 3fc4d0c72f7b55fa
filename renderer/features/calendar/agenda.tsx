/** Our own agenda: every entry of thirty days as one table in order of time, read and drawn in windows. */
import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { CalendarEntry } from '#shared/contract/calendar.ts';
import type { Input } from '#shared/contract/contract.ts';
import { call, failureOf, keyOf, useAsk } from '../../api/index.ts';
import { biText, dateText, durationText, hOffsetText, plainDateText, timeText } from '../../i18n/index.ts';
import { Code, Failure, Loading, Ltr, Sign } from '../../ui/index.ts';
import styles from './calendar.module.css';
import { type GridContext, useGrid } from './context.ts';

const PAGE = 100;
const ROW = 29;
const COLUMNS = ['day', 'time', 'code', 'title', 'kind', 'place', 'offset', 'length', 'findings'] as const;

type Where = Omit<Input<'calendar.agenda'>, 'first' | 'count'>;

export function Agenda({
  where,
  selected,
  onPick,
}: {
  readonly where: Where;
  readonly selected: string | null;
  readonly onPick: (entry: CalendarEntry) => void;
}) {
  const grid = useGrid();
  const { t } = grid.words;
  const scroller = useRef<HTMLDivElement>(null);
  const head = useAsk('calendar.agenda', { ...where, first: 0, count: PAGE });
  const total = head.data?.total ?? 0;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = Math.floor((items[0]?.index ?? 0) / PAGE);
  const last = Math.floor((items.at(-1)?.index ?? 0) / PAGE);
  const pages = useMemo(() => Array.from({ length: last - first + 1 }, (_, i) => first + i), [first, last]);
  const answers = useQueries({
    queries: pages.map((page) => {
      const input = { ...where, first: page * PAGE, count: PAGE };
      return { queryKey: keyOf('calendar.agenda', input), queryFn: () => call('calendar.agenda', input) };
    }),
  });
  if (head.isError) return <Failure error={failureOf(head.error)} />;
  if (!head.data) return <Loading lines={12} />;
  const entryAt = (index: number): CalendarEntry | undefined =>
    answers[pages.indexOf(Math.floor(index / PAGE))]?.data?.entries[index % PAGE];
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className={styles.agenda} ref={scroller}>
      <table aria-rowcount={total + 1}>
        <caption className="visually-hidden">{t('calendar.agendaCaption', { zone: grid.zone })}</caption>
        <thead>
          <tr>
            {COLUMNS.map((c) => (
              <th key={c} scope="col">
                {t(`calendar.col.${c}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden style={{ blockSize: above }} /> : null}
          {items.map((item) => {
            const entry = entryAt(item.index);
            if (!entry) return <tr key={item.key} aria-hidden style={{ blockSize: ROW }} />;
            const before = item.index > 0 ? entryAt(item.index - 1) : undefined;
            return (
              <Row
                key={entry.key}
                entry={entry}
                index={item.index}
                grid={grid}
                newDay={before === undefined || dayText(before, grid) !== dayText(entry, grid)}
                selected={selected !== null && entry.record === selected}
                onPick={onPick}
              />
            );
          })}
          {below > 0 ? <tr aria-hidden style={{ blockSize: below }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

const dayText = (entry: CalendarEntry, { zone, words }: GridContext): string =>
  entry.days
    ? plainDateText(entry.days.from, words.language, 'full')
    : dateText(entry.start ?? 0, zone, words.language, 'full');

function Row({
  entry,
  index,
  grid,
  newDay,
  selected,
  onPick,
}: {
  readonly entry: CalendarEntry;
  readonly index: number;
  readonly grid: GridContext;
  readonly newDay: boolean;
  readonly selected: boolean;
  readonly onPick: (entry: CalendarEntry) => void;
}) {
  const { t, language } = grid.words;
  const { start, end, days } = entry;
  return (
    <tr aria-rowindex={index + 2} data-selected={selected || undefined} data-day={newDay || undefined}>
      <td className={newDay ? styles.newDay : styles.sameDay}>{dayText(entry, grid)}</td>
      <td>
        {start === null ? (
          days && days.from !== days.to ? (
            t('calendar.until', { date: plainDateText(days.to, language, 'dayYear') })
          ) : (
            t('calendar.wholeDay')
          )
        ) : (
          <Ltr>
            {timeText(start, grid.zone)}
            {end !== null && end !== start ? `–${timeText(end, grid.zone)}` : ''}
          </Ltr>
        )}
      </td>
      <td>
        <Code>{entry.code}</Code>
      </td>
      <th scope="row">
        <button type="button" className={styles.rowButton} dir="auto" onClick={() => onPick(entry)}>
          {entry.operation === grid.operation ? '' : `${entry.operationCode} · `}
          {biText(entry.title, language)}
        </button>
      </th>
      <td>{t(`calendar.kind.${entry.kind}`)}</td>
      <td>{entry.place === 'REM' ? t('timeline.remote') : entry.place}</td>
      <td>
        <Code>{start !== null && entry.operation === grid.operation ? hOffsetText(start, grid.hHour) : ''}</Code>
      </td>
      <td>
        <Ltr>
          {start !== null && end !== null && end > start ? durationText(Math.round((end - start) / 60_000)) : ''}
        </Ltr>
      </td>
      <td>
        {entry.findings.block > 0 ? (
          <Sign tone="block" label={t('severity.block')}>
            {entry.findings.block}{' '}
          </Sign>
        ) : null}
        {entry.findings.warn > 0 ? (
          <Sign tone="warn" label={t('severity.warn')}>
            {entry.findings.warn}
          </Sign>
        ) : null}
      </td>
    </tr>
  );
}
