/** One lane per operation on one axis of time; rows windowed, one row structure in the DOM for eyes, keys and readers alike. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { Copy, Layers } from 'lucide-react';
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  useCallback,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { SharedPeopleView } from '#shared/contract/editions.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { useAsk } from '../../api/index.ts';
import { biText, cityOf, dateText, directionOf, timeText, useT } from '../../i18n/index.ts';
import { useNow } from '../../state/now.ts';
import { usePlace } from '../../state/place.ts';
import { usePortfolio } from '../../state/portfolio.ts';
import { usePreferences } from '../../state/preferences.ts';
import { Code, cx, Sign } from '../../ui/index.ts';
import { type Axis, monthTicks, placeOf, progressOf } from './axis.ts';
import { useSpoken } from './card-words.ts';
import { Density } from './density.tsx';
import { FindingSigns } from './finding-signs.tsx';
import styles from './operations.module.css';
import { isPlain, stepTo, useRowFocus } from './row-focus.ts';
import { useSharedPeople } from './shared-people.tsx';
import { usePages } from './use-pages.ts';

const ROW_PX = 36;
const BINS = 400;
const percent = (value: number): string => `${value.toFixed(3)}%`;

/** Width of the scroll bar of an element: what stands above it must end where its rows do. */
function useGutter(ref: RefObject<HTMLElement | null>): number {
  const [gutter, setGutter] = useState(0);
  useEffect(() => {
    const el = ref.current;
    if (!el) return;
    const observer = new ResizeObserver(() => setGutter(el.offsetWidth - el.clientWidth));
    observer.observe(el);
    if (el.firstElementChild) observer.observe(el.firstElementChild);
    return () => observer.disconnect();
  }, [ref]);
  return gutter;
}

export function Lanes() {
  const { t, language } = useT();
  const filter = usePortfolio((s) => s.filter);
  const order = usePortfolio((s) => s.order);
  const row = usePortfolio((s) => s.row);
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<readonly [number, number]>([0, 40]);
  const pages = usePages(filter, order, range[0], range[1]);
  const count = pages.head?.matching ?? 0;
  const picture = useAsk('operation.picture', { ...filter, bins: BINS }).data ?? null;
  const timeDirection = usePreferences((s) => s.timeDirection);
  const dir = timeDirection === 'ltr' ? 'ltr' : directionOf(language);
  const now = useNow(null);
  const spoken = useSpoken();
  const [kept] = useState(() => usePortfolio.getState().scrollTop);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    initialOffset: kept,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => setRange((r) => (r[0] === first && r[1] === last ? r : [first, last])), [first, last]);
  // A filter or an order of another list begins at its top; the same list stands where it was left.
  const shown = useRef({ filter, order });
  useEffect(() => {
    if (shown.current.filter === filter && shown.current.order === order) return;
    shown.current = { filter, order };
    scroller.current?.scrollTo({ top: 0 });
  }, [filter, order]);
  const top = useRef(kept);
  useEffect(() => () => usePortfolio.getState().scrolled(top.current), []);
  const scrollTo = useCallback((to: number) => virtual.scrollToIndex(to, { align: 'auto' }), [virtual]);
  const focus = useRowFocus(scroller, scrollTo);
  const here = Math.min(row, Math.max(0, count - 1));
  const stop = here >= first && here <= last ? here : first;

  const onKey = (e: KeyboardEvent<HTMLElement>): void => {
    const target = e.target instanceof HTMLElement ? e.target : null;
    if (target?.getAttribute('role') !== 'row' || !isPlain(e)) return;
    const at = Number(target.dataset['index']);
    const to = stepTo(e.key, at, count);
    if (to !== null) focus(to, `[data-index="${to}"]`);
    else if (e.key === 'Enter') {
      const card = pages.get(at);
      if (card) usePlace.getState().openOperation(card.id);
    } else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const wanted = usePortfolio((s) => s.wanted);
  useEffect(() => {
    if (wanted === null) return;
    usePortfolio.getState().reach(null);
    focus(wanted, `[data-index="${wanted}"]`);
  }, [wanted, focus]);
  const shared = useSharedPeople().data ?? null;
  const linked = new Map((shared?.others ?? []).map((other) => [other.operation, other]));
  const editions = new Set(pages.head?.editions ?? []);
  const gutter = useGutter(scroller);
  const fits = count * ROW_PX <= (virtual.scrollRect?.height ?? 0);
  return (
    <div className={styles.lanes} style={{ '--gutter': `${gutter}px` } as CSSProperties}>
      {picture && !fits && count > 1 ? <Density picture={picture} dir={dir} matching={count} /> : null}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the rows take the focus in turn */}
      <div
        role="grid"
        aria-label={t('portfolio.lanes')}
        aria-rowcount={count + 1}
        className={styles.grid}
        onKeyDown={onKey}
        data-stale={pages.head === undefined || undefined}
      >
        <div role="row" aria-rowindex={1} className={styles.gridHead}>
          {['name', 'status', 'h'].map((c) => (
            <span role="columnheader" key={c}>
              {t(`operations.col.${c}`)}
            </span>
          ))}
          <span role="columnheader">{t('area.findings')}</span>
          <span role="columnheader">{t('shared.col')}</span>
          <span role="columnheader" className={styles.axis} dir={dir}>
            <span className="visually-hidden">{t('portfolio.time')}</span>
            {picture ? <Ticks axis={picture} /> : null}
          </span>
        </div>
        <div
          role="presentation"
          className={styles.scroller}
          ref={scroller}
          onScroll={(e) => {
            top.current = e.currentTarget.scrollTop;
          }}
        >
          <div role="presentation" className={styles.rows} style={{ blockSize: virtual.getTotalSize() }}>
            {items.map(({ index, start }) => {
              const card = pages.get(index);
              return card ? (
                <Lane
                  key={card.id}
                  card={card}
                  index={index}
                  y={start}
                  axis={picture}
                  dir={dir}
                  stop={stop === index}
                  spoken={spoken(card)}
                  several={editions.has(card.id)}
                  people={linked.get(card.id)?.people ?? 0}
                  clashes={linked.get(card.id)?.clashes ?? 0}
                />
              ) : (
                <div key={`wait${index}`} className={styles.waiting} style={{ transform: `translateY(${start}px)` }} />
              );
            })}
            {shared ? <Links shared={shared} /> : null}
            {picture && now > picture.from && now < picture.to ? (
              <div className={styles.nowPane} dir={dir} aria-hidden>
                <span className={styles.now} style={{ insetInlineStart: percent(placeOf(now, picture)) }} />
              </div>
            ) : null}
          </div>
        </div>
      </div>
    </div>
  );
}

function Ticks({ axis }: { readonly axis: Axis }) {
  const { language } = useT();
  const ticks = monthTicks(axis);
  return (
    <span aria-hidden className={cx(ticks.length > 6 && styles.many)}>
      {ticks.map((at) => (
        <span key={at} className={styles.tick} style={{ insetInlineStart: percent(placeOf(at, axis)) }}>
          {dateText(at, 'UTC', language, 'monthYear')}
        </span>
      ))}
    </span>
  );
}

/** Lines from the row that has the focus to those of the operations it shares people with. */
function Links({ shared }: { readonly shared: SharedPeopleView }) {
  const rows = shared.others.flatMap(({ row, clashes }) => (row === null ? [] : [{ row, clashes }]));
  if (shared.row === null || rows.length === 0) return null;
  const all = [shared.row, ...rows.map(({ row }) => row)];
  const [from, to] = [Math.min(...all), Math.max(...all)];
  const middle = (row: number): number => row * ROW_PX + ROW_PX / 2;
  return (
    <div className={styles.links} aria-hidden>
      <span className={styles.trunk} style={{ insetBlockStart: middle(from), blockSize: (to - from) * ROW_PX }} />
      <span className={styles.root} style={{ insetBlockStart: middle(shared.row) }} />
      {rows.map(({ row, clashes }) => (
        <span
          key={row}
          className={styles.branch}
          data-clash={clashes > 0 || undefined}
          style={{ insetBlockStart: middle(row) }}
        />
      ))}
    </div>
  );
}

interface LaneProps {
  readonly card: OperationCard;
  readonly index: number;
  readonly y: number;
  readonly axis: Axis | null;
  readonly dir: 'ltr' | 'rtl';
  /** Whether the Tab key stops here. */
  readonly stop: boolean;
  readonly spoken: string;
  /** There is an earlier or a later edition of it. */
  readonly several: boolean;
  /** Shared with the operation that has the focus, and how many of them both need at once. */
  readonly people: number;
  readonly clashes: number;
}
const Lane = memo(function Lane({ card, index, y, axis, dir, stop, spoken, several, people, clashes }: LaneProps) {
  const { t, maybe, language } = useT();
  const status = maybe(`operationStatus.${card.status}`, card.status);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- Enter is heard by the grid, for every row
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-label={people === 0 ? spoken : `${spoken} ${t('shared.spoken', { count: people, clashes })}`}
      tabIndex={stop ? 0 : -1}
      data-index={index}
      data-region-start={stop || undefined}
      className={styles.lane}
      style={{ transform: `translateY(${y}px)` }}
      onFocus={() => usePortfolio.getState().at(index, card.id)}
      onClick={() => usePlace.getState().openOperation(card.id)}
    >
      <span role="rowheader" className={styles.laneName} title={biText(card.title, language)}>
        <strong dir="auto">{card.codeName}</strong>
        <small>
          <Code>{card.code}</Code>
          <span dir="auto">{biText(card.title, language)}</span>
        </small>
      </span>
      <span role="gridcell" title={status}>
        {status}
      </span>
      <span role="gridcell" className={styles.hCell}>
        {card.hHour === null ? (
          t('h.withheldShort')
        ) : (
          <>
            <span dir="auto">{dateText(card.hHour, card.refTz, language, 'full')}</span>
            <small>
              <span dir="ltr">{`${timeText(card.hHour, card.refTz)} ${cityOf(card.refTz)}`}</span>
            </small>
          </>
        )}
      </span>
      <span role="gridcell">
        <FindingSigns card={card} />
      </span>
      <span role="gridcell" className={styles.linkCell}>
        {people === 0 ? null : (
          <Sign tone={clashes > 0 ? 'block' : 'none'} label={t('shared.chip', { count: people, clashes })}>
            <span aria-hidden>{people}</span>
          </Sign>
        )}
      </span>
      <span role="gridcell" className={styles.track} dir={dir}>
        {axis ? <Bar card={card} axis={axis} /> : null}
        {several ? (
          <button
            type="button"
            className={cx(styles.copy, styles.compare)}
            tabIndex={-1}
            aria-label={t('editions.of', { name: card.codeName })}
            title={t('editions.of', { name: card.codeName })}
            onClick={(e) => {
              e.stopPropagation();
              usePortfolio.getState().compare(card.id);
            }}
          >
            <Layers size={14} aria-hidden />
          </button>
        ) : null}
        {card.mine ? (
          // No tooltip of its own: one in every row would cost more than the row when scrolling.
          <button
            type="button"
            className={styles.copy}
            tabIndex={-1}
            aria-label={t('portfolio.copyOf', { name: card.codeName })}
            title={t('portfolio.copyOf', { name: card.codeName })}
            onClick={(e) => {
              e.stopPropagation();
              usePortfolio.getState().begin({ from: card.id });
            }}
          >
            <Copy size={14} aria-hidden />
          </button>
        ) : null}
      </span>
    </div>
  );
});

function Bar({ card, axis }: { readonly card: OperationCard; readonly axis: Axis }) {
  const { extent, hHour } = card;
  return (
    <span aria-hidden>
      {extent ? (
        <span
          className={styles.extent}
          data-progress={progressOf(card.status)}
          style={{
            insetInlineStart: percent(placeOf(extent.from, axis)),
            inlineSize: percent(placeOf(extent.to, axis) - placeOf(extent.from, axis)),
          }}
        />
      ) : null}
      {hHour === null ? null : (
        <span className={styles.h} style={{ insetInlineStart: percent(placeOf(hHour, axis)) }} />
      )}
    </span>
  );
}
