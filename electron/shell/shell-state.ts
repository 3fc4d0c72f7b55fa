/** What the parts of the shell share: the one window. Kept apart so that app, ipc, menu and dialogs need not know window.ts. */
import type { LocalActions } from './world-messages.ts';

/** The window as the other parts of the shell see it. */
export interface ShellWindow {
  /** Runs an action in the isolated world as if a person had clicked. */
  runLocal<K extends keyof LocalActions>(
    action: K,
    ...args: Parameters<LocalActions[K]>
  ): Promise<Awaited<ReturnType<LocalActions[K]>>>;
  chooseSavePath(suggestedName: string): Promise<string | null>;
  chooseFiles(accept: string, multiple: boolean): Promise<readonly string[]>;
  sendAccelerators(): void;
  applyPermissions(): void;
  /** Asks the browser to end and waits, at most some seconds, until it has. */
  shutdown(): Promise<void>;
  /** Ends the browser at once. */
  kill(): void;
}

export const shellState: {
  window: ShellWindow | null;
  /** Switches of Chromium that the app asked for before it was ready, as on Electron's command line. */
  readonly switches: string[];
} = { window: null, switches: [] };
