/**
 * A browser for whoever needs one: named in the environment, installed, or (without a window) the headless Chromium inside
 * the npm package @sparticuz/chromium, unpacked once. Linux on x64 only for the last: that is what the package holds.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';
import { BROWSER_VARIABLES, findBrowser } from './find-browser.ts';
import { readTar } from './tar.ts';

export interface ProvidedBrowser {
  readonly file: string;
  /** To be laid over the environment the browser starts in. */
  readonly env: Readonly<Record<string, string>>;
  readonly source: 'env' | 'installed' | 'bundled';
  /** Chromium's sandbox cannot run: started as root, or the bundled browser. */
  readonly hasNoSandbox: boolean;
}

export interface BrowserWish {
  /** A window is to be shown: the bundled browser has none. */
  readonly visible: boolean;
  /** The bundled browser, whatever is installed or named: its pictures are the same on every machine. */
  readonly bundled?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** Far above what the archives hold today (8 MB): a broken package must not fill the memory. */
const ARCHIVE_LIMIT = 64 * 1024 * 1024;

/**
 * Null when there is none: nothing installed, and a window is wanted (the bundled Chromium has none) or the package is not
 * there. Rejects when the bundled one cannot be unpacked (no room, no right to write).
 */
export async function provideBrowser({
  visible,
  bundled = false,
  env = process.env,
}: BrowserWish): Promise<ProvidedBrowser | null> {
  if (bundled) {
    const bundle = findBundle();
    return bundle && (await unpackBundle(bundle, env));
  }
  const isRoot = process.getuid?.() === 0;
  const file = findBrowser(env);
  const isNamed = BROWSER_VARIABLES.some((name) => env[name]);
  if (file !== null) return { file, env: {}, source: isNamed ? 'env' : 'installed', hasNoSandbox: isRoot };
  if (isNamed || visible) return null;
  const bundle = findBundle();
  return bundle && unpackBundle(bundle, env);
}

interface Bundle {
  readonly archives: string;
  readonly cache: string;
}

/** The package's folder, found from the app's own place; null where it is not installed (it is not shipped). */
function findBundle(): Bundle | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  } catch {
    return null;
  }
  const home = path.resolve(path.dirname(entry), '..');
  const archives = path.join(home, 'bin');
  if (!existsSync(path.join(archives, 'chromium.br'))) return null;
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string };
  return { archives, cache: path.resolve(home, '../../.cache', `liaison-chromium-${version}`) };
}

async function unpackBundle({ archives, cache }: Bundle, env: NodeJS.ProcessEnv): Promise<ProvidedBrowser> {
  if (!existsSync(cache)) {
    const draft = `${cache}.${process.pid}-${randomBytes(4).toString('hex')}`;
    try {
      await fillCache(archives, draft);
      // A process that was faster has put the same files there.
      await rename(draft, cache).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
      });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  const libraries = [path.join(cache, 'lib'), env['LD_LIBRARY_PATH']].filter((folder) => folder);
  return {
    file: path.join(cache, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries.join(':'), FONTCONFIG_FILE: await fontConfiguration(cache) },
    source: 'bundled',
    hasNoSandbox: true,
  };
}

/** The browser, its graphics libraries beside it, the NSS libraries a bare Debian lacks in lib/, a text face in fonts/. */
async function fillCache(archives: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ['al2023.tar.br', 'swiftshader.tar.br', 'fonts.tar.br']) {
    const archive = brotliDecompressSync(await readFile(path.join(archives, name)), { maxOutputLength: ARCHIVE_LIMIT });
    for (const file of readTar(archive)) {
      const target = path.join(folder, file.path);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, file.bytes, { mode: file.isExecutable ? 0o755 : 0o644 });
    }
  }
  await pipeline(
    createReadStream(path.join(archives, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(path.join(folder, 'chromium'), { mode: 0o755 }),
  );
}

/**
 * Names the package's own face and nothing of the machine, so that a page looks the same everywhere; faces for other
 * scripts come with the pages as web fonts. Rewritten when the folder has moved.
 */
async function fontConfiguration(cache: string): Promise<string> {
  const file = path.join(cache, 'liaison-fonts.conf');
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const wanted = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${escape(path.join(cache, 'fonts'))}</dir>`,
    `  <cachedir>${escape(path.join(cache, 'font-cache'))}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
  const present = await readFile(file, 'utf8').catch(() => '');
  if (present !== wanted) {
    const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
    await writeFile(draft, wanted);
    await rename(draft, file);
  }
  return file;
}
