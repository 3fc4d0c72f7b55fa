import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { useOperationView } from '../../state/place.ts';
import { cx, Failure, Loading, Ltr } from '../../ui/index.ts';
import styles from './history.module.css';
import { stepsOf, valueText } from './history-steps.ts';

/** Steps with more values than this are folded: loading an operation sets every one of them. */
const FEW = 6;

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
  const words = (label: string): string =>
    maybe(`historyStep.${label.replace(/^step\./, '')}`, label.replace(/^step\./, ''));
  const history = useAsk('history.record', { record });
  if (history.isError) return <Failure error={failureOf(history.error)} />;
  if (!history.data) return <Loading lines={4} />;
  if (history.data.length === 0) return <p>{t('history.empty')}</p>;
  return (
    <ol className={cx(tight && styles.tight)}>
      {stepsOf(history.data).map((step, i) => {
        const list = (
          <ul className={styles.fields}>
            {step.fields.map((e, k) => (
              <li key={`${e.field}${k}`}>
                <span className={styles.field}>{maybe(`field.${e.field}`, e.field)}</span>{' '}
                {e.before !== null ? (
                  <>
                    <del>
                      <bdi>{valueText(e.before, t('history.reference'))}</bdi>
                    </del>{' '}
                    <span aria-hidden>→</span>{' '}
                  </>
                ) : null}
                <ins>
                  <bdi>{e.after === null ? t('history.nothing') : valueText(e.after, t('history.reference'))}</bdi>
                </ins>
              </li>
            ))}
          </ul>
        );
        return (
          <li key={`${step.at}${step.label}${i}`} className={styles.entry}>
            <span className={styles.when}>
              {dateText(step.at, zone, language, 'full')} <Ltr>{clockText(step.at, zone)}</Ltr>
            </span>
            <span>
              <strong>{words(step.label)}</strong>{' '}
              <span className={styles.who}>
                <bdi>{step.by}</bdi> · <bdi>{step.agency}</bdi>
              </span>
              {step.fields.length > FEW ? (
                <details>
                  <summary>{t('history.fields', { count: step.fields.length })}</summary>
                  {list}
                </details>
              ) : (
                list
              )}
            </span>
          </li>
        );
      })}
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
