import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { downloadUrl, electronRuntime, fetchElectronRuntime } from './electron-runtime.ts';

/** A folder that looks like node_modules/electron, whose installer puts a runtime in place. */
let folder: string;
let temporary: string;
let server: Server | null = null;

const executable = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' } as const;
const executableName = executable[process.platform as keyof typeof executable] ?? 'electron';

beforeEach(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 'liaison-runtime-'));
  folder = path.join(temporary, 'node_modules/electron');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"version":"45.4.1"}');
  const file = JSON.stringify(path.join('dist', executableName));
  const installer = `
    const fs = require('node:fs'), path = require('node:path');
    fs.mkdirSync(path.dirname(path.join(__dirname, ${file})), { recursive: true });
    fs.writeFileSync(path.join(__dirname, ${file}), '');
    fs.writeFileSync(path.join(__dirname, 'dist/version'), 'v45.4.1');`;
  writeFileSync(path.join(folder, 'install.js'), installer);
});

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
  rmSync(temporary, { recursive: true, force: true });
});

function putRuntime(dist: string, version: string): string {
  const file = path.join(dist, executableName);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  writeFileSync(path.join(dist, 'version'), version);
  return file;
}

/** A mirror on this machine; counts what it is asked. */
async function mirror(answer: RequestListener): Promise<{ env: NodeJS.ProcessEnv; asked: string[] }> {
  const asked: string[] = [];
  const made = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server = made;
  await new Promise<void>((resolve) => {
    made.listen(0, '127.0.0.1', resolve);
  });
  const { port } = made.address() as AddressInfo;
  return { env: { ELECTRON_MIRROR: `http://127.0.0.1:${port}/` }, asked };
}

describe('looking', () => {
  test('finds a runtime of the package’s version', () => {
    const file = putRuntime(path.join(folder, 'dist'), 'v45.4.1\n');
    expect(electronRuntime({}, folder)).toBe(file);
  });

  test('a half-finished or older unpack does not count', () => {
    putRuntime(path.join(folder, 'dist'), '45.4.0');
    expect(electronRuntime({}, folder)).toBeNull();
    rmSync(path.join(folder, 'dist/version'));
    expect(electronRuntime({}, folder)).toBeNull();
  });

  test('honours a runtime kept elsewhere', () => {
    const elsewhere = path.join(temporary, 'elsewhere');
    const file = putRuntime(elsewhere, '45.4.1');
    expect(electronRuntime({ ELECTRON_OVERRIDE_DIST_PATH: elsewhere }, folder)).toBe(file);
  });

  test('without the package there is none', () => {
    expect(electronRuntime({}, null)).toBeNull();
  });
});

describe('fetching', () => {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  beforeEach(() => {
    said.length = 0;
  });

  test('fetches what is there, and says so', async () => {
    const { env, asked } = await mirror((_request, response) => response.end());
    expect(await fetchElectronRuntime({ say, env, folder })).toBe(path.join(folder, 'dist', executableName));
    expect(asked).toEqual([`HEAD ${new URL(downloadUrl('45.4.1', env)).pathname}`]);
    expect(said).toEqual(['Fetching Electron 45.4.1, once…']);
  });

  test('a network that says no is not asked again for a day', async () => {
    const { env, asked } = await mirror((_request, response) => response.writeHead(404).end());
    expect(await fetchElectronRuntime({ say, env, folder })).toBeNull();
    expect(await fetchElectronRuntime({ say, env, folder })).toBeNull();
    expect(asked).toHaveLength(1);
    const mark = path.join(temporary, 'node_modules/.cache/liaison-electron-unavailable');
    const yesterday = new Date(Date.now() - 86_400_001);
    utimesSync(mark, yesterday, yesterday);
    await fetchElectronRuntime({ say, env, folder });
    expect(asked).toHaveLength(2);
    expect(said).toEqual([]);
  });

  test('a silent network is given up', async () => {
    const { env } = await mirror(() => {});
    expect(await fetchElectronRuntime({ say, env, folder, probeLimitMs: 100 })).toBeNull();
  });

  test('an installer that fails leaves none', async () => {
    writeFileSync(path.join(folder, 'install.js'), 'process.exit(1)');
    const { env } = await mirror((_request, response) => response.end());
    expect(await fetchElectronRuntime({ say, env, folder })).toBeNull();
  });

  test('CI is not made to wait', async () => {
    const { env, asked } = await mirror((_request, response) => response.end());
    expect(await fetchElectronRuntime({ say, env: { ...env, CI: '1' }, folder })).toBeNull();
    expect(asked).toEqual([]);
    expect(existsSync(path.join(temporary, 'node_modules/.cache'))).toBe(false);
  });
});

test('the address is the one Electron’s own installer would ask', () => {
  const name = `electron-v45.4.1-${process.platform}-${process.arch}.zip`;
  expect(downloadUrl('45.4.1', {})).toBe(`https://github.com/electron/electron/releases/download/v45.4.1/${name}`);
  const env = { ELECTRON_MIRROR: 'https://mirror.example/electron/', ELECTRON_CUSTOM_DIR: '{{ version }}' };
  expect(downloadUrl('45.4.1', env)).toBe(`https://mirror.example/electron/45.4.1/${name}`);
});
