/** Tasks that a change of many leaves as they are: counted, and each named with its reason. */
import type { Output } from '#shared/contract/contract.ts';
import { useT } from '../../i18n/index.ts';
import { Code } from '../../ui/index.ts';
import styles from './timeline.module.css';

export function Stays({ stays }: { readonly stays: Output<'tasks.preview'>['stays'] }) {
  const { t } = useT();
  if (stays.length === 0) return null;
  return (
    <details className={styles.stays}>
      <summary>{t('bulk.stays', { n: stays.length })}</summary>
      <ul>
        {stays.map(({ code, title, why }) => (
          <li key={code}>
            <Code>{code}</Code> <bdi>{title}</bdi> · {t(`bulk.why.${why}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}
