import { contextBridge, ipcRenderer } from '../platform/electron-preload.ts';
import { CALL_NAMES, EVENT_NAMES } from '#shared/contract/names.ts';
import type { Bridge } from '#shared/contract/contract.ts';

/**
 * The one bridge: a function per call of the contract and a subscription per event. No channel name and no event object ever crosses.
 */
const calls = Object.fromEntries(
  CALL_NAMES.map((name) => [name, (input: unknown) => ipcRenderer.invoke(`call:${name}`, input)]),
);
const on = Object.fromEntries(
  EVENT_NAMES.map((name) => [
    name,
    (listen: (payload: unknown) => void) => {
      const listener = (_event: unknown, payload: unknown): void => listen(payload);
      ipcRenderer.on(`event:${name}`, listener);
      return () => {
        ipcRenderer.removeListener(`event:${name}`, listener);
      };
    },
  ]),
);
contextBridge.exposeInMainWorld('liaison', { calls, on } as unknown as Bridge);
