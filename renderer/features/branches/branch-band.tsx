/** Says on every screen that what is shown is a branch and not the plan, and leads back. */
import { GitBranch } from 'lucide-react';
import type { OperationCard } from '#shared/contract/planning.ts';
import { useT } from '../../i18n/index.ts';
import { runCommand } from '../../state/bus.ts';
import { Button, Kbd } from '../../ui/index.ts';
import styles from './branches.module.css';

type Lens = OperationCard['lens'];

export function BranchBand({ lens }: { readonly lens: Lens }) {
  const { t } = useT();
  if (lens?.is !== 'branch') return null;
  return (
    <section className={styles.band} aria-label={t('branches.band.label')} data-region="branch" tabIndex={-1}>
      <GitBranch size={15} aria-hidden />
      <strong>
        {t('branches.band.name')} <bdi>{lens.name}</bdi> {t('branches.band.not')}
      </strong>
      <span className={styles.bandText}>{t('branches.band.text')}</span>
      <span className={styles.grow} />
      <Button onClick={() => runCommand('go.branches')}>{t('branches.band.compare')}</Button>
      <Button onClick={() => runCommand('branch.switch')} aria-keyshortcuts="Control+Shift+B">
        {t('branches.band.leave')} <Kbd>Ctrl+Shift+B</Kbd>
      </Button>
    </section>
  );
}

/** Beside the name of the operation in the top bar. */
export function BranchName({ lens }: { readonly lens: Lens }) {
  const { t } = useT();
  if (lens?.is !== 'branch') return null;
  return (
    <span className={styles.tag}>
      <GitBranch size={12} aria-hidden />
      <bdi>{lens.name}</bdi>
      <span>{t('branches.band.not')}</span>
    </span>
  );
}
