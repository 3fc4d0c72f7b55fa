/** A new task, with what it would do to the findings before it is made; the start may be typed in any of the three forms. */
import { useDeferredValue, useState } from 'react';
import type { OperationCard, TimelineFrame } from '#shared/contract/planning.ts';
import type { TaskKind } from '#shared/model/vocabulary.ts';
import { parseStart, resolveStart } from '#shared/time/start-form.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Failure, Field, LeaveApply, Ltr, ReadOnly, Sheet } from '../../ui/index.ts';
import { FindingDiff } from '../findings/index.ts';
import { NONE, TaskChoices } from './choices.tsx';
import styles from './new-task.module.css';

/** What the place it is made from already knows of the task. */
export interface NewTaskDraft {
  readonly at: string;
  readonly minutes: number;
  /** Code of a site; remote unless told. */
  readonly site?: string | undefined;
}

export function NewTaskSheet({
  card,
  frame,
  draft,
  zone,
  onClose,
  onMade,
}: {
  readonly card: OperationCard;
  readonly frame: TimelineFrame;
  readonly draft: NewTaskDraft;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onMade: (task: string, code: string) => void;
}) {
  const { t, maybe, language } = useT();
  // what was typed outlives a lock
  const [title, setTitle, titleUsed] = useDraft(`newTask/${card.id}/title`, '');
  const [at, setAt] = useState(draft.at);
  const [minutes, setMinutes] = useState(String(draft.minutes));
  const [kind, setKind] = useState<TaskKind>('coordination');
  const [phase, setPhase] = useState(() => phaseAt(frame, card, draft.at));
  const [site, setSite] = useState(draft.site ?? 'REM');
  const length = /^\d{1,6}$/.test(minutes) ? Number(minutes) : 0;
  const input = {
    operation: card.id,
    title: title.trim() || '…',
    at: at.trim(),
    minutes: length,
    kind,
    phase: phase === NONE ? null : phase,
    site: site === NONE ? null : site,
    owner: card.lead,
  };
  const settled = useDeferredValue(input);
  const parsed = parseStart(at.trim());
  const resolved = parsed.ok ? resolveStart(parsed.value, card) : null;
  const clock = resolved?.clock ?? 'ok';
  const fits = parsed.ok && clock === 'ok' && length > 0;
  const preview = useAsk('task.previewCreate', settled, { when: fits });
  const send = useSend('task.create');
  const announce = useAnnounce();
  const ready = fits && title.trim() !== '' && card.mine;
  const apply = (): void => {
    if (!ready || send.isPending) return;
    send.mutate(input, {
      onSuccess: (done) => {
        titleUsed();
        onClose();
        announce(done);
        onMade(done.task, done.code);
      },
    });
  };
  const fault = parsed.ok
    ? clock === 'ok'
      ? undefined
      : t(`start.${clock}`)
    : maybe(`start.fault.${parsed.error.code}`, parsed.error.reason);
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t('calendar.create.title')}
      closeLabel={t('action.close')}
      wide
      foot={
        <LeaveApply onLeave={onClose} onApply={apply} disabled={!ready || send.isPending}>
          {t('calendar.create.make')}
        </LeaveApply>
      }
    >
      {card.mine ? null : <ReadOnly>{t('calendar.readOnly', { agency: card.ownerCode })}</ReadOnly>}
      <Field label={t('calendar.create.name')} value={title} onText={setTitle} maxLength={500} dir="auto" />
      <div className={styles.formRow}>
        <Field
          label={t('start.field')}
          value={at}
          onText={setAt}
          mono
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          hint={t('start.hint')}
          fault={fault}
        />
        <Field
          label={t('calendar.create.minutes')}
          value={minutes}
          onText={setMinutes}
          inputMode="numeric"
          dir="ltr"
          fault={length > 0 ? undefined : t('calendar.create.minutesFault')}
        />
      </div>
      {resolved ? (
        <p>
          {dateText(resolved.at, zone, language, 'full')} <Ltr>{clockText(resolved.at, zone)}</Ltr>
        </p>
      ) : null}
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
      {preview.isError && fits ? <Failure error={failureOf(preview.error)} /> : null}
      {preview.data && fits ? <FindingDiff added={preview.data.added} gone={preview.data.gone} /> : null}
    </Sheet>
  );
}

/** The phase that holds the start; of several the one that begins last, which is the most particular. */
function phaseAt(frame: TimelineFrame, card: OperationCard, at: string): string {
  const parsed = parseStart(at);
  const start = parsed.ok ? (resolveStart(parsed.value, card)?.at ?? null) : null;
  if (start === null) return NONE;
  const holds = frame.phases.filter((p) => p.from !== null && p.to !== null && p.from <= start && start < p.to);
  return holds.toSorted((a, b) => (b.from ?? 0) - (a.from ?? 0))[0]?.code ?? NONE;
}
