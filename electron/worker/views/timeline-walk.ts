/** Steps through the rows of a plan of any size: the window asks for the next one, never for all of them. */
import { MOST_MATCHING } from '#shared/contract/bands.ts';
import type { Input, Output } from '#shared/contract/contract.ts';
import { isFiltering, type RowFilter, rowsLeft } from '#shared/contract/match.ts';
import type { TimelineRow } from '#shared/contract/planning.ts';
import { spanOf } from '#shared/domain/facts/facts.ts';
import { countFindings } from './finding-views.ts';
import type { OperationState } from './state.ts';
import { findingsOn, tasksInOrder, timelineRows } from './timeline-views.ts';

interface Walk {
  /** Rows on which a finding stands, in row order. */
  readonly found: readonly number[];
  /** Rows that have a start, in order of time, ties in row order; and where each stands among them. */
  readonly timed: readonly number[];
  readonly placeOf: ReadonlyMap<number, number>;
}
const walks = new WeakMap<OperationState, Walk>();

function walkOf(state: OperationState): Walk {
  const known = walks.get(state);
  if (known) return known;
  const tasks = tasksInOrder(state);
  const found: number[] = [];
  const starts: { readonly row: number; readonly start: number }[] = [];
  for (const [row, task] of tasks.entries()) {
    const { block, warn } = countFindings(findingsOn(state, task.id), state.judged);
    if (block + warn > 0) found.push(row);
    const { start } = spanOf(state.facts, task);
    if (start !== null) starts.push({ row, start });
  }
  const timed = starts.sort((a, b) => a.start - b.start || a.row - b.row).map(({ row }) => row);
  const walk = { found, timed, placeOf: new Map(timed.map((row, place) => [row, place])) };
  walks.set(state, walk);
  return walk;
}

/** First of the ascending numbers that is greater than `than`; their count, if none is. */
function placeAfter(numbers: readonly number[], than: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) > than) high = middle;
    else low = middle + 1;
  }
  return low;
}

const drawn = new WeakMap<OperationState, readonly TimelineRow[]>();
/** What a filter leaves of the whole plan; its rows are worked out once, since every letter typed asks again. */
export function rowsMatching(state: OperationState, filter: RowFilter): Output<'timeline.matching'> {
  const all = drawn.get(state) ?? timelineRows(state, 0, tasksInOrder(state).length);
  drawn.set(state, all);
  const { rows, hiddenFindings } = rowsLeft(all, filter);
  return { rows: rows.slice(0, MOST_MATCHING), total: rows.length, hiddenFindings };
}

/** Findings come round again at the end; time does not. What a filter leaves out is passed over. */
export function rowBeside(state: OperationState, input: Input<'timeline.beside'>): Output<'timeline.beside'> {
  const walk = walkOf(state);
  const { row, step, by, filter } = input;
  const left = isFiltering(filter) ? new Set(rowsMatching(state, filter).rows) : null;
  const within = (rows: readonly number[]): readonly number[] => (left ? rows.filter((one) => left.has(one)) : rows);
  if (by === 'time') {
    let place = walk.placeOf.get(row);
    if (place === undefined) return { row: null, place: 0, total: walk.timed.length };
    do place += step;
    while (left && walk.timed[place] !== undefined && !left.has(walk.timed[place] ?? -1));
    const next = walk.timed[place];
    return { row: next ?? null, place: next === undefined ? 0 : place + 1, total: walk.timed.length };
  }
  const found = within(walk.found);
  const total = found.length;
  const place = step > 0 ? placeAfter(found, row) : placeAfter(found, row - 1) - 1;
  const round = total === 0 ? 0 : (place + total) % total;
  return { row: found[round] ?? null, place: total === 0 ? 0 : round + 1, total };
}
