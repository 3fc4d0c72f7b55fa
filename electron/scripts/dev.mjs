// npm run dev: builds as you type. A change of the page reloads the window; any other change starts the app again.
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`This needs Node 24; this is ${process.version}. "npm run dev" brings its own.\n`);
  process.exit(1);
}
const { build } = await import('vite');
const { PRODUCT, bundleConfig, bundlesOf, copyFiles, rendererConfig } = await import('./build.mjs');
const { chooseRuntime, displayProblem } = await import('./runtime.ts');

/** @type {(line: string) => void} */
const say = (line) => {
  process.stderr.write(`${line}\n`);
};
/** @type {(line: string) => never} */
const stop = (line) => {
  say(line);
  process.exit(1);
};

const problem = displayProblem(process.env);
if (problem !== null) stop(problem);

const { outDir } = PRODUCT;
await mkdir(outDir, { recursive: true });
await rm(path.join(outDir, '.stamp'), { force: true }); // what we write here is no finished build
await copyFiles(PRODUCT, outDir, { isDev: true });

const runtime = await chooseRuntime({ outDir, env: process.env, say });
if (!runtime.ok) stop(runtime.error);
const { kind, file, args, env } = runtime.value;

/** Changes that come together make one restart. */
const SETTLE_MS = 150;
/** @type {import('node:child_process').ChildProcess | null} */
let app = null;
/** @type {NodeJS.Timeout | undefined} */
let pending;
let isRestarting = false;

function startApp() {
  const child = spawn(file, [...args, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...env, APP_SHELL_DEV: '1', APP_SHELL_LOG: '1' },
  });
  app = child;
  child.once('exit', (code) => {
    if (isRestarting) {
      isRestarting = false;
      startApp();
    } else process.exit(code ?? 1); // the window was closed
  });
}

function restartSoon() {
  clearTimeout(pending);
  pending = setTimeout(() => {
    if (!app) startApp();
    else if (!isRestarting) {
      isRestarting = true;
      app.kill();
    }
  }, SETTLE_MS);
}

function reload() {
  // The shell listens on the channel; Electron starts again.
  if (kind === 'chromium' && app?.connected) app.send({ reload: true });
  else restartSoon();
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    isRestarting = false;
    if (app) app.kill(signal);
    else process.exit(1);
  });
}

const configs = [
  ...bundlesOf(PRODUCT).map((bundle) => ({ config: bundleConfig(bundle, outDir), onChange: restartSoon })),
  { config: await rendererConfig(PRODUCT, outDir), onChange: reload },
];
/** Starts watching; resolves when the first build has ended, well or badly. @type {(one: typeof configs[number]) => Promise<void>} */
const watch = async ({ config, onChange }) => {
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
};
await Promise.all(configs.map(watch));
startApp();
