import { ChevronUp, LoaderCircle } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ACCEPTING } from '#shared/contract/exchange.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { useAsk, useSend } from '../api/index.ts';
import { useOpenConflicts } from '../features/exchange/index.ts';
import { useT } from '../i18n/index.ts';
import { openConflicts } from '../state/exchange-place.ts';
import { useNow } from '../state/now.ts';
import { type Job, useNotices } from '../state/notices.ts';
import { useProblem } from '../state/steps.ts';
import { Button, SignShape } from '../ui/index.ts';
import styles from './shell.module.css';

/** Bottom tray: who works here, and long jobs with progress, rate, time left and cancel. */
export function Tray({
  open,
  onToggle,
  workspace,
}: {
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly workspace: OpenWorkspace;
}) {
  const { t } = useT();
  const info = useAsk('app.info', {});
  const { jobs, spoken } = useNotices();
  const running = jobs.filter((j) => !j.ended);
  const conflicts = useOpenConflicts();
  useSpokenQuarters(running);
  return (
    <footer className={styles.trayBar} data-region="tray" aria-label={t('frame.tray')} tabIndex={-1}>
      <button type="button" className={styles.trayButton} aria-expanded={open} onClick={onToggle} data-region-start>
        {running.length > 0 ? <LoaderCircle size={13} aria-hidden /> : <ChevronUp size={13} aria-hidden />}
        {running.length > 0 ? t('job.running', { count: running.length }) : t('job.none')}
      </button>
      {conflicts > 0 ? (
        <button type="button" className={styles.trayButton} onClick={openConflicts}>
          <SignShape tone="block" size={13} />
          {t('conflicts.tray', { count: conflicts })}
        </button>
      ) : null}
      <span>
        {workspace.agencyCode} · {workspace.agencyName}
      </span>
      <span className={styles.gap} />
      <span>{t('frame.offline')}</span>
      <span>{info.data ? `${info.data.name} ${info.data.version}` : ''}</span>
      {open ? (
        <section className={styles.trayPanel} aria-label={t('job.title')}>
          <h2>{t('job.title')}</h2>
          {jobs.length === 0 ? <p>{t('job.empty')}</p> : null}
          <ul>
            {jobs.toReversed().map((job) => (
              <JobLine key={job.job} job={job} />
            ))}
          </ul>
          {jobs.some((j) => j.ended) ? (
            <Button tone="quiet" onClick={() => useNotices.getState().clearJobs()}>
              {t('job.clear')}
            </Button>
          ) : null}
        </section>
      ) : null}
      <span className="visually-hidden" role="status" aria-live="polite">
        {spoken}
      </span>
    </footer>
  );
}

function JobLine({ job }: { readonly job: Job }) {
  const { t, maybe } = useT();
  const cancel = useSend('job.cancel');
  const problem = useProblem();
  const now = useNow(null);
  const seconds = Math.max(1, Math.round((now - job.startedAt) / 1000));
  const left = job.done > 0 && job.total > job.done ? Math.round((seconds / job.done) * (job.total - job.done)) : null;
  return (
    <li className={styles.job}>
      <span>{maybe(`job.step.${job.step}`, job.step)}</span>
      {job.ended ? (
        <span>{t('job.ended')}</span>
      ) : job.job === ACCEPTING ? null : (
        <Button tone="quiet" onClick={() => cancel.mutate({ job: job.job }, { onError: problem })}>
          {t('action.cancel')}
        </Button>
      )}
      {job.ended ? null : (
        <>
          <progress
            value={job.done}
            max={Math.max(1, job.total)}
            aria-label={maybe(`job.step.${job.step}`, job.step)}
          />
          <span>
            {t('job.of', { done: job.done, total: job.total })}
            {left !== null && seconds > 3 ? ` · ${t('job.left', { seconds: left })}` : ''}
          </span>
        </>
      )}
    </li>
  );
}

/** Screen readers hear the start, each quarter and the end, not every step. */
function useSpokenQuarters(running: readonly Job[]): void {
  const { t, maybe } = useT();
  const last = useRef('');
  const job = running[0];
  const quarter = job ? Math.floor((4 * job.done) / Math.max(1, job.total)) : -1;
  const key = job ? `${job.job}/${quarter}` : '';
  useEffect(() => {
    if (key === last.current) return;
    last.current = key;
    if (job)
      useNotices
        .getState()
        .say(t('job.spoken', { step: maybe(`job.step.${job.step}`, job.step), percent: quarter * 25 }));
  }, [key, job, quarter, t, maybe]);
}
