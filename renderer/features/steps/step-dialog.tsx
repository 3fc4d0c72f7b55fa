/** One step: what it lacks in words, and exactly the evidence it asks for. Ctrl+Enter takes it, Esc leaves everything as it is. */
import { useState } from 'react';
import type { Lack, StepEvidence, StepOption, StepOptions } from '#shared/contract/steps.ts';
import { NOTHING_SAID } from '#shared/domain/lifecycles/asked.ts';
import { failureOf, useSend } from '../../api/index.ts';
import { biText, useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAnnounce } from '../../state/steps.ts';
import { Choice, Code, Failure, Field, LeaveApply, Sheet, Sign, SignShape } from '../../ui/index.ts';
import { FindingSentence, useTold } from '../finding-words/index.ts';
import { DayField } from './day-field.tsx';
import { isComplete, PaperFields, paperOf, usePaper } from './evidence.tsx';
import { said } from './said.ts';
import { useStateWords } from './state-words.ts';
import styles from './steps.module.css';

/** A step about which nothing was said but who takes it. */
export const saidBy = (by: string, role: StepEvidence['role']): StepEvidence => ({ ...NOTHING_SAID, by, role });
/** Where the dialog of a step keeps the name of who takes it. */
export const byDraft = (record: string, to: string): string => `step/${record}/${to}/by`;

export function StepDialog({
  operation,
  options,
  to,
  sealed,
  successor,
  onClose,
}: {
  readonly operation: string;
  readonly options: StepOptions;
  readonly to: string;
  readonly sealed: boolean;
  /** What replaces it, as far as the screen knows. */
  readonly successor?: string | undefined;
  readonly onClose: () => void;
}) {
  // A change elsewhere may have taken the step away while the dialog stood open.
  const step = options.steps.find((one) => one.to === to);
  if (!step) return null;
  return (
    <Dialog
      operation={operation}
      options={options}
      step={step}
      sealed={sealed}
      successor={successor}
      onClose={onClose}
    />
  );
}

function Dialog({
  operation,
  options,
  step,
  sealed,
  successor,
  onClose,
}: {
  readonly operation: string;
  readonly options: StepOptions;
  readonly step: StepOption;
  readonly sealed: boolean;
  readonly successor?: string | undefined;
  readonly onClose: () => void;
}) {
  const { t, maybe, language } = useT();
  const stateWord = useStateWords();
  const paper = usePaper(successor);
  const key = `step/${options.record}/${step.to}`;
  const [by, setBy, byUsed] = useDraft(byDraft(options.record, step.to), '');
  const [reason, setReason, reasonUsed] = useDraft(`${key}/reason`, '');
  const [reference, setReference] = useState('');
  const [second, setSecond] = useState('');
  const [date, setDate] = useState(options.today);
  const [role, setRole] = useState(step.roles[0]?.role ?? 'planner');
  const send = useSend(sealed ? 'traveller.screen' : 'step.take');
  const announce = useAnnounce();
  const asks = (field: StepOption['asks'][number]): boolean => step.asks.includes(field);
  const holder = step.roles.find((one) => one.role === role)?.holder ?? null;
  const lacks = step.lacks.length > 0;
  const evidence = {
    ...said({ by, second, date, reference, reason }, role),
    ...paperOf(paper, step.asks),
  };
  const filled = by.trim() !== '' && !lacks && isComplete(evidence, step.asks);
  const apply = (): void => {
    if (!filled || send.isPending) return;
    send.mutate(
      { operation, item: options.record, to: step.to, evidence },
      {
        onSuccess: (done) => {
          byUsed();
          reasonUsed();
          onClose();
          announce(done);
        },
      },
    );
  };
  const verb = maybe(`verb.${step.verbKey}`, biText(step.verb, language));
  return (
    <Sheet
      open
      onClose={onClose}
      onApply={apply}
      title={
        <>
          <Code>{options.code}</Code> · {verb}
        </>
      }
      closeLabel={t('action.close')}
      foot={
        <>
          <span className={styles.muted}>{t(lacks ? 'steps.blocked' : 'steps.undoNote')}</span>
          <LeaveApply onLeave={onClose} onApply={apply} disabled={!filled || send.isPending}>
            {t('steps.apply')}
          </LeaveApply>
        </>
      }
    >
      <p className={styles.lead}>{t('steps.becomes', { state: stateWord(options.kind, step.to, step.toName) })}</p>
      {lacks ? (
        <section>
          <h3>{t('steps.lacksTitle')}</h3>
          <Lacks lacks={step.lacks} kind={options.kind} />
        </section>
      ) : (
        <Sign tone="ready">{t('steps.lacksNothing')}</Sign>
      )}
      <div className={styles.form}>
        <Field
          label={t('steps.by')}
          value={by}
          onText={setBy}
          autoComplete="off"
          hint={holder === null ? undefined : t('steps.byHolder', { name: holder })}
        />
        <Choice
          label={t('steps.role')}
          value={role}
          options={step.roles.map((one) => ({ value: one.role, label: t(`role.${one.role}`) }))}
          onPick={setRole}
        />
        {asks('second') ? (
          <Field label={t('steps.second')} value={second} onText={setSecond} autoComplete="off" />
        ) : null}
        {asks('date') ? (
          <DayField label={t('steps.date')} value={date} onText={setDate} latest={options.today} />
        ) : null}
        {asks('reference') ? (
          <Field label={t('steps.reference')} value={reference} onText={setReference} autoComplete="off" />
        ) : null}
        <PaperFields operation={operation} options={options} asks={step.asks} paper={paper} />
        {asks('reason') ? (
          <div className={styles.wide}>
            <Field label={t('steps.reason')} value={reason} onText={setReason} autoComplete="off" />
          </div>
        ) : null}
      </div>
      {send.isError ? <Failure error={failureOf(send.error)} /> : null}
    </Sheet>
  );
}

/** What only the plan can put right: papers, and findings at the gates of the step. */
function Lacks({ lacks, kind }: { readonly lacks: readonly Lack[]; readonly kind: string }) {
  const { t, maybe } = useT();
  const stateWord = useStateWords();
  const told = useTold();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls is reached by the keyboard (axe: scrollable-region-focusable)
    <ul className={styles.lacks} tabIndex={0} aria-label={t('steps.lacksTitle')}>
      {lacks.map((lack) => {
        if (lack.what === 'finding') {
          const { finding: f, never } = lack;
          return (
            <li key={`${f.rule} ${f.subject}`}>
              <span style={{ color: `var(--${f.severity})` }}>
                <SignShape tone={f.severity} />
                <span className="visually-hidden">{t(`severity.${f.severity}`)}</span>
              </span>
              <span>
                <span className={styles.lackName}>{maybe(`rule.${f.rule}.name`, f.message)}</span> <Code>{f.rule}</Code>{' '}
                <Code>{f.subject}</Code> <bdi>{f.label}</bdi>
                <br />
                <span className={styles.lackWhere}>
                  <FindingSentence finding={f} />. {told({ ...f, final: never }).lift}
                </span>
              </span>
            </li>
          );
        }
        const words =
          lack.what === 'origin'
            ? t('steps.origin', { states: lack.origins.map((s) => stateWord(kind, s)).join(', ') })
            : lack.awaits.length > 0
              ? t('steps.awaits', { need: maybe(`need.${lack.need}`, lack.need), who: lack.awaits.join(', ') })
              : maybe(`need.${lack.need}`, lack.need);
        return (
          <li key={words}>
            <span style={{ color: 'var(--block)' }}>
              <SignShape tone="block" />
            </span>
            <span>{words}</span>
          </li>
        );
      })}
    </ul>
  );
}
