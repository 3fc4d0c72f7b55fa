/**
 * The part of Electron's API this app may use. Electron is the reference: names, arguments and behaviour are Electron's.
 * Real Electron must be assignable to these types (electron.ts), and so must the Chromium shell (../shell/electron.ts):
 * the compiler checks both. What is not here does not compile, so it cannot work on one runtime only.
 * Add a member here first, then to the shell.
 */
import type * as E from 'electron';

/** An event a listener may refuse. */
export interface PreventableEvent {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** `will-navigate`: the page asks to go elsewhere. `url` is always in the app's own form (app://…) when it is ours. */
export interface NavigationEvent extends PreventableEvent {
  readonly url: string;
  readonly isMainFrame: boolean;
}

export interface AppSubset
  extends Pick<
    E.App,
    | 'exit'
    | 'getAppPath'
    | 'getName'
    | 'getPath'
    | 'getVersion'
    | 'isPackaged'
    | 'isReady'
    | 'quit'
    | 'releaseSingleInstanceLock'
    | 'requestSingleInstanceLock'
    | 'setName'
    | 'setPath'
    | 'whenReady'
  > {
  /** Before `ready`. The shell takes `js-flags` and nothing else: what is not named here does not compile. */
  readonly commandLine: { appendSwitch(name: 'js-flags', value: string): void };
  on(event: 'window-all-closed' | 'activate', listener: () => void): unknown;
  /** `before-quit` and `will-quit` may be refused: to finish writing first, prevent, write, then quit or exit. */
  on(event: 'before-quit' | 'will-quit', listener: (event: PreventableEvent) => void): unknown;
  on(event: 'quit', listener: (event: unknown, exitCode: number) => void): unknown;
  on(
    event: 'second-instance',
    listener: (event: PreventableEvent, argv: string[], workingDirectory: string) => void,
  ): unknown;
  on(event: 'web-contents-created', listener: (event: PreventableEvent, contents: WebContentsSubset) => void): unknown;
}

/**
 * The one use of the debugger: settling the zone of the window before its page loads. Electron's own takes any command;
 * what is not named here does not compile.
 */
export interface DebuggerSubset {
  attach(protocolVersion?: string): void;
  sendCommand(method: 'Emulation.setTimezoneOverride', parameters: { readonly timezoneId: string }): Promise<unknown>;
}

export interface WebContentsSubset
  extends Pick<
    E.WebContents,
    | 'getURL'
    | 'id'
    | 'isDestroyed'
    | 'printToPDF'
    | 'reload'
    | 'send'
    | 'setWebRTCIPHandlingPolicy'
    | 'setWindowOpenHandler'
  > {
  readonly debugger: DebuggerSubset;
  on(event: 'will-navigate', listener: (event: NavigationEvent) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: PreventableEvent) => void): unknown;
  on(event: 'did-finish-load', listener: () => void): unknown;
  on(event: 'render-process-gone', listener: (event: unknown, details: { readonly reason: string }) => void): unknown;
}

export interface BrowserWindowSubset
  extends Pick<
    E.BrowserWindow,
    'close' | 'destroy' | 'focus' | 'id' | 'isDestroyed' | 'isMinimized' | 'loadURL' | 'restore' | 'setTitle' | 'show'
  > {
  readonly webContents: WebContentsSubset;
  on(event: 'closed' | 'ready-to-show', listener: () => void): unknown;
  once(event: 'closed' | 'ready-to-show', listener: () => void): unknown;
}

/** No member here may weaken the renderer: the shell refuses any other value than the safe one. */
export type WebPreferencesSubset = Pick<
  E.WebPreferences,
  | 'contextIsolation'
  | 'devTools'
  | 'nodeIntegration'
  | 'preload'
  | 'sandbox'
  | 'spellcheck'
  | 'webSecurity'
  | 'webviewTag'
>;

export type WindowOptions = Pick<
  E.BrowserWindowConstructorOptions,
  'autoHideMenuBar' | 'backgroundColor' | 'height' | 'minHeight' | 'minWidth' | 'show' | 'title' | 'width'
> & { webPreferences?: WebPreferencesSubset };

/** One window only: the shell throws at the second. */
export interface BrowserWindowStatics {
  new (options?: WindowOptions): BrowserWindowSubset;
  getAllWindows(): readonly BrowserWindowSubset[];
}

/** Who calls: check `senderFrame` (not null, `parent === null`, our scheme and host) before anything else. */
export interface InvokeEvent {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
  readonly sender: Pick<WebContentsSubset, 'id'>;
}

export type InvokeHandler = (event: InvokeEvent, ...args: unknown[]) => unknown;

export interface IpcMainSubset {
  handle(channel: string, handler: InvokeHandler): void;
  removeHandler(channel: string): void;
}

export type ProtocolSubset = Pick<E.Protocol, 'handle' | 'registerSchemesAsPrivileged'>;

export type SaveDialogSubset = Pick<E.SaveDialogOptions, 'defaultPath' | 'filters' | 'title'>;
export type OpenDialogSubset = Pick<E.OpenDialogOptions, 'defaultPath' | 'filters' | 'title'> & {
  properties?: Array<'openFile' | 'openDirectory' | 'multiSelections'>;
};
export type MessageBoxSubset = Pick<
  E.MessageBoxOptions,
  'buttons' | 'cancelId' | 'defaultId' | 'detail' | 'message' | 'type'
>;

export interface DialogSubset {
  showSaveDialog(options: SaveDialogSubset): Promise<Pick<E.SaveDialogReturnValue, 'canceled' | 'filePath'>>;
  showOpenDialog(options: OpenDialogSubset): Promise<Pick<E.OpenDialogReturnValue, 'canceled' | 'filePaths'>>;
  showMessageBox(options: MessageBoxSubset): Promise<Pick<E.MessageBoxReturnValue, 'response'>>;
  showErrorBox(title: string, content: string): void;
}

export type PermissionRequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
) => void;

/** Set both: Electron grants everything by default. */
export interface SessionSubset {
  setPermissionRequestHandler(handler: PermissionRequestHandler | null): void;
  setPermissionCheckHandler(handler: ((contents: unknown, permission: string) => boolean) | null): void;
}

export interface MenuItemTemplate {
  label?: string;
  role?:
    | 'about'
    | 'appMenu'
    | 'close'
    | 'copy'
    | 'cut'
    | 'editMenu'
    | 'minimize'
    | 'paste'
    | 'quit'
    | 'redo'
    | 'reload'
    | 'resetZoom'
    | 'selectAll'
    | 'togglefullscreen'
    | 'undo'
    | 'windowMenu'
    | 'zoomIn'
    | 'zoomOut';
  type?: 'separator' | 'normal' | 'submenu';
  accelerator?: string;
  /** false: shown beside the entry, but the window reads the key. */
  registerAccelerator?: boolean;
  click?: () => void;
  submenu?: MenuItemTemplate[];
}

/** `M` is the runtime's own menu object; the app only carries it from one call to the other. */
export interface MenuStatics<M> {
  buildFromTemplate(template: MenuItemTemplate[]): M;
  setApplicationMenu(menu: M | null): void;
}

export interface ShellSubset {
  openExternal(url: string): Promise<void>;
  showItemInFolder(path: string): void;
}

/** The reasons to lock the session. The Chromium shell may never emit them: an idle limit of ours must not rely on it. */
export interface PowerMonitorSubset {
  on(event: 'lock-screen' | 'suspend' | 'resume', listener: () => void): unknown;
}

/** Optional: ask `isAsyncEncryptionAvailable` first. The Chromium shell answers no, and the app then asks for the passphrase. */
export interface SafeStorageSubset
  extends Pick<E.SafeStorage, 'decryptStringAsync' | 'encryptStringAsync' | 'isAsyncEncryptionAvailable'> {}

export interface ElectronSubset<M = unknown> {
  app: AppSubset;
  BrowserWindow: BrowserWindowStatics;
  dialog: DialogSubset;
  ipcMain: IpcMainSubset;
  Menu: MenuStatics<M>;
  powerMonitor: PowerMonitorSubset;
  protocol: ProtocolSubset;
  safeStorage: SafeStorageSubset;
  session: { readonly defaultSession: SessionSubset };
  shell: ShellSubset;
}
