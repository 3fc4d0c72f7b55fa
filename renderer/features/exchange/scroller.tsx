import type { ReactNode } from 'react';
import styles from './desk.module.css';

/** A table that scrolls inside itself; it takes the focus, or what lies below its edge could not be reached by key. */
export function Scroller({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1)
    <section className={styles.scroller} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
