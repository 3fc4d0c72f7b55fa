/** Questions that the next screen will ask, asked while the window rests: what it draws is then at hand when somebody goes there. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CallName, Input, Output } from '#shared/contract/contract.ts';
import { call, listen } from './bridge.ts';
import { keyOf } from './queries.ts';

export interface Question {
  readonly queryKey: readonly unknown[];
  readonly queryFn: () => Promise<unknown>;
}

/** `seen` looks at the answer when it comes, as to fetch what it will be drawn with. */
export const question = <C extends CallName>(
  name: C,
  input: Input<C>,
  seen?: (answer: Output<C>) => void,
): Question => ({
  queryKey: keyOf(name, input),
  queryFn: async () => {
    const answer = await call(name, input);
    seen?.(answer);
    return answer;
  },
});

/** What a person did has its answer first: these wait so long, and for an idle moment. */
const REST_MS = 30;
/** A guess at what comes next waits until the hand rests: the worker answers one after the other, and the next letter comes first. */
export const GUESS_MS = 250;

/**
 * Asks them one after the other and again after a change of the plan. They keep their identity while they are the same; none: nothing is
 * asked. A refusal is left to the screen, which asks anew.
 */
export function useAhead(questions: readonly Question[], restMs = REST_MS): void {
  const client = useQueryClient();
  useEffect(() => {
    if (questions.length === 0) return undefined;
    let asked = 0;
    let idle: number | undefined;
    let timer: number | undefined;
    const ask = async (): Promise<void> => {
      asked += 1;
      const mine = asked;
      for (const each of questions) {
        if (mine !== asked) return;
        // eslint-disable-next-line no-await-in-loop -- the worker answers one after the other; what a person asks meanwhile comes between
        await client.prefetchQuery({ ...each, staleTime: Number.POSITIVE_INFINITY });
      }
    };
    const begin = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        idle = requestIdleCallback(() => void ask(), { timeout: 1_000 });
      }, restMs);
    };
    begin();
    const stop = listen('changed', begin);
    return () => {
      asked += 1;
      stop();
      window.clearTimeout(timer);
      if (idle !== undefined) cancelIdleCallback(idle);
    };
  }, [client, questions, restMs]);
}
