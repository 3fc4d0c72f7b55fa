/** A step that goes into the log: why, who, and where the rules ask for it the second person. */
import { type ReactNode, useState } from 'react';
import type { CallError } from '#shared/contract/call.ts';
import { useT } from '../../i18n/index.ts';
import { useDraft } from '../../state/drafts.ts';
import { Button, Failure, Field, Sheet } from '../../ui/index.ts';
import styles from './exchange.module.css';

/** The name of the person at this desk, asked once and kept until another workspace is opened. */
export const useBy = (): readonly [string, (text: string) => void] => {
  const [by, setBy] = useDraft('exchange/by', '');
  return [by, setBy];
};
/** Case and spaces make nobody another person. */
export const isSameName = (a: string, b: string): boolean =>
  a.trim() !== '' && a.trim().toLowerCase() === b.trim().toLowerCase();

export interface Said {
  readonly reason: string;
  readonly by: string;
  readonly second: string;
}
export interface ReasonSheetProps {
  readonly title: string;
  readonly text?: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly wide?: boolean;
  /** Label of the reason; left out: none is asked for. */
  readonly reasonLabel?: string;
  readonly twoPersons?: boolean;
  readonly pending: boolean;
  readonly error: CallError | null;
  /** Something else that is still missing, in words. */
  readonly fault?: string | undefined;
  readonly onSend: (said: Said) => void;
  readonly onClose: () => void;
  /** What was asked for is done and told below: there is nothing left to leave unchanged. */
  readonly isDone?: boolean;
  readonly children?: ReactNode;
}

export function ReasonSheet(props: ReasonSheetProps) {
  const { t } = useT();
  const [by, setBy] = useBy();
  const [second, setSecond] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { twoPersons = false, reasonLabel } = props;
  const twice = twoPersons && isSameName(by, second);
  const valid =
    by.trim() !== '' &&
    (reasonLabel === undefined || reason.trim() !== '') &&
    (!twoPersons || (second.trim() !== '' && !twice)) &&
    props.fault === undefined;
  const send = (): void => {
    setTried(true);
    if (valid && !props.pending) props.onSend({ reason: reason.trim(), by: by.trim(), second: second.trim() });
  };
  return (
    <Sheet
      open
      wide={props.wide ?? false}
      onClose={props.onClose}
      onApply={send}
      title={props.title}
      closeLabel={t('action.close')}
      foot={
        <>
          <Button tone="quiet" onClick={props.onClose}>
            {t(props.isDone ? 'action.close' : 'action.leave')}
          </Button>
          <Button tone={props.danger ? 'danger' : 'primary'} onClick={send} aria-disabled={props.pending}>
            {props.action}
          </Button>
        </>
      }
    >
      {props.text === undefined ? null : <p className={styles.note}>{props.text}</p>}
      {reasonLabel === undefined ? null : (
        <Field
          label={reasonLabel}
          value={reason}
          onText={setReason}
          maxLength={1000}
          fault={tried && reason.trim() === '' ? t('sheet.reasonNeeded') : undefined}
        />
      )}
      <div className={twoPersons ? styles.two : undefined}>
        <Field
          label={t(twoPersons ? 'sheet.first' : 'sheet.by')}
          value={by}
          onText={setBy}
          maxLength={200}
          autoComplete="name"
          fault={tried && by.trim() === '' ? t('receive.byNeeded') : undefined}
        />
        {twoPersons ? (
          <Field
            label={t('sheet.second')}
            value={second}
            onText={setSecond}
            maxLength={200}
            autoComplete="off"
            fault={tried && second.trim() === '' ? t('send.secondNeeded') : twice ? t('send.samePerson') : undefined}
          />
        ) : null}
      </div>
      {props.children}
      {tried && props.fault !== undefined ? <p role="alert">{props.fault}</p> : null}
      {props.error ? <Failure error={props.error} /> : null}
    </Sheet>
  );
}
