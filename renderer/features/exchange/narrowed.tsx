/** What an agency was given before and may not have any more: shown before the next file is sealed, and recalled in one step. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { Button, Sign } from '../../ui/index.ts';
import styles from './exchange.module.css';
import { ReasonSheet } from './reason-sheet.tsx';
import { WithheldTable } from './withheld-table.tsx';

export function Narrowed({
  operation,
  to,
}: {
  readonly operation: string;
  readonly to: { readonly agencyId: string; readonly code: string };
}) {
  const { t } = useT();
  const tell = useTell();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const found = useAsk('exchange.narrowed', { operation, to: to.agencyId }, { keep: false });
  const narrow = useSend('exchange.narrow');
  const { records = [], fields = [] } = found.data ?? {};
  if (records.length + fields.length === 0) return null;
  return (
    <section className={styles.card}>
      <header>
        <h2>{t('narrowed.title', { to: to.code })}</h2>
        <Button tone="danger" onClick={() => setAsking(true)}>
          {t('narrowed.recall')}
        </Button>
      </header>
      <div className={styles.section}>
        <Sign tone="warn">{t('narrowed.text', { to: to.code })}</Sign>
      </div>
      <WithheldTable title={t('narrowed.records')} items={records} />
      <WithheldTable title={t('narrowed.fields')} items={fields} />
      {isAsking ? (
        <ReasonSheet
          danger
          twoPersons
          title={t('narrowed.sheet', { to: to.code })}
          text={t('narrowed.sheetText')}
          action={t('recall.sign')}
          reasonLabel={t('recall.reason')}
          pending={narrow.isPending}
          error={narrow.error ? failureOf(narrow.error) : null}
          onClose={() => setAsking(false)}
          onSend={(said) =>
            narrow.mutate(
              { operation, to: to.agencyId, ...said },
              {
                onSuccess: (done) => {
                  tell(({ t }) => t('narrowed.done', { count: done.recalled + done.corrected }));
                  void client.invalidateQueries();
                  setAsking(false);
                },
              },
            )
          }
        />
      ) : null}
    </section>
  );
}
