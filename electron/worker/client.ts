import { Worker } from 'node:worker_threads';
import type { Reply } from '#shared/contract/call.ts';
import type { EventName, EventPayload } from '#shared/contract/contract.ts';
import type { FromWorker, RequestIn, RequestName, RequestOut } from './requests.ts';

export interface WorkerClient {
  request<N extends RequestName>(name: N, input: RequestIn<N>, signal?: AbortSignal): Promise<Reply<RequestOut<N>>>;
  onEvent(listen: (name: EventName, payload: EventPayload<EventName>) => void): void;
  /** Ends the thread after the request under way; the store is closed properly. */
  close(): Promise<void>;
}

/** The key store of the operating system, as the runtime offers it. Rejecting reads as "not available". */
export interface SystemKeyStore {
  readonly wrap: (key: Uint8Array) => Promise<Uint8Array>;
  readonly unwrap: (wrapped: Uint8Array) => Promise<Uint8Array>;
}

const gone: Reply<never> = {
  ok: false,
  error: {
    kind: 'failed',
    code: 'worker-ended',
    place: '',
    reason: 'the part of Liaison that keeps the data ended; what was reported done is safe',
    details: [],
  },
};

/**
 * MiB for new objects of the thread: answers that pass through; what is kept of them was no slower to make in the benchmark. The engine's own
 * measure would be 48.
 */
const NEW_OBJECTS = 12;

/**
 * Starts the worker that owns the encrypted store; used alike by the window's main process and by the command line.
 * `file` is the built worker. Passphrases are copied to the thread and never written anywhere.
 */
export function startWorker(file: string, keyStore: SystemKeyStore | null = null): WorkerClient {
  const worker = new Worker(file, { stdin: false, resourceLimits: { maxYoungGenerationSizeMb: NEW_OBJECTS } });
  const waiting = new Map<number, (reply: Reply<unknown>) => void>();
  const listeners: ((name: EventName, payload: EventPayload<EventName>) => void)[] = [];
  let next = 1;
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const settle of waiting.values()) settle(gone);
    waiting.clear();
  };
  worker.on('message', (message: FromWorker) => {
    if (message.t === 'reply') {
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    } else if (message.t === 'keyStore') {
      const { id } = message;
      // Only the key that wraps others passes here, and only to the system's own store.
      const work = keyStore ? keyStore[message.op](message.bytes) : Promise.resolve(null);
      void work.catch(() => null).then((bytes) => worker.postMessage({ t: 'keyStore', id, bytes }));
    } else if (message.t === 'event') for (const listen of listeners) listen(message.name, message.payload);
  });
  worker.on('error', (e) => {
    console.error(`worker: ${e instanceof Error ? e.name : 'error'}`);
    if (process.env['LIAISON_DEBUG'] === '1') console.error(e);
    end();
  });
  worker.on('exit', end);
  return {
    request(name, input, signal) {
      if (ended) return Promise.resolve(gone);
      const id = next++;
      signal?.addEventListener('abort', () => worker.postMessage({ t: 'cancel', id }), { once: true });
      return new Promise((resolve) => {
        waiting.set(id, resolve as (reply: Reply<unknown>) => void);
        worker.postMessage({ t: 'request', id, name, input });
      });
    },
    onEvent(listen) {
      listeners.push(listen);
    },
    async close() {
      if (!ended) await this.request('workspace.close', {});
      await worker.terminate();
    },
  };
}
