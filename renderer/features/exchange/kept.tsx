/** Lines that are in no record: what waits, what was set aside, and own contributions that came back with a recall. */
import { useState } from 'react';
import { failureOf, useAsk } from '../../api/index.ts';
import { numberText, useT } from '../../i18n/index.ts';
import { Code, Empty, Failure, Loading, Segments } from '../../ui/index.ts';
import styles from './desk.module.css';
import page from './exchange.module.css';
import { Scroller } from './scroller.tsx';

const WHICH = ['returned', 'aside', 'held'] as const;

export function Kept() {
  const { t, maybe, language } = useT();
  const [which, setWhich] = useState<(typeof WHICH)[number]>('returned');
  const kept = useAsk('exchange.kept', { disposition: which });
  if (kept.isError) return <Failure error={failureOf(kept.error)} />;
  const groups = [...Map.groupBy(kept.data ?? [], (k) => JSON.stringify([k.agency.code, k.record, k.reason])).values()];
  return (
    <>
      <div className={page.row}>
        <Segments
          label={t('kept.which')}
          value={which}
          onPick={setWhich}
          options={WHICH.map((value) => ({ value, label: t(`kept.${value}.name`) }))}
        />
      </div>
      <p className={page.note}>{t(`kept.${which}.text`)}</p>
      {kept.data ? null : <Loading lines={3} />}
      {kept.data?.length === 0 ? <Empty title={t(`kept.${which}.none`)} text={t('kept.nothing')} /> : null}
      {groups.length > 0 ? (
        <Scroller label={t(`kept.${which}.name`)}>
          <table className={styles.grid}>
            <caption className="visually-hidden">{t(`kept.${which}.name`)}</caption>
            <thead>
              <tr>
                {['agency', 'record', 'lines', 'why'].map((c) => (
                  <th key={c} scope="col">
                    {t(`kept.col.${c}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.slice(0, 200).map(([first, ...more]) =>
                first ? (
                  <tr key={first.line}>
                    <td>
                      <Code>{first.agency.code}</Code> {first.agency.name}
                    </td>
                    <td>{first.record === null ? '–' : <Code mono>{`${first.record.slice(0, 8)}…`}</Code>}</td>
                    <td>{numberText(more.length + 1, language)}</td>
                    <td>{maybe(`kept.why.${first.reason}`, first.reason)}</td>
                  </tr>
                ) : null,
              )}
            </tbody>
          </table>
        </Scroller>
      ) : null}
    </>
  );
}
