/**
 * Client for the DevTools protocol over the browser's inherited pipe (file descriptors 3 and 4): JSON messages, each ended
 * by a zero byte. Nothing listens anywhere, so no other program of the machine can reach the app's window.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CdpCommands, CdpEvent, CdpMethod } from './cdp-protocol.ts';

/** A message as it stands on the wire; `params` and `result` are typed by the callers (cdp-protocol.ts). */
export interface CdpMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly data?: string };
  readonly sessionId?: string;
}

/** The browser refused a command, or is gone. The text holds the command's name, never its parameters. */
export class CdpError extends Error {
  override readonly name = 'CdpError';
}

interface Pending {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const STDERR_KEPT = 8192;
const MESSAGE_END = 0;

export class Cdp extends EventEmitter<{
  event: [CdpEvent];
  foreign: [CdpMessage];
  closed: [code: number | null, signal: NodeJS.Signals | null];
}> {
  readonly process: ChildProcess;
  /** Sessions that belong to a second client (the test relay): their messages go out as 'foreign'. */
  readonly foreignSessions = new Set<string>();
  readonly #toBrowser: Writable;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #stderr = '';
  #partial: Buffer[] = [];
  #dead = false;

  /** Starts `file` with the pipe. A file that cannot be started ends in 'closed' as well, with the reason in `stderr`. */
  constructor(file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    super();
    this.process = spawn(file, ['--remote-debugging-pipe', ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      windowsHide: false,
      env,
    });
    const [, , errors, toBrowser, fromBrowser] = this.process.stdio as [null, null, Readable, Writable, Readable];
    this.#toBrowser = toBrowser;
    errors.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_KEPT);
    });
    // When the browser goes first, writing fails with EPIPE; 'exit' below tells the story.
    for (const stream of [toBrowser, fromBrowser]) stream.on('error', () => {});
    fromBrowser.on('data', (chunk: Buffer) => this.#read(chunk));
    this.process.once('error', (error) => {
      this.#stderr += String(error);
      this.#end(null, null);
    });
    this.process.once('exit', (code, signal) => this.#end(code, signal));
  }

  /** The last of what the browser wrote to its standard error, for the message when it dies. */
  get stderr(): string {
    return this.#stderr;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Sends a command to the browser, or with `sessionId` to a page. Rejects with CdpError. */
  send<M extends CdpMethod>(
    method: M,
    params: CdpCommands[M]['params'],
    sessionId?: string,
  ): Promise<CdpCommands[M]['result']> {
    if (this.#dead) return Promise.reject(new CdpError(`${method}: the browser is gone`));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject });
      this.sendRaw(sessionId === undefined ? { id, method, params } : { id, method, params, sessionId });
    });
  }

  /** Sends and forgets: used where a failure only means that the page or the browser has gone meanwhile. */
  post<M extends CdpMethod>(method: M, params: CdpCommands[M]['params'], sessionId?: string): void {
    this.send(method, params, sessionId).catch(() => {});
  }

  /** Writes a message as it is (the test relay's own commands come with their own ids). */
  sendRaw(message: CdpMessage): void {
    if (!this.#dead) this.#toBrowser.write(`${JSON.stringify(message)}\0`);
  }

  /** Ends the browser without asking it. */
  kill(): void {
    if (!this.#dead) this.process.kill('SIGKILL');
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(MESSAGE_END); end !== -1; end = rest.indexOf(MESSAGE_END)) {
      const text = Buffer.concat([...this.#partial, rest.subarray(0, end)]).toString();
      this.#partial = [];
      rest = rest.subarray(end + 1);
      this.#take(JSON.parse(text) as CdpMessage);
    }
    if (rest.length > 0) this.#partial.push(rest);
  }

  #take(message: CdpMessage): void {
    if (message.sessionId !== undefined && this.foreignSessions.has(message.sessionId)) {
      this.#adoptForeignSession(message);
      this.emit('foreign', message);
      return;
    }
    if (message.id === undefined) {
      this.emit('event', message as CdpEvent);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (!pending) return;
    if (message.error) {
      const { message: text, data } = message.error;
      pending.reject(new CdpError(`${pending.method}: ${text}${data ? ` (${data})` : ''}`));
    } else pending.resolve(message.result);
  }

  /** A session opened from a foreign session is foreign too. */
  #adoptForeignSession(message: CdpMessage): void {
    const source = message.method === 'Target.attachedToTarget' ? message.params : message.result;
    const opened = (source as { sessionId?: string } | undefined)?.sessionId;
    if (opened !== undefined) this.foreignSessions.add(opened);
  }

  #end(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#dead) return;
    this.#dead = true;
    for (const { method, reject } of this.#pending.values()) reject(new CdpError(`${method}: the browser is gone`));
    this.#pending.clear();
    this.emit('closed', code, signal);
  }
}

/** What of the browser's standard error is worth showing: the last lines without the noise every start makes. */
export function lastWords(stderr: string): string {
  const noise = /dbus|unexpected operator|gl_display|angle_platform|egl_util|viz_main|sandbox_linux|vkCreateInstance/;
  return stderr
    .split('\n')
    .filter((line) => line !== '' && !noise.test(line))
    .slice(-6)
    .join('\n');
}
