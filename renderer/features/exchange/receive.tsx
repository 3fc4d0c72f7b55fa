/** Taking a file in: verified first, shown second, accepted by a named person last. */
import { useMutation } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { ACCEPTING, type FileSigner, RECEIVING, type VerifiedFile } from '#shared/contract/exchange.ts';
import { call, failureOf, takeDrop, useSend } from '../../api/index.ts';
import { bytesText, useT } from '../../i18n/index.ts';
import { openConflicts, useExchangePlace } from '../../state/exchange-place.ts';
import { useTell } from '../../state/notices.ts';
import { usePlace } from '../../state/place.ts';
import { Button, Failure, Field, Loading } from '../../ui/index.ts';
import styles from './exchange.module.css';
import { useBy } from './reason-sheet.tsx';
import { Underway } from './underway.tsx';
import { Signed, UnknownSigner, Verified } from './verified.tsx';

/** Refusals that a comparison of keys settles. */
const NOT_VERIFIED: readonly string[] = ['unknown-sender', 'unverified-sender'];

interface Taken<F = VerifiedFile> {
  readonly ticket: string;
  readonly name: string;
  readonly size: number;
  readonly file: F;
}

export function Receive({ onPartners }: { readonly onPartners: () => void }) {
  const { t, language } = useT();
  const tell = useTell();
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<readonly [number, number] | null>(null);
  const [name, setName] = useBy();
  const [tried, setTried] = useState(false);
  const [signed, setSigned] = useState<Taken<FileSigner> | null>(null);
  const [looked, setLooked] = useState<Taken | null>(null);
  const take = useMutation({
    mutationFn: async (dropped: File | null): Promise<Taken | null> => {
      setSigned(null);
      setLooked(null);
      const chosen = dropped
        ? await takeDrop(dropped, (done, total) => setProgress([done, total]))
        : await call('file.choose', { purpose: 'pack' });
      setProgress(null);
      if (!chosen) return null;
      const signer = await call('exchange.signer', { ticket: chosen.ticket });
      setSigned(signer && { ...chosen, file: signer });
      const look = await call('exchange.look', { ticket: chosen.ticket });
      if (look.signatures !== 'checking') return { ...chosen, file: look };
      setLooked({ ...chosen, file: look });
      return { ...chosen, file: await call('exchange.verify', { ticket: chosen.ticket }) };
    },
  });
  const accept = useSend('exchange.accept');
  const readCard = useSend('card.read');
  const taken = (take.isPending ? looked : take.data) ?? null;

  const onDrop = (e: DragEvent): void => {
    e.preventDefault();
    setOver(false);
    const file = e.dataTransfer.files[0];
    accept.reset();
    if (file) take.mutate(file);
  };
  const drop = (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a file can be dropped here; the button inside does the same
    <section
      className={styles.drop}
      data-over={over || undefined}
      aria-label={t('receive.title')}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileDown size={28} aria-hidden />
      <h2>{t('receive.title')}</h2>
      <p className={styles.note}>{t('receive.text')}</p>
      <Button
        tone="primary"
        onClick={() => {
          accept.reset();
          take.mutate(null);
        }}
        aria-disabled={take.isPending}
      >
        {t('receive.choose')}
      </Button>
      {progress ? (
        <progress value={progress[0]} max={Math.max(1, progress[1])} aria-label={t('receive.reading')} />
      ) : null}
    </section>
  );
  if (take.isPending && signed && !taken)
    return <Signed name={signed.name} size={bytesText(signed.size, language)} file={signed.file} />;
  if (take.isPending && !progress && !taken) return <Loading lines={5} />;
  if (!taken)
    return (
      <>
        {take.isError && NOT_VERIFIED.includes(failureOf(take.error).code) ? (
          <section className={styles.card}>
            <UnknownSigner />
            <div className={styles.section}>
              <Button onClick={onPartners}>{t('receive.toPartners')}</Button>
            </div>
          </section>
        ) : !take.isError ? null : failureOf(take.error).kind === 'cancelled' ? (
          <p className={styles.note} role="status">
            {t('receive.stopped')}
          </p>
        ) : (
          <Failure error={failureOf(take.error)} />
        )}
        {drop}
      </>
    );
  if (accept.data)
    return (
      <section className={styles.card}>
        <header>
          <h2>{t(`receive.done.${accept.data.state}`)}</h2>
        </header>
        <div className={styles.section}>
          <p>{t('receive.doneText', { from: accept.data.from, seq: accept.data.seq })}</p>
          {accept.data.recalled > 0 ? (
            <p>
              {t('receive.recalled', { count: accept.data.recalled, from: accept.data.from })}{' '}
              {t('receive.receiptWaits')}
            </p>
          ) : null}
          {accept.data.counts.conflicts > 0 ? (
            <p>{t('receive.conflicts', { count: accept.data.counts.conflicts })}</p>
          ) : null}
          {accept.data.breaks.length > 0 ? <p>{t('receive.breaks', { count: accept.data.breaks.length })}</p> : null}
          <div className={styles.row}>
            {accept.data.operations[0] ? (
              <Button tone="primary" onClick={() => usePlace.getState().openOperation(accept.data.operations[0] ?? '')}>
                {t('receive.openOperation')}
              </Button>
            ) : null}
            {accept.data.counts.conflicts > 0 ? (
              <Button tone="primary" onClick={openConflicts}>
                {t('receive.settle')}
              </Button>
            ) : null}
            <Button onClick={() => useExchangePlace.getState().pick('box')}>{t('standing.ack')}</Button>
            <Button onClick={() => take.reset()}>{t('receive.another')}</Button>
          </div>
        </div>
      </section>
    );
  const leave = (): void => {
    // What is being checked for nobody any more ends with it.
    if (take.isPending) void call('job.cancel', { job: RECEIVING });
    else take.reset();
  };
  const isOffered = taken.file.state === 'new';
  const canAccept = isOffered && !take.isPending;
  return (
    <Verified ticket={taken.ticket} name={taken.name} size={bytesText(taken.size, language)} file={taken.file}>
      {accept.isError ? <Failure error={failureOf(accept.error)} /> : null}
      {accept.isPending ? <Underway job={ACCEPTING} canStop={false} /> : null}
      {readCard.isError ? <Failure error={failureOf(readCard.error)} /> : null}
      <form
        className={styles.row}
        onSubmit={(e) => {
          e.preventDefault();
          setTried(true);
          if (!canAccept || name.trim() === '' || accept.isPending) return;
          accept.mutate(
            { ticket: taken.ticket, by: name.trim() },
            {
              onSuccess: (done) => {
                tell(({ t }) => t('receive.toast', { from: done.from }), { undo: false });
              },
            },
          );
        }}
      >
        {isOffered ? (
          <>
            <div className={styles.wide}>
              <Field
                label={t('receive.by')}
                name="accepted-by"
                value={name}
                onText={setName}
                autoComplete="name"
                maxLength={200}
                fault={tried && name.trim() === '' ? t('receive.byNeeded') : undefined}
              />
            </div>
            <Button type="submit" tone="primary" aria-disabled={accept.isPending || !canAccept}>
              {accept.isPending ? t('receive.accepting') : t('receive.accept')}
            </Button>
          </>
        ) : null}
        {taken.file.state === 'card' ? (
          <Button
            tone="primary"
            onClick={() =>
              readCard.mutate(
                { ticket: taken.ticket },
                {
                  onSuccess: () => {
                    take.reset();
                    onPartners();
                  },
                },
              )
            }
          >
            {t('receive.readCard')}
          </Button>
        ) : null}
        {taken.file.state === 'unknown-sender' ? <Button onClick={onPartners}>{t('receive.toPartners')}</Button> : null}
        <Button tone="quiet" onClick={() => leave()}>
          {t('action.leave')}
        </Button>
      </form>
    </Verified>
  );
}
