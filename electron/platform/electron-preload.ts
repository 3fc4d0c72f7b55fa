/** The one place on the preload side that imports 'electron': what a sandboxed preload may require, and no more. */
import * as electron from 'electron';

export type PushListener = (event: unknown, ...args: unknown[]) => void;

export interface IpcRendererSubset {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  on(channel: string, listener: PushListener): unknown;
  removeListener(channel: string, listener: PushListener): unknown;
}

export interface ContextBridgeSubset {
  exposeInMainWorld(key: string, api: unknown): void;
}

export const contextBridge: ContextBridgeSubset = electron.contextBridge;
export const ipcRenderer: IpcRendererSubset = electron.ipcRenderer;
