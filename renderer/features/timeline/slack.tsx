/** In the inspector: how far the task can slip before each target does, and whether it lies on the critical path. */
import type { TargetSchedule } from '#shared/contract/schedule.ts';
import { useAsk } from '../../api/index.ts';
import { durationText, useT } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import { Sign } from '../../ui/index.ts';
import panel from './panel.module.css';
import { targetWords } from './schedule-bar.tsx';
import styles from './schedule.module.css';

export function Slack({ operation, task }: { readonly operation: string; readonly task: string }) {
  const { t } = useT();
  const answer = useAsk('schedule.task', { operation, task }).data;
  if (!answer) return null;
  return (
    <section>
      <h3>{t('schedule.title')}</h3>
      {answer.cycle ? <Sign tone="block">{t('schedule.cycle', { tasks: answer.cycle.join(', ') })}</Sign> : null}
      <ul className={panel.list}>
        {answer.targets.map((target) => (
          <Line key={target.target} operation={operation} line={target} />
        ))}
      </ul>
      {answer.cycle === null && answer.targets.length === 0 ? (
        <p className={panel.muted}>{t('schedule.nothing')}</p>
      ) : null}
    </section>
  );
}

function Line({ operation, line }: { readonly operation: string; readonly line: TargetSchedule }) {
  const { t } = useT();
  const { totalMinutes, marginMinutes, pushedMinutes, pathStep, chainStep } = line;
  const late = marginMinutes !== null && marginMinutes < 0;
  return (
    <li className={styles.line}>
      <button
        type="button"
        className={panel.link}
        title={line.title}
        onClick={() => usePlace.getState().setView(operation, { target: line.target, view: 'picture' })}
      >
        {targetWords({ kind: line.kind, code: line.target }, t)}
      </button>
      <span className={styles.words}>
        {pathStep !== null ? <Sign tone={late ? 'block' : 'warn'}>{t('schedule.onPath')}</Sign> : null}
        {pathStep === null && chainStep !== null ? <span>{t('schedule.onChain')}</span> : null}
        <span>
          {totalMinutes === null ? t('schedule.unknown') : t('schedule.slack', { span: durationText(totalMinutes) })}
        </span>
        {late ? <span>{t('schedule.earlier', { span: durationText(marginMinutes) })}</span> : null}
        {pushedMinutes !== null && pushedMinutes > 0 ? (
          <span>{t('schedule.pushed', { span: durationText(pushedMinutes) })}</span>
        ) : null}
      </span>
    </li>
  );
}
