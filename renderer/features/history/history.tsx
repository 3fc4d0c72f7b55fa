/** The history of an operation: who changed what, and the plan as of any moment; that of one record stands in its inspector. */
import type { OperationCard } from '#shared/contract/planning.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { useOperationView } from '../../state/place.ts';
import { type HistoryTab, planOf, useWhatIf } from '../../state/what-if.ts';
import { PageTitle, TabPanels } from '../../ui/index.ts';
import { AsOf } from './as-of.tsx';
import styles from './history.module.css';
import { OperationSteps } from './operation-steps.tsx';

export function History({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  const tab = useWhatIf((s) => s.historyTab);
  const { set } = useWhatIf.getState();
  const view = useOperationView(card.id);
  const zone = view.zone ?? card.refTz;
  // A branch has no history of its own: it is that of the plan it was made from.
  const operation = planOf(card);
  useCommand('history.past', () => set({ historyTab: 'past' }));
  return (
    <section className={styles.screen}>
      <PageTitle>{t('history.title', { name: card.codeName })}</PageTitle>
      {card.lens ? <p className={styles.ofPlan}>{t('past.ofPlan')}</p> : null}
      <TabPanels<HistoryTab>
        label={t('area.history')}
        value={tab}
        onPick={(next) => set({ historyTab: next })}
        panelClass={styles.panel}
        tabs={[
          {
            value: 'steps',
            label: t('past.tab.steps'),
            panel: <OperationSteps operation={operation} selected={view.selected} zone={zone} />,
          },
          { value: 'past', label: t('past.tab.past'), panel: <AsOf card={card} operation={operation} zone={zone} /> },
        ]}
      />
    </section>
  );
}
