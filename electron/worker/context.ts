import type { KeyStoreWrap } from '#electron/keys/key-file.ts';
import type { LineChecks } from '#electron/keys/line-checks.ts';
import type { CallError, Reply } from '#shared/contract/call.ts';
import type { EventName, EventPayload } from '#shared/contract/contract.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import type { RequestIn, RequestName, RequestOut } from './requests.ts';
import { keepSearchFresh } from './search-work.ts';
import type { Session } from './session.ts';
import type { OperationState } from './views/state.ts';

/** What a handler works with. The clock is passed in; nothing below reads another. */
export interface WorkerContext {
  readonly now: () => number;
  readonly session: { current: Session | null };
  readonly keyStore: KeyStoreWrap;
  readonly emit: <E extends EventName>(name: E, payload: EventPayload<E>) => void;
  /** Folder of the built product's data files (training operation). */
  readonly assets: string;
  readonly signal: AbortSignal;
  /** Where the signatures of a file's lines are checked. */
  readonly lineChecks: LineChecks;
  /** Long work in small steps between the requests of people; each step says whether there is another. */
  readonly background: (step: () => boolean) => void;
}
export type Handler<N extends RequestName> = (
  context: WorkerContext,
  input: RequestIn<N>,
) => Promise<Reply<RequestOut<N>>> | Reply<RequestOut<N>>;
/** The handlers of a part of the contract. */
export type HandlersOf<N extends RequestName> = { readonly [K in N]: Handler<K> };

export const done = <T>(value: T): Reply<T> => ({ ok: true, value });
export const failed = (error: CallError): { readonly ok: false; readonly error: CallError } => ({ ok: false, error });
/** A refusal of any part, as the border says it; several at once become details under one heading. */
export function refuse(
  first: Refusal,
  all: readonly Refusal[] = [],
): { readonly ok: false; readonly error: CallError } {
  const details = all.some((one) => one !== first)
    ? all.slice(0, 500).map((r) => ({ code: r.code, place: r.place.slice(0, 500), reason: r.reason.slice(0, 2_000) }))
    : [];
  return failed({
    kind: first.code === 'cancelled' ? 'cancelled' : 'refused',
    code: first.code.slice(0, 100),
    place: first.place.slice(0, 500),
    reason: first.reason.slice(0, 2_000),
    details,
  });
}
export const notFound = (what: string): { readonly ok: false; readonly error: CallError } =>
  failed({
    kind: 'refused',
    code: 'not-found',
    place: what.slice(0, 100),
    reason: 'nothing of this name is in the workspace',
    details: [],
  });

/** The open session; a call that needs one while locked is answered as locked. */
export function withSession<T>(
  context: WorkerContext,
  work: (session: Session) => T,
): T | { readonly ok: false; readonly error: CallError } {
  const session = context.session.current;
  return session
    ? work(session)
    : failed({ kind: 'locked', code: 'locked', place: '', reason: 'the workspace is locked', details: [] });
}

/** The state of one operation, by record id or by code. */
export function withOperation<T>(
  context: WorkerContext,
  operation: string,
  work: (state: OperationState, session: Session) => T,
): T | { readonly ok: false; readonly error: CallError } {
  return withSession(context, (session) => {
    const state = session.states.find(operation);
    return state ? work(state, session) : notFound(operation);
  });
}

/**
 * After a commit: states follow a step of this station and are built again after a received file; the window is told which ids to read
 * again. No operations named: all of them.
 */
export function committed(
  context: WorkerContext,
  session: Session,
  operations: readonly string[],
  records: readonly string[],
  origin: 'own' | 'received' = 'own',
): void {
  if (origin === 'own' && operations.length > 0) session.states.follow(operations, records);
  else session.states.drop(operations);
  keepSearchFresh(context, session);
  context.emit('changed', { operations: [...operations], records: records.length > 500 ? [] : [...records] });
}
