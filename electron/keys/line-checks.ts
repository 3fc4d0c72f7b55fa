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

/** Checks the signatures of many lines: true for each that is good, in their order. */
export interface LineChecks {
  /** Lines that may be under way at once: enough to keep its threads busy, few enough that nobody waits for them. */
  readonly atOnce: number;
  /** Rejects if they could not be checked; nothing is then said of any line. */
  readonly check: (lines: readonly LineCheck[]) => Promise<readonly boolean[]>;
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
export const checksHere: LineChecks = {
  atOnce: LINES_TOGETHER,
  check: async (lines) => {
    await new Promise((resolve) => setImmediate(resolve));
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
  const rest = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      for (const { worker, waiting } of threads) if (waiting.size === 0) void worker.terminate();
    }, IDLE_MS).unref();
  };

  return {
    atOnce: count * 8 * LINES_TOGETHER,
    check: (lines) => {
      if (isBroken) return checksHere.check(lines);
      return new Promise((resolve, reject) => {
        const free = threads.toSorted((a, b) => a.waiting.size - b.waiting.size)[0];
        const thread = free && (free.waiting.size === 0 || threads.length === count) ? free : start();
        const id = next++;
        thread.waiting.set(id, { resolve, reject });
        thread.worker.postMessage({ id, lines } satisfies CheckRequest);
      });
    },
  };
}
