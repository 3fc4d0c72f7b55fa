/** Choosing what the critical path leads to, and the legend that says in words what the marks mean. */
import { Route } from 'lucide-react';
import type { ScheduleTarget } from '#shared/contract/schedule.ts';
import { useAsk } from '../../api/index.ts';
import { durationText, useT, type Words } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { usePlace } from '../../state/place.ts';
import { jumpToTask } from '../../state/jump.ts';
import { useProblem } from '../../state/steps.ts';
import { Button, Choice, Code, Sign } from '../../ui/index.ts';
import styles from './schedule.module.css';
import timeline from './timeline.module.css';
import { useSchedule } from './use-schedule.ts';

/** `Departure of M1`; the words of a target. */
export const targetWords = (target: { readonly kind: ScheduleTarget['kind']; readonly code: string }, t: Words['t']) =>
  t(`schedule.${target.kind}`, { code: target.code });

interface Props {
  readonly operation: string;
  readonly target: string | null;
}

export interface SchedulePicking {
  readonly value: string;
  /** Empty while the plan has no target. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onPick: (code: string) => void;
}

/** What the critical path leads to. The key `K` goes from target to target. */
export function useSchedulePick(operation: string, target: string | null): SchedulePicking {
  const { t } = useT();
  const targets = useAsk('schedule.targets', { operation }).data?.targets ?? [];
  const onPick = (code: string): void => usePlace.getState().setView(operation, { target: code === '' ? null : code });
  const codes = ['', ...targets.map(({ code }) => code)];
  useCommand(
    'view.critical',
    () => onPick(codes[(codes.indexOf(target ?? '') + 1) % codes.length] ?? ''),
    targets.length > 0,
  );
  return {
    value: target ?? '',
    options:
      targets.length === 0
        ? []
        : [
            { value: '', label: t('schedule.none') },
            ...targets.map((each) => ({ value: each.code, label: targetWords(each, t) })),
          ],
    onPick,
  };
}

/** In the toolbar. */
export function SchedulePick({ picking }: { readonly picking: SchedulePicking }) {
  const { t } = useT();
  return <Choice label={t('schedule.pick')} hideLabel className={styles.pick} {...picking} />;
}

/** Below the toolbar while a target is chosen; a cycle is named as the list of its tasks, chosen or not. */
export function ScheduleLegend({ operation, target }: Props) {
  const { t } = useT();
  const all = useAsk('schedule.targets', { operation }).data;
  const { target: chosen, path } = useSchedule(operation, target, []);
  const problem = useProblem();
  if (all?.cycle)
    return (
      <p className={timeline.filtered} role="status">
        <Sign tone="block">{t('schedule.cycle', { tasks: all.cycle.join(', ') })}</Sign>
      </p>
    );
  if (!chosen) return null;
  return (
    <div className={styles.legend} role="status">
      <Route size={14} aria-hidden />
      <b>{t('schedule.legend', { target: targetWords(chosen, t) })}</b>
      {(chosen.lateMinutes ?? 0) > 0 ? (
        <Sign tone="block">{lateWords(chosen, t)}</Sign>
      ) : (
        <span>{lateWords(chosen, t)}</span>
      )}
      <span className={styles.key} role="group" aria-label={t('schedule.steps')}>
        {chosen.pathTasks > path.length ? '…' : null}
        {path.map((code) => (
          <Button key={code} tone="quiet" onClick={() => void jumpToTask(operation, code).catch(problem)}>
            <Code>{code}</Code>
          </Button>
        ))}
      </span>
      <span className={styles.key}>
        <i className={styles.samplePath} aria-hidden />
        {t('schedule.onPath')}
      </span>
      <span className={styles.key}>
        <i className={styles.sampleChain} aria-hidden />
        {t('schedule.onChain')}
      </span>
      {chosen.untold > 0 ? <span>{t('schedule.untold')}</span> : null}
      <Button tone="quiet" onClick={() => usePlace.getState().setView(operation, { target: null })}>
        {t('schedule.hide')}
      </Button>
    </div>
  );
}

function lateWords({ lateMinutes }: ScheduleTarget, t: Words['t']): string {
  if (lateMinutes === null) return t('schedule.unknown');
  if (lateMinutes === 0) return t('schedule.onTime');
  const span = durationText(lateMinutes);
  return lateMinutes > 0 ? t('schedule.late', { span }) : t('schedule.early', { span });
}
