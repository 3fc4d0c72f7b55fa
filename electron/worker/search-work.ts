import type { WorkerContext } from './context.ts';
import type { Session } from './session.ts';

const STEP = 150;
/** Fewer than this are done before anybody could look at a progress bar. */
const WORTH_A_JOB = 5_000;
const underWay = new WeakSet<Session>();
/** Makes the words of what changed, a few records at a time between the requests of people. */
export function keepSearchFresh(context: WorkerContext, session: Session): void {
  if (underWay.has(session) || session.states.lens !== null) return;
  underWay.add(session);
  let total = 0;
  context.background(() => {
    if (context.session.current !== session) {
      underWay.delete(session);
      return false;
    }
    const left = session.store.search.work(STEP);
    total = Math.max(total, left);
    if (total >= WORTH_A_JOB && (left === 0 || left % (STEP * 10) < STEP))
      context.emit('progress', { job: 'search', step: 'search', done: total - left, total, ended: left === 0 });
    if (left > 0) return true;
    underWay.delete(session);
    return false;
  });
}
