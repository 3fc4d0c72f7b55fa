import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/index.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { useTell } from '../../state/notices.ts';
import { usePlace } from '../../state/place.ts';

/** Starting an operation: from a chosen operation file, or the training operation. `onError` tells of a refusal where no screen shows `error`. */
export function useLoadOperation(onError?: (error: unknown) => void) {
  const client = useQueryClient();
  const tell = useTell();
  const opened = (done: { readonly operation: string; readonly card: OperationCard } | null): void => {
    if (!done) return;
    void client.invalidateQueries();
    usePlace.getState().openOperation(done.operation);
    tell(({ t }) => t('operations.loaded', { name: done.card.codeName }));
  };
  const told = onError === undefined ? {} : { onError };
  const file = useMutation({
    mutationFn: async () => {
      const chosen = await call('file.choose', { purpose: 'operation' });
      return chosen === null ? null : call('operation.load', { ticket: chosen.ticket });
    },
    onSuccess: opened,
    ...told,
  });
  const training = useMutation({
    mutationFn: () => call('operation.loadTraining', {}),
    onSuccess: opened,
    ...told,
  });
  return {
    choose: () => file.mutate(),
    training: () => training.mutate(),
    busy: file.isPending || training.isPending,
    error: file.error ?? training.error,
  } as const;
}
