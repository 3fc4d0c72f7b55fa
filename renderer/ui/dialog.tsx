import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { IconButton } from './controls.tsx';
import { cx } from './cx.ts';
import styles from './dialog.module.css';

export interface SheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly closeLabel: string;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly wide?: boolean;
  /** Ctrl+Enter applies from anywhere in the dialog. */
  readonly onApply?: (() => void) | undefined;
}

const isApply = (e: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): boolean =>
  e.key === 'Enter' && (e.ctrlKey || e.metaKey);

/** The focus comes a moment after the dialog; whoever is quicker than that means the dialog all the same. */
function useApplyBeforeFocus(open: boolean, onApply: (() => void) | undefined): void {
  const apply = useEffectEvent(() => onApply?.());
  useEffect(() => {
    if (!open) return;
    const onKey = (e: KeyboardEvent): void => {
      if (!isApply(e) || (e.target instanceof Element && e.target.closest('[role="dialog"]'))) return;
      e.preventDefault();
      e.stopPropagation();
      apply();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [open]);
}

/** A modal dialog: title, body, foot. Esc leaves unchanged; focus returns to where it came from. */
export function Sheet({ open, onClose, title, closeLabel, children, foot, wide, onApply }: SheetProps) {
  const popup = useRef<HTMLDivElement>(null);
  useApplyBeforeFocus(open, onApply);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          ref={popup}
          // what the person came to do, not the button that leaves
          initialFocus={() =>
            popup.current?.querySelector<HTMLElement>('[data-body] :is(input, select, textarea)') ??
            popup.current?.querySelector<HTMLElement>('[data-body] :is(button, [tabindex="0"])') ??
            popup.current ??
            true
          }
          className={cx(styles.popup, wide && styles.wide)}
          onKeyDown={(e) => {
            if (isApply(e) && onApply) {
              e.preventDefault();
              e.stopPropagation();
              onApply();
            }
          }}
        >
          <header className={styles.head}>
            <Dialog.Title>{title}</Dialog.Title>
            <IconButton label={closeLabel} onClick={onClose}>
              <X size={16} aria-hidden />
            </IconButton>
          </header>
          <div className={styles.body} data-body>
            {children}
          </div>
          {/* Inside a dialog a footer would count as a second landmark of the page. */}
          {foot ? <div className={styles.foot}>{foot}</div> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
