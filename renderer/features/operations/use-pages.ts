/** The matching operations, read in pages around what is shown: the window never holds the whole list. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OperationPage, PortfolioFilter, PortfolioOrder } from '#shared/contract/portfolio.ts';
import { call, keyOf, useAsk } from '../../api/index.ts';

export const PAGE = 100;

export interface Pages {
  /** Counts and the first page; what was shown before while a new filter is under way. */
  readonly head: OperationPage | undefined;
  readonly get: (index: number) => OperationCard | undefined;
  readonly error: unknown;
}

/** Numbers of the pages after the first that hold rows `first` to `last`. */
export function pagesFor(first: number, last: number, matching: number): readonly number[] {
  const from = Math.max(1, Math.floor(first / PAGE));
  const to = Math.min(Math.floor(last / PAGE), Math.ceil(matching / PAGE) - 1);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

export function usePages(filter: PortfolioFilter, order: PortfolioOrder, first: number, last: number): Pages {
  const ask = useAsk('operation.list', { ...filter, order, first: 0, count: PAGE });
  const matching = ask.data?.matching ?? 0;
  const pages = useMemo(() => pagesFor(first, last, matching), [first, last, matching]);
  const rest = useQueries({
    queries: pages.map((page) => {
      const input = { ...filter, order, first: page * PAGE, count: PAGE };
      return { queryKey: keyOf('operation.list', input), queryFn: () => call('operation.list', input) };
    }),
    combine: (results) => ({
      cards: results.map((r) => r.data?.cards),
      error: results.find((r) => r.isError)?.error ?? null,
    }),
  });
  return useMemo(() => {
    const byPage = new Map(pages.map((page, i) => [page, rest.cards[i]]));
    return {
      head: ask.data,
      get: (index) => (index < PAGE ? ask.data?.cards[index] : byPage.get(Math.floor(index / PAGE))?.[index % PAGE]),
      error: ask.error ?? rest.error,
    };
  }, [ask.data, ask.error, pages, rest]);
}
