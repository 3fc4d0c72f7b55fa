/** Recall of what one file carried: reason, two persons, and plainly what a recall cannot do. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import type { SentView } from '#shared/contract/exchange-desk.ts';
import { call, failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { Button, Check, Code, Failure, Loading, Sheet, Sign } from '../../ui/index.ts';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { ReasonSheet, type Said } from './reason-sheet.tsx';

const LISTED = 500;
type Done = Output<'exchange.recallSent'>;

export function RecallSheet({ item, onClose }: { readonly item: SentView; readonly onClose: () => void }) {
  const { t } = useT();
  const recall = useSend('exchange.recallSent');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState<Said | null>(null);
  const records = useAsk('exchange.sentRecords', { outbox: item.outbox, first: 0, count: LISTED }, { keep: false });
  const open = (records.data?.items ?? []).filter((r) => r.state === 'released');
  // Those below the edge of the list are recalled as well.
  const unlisted = Math.max(0, (records.data?.total ?? 0) - LISTED);
  const chosen = open.filter((r) => !left.has(r.record)).length + unlisted;
  if (recall.data && said) return <Recalled item={item} said={said} done={recall.data} onClose={onClose} />;
  return (
    <ReasonSheet
      wide
      danger
      twoPersons
      title={t('recall.title', { seq: item.seq, to: item.to.code })}
      action={t('recall.sign')}
      reasonLabel={t('recall.reason')}
      pending={recall.isPending}
      error={recall.error ? failureOf(recall.error) : null}
      fault={records.data && chosen === 0 ? t('recall.nothingChosen') : undefined}
      onClose={onClose}
      onSend={(next) => {
        setSaid(next);
        recall.mutate({
          outbox: item.outbox,
          records: null,
          ...(left.size === 0 ? {} : { except: [...left] }),
          ...next,
        });
      }}
    >
      <Plainly />
      {records.isError ? <Failure error={failureOf(records.error)} /> : null}
      {records.data ? (
        <details open={open.length <= 6}>
          <summary>{t('recall.what', { count: chosen })}</summary>
          <ul className={styles.picks}>
            {open.map((r) => (
              <li key={r.record}>
                <Check
                  checked={!left.has(r.record)}
                  onCheck={(on) => {
                    const next = new Set(left);
                    if (on) next.delete(r.record);
                    else next.add(r.record);
                    setLeft(next);
                  }}
                >
                  <Code>{r.code || r.record.slice(0, 6)}</Code> <bdi>{r.label}</bdi>
                </Check>
              </li>
            ))}
          </ul>
        </details>
      ) : (
        <Loading lines={2} />
      )}
      {unlisted > 0 ? <p>{t('difference.more', { count: unlisted })}</p> : null}
    </ReasonSheet>
  );
}

/** What a recall is and is not, in one place, before and after it. */
function Plainly() {
  const { t } = useT();
  return (
    <p className={styles.plainly}>
      <Sign tone="warn">{t('recall.cannot')}</Sign>
      <span>{t('recall.plainly')}</span>
    </p>
  );
}

function Recalled({
  item,
  said,
  done,
  onClose,
}: {
  readonly item: SentView;
  readonly said: Said;
  readonly done: Done;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      const suggestedName = `recall-${item.to.code}-${item.seq}.jxb`;
      const place = await call('file.saveAs', { purpose: 'pack', suggestedName });
      if (!place || done.operation === null) return null;
      const { by, second } = said;
      return call('exchange.export', {
        operation: done.operation,
        to: done.to.agencyId,
        ticket: place.ticket,
        by,
        second,
      });
    },
    onSuccess: () => void client.invalidateQueries(),
  });
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      title={t('recall.done', { count: done.recalled, to: done.to.code })}
      closeLabel={t('action.close')}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t('action.close')}
          </Button>
          {save.data ? null : (
            <Button tone="primary" onClick={() => save.mutate()} aria-disabled={save.isPending}>
              {t('recall.seal')}
            </Button>
          )}
        </>
      }
    >
      <p role="status">{save.data ? t('recall.sealed', { file: save.data.fileName }) : t('recall.notYetSent')}</p>
      {done.left > 0 ? <p>{t('recall.left', { count: done.left })}</p> : null}
      <Plainly />
      {save.isError ? <Failure error={failureOf(save.error)} /> : null}
      <p className={page.note}>{t('recall.whoConfirms')}</p>
    </Sheet>
  );
}
