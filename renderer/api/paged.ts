/** Rows of a long list, read in pages around what is shown: the window never holds the whole list. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CallName, Input, Output } from '#shared/contract/contract.ts';
import { call } from './bridge.ts';
import { keyOf, useAsk } from './queries.ts';

export const PAGE = 100;

/** Numbers of the pages after the first that hold rows `first` to `last`. */
export function pagesFor(first: number, last: number, matching: number): readonly number[] {
  const from = Math.max(1, Math.floor(first / PAGE));
  const to = Math.min(Math.floor(last / PAGE), Math.ceil(matching / PAGE) - 1);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

export interface Paged<C extends CallName, R> {
  /** The first page, with what the answer says of all; what was shown before while a new one is under way. */
  readonly head: Output<C> | undefined;
  readonly get: (index: number) => R | undefined;
  readonly error: unknown;
}

/** `inputOf` makes the question for a page; `rowsOf` and `totalOf` read its answer. The three keep their identity while the list is the same. */
export function usePaged<C extends CallName, R>(
  name: C,
  inputOf: (first: number, count: number) => Input<C>,
  rowsOf: (answer: Output<C>) => readonly R[],
  totalOf: (answer: Output<C>) => number,
  first: number,
  last: number,
): Paged<C, R> {
  const ask = useAsk(name, inputOf(0, PAGE));
  const head = ask.data;
  const total = head === undefined ? 0 : totalOf(head);
  const pages = useMemo(() => pagesFor(first, last, total), [first, last, total]);
  const rest = useQueries({
    queries: pages.map((page) => {
      const input = inputOf(page * PAGE, PAGE);
      return { queryKey: keyOf(name, input), queryFn: () => call(name, input) };
    }),
    combine: (results) => ({
      rows: results.map((r) => (r.data === undefined ? undefined : rowsOf(r.data))),
      error: results.find((r) => r.isError)?.error ?? null,
    }),
  });
  return useMemo(() => {
    const byPage = new Map(pages.map((page, i) => [page, rest.rows[i]]));
    return {
      head,
      get: (index) =>
        index < PAGE
          ? head === undefined
            ? undefined
            : rowsOf(head)[index]
          : byPage.get(Math.floor(index / PAGE))?.[index % PAGE],
      error: ask.error ?? rest.error,
    };
  }, [head, ask.error, pages, rest, rowsOf]);
}
