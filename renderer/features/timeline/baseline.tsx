/** The plan as it was agreed: when, and how far the plan has moved from it since. */
import { History } from 'lucide-react';
import { useAsk, useSend } from '../../api/index.ts';
import { clockText, dateText, useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { usePlace } from '../../state/place.ts';
import { useAnnounce, useProblem } from '../../state/steps.ts';
import { Button, Ltr } from '../../ui/index.ts';
import styles from './schedule.module.css';

/** Answers the command that records a baseline, and shows it. */
export function useTakeBaseline(operation: string, mine: boolean): () => void {
  const send = useSend('baseline.take');
  const announce = useAnnounce();
  const problem = useProblem();
  const take = (): void => {
    if (send.isPending) return;
    send.mutate(
      { operation },
      {
        onSuccess: (done) => {
          usePlace.getState().setView(operation, { baseline: true });
          announce(done);
        },
        onError: problem,
      },
    );
  };
  useCommand('baseline.take', take, mine);
  return take;
}

export function BaselineLegend({
  operation,
  zone,
  mine,
  onTake,
}: {
  readonly operation: string;
  readonly zone: string;
  readonly mine: boolean;
  readonly onTake: () => void;
}) {
  const { t, language } = useT();
  const state = useAsk('baseline.state', { operation });
  const base = state.data;
  if (base === undefined) return null;
  return (
    <div className={styles.legend} role="status">
      <History size={14} aria-hidden />
      {base === null ? (
        <span>{t('baseline.none')}</span>
      ) : (
        <>
          <b>
            {t('baseline.of')} {dateText(base.taken, zone, language, 'full')} <Ltr>{clockText(base.taken, zone)}</Ltr>
          </b>
          <span>{t('baseline.moved', { n: base.moved })}</span>
          <span>{t('baseline.added', { n: base.added })}</span>
          <span>{t('baseline.gone', { n: base.gone })}</span>
          <span className={styles.key}>
            <i className={styles.sampleBase} aria-hidden />
            {t('baseline.key')}
          </span>
        </>
      )}
      {mine ? (
        <Button tone="quiet" onClick={onTake}>
          {t(base === null ? 'baseline.take' : 'baseline.again')}
        </Button>
      ) : null}
      <Button tone="quiet" onClick={() => usePlace.getState().setView(operation, { baseline: false })}>
        {t('baseline.hide')}
      </Button>
    </div>
  );
}
