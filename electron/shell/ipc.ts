/** Electron's `ipcMain`, for calls of the top frame. */
import type { InvokeEvent, InvokeHandler, IpcMainSubset } from '../platform/electron-subset.ts';

const handlers = new Map<string, InvokeHandler>();

export const ipcMain: IpcMainSubset = {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler(channel) {
    handlers.delete(channel);
  },
};

/** Runs the handler of a call. Rejects with the text Electron's caller sees: only the text of an error crosses. */
export async function callHandler(channel: string, event: InvokeEvent, args: readonly unknown[]): Promise<unknown> {
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return await handler(event, ...args);
  } catch (error) {
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error });
  }
}
