/** Builds a project as its sources change, and keeps its app running: a change of the page reloads the window, any other starts it again. */
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { bundleConfig, bundlesOf, copyFiles, rendererConfig } from './build.mjs';
import { chooseRuntime, displayProblem } from './runtime.ts';

/** @typedef {import('./watch.d.mts').WatchOptions} WatchOptions */
/** @typedef {import('./runtime.ts').Runtime} Runtime */

/** Changes that come together make one restart. */
const SETTLE_MS = 150;

/**
 * Runs until the window is closed or a signal comes; resolves to the exit code.
 * @param {WatchOptions} options
 * @returns {Promise<number>}
 */
export async function watchApp({ project, args, env, say }) {
  const problem = displayProblem(env);
  if (problem !== null) {
    say(problem);
    return 1;
  }
  const { outDir } = project;
  await mkdir(outDir, { recursive: true });
  await rm(path.join(outDir, '.stamp'), { force: true }); // what we write here is no finished build
  await copyFiles(project, outDir, { isDev: true });
  const runtime = await chooseRuntime({ outDir, env, say });
  if (!runtime.ok) {
    say(runtime.error);
    return 1;
  }
  const app = new WatchedApp(runtime.value, args);
  const configs = [
    ...bundlesOf(project).map((bundle) => ({ config: bundleConfig(bundle, outDir), onChange: () => app.restart() })),
    { config: await rendererConfig(project, outDir), onChange: () => app.reload() },
  ];
  const watchers = await Promise.all(configs.map(({ config, onChange }) => watch(config, onChange, say)));
  const code = await app.run();
  await Promise.all(watchers.map((watcher) => watcher.close()));
  return code;
}

/**
 * Resolves when the first build has ended, well or badly.
 * @param {import('vite').InlineConfig} config
 * @param {() => void} onChange
 * @param {(line: string) => void} say
 */
async function watch(config, onChange, say) {
  const watcher = await build({ ...config, mode: 'development', build: { ...config.build, minify: false, watch: {} } });
  if (!('on' in watcher)) throw new Error('Vite did not return a watcher');
  let isFirst = true;
  await new Promise((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') say(event.error.message);
      if (event.code === 'BUNDLE_END') void event.result.close();
      if (event.code !== 'END' && event.code !== 'ERROR') return;
      if (!isFirst && event.code === 'END') onChange();
      isFirst = false;
      resolve(undefined);
    });
  });
  return watcher;
}

/** One app at a time, started again on request. */
class WatchedApp {
  #runtime;
  #args;
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null;
  /** @type {NodeJS.Timeout | undefined} */
  #pending;
  #isRestarting = false;

  /**
   * @param {Runtime} runtime
   * @param {readonly string[]} args
   */
  constructor(runtime, args) {
    this.#runtime = runtime;
    this.#args = args;
  }

  /** Runs until the app ends by itself or by a signal. */
  async run() {
    const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
      this.#isRestarting = false;
      clearTimeout(this.#pending);
      this.#child?.kill(signal);
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, onSignal);
    let code;
    do {
      this.#isRestarting = false;
      code = await this.#once();
    } while (this.#isRestarting);
    clearTimeout(this.#pending);
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.off(signal, onSignal);
    return code;
  }

  /** Soon: several bundles may change together. */
  restart() {
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => {
      this.#isRestarting = true;
      this.#child?.kill();
    }, SETTLE_MS);
  }

  reload() {
    // The shell listens on the channel; Electron starts again.
    if (this.#runtime.kind === 'chromium' && this.#child?.connected) this.#child.send({ reload: true });
    else this.restart();
  }

  /** @returns {Promise<number>} */
  #once() {
    const { file, args, env } = this.#runtime;
    return new Promise((resolve) => {
      this.#child = spawn(file, [...args, ...this.#args], {
        stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
        env: { ...env, APP_SHELL_DEV: '1', APP_SHELL_LOG: '1' },
      });
      this.#child.once('error', () => resolve(1));
      this.#child.once('exit', (code) => resolve(code ?? 1));
    });
  }
}
