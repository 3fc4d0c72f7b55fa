import { useAsk } from '../../api/index.ts';

/** How many fields wait for a decision, in the whole workspace; never more than a number, never modal. */
export function useOpenConflicts(): number {
  return useAsk('conflict.list', { operation: null, list: 'conflicts', first: 0, count: 1 }).data?.total ?? 0;
}
