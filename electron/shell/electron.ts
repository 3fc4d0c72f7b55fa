/**
 * What `import … from 'electron'` means where Electron's runtime is absent (register.mjs). Implements
 * ../platform/electron-subset.ts and nothing more: the compiler checks it, as it checks Electron.
 */
import type { AppSubset, BrowserWindowStatics, ElectronSubset } from '../platform/electron-subset.ts';
import { powerMonitor, safeStorage } from './absent.ts';
import { app as shellApp } from './app.ts';
import { dialog } from './dialogs.ts';
import { shell } from './external.ts';
import { ipcMain } from './ipc.ts';
import { Menu, type ShellMenu } from './menu.ts';
import { protocol } from './requests.ts';
import { session } from './session.ts';
import { ShellBrowserWindow } from './window.ts';

export const app: AppSubset = shellApp;
export const BrowserWindow: BrowserWindowStatics = ShellBrowserWindow;
export { dialog, ipcMain, Menu, powerMonitor, protocol, safeStorage, session, shell };

({
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
}) satisfies ElectronSubset<ShellMenu>;
