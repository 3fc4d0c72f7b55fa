/**
 * One way to start the app for tests: Electron where its runtime is installed, else the Chromium shell. What comes back is
 * the same for both, so the tests cannot tell. The network is not needed for either.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { _electron, type Browser, chromium, type ConnectOverCDPTransport, type Page } from '@playwright/test';
import { electronRuntime } from '#electron/scripts/electron-runtime.ts';
import { shellArguments } from '#electron/scripts/runtime.ts';
import type { CdpMessage } from '#electron/shell/cdp.ts';
import { type ProvidedBrowser, provideBrowser } from '#electron/shell/provide-browser.ts';
import type { DialogAnswers, FromTest, ToTest } from '#electron/shell/relay.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PRODUCT_OUT = path.join(ROOT, 'out');
/** How long the app may take from its start to a page that can be driven. */
const START_LIMIT_MS = 60_000;
const CLOSE_LIMIT_MS = 20_000;

export interface LaunchOptions {
  /** Absolute; the app gets it as --user-data=…. */
  readonly userData: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Without a display unless told; a run with a window sets LIAISON_E2E_VISIBLE=1. */
  readonly headless?: boolean;
  /** Folder of a build; the product's unless told. */
  readonly outDir?: string;
  /** On the bundled browser alone, whatever else is there: for pictures that are compared. */
  readonly bundled?: boolean;
}

export interface RunningApp {
  readonly kind: 'electron' | 'chromium';
  readonly page: Page;
  /** Root of the app's process tree. */
  readonly pid: number;
  /** What the app wrote to stdout and stderr until now. */
  readonly log: () => string;
  /** Settles what the next dialogs answer, without showing them: a path or null, paths, the index of a button. */
  readonly answer: (answers: DialogAnswers) => Promise<void>;
  /** Closes the window as a person would, and resolves to the exit code. Kills and throws if the app does not end. */
  readonly close: () => Promise<number | null>;
}

/** Command line and environment that start a build on the Chromium shell, for tests that watch it from outside. */
export interface ShellCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const hasDisplay = (): boolean => Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** Starts a built app and waits until its first page has loaded. Throws with the app's log when it ends before. */
export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  if (electronRuntime() !== null && process.env['APP_SHELL'] !== 'chromium' && options.bundled !== true)
    return launchElectron(options);
  return launchShell(options);
}

/** See ShellCommand. Throws when there is no browser at all. */
export async function shellCommand(options: LaunchOptions): Promise<ShellCommand> {
  const { userData, args = [], env = {}, outDir = PRODUCT_OUT, bundled = false } = options;
  const headless = options.headless ?? !(process.env['LIAISON_E2E_VISIBLE'] === '1' && hasDisplay());
  const browser = await provideBrowser({ visible: !headless, bundled });
  if (!browser) throw new Error('no browser: install Chromium, Chrome or Edge, or name one in APP_BROWSER');
  return {
    file: process.execPath,
    args: [...shellArguments(outDir), ...args, `--user-data=${userData}`],
    env: { ...process.env, ...browserEnvironment(browser, headless), ...env },
  };
}

function browserEnvironment(browser: ProvidedBrowser, headless: boolean): Readonly<Record<string, string>> {
  return {
    ...browser.env,
    APP_BROWSER: browser.file,
    ...(headless ? { APP_HEADLESS: '1' } : {}),
    ...(browser.hasNoSandbox ? { APP_SHELL_NO_SANDBOX: '1' } : {}),
  };
}

async function launchElectron({ userData, args = [], env = {}, outDir }: LaunchOptions): Promise<RunningApp> {
  // No executablePath: only so does Playwright load the hook that holds 'ready' until it listens.
  const entry = outDir === undefined ? ROOT : path.join(outDir, 'main/main.cjs');
  const app = await _electron.launch({
    args: [entry, ...args, `--user-data=${userData}`],
    cwd: ROOT,
    env: { ...definedOnly(process.env), ...env },
    timeout: START_LIMIT_MS,
  });
  const child = app.process();
  const log = collectLog(child);
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  return {
    kind: 'electron',
    page,
    pid: child.pid ?? 0,
    log,
    answer: (answers) =>
      app.evaluate(({ dialog }, { save, open, box }) => {
        if (save !== undefined) {
          dialog.showSaveDialog = async () => ({ canceled: save === null, filePath: save ?? '' });
        }
        if (open) dialog.showOpenDialog = async () => ({ canceled: open.length === 0, filePaths: [...open] });
        if (box !== undefined) dialog.showMessageBox = async () => ({ response: box, checkboxChecked: false });
      }, answers),
    close: () => closed(child, log, () => app.close()),
  };
}

async function launchShell(options: LaunchOptions): Promise<RunningApp> {
  const { file, args, env } = await shellCommand(options);
  const child = spawn(file, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...env, APP_SHELL_TEST: '1' },
  });
  const log = collectLog(child);
  await untilReady(child, log);
  const browser = await connect(child);
  const context = browser.contexts()[0];
  if (!context) throw new Error('the browser has no context');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.waitForURL(/^https:\/\/[^/]+\.invalid\//);
  await page.waitForLoadState('load');
  return {
    kind: 'chromium',
    page,
    pid: child.pid ?? 0,
    log,
    answer: (answers) => answerDialogs(child, answers),
    close: () => closed(child, log, () => page.close()),
  };
}

async function untilReady(child: ChildProcess, log: () => string): Promise<void> {
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  const first = await Promise.race([
    once(child, 'message', { signal: limit }).then(([message]) => message as ToTest),
    once(child, 'exit', { signal: limit }).then(() => null),
  ]).catch(() => null);
  if (first && 'ready' in first) return;
  child.kill('SIGKILL');
  throw new Error(`the app ended, or took too long, before it was ready:\n${log()}`);
}

/** Playwright speaks to the browser through the app's own Node IPC channel (electron/shell/relay.ts). */
function connect(child: ChildProcess): Promise<Browser> {
  const toApp = (message: FromTest): void => {
    if (child.connected) child.send(message);
  };
  const transport: ConnectOverCDPTransport = {
    send: (message) => toApp({ cdp: message as CdpMessage }),
    close() {
      if (child.connected) child.disconnect();
    },
  };
  child.on('message', (message: ToTest) => {
    // A task for each: Node hands messages over in bursts, and Playwright expects its promises to settle in between.
    if ('cdp' in message) setImmediate(() => transport.onmessage?.(message.cdp));
  });
  child.once('exit', () => transport.onclose?.('the app has ended'));
  return chromium.connectOverCDP(transport);
}

async function answerDialogs(child: ChildProcess, answer: DialogAnswers): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    const listener = (message: ToTest): void => {
      if (!('answered' in message)) return;
      child.off('message', listener);
      resolve();
    };
    child.on('message', listener);
  });
  child.send({ answer } satisfies FromTest);
  await heard;
}

async function closed(child: ChildProcess, log: () => string, ask: () => Promise<unknown>): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(CLOSE_LIMIT_MS) });
  await ask().catch(() => {}); // the page goes before the answer comes
  try {
    const [code] = (await ended) as [number | null];
    return code;
  } catch {
    child.kill('SIGKILL');
    throw new Error(`the app did not end within ${CLOSE_LIMIT_MS / 1000} s:\n${log()}`);
  }
}

function collectLog(child: ChildProcess): () => string {
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
  }
  return () => log;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
