import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { useOperationView } from '../../state/place.ts';
import { cx, Failure, Loading, Ltr } from '../../ui/index.ts';
import styles from './history.module.css';

/** Who changed what, when and from which agency, newest first as the log gives it. */
export function HistoryList({
  record,
  zone,
  tight = true,
}: {
  readonly record: string;
  readonly zone: string;
  readonly tight?: boolean;
}) {
  const { t, maybe, language } = useT();
  const history = useAsk('history.record', { record });
  if (history.isError) return <Failure error={failureOf(history.error)} />;
  if (!history.data) return <Loading lines={4} />;
  if (history.data.length === 0) return <p>{t('history.empty')}</p>;
  return (
    <ol className={cx(tight && styles.tight)}>
      {history.data.map((e, i) => (
        <li key={`${e.at}${e.field}${i}`} className={styles.entry}>
          <span className={styles.when}>
            {dateText(e.at, zone, language, 'full')} <Ltr>{clockText(e.at, zone)}</Ltr>
          </span>
          <span>
            <strong>{maybe(`step.${e.label}`, maybe(`field.${e.field}`, e.label || e.field))}</strong>
            <span className={styles.values}>
              {e.before !== null ? (
                <del>
                  <bdi>{e.before}</bdi>
                </del>
              ) : null}
              {e.before !== null && e.after !== null ? <span aria-hidden>→</span> : null}
              {e.after !== null ? (
                <ins>
                  <bdi>{e.after}</bdi>
                </ins>
              ) : null}
            </span>
            <span className={styles.who}>
              <bdi>{e.by}</bdi> · <bdi>{e.agency}</bdi>
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** History of the operation itself; that of a task stands in its inspector. */
export function History({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  const view = useOperationView(card.id);
  return (
    <section className={styles.screen}>
      <h1>{t('history.title', { name: card.codeName })}</h1>
      <p className={styles.explain}>{t('history.explain')}</p>
      <HistoryList record={card.id} zone={view.zone ?? card.refTz} tight={false} />
    </section>
  );
}
