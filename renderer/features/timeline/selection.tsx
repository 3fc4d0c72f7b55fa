/** Tasks chosen together: how many, what can be done with them, and how to let them go. */
import { useEffect, useRef } from 'react';
import { KeyHint } from '../../app/key-hint.tsx';
import { useT } from '../../i18n/index.ts';
import { runCommand } from '../../state/bus.ts';
import { useNotices } from '../../state/notices.ts';
import { usePlace } from '../../state/place.ts';
import { Button } from '../../ui/index.ts';
import styles from './timeline.module.css';

export function SelectionBar({
  operation,
  picked,
}: {
  readonly operation: string;
  readonly picked: readonly string[];
}) {
  const { t } = useT();
  const n = picked.length;
  const before = useRef(n);
  useEffect(() => {
    if (before.current !== n) useNotices.getState().say(t('bulk.chosen', { n }));
    before.current = n;
  }, [n, t]);
  if (n === 0) return null;
  return (
    <section className={styles.filtered} aria-label={t('bulk.region')}>
      <b>{t('bulk.chosen', { n })}</b>
      <Button onClick={() => runCommand('tasks.edit')}>
        {t('bulk.change')} <KeyHint id="tasks.edit" />
      </Button>
      <span>{t('bulk.moveHint')}</span>
      <Button tone="quiet" onClick={() => usePlace.getState().setView(operation, { picked: [] })}>
        {t('bulk.clear')}
      </Button>
    </section>
  );
}
