/** Shift+G: the next task that lacks people, most urgent first, with the focus on the best suggestion for it. */
import { call, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { jumpToTask } from '../../state/jump.ts';
import { useNotices } from '../../state/notices.ts';
import { usePlace } from '../../state/place.ts';
import { useProblem } from '../../state/steps.ts';
import { wishForBest, wishTaken } from './wish.ts';

/** Gaps looked through at once; what lies behind comes into reach as the first ones are filled. */
const WINDOW = 200;

/** How many tasks that are not over lack people; null: not known yet. At most as many as are looked through at once. */
export function useGapCount(operation: string): number | null {
  const list = useAsk('gap.list', { operation, first: 0, count: WINDOW });
  return list.data ? list.data.gaps.filter(({ time }) => time !== 'past').length : null;
}

export function useNextGap(operation: string): () => void {
  const { t } = useT();
  const problem = useProblem();
  return () => {
    const walk = async (): Promise<void> => {
      const { gaps } = await call('gap.list', { operation, first: 0, count: WINDOW });
      // What is over cannot be filled any more; the list of findings still shows it.
      const open = gaps.filter(({ time }) => time !== 'past');
      const here = open.findIndex(({ id }) => id === usePlace.getState().views[operation]?.selected);
      const next = open[(here + 1) % Math.max(1, open.length)];
      const { toast, say } = useNotices.getState();
      if (!next) {
        toast(t('staffing.noGaps'));
        say(t('staffing.noGaps'));
        return;
      }
      wishForBest(next.id);
      if (!(await jumpToTask(operation, next.code))) wishTaken();
      say(t('staffing.gapSpoken', { code: next.code, title: next.title }));
    };
    walk().catch(problem);
  };
}
