/** Electron's own runtime: where it is, and fetching it without ever hanging. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const PROBE_LIMIT_MS = 4000;
const FETCH_LIMIT_MS = 600_000;
const DAY_MS = 86_400_000;

/**
 * The runtime's executable, or null. Found by looking, never by require('electron'): since Electron 42 that starts a
 * download without a time limit. A half-finished unpack leaves no matching dist/version.
 */
export function electronRuntime(env: NodeJS.ProcessEnv = process.env, folder = electronFolder()): string | null {
  if (folder === null) return null;
  const dist = env['ELECTRON_OVERRIDE_DIST_PATH'] || path.join(folder, 'dist');
  const file = path.join(dist, executableName());
  const found = readOrEmpty(path.join(dist, 'version')).trim().replace(/^v/, '');
  return existsSync(file) && found === packageVersion(folder) ? file : null;
}

export interface FetchOptions {
  /** Gets a line before a download starts. */
  readonly say: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
  readonly folder?: string | null;
  /** How long to wait for a sign that the download exists. */
  readonly probeLimitMs?: number;
}

/**
 * Fetches the runtime once, or resolves to null: at most some seconds to find out whether the download exists, a cap on the
 * download itself, and no second try for a day. Never in CI.
 */
export async function fetchElectronRuntime(options: FetchOptions): Promise<string | null> {
  const { say, env = process.env, folder = electronFolder(), probeLimitMs = PROBE_LIMIT_MS } = options;
  if (folder === null || env['CI']) return null;
  const mark = path.resolve(folder, '../.cache/liaison-electron-unavailable');
  const marked = statSync(mark, { throwIfNoEntry: false });
  if (marked && Date.now() - marked.mtimeMs < DAY_MS) return null;
  const version = packageVersion(folder);
  if (await isThere(downloadUrl(version, env), probeLimitMs)) {
    say(`Fetching Electron ${version}, once…`);
    if (await install(folder, env)) return electronRuntime(env, folder);
  }
  mkdirSync(path.dirname(mark), { recursive: true });
  writeFileSync(mark, '');
  return null;
}

/** Where Electron's own installer would look (@electron/get), mirror variables honoured. */
export function downloadUrl(version: string, env: NodeJS.ProcessEnv): string {
  const base = env['ELECTRON_MIRROR'] || 'https://github.com/electron/electron/releases/download/';
  const folder = (env['ELECTRON_CUSTOM_DIR'] || 'v{{ version }}').replace('{{ version }}', version);
  return `${base}${folder}/electron-v${version}-${process.platform}-${process.arch}.zip`;
}

function electronFolder(): string | null {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function packageVersion(folder: string): string {
  return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function isThere(url: string, limitMs: number): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(limitMs) })).ok;
  } catch {
    return false;
  }
}

function install(folder: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return new Promise((resolve) => {
    const installer = path.join(folder, 'install.js');
    const child = spawn(process.execPath, [installer], { stdio: ['ignore', 'inherit', 'ignore'], env });
    const limit = setTimeout(() => child.kill(), FETCH_LIMIT_MS);
    child.once('error', () => resolve(false));
    child.once('exit', (code) => {
      clearTimeout(limit);
      resolve(code === 0);
    });
  });
}
