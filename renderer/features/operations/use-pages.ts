/** The matching operations, read in pages around what is shown: the window never holds the whole list. */
import { useCallback } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OperationPage, PortfolioFilter, PortfolioOrder } from '#shared/contract/portfolio.ts';
import { type Paged, usePaged } from '../../api/index.ts';

export type Pages = Paged<'operation.list', OperationCard>;

const cardsOf = (page: OperationPage): readonly OperationCard[] => page.cards;
const matchingOf = (page: OperationPage): number => page.matching;

export function usePages(filter: PortfolioFilter, order: PortfolioOrder, first: number, last: number): Pages {
  const inputOf = useCallback(
    (from: number, count: number) => ({ ...filter, order, first: from, count }),
    [filter, order],
  );
  return usePaged('operation.list', inputOf, cardsOf, matchingOf, first, last);
}
