/** Giving out: who gets it, what goes, what is blanked and what stays here with its rule, then the persons, then the file. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReleasePreview } from '#shared/contract/exchange.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { call, failureOf, useAsk, useSend } from '../../api/index.ts';
import { bytesText, numberText, useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { useExchangePlace } from '../../state/exchange-place.ts';
import { Button, Check, Chip, Choice, Empty, Failure, Field, Loading, MarkingSign, Sign } from '../../ui/index.ts';
import { NoOperationOpen } from '../operations/index.ts';
import { StaysHere } from '../branches/index.ts';
import { FindingCard } from '../findings/index.ts';
import styles from './exchange.module.css';
import { Narrowed } from './narrowed.tsx';
import { useBy } from './reason-sheet.tsx';
import { WithheldTable } from './withheld-table.tsx';

export function Send({ card, onPartners }: { readonly card: OperationCard | null; readonly onPartners: () => void }) {
  const { t } = useT();
  const partners = useAsk('partner.list', {});
  const { to: picked, full, sendTo } = useExchangePlace();
  const trusted = (partners.data ?? []).filter((p) => p.trust === 'trusted');
  const to = trusted.find((p) => p.agencyId === picked) ?? trusted[0];
  const preview = useAsk(
    'exchange.preview',
    { operation: card?.id ?? '', to: to?.agencyId ?? '' },
    { when: card?.lens === null && to !== undefined, keep: false },
  );
  if (!card) return <NoOperationOpen />;
  if (card.lens) return <StaysHere card={card} />;
  if (partners.isError) return <Failure error={failureOf(partners.error)} />;
  if (!partners.data) return <Loading lines={4} />;
  if (!to)
    return (
      <Empty title={t('send.noPartner.title')} text={t('send.noPartner.text')}>
        <Button tone="primary" onClick={onPartners}>
          {t('exchange.tab.partners')}
        </Button>
      </Empty>
    );
  return (
    <>
      <div className={styles.row}>
        <Choice
          label={t('send.to')}
          value={to.agencyId}
          options={trusted.map((p) => ({ value: p.agencyId, label: `${p.code} · ${p.name}` }))}
          onPick={(agency) => sendTo(agency, false)}
        />
        <span className={styles.muted}>{t('send.what', { name: card.codeName })}</span>
      </div>
      <Narrowed operation={card.id} to={to} />
      {preview.isError ? <Failure error={failureOf(preview.error)} /> : null}
      {preview.isPending ? <Loading lines={6} /> : null}
      {preview.data ? <Release key={to.agencyId} preview={preview.data} card={card} full={full} /> : null}
    </>
  );
}

function Release({
  preview: p,
  card,
  full,
}: {
  readonly preview: ReleasePreview;
  readonly card: OperationCard;
  readonly full: boolean;
}) {
  const { t, maybe, language } = useT();
  const [by, setBy] = useBy();
  const [second, setSecond] = useDraft(`send/second/${card.id}`, '');
  const [tried, setTried] = useState(false);
  const reveal = useSend('file.reveal');
  const save = useMutation({
    mutationFn: async () => {
      const place = await call('file.saveAs', {
        purpose: 'pack',
        suggestedName: `${card.code}-${p.recipient.code}.jxb`,
      });
      if (!place) return null;
      return call('exchange.export', {
        operation: card.id,
        to: p.recipient.agencyId,
        ticket: place.ticket,
        by: by.trim(),
        second: second.trim() === '' ? null : second.trim(),
        full,
      });
    },
  });
  const sameTwice = by.trim() !== '' && by.trim().toLowerCase() === second.trim().toLowerCase();
  const valid = by.trim() !== '' && (!p.secondApprover || (second.trim() !== '' && !sameTwice));
  if (save.data)
    return (
      <section className={styles.card}>
        <header>
          <h2>{t('send.done', { file: save.data.fileName })}</h2>
        </header>
        <div className={styles.section}>
          <p>
            {t('send.doneText', {
              to: save.data.to,
              seq: save.data.seq,
              records: save.data.records,
              size: bytesText(save.data.bytes, language),
            })}
          </p>
          <div className={styles.row}>
            <Button onClick={() => save.data && reveal.mutate({ ticket: save.data.ticket })}>
              {t('action.reveal')}
            </Button>
            <Button tone="quiet" onClick={() => save.reset()}>
              {t('action.back')}
            </Button>
          </div>
        </div>
      </section>
    );
  return (
    <section className={styles.card}>
      <header>
        <h2>{t('send.previewTitle', { name: p.recipient.name })}</h2>
        <MarkingSign marking={p.marking} />
      </header>
      <div className={styles.section}>
        <div className={styles.figures}>
          <span className={styles.figure}>
            <b>{numberText(p.includedTotal, language)}</b>
            {t('send.included')}
          </span>
          <span className={styles.figure}>
            <b>{numberText(p.redacted.length, language)}</b>
            {t('send.redacted')}
          </span>
          <span className={styles.figure}>
            <b>{numberText(p.withheld.length, language)}</b>
            {t('send.withheld')}
          </span>
        </div>
        <div className={styles.included}>
          {p.included.map((i) => (
            <Chip key={i.kind}>
              {maybe(`kind.${i.kind}`, i.kind)} {numberText(i.count, language)}
            </Chip>
          ))}
        </div>
        {p.personal ? <Sign tone="warn">{t('send.personal')}</Sign> : null}
      </div>
      <WithheldTable title={t('send.withheldTitle')} items={p.withheld} />
      <WithheldTable title={t('send.redactedTitle')} items={p.redacted} />
      {p.findings.length > 0 ? (
        <div className={styles.section}>
          <h3>{t('send.findings', { count: p.findings.length })}</h3>
          {p.findings.map((f) => (
            <FindingCard
              key={`${f.rule}${f.subject}`}
              finding={f}
              operation={card.id}
              mine={card.mine}
              zone={card.refTz}
            />
          ))}
        </div>
      ) : null}
      <form
        className={styles.section}
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          setTried(true);
          if (valid && !save.isPending) save.mutate();
        }}
      >
        <p className={styles.note}>{t(p.secondApprover ? 'send.twoPersons' : 'send.onePerson')}</p>
        <div className={styles.two}>
          <Field
            label={t('send.by')}
            name="released-by"
            value={by}
            onText={setBy}
            maxLength={200}
            autoComplete="name"
            fault={tried && by.trim() === '' ? t('receive.byNeeded') : undefined}
          />
          {p.secondApprover ? (
            <Field
              label={t('send.second')}
              name="second-approver"
              value={second}
              onText={setSecond}
              maxLength={200}
              autoComplete="off"
              fault={
                tried && second.trim() === '' ? t('send.secondNeeded') : sameTwice ? t('send.samePerson') : undefined
              }
            />
          ) : null}
        </div>
        <Check checked={full} onCheck={(on) => useExchangePlace.getState().sendTo(p.recipient.agencyId, on)}>
          {t('send.full')}
        </Check>
        <p className={styles.note}>{t('send.noUndo')}</p>
        {save.isError ? <Failure error={failureOf(save.error)} /> : null}
        <div className={styles.row}>
          <Button type="submit" tone="primary" aria-disabled={save.isPending}>
            {save.isPending ? t('send.sealing') : t('send.save')}
          </Button>
        </div>
      </form>
    </section>
  );
}
