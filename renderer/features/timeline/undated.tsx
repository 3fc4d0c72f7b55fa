/** Tasks without a place on the time axis: nothing falls out of the picture. */
import type { TimelineRow } from '#shared/contract/planning.ts';
import { useT } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import styles from './timeline.module.css';

export function Undated({
  rows,
  count,
  operation,
}: {
  readonly rows: readonly TimelineRow[] | null;
  readonly count: number;
  readonly operation: string;
}) {
  const { t } = useT();
  return (
    <details className={styles.undated}>
      <summary>{t('timeline.undated', { count })}</summary>
      <ul>
        {(rows ?? [])
          .filter((r) => r.start === null)
          .map((r) => (
            <li key={r.id}>
              <button
                type="button"
                onClick={() => {
                  usePlace.getState().setView(operation, { selected: r.id, row: r.index });
                  usePlace.getState().inspect(true, 'details');
                }}
              >
                {r.code} · {r.title}
              </button>
            </li>
          ))}
      </ul>
    </details>
  );
}
