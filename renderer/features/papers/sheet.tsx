/** A sheet that changes one paper: what it does, its fields, and the two ways out by key. */
import type { ReactNode } from 'react';
import { failureOf } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { Failure, LeaveApply, Sheet } from '../../ui/index.ts';
import styles from './papers.module.css';

export function PaperSheet({
  title,
  apply,
  ready,
  onApply,
  onClose,
  error,
  wide = false,
  children,
}: {
  readonly title: string;
  /** Words of the button that applies. */
  readonly apply: string;
  /** Everything was filled in and nothing is under way. */
  readonly ready: boolean;
  readonly onApply: () => void;
  readonly onClose: () => void;
  readonly error: unknown;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useT();
  return (
    <Sheet
      open
      wide={wide}
      onClose={onClose}
      onApply={onApply}
      title={title}
      closeLabel={t('action.close')}
      foot={
        <>
          <span className={styles.note}>{t('steps.undoNote')}</span>
          <LeaveApply onLeave={onClose} onApply={onApply} disabled={!ready}>
            {apply}
          </LeaveApply>
        </>
      }
    >
      {children}
      {error == null ? null : <Failure error={failureOf(error)} />}
    </Sheet>
  );
}
