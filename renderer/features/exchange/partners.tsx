/** Partners and their keys: own card out, their card in, comparison by two persons, revocation. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Partner } from '#shared/contract/exchange.ts';
import { call, failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { Button, Code, Failure, Field, Loading, Ltr, Sheet, Sign, type Tone } from '../../ui/index.ts';
import { Ceremony } from './ceremony.tsx';
import styles from './exchange.module.css';
import { OwnKeys } from './own-keys.tsx';
import { PartnerPage } from './partner-page.tsx';
import { useWhen } from './when.tsx';

const TONE: Readonly<Record<Partner['trust'], Tone>> = { trusted: 'ready', pending: 'warn', revoked: 'block' };

export function Partners() {
  const { t } = useT();
  const tell = useTell();
  const client = useQueryClient();
  const own = useAsk('card.own', {});
  const list = useAsk('partner.list', {});
  const [verifying, setVerifying] = useState<Partner | null>(null);
  const [revoking, setRevoking] = useState<Partner | null>(null);
  // A card may bring revocations: what was signed with a lost key is doubtful from then on, on other screens too.
  const refresh = (): void => {
    void client.invalidateQueries();
  };
  const write = useMutation({
    mutationFn: async () => {
      const suggestedName = own.data?.suggestedName ?? 'liaison-card';
      const place = await call('file.saveAs', { purpose: 'card', suggestedName });
      return place ? call('card.write', { ticket: place.ticket }) : null;
    },
    onSuccess: (done) => {
      if (done) tell(({ t }) => t('partners.cardSaved', { file: done.fileName }));
    },
  });
  const read = useMutation({
    mutationFn: async (again: boolean) => {
      const chosen = await call('file.choose', { purpose: 'card' });
      return chosen ? call('card.read', { ticket: chosen.ticket, ...(again ? { again } : {}) }) : null;
    },
    onSuccess: (partner) => {
      refresh();
      if (partner) setVerifying(partner);
    },
  });
  if (list.isError) return <Failure error={failureOf(list.error)} />;
  return (
    <>
      <section className={styles.card}>
        <header>
          <h2>{t('partners.ownTitle')}</h2>
          <Button onClick={() => write.mutate()} aria-disabled={write.isPending || !own.data}>
            {t('partners.saveCard')}
          </Button>
          <Button tone="primary" onClick={() => read.mutate(false)} aria-disabled={read.isPending}>
            {t('partners.readCard')}
          </Button>
        </header>
        <div className={styles.section}>
          {own.data ? (
            <dl className={styles.facts}>
              <dt>{t('partners.agency')}</dt>
              <dd>
                <Code>{own.data.code}</Code> {own.data.name}
              </dd>
              <dt>{t('verified.fingerprint')}</dt>
              <dd>
                <Code mono>{own.data.fingerprint}</Code>
              </dd>
            </dl>
          ) : null}
          <p className={styles.note}>{t('partners.ownText')}</p>
          {write.isError ? <Failure error={failureOf(write.error)} /> : null}
          {read.isError ? <Failure error={failureOf(read.error)} /> : null}
          {read.isError && failureOf(read.error).code === 'card-root' ? (
            <EnrolAgain onPress={() => read.mutate(true)} />
          ) : null}
        </div>
        <OwnKeys />
      </section>
      <section className={styles.card}>
        <header>
          <h2>{t('partners.title')}</h2>
        </header>
        {list.data ? null : <Loading lines={3} />}
        {list.data?.length === 0 ? (
          <div className={styles.section}>
            <p>{t('partners.empty')}</p>
          </div>
        ) : null}
        {list.data?.map((p) => (
          <PartnerLine
            key={p.agencyId}
            partner={p}
            onVerify={() => setVerifying(p)}
            onRevoke={() => setRevoking(p)}
            onAgain={() => read.mutate(true)}
          />
        ))}
      </section>
      {verifying ? (
        <Ceremony
          partner={verifying}
          onClose={() => setVerifying(null)}
          onDone={() => {
            setVerifying(null);
            refresh();
          }}
        />
      ) : null}
      {revoking ? (
        <Revoke
          partner={revoking}
          onClose={() => setRevoking(null)}
          onDone={() => {
            setRevoking(null);
            refresh();
          }}
        />
      ) : null}
    </>
  );
}

function PartnerLine({
  partner: p,
  onVerify,
  onRevoke,
  onAgain,
}: {
  readonly partner: Partner;
  readonly onVerify: () => void;
  readonly onRevoke: () => void;
  readonly onAgain: () => void;
}) {
  const { t } = useT();
  const when = useWhen();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className={styles.partner}>
        <span>
          <Code>{p.code}</Code> <strong>{p.name}</strong>
          <br />
          <span className={styles.muted}>
            <Code mono>{p.fingerprint}</Code>
          </span>
        </span>
        <span>
          <Sign tone={TONE[p.trust]}>{t(`trust.${p.trust}`)}</Sign>
          <br />
          <small className={styles.muted}>
            {p.verified
              ? t('partners.verifiedBy', {
                  by: p.verified.by,
                  second: p.verified.second,
                  when: when.moment(p.verified.at),
                })
              : t('partners.notVerified')}
          </small>
        </span>
        <span>
          <Ltr>{p.ceiling}</Ltr>
          <br />
          <small className={styles.muted}>
            {t('partners.stations', { count: p.stations })}
            {p.encryptionKeyUntil === null
              ? ''
              : ` · ${t('partners.keyUntil', { when: when.day(p.encryptionKeyUntil) })}`}
          </small>
        </span>
        <span className={styles.row}>
          <Button tone="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('partnerPage.open')}
          </Button>
          {p.trust === 'pending' ? (
            <Button tone="primary" onClick={onVerify}>
              {t('partners.compare')}
            </Button>
          ) : null}
          {p.trust === 'trusted' ? (
            <Button tone="quiet" onClick={onVerify}>
              {t('partners.showDigits')}
            </Button>
          ) : null}
          {p.trust === 'revoked' ? (
            <EnrolAgain onPress={onAgain} />
          ) : (
            <Button tone="danger" onClick={onRevoke}>
              {t('partners.revoke')}
            </Button>
          )}
        </span>
      </div>
      {isOpen ? <PartnerPage partner={p} /> : null}
    </>
  );
}

/** From the card file, however it differs from the one known: the digits are compared before anything is believed. */
function EnrolAgain({ onPress }: { readonly onPress: () => void }) {
  const { t } = useT();
  return <Button onClick={onPress}>{t('partners.enrolAgain')}</Button>;
}

function Revoke({
  partner,
  onClose,
  onDone,
}: {
  readonly partner: Partner;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useT();
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const revoke = useSend('partner.revoke');
  const send = (): void => {
    setTried(true);
    if (by.trim() === '' || reason.trim() === '' || revoke.isPending) return;
    revoke.mutate({ agencyId: partner.agencyId, by: by.trim(), reason: reason.trim() }, { onSuccess: onDone });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={send}
      title={t('partners.revokeTitle', { name: partner.name })}
      closeLabel={t('action.close')}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t('action.leave')}
          </Button>
          <Button tone="danger" onClick={send}>
            {t('partners.revoke')}
          </Button>
        </>
      }
    >
      <p className={styles.note}>{t('partners.revokeText')}</p>
      <Field
        label={t('partners.by')}
        value={by}
        onText={setBy}
        fault={tried && by.trim() === '' ? t('receive.byNeeded') : undefined}
      />
      <Field
        label={t('partners.reason')}
        value={reason}
        onText={setReason}
        maxLength={1000}
        fault={tried && reason.trim() === '' ? t('unlock.needed') : undefined}
      />
      {revoke.isError ? <Failure error={failureOf(revoke.error)} /> : null}
    </Sheet>
  );
}
