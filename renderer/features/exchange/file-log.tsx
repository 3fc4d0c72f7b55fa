import { ArrowDownToLine, ArrowUpFromLine } from 'lucide-react';
import { useState } from 'react';
import type { BoxItem } from '#shared/contract/exchange.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { bytesText, numberText, useT } from '../../i18n/index.ts';
import { useExchangePlace } from '../../state/exchange-place.ts';
import { Button, Code, Empty, Failure, Loading, Ltr, Sign, type Tone } from '../../ui/index.ts';
import styles from './exchange.module.css';
import { When } from './when.tsx';

const PAGE = 50;
const TONE: Readonly<Record<BoxItem['state'], Tone>> = {
  sealed: 'none',
  acknowledged: 'ready',
  accepted: 'ready',
  gap: 'warn',
  fork: 'block',
};

/** What went out and came in, with what is known of its arrival. */
export function FileLog() {
  const { t, language } = useT();
  const [first, setFirst] = useState(0);
  const box = useAsk('exchange.box', { first, count: PAGE });
  if (box.isError) return <Failure error={failureOf(box.error)} />;
  if (!box.data) return <Loading />;
  if (box.data.total === 0)
    return (
      <Empty title={t('box.empty.title')} text={t('box.empty.text')}>
        <Button tone="primary" onClick={() => useExchangePlace.getState().pick('receive')}>
          {t('command.exchange.open')}
        </Button>
      </Empty>
    );
  return (
    <>
      <div className={styles.table} style={{ maxBlockSize: 'none', background: 'var(--surface)' }}>
        <table>
          <caption className="visually-hidden">{t('box.view.log')}</caption>
          <thead>
            <tr>
              {['direction', 'when', 'agency', 'seq', 'records', 'size', 'state'].map((c) => (
                <th key={c} scope="col">
                  {t(`box.col.${c}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {box.data.items.map((i) => (
              <tr key={`${i.direction}${i.agencyCode}${i.seq}${i.at}`}>
                <td>
                  {i.direction === 'in' ? (
                    <ArrowDownToLine size={14} aria-hidden />
                  ) : (
                    <ArrowUpFromLine size={14} aria-hidden />
                  )}{' '}
                  {t(`box.${i.direction}`)}
                </td>
                <td>
                  <When at={i.at} />
                </td>
                <td>
                  <Code>{i.agencyCode}</Code> {i.agencyName}
                </td>
                <td>
                  <Ltr>{i.seq}</Ltr>
                </td>
                <td>{numberText(i.records, language)}</td>
                <td>
                  <Ltr>{bytesText(i.bytes, language)}</Ltr>
                </td>
                <td>
                  <Sign tone={TONE[i.state]}>{t(`box.state.${i.state}`)}</Sign>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {box.data.total > PAGE ? (
        <div className={styles.row}>
          <Button disabled={first === 0} onClick={() => setFirst(Math.max(0, first - PAGE))}>
            {t('box.newer')}
          </Button>
          <Button disabled={first + PAGE >= box.data.total} onClick={() => setFirst(first + PAGE)}>
            {t('box.older')}
          </Button>
          <span>
            {t('box.range', { from: first + 1, to: Math.min(first + PAGE, box.data.total), total: box.data.total })}
          </span>
        </div>
      ) : null}
    </>
  );
}
