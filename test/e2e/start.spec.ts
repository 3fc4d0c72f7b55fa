/** npm start, from outside: which runtime it takes, what it says, and that it always comes to an end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '#electron/scripts/build.mjs';
import { findBrowser } from '#electron/shell/find-browser.ts';
import { provideBrowser } from '#electron/shell/provide-browser.ts';
import { ensureShellApp, SHELL_APP } from './shell-app.ts';

test.skip(process.platform !== 'linux', 'writes stand-ins as shell scripts, and is about Linux displays');

const { outDir } = SHELL_APP;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  await ensureShellApp();
});

test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaison-start-'));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

/** Runs `startApp` on the test app in a process of its own. CI=1: no download is tried. */
function start(env: NodeJS.ProcessEnv): Started {
  const script = `
    const { startApp } = await import(${JSON.stringify(path.join(ROOT, 'electron/scripts/start.ts'))});
    process.exitCode = await startApp({
      outDir: ${JSON.stringify(outDir)},
      args: ['--user-data=' + ${JSON.stringify(path.join(folder, 'data'))}],
      env: process.env,
      build: async () => process.stderr.write('build asked for\\n'),
      say: (line) => process.stderr.write(line + '\\n'),
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder, CI: '1', ...env },
  });
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const ended = once(child, 'close', { signal: AbortSignal.timeout(40_000) }).then(([code]) => code as number | null);
  return { child, said: () => text, ended };
}

async function headlessEnvironment(): Promise<NodeJS.ProcessEnv> {
  const browser = await provideBrowser({ visible: false });
  if (!browser) throw new Error('no browser');
  return {
    ...browser.env,
    APP_BROWSER: browser.file,
    APP_HEADLESS: '1',
    ...(browser.hasNoSandbox ? { APP_SHELL_NO_SANDBOX: '1' } : {}),
  };
}

/** Waits until the app's window has asked for its rows, then ends it as Ctrl+C in a terminal would. */
async function interruptWhenUp({ child, ended }: Started): Promise<number | null> {
  await expect.poll(() => existsSync(path.join(folder, 'data/rows.db')), { timeout: 30_000 }).toBe(true);
  child.kill('SIGINT');
  return ended;
}

/** A folder in Electron's shape, whose executable fails as `script` says. */
function brokenElectron(script: string): string {
  const packageFile = createRequire(import.meta.url).resolve('electron/package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const dist = path.join(folder, 'electron');
  mkdirSync(dist);
  writeFileSync(path.join(dist, 'version'), version);
  writeFileSync(path.join(dist, 'electron'), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(dist, 'electron'), 0o755);
  return dist;
}

test('with no display it says so, names the demo, and builds nothing', async () => {
  const { said, ended } = start({});
  expect(await ended).toBe(1);
  expect(said()).toMatch(/^No display: .*"npm run demo".*\n$/);
});

test('without Electron it runs in a browser, says so in one line, and hands Ctrl+C on', async () => {
  const env = await headlessEnvironment();
  const started = start({ ...env, ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'nowhere') });
  const code = await interruptWhenUp(started);
  expect(code, started.said()).toBe(0);
  const line = `Electron's runtime is not installed; running in ${env['APP_BROWSER']} instead ("npx install-electron" fetches it).`;
  expect(started.said().split('\n').slice(0, 2)).toEqual(['build asked for', line]);
  expect(started.said()).toContain('store closed');
});

test('an Electron that does not come up is named with its reason, and a browser takes over', async () => {
  const env = await headlessEnvironment();
  const dist = brokenElectron(
    'echo "The SUID sandbox helper binary was found, but is not configured correctly." >&2; exit 133',
  );
  const started = start({ ...env, ELECTRON_OVERRIDE_DIST_PATH: dist });
  const code = await interruptWhenUp(started);
  expect(code, started.said()).toBe(0);
  expect(started.said()).toContain("Electron's runtime does not start here (SUID sandbox helper); running in");
});

test('ending it at any moment of its start is no failure', async () => {
  test.setTimeout(120_000);
  const env = { ...(await headlessEnvironment()), APP_SHELL: 'chromium' };
  for (const delayMs of [0, 20, 40, 80, 120, 160, 200, 300]) {
    const { child, said, ended } = start(env);
    await expect.poll(() => existsSync(path.join(folder, 'data/rows.db')), { intervals: [5] }).toBe(true);
    await new Promise((resolve) => {
      setTimeout(resolve, delayMs);
    });
    child.kill('SIGTERM');
    expect(await ended, `after ${delayMs} ms: ${said()}`).toBe(0);
    rmSync(path.join(folder, 'data'), { recursive: true });
  }
});

test('APP_SHELL=electron does not fall back', async () => {
  const dist = brokenElectron('exit 7');
  const failing = start({ APP_SHELL: 'electron', APP_HEADLESS: '1', ELECTRON_OVERRIDE_DIST_PATH: dist });
  expect(await failing.ended).toBe(7);
  const absent = start({ APP_SHELL: 'electron', APP_HEADLESS: '1', ELECTRON_OVERRIDE_DIST_PATH: folder });
  expect(await absent.ended).toBe(1);
  expect(absent.said()).toContain('npx install-electron');
});

test('with neither it names both remedies', async () => {
  test.skip(findBrowser({ PATH: '' }) !== null, 'a browser is installed at a fixed place');
  const { said, ended } = start({ DISPLAY: ':99', PATH: '', ELECTRON_OVERRIDE_DIST_PATH: folder });
  expect(await ended).toBe(1);
  expect(said()).toContain('name one in APP_BROWSER');
  expect(said()).toContain('npx install-electron');
});
