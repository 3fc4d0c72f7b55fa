/** How far a long piece of work is, and the way out of it. */
import { call } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useNotices } from '../../state/notices.ts';
import { Button } from '../../ui/index.ts';
import page from './exchange.module.css';

/** Nothing before the work has told how far it is, and after its end. */
export function Underway({ job: name, canStop = true }: { readonly job: string; readonly canStop?: boolean }) {
  const { t, maybe } = useT();
  const job = useNotices((s) => s.jobs.find((j) => j.job === name && !j.ended));
  if (!job) return null;
  return (
    <div className={page.underway}>
      <progress value={job.done} max={Math.max(1, job.total)} aria-label={maybe(`job.step.${job.step}`, job.step)} />
      <span>{t('job.of', { done: job.done, total: job.total })}</span>
      {canStop ? (
        <Button tone="quiet" onClick={() => void call('job.cancel', { job: name })}>
          {t('action.cancel')}
        </Button>
      ) : null}
    </div>
  );
}
