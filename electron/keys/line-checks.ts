import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { signedBytes } from '#shared/sync/line-id.ts';
import { verifySignature } from './verify-signature.ts';

/** One line, the station key it names and the signature it carries (base64url). */
export interface LineCheck {
  readonly key: Uint8Array;
  readonly text: string;
  readonly signature: string;
}

/** `beside`: a processor is left to the thread that asks, which is at work itself; `all`: it only waits. */
export type Load = 'beside' | 'all';

/** Checks the signatures of many lines: true for each that is good, in their order. */
export interface LineChecks {
  /** Whether lines handed over now are begun soon: enough are under way to keep its threads busy, few enough that nobody waits for them. */
  readonly hasRoom: (load: Load) => boolean;
  /** Rejects if they could not be checked; nothing is then said of any line. */
  readonly check: (lines: readonly LineCheck[], load: Load) => Promise<readonly boolean[]>;
}

/** Lines handed over together: about ten milliseconds of work. */
export const LINES_TOGETHER = 256;

/** Whether each line is signed by its key (exchange format, section 5). */
export function checkLines(lines: readonly LineCheck[]): readonly boolean[] {
  return lines.map(({ key, text, signature }) => {
    const signed = signedBytes(text, signature);
    return signed !== null && verifySignature(key, signed.bytes, signed.signature);
  });
}

/** On the thread that asks, which has its turn again after each call. */
let isBusyHere = false;
export const checksHere: LineChecks = {
  hasRoom: () => !isBusyHere,
  check: async (lines) => {
    isBusyHere = true;
    await new Promise((resolve) => setImmediate(resolve));
    isBusyHere = false;
    return checkLines(lines);
  },
};

export interface CheckRequest {
  readonly id: number;
  readonly lines: readonly LineCheck[];
}
export interface CheckReply {
  readonly id: number;
  readonly good: readonly boolean[];
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve: (good: readonly boolean[]) => void; reject: (why: Error) => void }>;
}

/** Threads end when nothing was asked of them for so long: they hold memory. */
const IDLE_MS = 5_000;
const MOST_THREADS = 4;
/** Requests that may wait for one thread. */
const WAITING = 8;

/**
 * Threads of their own for what an import spends most of its time on, one for each processor, started with the first file that needs them.
 * `file`: the built code of such a thread.
 */
export function checksAside(file: string): LineChecks {
  const count = Math.min(availableParallelism(), MOST_THREADS);
  const threads: Thread[] = [];
  let next = 0;
  /** A thread failed: what is still to be checked is checked here, instead of starting one after the other in vain. */
  let isBroken = false;
  let idle: NodeJS.Timeout | undefined;

  const drop = (thread: Thread, why: string): void => {
    const at = threads.indexOf(thread);
    if (at >= 0) threads.splice(at, 1);
    for (const { reject } of thread.waiting.values()) reject(new Error(why));
    thread.waiting.clear();
  };
  const start = (): Thread => {
    const worker = new Worker(file, { stdin: false, resourceLimits: { maxYoungGenerationSizeMb: 4 } });
    const thread: Thread = { worker, waiting: new Map() };
    worker.on('message', ({ id, good }: CheckReply) => {
      thread.waiting.get(id)?.resolve(good);
      thread.waiting.delete(id);
      rest();
    });
    worker.on('error', () => {
      isBroken = true;
      drop(thread, 'the thread that checks signatures failed');
    });
    worker.on('exit', () => drop(thread, 'the thread that checks signatures ended'));
    // Holds nobody up who wants to end.
    worker.unref();
    threads.push(thread);
    return thread;
  };
  const usable = (load: Load): number => (load === 'all' ? count : Math.max(1, count - 1));
  /** The thread with the least to do; null: one more may be started. */
  const freest = (load: Load): Thread | null => {
    const most = usable(load);
    const free = threads.slice(0, most).toSorted((a, b) => a.waiting.size - b.waiting.size)[0];
    return free && (free.waiting.size === 0 || threads.length >= most) ? free : null;
  };
  const rest = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      for (const { worker, waiting } of threads) if (waiting.size === 0) void worker.terminate();
    }, IDLE_MS).unref();
  };

  return {
    hasRoom: (load) => (isBroken ? checksHere.hasRoom(load) : (freest(load)?.waiting.size ?? 0) < WAITING),
    check: (lines, load) => {
      if (isBroken) return checksHere.check(lines, load);
      return new Promise((resolve, reject) => {
        const thread = freest(load) ?? start();
        const id = next++;
        thread.waiting.set(id, { resolve, reject });
        thread.worker.postMessage({ id, lines } satisfies CheckRequest);
      });
    },
  };
}
