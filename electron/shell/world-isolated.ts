/**
 * Runs in the isolated world before the page: what a sandboxed preload sees as require('electron'), the preload itself,
 * the accelerators of the menu, and the stand-ins that need a page. Top frame and the app's origin only.
 */
import { makeBridge, offerNode } from './bridge.ts';
import { decode, encode } from './codec.ts';
import { localActions } from './world-dialogs.ts';
import {
  CHOSEN_FILES,
  LOCAL_ACTIONS,
  type MainToWorld,
  RECEIVE_FUNCTION,
  SEND_BINDING,
  type WorldSettings,
  type WorldToMain,
} from './world-messages.ts';

type PushListener = (event: unknown, ...args: unknown[]) => void;
type Require = (name: string) => unknown;

declare const SHELL: WorldSettings;
/** The preload bundle, wrapped as CommonJS modules are. */
declare const PRELOAD: (require: Require, module: { exports: unknown }, exports: unknown) => void;

const world = globalThis as unknown as Record<string, unknown>;

function start(): void {
  const bridge = makeBridge(offerNode(SHELL.token), 'isolated');
  const sendText = world[SEND_BINDING] as (text: string) => void;
  const send = (message: WorldToMain): void => sendText(encode(message));

  const calls = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastCall = 0;
  const listeners = new Map<string, readonly PushListener[]>();
  let accelerators: readonly string[] = [];

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        lastCall += 1;
        send(['invoke', lastCall, channel, args]); // throws, and so rejects, for what cannot be cloned
        calls.set(lastCall, { resolve, reject });
      }),
    on(channel: string, listener: PushListener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel: string, listener: PushListener) {
      const left = (listeners.get(channel) ?? []).filter((one) => one !== listener);
      listeners.set(channel, left);
      return ipcRenderer;
    },
  };

  const receive = (message: MainToWorld): void => {
    switch (message[0]) {
      case 'reply': {
        const [, id, fulfilled, value] = message;
        const call = calls.get(id);
        calls.delete(id);
        if (fulfilled) call?.resolve(value);
        else call?.reject(new Error(String(value)));
        return;
      }
      case 'event': {
        const [, channel, args] = message;
        for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer, ports: [] }, ...args);
        return;
      }
      case 'accelerators':
        accelerators = message[1];
    }
  };

  world[LOCAL_ACTIONS] = localActions((files) => {
    world[CHOSEN_FILES] = files;
  });
  world[RECEIVE_FUNCTION] = (text: string) => receive(decode(text) as MainToWorld);

  const onKey = (event: KeyboardEvent): void => {
    if (!event.isTrusted || event.getModifierState('AltGraph')) return;
    const hit = combinations(event).find((keys) => accelerators.includes(keys));
    if (hit === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    send(['accelerator', hit]);
  };
  window.addEventListener('keydown', onKey, { capture: true });

  const module = { exports: {} as unknown };
  const require: Require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') {
      return { contextBridge: { exposeInMainWorld: bridge.expose }, ipcRenderer };
    }
    throw new Error(`module not found: ${name}`); // what a sandboxed preload says too
  };
  PRELOAD(require, module, module.exports);
}

/** The names a key press may go by (menu.ts, `canonicalKeys`): by its character, and by its place for non-Latin layouts. */
function combinations(event: KeyboardEvent): readonly string[] {
  const { ctrlKey, metaKey, altKey, shiftKey, key, code } = event;
  const modifiers = [ctrlKey ? 'ctrl' : '', metaKey ? 'meta' : '', altKey ? 'alt' : '', shiftKey ? 'shift' : ''];
  const place = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  const names = place === undefined || /^[\x20-\x7e]$/.test(key) ? [key] : [key, place];
  return names.map((name) => [...modifiers, name.toLowerCase()].filter((part) => part !== '').join('+'));
}

if (window === window.top && location.href.startsWith(`${SHELL.origin}/`)) start();
