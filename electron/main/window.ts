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
  await runInUtc(window);
  await window.loadURL(`${ORIGIN}/index.html`);
  return window;
}

/**
 * The window reads every wall clock through shared/time, never through its machine: its native clock is UTC, so that the one
 * component that knows only native dates (the calendar) draws the same hours on every machine, also in the hour that the
 * machine's own zone skips in spring. Throws, and so keeps the product from starting, when the zone cannot be settled.
 */
async function runInUtc({ webContents }: BrowserWindowSubset): Promise<void> {
  try {
    webContents.debugger.attach('1.3');
    await webContents.debugger.sendCommand('Emulation.setTimezoneOverride', { timezoneId: 'UTC' });
  } catch (cause) {
    throw new Error('the clock of the window cannot be set to UTC, so hours could be drawn wrong; nothing was opened', {
      cause,
    });
  }
}

/** Sends an event of the contract to a live window. */
export function push<E extends EventName>(window: BrowserWindowSubset | null, name: E, payload: EventPayload<E>): void {
  if (window && !window.isDestroyed()) window.webContents.send(`event:${name}`, payload);
}
