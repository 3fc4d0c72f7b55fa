/** The states every screen has (ux.md, section 7): loading, empty, failed, withheld, read-only. */
import { EyeOff, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CallError } from '#shared/contract/call.ts';
import { useT } from '../i18n/index.ts';
import { detailWords } from './refusal-words.ts';
import { Code, Sign } from './signs.tsx';
import styles from './states.module.css';

/** Drawn only when the answer takes longer than 200 ms, so that fast screens never flicker. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const { t } = useT();
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden" style={{ background: 'none' }}>
        {t('state.loading')}
      </span>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} style={{ inlineSize: `${92 - ((i * 17) % 45)}%` }} aria-hidden />
      ))}
    </div>
  );
}

/** One sentence, one action. */
export function Empty({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <section className={styles.state}>
      <h2>{title}</h2>
      <p className={styles.lead}>{text}</p>
      {children ? <div className={styles.actions}>{children}</div> : null}
    </section>
  );
}

/** What happened, what is safe, what to do next, and a code without case data. */
export function Failure({ error, children }: { readonly error: CallError; readonly children?: ReactNode }) {
  const { t, maybe } = useT();
  const what = maybe(`error.code.${error.code}`, error.reason || t(`error.kind.${error.kind}`));
  return (
    <div className={styles.failure} role="alert">
      <Sign tone="block">{t(`error.kind.${error.kind}`)}</Sign>
      <p>
        {error.place ? (
          <>
            <Code>{error.place}</Code>:{' '}
          </>
        ) : null}
        {what}
      </p>
      {error.details.length > 0 ? (
        <ul>
          {error.details.map((d) => (
            <li key={`${d.code} ${d.place} ${d.reason}`}>
              <Code>{d.place}</Code> <bdi>{detailWords(d, { t, maybe })}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
      <p>{t(`error.safe.${error.kind}`)}</p>
      <p>
        {t('error.codeLabel')} <Code>{error.code}</Code>
      </p>
      {children ? <div className={styles.actions}>{children}</div> : null}
    </div>
  );
}

export function Withheld({ children }: { readonly children: ReactNode }) {
  return (
    <p className={styles.note}>
      <EyeOff size={14} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

export function ReadOnly({ children }: { readonly children: ReactNode }) {
  return (
    <p className={styles.note}>
      <Lock size={14} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
