/** Electron's `webContents` of the one window. */
import { EventEmitter } from 'node:events';
import type { DebuggerSubset, NavigationEvent, WebContentsSubset } from '../platform/electron-subset.ts';
import { preventable } from './events.ts';
import type { PdfOptions } from './pdf.ts';

type WindowOpenHandler = Parameters<WebContentsSubset['setWindowOpenHandler']>[0];

/** What the contents need of their window. */
export interface PageHost {
  /** In the app's form. */
  currentUrl(): string;
  isDestroyed(): boolean;
  reloadPage(): void;
  pushToPage(channel: string, args: readonly unknown[]): void;
  print(options: PdfOptions): Promise<Buffer>;
  /** Rejects when the browser does not take the zone. */
  setTimezone(timezoneId: string): Promise<void>;
}

export class ShellWebContents extends EventEmitter {
  readonly id = 1;
  readonly debugger: DebuggerSubset = {
    attach: () => {}, // the shell drives the page over the same protocol anyway
    sendCommand: (_method, { timezoneId }) => this.#host.setTimezone(timezoneId),
  };
  readonly #host: PageHost;
  #openHandler: WindowOpenHandler | null = null;

  constructor(host: PageHost) {
    super();
    this.#host = host;
  }

  getURL(): string {
    return this.#host.currentUrl();
  }

  isDestroyed(): boolean {
    return this.#host.isDestroyed();
  }

  reload(): void {
    this.#host.reloadPage();
  }

  send(channel: string, ...args: unknown[]): void {
    this.#host.pushToPage(channel, args);
  }

  printToPDF(options: PdfOptions): Promise<Buffer> {
    return this.#host.print(options);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler;
  }

  setWebRTCIPHandlingPolicy(): void {
    // Always the strictest here: see browser-flags.ts.
  }

  /** Asks the app about a navigation the page wants. */
  mayNavigate(url: string): boolean {
    const event: NavigationEvent = preventable({ url, isMainFrame: true });
    this.emit('will-navigate', event);
    return !event.defaultPrevented;
  }

  /** Tells the app that the page wanted a window. Any answer means deny: the sandbox policy has refused already. */
  reportWindowOpen(url: string, frameName: string, features: string): void {
    const referrer = { url: '', policy: 'default' } as const;
    this.#openHandler?.({ url, frameName, features, disposition: 'foreground-tab', referrer });
  }
}
