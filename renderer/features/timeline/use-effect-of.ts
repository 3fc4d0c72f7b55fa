/** What a wish would do, from the one calculation in the worker: asked for once the hand rests, never with every frame of a drag. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Input, Output } from '#shared/contract/contract.ts';
import { call, type CallFailure, keyOf } from '../../api/index.ts';
import type { ChangeEffect } from '../findings/index.ts';

type Previewed = 'task.previewStart' | 'task.previewSpan' | 'tasks.preview';
type Wished<C extends Previewed> = { readonly name: C; readonly input: Input<C> };
/** A change somebody may make, as the preview of its call is asked. */
export type Wish = { readonly [C in Previewed]: Wished<C> }[Previewed];
export type WishEffect = Output<Previewed>;

const ask = (wish: Wish): Promise<WishEffect> =>
  wish.name === 'tasks.preview'
    ? call(wish.name, wish.input)
    : wish.name === 'task.previewSpan'
      ? call(wish.name, wish.input)
      : call(wish.name, wish.input);
const queryOf = (wish: Wish) => ({ queryKey: keyOf(wish.name, wish.input as never), queryFn: () => ask(wish) });

/** Keys that repeat and a pointer on its way rest this long before they are answered. */
export const REST_MS = 90;

/** Whether a value has stayed the same for a while; true for the first one. */
function useRest(value: string, ms: number): boolean {
  const [rested, rest] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => rest(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return rested === value;
}

export interface EffectOf {
  /** null: not known yet. */
  readonly effect: WishEffect | null;
  readonly failed: boolean;
  /** The effect of what is wished now, for the words after it was made: asked before the change, so it is answered before it. */
  readonly settle: () => Promise<ChangeEffect | null>;
}

export function useEffectOf(wish: Wish): EffectOf {
  const client = useQueryClient();
  const rested = useRest(JSON.stringify(wish), REST_MS);
  const query = useQuery<WishEffect, CallFailure>({ ...queryOf(wish), enabled: rested });
  return {
    effect: query.data ?? null,
    failed: query.isError,
    settle: () => client.fetchQuery(queryOf(wish)).catch(() => null),
  };
}
