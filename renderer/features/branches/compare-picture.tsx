/** Plan and branch on one scale: two bars a row, outlined as planned and filled as in the branch; the same rows are the grid for keys and readers. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { CompareRow, Comparison } from '#shared/contract/branches.ts';
import { failureOf, PAGE, useAsk, usePaged } from '../../api/index.ts';
import { dateText, deltaText, directionOf, timeText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWhatIf } from '../../state/what-if.ts';
import { Button, Code, cx, Failure, Loading, Ltr } from '../../ui/index.ts';
import {
  Axis,
  axisHeight,
  fit,
  type TimeWindow,
  tOf,
  Underlay,
  useAxisDrag,
  useSize,
  useWheel,
  WindowShown,
  xOf,
  zoomStep,
} from '../timeline/index.ts';
import styles from './compare.module.css';

const ROW_PX = 36;
const HOUR = 3_600_000;
const LEFT = 420;

const rowsOf = (page: { readonly rows: readonly CompareRow[] }): readonly CompareRow[] => page.rows;
const totalOf = (page: { readonly total: number }): number => page.total;

/** Extent of what is shown first: everything that differs, both sides. */
function firstWindow(rows: readonly CompareRow[], seen: Comparison, width: number): TimeWindow {
  const spans = rows
    .filter(({ what }) => what !== 'same')
    .flatMap(({ plan, branch }) => [plan, branch])
    .flatMap((span) => (span?.start == null ? [] : [[span.start, span.end ?? span.start] as const]));
  if (spans.length > 0)
    return fit(Math.min(...spans.map(([from]) => from)) - HOUR, Math.max(...spans.map(([, to]) => to)) + HOUR, width);
  const { extent, hHour } = seen.cards.branch;
  return extent ? fit(extent.from, extent.to, width) : fit((hHour ?? 0) - 24 * HOUR, (hHour ?? 0) + 24 * HOUR, width);
}

export function ComparePicture({ seen, zone }: { readonly seen: Comparison; readonly zone: string }) {
  const { t, language } = useT();
  const branch = seen.branch.id;
  const { all, set } = useWhatIf();
  const frame = useAsk('timeline.frame', { operation: branch });
  const outer = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(outer);
  const inner = useSize(scroller);
  const width = Math.max(80, (inner.inner || size.width) - LEFT);
  const gutter = Math.max(0, inner.width - inner.inner);
  const timeDirection = usePreferences((s) => s.timeDirection);
  const dir = timeDirection === 'ltr' ? 'ltr' : directionOf(language);
  const [range, setRange] = useState<readonly [number, number]>([0, 40]);
  const [focused, setFocused] = useState(0);
  const [picked, setWindow] = useState<TimeWindow | null>(null);
  const inputOf = useCallback((first: number, count: number) => ({ branch, all, first, count }), [branch, all]);
  const pages = usePaged('branch.tasks', inputOf, rowsOf, totalOf, range[0], range[1]);
  const total = pages.head?.total ?? 0;
  const first = pages.head?.rows;
  const w = useMemo(() => picked ?? firstWindow(first ?? [], seen, width), [picked, first, seen, width]);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    onChange: (v) => {
      const items = v.getVirtualItems();
      const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
      if (
        Math.floor(from / PAGE) !== Math.floor(range[0] / PAGE) ||
        Math.floor(to / PAGE) !== Math.floor(range[1] / PAGE)
      )
        setRange([from, to]);
    },
  });
  const gestures = { windowNow: () => w, left: LEFT, width, dir, onWindow: setWindow } as const;
  useWheel(outer, gestures);
  const drag = useAxisDrag(gestures);
  const centre = width / 2;
  useCommand('view.zoomIn', () => setWindow(zoomStep(w, -1, centre)));
  useCommand('view.zoomOut', () => setWindow(zoomStep(w, 1, centre)));
  useCommand('view.fit', () => setWindow(null));
  if (pages.error) return <Failure error={failureOf(pages.error)} />;
  if (!pages.head || !frame.data) return <Loading lines={10} />;
  const focusRow = (index: number): void => {
    const next = Math.min(total - 1, Math.max(0, index));
    setFocused(next);
    virtual.scrollToIndex(next, { align: 'auto' });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus({ preventScroll: true }),
    );
  };
  const onKey = (e: KeyboardEvent<HTMLElement>): void => {
    const to: Readonly<Record<string, number>> = {
      ArrowDown: focused + 1,
      ArrowUp: focused - 1,
      PageDown: focused + 10,
      PageUp: focused - 10,
      Home: 0,
      End: total - 1,
    };
    const next = to[e.key];
    if (next === undefined || e.altKey || e.ctrlKey) return;
    focusRow(next);
    e.preventDefault();
    e.stopPropagation();
  };
  const planH = seen.cards.plan.hHour;
  const movedH = planH !== null && planH !== seen.cards.branch.hHour;
  return (
    <div ref={outer} className={styles.picture} style={{ '--gutter': `${gutter}px` } as React.CSSProperties}>
      <div className={styles.tools}>
        <span className={styles.key}>
          <i className={cx(styles.sample, styles.plan)} aria-hidden /> {t('choices.col.now')}
        </span>
        <span className={styles.key}>
          <i className={cx(styles.sample, styles.branch)} aria-hidden /> {t('choices.col.branch')}
        </span>
        <Button aria-pressed={all} onClick={() => set({ all: !all })}>
          {t('branches.all')}
        </Button>
        <span role="status">{t('branches.rows', { count: total })}</span>
      </div>
      {total === 0 ? (
        <p className={styles.nothing}>{t('branches.sameTimes')}</p>
      ) : (
        <div
          role="grid"
          className={styles.grid}
          aria-label={t('branches.picture', { name: seen.branch.name })}
          aria-rowcount={total + 1}
          aria-colcount={3}
        >
          <div role="row" aria-rowindex={1} className={styles.head}>
            <div className={styles.left} role="presentation">
              <span role="columnheader">{t('timeline.col.title')}</span>
              <span role="columnheader">{t('branches.col.difference')}</span>
            </div>
            <div
              role="columnheader"
              className={styles.axis}
              dir={dir}
              style={{ blockSize: axisHeight(frame.data.phases) }}
              {...drag}
            >
              <span className="visually-hidden">{t('timeline.col.time', { zone })}</span>
              <WindowShown value={w}>
                <Axis frame={frame.data} width={width} zone={zone} />
              </WindowShown>
            </div>
          </div>
          <div role="presentation" className={styles.body}>
            <WindowShown value={w}>
              <Underlay frame={frame.data} width={width} zone={zone} now={frame.data.now} shade dir={dir}>
                {movedH ? <span className={styles.planH} style={{ insetInlineStart: xOf(planH, w) }} /> : null}
              </Underlay>
            </WindowShown>
            <div ref={scroller} role="rowgroup" className={styles.scroll}>
              <div role="presentation" className={styles.rows} style={{ blockSize: virtual.getTotalSize() }}>
                {virtual.getVirtualItems().map((item) => {
                  const row = pages.get(item.index);
                  return row ? (
                    <Row
                      key={row.record}
                      row={row}
                      index={item.index}
                      y={item.start}
                      w={w}
                      width={width}
                      zone={zone}
                      dir={dir}
                      focused={item.index === focused}
                      onKey={onKey}
                      onFocus={() => setFocused(item.index)}
                    />
                  ) : null;
                })}
              </div>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

function Row({
  row,
  index,
  y,
  w,
  width,
  zone,
  dir,
  focused,
  onKey,
  onFocus,
}: {
  readonly row: CompareRow;
  readonly index: number;
  readonly y: number;
  readonly w: TimeWindow;
  readonly width: number;
  readonly zone: string;
  readonly dir: 'ltr' | 'rtl';
  readonly focused: boolean;
  readonly onKey: (e: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: () => void;
}) {
  const { t, language } = useT();
  const at = (span: CompareRow['plan']): string =>
    span?.start == null
      ? t('timeline.noTime')
      : `${dateText(span.start, zone, language)} ${timeText(span.start, zone)}`;
  const shift =
    row.plan?.start == null || row.branch?.start == null ? 0 : Math.round((row.branch.start - row.plan.start) / 60_000);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-what={row.what}
      tabIndex={focused ? 0 : -1}
      className={styles.row}
      style={{ transform: `translateY(${y}px)` }}
      onKeyDown={onKey}
      onFocus={onFocus}
    >
      <div className={styles.left} role="presentation">
        <span role="rowheader" title={row.title}>
          <Code>{row.code}</Code> <bdi>{row.title}</bdi>
        </span>
        <span role="gridcell" className={styles.what}>
          {t(`branches.what.${row.what}`)}
          {shift === 0 ? null : (
            <b>
              <Ltr>{deltaText(shift)}</Ltr>
            </b>
          )}
        </span>
      </div>
      <div role="gridcell" className={styles.pane} dir={dir}>
        <span className="visually-hidden">
          {row.plan ? t('branches.spoken.plan', { at: at(row.plan) }) : t('branches.spoken.notPlan')}{' '}
          {row.branch ? t('branches.spoken.branch', { at: at(row.branch) }) : t('branches.spoken.notBranch')}
        </span>
        <Bar span={row.plan} w={w} width={width} className={cx(styles.plan, row.what === 'gone' && styles.gone)} />
        <Bar span={row.branch} w={w} width={width} className={cx(styles.branch, row.what === 'same' && styles.same)} />
      </div>
    </div>
  );
}

function Bar({
  span,
  w,
  width,
  className,
}: {
  readonly span: CompareRow['plan'];
  readonly w: TimeWindow;
  readonly width: number;
  readonly className: string;
}) {
  if (span?.start == null) return null;
  const from = Math.max(-4, xOf(span.start, w));
  const to = Math.min(width + 4, Math.max(xOf(span.start, w) + 3, xOf(span.end ?? span.start, w)));
  if (to <= 0 || from >= width || tOf(0, w) === tOf(1, w)) return null;
  return <span className={cx(styles.bar, className)} style={{ insetInlineStart: from, inlineSize: to - from }} />;
}
