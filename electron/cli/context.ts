import path from 'node:path';
import type { Reply } from '#shared/contract/call.ts';
import type { Printer } from '../print/printer.ts';
import { startWorker, type WorkerClient } from '../worker/client.ts';
import type { FileRef } from '../worker/requests.ts';
import { type Arguments, EXIT, type ExitCode } from './args.ts';
import type { Output } from './output.ts';
import type { CallError } from '#shared/contract/call.ts';

/** A call was refused or failed; carries the exit code that scripts see. */
export class CallFailed extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.code);
    this.error = error;
  }
  get exit(): ExitCode {
    return this.error.kind === 'failed' || this.error.kind === 'cancelled' ? EXIT.failed : EXIT.refused;
  }
}

export interface Context {
  readonly args: Arguments;
  readonly out: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly worker: WorkerClient;
  readonly printer: Printer;
  /** Folder of the built program: worker and assets lie beside it. */
  readonly home: string;
}

export const fileRef = (file: string): FileRef => ({ path: path.resolve(file), name: path.basename(file) });

/** The value of a reply, or a failure with its exit code. */
export function value<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new CallFailed(reply.error);
}

/** The worker of this call, started with the first thing it is asked: words typed wrongly are answered without it. */
export function openWorker(home: string): WorkerClient {
  let started: WorkerClient | null = null;
  const worker = (): WorkerClient => (started ??= startWorker(path.join(home, 'worker', 'worker.cjs')));
  return {
    request: (name, input, signal) => worker().request(name, input, signal),
    onEvent: (listen) => worker().onEvent(listen),
    close: async () => await started?.close(),
  };
}

/** Opens the workspace DIR with the passphrase of this call. */
export async function open(context: Context, dir: string): Promise<void> {
  value(
    await context.worker.request('workspace.open', {
      dir: path.resolve(dir),
      passphrase: context.args.passphrase(context.env),
    }),
  );
}

/** Who acts, for the log: the name given, else the command line itself. */
export const actor = (args: Arguments): string => args.option('by') ?? 'command line';
