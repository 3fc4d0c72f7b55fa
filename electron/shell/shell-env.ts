/**
 * What the environment may tell the shell. For people: APP_BROWSER names the browser (find-browser.ts). For launchers of
 * ours: APP_HEADLESS=1 no window; APP_SHELL_NO_SANDBOX=1 where Chromium's sandbox cannot run (root, the bundled browser);
 * APP_SHELL_LOG=1 page console to stderr (developers: a page may print what it shows).
 */
import { lastWords } from './cdp.ts';

const { env } = process;

export const isHeadless = env['APP_HEADLESS'] === '1';
export const hasNoSandbox = env['APP_SHELL_NO_SANDBOX'] === '1';
export const logsPage = env['APP_SHELL_LOG'] === '1';
/** A developer's build watcher holds the other end of the Node IPC channel and may ask for a reload (relay.ts). */
export const isWatched = env['APP_SHELL_DEV'] === '1' && typeof process.send === 'function';
/** A test holds the other end of the Node IPC channel (relay.ts). */
export const isUnderTest = env['APP_SHELL_TEST'] === '1' && typeof process.send === 'function';

/** One line on stderr, in the shell's name. */
export function warn(text: string): void {
  console.error(`Chromium shell: ${text}`);
}

/** `why`, and below it what the browser said last. */
export function withLastWords(why: string, stderr: string): string {
  return [why, lastWords(stderr)].filter((part) => part !== '').join('\n');
}

/** Says why the app cannot run on this browser, and ends with exit code 1. The lock goes with the process. */
export function fail(why: string): never {
  warn(why);
  process.exit(1);
}

/** For members of Electron's types whose value the shell cannot honour: a defect of ours, so it throws. */
export function unavailable(what: string): never {
  throw new Error(`${what} is not available in the Chromium shell`);
}
