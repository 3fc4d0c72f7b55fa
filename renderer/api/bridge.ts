/** The typed client of the bridge: the only file of the window that names `window.liaison`. */
import type { CallError, Reply } from '#shared/contract/call.ts';
import type { Bridge, CallName, EventName, EventPayload, Input, Output } from '#shared/contract/contract.ts';

declare global {
  interface Window {
    readonly liaison?: Bridge;
  }
}

/** A refused or failed call, thrown so that React Query keeps it; `detail` is the plain value that crossed the border. */
export class CallFailure extends Error {
  readonly detail: CallError;
  readonly call: string;
  constructor(call: string, detail: CallError) {
    super(detail.code);
    this.name = 'CallFailure';
    this.call = call;
    this.detail = detail;
  }
}

const bridge = (): Bridge => {
  if (!window.liaison) throw new Error('broken promise: the preload exposes the bridge before the window starts');
  return window.liaison;
};

export const hasBridge = (): boolean => window.liaison !== undefined;

/** Asks one call; the answer, or a CallFailure thrown. */
export async function call<C extends CallName>(name: C, input: Input<C>): Promise<Output<C>> {
  // one function per call: TypeScript cannot follow a union of functions through a generic key
  const ask = bridge().calls[name] as unknown as (input: Input<C>) => Promise<Reply<Output<C>>>;
  const reply = await ask(input);
  if (!reply.ok) throw new CallFailure(name, reply.error);
  return reply.value;
}

/** Listens to one event; answers the unsubscribe. */
export function listen<E extends EventName>(name: E, handler: (payload: EventPayload<E>) => void): () => void {
  const subscribe: Bridge['on'][E] = bridge().on[name];
  return subscribe(handler);
}

/** What to tell a person about anything that was thrown. Defects carry no text of the data, only that they happened. */
export function failureOf(error: unknown): CallError {
  if (error instanceof CallFailure) return error.detail;
  return { kind: 'failed', code: 'window-defect', place: '', reason: '', details: [] };
}
