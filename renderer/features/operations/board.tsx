/** The same operations by state of their lifecycle: one column a state, windowed, with its counts. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { OperationPage, PortfolioFilter, StateCount } from '#shared/contract/portfolio.ts';
import { numberText, useT } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import { usePortfolio } from '../../state/portfolio.ts';
import { Code, Sign } from '../../ui/index.ts';
import { hWords } from './card-words.ts';
import { FindingSigns } from './finding-signs.tsx';
import styles from './operations.module.css';
import { isPlain, stepTo, useRowFocus } from './row-focus.ts';
import { usePages } from './use-pages.ts';

const CARD_PX = 84;

export function Board({ head }: { readonly head: OperationPage }) {
  const { t, maybe } = useT();
  const filter = usePortfolio((s) => s.filter);
  const outer = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<{ readonly column: number; readonly row: number }>({ column: 0, row: 0 });
  const shown = head.states.filter(({ status, count }) => count > 0 && (filter.status ?? status) === status);
  const empty = head.states.filter(({ count }) => count === 0);
  const column = Math.min(at.column, Math.max(0, shown.length - 1));
  // To the side: the column next to this one as the eye sees it, at the same height or its last card.
  const beside = (step: number): void => {
    const next = shown[column + step];
    if (!next) return;
    const row = Math.min(at.row, next.count - 1);
    setAt({ column: column + step, row });
    requestAnimationFrame(() =>
      (
        outer.current?.querySelector<HTMLElement>(`[data-card="${column + step}/${row}"]`) ??
        outer.current?.querySelector<HTMLElement>(`[data-card^="${column + step}/"]`)
      )?.focus(),
    );
  };
  const onKey = (e: KeyboardEvent<HTMLElement>): void => {
    if (!isPlain(e) || (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight')) return;
    const mirrored = getComputedStyle(e.currentTarget).direction === 'rtl';
    beside((e.key === 'ArrowRight') === mirrored ? -1 : 1);
    e.preventDefault();
  };
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys bubble here from the cards inside */}
      <div className={styles.board} ref={outer} onKeyDown={onKey}>
        {shown.map((state, i) => (
          <Column
            key={state.status}
            state={state}
            filter={filter}
            index={i}
            stop={i === column ? at.row : null}
            onStop={(row) => setAt({ column: i, row })}
          />
        ))}
      </div>
      {empty.length > 0 && filter.status === null ? (
        <p className={styles.muted}>
          {t('portfolio.emptyStates', {
            states: empty.map(({ status }) => maybe(`operationStatus.${status}`, status)).join(' · '),
          })}
        </p>
      ) : null}
    </>
  );
}

function Column({
  state,
  filter,
  index,
  stop,
  onStop,
}: {
  readonly state: StateCount;
  readonly filter: PortfolioFilter;
  readonly index: number;
  /** Row the Tab key stops at; null: not in this column. */
  readonly stop: number | null;
  readonly onStop: (row: number) => void;
}) {
  const { t, maybe, language } = useT();
  const order = usePortfolio((s) => s.order);
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<readonly [number, number]>([0, 20]);
  const pages = usePages({ ...filter, status: state.status }, order, range[0], range[1]);
  const count = pages.head?.matching ?? state.count;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX,
    overscan: 4,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => setRange((r) => (r[0] === first && r[1] === last ? r : [first, last])), [first, last]);
  const scrollTo = useCallback((to: number) => virtual.scrollToIndex(to, { align: 'auto' }), [virtual]);
  const focus = useRowFocus(scroller, scrollTo);
  const stopped = stop === null ? null : stop >= first && stop <= last ? stop : first;
  const name = maybe(`operationStatus.${state.status}`, state.status);
  const onKey = (e: KeyboardEvent<HTMLElement>, row: number): void => {
    const to = isPlain(e) ? stepTo(e.key, row, count) : null;
    if (to === null) return;
    focus(to, `[data-card="${index}/${to}"]`);
    e.preventDefault();
  };
  return (
    <section className={styles.column} aria-label={name}>
      <h2>
        {name} <span className={styles.count}>{numberText(state.count, language)}</span>
        {state.blocked > 0 ? (
          <Sign tone="block" label={t('portfolio.blockedHere')}>
            {numberText(state.blocked, language)}
          </Sign>
        ) : null}
      </h2>
      <div className={styles.columnScroller} ref={scroller}>
        <ul style={{ blockSize: virtual.getTotalSize() }}>
          {items.map(({ index: row, start }) => {
            const card = pages.get(row);
            return (
              <li
                key={card?.id ?? `wait${row}`}
                aria-setsize={count}
                aria-posinset={row + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                {card ? (
                  <button
                    type="button"
                    className={styles.card}
                    data-card={`${index}/${row}`}
                    tabIndex={stopped === row ? 0 : -1}
                    onFocus={() => {
                      onStop(row);
                      usePortfolio.getState().at(row, card.id);
                    }}
                    onKeyDown={(e) => onKey(e, row)}
                    onClick={() => usePlace.getState().openOperation(card.id)}
                  >
                    <span className={styles.cardLine}>
                      <strong dir="auto">{card.codeName}</strong>
                      <FindingSigns card={card} />
                    </span>
                    <small>
                      <Code>{card.code}</Code>
                    </small>
                    <small>
                      H <bdi>{hWords(card, t, language)}</bdi>
                    </small>
                  </button>
                ) : null}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
