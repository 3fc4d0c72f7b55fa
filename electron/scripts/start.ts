/** `npm start`: opens the app's window on the best runtime there is, and says in one line when that is not Electron. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { chooseRuntime, displayProblem, type Runtime } from './runtime.ts';

export interface StartOptions {
  readonly outDir: string;
  /** Passed on to the app. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Runs before the window opens, and only when one can. */
  readonly build: () => Promise<void>;
  readonly say: (line: string) => void;
}

interface Ending {
  readonly code: number;
  /** How Electron failed to come up; null when it did. */
  readonly startFailure: string | null;
}

/** An Electron that ends in failure sooner than this has not shown a window. */
const START_FAILURE_MS = 5000;
const STDERR_KEPT = 4000;
const KNOWN_FAILURES = /SUID sandbox helper|Running as root without --no-sandbox|shared librar(?:y|ies)[^\n]*/;

/** Runs the app to its end; resolves to the exit code. Never hangs: what it waits for is the app, or bounded. */
export async function startApp({ outDir, args, env, build, say }: StartOptions): Promise<number> {
  const problem = displayProblem(env);
  if (problem !== null) {
    say(problem);
    return 1;
  }
  await build();
  const first = await chooseRuntime({ outDir, env, say });
  if (!first.ok) {
    say(first.error);
    return 1;
  }
  const ending = await run(first.value, args);
  const mayFallBack = first.value.kind === 'electron' && env['APP_SHELL'] !== 'electron';
  if (ending.startFailure === null || !mayFallBack) return ending.code;
  const electronFailure = `Electron's runtime does not start here (${ending.startFailure})`;
  const second = await chooseRuntime({ outDir, env, say, electronFailure });
  if (!second.ok) {
    say(second.error);
    return 1;
  }
  return (await run(second.value, args)).code;
}

function run({ kind, file, args: ownArgs, env }: Runtime, args: readonly string[]): Promise<Ending> {
  return new Promise((resolve) => {
    const started = performance.now();
    let stderr = '';
    const child = spawn(file, [...ownArgs, ...args], { stdio: ['inherit', 'inherit', 'pipe'], env });
    (child.stderr as Readable).on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-STDERR_KEPT);
      process.stderr.write(chunk);
    });
    const forward = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    const end = (code: number, startFailure: string | null): void => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, forward);
      resolve({ code, startFailure });
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, forward);
    child.once('error', (error: NodeJS.ErrnoException) => end(1, error.code ?? 'it cannot be started'));
    child.once('close', (code, signal) => {
      const isEarly = performance.now() - started < START_FAILURE_MS;
      const why = KNOWN_FAILURES.exec(stderr)?.[0] ?? signal ?? `code ${code}`;
      if (code !== 0 && kind === 'chromium' && why.startsWith('Running as root')) {
        process.stderr.write('As root set APP_SHELL_NO_SANDBOX=1 (containers, CI), or start as an ordinary user.\n');
      }
      end(code ?? 1, isEarly && code !== 0 ? why : null);
    });
  });
}
