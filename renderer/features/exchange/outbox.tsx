/** What went out, per recipient: sent, acknowledged, recalled, expired; a recall is three actions from here. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SentView } from '#shared/contract/exchange-desk.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { bytesText, numberText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useExchangePlace } from '../../state/exchange-place.ts';
import { Button, Choice, Code, Empty, Failure, Loading, Ltr, Sign, type Tone } from '../../ui/index.ts';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { Pager } from './pager.tsx';
import { RecallSheet } from './recall-sheet.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { Scroller } from './scroller.tsx';
import { When } from './when.tsx';

const PAGE = 50;
const TONE: Readonly<Record<SentView['state'], Tone>> = {
  prepared: 'none',
  sent: 'none',
  acknowledged: 'ready',
  assumed: 'warn',
  recalled: 'block',
  expired: 'warn',
};

export function Outbox() {
  const { t } = useT();
  const client = useQueryClient();
  const [first, setFirst] = useState(0);
  const [to, setTo] = useState('');
  const [recalling, setRecalling] = useState<SentView | null>(null);
  const [assuming, setAssuming] = useState<SentView | null>(null);
  const partners = useAsk('partner.list', {});
  const box = useAsk('exchange.outbox', { to: to === '' ? null : to, first, count: PAGE });
  /** The row with the focus, else the newest file of which something can be recalled. */
  const focused = useRef<number | null>(null);
  const open = (box.data?.items ?? []).filter((i) => i.records > i.recalled);
  useCommand(
    'exchange.recall',
    () => setRecalling(open.find((i) => i.outbox === focused.current) ?? open[0] ?? null),
    open.length > 0,
  );
  if (box.isError) return <Failure error={failureOf(box.error)} />;
  if (!box.data) return <Loading />;
  if (box.data.total === 0 && to === '')
    return (
      <Empty title={t('sent.empty.title')} text={t('sent.empty.text')}>
        <Button tone="primary" onClick={() => useExchangePlace.getState().pick('send')}>
          {t('command.exchange.export')}
        </Button>
      </Empty>
    );
  return (
    <>
      {(partners.data?.length ?? 0) > 1 ? (
        <Choice
          label={t('sent.only')}
          value={to}
          options={[
            { value: '', label: t('sent.everyone') },
            ...(partners.data ?? []).map((p) => ({ value: p.agencyId, label: `${p.code} · ${p.name}` })),
          ]}
          onPick={(value) => {
            setFirst(0);
            setTo(value);
          }}
        />
      ) : null}
      <Scroller label={t('box.view.out')}>
        <table className={styles.grid}>
          <caption className="visually-hidden">{t('box.view.out')}</caption>
          <thead>
            <tr>
              {['to', 'seq', 'when', 'records', 'size', 'state'].map((c) => (
                <th key={c} scope="col">
                  {t(`sent.col.${c}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('sent.col.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {box.data.items.map((item) => (
              <Row
                key={item.outbox}
                item={item}
                onFocus={() => {
                  focused.current = item.outbox;
                }}
                onRecall={() => setRecalling(item)}
                onAssume={() => setAssuming(item)}
              />
            ))}
          </tbody>
        </table>
      </Scroller>
      <Pager first={first} count={PAGE} total={box.data.total} onFirst={setFirst} />
      {recalling ? <RecallSheet item={recalling} onClose={() => setRecalling(null)} /> : null}
      {assuming ? (
        <Assume
          item={assuming}
          onClose={() => {
            setAssuming(null);
            void client.invalidateQueries();
          }}
        />
      ) : null}
    </>
  );
}

function Row({
  item: i,
  onFocus,
  onRecall,
  onAssume,
}: {
  readonly item: SentView;
  readonly onFocus: () => void;
  readonly onRecall: () => void;
  readonly onAssume: () => void;
}) {
  const { t, language } = useT();
  const part = [
    i.recalled > 0 && i.state !== 'recalled' ? t('sent.partRecalled', { count: i.recalled }) : '',
    i.expired > 0 && i.state !== 'expired' ? t('sent.partExpired', { count: i.expired }) : '',
  ].filter(Boolean);
  return (
    <tr onFocus={onFocus}>
      <td>
        <Code>{i.to.code}</Code> <bdi>{i.to.name}</bdi>
      </td>
      <td>
        <Ltr>{i.seq}</Ltr>
      </td>
      <td>
        <When at={i.at} />
        <br />
        <small className={page.muted}>{t('sent.by', { by: i.by })}</small>
      </td>
      <td>{i.records === 0 ? t('sent.ackOnly') : numberText(i.records, language)}</td>
      <td>
        <Ltr>{bytesText(i.bytes, language)}</Ltr>
      </td>
      <td>
        <Sign tone={TONE[i.state]}>{t(`sent.state.${i.state}`)}</Sign>
        {part.length > 0 ? (
          <>
            <br />
            <small className={page.muted}>{part.join(' · ')}</small>
          </>
        ) : null}
      </td>
      <td className={styles.actions}>
        {i.records > i.recalled ? (
          <Button tone="danger" onClick={onRecall} aria-label={t('recall.openFor', { seq: i.seq, to: i.to.code })}>
            {t('recall.open')}
          </Button>
        ) : null}
        {i.state === 'sent' ? (
          <Button tone="quiet" onClick={onAssume} aria-label={t('sent.assumeFor', { seq: i.seq, to: i.to.code })}>
            {t('sent.assume')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function Assume({ item, onClose }: { readonly item: SentView; readonly onClose: () => void }) {
  const { t } = useT();
  const assume = useSend('exchange.assume');
  return (
    <ReasonSheet
      title={t('sent.assumeFor', { seq: item.seq, to: item.to.code })}
      text={t('sent.assumeText')}
      action={t('sent.assume')}
      reasonLabel={t('sent.assumeReason')}
      pending={assume.isPending}
      error={assume.error ? failureOf(assume.error) : null}
      onClose={onClose}
      onSend={({ reason, by }) => assume.mutate({ outbox: item.outbox, reason, by }, { onSuccess: onClose })}
    />
  );
}
