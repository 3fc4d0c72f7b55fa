/** The history of one record, for its inspector. */
import { failureOf, useAsk } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { Failure, Loading, Ltr } from '../../ui/index.ts';
import { valueText } from '../choices/index.ts';
import { stepsOf } from './history-steps.ts';
import styles from './record-history.module.css';
import { useByName, useStepName } from './step-name.ts';

/** Steps with more values than this are folded: loading an operation sets every one of them. */
const FEW = 6;

/** Who changed what, when and from which agency, newest first as the log gives it. */
export function HistoryList({ record, zone }: { readonly record: string; readonly zone: string }) {
  const { t, maybe, language } = useT();
  const words = useStepName();
  const byName = useByName();
  const history = useAsk('history.record', { record });
  if (history.isError) return <Failure error={failureOf(history.error)} />;
  if (!history.data) return <Loading lines={4} />;
  if (history.data.length === 0) return <p>{t('history.empty')}</p>;
  return (
    <ol>
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
                <bdi>{byName(step.by)}</bdi> · <bdi>{step.agency}</bdi>
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
