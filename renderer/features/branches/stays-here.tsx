import type { OperationCard } from '#shared/contract/planning.ts';
import { useT } from '../../i18n/index.ts';
import { leaveBranch, planOf } from '../../state/what-if.ts';
import { Button, Empty } from '../../ui/index.ts';

/** In the place of everything that would leave the machine: a branch does not. */
export function StaysHere({ card }: { readonly card: OperationCard }) {
  const { t } = useT();
  return (
    <Empty title={t('branches.stays.title')} text={t('branches.stays.text')}>
      <Button tone="primary" onClick={() => leaveBranch(planOf(card))}>
        {t('branches.band.leave')}
      </Button>
    </Empty>
  );
}
