import type { ReactNode } from 'react';
import { useT } from '../i18n/index.ts';
import { Button, Kbd } from './controls.tsx';

/** The two ways out of what was looked at, with the keys that do the same: leave it unchanged, or make it so. */
export function LeaveApply({
  onLeave,
  onApply,
  disabled,
  danger = false,
  children,
}: {
  readonly onLeave: () => void;
  readonly onApply: () => void;
  readonly disabled: boolean;
  /** What is applied cannot be taken back. */
  readonly danger?: boolean;
  /** What applying does, in a word; without it that it is applied. */
  readonly children?: ReactNode;
}) {
  const { t } = useT();
  return (
    <>
      <Button tone="quiet" onClick={onLeave}>
        {t('action.leave')} <Kbd>Esc</Kbd>
      </Button>
      <Button tone={danger ? 'danger' : 'primary'} onClick={onApply} aria-disabled={disabled}>
        {children ?? t('action.apply')} <Kbd>Ctrl+Enter</Kbd>
      </Button>
    </>
  );
}
