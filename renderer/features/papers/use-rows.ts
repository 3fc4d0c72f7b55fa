/** Rows of a list around what is shown, in pages: the window never holds a list that can grow without bound. */
import { useQueries } from '@tanstack/react-query';
import type { PaperKind, PaperRow } from '#shared/contract/papers.ts';
import { call, keyOf } from '../../api/index.ts';

const PAGE = 200;
export interface PaperWish {
  readonly operation: string;
  readonly kind: PaperKind;
  readonly find: string;
  readonly findings: boolean;
}

/** The row of an index, as far as its page was read. */
export function usePaperRows(wish: PaperWish, first: number, last: number): (index: number) => PaperRow | undefined {
  const from = Math.floor(first / PAGE);
  const pages = Array.from({ length: Math.floor(last / PAGE) - from + 1 }, (_, n) => from + n);
  const read = useQueries({
    queries: pages.map((page) => {
      const input = { ...wish, first: page * PAGE, count: PAGE };
      return { queryKey: keyOf('paper.list', input), queryFn: () => call('paper.list', input) };
    }),
  });
  return (index) => read[Math.floor(index / PAGE) - from]?.data?.rows[index % PAGE];
}
