/** "Next step": the steps that lead on from the state of an item, each with what it lacks; choosing one opens its dialog. */
import { ArrowRightFromLine } from 'lucide-react';
import { useState } from 'react';
import type { OperationCard } from '#shared/contract/planning.ts';
import type { StepOption, StepOptions } from '#shared/contract/steps.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { biText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { Button, Chip, Failure, Loading, MenuAction, PopMenu, Sign } from '../../ui/index.ts';
import { StepDialog } from './step-dialog.tsx';
import styles from './steps.module.css';

export interface StepMenuProps {
  readonly operation: string;
  /** Record id of the item. */
  readonly item: string;
  /** Answers the command of the palette. */
  readonly command?: boolean;
  /** A traveller: their row is opened for this screen alone. */
  readonly sealed?: boolean;
  /** Tells this button from others like it. */
  readonly name?: string;
  /** What replaces the item, as far as the screen knows. */
  readonly successor?: string | undefined;
}

export function StepMenu({ operation, item, command = false, sealed = false, name, successor }: StepMenuProps) {
  const { t } = useT();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<StepOption | null>(null);
  // Asked only when somebody looks: every step is judged by the rules.
  const ask = useAsk(
    sealed ? 'traveller.steps' : 'step.options',
    { operation, item },
    { when: open || chosen !== null, keep: false },
  );
  useCommand('step.next', () => setOpen(true), command);
  return (
    <>
      <PopMenu
        open={open}
        onOpen={setOpen}
        region={t('steps.next')}
        trigger={
          <Button aria-label={name === undefined ? undefined : `${t('steps.next')} ${name}`}>
            <ArrowRightFromLine size={14} aria-hidden className={styles.arrow} />
            {t('steps.next')}
          </Button>
        }
      >
        {!ask.isError ? null : failureOf(ask.error).code === 'branch-stays' ? (
          <p className={styles.quiet}>{t('error.code.branch-stays')}</p>
        ) : (
          <Failure error={failureOf(ask.error)} />
        )}
        {ask.data ? <Choices options={ask.data} onPick={setChosen} /> : null}
        {ask.isLoading ? <Loading /> : null}
      </PopMenu>
      {chosen && ask.data ? (
        <StepDialog
          operation={operation}
          options={ask.data}
          to={chosen.to}
          sealed={sealed}
          successor={successor}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </>
  );
}

/** The dialog of one step of an item, asked for when it opens. */
export function TakeStep({
  operation,
  item,
  to,
  onClose,
}: {
  readonly operation: string;
  readonly item: string;
  readonly to: string;
  readonly onClose: () => void;
}) {
  const ask = useAsk('step.options', { operation, item }, { keep: false });
  return ask.data ? (
    <StepDialog operation={operation} options={ask.data} to={to} sealed={false} onClose={onClose} />
  ) : null;
}

/** Status of the operation and its next step, for the head of the timeline. */
export function OperationStep({ card }: { readonly card: OperationCard }) {
  const { maybe } = useT();
  return (
    <span className={styles.status}>
      <Chip>{maybe(`operationStatus.${card.status}`, card.status)}</Chip>
      <StepMenu operation={card.id} item={card.id} command />
    </span>
  );
}

function Choices({ options, onPick }: { readonly options: StepOptions; readonly onPick: (step: StepOption) => void }) {
  const { t, maybe, language } = useT();
  if (options.readOnly === 'keeper') return <p className={styles.quiet}>{t('steps.keeper')}</p>;
  if (options.readOnly === 'contested') return <p className={styles.quiet}>{t('steps.contested')}</p>;
  if (options.steps.length === 0) return <p className={styles.quiet}>{t('steps.none')}</p>;
  return options.steps.map((step) => (
    <MenuAction key={step.to} onPick={() => onPick(step)}>
      <span className={styles.choice}>
        <span>{maybe(`verb.${step.verbKey}`, biText(step.verb, language))}</span>
        <span className={styles.choiceSide}>
          {step.lacks.length === 0 ? (
            <Sign tone="ready">{t('steps.clear')}</Sign>
          ) : (
            <Sign tone="block">{t('steps.lacks', { count: step.lacks.length })}</Sign>
          )}
        </span>
      </span>
    </MenuAction>
  ));
}
