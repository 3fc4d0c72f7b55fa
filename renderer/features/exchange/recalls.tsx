/** Recalls of ours, with who has confirmed and who has not; recalls of others that were carried out here. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecallView } from '#shared/contract/exchange-desk.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useTell } from '../../state/notices.ts';
import { useExchangePlace } from '../../state/exchange-place.ts';
import { Button, Code, Empty, Failure, Loading, Sign, type Tone } from '../../ui/index.ts';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { Pager } from './pager.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { Scroller } from './scroller.tsx';
import { When } from './when.tsx';

const PAGE = 50;
const TONE: Readonly<Record<RecallView['state'], Tone>> = {
  written: 'block',
  sent: 'warn',
  arrived: 'warn',
  kept: 'warn',
  done: 'ready',
};

export function Recalls() {
  const { t } = useT();
  const [first, setFirst] = useState(0);
  const [again, setAgain] = useState<RecallView | null>(null);
  const ours = useAsk('exchange.recalls', { first, count: PAGE });
  const here = useAsk('exchange.recalledHere', { first: 0, count: PAGE });
  if (ours.isError) return <Failure error={failureOf(ours.error)} />;
  if (!ours.data || !here.data) return <Loading />;
  if (ours.data.total === 0 && here.data.total === 0)
    return (
      <Empty title={t('recall.empty.title')} text={t('recall.empty.text')}>
        <Button tone="primary" onClick={() => useExchangePlace.getState().show('out')}>
          {t('command.go.outbox')}
        </Button>
      </Empty>
    );
  return (
    <>
      {ours.data.total > 0 ? (
        <section className={page.card}>
          <header>
            <h2>{t('recall.ours')}</h2>
          </header>
          <Confirmations items={ours.data.items} />
          <Scroller label={t('recall.ours')}>
            <table className={styles.grid}>
              <caption className="visually-hidden">{t('recall.ours')}</caption>
              <thead>
                <tr>
                  {['record', 'to', 'when', 'reason', 'state'].map((c) => (
                    <th key={c} scope="col">
                      {t(`recall.col.${c}`)}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="visually-hidden">{t('sent.col.actions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {ours.data.items.map((r) => (
                  <Line key={r.recall} recall={r} onAgain={() => setAgain(r)} />
                ))}
              </tbody>
            </table>
          </Scroller>
          {ours.data.total > PAGE ? (
            <div className={page.section}>
              <Pager first={first} count={PAGE} total={ours.data.total} onFirst={setFirst} />
            </div>
          ) : null}
        </section>
      ) : null}
      {here.data.total > 0 ? <Here data={here.data} /> : null}
      {again ? <Again recall={again} onClose={() => setAgain(null)} /> : null}
    </>
  );
}

/** One bar per recipient: confirmed, on its way, not yet sent. */
function Confirmations({ items }: { readonly items: readonly RecallView[] }) {
  const { t } = useT();
  return (
    <ul className={page.section}>
      {[...Map.groupBy(items, (r) => r.to.agencyId).values()].map((list) => {
        const [first] = list;
        const confirmed = list.filter((r) => r.state === 'done' || r.state === 'kept').length;
        return first ? (
          <li key={first.to.agencyId} className={styles.confirm}>
            <Code>{first.to.code}</Code>
            <progress
              value={confirmed}
              max={list.length}
              aria-label={t('recall.confirmedBy', { to: first.to.code, done: confirmed, total: list.length })}
            />
            <span>
              {confirmed === list.length
                ? t('recall.allConfirmed')
                : t('recall.notConfirmed', { done: confirmed, total: list.length })}
            </span>
          </li>
        ) : null;
      })}
    </ul>
  );
}

/** Gives a recalled record out anew: a reason, two persons; it goes with the next file to that agency. */
function Again({ recall: r, onClose }: { readonly recall: RecallView; readonly onClose: () => void }) {
  const { t } = useT();
  const tell = useTell();
  const client = useQueryClient();
  const send = useSend('exchange.releaseAgain');
  const name = r.item.code || r.item.record.slice(0, 6);
  return (
    <ReasonSheet
      twoPersons
      title={t('recall.againTitle', { record: name, to: r.to.code })}
      text={t('recall.againText')}
      action={t('recall.againApply')}
      reasonLabel={t('steps.reason')}
      pending={send.isPending}
      error={send.error ? failureOf(send.error) : null}
      onClose={onClose}
      onSend={({ reason, by, second }) =>
        send.mutate(
          { operation: r.operation ?? '', record: r.item.record, to: r.to.agencyId, reason, by, second },
          {
            onSuccess: () => {
              tell(({ t }) => t('recall.againDone', { record: name, to: r.to.code }));
              void client.invalidateQueries();
              onClose();
            },
          },
        )
      }
    />
  );
}

function Line({ recall: r, onAgain }: { readonly recall: RecallView; readonly onAgain: () => void }) {
  const { t, maybe } = useT();
  const when = (at: number) => (
    <>
      <When at={at} />
    </>
  );
  return (
    <tr>
      <td>
        <Code>{r.item.code || r.item.record.slice(0, 6)}</Code> <bdi>{r.item.label}</bdi>{' '}
        <span className={page.muted}>{maybe(`kind.${r.item.kind}`, r.item.kind)}</span>
      </td>
      <td>
        <Code>{r.to.code}</Code>
      </td>
      <td>{when(r.at)}</td>
      <td>
        <bdi>{r.reason}</bdi>
      </td>
      <td>
        <Sign tone={TONE[r.state]}>{t(`recall.state.${r.state}`)}</Sign>
        {r.confirmedAt === null ? null : (
          <>
            <br />
            <small className={page.muted}>
              {when(r.confirmedAt)} {r.basis === null ? null : <bdi>{r.basis}</bdi>}
            </small>
          </>
        )}
        {r.openAgain ? (
          <>
            <br />
            <small className={page.muted}>{t('recall.openAgain')}</small>
          </>
        ) : null}
      </td>
      <td className={styles.actions}>
        {r.openAgain || r.operation === null ? null : (
          <Button
            onClick={onAgain}
            aria-label={`${t('recall.again')} ${r.item.code || r.item.record.slice(0, 6)} ${r.to.code}`}
          >
            {t('recall.again')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function Here({
  data,
}: {
  readonly data: {
    readonly items: readonly {
      readonly recall: string;
      readonly kind: string;
      readonly by: { readonly code: string };
      readonly at: number;
      readonly reason: string;
      readonly outcome: string;
    }[];
    readonly prints: readonly { readonly at: number; readonly forAgency: string }[];
  };
}) {
  const { t, maybe } = useT();
  return (
    <section className={page.card}>
      <header>
        <h2>{t('recall.here')}</h2>
      </header>
      <ul className={page.section}>
        {data.items.map((r) => (
          <li key={r.recall}>
            <Code>{r.by.code}</Code> {maybe(`kind.${r.kind}`, r.kind)} · <When at={r.at} /> · <bdi>{r.reason}</bdi> ·{' '}
            {maybe(`recall.outcome.${r.outcome}`, r.outcome)}
          </li>
        ))}
      </ul>
      {data.prints.length > 0 ? (
        <div className={page.section}>
          <p>{t('recall.prints', { count: data.prints.length })}</p>
          <ul>
            {data.prints.map((p) => (
              <li key={`${p.at}${p.forAgency}`}>
                <When at={p.at} /> <Code>{p.forAgency}</Code>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
