/** Shift+G: the next task that lacks people, most urgent first, with the focus on the best suggestion for it. */
import { call, useAsk } from '../../api/index.ts';
import { useT } from '../../i18n/index.ts';
import { useCommand } from '../../state/bus.ts';
import { jumpToTask } from '../../state/jump.ts';
import { useNotices, useTell } from '../../state/notices.ts';
import { usePlace } from '../../state/place.ts';
import { useProblem } from '../../state/steps.ts';
import { useWish, wishForBest, wishForBestHere, wishTaken } from './wish.ts';

/** Gaps looked through at once; what lies behind comes into reach as the first ones are filled. */
const WINDOW = 200;
/** Gaps asked for suggestions until one has some: each takes a tenth of a second at the most. */
const LOOKED_AT = 20;

/** How many tasks that are not over lack people; null: not known yet. At most as many as are looked through at once. */
export function useGapCount(operation: string): number | null {
  const list = useAsk('gap.list', { operation, first: 0, count: WINDOW });
  return list.data ? list.data.gaps.filter(({ time }) => time !== 'past').length : null;
}

type Gap = Awaited<ReturnType<typeof openGaps>>[number];
/** Tasks that lack people. What is over cannot be filled any more; the list of findings still shows it. */
async function openGaps(operation: string) {
  const { gaps } = await call('gap.list', { operation, first: 0, count: WINDOW });
  return gaps.filter(({ time }) => time !== 'past');
}

/** Leads to one of these gaps, with the focus on the best suggestion for it. */
function useGoToGap(operation: string): (open: readonly Gap[], at: number) => Promise<void> {
  const { t } = useT();
  return async (open, at) => {
    const next = open[at];
    if (!next) return;
    wishForBest(
      next.id,
      open.slice(at + 1).map(({ id }) => id),
    );
    if (!(await jumpToTask(operation, next.code))) wishTaken();
    useNotices.getState().say(t('staffing.gapSpoken', { code: next.code, title: next.title }));
  };
}

/**
 * After a suggestion was accepted: the same task while it still lacks people, then the next behind it for which there is a suggestion. False:
 * the walk had not led here, or there is none.
 */
export function useGapFilled(operation: string): (task: string) => Promise<boolean> {
  const goTo = useGoToGap(operation);
  return async (task) => {
    const { walk } = useWish.getState();
    if (walk?.task !== task) return false;
    const open = await openGaps(operation);
    for (const id of [task, ...walk.behind].slice(0, LOOKED_AT)) {
      const at = open.findIndex((gap) => gap.id === id);
      if (at < 0 || (await call('gap.suggest', { operation, task: id })).best.length === 0) continue;
      if (id === task) wishForBestHere(task);
      else await goTo(open, at);
      return true;
    }
    return false;
  };
}

/** Walks to a task that lacks people: the next after the selected one, or the most urgent of all. */
function useGapWalk(operation: string): (from: 'here' | 'first') => void {
  const goTo = useGoToGap(operation);
  const tell = useTell();
  const problem = useProblem();
  return (from) => {
    const walk = async (): Promise<void> => {
      const open = await openGaps(operation);
      const selected = usePlace.getState().views[operation]?.selected;
      const here = from === 'first' ? -1 : open.findIndex(({ id }) => id === selected);
      if (open.length === 0) {
        if (from === 'first') {
          usePlace.getState().openOperation(operation, 'timeline');
          usePlace.getState().inspect(true, 'details');
        }
        tell(({ t }) => t('staffing.noGaps'));
        return;
      }
      await goTo(open, (here + 1) % open.length);
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
