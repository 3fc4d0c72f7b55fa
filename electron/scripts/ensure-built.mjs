/** Builds when a source has changed since the last build. Looks at names, times and sizes only: a few milliseconds when fresh. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** @typedef {import('./build.d.mts').Project} Project */

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const OUT = path.join(ROOT, 'out');
const SOURCES = ['electron', 'shared', 'db', 'renderer', 'package.json', 'package-lock.json'];
const LOCK_POLL_MS = 200;

/**
 * What the sources look like now. Tests are left out: they are not in the build.
 * @param {readonly string[]} sources below the repository
 */
export function fingerprint(sources = SOURCES) {
  const hash = createHash('sha256');
  /** @param {string} file */
  const visit = (file) => {
    const facts = statSync(file, { throwIfNoEntry: false });
    if (!facts) return;
    if (facts.isDirectory()) {
      for (const name of readdirSync(file).sort()) visit(path.join(file, name));
    } else if (!/\.test\.tsx?$/.test(file)) hash.update(`${file}\0${facts.mtimeMs}\0${facts.size}\n`);
  };
  for (const source of sources) visit(path.join(ROOT, source));
  return hash.digest('hex');
}

/** @param {string} outDir */
function stampOf(outDir) {
  try {
    return readFileSync(path.join(outDir, '.stamp'), 'utf8');
  } catch {
    return '';
  }
}

/**
 * Makes sure that the build stands for the sources as they are. Messages go to stderr. Safe when several processes start
 * at once: one builds, the others wait for it. Rejects with Vite's error, or with the name of what is missing.
 * @param {{ project?: Project, sources?: readonly string[], always?: boolean }} [options] the product unless told
 */
export async function ensureBuilt({ project, sources, always = false } = {}) {
  const outDir = project?.outDir ?? OUT;
  if (!always && stampOf(outDir) === fingerprint(sources)) return;
  const release = await takeBuildLock(outDir);
  try {
    const stamp = fingerprint(sources); // before the build: an edit meanwhile makes it stale
    if (!always && stampOf(outDir) === stamp) return;
    const started = performance.now();
    process.stderr.write('Building…\n');
    const { buildApp, PRODUCT } = await import('./build.mjs');
    await buildApp(project ?? PRODUCT, { stamp });
    process.stderr.write(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);
  } finally {
    release();
  }
}

/**
 * A lock that ends with its process, however it ends (see electron/shell/lock.ts).
 * @param {string} outDir
 * @returns {Promise<() => void>}
 */
async function takeBuildLock(outDir) {
  const { default: Database } = await import('better-sqlite3');
  const cache = path.join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const name = createHash('sha256').update(outDir).digest('hex').slice(0, 12);
  const file = path.join(cache, `liaison-build-${name}.lock`);
  for (let isFirstTry = true; ; isFirstTry = false) {
    const database = new Database(file, { timeout: 0 });
    try {
      database.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE');
      return () => database.close();
    } catch (error) {
      database.close();
      if (/** @type {{ code?: string }} */ (error).code !== 'SQLITE_BUSY') throw error;
      if (isFirstTry) process.stderr.write('Another build is under way; waiting for it…\n');
      await sleep(LOCK_POLL_MS);
    }
  }
}

// `npm run build`: builds whatever the stamp says.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await ensureBuilt({ always: true });
