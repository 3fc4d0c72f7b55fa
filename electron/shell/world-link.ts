/** The window's connection to the script in the isolated world of the document it shows. */
import type { InvokeEvent } from '../platform/electron-subset.ts';
import type { Cdp } from './cdp.ts';
import type { CdpEvents } from './cdp-protocol.ts';
import { decode, encode } from './codec.ts';
import { callHandler } from './ipc.ts';
import { acceleratorKeys, runAccelerator } from './menu.ts';
import {
  LOCAL_ACTIONS,
  type LocalActions,
  type MainToWorld,
  PRELOAD_WORLD,
  RECEIVE_FUNCTION,
  type WorldToMain,
} from './world-messages.ts';

/** The isolated world of the document shown now. */
interface World {
  readonly id: number;
  readonly uniqueId: string;
}

/** The page the world belongs to, as it stands now. */
export interface WorldPage {
  readonly session: () => string;
  /** Main frame: worlds of other frames are not ours. */
  readonly frame: () => string;
  /** What a handler is told about its caller. */
  readonly invokeEvent: () => InvokeEvent;
}

type Invoke = Extract<WorldToMain, readonly ['invoke', ...unknown[]]>;

export class WorldLink {
  readonly #cdp: Cdp;
  readonly #page: WorldPage;
  #world: World | null = null;

  constructor(cdp: Cdp, page: WorldPage) {
    this.#cdp = cdp;
    this.#page = page;
  }

  /** For Runtime calls in the isolated world; null between two documents. */
  get contextId(): string | null {
    return this.#world?.uniqueId ?? null;
  }

  onContext({ context }: CdpEvents['Runtime.executionContextCreated']): void {
    if (context.name !== PRELOAD_WORLD || context.auxData.frameId !== this.#page.frame()) return;
    this.#world = { id: context.id, uniqueId: context.uniqueId };
    this.sendAccelerators();
  }

  onContextsCleared(): void {
    this.#world = null;
  }

  /** The call may come before the event that names its world: then no world is known yet, and the call counts. */
  onCall({ payload, executionContextId }: CdpEvents['Runtime.bindingCalled']): void {
    if (this.#world !== null && this.#world.id !== executionContextId) return;
    const message = decode(payload) as WorldToMain;
    if (message[0] === 'accelerator') runAccelerator(message[1]);
    else void this.#invoke(message, executionContextId);
  }

  sendAccelerators(): void {
    this.send(['accelerators', acceleratorKeys()]);
  }

  /** Throws what `encode` throws. Without a world (between two documents) the message is lost, as in Electron. */
  send(message: MainToWorld): void {
    const text = encode(message);
    if (!this.#world) return;
    const call = {
      functionDeclaration: `(text)=>{${RECEIVE_FUNCTION}(text)}`,
      arguments: [{ value: text }],
      uniqueContextId: this.#world.uniqueId,
      silent: true,
    };
    this.#cdp.post('Runtime.callFunctionOn', call, this.#page.session());
  }

  /** Runs an action of the isolated world as if a person had clicked. Rejects when there is no document, or it goes. */
  async runLocal<K extends keyof LocalActions>(
    action: K,
    args: Parameters<LocalActions[K]>,
  ): Promise<Awaited<ReturnType<LocalActions[K]>>> {
    if (!this.#world) throw new Error('the page is not there');
    const call = {
      expression: `${LOCAL_ACTIONS}.${action}(${args.map((arg) => JSON.stringify(arg)).join(',')})`,
      uniqueContextId: this.#world.uniqueId,
      userGesture: true,
      awaitPromise: true,
      returnByValue: true,
    };
    const { result, exceptionDetails } = await this.#cdp.send('Runtime.evaluate', call, this.#page.session());
    if (exceptionDetails) throw new Error(`the page could not ${action}: ${exceptionDetails.text}`);
    return result.value as Awaited<ReturnType<LocalActions[K]>>;
  }

  async #invoke([, id, channel, args]: Invoke, worldId: number): Promise<void> {
    const reply = await callHandler(channel, this.#page.invokeEvent(), args).then(
      (value) => ({ fulfilled: true, value }),
      (error: Error) => ({ fulfilled: false, value: error.message }),
    );
    if (this.#world?.id !== worldId) return; // the asking document has gone
    try {
      this.send(['reply', id, reply.fulfilled, reply.value]);
    } catch (error) {
      this.send(['reply', id, false, `Error invoking remote method '${channel}': ${String(error)}`]);
    }
  }
}
