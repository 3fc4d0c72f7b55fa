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

/** What lies over the screen and has keys of its own: a dialog, a menu of it, or the messages. */
const ABOVE = '[role="dialog"], [role="alertdialog"], [role="menu"], [data-toasts]';

/**
 * The focus comes a moment after the dialog, and a dialog that closes may give it to the screen behind. Whoever types meanwhile means
 * the dialog: no key reaches the screen under it, and a letter lands in the field that the dialog begins with.
 */
function useKeysBeforeFocus(
  open: boolean,
  first: () => HTMLElement | null,
  onClose: () => void,
  onApply: (() => void) | undefined,
): void {
  const take = useEffectEvent((e: KeyboardEvent) => {
    if (e.target instanceof Element && e.target.closest(ABOVE)) return;
    const field = first();
    // one that lies below another leaves the keys to that
    if (field && [...document.querySelectorAll('[role="dialog"]')].at(-1)?.contains(field) === false) return;
    const applies = isApply(e);
    // what acts everywhere acts here as well
    if (!applies && (e.ctrlKey || e.metaKey || /^F\d+$/.test(e.key))) return;
    e.stopPropagation();
    if (applies || e.key === 'Escape') {
      e.preventDefault();
      if (applies) onApply?.();
      else onClose();
    } else field?.focus();
  });
  useEffect(() => {
    if (!open) return;
    const onKey = (e: KeyboardEvent): void => take(e);
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [open]);
}

/** A modal dialog: title, body, foot. Esc leaves unchanged; focus returns to where it came from. */
export function Sheet({ open, onClose, title, closeLabel, children, foot, wide, onApply }: SheetProps) {
  const popup = useRef<HTMLDivElement>(null);
  // what the person came to do, not the button that leaves
  const first = (): HTMLElement | null =>
    popup.current?.querySelector<HTMLElement>('[data-body] :is(input, select, textarea)') ??
    popup.current?.querySelector<HTMLElement>('[data-body] :is(button, [tabindex="0"])') ??
    popup.current;
  useKeysBeforeFocus(open, first, onClose, onApply);
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
          initialFocus={() => first() ?? true}
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
