/**
 * Builds everything that runs, with Vite and nothing else. `npm run build` (ensure-built.mjs) builds the product into out/;
 * `buildApp(project)` builds any project of the same shape (the shell's own test app).
 */
import { randomBytes } from 'node:crypto';
import { copyFile, cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inAscii } from './ascii.ts';

/** @typedef {import('./build.d.mts').Project} Project */
/** @typedef {import('./build.d.mts').Bundle} Bundle */

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/**
 * The faces printed packs use, as whole packages' styles and files.
 * @type {readonly (readonly [source: string, target: string])[]}
 */
const PRINT_FACES = [
  ...['inter', ...['arabic', 'thai', 'khmer', 'lao', 'sc', 'kr', 'jp'].map((script) => `noto-sans-${script}`)].map(
    (face) => [`node_modules/@fontsource-variable/${face}`, `fonts/${face}`],
  ),
  ['node_modules/@fontsource/noto-sans-myanmar', 'fonts/noto-sans-myanmar'],
];
/**
 * Files the Node side reads at run time, from → to below out/assets/. A folder is copied whole.
 * Add here; a build fails and names the entry when its source is missing.
 * @type {readonly (readonly [source: string, target: string])[]}
 */
export const ASSETS = [
  ['shared/formats/training/operation.yaml', 'training/operation.yaml'],
  ['shared/formats/brief/fonts.css', 'fonts/fonts.css'],
  ...PRINT_FACES.flatMap(([from, to]) => [
    /** @type {[string, string]} */ ([`${from}/index.css`, `${to}/index.css`]),
    /** @type {[string, string]} */ ([`${from}/files`, `${to}/files`]),
    /** @type {[string, string]} */ ([`${from}/LICENSE`, `${to}/LICENSE`]),
  ]),
];

/** @type {Project} */
export const PRODUCT = {
  outDir: path.join(ROOT, 'out'),
  main: path.join(ROOT, 'electron/main/main.ts'),
  preload: path.join(ROOT, 'electron/preload/preload.ts'),
  worker: path.join(ROOT, 'electron/worker/worker.ts'),
  checkThread: path.join(ROOT, 'electron/keys/check-thread.ts'),
  cli: path.join(ROOT, 'electron/cli/liaison.ts'),
  renderer: path.join(ROOT, 'renderer'),
  assets: ASSETS,
};

const SHELL = path.join(ROOT, 'electron/shell');
/** Electron 45's Chromium, and what every supported browser has. */
const BROWSER_TARGET = 'chrome140';
const NODE_TARGET = 'node24';
const NATIVE = ['better-sqlite3', 'sodium-native'];
const NODE_EXTERNALS = ['electron', ...NATIVE, /^node:/];

/**
 * Every script of ours (see ascii.ts); what is drawn keeps its letters.
 * @type {import('vite').Plugin}
 */
const ASCII = {
  name: 'ascii',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = inAscii(file.code);
  },
};

/**
 * The bundles of a project that run outside the window's page.
 * @param {Project} project
 * @returns {readonly Bundle[]}
 */
export function bundlesOf(project) {
  /** @type {(entry: string | undefined, file: string) => Bundle[]} */
  const node = (entry, file) => (entry ? [{ entry, file, format: 'cjs', runsIn: 'node' }] : []);
  return [
    ...node(project.main, 'main/main.cjs'),
    { entry: project.preload, file: 'preload/preload.cjs', format: 'cjs', runsIn: 'preload' },
    ...node(project.worker, 'worker/worker.cjs'),
    ...node(project.checkThread, 'worker/check-thread.cjs'),
    ...node(project.cli, 'cli/liaison.cjs'),
    { entry: path.join(SHELL, 'electron.ts'), file: 'shell/electron.mjs', format: 'es', runsIn: 'node' },
    { entry: path.join(SHELL, 'world-page.ts'), file: 'shell/world-page.js', format: 'iife', runsIn: 'page' },
    { entry: path.join(SHELL, 'world-isolated.ts'), file: 'shell/world-isolated.js', format: 'iife', runsIn: 'page' },
  ];
}

/**
 * Vite settings of one bundle: everything inside but the externals. One file; where Node runs it, what is imported only when it is asked for
 * stands in files beside it, so that a window that prints nothing and seals nothing never reads them.
 * @param {Bundle} bundle
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export function bundleConfig({ entry, file, format, runsIn }, outDir) {
  const isNode = runsIn === 'node';
  const external = isNode ? NODE_EXTERNALS : runsIn === 'preload' ? ['electron'] : [];
  return {
    root: ROOT,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [ASCII],
    ...(isNode ? { ssr: { target: 'node', noExternal: true, external: ['electron', ...NATIVE] } } : {}),
    // React and others choose by it; a bundle never carries their development half.
    define: isNode ? {} : { 'process.env.NODE_ENV': '"production"' },
    build: {
      ssr: isNode,
      outDir: path.dirname(path.join(outDir, file)),
      emptyOutDir: false,
      target: isNode ? NODE_TARGET : BROWSER_TARGET,
      // Readable stack traces on the trusted side matter more than its size.
      minify: false,
      sourcemap: false,
      reportCompressedSize: false,
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        external,
        platform: isNode ? 'node' : 'browser',
        output: {
          format,
          entryFileNames: path.basename(file),
          chunkFileNames: `${path.parse(file).name}-[name]-[hash].cjs`,
          codeSplitting: isNode && format === 'cjs',
        },
      },
    },
  };
}

/**
 * Vite settings of the window's page.
 * @param {Project} project
 * @param {string} outDir
 * @returns {Promise<import('vite').InlineConfig>}
 */
export async function rendererConfig(project, outDir) {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    root: project.renderer,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    base: './',
    plugins: [react(), ASCII],
    build: {
      outDir: path.join(outDir, 'renderer'),
      emptyOutDir: true,
      target: BROWSER_TARGET,
      minify: true,
      license: { fileName: 'licenses.md' },
      // Read from the disk, not over a network: one file is the quickest.
      chunkSizeWarningLimit: 4_000,
      reportCompressedSize: false,
      // No inline script (the page's policy forbids it) and no data: fonts.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  };
}

/**
 * What is copied as it is.
 * @param {Project} project
 * @param {string} outDir
 * @param {{ isDev?: boolean }} [options] in development a missing asset is named, not fatal
 */
export async function copyFiles(project, outDir, { isDev = false } = {}) {
  await mkdir(path.join(outDir, 'shell'), { recursive: true });
  await copyFile(path.join(SHELL, 'register.mjs'), path.join(outDir, 'shell/register.mjs'));
  for (const [source, target] of project.assets ?? []) {
    const from = path.join(ROOT, source);
    const isThere = await stat(from).then(
      () => true,
      () => false,
    );
    if (isThere) await cp(from, path.join(outDir, 'assets', target), { recursive: true });
    else if (isDev) process.stderr.write(`asset missing, left out: ${source}\n`);
    else throw new Error(`asset missing: ${source} (listed in ASSETS of electron/scripts/build.mjs)`);
  }
}

/**
 * Throws, naming the first entry that does not exist.
 * @param {Project} project
 */
async function checkEntries(project) {
  const entries = [...bundlesOf(project).map(({ entry }) => entry), path.join(project.renderer, 'index.html')];
  for (const entry of entries) {
    await stat(entry).catch(() => {
      throw new Error(`entry missing: ${path.relative(ROOT, entry)}`);
    });
  }
}

/**
 * Builds a project and then puts the result in place of the last one, so that no half-made build is ever seen.
 * `stamp` is written beside the result (ensure-built.mjs).
 * @param {Project} project
 * @param {{ stamp?: string }} [options]
 */
export async function buildApp(project, { stamp } = {}) {
  await checkEntries(project);
  const { build } = await import('vite');
  const cache = path.join(ROOT, 'node_modules/.cache');
  // Started from a test runner the environment says "test", and React would put its development half into the window.
  const environment = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  const draft = path.join(cache, `liaison-build-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(draft, { recursive: true });
  try {
    for (const bundle of bundlesOf(project)) await build(bundleConfig(bundle, draft));
    await build(await rendererConfig(project, draft));
    await copyFiles(project, draft);
    if (stamp !== undefined) await writeFile(path.join(draft, '.stamp'), stamp);
    await replaceFolder(draft, project.outDir);
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = environment;
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * @param {string} draft
 * @param {string} place
 */
async function replaceFolder(draft, place) {
  const old = `${draft}-old`;
  await mkdir(path.dirname(place), { recursive: true });
  await rename(place, old).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(draft, place);
  await rm(old, { recursive: true, force: true });
}
