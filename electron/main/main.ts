import path from 'node:path';
import { app, dialog, powerMonitor, protocol, session } from '../platform/electron.ts';
import type { BrowserWindowSubset } from '../platform/electron-subset.ts';
import { systemKeyStore } from '../platform/key-store.ts';
import { makePrinter } from '../platform/printer.ts';
import { Spool } from '../files/spool.ts';
import { Tickets } from '../files/tickets.ts';
import { registerCalls } from '../ipc/registrar.ts';
import { lockDownContents } from '../security/contents.ts';
import { SCHEME } from '../security/origin.ts';
import { startWorker, type WorkerClient } from '../worker/client.ts';
import { Dialogs } from './dialogs.ts';
import { makeHandlers } from './handlers.ts';
import { KnownWorkspaces } from './known-workspaces.ts';
import { Look } from './look.ts';
import { drawMenu } from './menu.ts';
import { serveFrom } from './serve.ts';
import { openWindow, push } from './window.ts';
import type { OpenWorkspace } from '#shared/contract/session.ts';

/** Composition root: every dependency of the trusted side is built here, once, in named steps. */

const here = import.meta.dirname;
const now = (): number => Date.now();
/** `--workspaces=DIR` offers the workspaces of a folder; `--user-data=DIR` keeps everything of this start elsewhere (tests). */
const argument = (name: string): string[] =>
  process.argv.filter((a) => a.startsWith(`--${name}=`)).map((a) => path.resolve(a.slice(name.length + 3)));

// Whatever is written is for this user alone.
process.umask(0o077);

// Before ready: names and paths come before the one-instance lock, which is taken per user-data folder.
app.setName('Liaison');
const userData = argument('user-data')[0];
if (userData) app.setPath('userData', userData);
protocol.registerSchemesAsPrivileged([
  {
    scheme: SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
lockDownContents();
// New objects of the page get 12 MiB at the most instead of 48: a step of the timeline makes 0.2 MiB of them and hardly one lives on, and
// what the engine has taken for them it keeps until the window rests.
app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=4');

let window: BrowserWindowSubset | null = null;
let worker: WorkerClient | null = null;

app.on('second-instance', () => {
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
});
app.on('window-all-closed', () => app.quit());
let closing = false;
app.on('will-quit', (event) => {
  if (closing || !worker) return;
  event.preventDefault();
  closing = true;
  void worker.close().finally(() => app.quit());
});

async function start(): Promise<void> {
  const tickets = new Tickets(now);
  const spool = new Spool(path.join(app.getPath('userData'), 'spool'));
  spool.clear();
  const open: { current: OpenWorkspace | null } = { current: null };
  const keyStore = await systemKeyStore();
  worker = startWorker(path.join(here, '..', 'worker', 'worker.cjs'), keyStore);
  worker.onEvent((name, payload) => push(window, name, payload));

  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
  protocol.handle(SCHEME, serveFrom(path.join(here, '..', 'renderer')));

  const command = (name: string): void => push(window, 'command', { name });
  const handlers = makeHandlers({
    worker,
    tickets,
    spool,
    workspaces: new KnownWorkspaces(app.getPath('userData'), argument('workspaces'), tickets),
    dialogs: new Dialogs(app.getPath('documents')),
    printer: makePrinter(path.join(here, '..', 'assets', 'fonts')),
    info: {
      name: app.getName(),
      version: app.getVersion(),
      runtime: process.versions['electron'] ? 'electron' : 'chromium',
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
    },
    hasKeyStore: keyStore !== null,
    look: new Look(app.getPath('userData')),
    drawMenu: (menu) => drawMenu(menu, command),
    now,
    session: open,
    onSession: (isOpen) => push(window, 'session', { open: isOpen }),
  });
  registerCalls(handlers, () => open.current !== null);
  drawMenu(null, command);
  // The lid closes, the screen locks: the case data go out of memory with it.
  for (const reason of ['lock-screen', 'suspend'] as const)
    powerMonitor.on(reason, () => {
      if (open.current) void handlers['workspace.lock']({});
    });
  window = await openWindow(path.join(here, '..', 'preload', 'preload.cjs'));
}

/** Words after the program: packaged, argv holds only them; from a checkout the path of the app comes first. */
const words = process.argv.slice(app.isPackaged ? 1 : 2).filter((word) => !word.startsWith('--user-data='));
const home = path.join(here, '..');

const failed = (e: unknown): void => {
  dialog.showErrorBox('Liaison could not start', e instanceof Error ? e.message : 'unknown fault');
  app.exit(1);
};

function openTheWindow(): void {
  if (!app.requestSingleInstanceLock()) app.exit(0);
  else void app.whenReady().then(start).catch(failed);
}

/** `liaison check …` answers on the terminal and opens no window; it may run beside an open one. The window never reads its part of the program. */
async function answerOrOpen(): Promise<void> {
  const { isCommandLine, runCommandLine } = await import('../cli/run.ts');
  if (!isCommandLine(words)) return openTheWindow();
  await app.whenReady();
  const { outliveReaders } = await import('../cli/output.ts');
  outliveReaders();
  const printer = makePrinter(path.join(home, 'assets', 'fonts'));
  app.exit(await runCommandLine(words, { home, printer, env: process.env }));
}

if (words[0] === undefined || words[0].startsWith('-')) openTheWindow();
else void answerOrOpen().catch(failed);
