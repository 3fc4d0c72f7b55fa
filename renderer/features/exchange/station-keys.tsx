/** New keys of a station without the root key: what is asked for, the ask itself, and two people's answer where the root key is. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Input } from '#shared/contract/contract.ts';
import { failureOf, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { Button, Choice, Code, Sign } from '../../ui/index.ts';
import styles from './exchange.module.css';
import type { Own } from './own-keys.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { useWhen } from './when.tsx';

type Waiting = Own['asks'];
/** Which keys, as part of the key of a sentence. */
const keysOf = ({ encryption, signing }: Pick<Waiting[number], 'encryption' | 'signing'>) =>
  encryption !== null && signing !== null ? 'both' : signing === null ? 'encryption' : 'station';

export function Asks({ own, onRenew }: { readonly own: Own; readonly onRenew: () => void }) {
  const { t } = useT();
  const when = useWhen();
  const { asked, asks, holdsRoot } = own;
  if (!asked && asks.length === 0) return null;
  return (
    <ul className={styles.asks}>
      {asked ? (
        <li>
          <Sign tone="warn">{t(`stations.asked.${keysOf(asked)}`)}</Sign>
        </li>
      ) : null}
      {asks.map((a) => (
        <li key={a.station}>
          <Sign tone="warn">
            {t(`stations.asks.${keysOf(a)}`, {
              name: a.name,
              when: when.day(a.since),
            })}
          </Sign>
        </li>
      ))}
      {holdsRoot && asks.length > 0 ? (
        <li>
          <Button onClick={onRenew}>{t('stations.renew')}</Button>
        </li>
      ) : null}
    </ul>
  );
}

type What = Input<'station.ask'>['what'];
const WHATS = ['encryption', 'station'] as const satisfies readonly What[];

export function AskKeys({ onClose }: { readonly onClose: () => void }) {
  const { t } = useT();
  const tell = useTell();
  const client = useQueryClient();
  const [what, setWhat] = useState<What>('encryption');
  const ask = useSend('station.ask');
  return (
    <ReasonSheet
      title={t('stations.ask')}
      text={t('stations.askText')}
      action={t('stations.askDo')}
      pending={ask.isPending}
      error={ask.error ? failureOf(ask.error) : null}
      onClose={onClose}
      onSend={({ by }) =>
        ask.mutate(
          { what, by },
          {
            onSuccess: ({ isNew }) => {
              tell(({ t }) => t(isNew ? 'stations.askedToast' : 'stations.askedAlready'));
              void client.invalidateQueries();
              onClose();
            },
          },
        )
      }
    >
      <Choice
        label={t('ownKeys.what')}
        value={what}
        options={WHATS.map((value) => ({ value, label: t(`ownKeys.kind.${value}`) }))}
        onPick={setWhat}
      />
    </ReasonSheet>
  );
}

export function Renew({ asks, onClose }: { readonly asks: Waiting; readonly onClose: () => void }) {
  const { t } = useT();
  const tell = useTell();
  const when = useWhen();
  const client = useQueryClient();
  const [station, setStation] = useState(asks[0]?.station ?? '');
  const renew = useSend('station.renew');
  const chosen = asks.find((a) => a.station === station);
  return (
    <ReasonSheet
      twoPersons
      title={t('stations.renew')}
      text={t('stations.renewText')}
      action={t('stations.renewDo')}
      pending={renew.isPending}
      error={renew.error ? failureOf(renew.error) : null}
      onClose={onClose}
      onSend={({ by, second }) =>
        renew.mutate(
          { station, by, second },
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
      <Choice
        label={t('stations.renewWhich')}
        value={station}
        options={asks.map((a) => ({ value: a.station, label: `${a.name} (${a.station.slice(0, 8)})` }))}
        onPick={setStation}
      />
      {chosen ? (
        <div>
          <p>
            {t(`stations.asks.${keysOf(chosen)}`, {
              name: chosen.name,
              when: when.day(chosen.since),
            })}
          </p>
          {chosen.encryption === null ? null : <p>{t('partners.keyUntil', { when: when.day(chosen.encryption) })}</p>}
          {chosen.signing === null ? null : (
            <p>
              <Code mono>{chosen.signing}</Code>
            </p>
          )}
        </div>
      ) : null}
    </ReasonSheet>
  );
}
