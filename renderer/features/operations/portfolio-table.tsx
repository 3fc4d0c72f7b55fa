/** The same operations as text, windowed: what the lanes draw stands here in words and numbers. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { PortfolioOrder } from '#shared/contract/portfolio.ts';
import { clockText, numberText, plainDateText, useT } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import { usePortfolio } from '../../state/portfolio.ts';
import { Code, Ltr, MarkingSign } from '../../ui/index.ts';
import { FindingSigns } from './finding-signs.tsx';
import styles from './operations.module.css';
import { usePages } from './use-pages.ts';
import { useRowFocus } from './row-focus.ts';
import { useSharedCounts } from './shared-people.tsx';

const ROW_PX = 30;
/** Columns with the order they are sorted by. */
const TEXTS: readonly (readonly [column: string, order: PortfolioOrder | null])[] = [
  ['code', null],
  ['name', 'name'],
  ['status', 'status'],
  ['dDay', null],
  ['h', 'h'],
  ['keeper', null],
];
const NUMBERS = ['tasks', 'people', 'sites', 'movements'] as const;

export function PortfolioTable() {
  const { t } = useT();
  const filter = usePortfolio((s) => s.filter);
  const order = usePortfolio((s) => s.order);
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<readonly [number, number]>([0, 40]);
  const pages = usePages(filter, order, range[0], range[1]);
  const count = pages.head?.matching ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => setRange((r) => (r[0] === first && r[1] === last ? r : [first, last])), [first, last]);
  const shared = useSharedCounts(items.flatMap(({ index }) => pages.get(index)?.id ?? []));
  const scrollTo = useCallback((to: number) => virtual.scrollToIndex(to, { align: 'auto' }), [virtual]);
  const focus = useRowFocus(scroller, scrollTo);
  const wanted = usePortfolio((s) => s.wanted);
  useEffect(() => {
    if (wanted === null) return;
    usePortfolio.getState().reach(null);
    focus(wanted, `[aria-rowindex="${wanted + 2}"] button`);
  }, [wanted, focus]);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className={styles.table} ref={scroller}>
      <table aria-rowcount={count + 1}>
        <caption className="visually-hidden">{t('operations.caption')}</caption>
        <thead>
          <tr>
            {TEXTS.map(([c, by]) => (
              <th key={c} scope="col" aria-sort={by !== null && by === order ? 'ascending' : undefined}>
                {c === 'code' ? t('portfolio.code') : t(`operations.col.${c}`)}
              </th>
            ))}
            {NUMBERS.map((c) => (
              <th key={c} scope="col" className={styles.num}>
                {t(`operations.col.${c}`)}
              </th>
            ))}
            <th scope="col" className={styles.num}>
              {t('shared.col')}
            </th>
            <th scope="col" aria-sort={order === 'findings' ? 'descending' : undefined}>
              {t('area.findings')}
            </th>
            <th scope="col">{t('operations.col.marking')}</th>
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden style={{ blockSize: above }} /> : null}
          {items.map(({ index }) => {
            const card = pages.get(index);
            return card ? (
              <Row key={card.id} card={card} index={index} shared={shared.get(card.id) ?? null} />
            ) : (
              <tr key={`wait${index}`} aria-hidden style={{ blockSize: ROW_PX }} />
            );
          })}
          {below > 0 ? <tr aria-hidden style={{ blockSize: below }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  card: c,
  index,
  shared,
}: {
  readonly card: OperationCard;
  readonly index: number;
  /** People that another operation has as well; null: not told yet. */
  readonly shared: number | null;
}) {
  const { t, maybe, language } = useT();
  const counts = c.counts;
  return (
    <tr aria-rowindex={index + 2}>
      <td>
        <Code>{c.code}</Code>
      </td>
      <th scope="row">
        <button
          type="button"
          className={styles.name}
          dir="auto"
          onFocus={() => usePortfolio.getState().at(index, c.id)}
          onClick={() => usePlace.getState().openOperation(c.id)}
        >
          {c.codeName}
        </button>
      </th>
      <td>{maybe(`operationStatus.${c.status}`, c.status)}</td>
      <td>{plainDateText(c.dDay, language, 'full')}</td>
      <td>
        {c.hHour === null ? (
          t('h.withheldShort')
        ) : (
          <Ltr>{`${clockText(c.hHour, c.refTz)} (${clockText(c.hHour, 'UTC')})`}</Ltr>
        )}
      </td>
      <td>{c.mine ? t('operations.ours') : c.ownerCode}</td>
      {NUMBERS.map((n) => (
        <td key={n} className={styles.num}>
          {counts ? numberText(counts[n], language) : '…'}
        </td>
      ))}
      <td className={styles.num}>{shared === null ? '…' : numberText(shared, language)}</td>
      <td>
        <FindingSigns card={c} />
      </td>
      <td>
        <MarkingSign marking={c.marking} />
      </td>
    </tr>
  );
}
