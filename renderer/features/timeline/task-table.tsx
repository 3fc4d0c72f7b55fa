/** The same rows as a table: same data, same filter, same selection. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import type { TimelineFrame } from '#shared/contract/planning.ts';
import { dateText, durationText, hOffsetText, timeText, useT } from '../../i18n/index.ts';
import { type StillView, usePlace } from '../../state/place.ts';
import { Code, Ltr, Sign } from '../../ui/index.ts';
import styles from './timeline.module.css';
import type { Filtered, Rows } from './use-rows.ts';

const COLUMNS = [
  'code',
  'title',
  'phase',
  'place',
  'start',
  'end',
  'length',
  'offset',
  'owner',
  'leader',
  'people',
  'status',
  'findings',
] as const;

export function TaskTable({
  frame,
  rows,
  filtered,
  view,
  zone,
  onRange,
}: {
  readonly frame: TimelineFrame;
  readonly rows: Rows;
  readonly filtered: Filtered;
  readonly view: StillView;
  readonly zone: string;
  readonly onRange: (first: number, last: number) => void;
}) {
  const { t, language } = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const count = filtered.indices?.length ?? frame.rows;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 29,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const indexAt = (position: number): number => filtered.indices?.[position] ?? position;
  const first = indexAt(items[0]?.index ?? 0);
  const last = indexAt(items.at(-1)?.index ?? 0);
  useEffect(() => onRange(first, last), [onRange, first, last]);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  // Day and time each in their own direction: in one isolate the name of an Arabic month would come between them.
  const clock = (at: number | null): ReactNode =>
    at === null ? (
      '—'
    ) : (
      <>
        <bdi>{dateText(at, zone, language, 'full')}</bdi> <Ltr>{timeText(at, zone)}</Ltr>
      </>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1)
    <div className={styles.tableWrap} ref={scroller} role="group" aria-label={t('timeline.asTable')} tabIndex={0}>
      <table aria-rowcount={count + 1}>
        <caption className="visually-hidden">{t('timeline.tableCaption', { name: frame.card.codeName, zone })}</caption>
        <thead>
          <tr>
            {COLUMNS.map((c) => (
              <th key={c} scope="col">
                {t(`timeline.col.${c}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden style={{ blockSize: above }} /> : null}
          {items.map((item) => {
            const row = rows.get(indexAt(item.index));
            if (!row) return null;
            return (
              <tr key={row.id} aria-rowindex={item.index + 2} data-selected={view.selected === row.id || undefined}>
                <td>
                  <Code>{row.code}</Code>
                </td>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.rowButton}
                    dir="auto"
                    onClick={() => {
                      usePlace.getState().setView(frame.card.id, { selected: row.id, row: row.index });
                      usePlace.getState().inspect(true, 'details');
                    }}
                  >
                    {row.title || <i>{t('timeline.withheldPlace')}</i>}
                  </button>
                </th>
                <td>{row.phase ?? '—'}</td>
                <td>{row.place === 'REM' ? t('timeline.remote') : (row.place ?? t('timeline.withheldPlace'))}</td>
                <td>{clock(row.start)}</td>
                <td>{clock(row.end)}</td>
                <td>
                  <Ltr>
                    {row.start !== null && row.end !== null ? durationText((row.end - row.start) / 60_000) : '—'}
                  </Ltr>
                </td>
                <td>
                  <Code>{row.start === null ? '' : hOffsetText(row.start, frame.card.hHour)}</Code>
                </td>
                <td>{row.ownerName}</td>
                <td dir="auto">{row.leader}</td>
                <td>{row.people}</td>
                <td>{t(`taskStatus.${row.status}`)}</td>
                <td>
                  {row.findings.block > 0 ? (
                    <Sign tone="block" label={t('severity.block')}>
                      {row.findings.block}{' '}
                    </Sign>
                  ) : null}
                  {row.findings.warn > 0 ? (
                    <Sign tone="warn" label={t('severity.warn')}>
                      {row.findings.warn}
                    </Sign>
                  ) : null}
                </td>
              </tr>
            );
          })}
          {below > 0 ? <tr aria-hidden style={{ blockSize: below }} /> : null}
        </tbody>
      </table>
    </div>
  );
}
