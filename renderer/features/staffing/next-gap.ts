/** Shift+G: the next task that lacks people, most urgent first, with the focus on the best suggestion for it. */
import { call, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { jumpToTask } from '../../state/jump.ts';
import { useNotices, useTell } from '../../state/notices.ts';
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

/** Walks to a task that lacks people: the next after the selected one, or the most urgent of all. */
function useGapWalk(operation: string): (from: 'here' | 'first') => void {
  const { t } = useT();
  const tell = useTell();
  const problem = useProblem();
  return (from) => {
    const walk = async (): Promise<void> => {
      const { gaps } = await call('gap.list', { operation, first: 0, count: WINDOW });
      // What is over cannot be filled any more; the list of findings still shows it.
      const open = gaps.filter(({ time }) => time !== 'past');
      const selected = usePlace.getState().views[operation]?.selected;
      const here = from === 'first' ? -1 : open.findIndex(({ id }) => id === selected);
      const next = open[(here + 1) % Math.max(1, open.length)];
      if (!next) {
        if (from === 'first') {
          usePlace.getState().openOperation(operation, 'timeline');
          usePlace.getState().inspect(true, 'details');
        }
        tell(({ t }) => t('staffing.noGaps'));
        return;
      }
      wishForBest(next.id);
      if (!(await jumpToTask(operation, next.code))) wishTaken();
      useNotices.getState().say(t('staffing.gapSpoken', { code: next.code, title: next.title }));
    };
    walk().catch(problem);
  };
}

/** Shift+G, from wherever in the operation. */
export function useNextGap(operation: string): () => void {
  const walk = useGapWalk(operation);
  return () => walk('here');
}

/** Both keys that lead to the people of an operation act on every screen of it. */
export function useTeamCommands(operation: string, when: boolean): void {
  const walk = useGapWalk(operation);
  useCommand('go.team', () => walk('first'), when);
  useCommand('view.nextGap', () => walk('here'), when);
}
