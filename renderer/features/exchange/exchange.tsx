import type { OperationCard } from '#shared/contract/planning.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';
import { useT } from '../../i18n/index.ts';
import { type ExchangeTab, useExchangePlace } from '../../state/exchange-place.ts';
import { PageTitle, TabPanels } from '../../ui/index.ts';
import { Box } from './box.tsx';
import { Brief } from './brief.tsx';
import { Conflicts } from './conflicts.tsx';
import styles from './exchange.module.css';
import { useOpenConflicts } from './open-conflicts.ts';
import { Partners } from './partners.tsx';
import { Receive } from './receive.tsx';
import { Send } from './send.tsx';

/** Files between agencies: take one in, give one out, packs, boxes with receipts, partners and their keys. */
export function Exchange({
  card,
  workspace,
}: {
  readonly card: OperationCard | null;
  readonly workspace: OpenWorkspace;
}) {
  const { t } = useT();
  const tab = useExchangePlace((s) => s.tab);
  const setTab = useExchangePlace((s) => s.pick);
  const conflicts = useOpenConflicts();
  return (
    <section className={styles.screen}>
      <PageTitle>{t('area.exchange')}</PageTitle>
      <TabPanels<ExchangeTab>
        label={t('area.exchange')}
        value={tab}
        onPick={setTab}
        panelClass={styles.panel}
        tabs={[
          {
            value: 'receive',
            label: t('exchange.tab.receive'),
            panel: <Receive onPartners={() => setTab('partners')} />,
          },
          {
            value: 'send',
            label: t('exchange.tab.send'),
            panel: <Send card={card} onPartners={() => setTab('partners')} />,
          },
          { value: 'brief', label: t('exchange.tab.brief'), panel: <Brief card={card} workspace={workspace} /> },
          { value: 'box', label: t('exchange.tab.box'), panel: <Box /> },
          {
            value: 'conflicts',
            label: conflicts > 0 ? t('exchange.tab.conflictsOpen', { count: conflicts }) : t('exchange.tab.conflicts'),
            panel: <Conflicts />,
          },
          { value: 'partners', label: t('exchange.tab.partners'), panel: <Partners /> },
        ]}
      />
    </section>
  );
}
