/** How the Chromium shell ends: browsers that die, are missing, are managed, or are no browsers. Shell only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp, shellCommand } from './launch.ts';
import { ensureShellApp, SHELL_APP } from './shell-app.ts';
import { processTree } from './sockets.ts';

test.skip(process.platform === 'win32', 'stands in for browsers with shell scripts');

const { outDir } = SHELL_APP;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  await ensureShellApp();
});

test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaison-shell-'));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function launchOnShell(args: readonly string[] = []): Promise<RunningApp> {
  const app = await launchApp({ userData: path.join(folder, 'data'), outDir, args });
  test.skip(app.kind === 'electron', 'about the shell');
  return app;
}

/** Runs the app on `script` in the place of a browser, to its end. */
async function runOn(script: string): Promise<{ code: number | null; log: string }> {
  const browser = path.join(folder, 'browser');
  writeFileSync(browser, `#!/bin/sh\n${script}\n`);
  chmodSync(browser, 0o755);
  const { file, args, env } = await shellCommand({ userData: path.join(folder, 'data'), outDir });
  const child = spawn(file, args, { env: { ...env, APP_BROWSER: browser }, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const [code] = (await once(child, 'close', { signal: AbortSignal.timeout(25_000) })) as [number | null];
  return { code, log };
}

/** Resolves when the process is gone. */
async function untilGone(pid: number): Promise<void> {
  await expect
    .poll(() => {
      try {
        return /^\d+ \(.*\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] === 'Z';
      } catch {
        return true;
      }
    })
    .toBe(true);
}

test('a browser that crashes ends the app with 1, after the store was closed', async () => {
  test.skip(process.platform !== 'linux', 'finds the browser in /proc');
  const app = await launchOnShell();
  const browser = processTree(app.pid)[1];
  expect(browser).toBeDefined();
  process.kill(browser as number, 'SIGKILL');
  await untilGone(app.pid);
  expect(app.log()).toContain('the browser ended unexpectedly (SIGKILL)');
  expect(app.log()).toContain('store closed');
  expect(await app.close()).toBe(1);
});

test('the browser ends when the app is killed', async () => {
  test.skip(process.platform !== 'linux', 'finds the browser in /proc');
  const app = await launchOnShell();
  const [, ...others] = processTree(app.pid);
  process.kill(app.pid, 'SIGKILL');
  for (const pid of others) await untilGone(pid);
  expect(others.length).toBeGreaterThan(2);
});

test('SIGTERM ends the app in order', async () => {
  const app = await launchOnShell();
  process.kill(app.pid, 'SIGTERM');
  expect(await app.close()).toBe(0);
  expect(app.log()).toContain('store closed');
});

test('a page that crashes is reported, and the app can still end in order', async () => {
  const app = await launchOnShell();
  await app.page.goto('chrome://crash').catch(() => {});
  await expect.poll(app.log).toContain('page gone: crashed');
  expect(await app.close()).toBe(0);
});

test('the browser’s profile is private, and gone with the app', async () => {
  const app = await launchOnShell();
  const profile = path.join(folder, 'data/shell-profile');
  expect(existsSync(profile)).toBe(true);
  expect(await app.close()).toBe(0);
  expect(existsSync(profile)).toBe(false);
});

test('even a page without a policy of its own reaches nothing, not even this machine', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end('reached');
  });
  server.on('upgrade', (_request, socket) => {
    requests += 1;
    socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const app = await launchOnShell(['--no-policy']);
  const results = await app.page.evaluate(
    async (port) => {
      const outcome = (promise: Promise<unknown>): Promise<string> =>
        promise.then(
          () => 'reached',
          () => 'refused',
        );
      const url = `http://127.0.0.1:${port}/`;
      const socket = new Promise((resolve, reject) => {
        const opened = new WebSocket(`ws://127.0.0.1:${port}/`);
        opened.addEventListener('open', resolve);
        opened.addEventListener('error', reject);
      });
      const image = new Promise((resolve, reject) => {
        const picture = new Image();
        picture.addEventListener('load', resolve);
        picture.addEventListener('error', reject);
        picture.src = url;
      });
      document.body.append(Object.assign(document.createElement('iframe'), { src: url }));
      navigator.sendBeacon(url, 'x');
      const worker = navigator.serviceWorker.register('/main.js');
      return Promise.all([fetch(url, { mode: 'no-cors' }), socket, image, worker].map(outcome));
    },
    (server.address() as AddressInfo).port,
  );
  expect(results).toEqual(['refused', 'refused', 'refused', 'refused']);
  expect(await app.close()).toBe(0);
  expect(requests, 'nothing under way when the browser had gone').toBe(0);
  server.close();
});

test('a browser whose policy forbids remote control is recognised', async () => {
  const { code, log } = await runOn(
    'echo "DevTools remote debugging is disallowed by the system admin." >&2; exec sleep 60',
  );
  expect(code).toBe(1);
  expect(log).toContain('policy RemoteDebuggingAllowed');
  expect(log).toContain('APP_BROWSER');
});

test('a browser whose policy forbids attaching is recognised', async () => {
  const answers = String.raw`
    const { createReadStream, createWriteStream } = require("node:fs");
    const out = createWriteStream("", { fd: 4 });
    let rest = "";
    createReadStream("", { fd: 3 }).on("data", (chunk) => {
      const parts = (rest + chunk).split("\0");
      rest = parts.pop();
      for (const { id, method } of parts.map((part) => JSON.parse(part))) {
        const targetInfos = [{ targetId: "t", type: "page" }];
        const answer = method === "Target.attachToTarget" ? { error: { message: "Not allowed" } } : { result: { targetInfos } };
        out.write(JSON.stringify({ id, ...answer }) + "\0");
      }
    });
    setTimeout(() => {}, 60000);`;
  const program = path.join(folder, 'managed.cjs');
  writeFileSync(program, answers);
  const { code, log } = await runOn(`exec '${process.execPath}' '${program}'`);
  expect(log).toContain('policy DeveloperToolsAvailability');
  expect(code).toBe(1);
});

test('a program that is no browser is said to be none', async () => {
  const { code, log } = await runOn('exit 0');
  expect(code).toBe(1);
  expect(log).toContain('ended at once (code 0)');
});

test('a browser that cannot start says why', async () => {
  const { code, log } = await runOn('echo "error while loading shared libraries: libnss3.so" >&2; exit 127');
  expect(code).toBe(1);
  expect(log).toContain('libnss3.so');
});

test('a named browser that does not exist is not replaced', async () => {
  const { file, args, env } = await shellCommand({ userData: path.join(folder, 'data'), outDir });
  const missing = { ...env, APP_BROWSER: path.join(folder, 'nowhere') };
  const child: ChildProcess = spawn(file, args, { env: missing, stdio: ['ignore', 'ignore', 'pipe'] });
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(1);
});
