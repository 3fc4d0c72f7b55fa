import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { shell } from '../platform/electron.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import type { Spool } from '../files/spool.ts';
import type { Tickets } from '../files/tickets.ts';
import type { Handlers } from '../ipc/answer.ts';
import { briefPages } from '../print/pages.ts';
import type { Printer } from '../print/printer.ts';
import type { WorkerClient } from '../worker/client.ts';
import { type FileRef, type RequestIn, type RequestName, refused } from '../worker/requests.ts';
import type { Dialogs } from './dialogs.ts';
import type { KnownWorkspaces } from './known-workspaces.ts';
import type { Look } from './look.ts';
import type { CallError, Reply } from '#shared/contract/call.ts';
import { RECEIVING } from '#shared/contract/exchange.ts';
import { type CallName, type Contract, contract, type Output } from '#shared/contract/contract.ts';
import type { MenuWords, OpenWorkspace } from '#shared/contract/session.ts';

export interface HandlerDeps {
  readonly worker: WorkerClient;
  readonly tickets: Tickets;
  readonly spool: Spool;
  readonly workspaces: KnownWorkspaces;
  readonly dialogs: Dialogs;
  readonly printer: Printer;
  readonly info: Omit<Output<'app.info'>, 'look' | 'keyStore'>;
  readonly hasKeyStore: boolean;
  readonly look: Look;
  readonly drawMenu: (menu: MenuWords) => void;
  readonly now: () => number;
  readonly session: { current: OpenWorkspace | null };
  readonly onSession: (open: boolean) => void;
}

const done = <T>(value: T): Reply<T> => ({ ok: true, value });
/** Jobs that can be cancelled, by id. */
type Jobs = Map<string, AbortController>;
/** Job of a round between the stations, as the worker tells its progress. */
const MEETING = 'stations';
/** Calls answered by the worker that a person may cancel, and the job each is. */
const CANCELLED_BY: Partial<Record<CallName, string>> = { 'exchange.look': RECEIVING, 'exchange.verify': RECEIVING };
const BUSY = {
  kind: 'busy',
  code: 'busy',
  reason: 'this is under way already; wait for its end or cancel it',
} as const satisfies Partial<CallError>;
const staleTicket = refused(
  'stale-file',
  '',
  'this file choice has expired or was already used; choose the file again',
);

/** Files chosen for reading give a read ticket with the size people see before anything is opened. */
function chosen(tickets: Tickets, file: FileRef): { ticket: string; name: string; size: number } {
  return { ticket: tickets.issue('read', file), name: file.name, size: statSync(file.path).size };
}

/** Calls answered by main itself: session, dialogs, spool, printing. */
type HostName = { [C in CallName]: Contract[C]['side'] extends 'main' ? C : never }[CallName];
function hostHandlers(deps: HandlerDeps, jobs: Jobs): Pick<Handlers, HostName> {
  const { worker, tickets, spool, workspaces, dialogs, session } = deps;
  const opened = (dir: string, open: OpenWorkspace): void => {
    session.current = open;
    workspaces.used(dir, deps.now());
    deps.onSession(true);
  };
  return {
    'app.info': async () => done({ ...deps.info, look: deps.look.read(), keyStore: deps.hasKeyStore }),
    'app.keepLook': async ({ look }) => {
      deps.look.keep(look);
      return done(null);
    },
    'app.menu': async ({ menu }) => {
      deps.drawMenu(menu);
      return done(null);
    },
    'session.state': async () => done({ open: session.current, workspaces: workspaces.list() }),
    'workspace.create': async ({ name, agencyCode, agencyName, passphrase }) => {
      const dir = workspaces.freshFolder(name);
      mkdirSync(path.dirname(dir), { recursive: true, mode: 0o700 });
      const reply = await worker.request('workspace.create', { dir, name, agencyCode, agencyName, passphrase });
      if (reply.ok) opened(dir, reply.value.open);
      return reply;
    },
    'workspace.open': async ({ ticket, passphrase }) => {
      const folder = tickets.redeem(ticket, 'workspace');
      if (!folder) return staleTicket;
      const reply = await worker.request('workspace.open', { dir: folder.path, passphrase });
      if (!reply.ok) return reply;
      opened(folder.path, reply.value);
      return done({ open: reply.value });
    },
    'workspace.openRemembered': async ({ ticket }) => {
      const folder = tickets.redeem(ticket, 'workspace');
      if (!folder) return staleTicket;
      const reply = await worker.request('workspace.openRemembered', { dir: folder.path });
      if (!reply.ok) return reply;
      opened(folder.path, reply.value);
      return done({ open: reply.value });
    },
    'workspace.remember': async ({ remember }) => {
      const reply = await worker.request('workspace.remember', { remember });
      if (!reply.ok) return reply;
      workspaces.remember(reply.value.dir, remember);
      return done(null);
    },
    'workspace.recover': async ({ ticket, recoveryCode, newPassphrase }) => {
      const folder = tickets.redeem(ticket, 'workspace');
      if (!folder) return staleTicket;
      const reply = await worker.request('workspace.recover', { dir: folder.path, recoveryCode, newPassphrase });
      if (reply.ok) opened(folder.path, reply.value.open);
      return reply;
    },
    'workspace.locate': async () => {
      const file = await dialogs.choose('workspace');
      if (!file) return done(null);
      const item = workspaces.item(path.dirname(file.path));
      return item ? done(item) : refused('not-a-workspace', file.name, 'this file does not lie in a Liaison workspace');
    },
    'workspace.lock': async () => {
      // Nobody who locks waits for a place that does not answer.
      jobs.get(MEETING)?.abort();
      const reply = await worker.request('workspace.close', {});
      session.current = null;
      tickets.forgetFiles();
      spool.clear();
      deps.onSession(false);
      return reply;
    },
    'file.choose': async ({ purpose }) => {
      const file = await dialogs.choose(purpose);
      return done(file ? chosen(tickets, file) : null);
    },
    'file.saveAs': async ({ purpose, suggestedName }) => {
      const file = await dialogs.save(purpose, suggestedName);
      return done(file ? { ticket: tickets.issue('write', file), name: file.name } : null);
    },
    'file.dropBegin': async ({ name, size }) => {
      const ticket = tickets.issue('reveal', { path: '', name });
      spool.begin(ticket, path.basename(name), size);
      return done({ ticket });
    },
    'file.dropPiece': async ({ ticket, offset, bytes }) =>
      spool.piece(ticket, offset, bytes)
        ? done(null)
        : refused('bad-drop', '', 'the dropped file did not arrive whole; drop it again'),
    'file.dropEnd': async ({ ticket }) => {
      const file = spool.end(ticket);
      return file
        ? done(chosen(tickets, file))
        : refused('bad-drop', '', 'the dropped file did not arrive whole; drop it again');
    },
    'file.reveal': async ({ ticket }) => {
      const file = tickets.redeem(ticket, 'reveal');
      if (!file) return staleTicket;
      shell.showItemInFolder(file.path);
      return done(null);
    },
    'brief.write': async ({ ticket, operation, template, forAgency, lang }) => {
      const file = tickets.redeem(ticket, 'write');
      if (!file) return staleTicket;
      const prepared = await worker.request('brief.prepare', { operation, template, forAgency, lang });
      if (!prepared.ok) return prepared;
      const job = `brief-${deps.now()}`;
      const abort = new AbortController();
      jobs.set(job, abort);
      try {
        const { bytes, pages, hash } = await briefPages(deps.printer, prepared.value, abort.signal);
        writeAtomically(file.path, bytes);
        await worker.request('brief.printed', { operation, forAgency, bytes: bytes.length, pages, hash });
        return done({
          fileName: file.name,
          pages,
          withheld: [...prepared.value.withheld],
          marking: prepared.value.manifest.marking,
        });
      } finally {
        jobs.delete(job);
      }
    },
    'matrix.write': async ({ ticket, ...input }) => {
      const file = tickets.redeem(ticket, 'write');
      if (!file) return staleTicket;
      const prepared = await worker.request('matrix.prepare', input);
      if (!prepared.ok) return prepared;
      const { bytes, pages, hash } = await briefPages(deps.printer, prepared.value);
      writeAtomically(file.path, bytes);
      const { operation, forAgency } = input;
      await worker.request('matrix.printed', { operation, forAgency, bytes: bytes.length, pages, hash });
      const { withheld, manifest } = prepared.value;
      return done({ fileName: file.name, pages, withheld: withheld.length, marking: manifest.marking });
    },
    'coverage.print': async ({ ticket, ...input }) => {
      const file = tickets.redeem(ticket, 'write');
      if (!file) return staleTicket;
      const prepared = await worker.request('coverage.prepare', input);
      if (!prepared.ok) return prepared;
      const { bytes, pages, hash } = await briefPages(deps.printer, prepared.value);
      writeAtomically(file.path, bytes);
      const { operation, forAgency } = input;
      await worker.request('coverage.printed', { operation, forAgency, bytes: bytes.length, pages, hash });
      const { withheld, manifest } = prepared.value;
      return done({ fileName: file.name, pages, withheld: withheld.length, marking: manifest.marking });
    },
    'edition.print': async ({ ticket, ...input }) => {
      const file = tickets.redeem(ticket, 'write');
      if (!file) return staleTicket;
      const prepared = await worker.request('edition.prepare', input);
      if (!prepared.ok) return prepared;
      const { bytes, pages, hash } = await briefPages(deps.printer, prepared.value);
      writeAtomically(file.path, bytes);
      const { withheld, manifest } = prepared.value;
      const { operation } = input;
      await worker.request('edition.printed', {
        operation,
        forAgency: manifest.recipient,
        bytes: bytes.length,
        pages,
        hash,
      });
      return done({ fileName: file.name, pages, withheld: withheld.length, marking: manifest.marking });
    },
    'order.print': async ({ ticket, ...input }) => {
      const file = tickets.redeem(ticket, 'write');
      if (!file) return staleTicket;
      const prepared = await worker.request('order.prepare', input);
      if (!prepared.ok) return prepared;
      const { bytes, pages, hash } = await briefPages(deps.printer, prepared.value);
      writeAtomically(file.path, bytes);
      const { operation, order, forAgency } = input;
      await worker.request('order.printed', { operation, order, forAgency, bytes: bytes.length, pages, hash });
      const { withheld, manifest } = prepared.value;
      return done({ fileName: file.name, pages, withheld: withheld.length, marking: manifest.marking });
    },
    'station.meet': async ({ where, by }) => {
      if (jobs.has(MEETING)) return { ok: false, error: { ...BUSY, details: [], place: '' } };
      const folder = 'ticket' in where ? tickets.redeem(where.ticket, 'read') : null;
      if ('ticket' in where && !folder) return staleTicket;
      const abort = new AbortController();
      jobs.set(MEETING, abort);
      try {
        const place = 'ticket' in where ? { folder: folder?.path ?? '' } : where;
        return await worker.request('station.sync', { where: place, by }, abort.signal);
      } finally {
        jobs.delete(MEETING);
      }
    },
    'job.cancel': async ({ job }) => {
      jobs.get(job)?.abort();
      return done(null);
    },
  };
}

/** Every call of the contract: main's own, and the worker's with tickets turned into files. */
export function makeHandlers(deps: HandlerDeps): Handlers {
  const { worker, tickets } = deps;
  const jobs: Jobs = new Map();
  /** Which way the file of a call goes; calls not named here carry no ticket. */
  const ways: Partial<Record<CallName, 'read' | 'write'>> = {
    'operation.load': 'read',
    'card.read': 'read',
    'exchange.signer': 'read',
    'exchange.look': 'read',
    'exchange.verify': 'read',
    'exchange.accept': 'read',
    'card.write': 'write',
    'exchange.export': 'write',
    'exchange.ack': 'write',
    'exchange.return': 'write',
    'exchange.difference': 'read',
    'carrier.use': 'read',
    'station.card': 'read',
    'station.pass': 'write',
  };
  /** From here on the window speaks of another agency, and reads everything again. */
  const join = async (input: RequestIn<'station.join'>): Promise<Reply<unknown>> => {
    const reply = await worker.request('station.join', input);
    if (reply.ok) {
      deps.session.current = reply.value.open;
      deps.onSession(true);
    }
    return reply;
  };
  const cancellable = async (
    job: string | undefined,
    work: (signal?: AbortSignal) => Promise<Reply<unknown>>,
  ): Promise<Reply<unknown>> => {
    if (job === undefined) return await work();
    const abort = new AbortController();
    // Somebody who chose another file meanwhile waits no more for the one before.
    jobs.get(job)?.abort();
    jobs.set(job, abort);
    try {
      return await work(abort.signal);
    } finally {
      if (jobs.get(job) === abort) jobs.delete(job);
    }
  };
  const forward = async (name: RequestName & CallName, input: { ticket?: string }): Promise<Reply<unknown>> => {
    const way = ways[name];
    if (name === 'station.join') return join(input as RequestIn<'station.join'>);
    if (!way) return worker.request(name, input as never);
    const file = tickets.redeem(input.ticket ?? '', way);
    if (!file) return staleTicket;
    const { ticket: _used, ...rest } = input;
    const reply = await cancellable(CANCELLED_BY[name], (signal) =>
      worker.request(name, { ...rest, file } as never, signal),
    );
    if (!reply.ok && way === 'write') rmSync(`${file.path}.part`, { force: true });
    if (!reply.ok || name !== 'exchange.export') return reply;
    return done({ ...(reply.value as object), ticket: tickets.issue('reveal', file) });
  };
  const forwarded = Object.fromEntries(
    (Object.keys(contract) as CallName[])
      .filter((n) => contract[n].side === 'worker')
      .map((n) => [n, (input: object) => forward(n as RequestName & CallName, input)]),
  );
  return { ...forwarded, ...hostHandlers(deps, jobs) } as Handlers;
}
