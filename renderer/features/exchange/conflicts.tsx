/** Fields that two sides changed without having seen each other: a list that can be long, and beside it one field to settle. */
import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { ConflictItem } from '#shared/contract/exchange-conflicts.ts';
import { call, failureOf, keyOf, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useExchangePlace } from '../../state/exchange-place.ts';
import { Button, Chip, Code, Empty, Failure, Loading, Segments } from '../../ui/index.ts';
import { Breaches } from './breaches.tsx';
import { ConflictBulk } from './conflict-bulk.tsx';
import { ConflictDetail } from './conflict-detail.tsx';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { When } from './when.tsx';

const PAGE = 100;
const ROW = 48;
const LISTS = ['conflicts', 'merged', 'proposals'] as const;
export type ConflictListName = (typeof LISTS)[number];

export function Conflicts() {
  const { t } = useT();
  const [list, setList] = useState<ConflictListName>('conflicts');
  const [bulk, setBulk] = useState(false);
  const counts = [
    useAsk('conflict.list', { operation: null, list: 'conflicts', first: 0, count: 1 }),
    useAsk('conflict.list', { operation: null, list: 'merged', first: 0, count: 1 }),
    useAsk('conflict.list', { operation: null, list: 'proposals', first: 0, count: 1 }),
  ];
  const totals = counts.map((c) => c.data?.total ?? null);
  const total = totals[LISTS.indexOf(list)] ?? null;
  const failed = counts.find((c) => c.isError);
  if (failed?.error) return <Failure error={failureOf(failed.error)} />;
  return (
    <>
      <div className={page.row}>
        <Segments
          label={t('conflicts.which')}
          value={list}
          onPick={setList}
          options={LISTS.map((value, i) => ({ value, label: t(`conflicts.list.${value}`, { count: totals[i] ?? 0 }) }))}
        />
        {list === 'conflicts' && (total ?? 0) > 1 ? (
          <Button onClick={() => setBulk(true)}>{t('conflicts.bulk.open')}</Button>
        ) : null}
      </div>
      <p className={page.note}>{t(`conflicts.text.${list}`)}</p>
      {list === 'conflicts' ? <Breaches /> : null}
      {total === null ? <Loading lines={5} /> : null}
      {total === 0 ? (
        <Empty title={t(`conflicts.empty.${list}.title`)} text={t(`conflicts.empty.${list}.text`)} />
      ) : null}
      {total !== null && total > 0 ? <Inbox key={list} list={list} total={total} /> : null}
      {bulk ? <ConflictBulk total={total ?? 0} onClose={() => setBulk(false)} /> : null}
    </>
  );
}

/** Items of a long list, read in pages around what is on screen. */
function useItems(
  list: ConflictListName,
  pages: readonly number[],
): { readonly itemAt: (index: number) => ConflictItem | null; readonly total: number | null } {
  const answers = useQueries({
    queries: pages.map((n) => {
      const input = { operation: null, list, first: n * PAGE, count: PAGE };
      return { queryKey: keyOf('conflict.list', input), queryFn: () => call('conflict.list', input) };
    }),
  });
  return {
    itemAt: (index) => answers[pages.indexOf(Math.floor(index / PAGE))]?.data?.items[index % PAGE] ?? null,
    // how many there were when the items were read: the count alone may be ahead of them, and would leave a row empty
    total: answers.find((a) => a.data !== undefined)?.data?.total ?? null,
  };
}

function Inbox({ list, total }: { readonly list: ConflictListName; readonly total: number }) {
  const { t } = useT();
  const kept = useExchangePlace((s) => s.conflict);
  const { setConflict } = useExchangePlace.getState();
  const index = Math.min(kept, total - 1);
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const seen = rows.getVirtualItems();
  const pages = [...new Set([index, ...seen.map((r) => r.index)].map((i) => Math.floor(i / PAGE)))];
  const { itemAt, total: read } = useItems(list, pages);
  const item = itemAt(index);
  const go = useCallback(
    (to: number, focus: boolean) => {
      wantsFocus.current = focus;
      setConflict(to);
      rows.scrollToIndex(to);
    },
    [rows, setConflict],
  );
  useEffect(() => {
    if (!wantsFocus.current) return;
    const button = scroller.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (button) {
      wantsFocus.current = false;
      button.focus();
    }
  });
  useCommand('conflict.next', () => go((index + 1) % total, true));
  const onKey = (e: KeyboardEvent): void => {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: total - 1 }[e.key];
    if (to === undefined || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    go(Math.min(total - 1, Math.max(0, to)), true);
  };
  return (
    <div className={styles.inbox}>
      <div
        ref={scroller}
        className={styles.listBox}
        role="region"
        aria-label={t(`conflicts.name.${list}`)}
        tabIndex={-1}
      >
        <ul style={{ blockSize: rows.getTotalSize(), position: 'relative' }}>
          {seen.map((row) =>
            row.index >= (read ?? total) ? null : (
              <li
                key={row.key}
                aria-setsize={total}
                aria-posinset={row.index + 1}
                className={styles.slot}
                style={{ insetBlockStart: row.start, blockSize: ROW }}
              >
                <Line
                  item={itemAt(row.index)}
                  isCurrent={row.index === index}
                  onKey={onKey}
                  onPick={() => go(row.index, false)}
                />
              </li>
            ),
          )}
        </ul>
      </div>
      {item ? (
        <ConflictDetail
          key={`${item.record}/${item.field}`}
          item={item}
          list={list}
          position={index + 1}
          total={total}
          onSettled={() => go(Math.max(0, Math.min(index, total - 2)), true)}
        />
      ) : (
        <Loading lines={4} />
      )}
    </div>
  );
}

function Line({
  item,
  isCurrent,
  onKey,
  onPick,
}: {
  readonly item: ConflictItem | null;
  readonly isCurrent: boolean;
  readonly onKey: (e: KeyboardEvent) => void;
  readonly onPick: () => void;
}) {
  const { t, maybe } = useT();
  if (!item) return <span className={styles.line} aria-busy />;
  const name = item.field === '_life' ? t('conflicts.life.field') : maybe(`field.${item.field}`, item.field);
  return (
    // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the label is the text inside: code, field, state, title, time
    <button
      type="button"
      className={styles.line}
      aria-current={isCurrent}
      tabIndex={isCurrent ? 0 : -1}
      onClick={onPick}
      onKeyDown={onKey}
    >
      <span className={styles.lineTop}>
        <Code>{item.code || item.record.slice(0, 6)}</Code>
        <strong>{name}</strong>
        <Chip tone={item.reading === 'contested' || item.reading === 'edited' ? 'block' : 'warn'}>
          {t(`conflicts.reading.${item.reading}`)}
        </Chip>
      </span>
      <span className={styles.lineSub}>
        <bdi>{item.label || maybe(`kind.${item.kind}`, item.kind)}</bdi>
        <span>
          <When at={item.openedAt} shape="day" />
        </span>
      </span>
    </button>
  );
}
