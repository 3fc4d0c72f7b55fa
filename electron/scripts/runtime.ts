/** Which runtime opens the app's window here: Electron where it is or can be had, else an installed browser. */
import path from 'node:path';
import { err, ok, type Result } from '#shared/result/result.ts';
import { provideBrowser } from '../shell/provide-browser.ts';
import { electronRuntime, fetchElectronRuntime } from './electron-runtime.ts';

/** A command line that runs a build. */
export interface Runtime {
  readonly kind: 'electron' | 'chromium';
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface RuntimeQuestion {
  /** Folder of the build. */
  readonly outDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets one line at a time, for the person who started the app. */
  readonly say: (line: string) => void;
  /** Why Electron is out of the question, when it has been tried. */
  readonly electronFailure?: string;
}

const FETCH_ADVICE = '"npx install-electron" fetches it';

/**
 * How Node starts a build in front of a browser. New objects of both its threads get 8 MiB at the most instead of 32: they are answers that
 * pass through, and what is kept of them was no slower to make in the benchmark.
 */
export const shellArguments = (outDir: string): readonly string[] => [
  '--max-semi-space-size=4',
  '--import',
  path.join(outDir, 'shell/register.mjs'),
  path.join(outDir, 'main/main.cjs'),
];

/** A line for the person when there is no screen to open a window on; null when there is. */
export function displayProblem(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string | null {
  if (platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['APP_HEADLESS'] === '1') return null;
  return 'No display: neither DISPLAY nor WAYLAND_DISPLAY is set, so there is no screen to open a window on; "npm run demo" needs none, and "xvfb-run -a npm start" brings one.';
}

/**
 * Electron first, unless APP_SHELL=chromium or it has failed; then a browser, and one line says why. The error is a text
 * that names what to do. Takes milliseconds, but for a first download of Electron (electron-runtime.ts bounds it).
 */
export async function chooseRuntime(question: RuntimeQuestion): Promise<Result<Runtime, string>> {
  const { env, outDir, say, electronFailure } = question;
  const wanted = env['APP_SHELL'];
  if (wanted !== 'chromium' && electronFailure === undefined) {
    const electron = electronRuntime(env) ?? (await fetchElectronRuntime({ say, env }));
    const main = path.join(outDir, 'main/main.cjs');
    if (electron !== null) return ok({ kind: 'electron', file: electron, args: [main], env });
    if (wanted === 'electron') {
      return err(`APP_SHELL=electron, but Electron's runtime is not installed (${FETCH_ADVICE}).`);
    }
  }
  const isHeadless = env['APP_HEADLESS'] === '1';
  const browser = await provideBrowser({ visible: !isHeadless, env });
  if (!browser) {
    const reason = electronFailure ?? "Electron's runtime is not installed";
    return err(
      `${reason}, and no Chromium, Chrome or Edge was found to stand in for it. Install one of them, name one in APP_BROWSER, or fetch Electron (${FETCH_ADVICE}).`,
    );
  }
  if (electronFailure !== undefined) say(`${electronFailure}; running in ${browser.file} instead.`);
  else if (wanted !== 'chromium') {
    say(`Electron's runtime is not installed; running in ${browser.file} instead (${FETCH_ADVICE}).`);
  }
  return ok({
    kind: 'chromium',
    file: process.execPath,
    args: shellArguments(outDir),
    env: {
      ...env,
      ...browser.env,
      APP_BROWSER: browser.file,
      // A person who starts as root must ask for it; the bundled browser has no sandbox to lose.
      ...(browser.source === 'bundled' ? { APP_SHELL_NO_SANDBOX: '1' } : {}),
    },
  });
}
