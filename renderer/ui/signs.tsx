/** Signs that mean the same everywhere: severity by shape, colour and word; markings; codes that stay left to right. */
import type { ReactNode } from 'react';
import type { MarkingView } from '#shared/contract/values.ts';
import { LEVELS, TLP } from '#shared/model/vocabulary.ts';
import { cx } from './cx.ts';
import styles from './signs.module.css';

export type Tone = 'block' | 'warn' | 'ready' | 'none';

/** Octagon: stops. Triangle: needs an answer. Circle with tick: clear. Small circle: nothing known. */
export function SignShape({ tone, size = 14 }: { readonly tone: Tone; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden focusable="false">
      {tone === 'block' ? (
        <>
          <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" />
          <path d="M4.2 8h7.6" stroke="var(--surface)" strokeWidth="2.2" />
        </>
      ) : tone === 'warn' ? (
        <>
          <path d="M8 1.2 15.4 14.6H.6z" fill="currentColor" />
          <path d="M8 6v4.2M8 11.4v1.6" stroke="var(--surface)" strokeWidth="1.7" />
        </>
      ) : tone === 'ready' ? (
        <>
          <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="m4.6 8.2 2.4 2.4 4.4-5" fill="none" stroke="currentColor" strokeWidth="1.8" />
        </>
      ) : (
        <circle cx="8" cy="8" r="2.5" fill="currentColor" />
      )}
    </svg>
  );
}

/** Shape, number and word together. */
export function Sign({
  tone,
  children,
  label,
}: {
  readonly tone: Tone;
  readonly children?: ReactNode;
  readonly label?: string | undefined;
}) {
  return (
    <span className={cx(styles.sign, styles[tone])}>
      <SignShape tone={tone} />
      {label ? <span className="visually-hidden">{label}</span> : null}
      {children}
    </span>
  );
}

export function Chip({
  tone,
  children,
  title,
}: {
  readonly tone?: Tone | 'accent' | undefined;
  readonly children: ReactNode;
  readonly title?: string | undefined;
}) {
  return (
    <span
      title={title}
      className={cx(
        styles.chip,
        tone === 'block' && styles.chipBlock,
        tone === 'warn' && styles.chipWarn,
        tone === 'ready' && styles.chipReady,
        tone === 'accent' && styles.chipAccent,
      )}
    >
      {children}
    </span>
  );
}

/** A code, time, offset or fingerprint: always left to right, also inside Arabic. */
export const Code = ({ children, mono }: { readonly children: ReactNode; readonly mono?: boolean }) => (
  <bdi dir="ltr" className={cx(styles.code, mono && styles.mono)}>
    {children}
  </bdi>
);
export const Ltr = ({ children }: { readonly children: ReactNode }) => <bdi dir="ltr">{children}</bdi>;

const levelClass = (level: MarkingView['level']): string | undefined =>
  level === 'INTERPOL CONFIDENTIAL'
    ? styles.confidential
    : level === 'INTERPOL RESTRICTED'
      ? styles.restricted
      : styles.official;
const tlpClass = (tlp: MarkingView['tlp']): string | undefined =>
  styles[`tlp${tlp === 'AMBER+STRICT' ? 'AMBER' : tlp}`];

export function MarkingSign({ marking }: { readonly marking: MarkingView }) {
  return (
    <span className={styles.marking} dir="ltr">
      <span className={cx(styles.level, levelClass(marking.level))}>{marking.level}</span>
      <span className={cx(styles.tlp, tlpClass(marking.tlp))}>TLP:{marking.tlp}</span>
      {marking.handling.length > 0 ? <span>{marking.handling.join(' ')}</span> : null}
    </span>
  );
}

/** Above and below everything. Assistive technology meets it once, at the top. */
export function MarkingBand({
  marking,
  label,
  place,
}: {
  readonly marking: MarkingView | null;
  readonly label: string;
  readonly place: 'top' | 'bottom';
}) {
  const spoken = place === 'top' ? { role: 'region', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <div className={cx(styles.band, marking ? levelClass(marking.level) : styles.official)} {...spoken}>
      <span dir="ltr">{marking ? marking.level : LEVELS[0]}</span>
      {marking ? (
        <span dir="ltr" className={cx(styles.tlp, tlpClass(marking.tlp))}>
          TLP:{marking.tlp}
        </span>
      ) : null}
      {marking && marking.handling.length > 0 ? <span dir="ltr">{marking.handling.join(' ')}</span> : null}
    </div>
  );
}

/** The strictest of several markings, each system on its own: levels and TLP are never converted into one another. */
export function strictest(markings: readonly MarkingView[]): MarkingView | null {
  const [first] = markings;
  if (!first) return null;
  const level = LEVELS[Math.max(...markings.map((m) => LEVELS.indexOf(m.level)))] ?? first.level;
  const tlp = TLP[Math.max(...markings.map((m) => TLP.indexOf(m.tlp)))] ?? first.tlp;
  return { level, tlp, handling: [...new Set(markings.flatMap((m) => m.handling))].toSorted() };
}
