/** The keys of this agency: what is on the card, when a new one is due, rotation and revocation by two persons. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Input, Output } from '#shared/contract/contract.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { useNow } from '../../state/now.ts';
import { Button, Choice, Code, Field, Ltr, ReadOnly, Sign } from '../../ui/index.ts';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { ReasonSheet } from './reason-sheet.tsx';
import { Stations } from './stations.tsx';
import { useWhen, When } from './when.tsx';

type What = Input<'keys.rotate'>['what'];
export type Own = Output<'keys.own'>;
const WHATS = ['encryption', 'station', 'root', 'lostEncryption', 'lostRoot'] as const satisfies readonly What[];

export function OwnKeys() {
  const { t } = useT();
  const when = useWhen();
  const own = useAsk('keys.own', {});
  const now = useNow(null);
  const [rotating, setRotating] = useState(false);
  const [revoking, setRevoking] = useState<Own['stations'][number] | null>(null);
  if (!own.data) return null;
  const k = own.data;
  const isDue = now >= k.due;
  return (
    <div className={page.section}>
      <dl className={page.facts}>
        <dt>{t('partnerPage.serial')}</dt>
        <dd>
          <Ltr>{k.serial}</Ltr>
        </dd>
        <dt>{t('ownKeys.due')}</dt>
        <dd>
          <Sign tone={isDue ? 'warn' : 'ready'}>{when.day(k.due)}</Sign>
        </dd>
        {k.stations.map((s) => (
          <StationLine key={s.id} station={s} canRevoke={k.holdsRoot} onRevoke={() => setRevoking(s)} />
        ))}
        {k.revocations.length > 0 ? (
          <>
            <dt>{t('partnerPage.revoked')}</dt>
            <dd>
              {k.revocations.map((r) => (
                <span key={r.key} className={styles.block}>
                  <Code mono>{r.key.slice(0, 12)}</Code> <When at={r.at} />
                </span>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      {k.holdsRoot ? (
        <div className={page.row}>
          <Button onClick={() => setRotating(true)}>{t('ownKeys.rotate')}</Button>
        </div>
      ) : (
        <ReadOnly>{t('ownKeys.noRoot')}</ReadOnly>
      )}
      <Stations own={k} />
      {rotating ? <Rotate onClose={() => setRotating(false)} /> : null}
      {revoking ? <RevokeStation station={revoking} onClose={() => setRevoking(null)} /> : null}
    </div>
  );
}

function StationLine({
  station: s,
  canRevoke,
  onRevoke,
}: {
  readonly station: Own['stations'][number];
  readonly canRevoke: boolean;
  readonly onRevoke: () => void;
}) {
  const { t } = useT();
  return (
    <>
      <dt>{t('partnerPage.station', { name: s.name || s.id.slice(0, 8) })}</dt>
      <dd className={styles.stationLine}>
        <span>
          {s.keys.map((key) => (
            <span key={key} className={styles.block}>
              <Code mono>{key}</Code>
            </span>
          ))}
          {s.here ? <small className={page.muted}>{t('ownKeys.here')}</small> : null}
        </span>
        {canRevoke ? (
          <Button tone="danger" onClick={onRevoke} aria-label={t('ownKeys.revokeTitle', { name: s.name })}>
            {t('ownKeys.revoke')}
          </Button>
        ) : null}
      </dd>
    </>
  );
}

/** Cards made by a key step reach partners only when they are given out. */
function useTold(onClose: () => void): (done: { readonly serial: number }) => void {
  const tell = useTell();
  const client = useQueryClient();
  return ({ serial }) => {
    tell(({ t }) => t('ownKeys.done', { serial }));
    void client.invalidateQueries();
    onClose();
  };
}

function Rotate({ onClose }: { readonly onClose: () => void }) {
  const { t } = useT();
  const [what, setWhat] = useState<What>('encryption');
  const rotate = useSend('keys.rotate');
  const told = useTold(onClose);
  return (
    <ReasonSheet
      twoPersons
      title={t('ownKeys.rotate')}
      action={t('ownKeys.make')}
      danger={what === 'lostRoot' || what === 'lostEncryption'}
      pending={rotate.isPending}
      error={rotate.error ? failureOf(rotate.error) : null}
      onClose={onClose}
      onSend={({ by, second }) => rotate.mutate({ what, by, second }, { onSuccess: told })}
    >
      <Choice
        label={t('ownKeys.what')}
        value={what}
        options={WHATS.map((value) => ({ value, label: t(`ownKeys.kind.${value}`) }))}
        onPick={setWhat}
      />
      <p className={page.note}>{t(`ownKeys.text.${what}`)}</p>
      <p className={page.note}>{t('ownKeys.giveOut')}</p>
    </ReasonSheet>
  );
}

/** `2027-03-08 14:00`, in UTC; null when it is not a time. */
const sinceOf = (text: string): number | null => {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(text.trim());
  const at = match ? Date.parse(`${match[1]}T${match[2]}:00Z`) : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

function RevokeStation({
  station,
  onClose,
}: {
  readonly station: Own['stations'][number];
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const [since, setSince] = useState('');
  const revoke = useSend('keys.revokeStation');
  const told = useTold(onClose);
  const isBad = since.trim() !== '' && sinceOf(since) === null;
  return (
    <ReasonSheet
      twoPersons
      danger
      title={t('ownKeys.revokeTitle', { name: station.name })}
      text={t('ownKeys.revokeText')}
      action={t('ownKeys.revoke')}
      reasonLabel={t('partners.reason')}
      pending={revoke.isPending}
      error={revoke.error ? failureOf(revoke.error) : null}
      fault={isBad ? t('ownKeys.badTime') : undefined}
      onClose={onClose}
      onSend={({ reason, by, second }) =>
        revoke.mutate({ station: station.id, since: sinceOf(since), reason, by, second }, { onSuccess: told })
      }
    >
      <Field
        label={t('ownKeys.since')}
        hint={t('ownKeys.sinceHint')}
        value={since}
        onText={setSince}
        mono
        maxLength={16}
        fault={isBad ? t('ownKeys.badTime') : undefined}
      />
    </ReasonSheet>
  );
}
