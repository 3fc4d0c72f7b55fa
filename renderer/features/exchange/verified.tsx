import type { ReactNode } from 'react';
import { type FileSigner, RECEIVING, type VerifiedFile } from '#shared/contract/exchange.ts';
import { numberText, useT } from '../../i18n/index.ts';
import { useMarkingOnScreen } from '../../state/marking.ts';
import { Code, Loading, Ltr, MarkingSign, Sign, type Tone } from '../../ui/index.ts';
import { Difference } from './difference.tsx';
import styles from './exchange.module.css';
import { Underway } from './underway.tsx';
import { When } from './when.tsx';

const TRUST_TONE: Readonly<Record<VerifiedFile['sender']['trust'], Tone>> = {
  trusted: 'ready',
  pending: 'warn',
  unknown: 'block',
  revoked: 'block',
};
const COUNTS = ['added', 'changed', 'closed', 'conflicts', 'held', 'proposals', 'aside'] as const;

/** Who signed a file, how far that signer is trusted, and what it would change. */
export function Verified({
  ticket,
  name,
  size,
  file,
  children,
}: {
  readonly ticket: string;
  readonly name: string;
  readonly size: string;
  readonly file: VerifiedFile;
  readonly children: ReactNode;
}) {
  const { t, language } = useT();
  const { counts } = file;
  useMarkingOnScreen(file.marking);
  return (
    <section className={styles.card}>
      <header>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <span className={styles.muted}>
          <Ltr>{size}</Ltr>
        </span>
        {file.marking ? <MarkingSign marking={file.marking} /> : null}
      </header>
      <div className={styles.section}>
        <Facts of={file}>
          {file.operations.length > 0 ? (
            <>
              <dt>{t('verified.operations')}</dt>
              <dd>{file.operations.map((o) => o.codeName).join(', ')}</dd>
            </>
          ) : null}
        </Facts>
      </div>
      {file.state === 'unknown-sender' ? <UnknownSigner /> : null}
      {file.state === 'already-imported' || file.state === 'card' ? (
        <div className={styles.section}>
          <p className={styles.note}>{t(`verified.state.${file.state}`)}</p>
        </div>
      ) : null}
      {file.state === 'new' ? (
        <div className={styles.section}>
          <h3>{t('verified.changes')}</h3>
          <div className={styles.figures}>
            {COUNTS.map((key) => (
              <span key={key} className={styles.figure} data-zero={counts[key] === 0 || undefined}>
                <b>{numberText(counts[key], language)}</b>
                {t(`verified.count.${key}`)}
              </span>
            ))}
          </div>
          {file.signatures === 'checking' ? (
            <div className={styles.note} role="status">
              <p>{t('verified.checking')}</p>
              <Underway job={RECEIVING} />
            </div>
          ) : file.signatures === 'corrected' ? (
            <div className={styles.stop} role="alert">
              <strong>{t('verified.corrected.title')}</strong>
              <p>{t('verified.corrected.text')}</p>
            </div>
          ) : null}
          <Difference ticket={ticket} checked={file.signatures === 'corrected'} />
          {file.findingsAfter ? (
            <p>
              {t('verified.findingsAfter')}{' '}
              <Sign tone="block">{t('severity.blockCount', { count: file.findingsAfter.block })}</Sign>{' '}
              <Sign tone="warn">{t('severity.warnCount', { count: file.findingsAfter.warn })}</Sign>
            </p>
          ) : null}
        </div>
      ) : null}
      <div className={styles.section}>{children}</div>
    </section>
  );
}

/** The signer while the rest is still being worked out, which takes longer the larger the file is. */
export function Signed({
  name,
  size,
  file,
}: {
  readonly name: string;
  readonly size: string;
  readonly file: FileSigner;
}) {
  const { t } = useT();
  return (
    <section className={styles.card} aria-busy>
      <header>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <span className={styles.muted}>
          <Ltr>{size}</Ltr>
        </span>
      </header>
      <div className={styles.section}>
        <Facts of={file} />
      </div>
      <div className={styles.section}>
        <h3>{t('verified.changes')}</h3>
        <p role="status">{t('verified.working', { count: file.lines })}</p>
        <Underway job={RECEIVING} />
        <Loading lines={4} />
      </div>
    </section>
  );
}

function Facts({ of: file, children }: { readonly of: FileSigner; readonly children?: ReactNode }) {
  const { t } = useT();
  const { sender } = file;
  return (
    <dl className={styles.facts}>
      <dt>{t('verified.signer')}</dt>
      <dd>
        <Code>{sender.code}</Code> <bdi>{sender.name}</bdi>
      </dd>
      <dt>{t('verified.trust')}</dt>
      <dd>
        <Sign tone={TRUST_TONE[sender.trust]}>{t(`trust.${sender.trust}`)}</Sign>
      </dd>
      <dt>{t('verified.fingerprint')}</dt>
      <dd>
        <Code mono>{sender.fingerprint}</Code>
      </dd>
      {file.created === null ? null : (
        <>
          <dt>{t('verified.created')}</dt>
          <dd>
            <When at={file.created} />
          </dd>
        </>
      )}
      {file.seq === null ? null : (
        <>
          <dt>{t('verified.seq')}</dt>
          <dd>
            <Ltr>{file.seq}</Ltr>{' '}
            {file.gap ? (
              <Sign tone="warn">{t('verified.gapOf', { list: file.missing.slice(0, 12).join(', ') })}</Sign>
            ) : null}
          </dd>
        </>
      )}
      {children}
    </dl>
  );
}

/** Stops the flow and says how to go on: nobody here has verified whose key signed the file. */
export function UnknownSigner() {
  const { t } = useT();
  return (
    <div className={styles.section}>
      <div className={styles.stop} role="alert">
        <strong>{t('verified.unknown.title')}</strong>
        <p>{t('verified.unknown.text')}</p>
        <ol className={styles.steps}>
          <li>{t('verified.unknown.step1')}</li>
          <li>{t('verified.unknown.step2')}</li>
          <li>{t('verified.unknown.step3')}</li>
        </ol>
      </div>
    </div>
  );
}
