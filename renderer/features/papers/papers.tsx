/** Papers of an operation: agreements, teams, movements, requests, assets, deconflictions; what is covered; and its limits. */
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { PAPER_KINDS } from '#shared/contract/papers.ts';
import { failureOf, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { draftPaper, type PapersTab, usePapersPlace, usePapersView } from '../../state/papers-place.ts';
import { Failure, Sign, TabPanels } from '../../ui/index.ts';
import { DraftSheet } from './draft.tsx';
import { Coverage } from './coverage.tsx';
import { Limits } from './limits.tsx';
import { PaperList } from './paper-list.tsx';
import styles from './papers.module.css';

export function Papers({ card, workspace }: { readonly card: OperationCard; readonly workspace: OpenWorkspace }) {
  const { t } = useT();
  const { tab } = usePapersView(card.id);
  const draft = usePapersPlace((s) => s.drafts[card.id]);
  const drawnUp = tab === 'coverage' || tab === 'limits' ? 'agreement' : tab;
  useCommand('paper.draft', () => draftPaper(card.id, drawnUp), card.mine && !card.lens);
  const kinds = useAsk('paper.kinds', { operation: card.id });
  if (kinds.isError) return <Failure error={failureOf(kinds.error)} />;
  const of = (kind: string) => kinds.data?.find((one) => one.kind === kind);
  return (
    <section className={styles.screen}>
      <TabPanels<PapersTab>
        label={t('papers.lists')}
        value={tab}
        onPick={(next) => usePapersPlace.getState().put(card.id, { tab: next })}
        panelClass={styles.panel}
        tabs={[
          ...PAPER_KINDS.map((kind) => {
            const { total = 0, findings } = of(kind) ?? {};
            const tone = (findings?.block ?? 0) > 0 ? 'block' : (findings?.warn ?? 0) > 0 ? 'warn' : null;
            return {
              value: kind,
              label: (
                <span className={styles.tab}>
                  {t(`papers.kind.${kind}`)} <span className={styles.count}>{total}</span>
                  {tone === null ? null : <Sign tone={tone} label={t(`severity.${tone}`)} />}
                </span>
              ),
              panel: <PaperList key={kind} card={card} kind={kind} />,
            };
          }),
          {
            value: 'coverage',
            label: t('papers.kind.coverage'),
            panel: <Coverage card={card} workspace={workspace} />,
          },
          { value: 'limits', label: t('papers.kind.limits'), panel: <Limits card={card} /> },
        ]}
      />
      {draft ? <DraftSheet key={draft.kind} card={card} draft={draft} /> : null}
    </section>
  );
}
