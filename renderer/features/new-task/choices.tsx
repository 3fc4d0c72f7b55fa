import type { TimelineFrame } from '#shared/contract/planning.ts';
import { TASK_KINDS, type TaskKind } from '#shared/model/vocabulary.ts';
import { biText, useT } from '../../i18n/index.ts';
import { Choice } from '../../ui/index.ts';
import styles from './new-task.module.css';

export const NONE = '';

/** Which agency keeps a task. */
export function OwnerChoice({
  frame,
  owner,
  unset,
  onOwner,
}: {
  readonly frame: TimelineFrame;
  /** Code of an agency, or none. */
  readonly owner: string;
  /** What none stands for; null: it cannot be chosen. */
  readonly unset: string | null;
  readonly onOwner: (owner: string) => void;
}) {
  const { t } = useT();
  return (
    <Choice
      label={t('timeline.col.owner')}
      value={owner}
      options={[
        ...(unset === null ? [] : [{ value: NONE, label: unset }]),
        ...frame.agencies.map((a) => ({ value: a.code, label: `${a.code} · ${a.name}` })),
      ]}
      onPick={onOwner}
    />
  );
}

/** What a task is, in which phase and where. */
export function TaskChoices({
  frame,
  kind,
  phase,
  site,
  onKind,
  onPhase,
  onSite,
}: {
  readonly frame: TimelineFrame;
  readonly kind: TaskKind;
  readonly phase: string;
  /** Code of a site, `REM`, or none. */
  readonly site: string;
  readonly onKind: (kind: TaskKind) => void;
  readonly onPhase: (phase: string) => void;
  readonly onSite: (site: string) => void;
}) {
  const { t, language } = useT();
  // a decision point stays one, and no other task becomes one
  const kinds = kind === 'decision' ? [kind] : TASK_KINDS.filter((k) => k !== 'decision');
  return (
    <div className={styles.formRow}>
      <Choice
        label={t('calendar.create.kind')}
        value={kind}
        options={kinds.map((k) => ({ value: k, label: t(`taskKind.${k}`) }))}
        onPick={onKind}
      />
      <Choice
        label={t('calendar.create.phase')}
        value={phase}
        options={[
          { value: NONE, label: t('calendar.create.none') },
          ...frame.phases.map((p) => ({ value: p.code, label: `${p.code} · ${biText(p.name, language)}` })),
        ]}
        onPick={onPhase}
      />
      <Choice
        label={t('calendar.create.place')}
        value={site}
        options={[
          { value: 'REM', label: t('timeline.remote') },
          ...frame.sites.map((s) => ({ value: s.code, label: `${s.codeWord} · ${s.place}` })),
          { value: NONE, label: t('calendar.create.none') },
        ]}
        onPick={onSite}
      />
    </div>
  );
}
