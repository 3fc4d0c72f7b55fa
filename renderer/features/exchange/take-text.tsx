/** An acknowledgement that was scanned or came as text in a message. */
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { failureOf, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { Field } from '../../ui/index.ts';
import { ReasonSheet } from './reason-sheet.tsx';

export function TakeText({ onClose }: { readonly onClose: () => void }) {
  const { t } = useT();
  const tell = useTell();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const take = useSend('exchange.ackText');
  return (
    <ReasonSheet
      title={t('ack.takeTitle')}
      text={t('ack.takeText')}
      action={t('ack.take')}
      pending={take.isPending}
      error={take.error ? failureOf(take.error) : null}
      fault={text.trim() === '' ? t('ack.textNeeded') : undefined}
      onClose={onClose}
      onSend={({ by }) =>
        take.mutate(
          { text: text.trim(), by },
          {
            onSuccess: ({ from, acknowledged }) => {
              tell(({ t }) => t('ack.taken', { from, count: acknowledged }));
              void client.invalidateQueries();
              onClose();
            },
          },
        )
      }
    >
      <Field label={t('ack.asText')} value={text} onText={setText} mono spellCheck={false} maxLength={20_000} />
    </ReasonSheet>
  );
}
