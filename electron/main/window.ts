import { BrowserWindow } from '../platform/electron.ts';
import type { BrowserWindowSubset } from '../platform/electron-subset.ts';
import { ORIGIN } from '../security/origin.ts';
import { guardWebPreferences } from '../security/web-preferences.ts';
import type { EventName, EventPayload } from '#shared/contract/contract.ts';

/** The window of the product. The only caller of `BrowserWindow` in the main process; a test looks for others. */
export async function openWindow(preload: string): Promise<BrowserWindowSubset> {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    // The bare product name: the title never carries an operation.
    title: 'Liaison',
    backgroundColor: '#eef1f4',
    autoHideMenuBar: true,
    webPreferences: guardWebPreferences({
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    }),
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${ORIGIN}/index.html`);
  return window;
}

/** Sends an event of the contract to a live window. */
export function push<E extends EventName>(window: BrowserWindowSubset | null, name: E, payload: EventPayload<E>): void {
  if (window && !window.isDestroyed()) window.webContents.send(`event:${name}`, payload);
}
