/** Electron's `app`: life cycle, paths and the one-instance lock. */
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { preventable } from './events.ts';
import { type InstanceLock, takeLock } from './lock.ts';
import { type PackageFacts, packageFacts, standardPath } from './paths.ts';
import { shellState } from './shell-state.ts';

class ShellApp extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = {
    appendSwitch: (name: string, value: string): void => {
      shellState.switches.push(`--${name}=${value}`);
    },
  };
  readonly #facts: PackageFacts = packageFacts(process.argv[1] ?? '.');
  readonly #paths = new Map<string, string>();
  readonly #readiness: Promise<void>;
  #name: string = this.#facts.name;
  #ready = false;
  #quitting = false;
  #exitCode = 0;
  #lock: InstanceLock | null = null;

  constructor() {
    super();
    // As in Electron, main's top level runs to its end before 'ready'.
    this.#readiness = new Promise((resolve) => {
      setImmediate(() => {
        this.#ready = true;
        this.emit('ready');
        resolve();
      });
    });
  }

  isReady(): boolean {
    return this.#ready;
  }

  whenReady(): Promise<void> {
    return this.#readiness;
  }

  getAppPath(): string {
    return this.#facts.directory;
  }

  getVersion(): string {
    return this.#facts.version;
  }

  getName(): string {
    return this.#name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? standardPath(name, this.#facts.name);
  }

  setPath(name: string, to: string): void {
    if (!path.isAbsolute(to)) throw new Error('Path must be absolute');
    this.#paths.set(name, to);
  }

  requestSingleInstanceLock(): boolean {
    if (this.#lock) return true;
    const userData = this.getPath('userData');
    mkdirSync(userData, { recursive: true, mode: 0o700 });
    this.#lock = takeLock(userData, ({ argv, cwd }) => {
      this.emit('second-instance', preventable(), [...argv], cwd);
    });
    return this.#lock !== null;
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.release();
    this.#lock = null;
  }

  /** Closes the window, then ends; `before-quit` and `will-quit` may refuse. */
  quit(): void {
    if (this.#quitting) return;
    this.#quitting = true;
    if (this.#isRefused('before-quit')) return;
    void this.#closeAndExit();
  }

  /** Ends at once: no event can refuse. */
  exit(code = 0): void {
    shellState.window?.kill();
    this.releaseSingleInstanceLock();
    this.emit('quit', preventable(), code);
    process.exit(code);
  }

  /** The browser died under the window: the app still ends in order, but not with success. */
  windowFailed(): void {
    this.#exitCode = 1;
  }

  /** The window has gone. As in Electron, an app that does not listen ends with its last window. */
  noWindowLeft(): void {
    if (this.#quitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  async #closeAndExit(): Promise<void> {
    await shellState.window?.shutdown();
    if (!this.#isRefused('will-quit')) this.exit(this.#exitCode);
  }

  #isRefused(name: 'before-quit' | 'will-quit'): boolean {
    const event = preventable();
    this.emit(name, event);
    if (event.defaultPrevented) this.#quitting = false;
    return event.defaultPrevented;
  }
}

export const app = new ShellApp();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
