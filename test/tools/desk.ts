/** A workspace with every handler of the worker, in this process: the test reaches the store and the clock behind the calls. */
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Change, Committed } from '#db/store-types.ts';
import type { CallError, Reply } from '#shared/contract/call.ts';
import { checksHere, type LineChecks } from '#electron/keys/line-checks.ts';
import { actionHandlers } from '#electron/worker/action-handlers.ts';
import { bandHandlers } from '#electron/worker/band-handlers.ts';
import { branchHandlers } from '#electron/worker/branch-handlers.ts';
import { briefHandlers } from '#electron/worker/brief-handlers.ts';
import { calendarHandlers } from '#electron/worker/calendar-handlers.ts';
import { carrierHandlers } from '#electron/worker/carrier-handlers.ts';
import { checkHandlers } from '#electron/worker/check-handlers.ts';
import { conflictHandlers } from '#electron/worker/conflict-handlers.ts';
import type { WorkerContext } from '#electron/worker/context.ts';
import { deskHandlers, recallHandlers } from '#electron/worker/desk-handlers.ts';
import { draftHandlers } from '#electron/worker/draft-handlers.ts';
import { editionHandlers } from '#electron/worker/edition-handlers.ts';
import { explainHandlers } from '#electron/worker/explain-handlers.ts';
import { exportHandlers } from '#electron/worker/export-handlers.ts';
import { generateHandlers } from '#electron/worker/generate-handlers.ts';
import { historyHandlers } from '#electron/worker/history-handlers.ts';
import { importHandlers } from '#electron/worker/import-handlers.ts';
import { keyHandlers } from '#electron/worker/key-handlers.ts';
import { throughLens } from '#electron/worker/lenses.ts';
import { limitsHandlers } from '#electron/worker/limits-handlers.ts';
import { matrixHandlers } from '#electron/worker/matrix-handlers.ts';
import { narrowingHandlers } from '#electron/worker/narrowing.ts';
import { paperHandlers } from '#electron/worker/paper-handlers.ts';
import { partnerHandlers } from '#electron/worker/partner-handlers.ts';
import { stationHandlers } from '#electron/worker/station-handlers.ts';
import { planningHandlers } from '#electron/worker/planning-handlers.ts';
import { portfolioHandlers } from '#electron/worker/portfolio-handlers.ts';
import type { RequestIn, RequestOut } from '#electron/worker/requests.ts';
import { searchHandlers } from '#electron/worker/search-handlers.ts';
import { screenHandlers } from '#electron/worker/screen-handlers.ts';
import { siteHandlers } from '#electron/worker/site-handlers.ts';
import { staffingHandlers } from '#electron/worker/staffing-handlers.ts';
import { templateHandlers } from '#electron/worker/template-handlers.ts';
import { closeSession, createWorkspace, openRemembered, remember, type Session } from '#electron/worker/session.ts';
import { errorOf, fileRef, valueOf } from './agencies.ts';
import { PASSPHRASE, ROOT, TRAINING } from './places.ts';

const HANDLERS = {
  ...planningHandlers,
  ...checkHandlers,
  ...partnerHandlers,
  ...explainHandlers,
  ...exportHandlers,
  ...importHandlers,
  ...deskHandlers,
  ...recallHandlers,
  ...conflictHandlers,
  ...keyHandlers,
  ...stationHandlers,
  ...carrierHandlers,
  ...narrowingHandlers,
  ...screenHandlers,
  ...searchHandlers,
  ...branchHandlers,
  ...bandHandlers,
  ...limitsHandlers,
  ...historyHandlers,
  ...calendarHandlers,
  ...staffingHandlers,
  ...portfolioHandlers,
  ...briefHandlers,
  ...matrixHandlers,
  ...editionHandlers,
  ...draftHandlers,
  ...paperHandlers,
  ...actionHandlers,
  ...templateHandlers,
  ...generateHandlers,
  ...siteHandlers,
};
type Name = keyof typeof HANDLERS;

export const START = Date.UTC(2027, 2, 8, 8);

export class Desk {
  readonly dir: string;
  readonly code: string;
  now = START;
  /** What checks the signatures of the lines of files; a test may hold it up. */
  checks: LineChecks = checksHere;
  readonly context: WorkerContext;

  constructor(dir: string, code: string) {
    this.dir = dir;
    this.code = code;
    this.context = {
      now: () => this.now,
      session: { current: null },
      lineChecks: {
        hasRoom: (load) => this.checks.hasRoom(load),
        check: (lines, load) => this.checks.check(lines, load),
      },
      keyStore: { wrap: (bytes) => Promise.resolve(bytes.slice()), unwrap: (bytes) => Promise.resolve(bytes.slice()) },
      emit: () => undefined,
      assets: path.join(ROOT, 'out/assets'),
      signal: new AbortController().signal,
      background: () => undefined,
    };
  }
  get session(): Session {
    const { current } = this.context.session;
    if (!current) throw new Error('the desk is locked');
    return current;
  }
  get agency(): string {
    return this.session.card.agency;
  }
  async ask<N extends Name>(name: N, input: RequestIn<N>): Promise<Reply<RequestOut<N>>> {
    this.now += 1_000;
    const handler = HANDLERS[name] as unknown as (
      context: WorkerContext,
      input: RequestIn<N>,
    ) => Promise<Reply<RequestOut<N>>> | Reply<RequestOut<N>>;
    const through = throughLens(this.context, name, input);
    return through.ok ? await handler(through.value, input) : through;
  }
  /** Asks by any name, as a window that was tampered with could; answers the code of the refusal, or null. */
  async codeOf(name: string, input: unknown): Promise<string | null> {
    return errorOf(await this.ask(name as Name, input as RequestIn<Name>))?.code ?? null;
  }
  async do<N extends Name>(name: N, input: RequestIn<N>): Promise<RequestOut<N>> {
    return valueOf(await this.ask(name, input));
  }
  async fails<N extends Name>(name: N, input: RequestIn<N>): Promise<CallError> {
    const error = errorOf(await this.ask(name, input));
    if (!error) throw new Error(`${name} was expected to be refused`);
    return error;
  }
  close(): void {
    if (this.context.session.current) closeSession(this.context.session.current);
    this.context.session.current = null;
  }
  /** With the key kept for the system's key store, which spares the stretching of the passphrase. */
  async open(): Promise<void> {
    const opened = await openRemembered(this.dir, this.context.keyStore, this.context);
    if (!opened.ok) throw new Error(opened.error.code);
    this.context.session.current = opened.value;
  }
  /** A copy of the closed workspace as it is now, to be put back later. */
  async copyTo(dir: string): Promise<void> {
    this.close();
    cpSync(this.dir, dir, { recursive: true });
    await this.open();
  }
  /** Changes made here, as any screen would make them through the one door. */
  commit(changes: readonly Change[]): Committed {
    this.now += 1_000;
    const done = this.session.store.plan.commit({
      command: 'test.change',
      label: { key: 'test.change', params: {} },
      by: 'p1',
      undoable: true,
      changes,
    });
    if (!done.ok) throw new Error(`${done.error.code} ${done.error.place}`);
    this.session.states.drop(done.value.operations);
    return done.value;
  }
  set(rec: string, field: string, value: string | number | null): void {
    this.commit([{ type: 'set', rec, field, value }]);
  }
  /** Record id of a code of the training operation. */
  id(code: string): string {
    const [operation = ''] = this.session.states.ids();
    const found = code === 'OP-LT' ? operation : this.session.store.read.byCode(operation, code)[0]?.id;
    if (found === undefined) throw new Error(`no record ${code} at ${this.code}`);
    return found;
  }
  field(code: string, field: string): unknown {
    return this.session.store.read.record(this.id(code))?.fields[field] ?? null;
  }
  dump(releasedTo?: Desk) {
    return this.session.store.read.dump(releasedTo ? { releasedTo: releasedTo.agency } : {});
  }
  load(file = TRAINING): Promise<RequestOut<'operation.load'>> {
    return this.do('operation.load', { file: fileRef(file) });
  }
  export(to: Desk, file: string, more: { readonly full?: boolean; readonly purpose?: string } = {}) {
    return this.ask('exchange.seal', {
      operation: 'OP-LT',
      to: to.code,
      purpose: 'joint_operation',
      file: fileRef(file),
      by: 'Officer 1',
      second: 'Officer 2',
      ...more,
    });
  }
  accept(file: string) {
    return this.ask('exchange.acceptFile', { file: fileRef(file), by: 'Officer 3' });
  }
}

export async function makeDesk(home: string, code: string): Promise<Desk> {
  mkdirSync(home, { recursive: true });
  const desk = new Desk(path.join(home, code), code);
  const made = await createWorkspace(
    { dir: desk.dir, name: code, agencyCode: code, agencyName: `Fictional agency ${code}`, passphrase: PASSPHRASE },
    desk.context,
  );
  if (!made.ok) throw new Error(made.error.code);
  desk.context.session.current = made.value.session;
  const kept = await remember(made.value.session, desk.context.keyStore, desk.now);
  if (!kept.ok) throw new Error(kept.error.code);
  return desk;
}

export async function introduce(a: Desk, b: Desk): Promise<void> {
  const people = { by: 'Officer 1', second: 'Officer 2', how: 'digits', ceiling: 'INTERPOL RESTRICTED' } as const;
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    const card = `${from.dir}-${from.session.card.body.serial}.jxc`;
    await from.do('card.write', { file: fileRef(card) });
    await to.do('card.read', { file: fileRef(card) });
  }
  const seenBy = async (desk: Desk, other: Desk) => {
    const partner = (await desk.do('partner.list', {})).find((p) => p.agencyId === other.agency);
    if (!partner) throw new Error('the card was not read');
    return partner;
  };
  const [atA, atB] = [await seenBy(a, b), await seenBy(b, a)];
  await a.do('partner.trust', { agencyId: b.agency, digits: atB.digits, ...people });
  await b.do('partner.trust', { agencyId: a.agency, digits: atA.digits, ...people });
}
