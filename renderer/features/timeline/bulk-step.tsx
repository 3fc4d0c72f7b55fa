/** The next state for all chosen tasks, by the steps of their lifecycle and with the evidence these ask for. All of them, or none. */
import { type ReactNode, useState } from 'react';
import { MOST_STEPS } from '#shared/contract/editing.ts';
import type { OperationCard } from '#shared/contract/planning.ts';
import { failureOf, useAsk, useSend } from '../../api/index.ts';
import { biText, useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Choice, Failure, Field, LeaveApply, Sheet, Sign } from '../../ui/index.ts';
import { DayField, said } from '../steps/index.ts';
import styles from './panel.module.css';

export function BulkStep({
  card,
  tasks,
  onClose,
  parts,
}: {
  readonly card: OperationCard;
  readonly tasks: readonly string[];
  readonly onClose: () => void;
  readonly parts: ReactNode;
}) {
  const { t, maybe, language } = useT();
  const few = tasks.slice(0, MOST_STEPS);
  const steps = useAsk('tasks.steps', { operation: card.id, tasks: [...few] }, { keep: false });
  const [to, setTo] = useState('');
  const [by, setBy, byUsed] = useDraft('tasks.step/by', '');
  const [reason, setReason, reasonUsed] = useDraft('tasks.step/reason', '');
  const [second, setSecond] = useState('');
  const [date, setDate] = useState<string | null>(null);
  const today = steps.data?.today ?? '';
  const day = date ?? today;
  const [asRole, setRole] = useState<string | null>(null);
  const send = useSend('tasks.step');
  const announce = useAnnounce();
  const step = steps.data?.steps.find((one) => one.to === to) ?? steps.data?.steps[0];
  const role = step?.roles.find((one) => one.role === asRole) ?? step?.roles[0];
  const asks = (field: 'date' | 'reason' | 'second'): boolean => step?.asks.includes(field) ?? false;
  const ready = step !== undefined && role !== undefined && by.trim() !== '' && step.held.length === 0 && card.mine;
  const apply = (): void => {
    if (!ready || send.isPending) return;
    const evidence = said({ by, second, date: day, reference: '', reason }, role.role);
    send.mutate(
      { operation: card.id, tasks: [...few], to: step.to, evidence },
      {
        onSuccess: (done) => {
          for (const used of [byUsed, reasonUsed]) used();
          onClose();
          announce(done);
        },
      },
    );
  };
  const word = (one: {
    readonly verbKey: string;
    readonly verb: { readonly en: string; readonly fr: string };
  }): string => maybe(`verb.${one.verbKey}`, biText(one.verb, language));
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t('bulk.title', { n: few.length })}
      closeLabel={t('action.close')}
      foot={
        <LeaveApply onLeave={onClose} onApply={apply} disabled={!ready || send.isPending}>
          {t('steps.apply')}
        </LeaveApply>
      }
    >
      {parts}
      {steps.isError ? <Failure error={failureOf(steps.error)} /> : null}
      {steps.data?.steps.length === 0 ? <p>{t('steps.none')}</p> : null}
      {step && role ? (
        <>
          <Choice
            label={t('bulk.step')}
            value={step.to}
            options={(steps.data?.steps ?? []).map((one) => ({ value: one.to, label: word(one) }))}
            onPick={setTo}
          />
          {step.held.length === 0 ? (
            <Sign tone="ready">{t('bulk.allReady', { n: step.ready.length })}</Sign>
          ) : (
            <Sign tone="block">{t('bulk.held', { tasks: step.held.join(', ') })}</Sign>
          )}
          <Field label={t('steps.by')} value={by} onText={setBy} maxLength={200} autoComplete="off" />
          <Choice
            label={t('steps.role')}
            value={role.role}
            options={step.roles.map((one) => ({ value: one.role, label: t(`role.${one.role}`) }))}
            onPick={setRole}
          />
          {asks('date') ? <DayField label={t('steps.date')} value={day} onText={setDate} latest={today} /> : null}
          {asks('reason') ? (
            <Field label={t('steps.reason')} value={reason} onText={setReason} maxLength={2_000} />
          ) : null}
          {asks('second') ? (
            <Field label={t('steps.second')} value={second} onText={setSecond} maxLength={200} />
          ) : null}
        </>
      ) : null}
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
      <p className={styles.muted}>{t('steps.undoNote')}</p>
    </Sheet>
  );
}
