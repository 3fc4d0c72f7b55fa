/** Recalls of ours, with who has confirmed and who has not; recalls of others that were carried out here. */
import { useState } from 'react';
import type { RecallView } from '#shared/contract/exchange-desk.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { Code, Empty, Failure, Loading, Ltr, Sign, type Tone } from '../../ui/index.ts';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { Pager } from './pager.tsx';
import { Scroller } from './scroller.tsx';

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
  const ours = useAsk('exchange.recalls', { first, count: PAGE });
  const here = useAsk('exchange.recalledHere', { first: 0, count: PAGE });
  if (ours.isError) return <Failure error={failureOf(ours.error)} />;
  if (!ours.data || !here.data) return <Loading />;
  if (ours.data.total === 0 && here.data.total === 0)
    return <Empty title={t('recall.empty.title')} text={t('recall.empty.text')} />;
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
                </tr>
              </thead>
              <tbody>
                {ours.data.items.map((r) => (
                  <Line key={r.recall} recall={r} />
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

function Line({ recall: r }: { readonly recall: RecallView }) {
  const { t, maybe, language } = useT();
  const when = (at: number) => (
    <>
      {dateText(at, 'UTC', language, 'full')} <Ltr>{clockText(at, 'UTC')}</Ltr>
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
  const { t, maybe, language } = useT();
  return (
    <section className={page.card}>
      <header>
        <h2>{t('recall.here')}</h2>
      </header>
      <ul className={page.section}>
        {data.items.map((r) => (
          <li key={r.recall}>
            <Code>{r.by.code}</Code> {maybe(`kind.${r.kind}`, r.kind)} · {dateText(r.at, 'UTC', language, 'full')}{' '}
            <Ltr>{clockText(r.at, 'UTC')}</Ltr> · <bdi>{r.reason}</bdi> ·{' '}
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
                {dateText(p.at, 'UTC', language, 'full')} <Ltr>{clockText(p.at, 'UTC')}</Ltr> <Code>{p.forAgency}</Code>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
