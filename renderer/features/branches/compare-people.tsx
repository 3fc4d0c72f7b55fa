/** People whose days differ, in the plan and in the branch, those needed twice at once first. */
import type { PersonRow } from '#shared/contract/branches.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { durationText, useT } from '../../i18n/index.ts';
import { Code, Failure, Loading, Ltr, Sign } from '../../ui/index.ts';
import styles from './branches.module.css';

const MOST = 200;

export function ComparePeople({ branch }: { readonly branch: string }) {
  const { t } = useT();
  const ask = useAsk('branch.people', { branch, first: 0, count: MOST });
  if (ask.isError) return <Failure error={failureOf(ask.error)} />;
  if (!ask.data) return <Loading lines={6} />;
  if (ask.data.total === 0) return <p className={styles.scroll}>{t('branches.people.same')}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
    <div className={styles.scroll} role="group" tabIndex={0} aria-label={t('branches.people.caption')}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('branches.people.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('branches.people.who')}</th>
            <th scope="col">{t('choices.col.now')}</th>
            <th scope="col">{t('choices.col.branch')}</th>
          </tr>
        </thead>
        <tbody>
          {ask.data.people.map((person) => (
            <tr key={person.code}>
              <th scope="row">
                <Code>{person.code}</Code> <bdi>{person.name}</bdi>
              </th>
              <td>
                <Day day={person.plan} />
              </td>
              <td>
                <Day day={person.branch} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ask.data.total > MOST ? <p>{t('branches.people.more', { count: ask.data.total - MOST })}</p> : null}
    </div>
  );
}

function Day({ day }: { readonly day: PersonRow['plan'] }) {
  const { t } = useT();
  if (day === null) return <span className={styles.quiet}>{t('history.nothing')}</span>;
  return (
    <>
      {t('branches.people.tasks', { count: day.tasks })} · <Ltr>{durationText(day.minutes)}</Ltr>{' '}
      {day.double.length > 0 ? (
        <Sign tone="block">
          {t('branches.people.double')} <Ltr>{day.double.join(', ')}</Ltr>
        </Sign>
      ) : null}
    </>
  );
}
