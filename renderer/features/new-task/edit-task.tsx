/** What a task is, beside when it is: changed with a look at what that does first. */
import { useDeferredValue, useState } from 'react';
import type { Input } from '#shared/contract/contract.ts';
import type { OperationCard, TaskDetail, TimelineFrame } from '#shared/contract/planning.ts';
import { TASK_KINDS } from '#shared/model/vocabulary.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Failure, Field, LeaveApply, ReadOnly, Sheet } from '../../ui/index.ts';
import { effectWords, FindingDiff } from '../findings/index.ts';
import { NONE, OwnerChoice, TaskChoices } from './choices.tsx';
import styles from './new-task.module.css';

type Edit = Input<'task.edit'>['edit'];

export function EditTaskSheet({
  card,
  frame,
  detail,
  site: wished = null,
  onClose,
}: {
  readonly card: OperationCard;
  readonly frame: TimelineFrame;
  readonly detail: TaskDetail;
  /** Where it is to stand, known before the form opens: code of a site, or `REM`. */
  readonly site?: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const { row } = detail;
  const was = {
    title: row.title,
    minutes: detail.minutes === null ? '' : String(detail.minutes),
    kind: TASK_KINDS.find((k) => k === row.kind) ?? 'coordination',
    phase: row.phase ?? NONE,
    site: row.place === 'REM' ? 'REM' : (frame.sites.find((s) => s.codeWord === row.place)?.code ?? NONE),
    owner: row.owner ?? NONE,
  };
  // what was typed outlives a lock
  const [title, setTitle, titleUsed] = useDraft(`task/${row.id}/title`, was.title);
  const [minutes, setMinutes] = useState(was.minutes);
  const [kind, setKind] = useState(was.kind);
  const [phase, setPhase] = useState(was.phase);
  const [site, setSite] = useState(wished ?? was.site);
  const [owner, setOwner] = useState(was.owner);
  const length = /^\d{1,6}$/.test(minutes) ? Number(minutes) : 0;
  const lengthFits = minutes === was.minutes || length > 0;
  const edit: Edit = {
    ...(title.trim() !== was.title && title.trim() !== '' ? { title: title.trim() } : {}),
    ...(minutes !== was.minutes && length > 0 ? { minutes: length } : {}),
    ...(kind === was.kind ? {} : { kind }),
    ...(phase === was.phase ? {} : { phase: phase === NONE ? null : phase }),
    ...(site === was.site ? {} : { site: site === NONE ? null : site }),
    ...(owner === was.owner || owner === NONE ? {} : { owner }),
  };
  const says = lengthFits && title.trim() !== '' && Object.keys(edit).length > 0;
  const ask = { operation: card.id, task: row.id, edit };
  const settled = useDeferredValue(ask);
  const preview = useAsk('task.previewEdit', settled, { when: says });
  const known = says && preview.data && !preview.isPlaceholderData ? preview.data : null;
  const send = useSend('task.edit');
  const announce = useAnnounce();
  const apply = (): void => {
    if (!says || !card.mine || send.isPending) return;
    send.mutate(ask, {
      onSuccess: (done) => {
        titleUsed();
        onClose();
        announce(done, known ? effectWords(known) : undefined);
      },
    });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t('editTask.title', { code: row.code })}
      closeLabel={t('action.close')}
      wide
      foot={<LeaveApply onLeave={onClose} onApply={apply} disabled={!says || !card.mine || send.isPending} />}
    >
      {card.mine ? null : <ReadOnly>{t('calendar.readOnly', { agency: card.ownerCode })}</ReadOnly>}
      <Field
        label={t('calendar.create.name')}
        value={title}
        onText={setTitle}
        maxLength={500}
        dir="auto"
        fault={title.trim() === '' ? t('editTask.noName') : undefined}
      />
      <div className={styles.formRow}>
        <Field
          label={t('calendar.create.minutes')}
          value={minutes}
          onText={setMinutes}
          inputMode="numeric"
          dir="ltr"
          fault={lengthFits ? undefined : t('calendar.create.minutesFault')}
        />
        <OwnerChoice
          frame={frame}
          owner={owner}
          unset={was.owner === NONE ? t('calendar.create.none') : null}
          onOwner={setOwner}
        />
      </div>
      <TaskChoices
        frame={frame}
        kind={kind}
        phase={phase}
        site={site}
        onKind={setKind}
        onPhase={setPhase}
        onSite={setSite}
      />
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
      {preview.isError && says ? <Failure error={failureOf(preview.error)} /> : null}
      {known ? <FindingDiff added={known.added} gone={known.gone} /> : null}
    </Sheet>
  );
}
