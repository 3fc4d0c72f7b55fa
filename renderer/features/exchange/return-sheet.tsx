/** What a partner lost with a restored backup goes back to it, with the proof of every line. */
import { useMutation } from '@tanstack/react-query';
import type { StandingView } from '#shared/contract/exchange-desk.ts';
import { call, failureOf } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { ReasonSheet } from './reason-sheet.tsx';

export function ReturnSheet({ standing, onClose }: { readonly standing: StandingView; readonly onClose: () => void }) {
  const { t } = useT();
  const tell = useTell();
  const { agency, toReturn } = standing;
  const save = useMutation({
    mutationFn: async (by: string) => {
      const place = await call('file.saveAs', { purpose: 'pack', suggestedName: `return-${agency.code}.jxb` });
      return place ? call('exchange.return', { to: agency.agencyId, ticket: place.ticket, by }) : null;
    },
    onSuccess: (done) => {
      if (!done) return;
      tell(({ t }) => t('standing.returned', { file: done.fileName, count: done.lines }));
      onClose();
    },
  });
  return (
    <ReasonSheet
      title={t('standing.returnTitle', { name: agency.name || agency.code })}
      text={t('standing.returnText', { count: toReturn })}
      action={t('standing.return')}
      pending={save.isPending}
      error={save.error ? failureOf(save.error) : null}
      onClose={onClose}
      onSend={({ by }) => save.mutate(by)}
    />
  );
}
