/**
 * An operation seen through something: a what-if branch of it, or the plan as it was at a moment. It stands under an id of its own and
 * has a session of its own, whose store reads and writes the branch (or only reads the past), so that the handlers of the plan work on
 * it unchanged. That session has no exchange, no desk and no identity: what is seen through a lens cannot leave, whatever asks.
 */
import type { BranchLens } from '#db/store-branches.ts';
import type { RecordView, Touched } from '#db/store-types.ts';
import type { Store } from '#db/store.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { lensUseOf } from '#shared/contract/lens.ts';
import { refusal } from '#shared/result/refusal.ts';
import { err } from '#shared/result/result.ts';
import type { Clocked } from './clocked.ts';
import { refuse, type WorkerContext } from './context.ts';
import type { Session } from './session.ts';
import { lensSearch } from './lens-search.ts';
import { stateBeside } from './operation-state.ts';
import { pastReads } from './past-reads.ts';
import { States } from './states.ts';
import type { OperationState } from './views/state.ts';

/** So many moments of the past stay in memory; a slider asks for one after the other. Of more it is known which they were. */
const MOMENTS_HELD = 4;
const MOMENTS_KNOWN = 256;

/** A record as it stood and as it stands; null: it was not there, or no longer is. */
export interface Since {
  readonly was: RecordView | null;
  readonly now: RecordView | null;
}

export interface Lens {
  readonly is: 'branch' | 'past';
  readonly id: string;
  /** The operation behind it. */
  readonly of: string;
  readonly session: Session;
  /** Of a branch. */
  readonly branch: BranchLens | null;
  /** Of a moment: the records somebody wrote into since, under their own ids, in order of creation. */
  readonly since: readonly Since[];
}

/** A part of the store of which a lens has this much: touching more is a fault of ours, and nothing happens. */
const only = <T extends object>(name: string, allowed: Partial<T> = {}): T =>
  new Proxy(allowed as T, {
    get: (part, key) => {
      if (Object.hasOwn(part, key)) return Reflect.get(part, key) as unknown;
      throw new Error(`broken promise: nothing seen through a lens reaches ${name}`);
    },
  });
const never = (name: string) => (): never => {
  throw new Error(`broken promise: nothing seen through a lens reaches ${name}`);
};

const lensStore = (store: Store, plan: Store['plan'], read: Store['read'], id: string, of: string): Store => ({
  plan,
  search: lensSearch(store.search, read, id, of),
  read,
  isSound: store.isSound,
  revision: store.revision,
  // Codes and names of agencies are shown; nothing is changed.
  partners: only<Store['partners']>('the partners', { list: store.partners.list, get: store.partners.get }),
  settings: only<Store['settings']>('the settings', { get: store.settings.get }),
  audit: only('the audit'),
  exchange: only('the exchange'),
  desk: only('the desk'),
  branches: only('other branches'),
  people: only('the people of other operations'),
  orders: only<Store['orders']>('the orders', { issued: () => [] }),
  identity: only('the identity'),
  speakAs: never('the author'),
  close: never('the file'),
  backup: never('the backups'),
  writeBack: never('the file'),
  whileLoading: never('a load'),
});

export class Lenses {
  readonly #states: States;
  readonly #clock: Clocked;
  readonly #branches = new Map<string, Lens>();
  readonly #moments = new Map<string, Lens>();
  readonly #asked = new Map<string, { readonly of: string; readonly at: number }>();

  constructor(states: States, clock: Clocked) {
    this.#states = states;
    this.#clock = clock;
    // Where the plan goes, its branches go along.
    states.watch((operations) => {
      for (const lens of this.#branches.values())
        if (operations.length === 0 || operations.includes(lens.of)) {
          lens.branch?.refresh();
          lens.session.states.drop([lens.id]);
        }
      // A file that came later can recall what was known then.
      for (const [id, lens] of this.#moments)
        if (operations.length === 0 || operations.includes(lens.of)) this.#moments.delete(id);
    });
  }

  /** The lens of this id; null: it is the id of none, or of a branch that was put aside. */
  find(session: Session, id: string): Lens | null {
    const moment = this.#asked.get(id);
    if (moment) return this.at(session, moment.of, moment.at);
    const known = this.#branches.get(id);
    if (known) return known;
    const branch = session.store.branches.lens(id);
    if (!branch) return null;
    const { operation: of, name } = branch.branch;
    const lens = this.#lens(
      session,
      { is: 'branch', of, name },
      id,
      lensStore(session.store, branch.plan, branch.read, id, of),
      branch,
      () => branch.touched(),
    );
    this.#branches.set(id, lens);
    return lens;
  }

  /** A branch was renamed, put aside or deleted: it is read again, or no longer. */
  forget(id: string): void {
    this.#branches.delete(id);
  }

  /** The operation as it was known here at a moment; null: not yet. */
  at(session: Session, operation: string, at: number): Lens | null {
    const id = pastId(operation, at);
    dropOldest(this.#asked, MOMENTS_KNOWN);
    this.#asked.set(id, { of: operation, at });
    const known = this.#moments.get(id);
    if (known) return known;
    const { read } = session.store;
    const touched = read.touchedSince(operation, at);
    if (touched === null) return null;
    const store = lensStore(session.store, NOTHING_WRITTEN, pastReads(read, operation, id, at, touched), id, operation);
    if (store.read.record(id) === null) return null;
    const since = touched
      .map(({ id: rec, was }): Since => {
        const now = read.record(rec);
        return { was, now: now?.closed === false ? now : null };
      })
      .sort((a, b) => byCreation(a.was ?? a.now, b.was ?? b.now));
    const mark = { is: 'past', of: operation, at } as const;
    const lens = { ...this.#lens(session, mark, id, store, null, againOf(read, touched), { now: () => at }), since };
    dropOldest(this.#moments, MOMENTS_HELD);
    this.#moments.set(id, lens);
    return lens;
  }

  #lens(
    session: Session,
    mark: NonNullable<States['lens']>,
    id: string,
    store: Store,
    branch: BranchLens | null,
    again: Again,
    clock: Clocked = this.#clock,
  ): Lens {
    const beside = (): OperationState | null => {
      const plan = this.#states.get(mark.of);
      const recs = plan && again(plan);
      return plan && recs && stateBeside(store, plan, id, mark, recs, clock.now());
    };
    const states = new States(store, this.#states.own, clock, mark, beside);
    return { is: mark.is, id, of: mark.of, branch, since: [], session: { ...session, store, states } };
  }
}

/** Records of a lens that may read otherwise than in this state of the plan; null: that cannot be told record by record. */
type Again = (plan: OperationState) => readonly string[] | null;

/** A part that was added since goes with its item: the item is read again. What people name by a code and was not there is no small change. */
const againOf =
  (read: Store['read'], touched: readonly Touched[]): Again =>
  ({ view }) =>
    touched.some(({ id, was }) => was === null && view.codeOf.has(id))
      ? null
      : touched.map(({ id, was }) => (was === null ? (read.rootOf(id)?.id ?? id) : id));

type Stamped = Pick<RecordView, 'ms' | 'ctr' | 'id'> | null;
const byCreation = (a: Stamped, b: Stamped): number =>
  a === null || b === null ? 0 : a.ms - b.ms || a.ctr - b.ctr || (a.id < b.id ? -1 : 1);

/** Makes room for one more. */
function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size >= most) map.delete(oldest);
}

const pastId = (operation: string, at: number): string =>
  Buffer.from(sha256(new TextEncoder().encode(`liaison past\n${operation}\n${at}`)).subarray(0, 24)).toString(
    'base64url',
  );

const isPast = () => err(refusal('past-only', '', 'the past is only looked at; restore from it instead'));
const NOTHING_WRITTEN: Store['plan'] = {
  commit: isPast,
  undo: isPast,
  redo: isPast,
  undoList: () => ({ undo: [], redo: [] }),
  noteMerged: isPast,
};

/** The id by which a request names an operation, if it names one. */
const named = (input: unknown): string | null => {
  const operation: unknown =
    typeof input === 'object' && input !== null && 'operation' in input
      ? (input as { operation: unknown }).operation
      : null;
  return typeof operation === 'string' ? operation : null;
};

/**
 * What a request works on: the workspace, or what the lens it names shows. Everything that is not named as allowed for that lens is
 * refused, so that a new call is shut until somebody decided.
 */
export function throughLens(
  context: WorkerContext,
  name: string,
  input: unknown,
): { readonly ok: true; readonly value: WorkerContext } | ReturnType<typeof refuse> {
  const session = context.session.current;
  const id = named(input);
  const lens = session && id !== null ? session.lenses.find(session, id) : null;
  if (!lens) return { ok: true, value: context };
  const use = lensUseOf(name);
  if (use === 'read' || (use === 'try' && lens.is === 'branch'))
    return { ok: true, value: { ...context, session: { current: lens.session } } };
  return lens.is === 'branch'
    ? refuse(
        refusal(
          'branch-stays',
          '',
          'a what-if branch stays on this machine, and nothing is decided or signed in it; take its changes over into the plan first',
        ),
      )
    : refuse(refusal('past-only', '', 'the past is only looked at; restore from it instead'));
}
