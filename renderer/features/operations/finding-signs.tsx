import type { OperationCard } from '#shared/contract/planning.ts';
import { useT } from '../../i18n/index.ts';
import { Sign } from '../../ui/index.ts';
import styles from './operations.module.css';

/** Blocks and warnings by shape, number and word; a plan not read yet says so. */
export function FindingSigns({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  if (!card.findings) return <span className={styles.muted}>{t('operations.checking')}</span>;
  const { block, warn } = card.findings;
  return (
    <span className={styles.signs}>
      <Sign tone={block > 0 ? 'block' : 'none'} label={t('severity.block')}>
        {block}
      </Sign>
      <Sign tone={warn > 0 ? 'warn' : 'none'} label={t('severity.warn')}>
        {warn}
      </Sign>
    </span>
  );
}
