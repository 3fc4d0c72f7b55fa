import { useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { usePlace } from '../../state/place.ts';
import { WHOLE_PORTFOLIO } from '../../state/portfolio.ts';
import { Button, Empty } from '../../ui/index.ts';
import { StartHere } from './start-here.tsx';

/** In the place of a screen that shows one operation: the way to one, or to the first of all. */
export function NoOperationOpen() {
  const { t } = useT();
  const operations = useAsk('operation.list', { ...WHOLE_PORTFOLIO, first: 0, count: 1, order: 'urgency' });
  if (operations.data?.total === 0) return <StartHere />;
  return (
    <Empty title={t('state.noOperation.title')} text={t('state.noOperation.text')}>
      <Button tone="primary" onClick={() => usePlace.getState().go('operations')}>
        {t('command.go.operations')}
      </Button>
    </Empty>
  );
}
