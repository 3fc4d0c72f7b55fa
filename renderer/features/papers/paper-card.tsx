/** The card of one paper: how it stands, what it says, who signed, what touches it, and its next step. */
import type { OperationCard } from '#shared/contract/planning.ts';
import type { PaperCard } from '#shared/contract/papers.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { biText, plainDateText, useT } from '../../i18n/index.ts';
import { beyond, useMarkingOnScreen } from '../../state/marking.ts';
import { forReading } from '../../state/what-if.ts';
import { Chip, Code, Failure, Loading, MarkingSign, ReadOnly, Sign } from '../../ui/index.ts';
import { FindingCard } from '../findings/index.ts';
import { HistoryList } from '../record-history/index.ts';
import { StepMenu, useStateWords } from '../steps/index.ts';
import { MovementCoverage } from './coverage.tsx';
import { ExtensionButton } from './extension.tsx';
import { FallsButton } from './falls.tsx';
import styles from './papers.module.css';
import { Signings } from './signings.tsx';
import { Travellers } from './travellers.tsx';
import { Facts, Tables } from './value.tsx';

export function PaperCardPanel({ card, item }: { readonly card: OperationCard; readonly item: string }) {
  const { t } = useT();
  const ask = useAsk('paper.card', { operation: card.id, item }, { keep: false });
  return (
    <article className={styles.card} data-paper-card tabIndex={-1} aria-label={t('papers.card')}>
      {ask.isError ? <Failure error={failureOf(ask.error)} /> : null}
      {ask.isLoading ? <Loading lines={8} /> : null}
      {ask.data ? <Known card={card} paper={forReading(card, ask.data)} /> : null}
    </article>
  );
}

function Known({ card, paper }: { readonly card: OperationCard; readonly paper: PaperCard }) {
  const { t, language } = useT();
  const words = useStateWords();
  const { row, kind } = paper;
  useMarkingOnScreen(beyond(paper.marking, card.marking));
  const falls = kind === 'agreement' || kind === 'jit';
  return (
    <>
      <header className={styles.head}>
        <h2>
          <Code>{row.code}</Code> <bdi>{biText(row.label, language)}</bdi>
        </h2>
        <div className={styles.line}>
          <Chip>{words(kind, row.state, row.stateName)}</Chip>
          <MarkingSign marking={paper.marking} />
        </div>
        <div className={styles.line}>
          <StepMenu operation={card.id} item={row.id} command />
          {kind === 'jit' ? <ExtensionButton operation={card.id} paper={paper} /> : null}
          {falls ? <FallsButton operation={card.id} paper={paper} zone={card.refTz} /> : null}
        </div>
        {paper.mine ? null : <ReadOnly>{t(card.lens ? 'error.code.branch-stays' : 'steps.keeper')}</ReadOnly>}
        {paper.contested ? <Sign tone="block">{t('steps.contested')}</Sign> : null}
      </header>
      <section>
        <h3>{t('papers.findings', { count: paper.findings.length })}</h3>
        {paper.findings.length === 0 ? <Sign tone="ready">{t('papers.noFindings')}</Sign> : null}
        <div className={styles.findings}>
          {paper.findings.map((f) => (
            <FindingCard
              key={`${f.rule}${f.subject}`}
              finding={f}
              operation={card.id}
              mine={card.mine && card.lens === null}
              zone={card.refTz}
            />
          ))}
        </div>
      </section>
      <section>
        <h3>{t('papers.facts')}</h3>
        <Facts facts={paper.facts} />
      </section>
      <Signings operation={card.id} paper={paper} />
      {kind === 'movement' ? <MovementCoverage operation={card.id} movement={row.id} /> : null}
      {kind === 'movement' ? <Travellers card={card} paper={paper} /> : null}
      <Tables tables={paper.tables} />
      <Taken paper={paper} />
      <details className={styles.history}>
        <summary>{t('area.history')}</summary>
        <HistoryList record={row.id} zone={card.refTz} />
      </details>
    </>
  );
}

function Taken({ paper }: { readonly paper: PaperCard }) {
  const { t, maybe, language } = useT();
  const words = useStateWords();
  if (paper.taken.length === 0) return null;
  return (
    <section>
      <h3>{t('papers.taken')}</h3>
      <ol className={styles.lines}>
        {paper.taken.map((step, n) => (
          <li key={n}>
            <span>
              <b>{words(paper.kind, step.to, step.toName)}</b> · {plainDateText(step.on, language, 'dayYear')}
              <br />
              <bdi>{step.by}</bdi> ({maybe(`role.${step.role}`, step.role)})
              {step.second === null ? null : (
                <>
                  {' '}
                  · <bdi>{step.second}</bdi>
                </>
              )}
              {[step.reference, step.reason].map((said) =>
                said === null ? null : (
                  <span key={said}>
                    <br />
                    <bdi>{said}</bdi>
                  </span>
                ),
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
