/** The built command line as a person or a script meets it: another process, its two streams and its exit code. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { ensureBuilt as buildWhenStale } from '#electron/scripts/ensure-built.mjs';
import { OUT, PASSPHRASE, ROOT, TRAINING } from './places.ts';

export { OUT, PASSPHRASE, ROOT, TRAINING };

/** For `beforeAll`: the build stands for the sources as they are. A build named by LIAISON_OUT is taken as it is. */
export async function ensureBuilt(): Promise<void> {
  if (process.env['LIAISON_OUT'] === undefined) await buildWhenStale();
}

export interface CliOptions {
  /** Added to a bare environment that holds PASSPHRASE; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** SIGKILL after so many milliseconds. */
  readonly killAfterMs?: number;
  /** Called with the process as soon as it runs, for tests that kill it at an event. */
  readonly onStart?: (child: ChildProcess) => void;
}
export interface CliRun {
  /** null: ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** Runs the built command line and waits until it has ended. Nothing of the caller's environment reaches it but the search path. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, [path.join(OUT, 'cli/liaison.cjs'), ...args], {
    cwd: options.cwd ?? ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, LIAISON_PASSPHRASE: PASSPHRASE, ...options.env },
  });
  options.onStart?.(child);
  const timer =
    options.killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.killAfterMs);
  const streams = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout.on('data', (chunk: Buffer) => streams.stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => streams.stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({
        code,
        stdout: Buffer.concat(streams.stdout).toString('utf8'),
        stderr: Buffer.concat(streams.stderr).toString('utf8'),
        ms: performance.now() - began,
      });
    });
  });
}

/** What `--json` printed: exactly one document and one line end, else the test fails with both streams. */
export function documentOf<T = Record<string, unknown>>(run: CliRun): T {
  expect(run.stdout, `one line on stdout; stderr says: ${run.stderr}`).toMatch(/^[^\n]+\n$/);
  return JSON.parse(run.stdout) as T;
}

/** Runs with `--json`, expects success (exit 0, or the codes named) and gives the document. */
export async function askCli<T = Record<string, unknown>>(
  args: readonly string[],
  options: CliOptions & { readonly codes?: readonly number[] } = {},
): Promise<T> {
  const run = await runCli([...args, '--json'], options);
  expect(options.codes ?? [0], `${args.join(' ')}: ${run.stderr}`).toContain(run.code);
  return documentOf<T>(run);
}

export interface RefusedDocument {
  readonly error: {
    readonly code: string;
    readonly place: string;
    readonly reason: string;
    readonly details: readonly { readonly code: string; readonly place: string; readonly reason: string }[];
  };
}
/** Runs with `--json`, expects this exit code and an error document whose sentences are the ones on stderr. */
export async function refuseCli(
  args: readonly string[],
  code: number,
  options: CliOptions = {},
): Promise<RefusedDocument['error']> {
  const run = await runCli([...args, '--json'], options);
  expect(run.code, `${args.join(' ')}: ${run.stderr}`).toBe(code);
  const { error } = documentOf<RefusedDocument>(run);
  expect(error.reason).not.toBe('');
  expect(run.stderr).toContain(error.reason);
  expectPlainWords(run);
  return error;
}

/** Nothing that only a programmer can read, and nothing that moves the cursor of a terminal. */
export function expectPlainWords({ stderr }: CliRun): void {
  expect(stderr).not.toMatch(/\bat .+:\d+:\d+|node:internal|Error:|\[object |undefined/);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
}

/**
 * Every entry below a folder with its mode and the SHA-256 of its bytes, for byte-for-byte comparisons. The shared-memory file of an open
 * database is left out: it is scratch space that SQLite rebuilds, and reading alone changes it.
 */
export function folderState(dir: string): ReadonlyMap<string, string> {
  const state = new Map<string, string>();
  const visit = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const file = path.join(at, name);
      const facts = lstatSync(file);
      const mode = (facts.mode & 0o7777).toString(8);
      const key = path.relative(dir, file);
      if (facts.isDirectory()) {
        state.set(key, `folder ${mode}`);
        visit(file);
      } else if (facts.isSymbolicLink()) state.set(key, `link ${readlinkSync(file)}`);
      else if (!name.endsWith('-shm'))
        state.set(key, `${mode} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
    }
  };
  visit(dir);
  return state;
}
