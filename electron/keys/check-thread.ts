import { parentPort } from 'node:worker_threads';
import { checkLines, type CheckReply, type CheckRequest } from './line-checks.ts';

/** A thread that checks signatures and holds no key but those that are public. */
parentPort?.on('message', ({ id, lines }: CheckRequest) => {
  parentPort?.postMessage({ id, good: checkLines(lines) } satisfies CheckReply);
});
