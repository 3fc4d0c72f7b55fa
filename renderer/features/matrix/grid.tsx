/** The matrix itself: a real table with one stop for the Tab key; arrows walk cells, Enter goes into the tasks of one. */
import { Crosshair, Flag, Link2, ShieldAlert } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CellTask, MatrixCell, MatrixColumn, MatrixFrame, MatrixRow } from '#shared/contract/calendar.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import {
  biText,
  cityOf,
  clockText,
  dateText,
  dayShiftText,
  hOffsetText,
  timeText,
  useT,
  type Words,
} from '../../i18n/index.ts';
import { Code, cx, Ltr, Sign, useFewFirst } from '../../ui/index.ts';
import type { CellPart } from './cell-sheet.tsx';
import { nextSpot, type Spot } from './grid-walk.ts';
import styles from './matrix.module.css';

/** The least height of a row of empty cells, and of a task in a cell. */
const LEAST_ROW_PX = 40;
const LEAST_TASK_PX = 34;
/** Bars, strip of sites and heads above the rows. */
const ABOVE_PX = 280;

export interface GridProps {
  readonly card: OperationCard;
  readonly frame: MatrixFrame;
  readonly dir: 'ltr' | 'rtl';
  readonly selected: string | null;
  /** Minute of the moment chosen above: its stretch is marked. */
  readonly at: number;
  readonly onOpen: (task: CellTask) => void;
  readonly onStep: (task: CellTask, minutes: number) => void;
  readonly onEdit: (task: CellTask, part: CellPart) => void;
  /** The task is to stand in that row. */
  readonly onRow: (task: CellTask, row: MatrixRow) => void;
  /** A new task in the cell with the focus. */
  readonly onMake: (row: MatrixRow, column: MatrixColumn) => void;
}

export function Grid(p: GridProps) {
  const words = useT();
  const { t } = words;
  const { frame, card, dir } = p;
  const table = useRef<HTMLTableElement>(null);
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const cells = useMemo(() => new Map(frame.cells.map((c) => [`${c.row} ${c.column}`, c])), [frame.cells]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const heightOf = (row: MatrixRow): number => {
    const most = Math.max(0, ...frame.columns.map(({ key }) => cells.get(`${row.key} ${key}`)?.count ?? 0));
    return Math.max(LEAST_ROW_PX, Math.min(most, FIRST_TASKS) * LEAST_TASK_PX);
  };
  const rows = useFewFirst(frame.rows, heightOf, ABOVE_PX);
  // opens on the action day: the stretches before H lead up to it
  const zero = frame.columns.findIndex((c) => c.fromMin === 0);
  useLayoutEffect(() => {
    const head = scroller.current?.querySelector<HTMLElement>(`thead th:nth-child(${zero + 2})`);
    const corner = scroller.current?.querySelector<HTMLElement>('thead th');
    if (!head || !corner || zero < 0) return;
    const [from, to] = [corner.getBoundingClientRect(), head.getBoundingClientRect()];
    const lead = 3 * to.width;
    scroller.current?.scrollBy({ left: dir === 'rtl' ? to.right - from.left + lead : to.left - from.right - lead });
  }, [zero, dir]);
  const extent = { rows: frame.rows.length, columns: frame.columns.length };
  const here: Spot = {
    row: Math.min(spot.row, extent.rows - 1),
    column: Math.min(spot.column, extent.columns - 1),
  };
  const cellEl = (at: Spot): HTMLElement | null =>
    table.current?.querySelector<HTMLElement>(`[data-row="${at.row}"][data-column="${at.column}"]`) ?? null;

  const onKey = (e: KeyboardEvent<HTMLElement>): void => {
    const target = e.target instanceof HTMLElement ? e.target : null;
    const cell = target?.closest<HTMLElement>('[data-row]');
    if (!target || !cell || e.metaKey) return;
    const inside = target !== cell;
    const used = inside ? inTasks(e, target, cell, p) : inCells(e, cell);
    if (!used) return;
    e.preventDefault();
    e.stopPropagation();
  };
  const inCells = (e: KeyboardEvent, cell: HTMLElement): boolean => {
    if (e.altKey) return false;
    const [row, column] = [frame.rows[here.row], frame.columns[here.column]];
    if (e.shiftKey && e.code === 'KeyN' && row && column) {
      p.onMake(row, column);
      return true;
    }
    if (e.key === 'Enter' || e.key === ' ') {
      cell.querySelector<HTMLElement>('button')?.focus();
      return true;
    }
    const next = nextSpot(here, e.key, e.ctrlKey, extent, dir);
    if (!next) return false;
    setSpot(next);
    const el = cellEl(next);
    el?.focus();
    el?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return true;
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys bubble here from the cells of the table inside
    <div className={styles.scroll} onKeyDown={onKey} dir={dir} ref={scroller}>
      <table
        style={{ minInlineSize: 132 + extent.columns * 124 }}
        className={styles.grid}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose cells the arrows walk is a grid (ARIA practices)
        role="grid"
        ref={table}
        aria-label={t('matrix.caption', { name: card.codeName })}
      >
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              {t(frame.rows[0]?.is === 'function' ? 'matrix.rows.function' : 'matrix.rows.site')}
            </th>
            {frame.columns.map((c) => (
              <th
                key={c.key}
                scope="col"
                className={cx(c.fromMin === 0 && styles.zero, holds(c, p.at) && styles.atMoment)}
              >
                <ColumnHead column={c} card={card} words={words} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.key}>
              <th scope="row" className={styles.rowHead}>
                <RowHead row={row} words={words} />
              </th>
              {frame.columns.map((column, c) => (
                <td
                  key={column.key}
                  data-row={r}
                  data-column={c}
                  tabIndex={r === here.row && c === here.column ? 0 : -1}
                  className={cx(
                    column.fromMin === 0 && styles.zero,
                    holds(column, p.at) && styles.atMoment,
                    !cells.has(`${row.key} ${column.key}`) && styles.hollow,
                  )}
                  onFocus={() => setSpot({ row: r, column: c })}
                >
                  <span className="visually-hidden">{cellText(cells.get(`${row.key} ${column.key}`), words)}</span>
                  <Cell
                    cell={cells.get(`${row.key} ${column.key}`)}
                    row={row}
                    card={card}
                    words={words}
                    selected={p.selected}
                    whole={opened.has(`${row.key} ${column.key}`)}
                    onWhole={() => setOpened((before) => new Set(before).add(`${row.key} ${column.key}`))}
                    onOpen={p.onOpen}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.legend}>
        <Crosshair size={12} aria-hidden /> {t('timeline.armed')} · <Link2 size={12} aria-hidden />{' '}
        {t('timeline.syncGroup')} · <Flag size={12} aria-hidden /> {t('inspector.decision')} ·{' '}
        <ShieldAlert size={12} aria-hidden /> {t('inspector.coercive')} ·{' '}
        {t('matrix.clocks', { zone: cityOf(card.refTz) })}
      </p>
    </div>
  );
}

/** As the commands that edit a start and ask about a person; by the place of the key, so that every layout has them. */
const EDITS: Readonly<Partial<Record<string, CellPart>>> = { KeyE: 'time', KeyW: 'people' };

/** Keys on a task: up and down, Enter opens, E sets its time, W its people, Alt with arrows moves it in time or to another row, Escape goes back to the cell. */
function inTasks(e: KeyboardEvent, target: HTMLElement, cell: HTMLElement, p: GridProps): boolean {
  const buttons = [...cell.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(target.closest('button') ?? target);
  const id = target.closest<HTMLElement>('[data-task]')?.dataset['task'];
  const task = p.frame.cells.flatMap((c) => c.tasks).find((one) => one.id === id);
  const part = EDITS[e.code];
  if (part !== undefined && task && !e.altKey && !e.ctrlKey && !e.shiftKey) {
    p.onEdit(task, part);
    return true;
  }
  if (e.altKey) {
    const side = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0;
    const down = e.key === 'ArrowUp' ? -1 : e.key === 'ArrowDown' ? 1 : 0;
    if (down !== 0 && task && !e.shiftKey) {
      const row = p.frame.rows[Number(cell.dataset['row']) + down];
      if (row) p.onRow(task, row);
      return true;
    }
    if (side === 0 || !task) return false;
    p.onStep(task, (p.dir === 'rtl' ? -side : side) * 15);
    return true;
  }
  if (e.key === 'Escape') {
    cell.focus();
    return true;
  }
  const by = e.key === 'ArrowUp' ? -1 : e.key === 'ArrowDown' ? 1 : 0;
  if (by === 0) return false;
  buttons[Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus();
  return true;
}

const holds = (column: MatrixColumn, at: number): boolean =>
  column.phase === null && (column.from === null || at >= column.from) && (column.to === null || at < column.to);

/** `H−6 h`, `H`, `H+7 d`: short on purpose, the exact clock stands below. */
export function edgeText(minutes: number): string {
  if (minutes === 0) return 'H';
  const size = Math.abs(minutes);
  const unit = size % 1440 === 0 ? `${size / 1440} d` : `${size / 60} h`;
  return `H${minutes < 0 ? '−' : '+'}${unit}`;
}

function ColumnHead({
  column,
  card,
  words,
}: {
  readonly column: MatrixColumn;
  readonly card: OperationCard;
  readonly words: Words;
}) {
  const { t, language } = words;
  if (column.phase)
    return (
      <>
        <Code>{column.phase.code}</Code> {biText(column.phase.name, language)}
        {column.from === null ? null : (
          <small>{`${dateText(column.from, card.refTz, language, 'day')} – ${dateText((column.to ?? column.from) - 1, card.refTz, language, 'day')}`}</small>
        )}
      </>
    );
  const when = column.from ?? column.to ?? 0;
  return (
    <>
      {column.fromMin === null ? (
        t('matrix.before', { edge: `\u2066${edgeText(column.toMin ?? 0)}\u2069` })
      ) : (
        <Ltr>
          <b>{edgeText(column.fromMin)}</b>
        </Ltr>
      )}
      <small>
        {dateText(when, card.refTz, language)} <Ltr>{timeText(when, card.refTz)}</Ltr>
      </small>
    </>
  );
}

function RowHead({ row, words }: { readonly row: MatrixRow; readonly words: Words }) {
  const { t } = words;
  if (row.is === 'function') return <>{t(`matrix.function.${row.label}`)}</>;
  if (row.is === 'remote') return <>{t('timeline.remote')}</>;
  if (row.is === 'unplaced') return <>{t('timeline.withheldPlace')}</>;
  return (
    <>
      {row.label}
      <small>
        <bdi>{row.place}</bdi> · {cityOf(row.tz)}
      </small>
    </>
  );
}

function cellText(cell: MatrixCell | undefined, { t }: Words): string {
  if (!cell) return t('matrix.nothing');
  return [
    t('matrix.tasks', { count: cell.count }),
    cell.block > 0 ? t('severity.blockCount', { count: cell.block }) : '',
    cell.warn > 0 ? t('severity.warnCount', { count: cell.warn }) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Tasks of a cell before it is opened: a month of preparation must not push the action day off the screen. */
const FIRST_TASKS = 5;

/** `04:00`, `22:00 −1`, and further away the day against D: `D−70 09:00`. */
function whenText(start: number, tz: string, dDay: string): string {
  const shift = dayShiftText(start, tz, dDay);
  const clock = timeText(start, tz);
  if (shift === '') return clock;
  return Math.abs(Number(shift.replace('−', '-'))) <= 1 ? `${clock} ${shift}` : `D${shift} ${clock}`;
}

function Cell({
  cell,
  row,
  card,
  words,
  selected,
  whole,
  onWhole,
  onOpen,
}: {
  readonly cell: MatrixCell | undefined;
  readonly row: MatrixRow;
  readonly card: OperationCard;
  readonly words: Words;
  readonly selected: string | null;
  /** Show every task of the cell. */
  readonly whole: boolean;
  readonly onWhole: () => void;
  readonly onOpen: (task: CellTask) => void;
}) {
  const { t } = words;
  if (!cell) return null;
  return (
    <>
      {cell.tasks.slice(0, whole ? undefined : FIRST_TASKS).map((task) => (
        <button
          key={task.id}
          type="button"
          tabIndex={-1}
          className={styles.task}
          data-task={task.id}
          aria-pressed={task.id === selected}
          title={`${task.title} · ${clockText(task.start, row.tz)} · ${hOffsetText(task.start, card.hHour)}${task.leader === '' ? '' : ` · ${task.leader}`}`}
          onClick={() => onOpen(task)}
        >
          <span className={styles.taskHead}>
            <b>
              <Code>{task.code}</Code>
            </b>
            <Ltr>{whenText(task.start, row.tz, card.dDay)}</Ltr>
            {task.armed ? <Crosshair size={11} role="img" aria-label={t('timeline.armed')} /> : null}
            {task.sync === null ? null : <Link2 size={11} role="img" aria-label={t('timeline.syncGroup')} />}
            {task.decision ? <Flag size={11} role="img" aria-label={t('inspector.decision')} /> : null}
            {task.coercive ? <ShieldAlert size={11} role="img" aria-label={t('inspector.coercive')} /> : null}
            {task.findings.block > 0 ? (
              <Sign tone="block" label={t('severity.block')}>
                {task.findings.block}
              </Sign>
            ) : task.findings.warn > 0 ? (
              <Sign tone="warn" label={t('severity.warn')}>
                {task.findings.warn}
              </Sign>
            ) : null}
          </span>
          <span className={styles.taskTitle} dir="auto">
            {task.title}
          </span>
        </button>
      ))}
      {!whole && cell.tasks.length > FIRST_TASKS ? (
        <button type="button" tabIndex={-1} className={styles.more} onClick={onWhole}>
          {t('calendar.more', { count: cell.count - FIRST_TASKS })}
        </button>
      ) : cell.count > cell.tasks.length ? (
        <span className={styles.more}>{t('matrix.more', { count: cell.count - cell.tasks.length })}</span>
      ) : null}
    </>
  );
}
