/** Rows of the timeline, read in pages; small plans are read whole so that they can be filtered and drawn as density. */
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Input } from '#shared/contract/contract.ts';
import { isFiltering, type RowFilter, rowsLeft } from '#shared/contract/match.ts';
import type { TimelineRow } from '#shared/contract/planning.ts';
import { call, keyOf, useAsk } from '../../api/index.ts';

export const PAGE = 200;
/** Plans up to this size are held whole in the window. */
export const WHOLE = 2000;

export interface Rows {
  readonly get: (index: number) => TimelineRow | undefined;
  /** Every row, once all of them are here; null for larger plans. */
  readonly all: readonly TimelineRow[] | null;
  /** The plan is too large to be held whole. */
  readonly large: boolean;
  readonly failed: boolean;
  readonly error: unknown;
}

const together = (results: readonly UseQueryResult<readonly TimelineRow[]>[]) => ({
  data: results.map((r) => r.data),
  error: results.find((r) => r.isError)?.error ?? null,
});

/** Pages around the shown rows (first and last index), or all of a small plan. */
function pagesAround(total: number, first: number, last: number): { readonly from: number; readonly to: number } {
  const whole = total <= WHOLE;
  const from = whole ? 0 : Math.max(0, Math.floor(first / PAGE) - 1);
  const to = whole ? Math.ceil(total / PAGE) - 1 : Math.min(Math.ceil(total / PAGE) - 1, Math.floor(last / PAGE) + 1);
  return { from, to };
}
const pageInput = (operation: string, total: number, page: number): Input<'timeline.rows'> => ({
  operation,
  first: page * PAGE,
  count: Math.min(PAGE, total - page * PAGE),
});

/** The questions `useRows` asks when the picture stands at these rows. */
export function pageInputs(
  operation: string,
  total: number,
  first: number,
  last: number,
): readonly Input<'timeline.rows'>[] {
  const { from, to } = pagesAround(total, first, last);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => pageInput(operation, total, from + i));
}

export function useRows(operation: string, total: number, first: number, last: number): Rows {
  const { from, to } = pagesAround(total, first, last);
  // the same pages while the scroll stays within them: what hangs on the rows is not worked out again
  const pages = useMemo(() => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i), [from, to]);
  const answers = useQueries({
    queries: pages.map((page) => {
      const input = pageInput(operation, total, page);
      return { queryKey: keyOf('timeline.rows', input), queryFn: () => call('timeline.rows', input) };
    }),
    combine: together,
  });
  return useMemo(() => {
    const byPage = new Map(pages.map((page, i) => [page, answers.data[i]]));
    const complete = total <= WHOLE && answers.data.every((d) => d !== undefined);
    return {
      get: (index) => byPage.get(Math.floor(index / PAGE))?.[index % PAGE],
      large: total > WHOLE,
      all: complete ? answers.data.flatMap((d) => d ?? []) : null,
      failed: answers.error !== null,
      error: answers.error,
    };
  }, [answers, pages, total]);
}

/**
 * Whether the picture can open: where it does hangs on the rows of a small plan, while a large one does not wait for them. Once open it
 * stays, also while a page is read again.
 */
export function useReady(rows: Rows, total: number | undefined): boolean {
  const [ready, setReady] = useState(false);
  const now = total !== undefined && (rows.all !== null || rows.failed || total > WHOLE);
  if (now && !ready) setReady(true);
  return ready || now;
}

export interface Filtered {
  /** Row indices to show; null: all of them. */
  readonly indices: readonly number[] | null;
  readonly shown: number;
  readonly hiddenFindings: number;
}

const NO_FILTER: Filtered = { indices: null, shown: 0, hiddenFindings: 0 };

/** What the filter leaves, and how many findings lie outside it: they are never hidden silently. */
export function filterRows(all: readonly TimelineRow[] | null, filter: RowFilter): Filtered {
  if (!isFiltering(filter) || all === null) return { ...NO_FILTER, shown: all?.length ?? 0 };
  const { rows, hiddenFindings } = rowsLeft(all, filter);
  return { indices: rows, shown: rows.length, hiddenFindings };
}

/** The same for a plan of any size: of one too large to be held, the worker says what is left. */
export function useFiltered(operation: string, rows: Rows, filter: RowFilter): Filtered {
  const here = useMemo(() => filterRows(rows.all, filter), [rows.all, filter]);
  const asks = isFiltering(filter) && rows.large;
  const { text, place, onlyFindings } = filter;
  const left = useAsk('timeline.matching', { operation, text, place, onlyFindings }, { when: asks }).data;
  return useMemo(
    () => (asks && left ? { indices: left.rows, shown: left.total, hiddenFindings: left.hiddenFindings } : here),
    [asks, left, here],
  );
}
