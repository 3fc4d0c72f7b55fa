/** One change for all chosen tasks: a shift, an owner, a phase, or the next state. Looked at first, one step to undo. */
import { useDeferredValue, useState } from 'react';
import type { BulkEdit } from '#shared/contract/editing.ts';
import type { OperationCard, TimelineFrame } from '#shared/contract/planning.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { biText, deltaText, useT } from '../../i18n/index.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Choice, Failure, Field, LeaveApply, Ltr, ReadOnly, Segments, Sheet } from '../../ui/index.ts';
import { ConsequenceTable, effectWords, FindingDiff } from '../findings/index.ts';
import { OwnerChoice } from '../new-task/index.ts';
import { Stays } from './bulk-stays.tsx';
import { BulkStep } from './bulk-step.tsx';
import styles from './panel.module.css';
import { parseHTarget } from './shift.ts';

const KEEP = '';

interface BulkProps {
  readonly card: OperationCard;
  readonly frame: TimelineFrame;
  readonly tasks: readonly string[];
  readonly onClose: () => void;
}

export function BulkSheet(props: BulkProps) {
  const [part, setPart] = useState<'plan' | 'state'>('plan');
  const { t } = useT();
  const parts = (
    <Segments
      label={t('bulk.part')}
      value={part}
      options={[
        { value: 'plan', label: t('bulk.plan') },
        { value: 'state', label: t('bulk.state') },
      ]}
      onPick={setPart}
    />
  );
  return part === 'plan' ? <PlanPart {...props} parts={parts} /> : <BulkStep {...props} parts={parts} />;
}

function PlanPart({ card, frame, tasks, onClose, parts }: BulkProps & { readonly parts: React.ReactNode }) {
  const { t, language } = useT();
  const [typed, setTyped] = useState('');
  const [owner, setOwner] = useState(KEEP);
  const [phase, setPhase] = useState(KEEP);
  const target = typed.trim() === '' ? null : parseHTarget(typed, card.refTz);
  const shift = target !== null && 'deltaMin' in target ? target.deltaMin : null;
  const fault = typed.trim() !== '' && shift === null;
  const edit: BulkEdit = { shift, owner: owner === KEEP ? null : owner, phase: phase === KEEP ? null : phase };
  const says = !fault && (shift !== null || edit.owner !== null || edit.phase !== null);
  const settled = useDeferredValue(edit);
  const preview = useAsk('tasks.preview', { operation: card.id, tasks: [...tasks], edit: settled }, { when: says });
  const send = useSend('tasks.edit');
  const announce = useAnnounce();
  const known = says && preview.data && !preview.isPlaceholderData ? preview.data : null;
  const apply = (): void => {
    if (!says || !card.mine || send.isPending) return;
    send.mutate(
      { operation: card.id, tasks: [...tasks], edit },
      {
        onSuccess: (done) => {
          onClose();
          announce(done, known ? effectWords(known) : undefined);
        },
      },
    );
  };
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t('bulk.title', { n: tasks.length })}
      closeLabel={t('action.close')}
      foot={<LeaveApply onLeave={onClose} onApply={apply} disabled={!says || !card.mine || send.isPending} />}
    >
      {card.mine ? null : <ReadOnly>{t('calendar.readOnly', { agency: card.ownerCode })}</ReadOnly>}
      {parts}
      <Field
        label={t('bulk.shift')}
        value={typed}
        onText={setTyped}
        mono
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        placeholder="+90m"
        hint={t('bulk.shiftHint')}
        fault={fault ? t('bulk.shiftFault') : undefined}
      />
      {shift === null ? null : (
        <p>
          <Ltr>{deltaText(shift)}</Ltr>
        </p>
      )}
      <OwnerChoice frame={frame} owner={owner} unset={t('bulk.keep')} onOwner={setOwner} />
      <Choice
        label={t('timeline.col.phase')}
        value={phase}
        options={[
          { value: KEEP, label: t('bulk.keep') },
          ...frame.phases.map((p) => ({ value: p.code, label: `${p.code} · ${biText(p.name, language)}` })),
        ]}
        onPick={setPhase}
      />
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
      {says && preview.isError ? <Failure error={failureOf(preview.error)} /> : null}
      {known ? (
        <section className={styles.effect} aria-label={t('bulk.effect')}>
          <p>{t('bulk.changes', { n: known.changed })}</p>
          <Stays stays={known.stays} />
          <ConsequenceTable of={known.consequences} title={t('effect.ofChanged')} />
          <FindingDiff added={known.added} gone={known.gone} />
        </section>
      ) : null}
    </Sheet>
  );
}
