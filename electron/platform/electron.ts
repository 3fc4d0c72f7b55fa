/**
 * The one place in the main process that imports 'electron'. Each assignment makes the compiler check the official
 * electron.d.ts against the subset; everything else in the main process imports from here.
 */
import * as electron from 'electron';
import type {
  AppSubset,
  BrowserWindowStatics,
  DialogSubset,
  IpcMainSubset,
  MenuStatics,
  PowerMonitorSubset,
  ProtocolSubset,
  SafeStorageSubset,
  SessionSubset,
  ShellSubset,
} from './electron-subset.ts';

export const app: AppSubset = electron.app;
export const BrowserWindow: BrowserWindowStatics = electron.BrowserWindow;
export const dialog: DialogSubset = electron.dialog;
export const ipcMain: IpcMainSubset = electron.ipcMain;
export const Menu: MenuStatics<Electron.Menu> = electron.Menu;
export const powerMonitor: PowerMonitorSubset = electron.powerMonitor;
export const protocol: ProtocolSubset = electron.protocol;
export const safeStorage: SafeStorageSubset = electron.safeStorage;
export const session: { readonly defaultSession: SessionSubset } = electron.session;
export const shell: ShellSubset = electron.shell;
