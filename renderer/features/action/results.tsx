/** What the day brought, by figure and agency; what two agencies report of one person or item counts once. */
import { Plus } from 'lucide-react';
import type { ActionResults } from '#shared/contract/action-day.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { amountText, timeText, useT } from '../../i18n/index.ts';
import { Button, Code, Failure, Ltr } from '../../ui/index.ts';
import styles from './action.module.css';

/** The newest entries are listed below the totals; all of them stand in the history of the operation. */
const SHOWN = 8;
const COLUMNS = ['figure', 'total', 'confirmed', 'agencies', 'target'] as const;

export function Results({
  operation,
  mine,
  zone,
  onCount,
}: {
  readonly operation: string;
  readonly mine: boolean;
  readonly zone: string;
  readonly onCount: () => void;
}) {
  const { t } = useT();
  const ask = useAsk('action.results', { operation, first: 0, count: SHOWN });
  return (
    <section className={styles.part} aria-label={t('actionDay.results')}>
      <div className={styles.partHead}>
        <h2>{t('actionDay.results')}</h2>
        {mine ? (
          <Button onClick={onCount}>
            <Plus size={14} aria-hidden /> {t('actionDay.count')}
          </Button>
        ) : null}
      </div>
      {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
      {ask.data && ask.data.totals.length === 0 ? <p className={styles.quiet}>{t('actionDay.resultsEmpty')}</p> : null}
      {ask.data && ask.data.totals.length > 0 ? (
        <>
          <Totals results={ask.data} />
          <Entries results={ask.data} zone={zone} />
        </>
      ) : null}
    </section>
  );
}

function Totals({ results }: { readonly results: ActionResults }) {
  const { t, maybe, language } = useT();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1)
    <section className={styles.tableWrap} aria-label={t('actionDay.totals')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`actionDay.result.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {results.totals.map((one) => (
            <tr key={`${one.figure} ${one.unit}`}>
              <th scope="row">{maybe(`figure.${one.figure}`, one.figure.replaceAll('_', ' '))}</th>
              <td>
                <b>{amountText(one.total, one.unit, language)}</b>
                {one.twice > 0 ? (
                  <span className={styles.twice}>{t('actionDay.twice', { count: one.twice })}</span>
                ) : null}
              </td>
              <td>{amountText(one.confirmed, one.unit, language)}</td>
              <td>
                {one.agencies.map(({ agency, value }) => (
                  <span key={agency ?? ''} className={styles.share}>
                    <Code>{agency ?? '—'}</Code> {amountText(value, one.unit, language)}
                  </span>
                ))}
              </td>
              <td>{one.target === null ? '—' : amountText(one.target, one.unit, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Entries({ results, zone }: { readonly results: ActionResults; readonly zone: string }) {
  const { t, maybe, language } = useT();
  return (
    <>
      <h3 className={styles.small}>{t('actionDay.newest', { shown: results.lines.length, total: results.total })}</h3>
      <ul className={styles.entries}>
        {results.lines.map((line) => (
          <li key={line.id}>
            <Ltr>{line.asOf === null ? '—' : timeText(line.asOf, zone)}</Ltr> <Code>{line.agency ?? '—'}</Code>{' '}
            {maybe(`figure.${line.figure}`, line.figure)} <b>{amountText(line.value, line.unit, language)}</b>{' '}
            <span className={styles.quiet}>
              {t(line.confirmed ? 'actionDay.isConfirmed' : 'actionDay.isPreliminary')}
              {line.event === null ? null : (
                <>
                  {' · '}
                  <Code>{line.event}</Code>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
