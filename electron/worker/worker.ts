import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { checksAside } from '#electron/keys/line-checks.ts';
import type { Reply } from '#shared/contract/call.ts';
import { baselineHandlers } from './baseline-handlers.ts';
import { actionHandlers } from './action-handlers.ts';
import { briefHandlers } from './brief-handlers.ts';
import { bulkHandlers } from './bulk-handlers.ts';
import { bulkStepHandlers } from './bulk-step-handlers.ts';
import { calendarHandlers } from './calendar-handlers.ts';
import { carrierHandlers } from './carrier-handlers.ts';
import { checkHandlers } from './check-handlers.ts';
import { conflictHandlers } from './conflict-handlers.ts';
import { failed, type HandlersOf, type WorkerContext } from './context.ts';
import { copyHandlers } from './copy-handlers.ts';
import { deskHandlers, recallHandlers } from './desk-handlers.ts';
import { exportHandlers } from './export-handlers.ts';
import { draftHandlers } from './draft-handlers.ts';
import { editionHandlers } from './edition-handlers.ts';
import { explainHandlers } from './explain-handlers.ts';
import { generateHandlers } from './generate-handlers.ts';
import { importHandlers } from './import-handlers.ts';
import { linkHandlers } from './link-handlers.ts';
import { limitsHandlers } from './limits-handlers.ts';
import { siteHandlers } from './site-handlers.ts';
import { matrixHandlers } from './matrix-handlers.ts';
import { narrowingHandlers } from './narrowing.ts';
import { keyHandlers } from './key-handlers.ts';
import { orderHandlers } from './order-handlers.ts';
import { mishapOf } from './mishap.ts';
import { stationHandlers } from './station-handlers.ts';
import { partnerHandlers } from './partner-handlers.ts';
import { paperHandlers } from './paper-handlers.ts';
import { planningHandlers } from './planning-handlers.ts';
import type { FromWorker, RequestName, ToWorker } from './requests.ts';
import { portfolioHandlers } from './portfolio-handlers.ts';
import { screenHandlers } from './screen-handlers.ts';
import { staffingHandlers } from './staffing-handlers.ts';
import { searchHandlers } from './search-handlers.ts';
import { scheduleHandlers } from './schedule-handlers.ts';
import { liftHandlers } from './lift-handlers.ts';
import { signHandlers } from './sign-handlers.ts';
import { taskEditHandlers } from './task-edit-handlers.ts';
import { templateHandlers } from './template-handlers.ts';
import { stepHandlers } from './step-handlers.ts';
import { travellerHandlers } from './traveller-handlers.ts';
import { bandHandlers } from './band-handlers.ts';
import { branchHandlers } from './branch-handlers.ts';
import { historyHandlers } from './history-handlers.ts';
import { throughLens } from './lenses.ts';
import { workspaceHandlers } from './workspace-handlers.ts';

/** The thread that owns the encrypted store. Requests run one after the other, so that nothing is ever seen half done. */
const handlers: HandlersOf<RequestName> = {
  ...workspaceHandlers,
  ...planningHandlers,
  ...calendarHandlers,
  ...taskEditHandlers,
  ...bandHandlers,
  ...linkHandlers,
  ...bulkHandlers,
  ...bulkStepHandlers,
  ...baselineHandlers,
  ...templateHandlers,
  ...copyHandlers,
  ...portfolioHandlers,
  ...checkHandlers,
  ...partnerHandlers,
  ...exportHandlers,
  ...importHandlers,
  ...briefHandlers,
  ...matrixHandlers,
  ...editionHandlers,
  ...siteHandlers,
  ...generateHandlers,
  ...explainHandlers,
  ...staffingHandlers,
  ...limitsHandlers,
  ...scheduleHandlers,
  ...searchHandlers,
  ...liftHandlers,
  ...stepHandlers,
  ...orderHandlers,
  ...actionHandlers,
  ...signHandlers,
  ...deskHandlers,
  ...recallHandlers,
  ...conflictHandlers,
  ...keyHandlers,
  ...stationHandlers,
  ...carrierHandlers,
  ...narrowingHandlers,
  ...screenHandlers,
  ...paperHandlers,
  ...draftHandlers,
  ...travellerHandlers,
  ...branchHandlers,
  ...historyHandlers,
};

const port = parentPort;
if (!port) throw new Error('the worker runs in a thread of its own');
const post = (message: FromWorker): void => port.postMessage(message);

const session: WorkerContext['session'] = { current: null };
const running = new Map<number, AbortController>();
const asked = new Map<number, (bytes: Uint8Array | null) => void>();
let nextQuestion = 1;
const askKeyStore =
  (op: 'wrap' | 'unwrap') =>
  async (bytes: Uint8Array): Promise<Uint8Array> => {
    const id = nextQuestion++;
    const answer = await new Promise<Uint8Array | null>((resolve) => {
      asked.set(id, resolve);
      post({ t: 'keyStore', id, op, bytes });
    });
    asked.delete(id);
    if (!answer) throw new Error('no key store');
    return answer;
  };

const shared: Omit<WorkerContext, 'signal'> = {
  now: () => Date.now(),
  session,
  emit: (name, payload) => post({ t: 'event', name, payload }),
  keyStore: { wrap: askKeyStore('wrap'), unwrap: askKeyStore('unwrap') },
  assets: path.join(import.meta.dirname, '..', 'assets'),
  background,
  lineChecks: checksAside(path.join(import.meta.dirname, 'check-thread.cjs')),
};

function mishap(name: string, fault: unknown): Reply<never> {
  console.error(`${name} failed: ${fault instanceof Error ? fault.name : 'unknown'}`);
  if (process.env['LIAISON_DEBUG'] === '1') console.error(fault);
  return failed(mishapOf(name, fault));
}

async function answer(message: Extract<ToWorker, { t: 'request' }>): Promise<void> {
  const abort = new AbortController();
  running.set(message.id, abort);
  let reply: Reply<unknown>;
  try {
    const handler = handlers[message.name] as (
      context: WorkerContext,
      input: unknown,
    ) => Promise<Reply<unknown>> | Reply<unknown>;
    const through = throughLens({ ...shared, signal: abort.signal }, message.name, message.input);
    reply = through.ok ? await handler(through.value, message.input) : through;
  } catch (fault) {
    reply = mishap(message.name, fault);
  }
  running.delete(message.id);
  post({ t: 'reply', id: message.id, reply });
}

/**
 * Work in the background rests so long after a request: what a person does next follows within it, and must not wait for a step. Somebody
 * who asks without end holds it up for no longer than `HELD_MS` a step.
 */
const REST_MS = 60;
const HELD_MS = 250;
let answeredAt = Number.NEGATIVE_INFINITY;
let queue = Promise.resolve();
/** A step waits for the requests that are there, and messages get their turn between two. */
function background(step: () => boolean): void {
  let since = performance.now();
  const turn = (): void => {
    const now = performance.now();
    const rest = Math.min(answeredAt + REST_MS, since + HELD_MS) - now;
    if (rest > 0) {
      setTimeout(turn, rest);
      return;
    }
    since = now;
    queue = queue.then(() => {
      try {
        if (step()) setImmediate(turn);
      } catch (fault) {
        mishap('background', fault);
      }
    });
  };
  setImmediate(turn);
}

/**
 * Requests that wait for other threads most of their time and write nothing: what comes after them is answered meanwhile, so that a large
 * file being checked stops nobody's work.
 */
const ASIDE: ReadonlySet<RequestName> = new Set(['exchange.verify']);

/** Daily and hourly rules: when the clock passes a date, screens that stand open read again. */
const MINUTE_MS = 60_000;
setInterval(
  () =>
    background(() => {
      const changed = session.current?.states.turn() ?? [];
      if (changed.length > 0) shared.emit('changed', { operations: [...changed], records: [] });
      return false;
    }),
  MINUTE_MS,
).unref();

/** So long after the last request nobody is at work, and what was committed is written back. */
const AT_REST_MS = 1_000;
let resting: NodeJS.Timeout | null = null;
function answered(): void {
  answeredAt = performance.now();
  resting ??= setTimeout(rest, AT_REST_MS).unref();
}
function rest(): void {
  const left = answeredAt + AT_REST_MS - performance.now();
  resting = left > 0 ? setTimeout(rest, left).unref() : null;
  if (resting) return;
  background(() => {
    session.current?.store.writeBack();
    return false;
  });
}

port.on('message', (message: ToWorker) => {
  if (message.t === 'cancel') running.get(message.id)?.abort();
  else if (message.t === 'request' && ASIDE.has(message.name))
    queue = queue.then(() => {
      void answer(message).then(answered);
    });
  else if (message.t === 'keyStore') asked.get(message.id)?.(message.bytes);
  else queue = queue.then(() => answer(message)).then(answered);
});
post({ t: 'ready' });
