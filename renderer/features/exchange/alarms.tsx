/** Two histories of one sender, or word of files never sent: shown until a person decides. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AlarmView } from '#shared/contract/exchange-desk.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { Button, Code, Ltr } from '../../ui/index.ts';
import page from './exchange.module.css';
import { ReasonSheet } from './reason-sheet.tsx';
import { When } from './when.tsx';

export function Alarms() {
  const alarms = useAsk('exchange.alarms', { undecidedOnly: true });
  const [deciding, setDeciding] = useState<AlarmView | null>(null);
  if (!alarms.data || alarms.data.length === 0) return null;
  // One decision settles every alarm of an agency.
  const byAgency = [...Map.groupBy(alarms.data, (a) => a.agency.agencyId).values()];
  return (
    <>
      {byAgency.map((list) => (
        <AlarmCard key={list[0]?.agency.agencyId} alarms={list} onDecide={setDeciding} />
      ))}
      {deciding ? <Decide alarm={deciding} onClose={() => setDeciding(null)} /> : null}
    </>
  );
}

function AlarmCard({
  alarms,
  onDecide,
}: {
  readonly alarms: readonly AlarmView[];
  readonly onDecide: (alarm: AlarmView) => void;
}) {
  const { t } = useT();
  const [first] = alarms;
  if (!first) return null;
  return (
    <section className={page.stop} aria-label={t(`alarm.${first.kind}.title`, { code: first.agency.code })}>
      <strong>{t(`alarm.${first.kind}.title`, { code: first.agency.code })}</strong>
      <p>{t(`alarm.${first.kind}.text`)}</p>
      <ul className={page.steps}>
        {alarms.map((a) => (
          <li key={a.n}>
            <When at={a.at} />
            {a.seq === null ? null : (
              <>
                {' · '}
                {t('verified.seq')} <Ltr>{a.seq}</Ltr>
              </>
            )}
            {a.header === null ? null : (
              <>
                {' · '}
                <Code mono>{a.header.slice(0, 12)}</Code>
              </>
            )}
          </li>
        ))}
      </ul>
      {alarms.some((a) => a.restartHint) ? <p>{t('alarm.restartHint')}</p> : null}
      <div className={page.row}>
        <Button onClick={() => onDecide(first)}>{t('alarm.decide')}</Button>
      </div>
    </section>
  );
}

/** The decision on a suspended sender or an alarm: spoken with them first, then heard again. */
export function Decide({
  alarm: { agency },
  onClose,
}: {
  readonly alarm: { readonly agency: { readonly agencyId: string; readonly code: string; readonly name: string } };
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const client = useQueryClient();
  const decide = useSend('exchange.decide');
  return (
    <ReasonSheet
      title={t('alarm.decideTitle', { name: agency.name || agency.code })}
      text={t('alarm.decideText')}
      action={t('alarm.hearAgain')}
      reasonLabel={t('alarm.reason')}
      pending={decide.isPending}
      error={decide.error ? failureOf(decide.error) : null}
      onClose={onClose}
      onSend={({ reason, by }) =>
        decide.mutate(
          { agency: agency.agencyId, reason, by },
          {
            onSuccess: () => {
              void client.invalidateQueries();
              onClose();
            },
          },
        )
      }
    />
  );
}
