/** Rows of the timeline, read in pages; small plans are read whole so that they can be filtered and drawn as density. */
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Input } from '#shared/contract/contract.ts';
import type { TimelineRow } from '#shared/contract/planning.ts';
import { call, keyOf } from '../../api/index.ts';
import { foldText, matches } from '../../app/match.ts';
import type { OperationView } from '../../state/place.ts';

export const PAGE = 200;
/** Plans up to this size are held whole in the window. */
export const WHOLE = 2000;

export interface Rows {
  readonly get: (index: number) => TimelineRow | undefined;
  /** Every row, once all of them are here; null for larger plans. */
  readonly all: readonly TimelineRow[] | null;
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

const hits = (row: TimelineRow): number => row.findings.block + row.findings.warn;

/** What the filter leaves, and how many findings lie outside it: they are never hidden silently. */
export function filterRows(all: readonly TimelineRow[] | null, filter: OperationView['filter']): Filtered {
  const active = filter.text.trim() !== '' || filter.place !== '' || filter.onlyFindings;
  if (!active || all === null) return { indices: null, shown: all?.length ?? 0, hiddenFindings: 0 };
  const folded = foldText(filter.text);
  const keep = (row: TimelineRow): boolean =>
    (filter.place === '' || row.place === filter.place) &&
    (!filter.onlyFindings || hits(row) > 0) &&
    matches(folded, row.code, row.title, row.ownerName, row.leader, row.kind);
  const kept = all.filter(keep);
  const total = (rows: readonly TimelineRow[]): number => rows.reduce((n, r) => n + hits(r), 0);
  return { indices: kept.map((r) => r.index), shown: kept.length, hiddenFindings: total(all) - total(kept) };
}
