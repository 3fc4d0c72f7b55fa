/** All operations of a workspace side by side: what is shown at once, and how the rest is read in the background. */
import type { HomeOperation, OperationCard, OtherOperations } from '#shared/contract/planning.ts';
import type { RecordView } from '#db/store-types.ts';
import { parseInstant } from '#shared/time/instant.ts';
import type { WorkerContext } from './context.ts';
import type { Session } from './session.ts';
import { headCard, homeOperation, operationCard } from './views/cards.ts';

/** How many operations the home screen shows in full. */
const SHOWN = 5;
/** So long an answer may be held up by reading plans; what is not read by then follows. */
const PATIENCE_MS = 250;
/** Screens read again at most so often while the rest is being checked. */
const TELL_EVERY_MS = 1_000;
/** Fewer than this are checked before anybody could look at a progress bar. */
const WORTH_A_JOB = 20;
const OVER: ReadonlySet<unknown> = new Set(['closed', 'archived', 'aborted']);

/** Nearest to its H first; what is over comes last. A training operation lives on its own clock. */
function byUrgency(heads: readonly RecordView[], now: number): readonly RecordView[] {
  const distance = (o: RecordView): number => {
    const at = (field: string): number | null => parseInstant(String(o.fields[field] ?? ''));
    const h = at('hHour');
    return h === null ? Number.MAX_SAFE_INTEGER : Math.abs(h - (at('trainingClock') ?? now));
  };
  const rank = (o: RecordView): number => (OVER.has(o.fields['status']) ? 1 : 0);
  return heads.toSorted((a, b) => rank(a) - rank(b) || distance(a) - distance(b));
}

const ownerCode = (session: Session, head: RecordView): string => session.store.partners.get(head.owner)?.code ?? '?';

/** A card per operation, oldest first; those not read yet are read in the background. */
export function operationCards(context: WorkerContext, session: Session): OperationCard[] {
  const { states } = session;
  const heads = states.heads();
  const until = context.now() + PATIENCE_MS;
  const near = new Set<string>();
  for (const head of byUrgency(heads, context.now())) {
    if (context.now() > until && near.size > 0) break;
    states.get(head.id);
    near.add(head.id);
  }
  if (near.size < heads.length) checkRest(context, session);
  return heads.map((head) => {
    const state = states.known(head.id);
    return state ? operationCard(state) : headCard(head, states.own, ownerCode(session, head));
  });
}

/** The operations nearest to their H in full, and how many of the others stand under a block. */
export function homeSummary(
  context: WorkerContext,
  session: Session,
): { now: number; operations: HomeOperation[]; others: OtherOperations } {
  const { states } = session;
  const [shown, rest] = split(byUrgency(states.heads(), context.now()), SHOWN);
  const operations = shown.flatMap(({ id }) => {
    const state = states.get(id);
    return state ? [homeOperation(state)] : [];
  });
  const checked = rest.flatMap(({ id }) => states.known(id) ?? []);
  if (checked.length < rest.length) checkRest(context, session);
  const blocked = checked.filter((state) => operationCard(state).findings.block > 0).length;
  return {
    now: context.now(),
    operations,
    others: { total: rest.length, checked: checked.length, blocked },
  };
}

const split = <T>(list: readonly T[], at: number): readonly [readonly T[], readonly T[]] => [
  list.slice(0, at),
  list.slice(at),
];

const underWay = new WeakSet<Session>();
/** Reads and checks one operation after the other between the requests of people, nearest to its H first. */
function checkRest(context: WorkerContext, session: Session): void {
  if (underWay.has(session)) return;
  underWay.add(session);
  const rest = byUrgency(session.states.heads(), context.now()).filter(({ id }) => !session.states.known(id));
  const total = rest.length;
  let told = context.now();
  let news: string[] = [];
  const tell = (done: number): void => {
    if (total >= WORTH_A_JOB)
      context.emit('progress', { job: 'check', step: 'check', done, total, ended: done === total });
    if (news.length > 0) context.emit('changed', { operations: news, records: [] });
    news = [];
    told = context.now();
  };
  let at = 0;
  context.background(() => {
    const next = rest[at++];
    if (context.session.current !== session || next === undefined) {
      underWay.delete(session);
      if (context.session.current === session) tell(total);
      return false;
    }
    if (session.states.get(next.id)) news.push(next.id);
    if (context.now() - told >= TELL_EVERY_MS) tell(at);
    return true;
  });
}
