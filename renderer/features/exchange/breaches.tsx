/** Rules that held before a file came and do not any more: each side kept them, both together do not. */
import { useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useProblem } from '../../state/steps.ts';
import { Button, Code, Sign } from '../../ui/index.ts';
import page from './exchange.module.css';
import { useBy } from './reason-sheet.tsx';
import styles from './desk.module.css';

export function Breaches() {
  const { t, maybe } = useT();
  const list = useAsk('conflict.breaches', { operation: null });
  const note = useSend('conflict.noteBreach');
  const problem = useProblem();
  const [by] = useBy();
  if (!list.data || list.data.length === 0) return null;
  return (
    <section className={page.card}>
      <header>
        <h2>{t('conflicts.breaches.title', { count: list.data.length })}</h2>
      </header>
      <ul className={page.section}>
        {list.data.map((b) => (
          <li key={b.n} className={styles.breach}>
            <Sign tone={b.severity === 'block' ? 'block' : 'warn'}>
              <Code>{b.rule}</Code>
            </Sign>
            <span>
              <Code>{b.subject}</Code> {maybe(`rule.${b.rule}.name`, b.rule)}
            </span>
            <Button
              tone="quiet"
              aria-disabled={by.trim() === ''}
              title={by.trim() === '' ? t('conflicts.nameFirst') : undefined}
              onClick={() =>
                by.trim() === ''
                  ? undefined
                  : note.mutate({ n: b.n, by: by.trim() }, { onError: problem, onSuccess: () => void list.refetch() })
              }
            >
              {t('conflicts.breaches.note')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
