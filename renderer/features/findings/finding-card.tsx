/** One finding: what, why, where, the way out, and who can lift it. A blocked thing always explains itself. */
import type { FindingView } from '#shared/contract/values.ts';
import { PAPER_KINDS, type PaperKind } from '#shared/contract/papers.ts';
import { useT } from '../../i18n/index.ts';
import { openFound } from '../../state/found.ts';
import { jumpToTask } from '../../state/jump.ts';
import { openPaper } from '../../state/papers-place.ts';
import { useTell } from '../../state/notices.ts';
import { useProblem } from '../../state/steps.ts';
import { Button, Code, Sign, SignShape } from '../../ui/index.ts';
import { LiftButton, LiftedNote } from '../steps/index.ts';
import styles from './findings.module.css';
import { FindingSentence, Sentence, useTold } from '../finding-words/index.ts';

/** The task to jump to: the subject itself or the first related thing that is one. */
const taskCodes = (f: FindingView): readonly string[] => (f.kind === 'task' ? [f.subject, ...f.related] : f.related);

const paperKind = (f: FindingView): PaperKind | null => PAPER_KINDS.find((kind) => kind === f.kind) ?? null;

/** Leads to the paper a finding is about, to the task it speaks of, else to whatever shows its subject. */
export function useOpenFinding(operation: string): (finding: FindingView) => void {
  const problem = useProblem();
  const tell = useTell();
  return (finding) => {
    const kind = paperKind(finding);
    if (kind !== null && finding.record !== null) {
      openPaper(operation, kind, finding.record);
      return;
    }
    const walk = async (): Promise<void> => {
      for (const code of taskCodes(finding)) if (await jumpToTask(operation, code)) return;
      // a person, a site, an order, or what only its history tells of
      if (finding.record !== null)
        await openFound({ ...finding, record: finding.record, operation: { id: operation } }, () => undefined);
      else tell(({ t }) => t('findings.noPlace', { subject: finding.subject }));
    };
    walk().catch(problem);
  };
}

export function FindingCard({
  finding: f,
  operation,
  mine,
  zone,
}: {
  readonly finding: FindingView;
  readonly operation: string;
  /** Whether this agency keeps the operation. */
  readonly mine: boolean;
  readonly zone: string;
}) {
  const { t, maybe } = useT();
  const tell = useTell();
  const open = useOpenFinding(operation);
  const problem = useProblem();
  // Lifted, it stops nothing: the sign says so, the words stay.
  const tone = f.lifted ? 'none' : f.severity;
  const { what, where, lift } = useTold()(f);
  return (
    <article className={styles.card}>
      <Sign tone={tone} label={t(`severity.${f.severity}`)} />
      <div className={styles.body}>
        <span className={styles.what}>
          {maybe(`rule.${f.rule}.name`, f.message)}{' '}
          <span>
            · <Code>{f.subject}</Code> <bdi>{f.label}</bdi>
          </span>
        </span>
        <span className={styles.said}>
          <Sentence parts={what.parts} />.
        </span>
        <span className={styles.fix}>
          {maybe(`rule.${f.rule}.why`, '')} <b>{t('findings.fix')}</b>{' '}
          {maybe(`rule.${f.rule}.fix`, t('findings.noFix'))}
        </span>
        <LiftedNote finding={f} zone={zone} />
        <span className={styles.meta}>
          <Code>{f.rule}</Code>
          <span>
            <Sentence parts={where.parts} />
          </span>
          {f.lifted ? null : <span>{lift}</span>}
          {f.related
            .filter((code) => code !== f.subject)
            .map((code) => (
              <button
                key={code}
                type="button"
                className={styles.related}
                onClick={() => {
                  jumpToTask(operation, code)
                    .then((found) => {
                      if (!found) tell(({ t }) => t('findings.noPlace', { subject: code }));
                    })
                    .catch(problem);
                }}
              >
                <Code>{code}</Code>
              </button>
            ))}
        </span>
      </div>
      <div className={styles.actions}>
        {taskCodes(f).length > 0 || f.record !== null ? (
          <Button onClick={() => open(f)}>{t('action.show')}</Button>
        ) : null}
        <LiftButton operation={operation} finding={f} mine={mine} />
      </div>
    </article>
  );
}

/** `+2 ⬣1 −1` in words and signs. */
export function FindingCounts({
  added,
  gone,
}: {
  readonly added: readonly FindingView[];
  readonly gone: readonly FindingView[];
}) {
  const { t } = useT();
  if (added.length === 0 && gone.length === 0) return <Sign tone="ready">{t('findings.noChange')}</Sign>;
  const worst = added.some((f) => f.severity === 'block') ? 'block' : 'warn';
  return (
    <span className={styles.counts}>
      {added.length > 0 ? <Sign tone={worst}>{t('findings.added', { count: added.length })}</Sign> : null}
      {gone.length > 0 ? <Sign tone="ready">{t('findings.gone', { count: gone.length })}</Sign> : null}
    </span>
  );
}

/** What a change would add and what it would settle, side by side. */
export function FindingDiff({
  added,
  gone,
}: {
  readonly added: readonly FindingView[];
  readonly gone: readonly FindingView[];
}) {
  const { t } = useT();
  if (added.length === 0 && gone.length === 0) return <Sign tone="ready">{t('findings.noChange')}</Sign>;
  return (
    <div className={styles.diff}>
      <section>
        <h3>{t('findings.added', { count: added.length })}</h3>
        <ul>
          {added.map((f) => (
            <Line key={`${f.rule}${f.subject}`} finding={f} />
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('findings.gone', { count: gone.length })}</h3>
        <ul>
          {gone.map((f) => (
            <Line key={`${f.rule}${f.subject}`} finding={f} gone />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Line({ finding: f, gone }: { readonly finding: FindingView; readonly gone?: boolean }) {
  const { t } = useT();
  const text = (
    <>
      <FindingSentence finding={f} />{' '}
      <span className={styles.ruleId}>
        <Code>{f.rule}</Code>
      </span>
    </>
  );
  return (
    <li>
      <span
        style={{ color: gone ? 'var(--ready)' : f.severity === 'block' ? 'var(--block)' : 'var(--warn)', flex: 'none' }}
      >
        <SignShape tone={gone ? 'ready' : f.severity} />
        <span className="visually-hidden">{gone ? t('findings.goneWord') : t(`severity.${f.severity}`)}</span>
      </span>
      {gone ? <del>{text}</del> : <span>{text}</span>}
    </li>
  );
}
