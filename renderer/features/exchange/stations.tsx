/**
 * Several stations of one agency: a new one is taken in, becomes one by the card, they pass on what the others lack or meet, and those
 * without the root key ask for new keys.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Partner } from '#shared/contract/exchange.ts';
import { call, failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useExchangePlace } from '../../state/exchange-place.ts';
import { useTell } from '../../state/notices.ts';
import { Button, Check, Choice, Failure, Field } from '../../ui/index.ts';
import page from './exchange.module.css';
import { Meet } from './meet-sheet.tsx';
import type { Own } from './own-keys.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { AskKeys, Asks, Renew } from './station-keys.tsx';

export function Stations({ own }: { readonly own: Own }) {
  const { t } = useT();
  const tell = useTell();
  const client = useQueryClient();
  const partners = useAsk('partner.list', {});
  const asking = useExchangePlace((s) => s.station);
  const setAsking = useExchangePlace((s) => s.openStation);
  const close = (): void => setAsking(null);
  const { holdsRoot, stations } = own;
  const count = stations.length;
  const read = useMutation({
    mutationFn: async () => {
      const chosen = await call('file.choose', { purpose: 'card' });
      return chosen ? call('station.card', { ticket: chosen.ticket }) : null;
    },
    onSuccess: (done) => {
      if (!done) return;
      tell(({ t }) => t(done.isNew ? 'stations.cardTaken' : 'stations.cardKnown', { serial: done.serial }));
      void client.invalidateQueries();
    },
  });
  const trusted = partners.data?.filter((p) => p.trust === 'trusted') ?? [];
  return (
    <section>
      <h3>{t('stations.title')}</h3>
      <p className={page.note}>{t(count > 1 ? 'stations.several' : 'stations.one')}</p>
      <Asks own={own} onRenew={() => setAsking('renew')} />
      <div className={page.row}>
        {count > 1 ? <Button onClick={() => setAsking('meet')}>{t('stations.meet')}</Button> : null}
        {count > 1 ? <Button onClick={() => setAsking('pass')}>{t('stations.pass')}</Button> : null}
        {count > 1 ? (
          <Button onClick={() => read.mutate()} aria-disabled={read.isPending}>
            {t('stations.readCard')}
          </Button>
        ) : null}
        {count > 1 && !holdsRoot ? <Button onClick={() => setAsking('ask')}>{t('stations.ask')}</Button> : null}
        {holdsRoot ? <Button onClick={() => setAsking('enrol')}>{t('stations.enrol')}</Button> : null}
        {holdsRoot && count === 1 ? <Button onClick={() => setAsking('join')}>{t('stations.join')}</Button> : null}
      </div>
      {read.isError ? <Failure error={failureOf(read.error)} /> : null}
      {asking === 'meet' ? <Meet known={own.meeting} onClose={close} /> : null}
      {asking === 'ask' ? <AskKeys onClose={close} /> : null}
      {asking === 'renew' && own.asks.length > 0 ? <Renew asks={own.asks} onClose={close} /> : null}
      {asking === 'enrol' && partners.data ? <Enrol partners={trusted} onClose={close} /> : null}
      {asking === 'join' && partners.data ? <Join partners={trusted} onClose={close} /> : null}
      {asking === 'pass' ? <Pass onClose={close} /> : null}
    </section>
  );
}

function PartnerChoice({
  label,
  partners,
  value,
  onPick,
}: {
  readonly label: string;
  readonly partners: readonly Partner[];
  readonly value: string;
  readonly onPick: (id: string) => void;
}) {
  return (
    <Choice
      label={label}
      value={value}
      options={partners.map((p) => ({
        value: p.agencyId,
        label: `${p.code} ${p.name} (${p.fingerprint.slice(0, 9)})`,
      }))}
      onPick={onPick}
    />
  );
}

function Enrol({ partners, onClose }: { readonly partners: readonly Partner[]; readonly onClose: () => void }) {
  const { t } = useT();
  const tell = useTell();
  const client = useQueryClient();
  const [partner, setPartner] = useState(partners[0]?.agencyId ?? '');
  const [name, setName] = useState('');
  const enrol = useSend('station.enrol');
  return (
    <ReasonSheet
      twoPersons
      title={t('stations.enrol')}
      text={t('stations.enrolText')}
      action={t('stations.enrolDo')}
      pending={enrol.isPending}
      error={enrol.error ? failureOf(enrol.error) : null}
      fault={partner === '' ? t('stations.noTrusted') : name.trim() === '' ? t('stations.nameNeeded') : undefined}
      onClose={onClose}
      onSend={({ by, second }) =>
        enrol.mutate(
          { partner, name: name.trim(), by, second },
          {
            onSuccess: ({ serial }) => {
              tell(({ t }) => t('ownKeys.done', { serial }));
              void client.invalidateQueries();
              onClose();
            },
          },
        )
      }
    >
      <PartnerChoice label={t('stations.newOne')} partners={partners} value={partner} onPick={setPartner} />
      <Field label={t('stations.name')} hint={t('stations.nameHint')} value={name} onText={setName} maxLength={80} />
    </ReasonSheet>
  );
}

function Join({ partners, onClose }: { readonly partners: readonly Partner[]; readonly onClose: () => void }) {
  const { t } = useT();
  const tell = useTell();
  const [partner, setPartner] = useState(partners[0]?.agencyId ?? '');
  const join = useSend('station.join');
  return (
    <ReasonSheet
      twoPersons
      title={t('stations.join')}
      text={t('stations.joinText')}
      action={t('stations.joinDo')}
      pending={join.isPending}
      error={join.error ? failureOf(join.error) : null}
      fault={partner === '' ? t('stations.noTrusted') : undefined}
      onClose={onClose}
      onSend={({ by, second }) =>
        join.mutate(
          { partner, by, second },
          {
            onSuccess: ({ open }) => {
              tell(({ t }) => t('stations.joined', { name: open.agencyName }));
              onClose();
            },
          },
        )
      }
    >
      <PartnerChoice label={t('stations.agency')} partners={partners} value={partner} onPick={setPartner} />
    </ReasonSheet>
  );
}

function Pass({ onClose }: { readonly onClose: () => void }) {
  const { t } = useT();
  const tell = useTell();
  const client = useQueryClient();
  const [full, setFull] = useState(false);
  const pass = useMutation({
    mutationFn: async (by: string) => {
      const place = await call('file.saveAs', { purpose: 'pack', suggestedName: 'stations.jxb' });
      return place ? call('station.pass', { ticket: place.ticket, full, by }) : null;
    },
    onSuccess: (done) => {
      if (!done) return;
      const words = done.lines === 0 ? 'stations.passedNews' : 'stations.passed';
      tell(({ t }) => t(words, { file: done.fileName, count: done.lines }));
      void client.invalidateQueries();
      onClose();
    },
  });
  return (
    <ReasonSheet
      title={t('stations.pass')}
      text={t('stations.passText')}
      action={t('stations.passDo')}
      pending={pass.isPending}
      error={pass.error ? failureOf(pass.error) : null}
      onClose={onClose}
      onSend={({ by }) => pass.mutate(by)}
    >
      <Check checked={full} onCheck={setFull}>
        {t('stations.full')}
      </Check>
    </ReasonSheet>
  );
}
