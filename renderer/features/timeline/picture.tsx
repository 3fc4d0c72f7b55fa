/** The timeline as a picture and as a treegrid at once: one row structure in the DOM, never hidden from assistive technology. */
import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { UndatedTask } from '#shared/contract/bands.ts';
import type { BaselineBar } from '#shared/contract/editing.ts';
import type { TimelineFrame, TimelineLink, TimelineRow } from '#shared/contract/planning.ts';
import { useAsk } from '../../api/index.ts';
import { directionOf, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { FRESH_VIEW, type StillView, usePlace } from '../../state/place.ts';
import { usePreferences } from '../../state/preferences.ts';
import { DragEffect } from './drag-effect.tsx';
import { Foot } from './foot.tsx';
import { rangeOf, toggled } from './neighbours.ts';
import { Overview } from './overview.tsx';
import { newAt } from './instant-under.ts';
import { firstWindow, openingRow, ROW_PX } from './opening.ts';
import type { Ghost } from './pending-move.ts';
import { PictureHead } from './picture-head.tsx';
import { TaskRow } from './row.tsx';
import { HoursLayer, SyncLayer } from './row-layers.tsx';
import { onRowKey } from './row-keys.ts';
import { fit, pan, reveal, type TimeWindow, zoomStep } from './scale.ts';
import { targetWords } from './schedule-bar.tsx';
import { RowWindow, ShownWindow } from './shown.tsx';
import { lookOf, siteLooks } from './site-colour.ts';
import styles from './timeline.module.css';
import { LinkDraw, Links, Underlay } from './underlay.tsx';
import { useBarDrag } from './use-bar-drag.ts';
import type { PlacedRow } from './sync-lines.ts';
import { type GestureInput, useWheel } from './use-gestures.ts';
import { usePicking } from './use-picking.ts';
import { useUndatedDrop } from './use-undated-drop.ts';
import { useRestedScroll } from './use-rested-scroll.ts';
import { useRowWalk } from './use-row-walk.ts';
import { useRowWindow } from './use-row-window.ts';
import { markOf, useSchedule } from './use-schedule.ts';
import type { Filtered, Rows } from './use-rows.ts';
import { usePictureSize } from './use-picture-size.ts';

/** Lines and baseline are asked for in blocks of rows, so that a scroll does not ask with every row. */
const BLOCK = 40;

const NO_LINKS: readonly TimelineLink[] = [];

export interface PictureProps {
  readonly frame: TimelineFrame;
  readonly rows: Rows;
  readonly filtered: Filtered;
  readonly view: StillView;
  readonly zone: string;
  readonly now: number;
  /** Moves and lengths that are only looked at, by task. */
  readonly ghosts: ReadonlyMap<string, Ghost>;
  /** This agency may change the plan. */
  readonly mine: boolean;
  /** One step by key, as directions. */
  readonly onNudge: (row: TimelineRow, by: Ghost, msPerPx: number) => void;
  readonly onDrop: (row: TimelineRow, ghost: Ghost) => void;
  readonly onLink: (from: TimelineRow, to: TimelineRow | null) => void;
  /** A task without a time was let go over the axis. */
  readonly onPlace?: (task: UndatedTask, at: number, msPerPx: number) => void;
  /** A double click where no bar stands: a new task is to begin there. */
  readonly onNew?: (row: TimelineRow | undefined, at: number, msPerPx: number) => void;
  readonly onRange: (first: number, last: number) => void;
  /** Under which name zoom, row and selection are kept; without it that of the operation. */
  readonly place?: string;
  /** Nothing can be moved, and what is picked opens no inspector. */
  readonly readOnly?: boolean;
}

export function Picture(props: PictureProps) {
  const {
    frame,
    rows,
    filtered,
    view,
    zone,
    now,
    ghosts,
    mine,
    onNudge,
    onDrop,
    onLink,
    onRange,
    readOnly = false,
  } = props;
  const { t, language } = useT();
  const operation = frame.card.id;
  const place = props.place ?? operation;
  const outer = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { size, inner, narrow, tight, left, width, gutter } = usePictureSize(outer, scroller);
  const timeDirection = usePreferences((s) => s.timeDirection);
  const dir = timeDirection === 'ltr' ? 'ltr' : directionOf(language);
  const { setView } = usePlace.getState();
  const { card } = frame;
  const first = useMemo(() => firstWindow(frame, width), [frame, width]);
  // asked when something happens: the picture itself is not drawn with every step of a zoom (shown.tsx)
  const windowNow = useCallback(() => usePlace.getState().views[place]?.window ?? first, [place, first]);
  const [opening] = useState(() => openingRow(usePlace.getState().views[place] ?? FRESH_VIEW, frame, rows.all));
  const setWindow = useCallback((window: TimeWindow) => setView(place, { window }), [setView, place]);
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

  const tabbed = Math.max(0, positionOf(view.row));
  const room = inner.height;
  const rowsDrawn = useRowWindow({ scroller, count, tabbed, offset: opening.offset, room });
  const { virtual, items } = rowsDrawn;
  const inSight = virtual.range ?? { startIndex: 0, endIndex: count };
  const firstShown = indexAt(rowsDrawn.first);
  const lastShown = indexAt(rowsDrawn.last);
  const [firstBlock, lastBlock] = [Math.floor(firstShown / BLOCK) * BLOCK, Math.ceil((lastShown + 1) / BLOCK) * BLOCK];
  useEffect(() => onRange(firstBlock, lastBlock), [onRange, firstBlock, lastBlock]);

  const placed = useRef(false);
  useEffect(() => {
    if (placed.current) return;
    placed.current = true;
    if (opening.row !== null) setView(place, { row: opening.row });
  }, [opening, setView, place]);

  const picking = usePicking({
    place,
    rows,
    view,
    positionOf,
    indexAt,
    virtual,
    scroller,
    height: inner.height,
    width,
    windowNow,
    setWindow,
    readOnly,
  });
  const { pick, leave, choose } = picking;
  const revealTime = useCallback(
    (at: number) => setWindow(reveal(windowNow(), at, width)),
    [setWindow, windowNow, width],
  );

  const gestures = useMemo(
    (): GestureInput => ({ windowNow, left, width, dir, onWindow: setWindow }),
    [windowNow, left, width, dir, setWindow],
  );
  useWheel(outer, gestures);
  const centre = width / 2;
  useCommand('view.zoomIn', () => setWindow(zoomStep(windowNow(), -1, centre)));
  useCommand('view.zoomOut', () => setWindow(zoomStep(windowNow(), 1, centre)));
  useCommand(
    'view.fit',
    () => card.extent && setWindow(fit(card.extent.from, card.extent.to, width)),
    card.extent !== null,
  );
  const centreOn = (at: number): void => {
    const w = windowNow();
    setWindow({ ...w, from: at - centre * w.msPerPx });
  };
  useCommand('view.now', () => centreOn(now));
  useCommand('view.h', () => centreOn(card.hHour ?? 0), card.hHour !== null);
  const walk = useRowWalk(operation, rows, view.filter, view.row, positionOf, leave);

  const bars = useBarDrag({ windowNow, dir, rowAt: rows.get, onDrop, onLink });
  const { drag: dragged } = bars;
  const dropped = useUndatedDrop({ windowNow, left, dir, onPlace: props.onPlace ?? null });
  const doubled = newAt({ windowNow, left, dir }, rows.get, props.onNew);
  useCommand(
    'task.link',
    () => {
      const row = rows.get(view.row);
      if (row) onLink(row, null);
    },
    mine,
  );

  const onKey = (e: KeyboardEvent<HTMLElement>): void => {
    const row = rows.get(view.row);
    const target = e.target instanceof HTMLElement ? e.target : null;
    if (!row || target?.getAttribute('role') !== 'row') return;
    const at = (position: number): number => indexAt(Math.min(count - 1, Math.max(0, position)));
    const here = positionOf(view.row);
    const used = onRowKey(e, {
      dir,
      step: (by) => leave(at(here + by)),
      jump: (to) => leave(at(to === 'first' ? 0 : count - 1)),
      inTime: walk.inTime,
      pan: (direction) => setWindow(pan(windowNow(), (direction * width) / 6)),
      nudge: (by) => onNudge(row, by, windowNow().msPerPx),
      extend: (by) => picking.extend(at(here + by)),
      toggle: () => choose(toggled(view.picked, row.id)),
      open: () => {
        pick(view.row, { toggle: false, range: false });
        if (!readOnly) usePlace.getState().inspect(true, 'details');
      },
      select: () => picking.select(row.id),
      letGo: () => {
        if (view.picked.length === 0 || ghosts.size > 0) return false;
        choose([]);
        return true;
      },
    });
    if (used) {
      e.preventDefault();
      e.stopPropagation();
    }
  };

  // keys act on the row they are pressed on, also where a filter hides the one that was left
  const onFocus = (e: FocusEvent<HTMLElement>): void => {
    const index = Number(e.target.dataset['index'] ?? view.row);
    if (index !== view.row) setView(place, { row: index });
  };

  const blockFrom = Math.floor(rowsDrawn.first / BLOCK) * BLOCK;
  const blockTo = Math.min(count, Math.ceil((rowsDrawn.last + 1) / BLOCK) * BLOCK);
  const visible = useMemo(
    () => (count === 0 ? [] : rangeOf(blockFrom, blockTo - 1, (position) => rows.get(indexAt(position))).slice(0, 200)),
    [blockFrom, blockTo, count, rows, indexAt],
  );
  const inBlocks = useMemo(
    (): readonly PlacedRow[] =>
      Array.from({ length: Math.max(0, blockTo - blockFrom) }, (_, i) => blockFrom + i).flatMap((position) => {
        const row = rows.get(indexAt(position));
        return row ? [{ row, position }] : [];
      }),
    [blockFrom, blockTo, rows, indexAt],
  );
  const links = useAsk('timeline.links', { operation, tasks: [...visible] }, { when: visible.length > 0 });
  const ends = (links.data ?? []).flatMap(({ from, to }) => [from, to]);
  const based = useAsk(
    'baseline.bars',
    { operation, tasks: [...visible] },
    { when: view.baseline && visible.length > 0 },
  );
  const bases = useMemo(
    () => new Map<string, BaselineBar>((view.baseline ? (based.data ?? []) : []).map((bar) => [bar.task, bar])),
    [view.baseline, based.data],
  );
  const picked = useMemo(() => new Set(view.picked), [view.picked]);
  const schedule = useSchedule(operation, view.target, [...visible, ...ends]);
  const words = useMemo(() => ({ t, language }), [t, language]);
  const target = schedule.target && targetWords(schedule.target, t);
  const drawn = (row: TimelineRow): Ghost | null =>
    dragged !== null && dragged.part !== 'link' && (dragged.row.id === row.id || isTakenAlong(dragged, row))
      ? dragged.ghost
      : (ghosts.get(row.id) ?? null);
  const isTakenAlong = ({ part, row }: NonNullable<typeof dragged>, other: TimelineRow): boolean =>
    part === 'bar' && picked.has(row.id) && picked.has(other.id);
  const remember = useRestedScroll(place, scroller);
  const focusIndex = indexAt(tabbed);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys bubble here from the rows of the treegrid inside
    <div
      ref={outer}
      className={styles.picture}
      data-narrow={narrow || undefined}
      data-tight={tight || undefined}
      tabIndex={-1}
      onKeyDown={onKey}
      onFocus={onFocus}
      style={{ '--gutter': `${gutter}px` } as React.CSSProperties}
    >
      <ShownWindow place={place} first={first}>
        <div className={styles.overview} role="presentation">
          <span className={styles.overviewLabel}>{t('timeline.wholePlan', { count: frame.rows })}</span>
          <Overview
            frame={frame}
            rows={rows.all}
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
          aria-multiselectable
          aria-colcount={tight ? 3 : narrow ? 5 : 6}
        >
          <PictureHead frame={frame} bands={view.bands} zone={zone} narrow={narrow} gestures={gestures} />
          <div className={styles.body} role="presentation">
            <Underlay frame={frame} width={width} zone={zone} now={now} shade={view.shade} dir={dir} />
            <div
              ref={scroller}
              className={styles.scroll}
              role="rowgroup"
              onScroll={remember}
              {...doubled}
              {...bars.handlers}
              {...dropped}
            >
              <div className={styles.rows} role="presentation" style={{ blockSize: virtual.getTotalSize() }}>
                <HoursLayer
                  operation={operation}
                  on={view.bands}
                  rows={inBlocks}
                  rowPx={ROW_PX}
                  width={width}
                  dir={dir}
                />
                <SyncLayer rows={inBlocks} tolerance={frame.syncTolerance} rowPx={ROW_PX} dir={dir} />
                <Links
                  links={links.data ?? NO_LINKS}
                  rowAt={rows.get}
                  positionOf={positionOf}
                  rowPx={ROW_PX}
                  selected={view.selected}
                  all={view.links}
                  schedule={schedule}
                  dir={dir}
                />
                {items.map((item) => {
                  const index = indexAt(item.index);
                  const row = rows.get(index);
                  if (!row) return null;
                  const before = item.index > 0 ? rows.get(indexAt(item.index - 1)) : undefined;
                  return (
                    <RowWindow key={row.id} beyond={item.index < inSight.startIndex || item.index > inSight.endIndex}>
                      <TaskRow
                        row={row}
                        y={item.start}
                        width={width}
                        zone={zone}
                        hHour={card.hHour}
                        look={lookOf(looks, row.place)}
                        selected={view.selected === row.id || picked.has(row.id)}
                        movable={mine && row.at !== null}
                        base={bases.get(row.id) ?? null}
                        focused={index === focusIndex}
                        narrow={narrow}
                        phaseStart={before !== undefined && before.phase !== row.phase}
                        dir={dir}
                        ghost={drawn(row)}
                        mark={markOf(schedule, row.id)}
                        target={target}
                        words={words}
                        onPick={pick}
                        onReveal={revealTime}
                      />
                    </RowWindow>
                  );
                })}
                {dragged === null || dragged.part === 'link' || dragged.row.start === null ? null : (
                  <DragEffect
                    operation={operation}
                    row={dragged.row}
                    ghost={dragged.ghost}
                    picked={view.picked}
                    context={card}
                    zone={zone}
                    dir={dir}
                    // below the ghost, above it in the last row
                    y={ROW_PX * (positionOf(dragged.row.index) + (dragged.row.index === indexAt(count - 1) ? -1 : 1))}
                  />
                )}
              </div>
            </div>
            {dragged?.part === 'link' ? (
              <LinkDraw
                x={dragged.x}
                y={dragged.y}
                from={positionOf(dragged.row.index) * ROW_PX + ROW_PX / 2 - (virtual.scrollOffset ?? 0)}
                at={dragged.row.end ?? dragged.row.start ?? 0}
                left={left}
                width={inner.inner}
                dir={dir}
              />
            ) : null}
          </div>
        </div>
      </ShownWindow>
      <Foot frame={frame} zone={zone} looks={looks} />
    </div>
  );
}
