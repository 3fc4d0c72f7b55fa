/** The log of the day, newest first: notes, decisions with their reason, go and no-go. Lines are never changed, only undone or added to. */
import { Gavel, NotebookPen } from 'lucide-react';
import { useState } from 'react';
import type { LogLine, SiteCard } from '#shared/contract/action-day.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { dateText, timeText, useT } from '../../i18n/index.ts';
import { Button, Chip, Code, Failure, Ltr, Sign } from '../../ui/index.ts';
import { Pager } from '../exchange/index.ts';
import styles from './action.module.css';

const PAGE = 50;

export function Log({
  operation,
  mine,
  zone,
  sites,
  onNote,
  onDecide,
}: {
  readonly operation: string;
  readonly mine: boolean;
  readonly zone: string;
  readonly sites: readonly SiteCard[];
  readonly onNote: () => void;
  readonly onDecide: () => void;
}) {
  const { t, language } = useT();
  const [first, setFirst] = useState(0);
  const ask = useAsk('action.log', { operation, first, count: PAGE });
  const lines = ask.data?.lines ?? [];
  return (
    <section className={styles.part} aria-label={t('actionDay.log')}>
      <div className={styles.partHead}>
        <h2>{t('actionDay.log')}</h2>
        {mine ? (
          <>
            <Button onClick={onNote}>
              <NotebookPen size={14} aria-hidden /> {t('actionDay.note')}
            </Button>
            <Button onClick={onDecide}>
              <Gavel size={14} aria-hidden /> {t('actionDay.decide')}
            </Button>
          </>
        ) : null}
      </div>
      {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
      {ask.data && lines.length === 0 ? <p className={styles.quiet}>{t('actionDay.logEmpty')}</p> : null}
      <ol className={styles.log}>
        {lines.map((line) => (
          <li key={line.id}>
            <span className={styles.when}>
              <b>
                <Ltr>{timeText(line.at, zone)}</Ltr>
              </b>
              <small>{dateText(line.at, zone, language, 'day')}</small>
            </span>
            <span className={styles.said}>
              <Entry line={line} site={sites.find(({ code }) => code === line.site)?.codeWord ?? line.site} />
              {line.text === '' ? null : (
                <span className={styles.text}>
                  <bdi>{line.text}</bdi>
                </span>
              )}
              {line.reason === null ? null : (
                <span>
                  {t('actionDay.because')} <bdi>{line.reason}</bdi>
                </span>
              )}
              <small className={styles.quiet}>
                <bdi>{line.by}</bdi>
              </small>
            </span>
          </li>
        ))}
      </ol>
      <Pager first={first} count={PAGE} total={ask.data?.total ?? 0} onFirst={setFirst} />
    </section>
  );
}

function Entry({ line, site }: { readonly line: LogLine; readonly site: string | null }) {
  const { t } = useT();
  return (
    <span className={styles.entry}>
      {line.entry === 'go' ? (
        <Sign tone="ready">{t('actionDay.entry.go')}</Sign>
      ) : line.entry === 'no_go' ? (
        <Sign tone="block">{t('actionDay.entry.no_go')}</Sign>
      ) : line.entry === 'decision' ? (
        <Chip tone="accent">{t('actionDay.entry.decision')}</Chip>
      ) : null}
      {site === null ? null : <bdi>{site}</bdi>}
      {line.task === null ? null : <Code>{line.task}</Code>}
    </span>
  );
}
