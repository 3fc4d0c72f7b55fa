/** The timeline as a picture and as a treegrid at once: one row structure in the DOM, never hidden from assistive technology. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { TimelineFrame, TimelineRow } from '#shared/contract/planning.ts';
import { useAsk } from '../../api/index.ts';
import { clockText, dateText, dayShiftText, directionOf, offsetText, timeText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { type OperationView, usePlace } from '../../state/place.ts';
import { usePreferences } from '../../state/preferences.ts';
import { leavesFocus } from '../staffing/index.ts';
import { Ltr } from '../../ui/index.ts';
import { Axis, axisHeight } from './axis.tsx';
import { Overview } from './overview.tsx';
import { TaskRow } from './row.tsx';
import { fit, pan, reveal, stepFor, type TimeWindow, tOf, zoomStep } from './scale.ts';
import { targetWords } from './schedule-bar.tsx';
import { lookOf, siteLooks } from './site-colour.ts';
import styles from './timeline.module.css';
import { Links, Underlay } from './underlay.tsx';
import { useAxisDrag, useWheel } from './use-gestures.ts';
import { markOf, useSchedule } from './use-schedule.ts';
import type { Filtered, Rows } from './use-rows.ts';
import { useSize } from './use-size.ts';

const ROW_PX = 28;
const WIDE_LEFT = 548;
const NARROW_LEFT = 432;
/** Below this width of the picture the leader's column gives way to the bars. */
const NARROW_BELOW = 1120;
const HOUR = 3_600_000;

export interface PictureProps {
  readonly frame: TimelineFrame;
  readonly rows: Rows;
  readonly filtered: Filtered;
  readonly view: OperationView;
  readonly zone: string;
  readonly now: number;
  /** A move that is only looked at. */
  readonly ghost: { readonly id: string; readonly minutes: number } | null;
  readonly onNudge: (row: TimelineRow, direction: 1 | -1, msPerPx: number) => void;
  readonly onRange: (first: number, last: number) => void;
  /** Under which name zoom, row and selection are kept; without it that of the operation. */
  readonly place?: string;
  /** Nothing can be moved, and what is picked opens no inspector. */
  readonly readOnly?: boolean;
}

/** The first window: the day before H to the day after it; without H the whole plan. */
function firstWindow(frame: TimelineFrame, width: number): TimeWindow {
  const { hHour, extent } = frame.card;
  if (hHour !== null) return fit(hHour - 26 * HOUR, hHour + 22 * HOUR, width);
  return extent ? fit(extent.from, extent.to, width) : fit(frame.now - 24 * HOUR, frame.now + 24 * HOUR, width);
}

export function Picture(props: PictureProps) {
  const { frame, rows, filtered, view, zone, now, ghost, onNudge, onRange, readOnly = false } = props;
  const { t, language } = useT();
  const operation = frame.card.id;
  const place = props.place ?? operation;
  const outer = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(outer);
  const inner = useSize(scroller);
  const narrow = size.width < NARROW_BELOW;
  const left = narrow ? NARROW_LEFT : WIDE_LEFT;
  const width = Math.max(80, (inner.inner || size.width) - left);
  const gutter = Math.max(0, inner.width - inner.inner);
  const timeDirection = usePreferences((s) => s.timeDirection);
  const dir = timeDirection === 'ltr' ? 'ltr' : directionOf(language);
  const { setView } = usePlace.getState();
  const { card } = frame;
  const w = useMemo(() => view.window ?? firstWindow(frame, width), [view.window, frame, width]);
  const setWindow = useCallback((window: TimeWindow) => setView(place, { window }), [setView, place]);
  const step = stepFor(w.msPerPx);
  const looks = useMemo(() => siteLooks(frame.sites), [frame.sites]);
  const count = filtered.indices?.length ?? frame.rows;
  const indexAt = useCallback(
    (position: number): number => filtered.indices?.[position] ?? position,
    [filtered.indices],
  );
  const positionOf = useCallback(
    (index: number): number => (filtered.indices ? filtered.indices.indexOf(index) : index),
    [filtered.indices],
  );

  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    initialOffset: view.scrollTop,
  });
  const items = virtual.getVirtualItems();
  const firstShown = indexAt(items[0]?.index ?? 0);
  const lastShown = indexAt(items.at(-1)?.index ?? 0);
  useEffect(() => onRange(firstShown, lastShown), [onRange, firstShown, lastShown]);

  // opens on the action day: the first row that reaches into the window comes to the top, once
  const placed = useRef(view.window !== null || view.scrollTop > 0 || view.selected !== null);
  useLayoutEffect(() => {
    if (placed.current || !rows.all || inner.height === 0) return;
    placed.current = true;
    const first = rows.all.findIndex((r) => r.start !== null && (r.end ?? r.start) >= w.from + 4 * HOUR);
    if (first > 0) {
      virtual.scrollToIndex(first, { align: 'start' });
      setView(place, { row: first });
    }
  }, [rows.all, inner.height, w.from, virtual, setView, place]);

  const focusRow = useCallback(
    (index: number, moveFocus: boolean) => {
      const position = positionOf(index);
      if (position < 0) return;
      virtual.scrollToIndex(position, { align: 'auto' });
      setView(place, { row: index });
      const row = rows.get(index);
      if (row && row.start !== null) {
        const next = reveal(w, row.start, width);
        const visible = (row.end ?? row.start) > w.from && row.start < tOf(width, w);
        if (!visible && next !== w) setWindow(next);
      }
      if (moveFocus)
        requestAnimationFrame(() => {
          scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
        });
    },
    [positionOf, virtual, setView, place, rows, w, width, setWindow],
  );

  // a jump from the palette, a finding or the inspector brings its row into sight and takes the focus
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (view.selected === seen.current || inner.height === 0) return;
    const row = rows.get(view.row);
    if (view.selected !== null && row === undefined) return;
    seen.current = view.selected;
    if (view.selected !== null && row?.id === view.selected) focusRow(view.row, !leavesFocus(view.selected));
  }, [view.selected, view.row, rows, inner.height, focusRow]);

  const pick = useCallback(
    (index: number) => {
      const row = rows.get(index);
      if (!row) return;
      seen.current = row.id;
      setView(place, { selected: row.id, row: index });
      if (!readOnly) usePlace.getState().inspect(true);
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    },
    [rows, setView, place, readOnly],
  );
  const revealTime = useCallback((at: number) => setWindow(reveal(w, at, width)), [setWindow, w, width]);

  const gestures = { window: w, left, width, dir, onWindow: setWindow } as const;
  useWheel(outer, gestures);
  const drag = useAxisDrag(gestures);
  const centre = width / 2;
  useCommand('view.zoomIn', () => setWindow(zoomStep(w, -1, centre)));
  useCommand('view.zoomOut', () => setWindow(zoomStep(w, 1, centre)));
  useCommand(
    'view.fit',
    () => card.extent && setWindow(fit(card.extent.from, card.extent.to, width)),
    card.extent !== null,
  );
  useCommand('view.now', () => setWindow({ ...w, from: now - centre * w.msPerPx }));
  useCommand('view.h', () => setWindow({ ...w, from: (card.hHour ?? 0) - centre * w.msPerPx }), card.hHour !== null);
  useCommand(
    'view.nextFinding',
    () => {
      const all = (rows.all ?? []).filter((r) => r.findings.block + r.findings.warn > 0 && positionOf(r.index) >= 0);
      const next = all.find((r) => r.index > view.row) ?? all[0];
      if (next) focusRow(next.index, true);
    },
    rows.all !== null,
  );

  const onKey = (e: KeyboardEvent<HTMLElement>): void => {
    const row = rows.get(view.row);
    const target = e.target instanceof HTMLElement ? e.target : null;
    if (!row || target?.getAttribute('role') !== 'row') return;
    const side = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0;
    const later = (dir === 'rtl' ? -side : side) as 1 | -1;
    const go = (position: number): void => {
      focusRow(indexAt(Math.min(count - 1, Math.max(0, position))), true);
    };
    const here = positionOf(view.row);
    let used = true;
    if (e.altKey && side !== 0) onNudge(row, later, w.msPerPx);
    else if (e.altKey || e.ctrlKey || e.metaKey) used = false;
    else if (e.key === 'ArrowDown') go(here + 1);
    else if (e.key === 'ArrowUp') go(here - 1);
    else if (e.key === 'PageDown') go(here + 10);
    else if (e.key === 'PageUp') go(here - 10);
    else if (e.key === 'Home') go(0);
    else if (e.key === 'End') go(count - 1);
    else if (side !== 0 && e.shiftKey) setWindow(pan(w, (later * width) / 6));
    else if (side !== 0) {
      const next = neighbourInTime(rows.all, row, later, positionOf);
      if (next) focusRow(next.index, true);
    } else if (e.key === 'Enter') {
      pick(view.row);
      if (!readOnly) usePlace.getState().inspect(true, 'details');
    } else if (e.key === ' ') {
      seen.current = view.selected === row.id ? null : row.id;
      setView(place, { selected: view.selected === row.id ? null : row.id });
    } else used = false;
    if (used) {
      e.preventDefault();
      e.stopPropagation();
    }
  };

  const visible = items.map((item) => rows.get(indexAt(item.index))?.id).filter((id) => id !== undefined);
  const links = useAsk('timeline.links', { operation, tasks: visible.slice(0, 200) }, { when: visible.length > 0 });
  const ends = (links.data ?? []).flatMap(({ from, to }) => [from, to]);
  const schedule = useSchedule(operation, view.target, [...visible, ...ends]);
  const scrollTop = virtual.scrollOffset ?? 0;
  const dayIn = (zoneOf: string): string => (card.hHour === null ? '' : dayShiftText(card.hHour, zoneOf, card.dDay));
  const focusIndex = positionOf(view.row) >= 0 ? view.row : indexAt(0);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys bubble here from the rows of the treegrid inside
    <div
      ref={outer}
      className={styles.picture}
      data-narrow={narrow || undefined}
      tabIndex={-1}
      onKeyDown={onKey}
      style={{ '--gutter': `${gutter}px` } as React.CSSProperties}
    >
      <div className={styles.overview} role="presentation">
        <span className={styles.overviewLabel}>{t('timeline.wholePlan', { count: frame.rows })}</span>
        <Overview
          frame={frame}
          rows={rows.all}
          window={w}
          width={size.width - left}
          zone={zone}
          dir={dir}
          onWindow={setWindow}
        />
      </div>
      <div
        role="treegrid"
        className={styles.grid}
        aria-label={t('timeline.gridLabel', { name: card.codeName })}
        aria-rowcount={count + 1}
        aria-colcount={narrow ? 5 : 6}
      >
        <div className={styles.head} role="row" aria-rowindex={1}>
          <div className={styles.leftHead} role="presentation">
            <span role="columnheader">{t('timeline.col.code')}</span>
            <span role="columnheader">{t('timeline.col.title')}</span>
            <span role="columnheader">{t('timeline.col.place')}</span>
            <span role="columnheader">{t('timeline.col.start')}</span>
            {narrow ? null : <span role="columnheader">{t('timeline.col.leader')}</span>}
          </div>
          <div
            className={styles.axis}
            role="columnheader"
            dir={dir}
            style={{ blockSize: axisHeight(frame.phases) }}
            {...drag}
          >
            <span className="visually-hidden">{t('timeline.col.time', { zone })}</span>
            <Axis frame={frame} window={w} width={width} zone={zone} step={step} />
          </div>
        </div>
        <div className={styles.body} role="presentation">
          <Underlay
            frame={frame}
            window={w}
            width={width}
            zone={zone}
            step={step}
            now={now}
            shade={view.shade}
            dir={dir}
          >
            <Links
              links={links.data ?? []}
              rowAt={rows.get}
              yOf={(index) => {
                const position = positionOf(index);
                return position < 0 ? null : position * ROW_PX + ROW_PX / 2 - scrollTop;
              }}
              selected={view.selected}
              all={view.links}
              schedule={schedule}
              window={w}
            />
          </Underlay>
          <div
            ref={scroller}
            className={styles.scroll}
            role="rowgroup"
            onScroll={(e) => setView(place, { scrollTop: e.currentTarget.scrollTop })}
          >
            <div className={styles.rows} role="presentation" style={{ blockSize: virtual.getTotalSize() }}>
              {items.map((item) => {
                const index = indexAt(item.index);
                const row = rows.get(index);
                if (!row) return null;
                const before = item.index > 0 ? rows.get(indexAt(item.index - 1)) : undefined;
                return (
                  <TaskRow
                    key={row.id}
                    row={row}
                    y={item.start}
                    window={w}
                    width={width}
                    zone={zone}
                    hHour={card.hHour}
                    look={lookOf(looks, row.place)}
                    selected={view.selected === row.id}
                    focused={index === focusIndex}
                    narrow={narrow}
                    phaseStart={before !== undefined && before.phase !== row.phase}
                    dir={dir}
                    ghostMin={ghost?.id === row.id ? ghost.minutes : null}
                    mark={markOf(schedule, row.id)}
                    target={schedule.target && targetWords(schedule.target, t)}
                    t={t}
                    language={language}
                    onPick={pick}
                    onReveal={revealTime}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      <div className={styles.foot}>
        <span className={styles.footLabel}>
          {card.hHour === null ? t('h.withheld') : <Ltr>{`H = ${clockText(card.hHour, zone)}`}</Ltr>}
        </span>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, so the keyboard must reach it */}
        <span className={styles.clocks} role="group" tabIndex={0} aria-label={t('h.label')}>
          {card.hHour === null
            ? null
            : frame.sites.map((site) => (
                <span key={site.id} className={styles[`c${lookOf(looks, site.codeWord).colour}`]}>
                  <i className={styles.swatch} aria-hidden />
                  {site.codeWord}{' '}
                  <Ltr>
                    <b>{timeText(card.hHour ?? 0, site.tz)}</b>
                  </Ltr>{' '}
                  {dateText(card.hHour ?? 0, site.tz, language)}{' '}
                  <Ltr>
                    <span className={styles.muted}>{offsetText(card.hHour ?? 0, site.tz)}</span> {dayIn(site.tz)}
                  </Ltr>
                </span>
              ))}
        </span>
      </div>
    </div>
  );
}

/** The task that starts next (or last before) in time, ties in row order. */
function neighbourInTime(
  all: readonly TimelineRow[] | null,
  row: TimelineRow,
  direction: 1 | -1,
  positionOf: (index: number) => number,
): TimelineRow | undefined {
  if (!all || row.start === null) return undefined;
  const key = (r: TimelineRow): readonly [number, number] => [r.start ?? 0, r.index];
  const [t0, i0] = key(row);
  const after = (r: TimelineRow): boolean => {
    const [t1, i1] = key(r);
    return direction > 0 ? t1 > t0 || (t1 === t0 && i1 > i0) : t1 < t0 || (t1 === t0 && i1 < i0);
  };
  let best: TimelineRow | undefined;
  for (const r of all) {
    if (r.start === null || !after(r) || positionOf(r.index) < 0) continue;
    if (!best) best = r;
    else {
      const [t1, i1] = key(r);
      const [tb, ib] = key(best);
      const closer = direction > 0 ? t1 < tb || (t1 === tb && i1 < ib) : t1 > tb || (t1 === tb && i1 > ib);
      if (closer) best = r;
    }
  }
  return best;
}
