/** Lifting a block, acknowledging a warning, and withdrawing either; what was lifted says by whom, why and until when. */
import { useState } from 'react';
import type { FindingView } from '#shared/contract/values.ts';
import { failureOf, useSend } from '../../api/index.ts';
import { cityOf, dateText, plainDateText, timeText, useT } from '../../i18n/index.ts';
import { useAnnounce } from '../../state/steps.ts';
import { useDraft } from '../../state/drafts.ts';
import { Button, Failure, Field, LeaveApply, Ltr, Sheet, Sign } from '../../ui/index.ts';
import { FindingSentence } from '../finding-words/index.ts';
import { DayField } from './day-field.tsx';
import styles from './steps.module.css';

interface LiftProps {
  readonly operation: string;
  readonly finding: FindingView;
  /** Whether this agency keeps the operation. */
  readonly mine: boolean;
}

/** "Lift…", "Acknowledge…" or "Withdraw…"; nothing where nobody here may. */
export function LiftButton({ operation, finding, mine }: LiftProps) {
  const { t } = useT();
  const [open, setOpen] = useState(false);
  if (!mine || (finding.final && !finding.lifted)) return null;
  const close = (): void => setOpen(false);
  const named = `${finding.rule} ${finding.subject}`;
  const words = finding.lifted ? t('lift.withdraw') : t(`lift.${finding.severity}`);
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={`${words} ${named}`}>
        {words}
      </Button>
      {open && finding.lifted ? <WithdrawDialog operation={operation} finding={finding} onClose={close} /> : null}
      {open && !finding.lifted ? <LiftDialog operation={operation} finding={finding} onClose={close} /> : null}
    </>
  );
}

interface DialogProps {
  readonly operation: string;
  readonly finding: FindingView;
  readonly onClose: () => void;
}

function LiftDialog({ operation, finding: f, onClose }: DialogProps) {
  const { t, maybe } = useT();
  const [reason, setReason, used] = useDraft(`lift/${operation}/${f.rule}/${f.subject}`, '');
  const [by, setBy] = useState('');
  const [second, setSecond] = useState('');
  const [until, setUntil] = useState('');
  const send = useSend('finding.lift');
  const announce = useAnnounce();
  const blocks = f.severity === 'block';
  const filled = reason.trim() !== '' && by.trim() !== '' && (!blocks || second.trim() !== '');
  const apply = (): void => {
    if (!filled || send.isPending) return;
    send.mutate(
      {
        operation,
        rule: f.rule,
        subject: f.subject,
        reason: reason.trim(),
        by: by.trim(),
        second: second.trim() === '' ? null : second.trim(),
        until: until === '' ? null : until,
      },
      {
        onSuccess: (done) => {
          used();
          onClose();
          announce(done);
        },
      },
    );
  };
  const about = { rule: f.rule, subject: f.subject };
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t(blocks ? 'lift.titleBlock' : 'lift.titleWarn', about)}
      closeLabel={t('action.close')}
      foot={
        <>
          <span className={styles.muted}>{t('steps.undoNote')}</span>
          <LeaveApply onLeave={onClose} onApply={apply} disabled={!filled || send.isPending}>
            {t(blocks ? 'lift.applyBlock' : 'lift.applyWarn')}
          </LeaveApply>
        </>
      }
    >
      <Sign tone={f.severity}>
        {maybe(`rule.${f.rule}.name`, f.message)} · <bdi>{f.label}</bdi>
      </Sign>
      <p className={styles.lead}>
        <FindingSentence finding={f} />.
      </p>
      <p className={styles.lead}>{t('lift.what')}</p>
      <div className={styles.form}>
        <div className={styles.wide}>
          <Field label={t('lift.reason')} value={reason} onText={setReason} autoComplete="off" />
        </div>
        <Field label={t(blocks ? 'lift.byBlock' : 'lift.byWarn')} value={by} onText={setBy} autoComplete="off" />
        <Field
          label={t('lift.second')}
          value={second}
          onText={setSecond}
          autoComplete="off"
          hint={blocks ? undefined : t('lift.secondMay')}
        />
        <DayField label={t('lift.until')} value={until} onText={setUntil} />
      </div>
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
    </Sheet>
  );
}

function WithdrawDialog({ operation, finding: f, onClose }: DialogProps) {
  const { t } = useT();
  const [by, setBy] = useState('');
  const send = useSend('finding.unlift');
  const announce = useAnnounce();
  const filled = by.trim() !== '';
  const about = { rule: f.rule, subject: f.subject };
  const apply = (): void => {
    if (!filled || send.isPending) return;
    send.mutate(
      { operation, ...about, by: by.trim() },
      {
        onSuccess: (done) => {
          onClose();
          announce(done);
        },
      },
    );
  };
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={t('lift.withdrawTitle', about)}
      closeLabel={t('action.close')}
      foot={
        <LeaveApply onLeave={onClose} onApply={apply} disabled={!filled || send.isPending}>
          {t('lift.withdrawApply')}
        </LeaveApply>
      }
    >
      <p className={styles.lead}>{t('lift.withdrawText')}</p>
      <Field label={t('lift.withdrawBy')} value={by} onText={setBy} autoComplete="off" />
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
    </Sheet>
  );
}

/** Who lifted a finding, with whom, when, until when and why; or why somebody's word does not count. */
export function LiftedNote({ finding, zone }: { readonly finding: FindingView; readonly zone: string }) {
  const { t, maybe, language } = useT();
  const { lifted, lapsed } = finding;
  if (lifted)
    return (
      <div className={styles.note}>
        <span className={styles.noteLine}>
          <b>{t('lift.lifted')}</b>
          <span>
            {lifted.second === null
              ? t('lift.by', { by: lifted.by })
              : t('lift.withSecond', { by: lifted.by, second: lifted.second })}
          </span>
          {lifted.at === null ? null : (
            <span>
              {dateText(lifted.at, zone, language)} <Ltr>{timeText(lifted.at, zone)}</Ltr> {cityOf(zone)}
            </span>
          )}
          <span>
            {lifted.until === null
              ? t('lift.untilWithdrawn')
              : t('lift.untilDay', { until: plainDateText(lifted.until, language) })}
          </span>
        </span>
        <span dir="auto">{t('lift.because', { reason: lifted.reason })}</span>
      </div>
    );
  if (lapsed)
    return (
      <div className={styles.note}>
        <span>
          {t('lift.lapsed', { by: lapsed.by })} {maybe(`error.code.lift.${lapsed.why}`, lapsed.why)}
        </span>
      </div>
    );
  return null;
}
