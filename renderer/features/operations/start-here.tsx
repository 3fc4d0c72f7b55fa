import { FolderOpen, GraduationCap, Plus } from 'lucide-react';
import { failureOf } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { usePortfolio } from '../../state/portfolio.ts';
import { Button, Empty, Failure } from '../../ui/index.ts';
import { useLoadOperation } from './use-load.ts';

/** The empty state shared with Home. */
export function StartHere() {
  const { t } = useT();
  const load = useLoadOperation();
  return (
    <>
      {load.error ? <Failure error={failureOf(load.error)} /> : null}
      <Empty title={t('operations.empty.title')} text={t('operations.empty.text')}>
        <Button tone="primary" onClick={() => usePortfolio.getState().begin({ from: null })}>
          <Plus size={15} aria-hidden /> {t('operations.start')}
        </Button>
        <Button onClick={load.choose} aria-disabled={load.busy}>
          <FolderOpen size={15} aria-hidden /> {t('operations.load')}
        </Button>
        <Button onClick={load.training} aria-disabled={load.busy}>
          <GraduationCap size={15} aria-hidden /> {t('operations.training')}
        </Button>
      </Empty>
    </>
  );
}
