import type { ReactNode } from 'react';
import styles from './papers.module.css';

/** A table wider than its card: it scrolls, is reached by the keyboard and has a name. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it (WCAG 2.1.1)
    <div className={styles.scroller} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
