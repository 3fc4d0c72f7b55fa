/**
 * The synchronisation matrix: what each site or function does in each stretch of time before and after H.
 * Made from the timeline alone, so it is never out of step with it; the same for the screen and for paper.
 */
import type { Bi, Code, InstantMs, PlanTask } from '../../model/plan.ts';
import { REMOTE } from '../../model/vocabulary.ts';
import { MS_PER_MINUTE } from '../../time/calendar.ts';
import { type Facts, isLive, leastSpan, phaseSpan } from '../facts/facts.ts';
import { FUNCTIONS, functionOf } from './functions.ts';

export type RowsBy = 'site' | 'function';
export type ColumnsBy = 'bands' | 'phases';

const HOUR = 60;
const DAY = 1440;
/** Edges of the stretches in minutes from H: weeks out in days, the action day in hours. H itself begins a stretch. */
export const BAND_EDGES = [
  -30 * DAY,
  -7 * DAY,
  -3 * DAY,
  -DAY,
  -6 * HOUR,
  -HOUR,
  0,
  HOUR,
  6 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
] as const;

export interface Column {
  readonly key: string;
  /** Minutes from H; null: open at this end, or a phase. */
  readonly fromMin: number | null;
  readonly toMin: number | null;
  readonly phase: { readonly code: Code; readonly name: Bi } | null;
  readonly from: InstantMs | null;
  readonly to: InstantMs | null;
}
export interface Row {
  readonly key: string;
  /** `unplaced`: the place is not given or not released. */
  readonly is: 'site' | 'remote' | 'unplaced' | 'function';
  /** Code word of a site, key of a function, else ''. */
  readonly label: string;
  readonly place: string;
  readonly cc: string;
  readonly tz: string;
}
export interface TimedCell {
  readonly row: string;
  readonly column: string;
  /** In order of start, then code. */
  readonly tasks: readonly { readonly task: PlanTask; readonly start: InstantMs; readonly end: InstantMs }[];
}
export interface Matrix {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Cells that hold something. */
  readonly cells: readonly TimedCell[];
  readonly total: number;
  /** Tasks that stand in no cell: no known start, no phase, or H is not known. */
  readonly undated: number;
}

const REMOTE_KEY = 'remote';
const UNPLACED_KEY = 'unplaced';
const siteKey = (code: Code): string => `site/${code}`;

/** Builds the matrix; cancelled and aborted tasks stand in none. Columns and rows at the ends that hold nothing are left out. */
export function buildMatrix(facts: Facts, rowsBy: RowsBy, columnsBy: ColumnsBy): Matrix {
  const { hHour } = facts.plan.operation;
  const columns = columnsBy === 'phases' ? phaseColumns(facts) : hHour === null ? [] : bandColumns(hHour);
  const cells = new Map<string, { row: string; column: string; tasks: TimedCell['tasks'][number][] }>();
  let total = 0;
  let undated = 0;
  for (const task of facts.plan.tasks) {
    if (!isLive(task)) continue;
    total += 1;
    const span = leastSpan(facts, task);
    const column = span ? columnOf(columns, columnsBy, task, span.start) : null;
    if (!span || column === null) {
      undated += 1;
      continue;
    }
    const row = rowOf(facts, rowsBy, task);
    const key = `${row} ${column}`;
    const cell = cells.get(key) ?? { row, column, tasks: [] };
    cell.tasks.push({ task, ...span });
    cells.set(key, cell);
  }
  for (const cell of cells.values()) cell.tasks.sort((a, b) => a.start - b.start || (a.task.id < b.task.id ? -1 : 1));
  const usedRows = new Set([...cells.values()].map((c) => c.row));
  const usedColumns = new Set([...cells.values()].map((c) => c.column));
  return {
    columns: trimmed(columns, (c) => usedColumns.has(c.key)),
    rows: allRows(facts, rowsBy).filter((r) => r.is === 'site' || usedRows.has(r.key)),
    cells: [...cells.values()],
    total,
    undated,
  };
}

function bandColumns(hHour: InstantMs): readonly Column[] {
  const edges: readonly (number | null)[] = [null, ...BAND_EDGES, null];
  const at = (minutes: number | null): InstantMs | null => (minutes === null ? null : hHour + minutes * MS_PER_MINUTE);
  return edges.slice(1).map((toMin, i) => {
    const fromMin = edges[i] ?? null;
    return { key: `h/${fromMin ?? ''}`, fromMin, toMin, phase: null, from: at(fromMin), to: at(toMin) };
  });
}

const phaseColumns = (facts: Facts): readonly Column[] =>
  facts.plan.phases.map((phase) => {
    const span = phaseSpan(facts, phase);
    return {
      key: `p/${phase.id}`,
      fromMin: null,
      toMin: null,
      phase: { code: phase.id, name: phase.name },
      from: span.start,
      to: span.end,
    };
  });

/** A task stands where it begins: in the stretch that holds its start, or in the phase it belongs to. */
function columnOf(columns: readonly Column[], by: ColumnsBy, task: PlanTask, start: InstantMs): string | null {
  const found =
    by === 'phases'
      ? columns.find((c) => c.phase?.code === task.phase)
      : columns.find((c) => (c.from === null || start >= c.from) && (c.to === null || start < c.to));
  return found?.key ?? null;
}

function rowOf(facts: Facts, by: RowsBy, task: PlanTask): string {
  if (by === 'function') return functionOf(task.kind);
  if (task.site === REMOTE) return REMOTE_KEY;
  return task.site !== null && facts.sites.has(task.site) ? siteKey(task.site) : UNPLACED_KEY;
}

function allRows(facts: Facts, by: RowsBy): readonly Row[] {
  const tz = facts.plan.operation.refTz;
  const bare = { label: '', place: '', cc: '', tz };
  if (by === 'function') return FUNCTIONS.map((f) => ({ ...bare, key: f, is: 'function', label: f }));
  return [
    ...facts.plan.sites.map(
      (s): Row => ({ key: siteKey(s.id), is: 'site', label: s.code, place: s.place, cc: s.cc, tz: s.tz }),
    ),
    { ...bare, key: REMOTE_KEY, is: 'remote' },
    { ...bare, key: UNPLACED_KEY, is: 'unplaced' },
  ];
}

/** Without what holds nothing at either end; gaps in the middle stay, for nothing happening is news too. */
function trimmed<T>(items: readonly T[], holds: (item: T) => boolean): readonly T[] {
  const first = items.findIndex(holds);
  return first < 0 ? [] : items.slice(first, items.findLastIndex(holds) + 1);
}
