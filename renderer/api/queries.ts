/** Query cache keyed by call and input, dropped by the `changed` event, and the hooks every screen uses. */
import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CallName, Input, Output } from '#shared/contract/contract.ts';
import { call, type CallFailure, listen } from './bridge.ts';

/** Calls whose answer does not hang on the plan: they survive a `changed` event. */
const STABLE: ReadonlySet<string> = new Set<CallName>(['app.info', 'session.state']);

export function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    // whoever opens an operation from a list has its card already
    queryCache: new QueryCache({
      onSuccess: (answer, { queryKey: [name] }) => {
        if (name !== ('operation.list' satisfies CallName)) return;
        for (const card of (answer as Output<'operation.list'>).cards) {
          const key = keyOf('operation.card', { operation: card.id });
          if (client.getQueryData(key) === undefined) client.setQueryData(key, card);
        }
      },
    }),
    defaultOptions: {
      // the store is local: being offline is the normal state and a refusal does not get better by asking again
      queries: {
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Number.POSITIVE_INFINITY,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}

export const keyOf = <C extends CallName>(name: C, input: Input<C>): readonly [C, Input<C>] => [name, input] as const;

export interface AskOptions {
  /** false: do not ask yet. */
  readonly when?: boolean;
  /** Keep what was shown while the next window is under way. */
  readonly keep?: boolean;
}

/** Reads one call through the cache. */
export const useAsk = <C extends CallName>(name: C, input: Input<C>, options: AskOptions = {}) =>
  useQuery<Output<C>, CallFailure>({
    queryKey: keyOf(name, input),
    queryFn: () => call(name, input),
    enabled: options.when ?? true,
    ...(options.keep === false ? {} : { placeholderData: keepPreviousData }),
  });

/** Sends one call that changes something or belongs to a person's step; never cached. */
export const useSend = <C extends CallName>(name: C) =>
  useMutation<Output<C>, CallFailure, Input<C>>({ mutationKey: [name], mutationFn: (input) => call(name, input) });

/** Drops what may have changed. One subscription for the whole window. */
export function useChangeFeed(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      listen('changed', () => {
        void client.invalidateQueries({ predicate: (q) => !STABLE.has(String(q.queryKey[0])) });
      }),
    [client],
  );
}
