import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useT } from '../i18n/index.ts';
import { NOTE_MS, TOAST_MS, type Toast, useNotices } from '../state/notices.ts';
import { Button, cx, IconButton } from '../ui/index.ts';
import styles from './shell.module.css';

/** Names the last step and offers Undo for ten seconds; problems stay until they are closed. */
export function Toasts({ onUndo }: { readonly onUndo: () => void }) {
  const toasts = useNotices((s) => s.toasts);
  const { t } = useT();
  return (
    <section className={styles.toasts} data-toasts aria-label={t('toast.region')}>
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onUndo={onUndo} />
      ))}
    </section>
  );
}

function ToastCard({ toast, onUndo }: { readonly toast: Toast; readonly onUndo: () => void }) {
  const words = useT();
  const { t } = words;
  const { id, tone, undo } = toast;
  useEffect(() => {
    if (tone === 'problem') return;
    const timer = window.setTimeout(() => useNotices.getState().dismiss(id), undo ? TOAST_MS : NOTE_MS);
    return () => window.clearTimeout(timer);
  }, [id, tone, undo]);
  return (
    <div className={cx(styles.toast, tone === 'problem' && styles.toastProblem)}>
      <span>{toast.said(words)}</span>
      {toast.undo ? (
        <Button
          tone="quiet"
          onClick={() => {
            useNotices.getState().dismiss(id);
            onUndo();
          }}
        >
          {t('action.undo')}
        </Button>
      ) : null}
      <IconButton label={t('action.close')} onClick={() => useNotices.getState().dismiss(id)}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
