import { useAsk } from '../api/index.ts';
import { usePlace } from './place.ts';

/** The zone the person chose for the operation that is open, else its own; UTC while none is. Screens that belong to no operation show it too. */
export function useShownZone(): string {
  const operation = usePlace((s) => s.operation);
  const chosen = usePlace((s) => (operation === null ? null : (s.views[operation]?.zone ?? null)));
  const card = useAsk('operation.card', { operation: operation ?? '' }, { when: operation !== null, keep: false });
  return chosen ?? card.data?.refTz ?? 'UTC';
}
