/** Electron's `BrowserWindow`: one browser process, one page, driven over the pipe. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import type { WebPreferencesSubset, WindowOptions } from '../platform/electron-subset.ts';
import { app } from './app.ts';
import { makeProfile, reasonNotDrivable, removeProfile, startBrowser } from './browser-process.ts';
import type { Cdp } from './cdp.ts';
import type { CdpCommands, CdpEvent, CdpEvents, CdpMethod, PausedRequest } from './cdp-protocol.ts';
import { preventable } from './events.ts';
import { SaveChooser } from './file-choosers.ts';
import { findBrowser } from './find-browser.ts';
import { printPage } from './pdf.ts';
import { listenToWatcher, relayToTest } from './relay.ts';
import { answerRequest, fromBrowser, refuseRequest, toBrowser } from './requests.ts';
import { grantedPermissions } from './session.ts';
import { fail, isUnderTest, isWatched, logsPage, unavailable, warn, withLastWords } from './shell-env.ts';
import { type ShellWindow, shellState } from './shell-state.ts';
import { ShellWebContents } from './web-contents.ts';
import { WorldLink } from './world-link.ts';
import { CHOSEN_FILES, type LocalActions, PRELOAD_WORLD, SEND_BINDING } from './world-messages.ts';
import { worldScripts } from './world-scripts.ts';

const SHUTDOWN_LIMIT_MS = 3000;
const MIME_BY_EXTENSION: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.ics': 'text/calendar',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.zip': 'application/zip',
};

export class ShellBrowserWindow extends EventEmitter implements ShellWindow {
  static getAllWindows(): readonly ShellBrowserWindow[] {
    const { window } = shellState;
    return window instanceof ShellBrowserWindow && !window.isDestroyed() ? [window] : [];
  }

  readonly id = 1;
  readonly webContents: ShellWebContents;
  readonly #browserFile: string;
  readonly #profile: string;
  readonly #preload: string | undefined;
  readonly #cdp: Cdp;
  readonly #saveChooser: SaveChooser;
  readonly #world: WorldLink;
  readonly #ready: Promise<void>;
  readonly #attached = Promise.withResolvers<void>();
  readonly #exited = Promise.withResolvers<void>();
  /** Who waits for the page to load. */
  #loads: PromiseWithResolvers<void>[] = [];
  #session = '';
  #target = '';
  /** In the browser's form. */
  #url = 'about:blank';
  #origin = '';
  /** The address the app itself is loading: the only document request that is not the page's own wish. */
  #appNavigation: string | null = null;
  #gone = false;
  #isShuttingDown = false;
  #relayed = false;

  constructor(options: WindowOptions = {}) {
    super();
    if (shellState.window) unavailable('a second BrowserWindow');
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    refuseWeakPreferences(options.webPreferences ?? {});
    const file = findBrowser();
    if (file === null)
      fail('no Chromium, Chrome or Edge found on this machine. Install one, or name it in APP_BROWSER.');
    this.#browserFile = file;
    this.#preload = options.webPreferences?.preload;
    this.#profile = path.join(app.getPath('userData'), 'shell-profile');
    makeProfile(this.#profile, app.getPath('documents'));
    this.#cdp = startBrowser(file, this.#profile, {
      title: options.title ?? app.getName(),
      backgroundColor: options.backgroundColor ?? '#fff',
      width: options.width ?? 800,
      height: options.height ?? 600,
    });
    this.#saveChooser = new SaveChooser(this.#cdp);
    this.webContents = new ShellWebContents({
      currentUrl: () => fromBrowser(this.#url),
      isDestroyed: () => this.#gone,
      reloadPage: () => this.#cdp.post('Page.reload', {}, this.#session),
      pushToPage: (channel, args) => this.#world.send(['event', channel, args]),
      print: (pdf) => printPage(this.#cdp, this.#session, pdf),
      setTimezone: (timezoneId) => this.#setTimezone(timezoneId),
    });
    this.#world = new WorldLink(this.#cdp, {
      session: () => this.#session,
      frame: () => this.#target,
      invokeEvent: () => ({
        sender: this.webContents,
        senderFrame: { url: fromBrowser(this.#url), parent: null },
      }),
    });
    shellState.window = this;
    this.#cdp.on('event', (event) => this.#onEvent(event));
    this.#cdp.once('closed', (code, signal) => this.#onBrowserEnd(code, signal));
    app.emit('web-contents-created', preventable(), this.webContents);
    if (isWatched)
      listenToWatcher(
        () => this.webContents.reload(),
        () => app.quit(),
      );
    this.#ready = this.#setUp();
    this.#ready.catch(() => {}); // loadURL reports it
  }

  // ---- Electron's members

  /** Loads an address of a scheme the app serves; resolves when the page has loaded. */
  async loadURL(url: string): Promise<void> {
    const address = toBrowser(url);
    if (address === url) unavailable(`loading '${url}'`);
    try {
      await this.#load(address);
    } catch (error) {
      // The window was closed, by a person or by quitting: nobody has a use for the page any more, and nothing has failed.
      if (this.#gone || this.#isShuttingDown) await new Promise(() => {});
      throw new Error(`loading '${url}' failed`, { cause: error });
    }
    this.#cdp.post('Page.resetNavigationHistory', {}, this.#session); // no way back to the start page
    if (isUnderTest && !this.#relayed) {
      this.#relayed = true;
      await relayToTest(this.#cdp, () => app.quit());
    }
  }

  show(): void {
    // The app window is visible from its start.
  }

  focus(): void {
    this.#cdp.post('Page.bringToFront', {}, this.#session);
  }

  /** The shell cannot know without asking: restoring a window that is not minimized does no harm. */
  isMinimized(): boolean {
    return true;
  }

  restore(): void {
    void this.#restore().catch(() => {}); // headless: there is no window to restore
  }

  setTitle(title: string): void {
    this.#cdp.post('Runtime.evaluate', { expression: `document.title=${JSON.stringify(title)}` }, this.#session);
  }

  isDestroyed(): boolean {
    return this.#gone;
  }

  close(): void {
    this.#cdp.post('Page.close', {}, this.#session);
  }

  destroy(): void {
    this.#cdp.post('Target.closeTarget', { targetId: this.#target });
  }

  // ---- for the other parts of the shell

  runLocal<K extends keyof LocalActions>(
    action: K,
    ...args: Parameters<LocalActions[K]>
  ): Promise<Awaited<ReturnType<LocalActions[K]>>> {
    return this.#world.runLocal(action, args);
  }

  chooseSavePath(suggestedName: string): Promise<string | null> {
    const type = MIME_BY_EXTENSION[path.extname(suggestedName).toLowerCase()] ?? 'application/octet-stream';
    return this.#saveChooser.choose(this, suggestedName, type);
  }

  async chooseFiles(accept: string, multiple: boolean): Promise<readonly string[]> {
    const count = await this.runLocal('openFiles', accept, multiple);
    const uniqueContextId = this.#world.contextId;
    if (uniqueContextId === null) return [];
    const files: string[] = [];
    for (let i = 0; i < count; i++) {
      const chosen = await this.#page('Runtime.evaluate', { expression: `${CHOSEN_FILES}[${i}]`, uniqueContextId });
      if (chosen.result.objectId === undefined) continue;
      files.push((await this.#page('DOM.getFileInfo', { objectId: chosen.result.objectId })).path);
    }
    return files;
  }

  sendAccelerators(): void {
    this.#world.sendAccelerators();
  }

  applyPermissions(): void {
    if (this.#origin === '') return; // settled with the origin
    this.#grantPermissions().catch(() => warn('the browser did not take the permissions'));
  }

  async shutdown(): Promise<void> {
    if (this.#cdp.dead) return;
    this.#isShuttingDown = true;
    this.#cdp.post('Browser.close', {});
    const limit = new Promise((resolve) => {
      setTimeout(resolve, SHUTDOWN_LIMIT_MS).unref();
    });
    await Promise.race([this.#exited.promise, limit]);
  }

  kill(): void {
    this.#cdp.kill();
    removeProfile(this.#profile);
  }

  // ---- start

  async #setUp(): Promise<void> {
    const reason = await reasonNotDrivable(this.#cdp, this.#attached.promise);
    if (reason !== null) {
      this.kill(); // a managed browser does not notice the dead pipe
      fail(`${this.#browserFile} ${reason}`);
    }
    await Promise.all([
      this.#page('Page.enable', {}),
      this.#page('Inspector.enable', {}),
      this.#page('Runtime.enable', {}),
      this.#page('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      this.#page('Runtime.addBinding', { name: SEND_BINDING, executionContextName: PRELOAD_WORLD }),
    ]);
  }

  /** The window keeps to the origin of its first address: scripts and permissions are laid down for that one. */
  async #settleOrigin(origin: string): Promise<void> {
    if (this.#origin === origin) return;
    if (this.#origin !== '') unavailable('a second origin');
    this.#origin = origin;
    const scripts = worldScripts({ token: randomUUID(), origin }, this.#preload);
    await Promise.all([
      this.#page('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page }),
      this.#page('Page.addScriptToEvaluateOnNewDocument', { source: scripts.isolated, worldName: PRELOAD_WORLD }),
      this.#grantPermissions(),
    ]);
  }

  /** Grants these to the origin and rejects all others. */
  async #grantPermissions(): Promise<void> {
    const permissions = grantedPermissions(this.webContents);
    await this.#cdp.send('Browser.grantPermissions', { origin: this.#origin, permissions });
  }

  async #restore(): Promise<void> {
    const { windowId } = await this.#cdp.send('Browser.getWindowForTarget', { targetId: this.#target });
    await this.#cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
  }

  async #load(address: string): Promise<void> {
    await this.#ready;
    await this.#settleOrigin(new URL(address).origin);
    const load = Promise.withResolvers<void>();
    load.promise.catch(() => {}); // may be rejected while we wait for the browser's answer
    this.#loads.push(load);
    this.#appNavigation = address;
    const { errorText } = await this.#page('Page.navigate', { url: address });
    if (errorText) throw new Error(errorText);
    await load.promise;
  }

  async #setTimezone(timezoneId: string): Promise<void> {
    await this.#ready;
    await this.#page('Emulation.setTimezoneOverride', { timezoneId });
  }

  #page<M extends CdpMethod>(method: M, params: CdpCommands[M]['params']): Promise<CdpCommands[M]['result']> {
    return this.#cdp.send(method, params, this.#session);
  }

  // ---- events

  #onEvent(event: CdpEvent): void {
    switch (event.method) {
      case 'Target.attachedToTarget':
        return this.#onAttached(event.params);
      case 'Target.detachedFromTarget':
        if (event.params.sessionId === this.#session) this.#onWindowGone();
        return;
      case 'Inspector.targetCrashed':
        this.webContents.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 0 });
        return;
      case 'Fetch.requestPaused':
        if (event.sessionId !== undefined) this.#onRequest(event.sessionId, event.params);
        return;
      case 'Runtime.executionContextCreated':
        return this.#world.onContext(event.params);
      case 'Runtime.executionContextsCleared':
        return this.#world.onContextsCleared();
      case 'Runtime.bindingCalled':
        return this.#world.onCall(event.params);
      case 'Page.frameNavigated':
        return this.#onNavigated(event.params);
      case 'Page.loadEventFired':
        return this.#onLoaded();
      case 'Page.windowOpen': {
        const { url, windowName, windowFeatures } = event.params;
        this.webContents.reportWindowOpen(fromBrowser(url), windowName, windowFeatures.join(','));
        return;
      }
      case 'Browser.downloadWillBegin':
      case 'Browser.downloadProgress':
        return this.#saveChooser.onDownload(event);
      case 'Runtime.consoleAPICalled':
        if (logsPage) console.error('[page]', event.params.type, ...event.params.args.map((arg) => arg.value));
        return;
      case 'Runtime.exceptionThrown':
        if (logsPage) console.error('[page] uncaught', event.params.exceptionDetails.exception?.description);
    }
  }

  /** The first page is the window; later ones (Ctrl+T, Ctrl+N, middle click) are closed while they are still paused. */
  #onAttached({ sessionId, targetInfo }: CdpEvents['Target.attachedToTarget']): void {
    if (targetInfo.type !== 'page') return; // 'browser' is the test's own session
    if (this.#session === '') {
      this.#session = sessionId;
      this.#target = targetInfo.targetId;
      this.#attached.resolve();
    } else if (targetInfo.targetId !== this.#target) {
      this.#cdp.post('Target.closeTarget', { targetId: targetInfo.targetId });
    }
  }

  #onRequest(sessionId: string, request: PausedRequest): void {
    const { url } = request.request;
    const isDocument = request.resourceType === 'Document' && request.frameId === this.#target;
    if (isDocument && this.#appNavigation === url) this.#appNavigation = null;
    else if (isDocument && !this.webContents.mayNavigate(fromBrowser(url))) {
      refuseRequest(this.#cdp, sessionId, request);
      return;
    }
    void answerRequest(this.#cdp, sessionId, request);
  }

  #onNavigated({ frame }: CdpEvents['Page.frameNavigated']): void {
    if (frame.parentId !== undefined) return;
    const isForeign = this.#origin !== '' && !frame.url.startsWith(`${this.#origin}/`);
    if (isForeign && this.#url.startsWith(`${this.#origin}/`)) {
      // blob: and the like never reach the request interception: go back.
      this.#appNavigation = this.#url;
      this.#cdp.post('Page.navigate', { url: this.#url }, this.#session);
      return;
    }
    this.#url = frame.url + (frame.urlFragment ?? '');
  }

  #onLoaded(): void {
    if (this.#origin === '' || !this.#url.startsWith(`${this.#origin}/`)) return; // the start page
    this.webContents.emit('did-finish-load');
    this.emit('ready-to-show');
    for (const load of this.#loads.splice(0)) load.resolve();
  }

  // ---- end

  #onWindowGone(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#saveChooser.cancelAll();
    for (const load of this.#loads.splice(0)) load.reject(new Error('the window was closed'));
    this.emit('closed');
    app.noWindowLeft();
  }

  #onBrowserEnd(code: number | null, signal: NodeJS.Signals | null): void {
    this.#exited.resolve();
    removeProfile(this.#profile);
    if (this.#gone || this.#isShuttingDown) {
      this.#onWindowGone();
      return;
    }
    const how = signal ?? (code === null ? 'not started' : `code ${code}`);
    if (this.#session === '') {
      const hint = code === 0 ? ' Another browser has this profile open, or it is not a browser.' : '';
      fail(withLastWords(`${this.#browserFile} ended at once (${how}).${hint}`, this.#cdp.stderr));
    }
    warn(withLastWords(`the browser ended unexpectedly (${how}).`, this.#cdp.stderr));
    app.windowFailed();
    this.#onWindowGone();
  }
}

function refuseWeakPreferences(preferences: WebPreferencesSubset): void {
  const isWeak =
    preferences.contextIsolation === false ||
    preferences.sandbox === false ||
    preferences.webSecurity === false ||
    preferences.nodeIntegration === true ||
    preferences.webviewTag === true;
  if (isWeak) unavailable('a webPreferences value that weakens the renderer');
}
