/** All operations of a workspace side by side: what is shown at once, and how the rest is read in the background. */
import type { HomeOperation, OperationCard, OtherOperations } from '#shared/contract/planning.ts';
import type { RecordView } from '#db/store-types.ts';
import { parseInstant } from '#shared/time/instant.ts';
import type { WorkerContext } from './context.ts';
import type { Session } from './session.ts';
import { headCard, homeOperation, operationCard } from './views/cards.ts';

/** How many operations the home screen shows in full. */
const SHOWN = 5;
/** So long the home screen may be held up by reading plans; one is always read, and what is not by then follows. */
const PATIENCE_MS = 250;
/** Screens read again at most so often while the rest is being checked. */
const TELL_EVERY_MS = 1_000;
/** Fewer than this are checked before anybody could look at a progress bar. */
const WORTH_A_JOB = 20;
/** So many plans read in the background stay in memory; of the others only the card does. */
const HELD = 60;
/** A card whose plan is not in memory tells of findings that hang on the clock; after so long it is read again. */
const STALE_MS = 3_600_000;
const OVER: ReadonlySet<unknown> = new Set(['closed', 'archived', 'aborted']);

/** Smaller is nearer to its H. A training operation lives on its own clock; without an H last. */
export function distanceFromH(head: RecordView, now: number): number {
  const at = (field: string): number | null => parseInstant(String(head.fields[field] ?? ''));
  const h = at('hHour');
  return h === null ? Number.MAX_SAFE_INTEGER : Math.abs(h - (at('trainingClock') ?? now));
}
export const isOver = (status: unknown): boolean => OVER.has(status);

/** Nearest to its H first; what is over comes last. */
function byUrgency(heads: readonly RecordView[], now: number): readonly RecordView[] {
  const keyed = heads.map((head) => ({
    head,
    rank: isOver(head.fields['status']) ? 1 : 0,
    distance: distanceFromH(head, now),
  }));
  return keyed.sort((a, b) => a.rank - b.rank || a.distance - b.distance).map(({ head }) => head);
}

const ownerCode = (session: Session, head: RecordView): string => session.store.partners.get(head.owner)?.code ?? '?';

interface KeptCard {
  readonly card: OperationCard;
  readonly at: number;
}
const keptOf = new WeakMap<Session, Map<string, KeptCard>>();
function keptCards(session: Session): Map<string, KeptCard> {
  const known = keptOf.get(session);
  if (known) return known;
  const made = new Map<string, KeptCard>();
  keptOf.set(session, made);
  return made;
}

/** The card as last read; null: not read yet. `fresh`: need not be read again. */
function readCard(session: Session, id: string, now: number): { card: OperationCard; fresh: boolean } | null {
  const state = session.states.known(id);
  if (state) return { card: operationCard(state), fresh: true };
  const kept = keptCards(session).get(id);
  return kept ? { card: kept.card, fresh: now - kept.at < STALE_MS && now >= kept.at } : null;
}

export interface Listed {
  readonly card: OperationCard;
  readonly head: RecordView;
  readonly checked: boolean;
}
/** A card per operation, oldest first; those not read yet are read in the background and told by `changed`. */
export function operationCards(context: WorkerContext, session: Session): readonly Listed[] {
  const now = context.now();
  const listed = session.states.heads().map((head) => {
    const read = readCard(session, head.id, now);
    const card = read?.card ?? headCard(head, session.states.own, ownerCode(session, head));
    return { card, head, checked: read?.fresh === true };
  });
  if (listed.some(({ checked }) => !checked)) checkRest(context, session);
  return listed;
}

/** The operations nearest to their H in full, and how many of the others stand under a block. */
export function homeSummary(
  context: WorkerContext,
  session: Session,
): { now: number; operations: HomeOperation[]; others: OtherOperations } {
  const { states } = session;
  const now = context.now();
  const heads = byUrgency(states.heads(), now);
  const operations: HomeOperation[] = [];
  for (const { id } of heads.slice(0, SHOWN)) {
    // In order of urgency: what is late is added below, and moves nothing that stands there already.
    if (operations.length > 0 && context.now() - now > PATIENCE_MS && states.known(id) === null) break;
    const state = states.get(id);
    if (state) operations.push(homeOperation(state));
  }
  const rest = heads.slice(operations.length);
  const read = rest.map(({ id }) => readCard(session, id, now));
  if (read.some((one) => one?.fresh !== true)) checkRest(context, session);
  const checked = read.filter((one) => one !== null);
  const blocked = checked.filter(({ card }) => (card.findings?.block ?? 0) > 0).length;
  return { now, operations, others: { total: rest.length, checked: checked.length, blocked } };
}

const underWay = new WeakSet<Session>();
/** Reads and checks one operation after the other between the requests of people, nearest to its H first. */
function checkRest(context: WorkerContext, session: Session): void {
  if (underWay.has(session)) return;
  underWay.add(session);
  const started = context.now();
  const rest = byUrgency(session.states.heads(), started).filter(
    ({ id }) => readCard(session, id, started)?.fresh !== true,
  );
  const total = rest.length;
  let told = started;
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
    // One plan that cannot be read must not keep the others unchecked; it says so itself when somebody opens it.
    try {
      if (readInBackground(context, session, next.id)) news.push(next.id);
    } catch (fault) {
      console.error(`check failed: ${fault instanceof Error ? fault.name : 'unknown'}`);
    }
    if (context.now() - told >= TELL_EVERY_MS) tell(at);
    return true;
  });
}

/** Whether there is such an operation. A plan that nobody opened gives its memory back once its card is made. */
function readInBackground(context: WorkerContext, session: Session, id: string): boolean {
  const { states } = session;
  const wasKnown = states.known(id) !== null;
  const state = states.get(id);
  if (!state) return false;
  if (wasKnown || states.held() <= HELD) return true;
  const kept = { card: operationCard(state), at: context.now() };
  keptCards(session).delete(id);
  states.kept(keptCards(session), id, () => kept);
  states.release(id);
  return true;
}
