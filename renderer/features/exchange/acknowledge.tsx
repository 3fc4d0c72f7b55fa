/** Says what arrived: a small file, and where it fits a picture that the other side can scan. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { encode } from 'uqr';
import type { StandingView } from '#shared/contract/exchange-desk.ts';
import { call, failureOf } from '../../api/index.ts';
import { bytesText, useT } from '../../i18n/index.ts';
import { Button, Code, Failure, Field, Sheet } from '../../ui/index.ts';
import { qrPath } from './ceremony.tsx';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { useBy } from './reason-sheet.tsx';
import { Scroller } from './scroller.tsx';

/** Bytes that a QR picture of the lowest correction holds. */
const QR_BYTES = 2_953;

export function AckSheet({ standing, onClose }: { readonly standing: StandingView; readonly onClose: () => void }) {
  const { t, language } = useT();
  const [by, setBy] = useBy();
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: async () => {
      const place = await call('file.saveAs', { purpose: 'ack', suggestedName: `ack-${standing.agency.code}.jxb` });
      return place ? call('exchange.ack', { to: standing.agency.agencyId, ticket: place.ticket, by: by.trim() }) : null;
    },
  });
  const send = (): void => {
    setTried(true);
    if (by.trim() !== '' && !save.isPending && !save.data) save.mutate();
  };
  const done = save.data ?? null;
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      onApply={send}
      title={t('ack.title', { name: standing.agency.name || standing.agency.code })}
      closeLabel={t('action.close')}
      foot={
        done ? (
          <Button tone="primary" onClick={onClose}>
            {t('action.close')}
          </Button>
        ) : (
          <>
            <Button tone="quiet" onClick={onClose}>
              {t('action.leave')}
            </Button>
            <Button tone="primary" onClick={send} aria-disabled={save.isPending}>
              {t('ack.save')}
            </Button>
          </>
        )
      }
    >
      <p className={page.note}>{t('ack.text')}</p>
      {done ? null : (
        <Field
          label={t('sheet.by')}
          value={by}
          onText={setBy}
          maxLength={200}
          autoComplete="name"
          fault={tried && by.trim() === '' ? t('receive.byNeeded') : undefined}
        />
      )}
      {save.isError ? <Failure error={failureOf(save.error)} /> : null}
      {done ? (
        <>
          <p role="status">{t('ack.done', { file: done.fileName, size: bytesText(done.bytes, language) })}</p>
          {done.receipts > 0 ? <p>{t('ack.withReceipts', { count: done.receipts })}</p> : null}
          {done.text !== null && done.text.length <= QR_BYTES ? <Picture text={done.text} /> : null}
        </>
      ) : null}
    </Sheet>
  );
}

function Picture({ text }: { readonly text: string }) {
  const { t } = useT();
  const rows = encode(text, { ecc: 'L', border: 2 }).data.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''));
  return (
    <div className={styles.ack}>
      <div>
        <p className={page.note}>{t('ack.qrText')}</p>
        <details>
          <summary>{t('ack.asText')}</summary>
          <Scroller label={t('ack.asText')}>
            <p className={styles.ackText}>
              <Code mono>{text}</Code>
            </p>
          </Scroller>
        </details>
      </div>
      <svg
        className={styles.ackQr}
        viewBox={`0 0 ${rows.length} ${rows.length}`}
        role="img"
        aria-label={t('ack.qrLabel')}
        shapeRendering="crispEdges"
      >
        <path d={qrPath(rows)} fill="var(--qr)" />
      </svg>
    </div>
  );
}
