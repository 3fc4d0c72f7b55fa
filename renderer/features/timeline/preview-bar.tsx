/** The strip below the picture while something is looked at before it is made: Ctrl+Enter applies, Escape leaves everything as it is. */
import { type ReactNode, useEffect } from 'react';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useNotices } from '../../state/notices.ts';
import { LeaveApply } from '../../ui/index.ts';
import { type ChangeEffect, EffectSigns, effectWords } from '../findings/index.ts';
import styles from './timeline.module.css';
import { LOW_PX } from './use-picture-size.ts';

export function PreviewBar({
  label,
  busy,
  onApply,
  onLeave,
  children,
}: {
  readonly label: string;
  readonly busy: boolean;
  readonly onApply: () => void;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}) {
  useCommand('edit.apply', onApply);
  useEffect(() => {
    // the strip takes room from the row that is in use
    if (window.innerHeight < LOW_PX) document.activeElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.key === 'Escape' && !e.defaultPrevented) onLeave();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onLeave]);
  return (
    <section className={styles.preview} aria-label={label}>
      {children}
      <span className={styles.grow} />
      <LeaveApply onLeave={onLeave} onApply={onApply} disabled={busy} />
    </section>
  );
}

/** What the step would do, counted; while that is worked out, or where it cannot be, it says so. */
export function Effect({ of, failed }: { readonly of: ChangeEffect | null; readonly failed: boolean }) {
  const { t } = useT();
  if (of) return <EffectSigns of={of} />;
  return <span>{t(failed ? 'move.noPreview' : 'state.checking')}</span>;
}

/** What is only looked at is told to those who listen as well, once it is known: with what it is about, which may not have been heard yet. */
export function useSpokenEffect(of: ChangeEffect | null, about: string): void {
  const words = useT();
  useEffect(() => {
    if (of) useNotices.getState().say(`${about} · ${effectWords(of)(words)}`);
  }, [of, about, words]);
}
