/** One round between the stations of this agency, in a folder or at their hub: how far it is, and what came of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Output } from '#shared/contract/contract.ts';
import { call, failureOf, useAsk } from '../../api/index.ts';
import { numberText, useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { Code, Field, SecretField, Segments, Sign } from '../../ui/index.ts';
import page from './exchange.module.css';
import { ReasonSheet } from './reason-sheet.tsx';
import { Scroller } from './scroller.tsx';
import { Underway } from './underway.tsx';

type Report = Output<'station.meet'>;
const JOB = 'stations';
/** Server and database, no password and no options; the other side asks again. */
const ADDRESS = /^postgres(ql)?:\/\/(?!\S*:[^/@]*@)[^?#\s]+$/;
/** As many as a person reads; the rest is counted. */
const SHOWN = 50;

/** `known`: name of the folder of the last round. */
export function Meet({ known, onClose }: { readonly known: string | null; readonly onClose: () => void }) {
  const { t } = useT();
  const client = useQueryClient();
  const info = useAsk('app.info', {});
  const [where, setWhere] = useState<'again' | 'folder' | 'hub'>(known === null ? 'folder' : 'again');
  const [hub, setHub] = useDraft('exchange/hub', '');
  // Here and nowhere else: gone with the sheet, and after the round it was typed for.
  const [password, setPassword] = useState('');
  const meet = useMutation({
    mutationFn: async (by: string): Promise<Report | null> => {
      if (where === 'hub') return call('station.meet', { where: { hub: hub.trim(), password }, by });
      if (where === 'again') return call('station.meet', { where: { again: true }, by });
      const chosen = await call('file.choose', { purpose: 'folder' });
      return chosen ? call('station.meet', { where: { ticket: chosen.ticket }, by }) : null;
    },
    onSuccess: () => {
      setPassword('');
      void client.invalidateQueries();
    },
  });
  const isBad = where === 'hub' && !ADDRESS.test(hub.trim());
  return (
    <ReasonSheet
      title={t('stations.meet')}
      text={t('stations.meetText')}
      action={t(where === 'folder' ? 'stations.meetFolderDo' : 'stations.meetDo')}
      pending={meet.isPending}
      error={meet.error ? failureOf(meet.error) : null}
      isDone={meet.data != null && !meet.isPending}
      fault={isBad ? t('stations.hubFault') : undefined}
      onClose={onClose}
      onSend={({ by }) => meet.mutate(by)}
    >
      <Segments
        label={t('stations.meetWhere')}
        value={where}
        options={[
          ...(known === null ? [] : [{ value: 'again' as const, label: t('stations.again', { folder: known }) }]),
          { value: 'folder', label: t(known === null ? 'stations.inFolder' : 'stations.inOther') },
          { value: 'hub', label: t('stations.atHub') },
        ]}
        onPick={setWhere}
      />
      {where === 'folder' ? (
        <p className={page.note}>
          {t(info.data?.runtime === 'chromium' ? 'stations.folderHintBrowser' : 'stations.folderHint')}
        </p>
      ) : null}
      {where === 'hub' ? (
        <>
          <Field
            label={t('stations.hub')}
            hint={t('stations.hubHint')}
            value={hub}
            onText={setHub}
            dir="ltr"
            mono
            spellCheck={false}
            maxLength={500}
          />
          <SecretField
            label={t('stations.password')}
            hint={t('stations.passwordHint')}
            value={password}
            onText={setPassword}
            autoComplete="off"
            maxLength={1000}
            showLabel={t('unlock.show')}
            hideLabel={t('unlock.hide')}
          />
        </>
      ) : null}
      {meet.isPending ? <Underway job={JOB} /> : null}
      {meet.data && !meet.isPending ? <Outcome report={meet.data} /> : null}
    </ReasonSheet>
  );
}

function Outcome({ report: r }: { readonly report: Report }) {
  const { t, maybe, language } = useT();
  const nothing = r.taken + r.put + r.sealed + r.refused.length === 0 && r.ended === 'whole';
  const n = (value: number): string => numberText(value, language);
  return (
    <div role="status" className={page.outcome}>
      {r.ended === 'whole' ? null : <Sign tone="warn">{t(`stations.metEnd.${r.ended}`)}</Sign>}
      <p>
        {nothing
          ? t('stations.metNothing')
          : t('stations.met', { taken: n(r.taken), put: n(r.put), lines: n(r.sealed) })}
      </p>
      {r.refused.length > 0 ? (
        <>
          <p>{t('stations.metRefused', { count: r.refused.length })}</p>
          <Scroller label={t('stations.metRefused', { count: r.refused.length })}>
            <ul>
              {r.refused.slice(0, SHOWN).map((f) => (
                <li key={f.hash}>
                  <Sign tone="block">
                    <Code mono>{f.hash.slice(0, 16)}</Code>
                  </Sign>{' '}
                  {maybe(`error.code.${f.code}`, f.reason)}
                </li>
              ))}
            </ul>
          </Scroller>
        </>
      ) : null}
    </div>
  );
}
