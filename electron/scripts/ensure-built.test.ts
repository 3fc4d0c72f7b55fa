import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildApp, type Project, ROOT } from './build.mjs';
import { ensureBuilt, fingerprint } from './ensure-built.mjs';

/** A tiny project below the repository's cache: the build resolves its packages from there. */
let folder: string;
let source: string;
let project: Project;

beforeEach(() => {
  const cache = path.join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(path.join(cache, 'liaison-test-'));
  source = path.join(folder, 'source');
  mkdirSync(path.join(source, 'renderer'), { recursive: true });
  write('main.ts', 'export const answer: number = 1;');
  write('preload.ts', 'export {};');
  write('renderer/index.html', '<!doctype html><title>t</title><script type="module" src="./page.ts"></script>');
  write('renderer/page.ts', 'document.title = "page";');
  project = {
    outDir: path.join(folder, 'out'),
    main: path.join(source, 'main.ts'),
    preload: path.join(source, 'preload.ts'),
    renderer: path.join(source, 'renderer'),
  };
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const sources = (): string[] => [path.relative(ROOT, source)];
const write = (name: string, text: string): void => writeFileSync(path.join(source, name), text);
const builtMain = (): string => readFileSync(path.join(project.outDir, 'main/main.cjs'), 'utf8');

test('builds once, and again when a source has changed', async () => {
  await ensureBuilt({ project, sources: sources() });
  expect(builtMain()).toContain('answer = 1');
  writeFileSync(path.join(project.outDir, 'main/main.cjs'), 'left alone');
  await ensureBuilt({ project, sources: sources() });
  expect(builtMain()).toBe('left alone');
  write('main.ts', 'export const answer: number = 22;');
  await ensureBuilt({ project, sources: sources() });
  expect(builtMain()).toContain('answer = 22');
});

test('a failed build leaves the last one in place, and is tried again', async () => {
  await ensureBuilt({ project, sources: sources() });
  write('main.ts', "import './missing.ts';");
  await expect(ensureBuilt({ project, sources: sources() })).rejects.toThrow('missing.ts');
  expect(builtMain()).toContain('answer = 1');
  write('main.ts', 'export const answer: number = 3;');
  await ensureBuilt({ project, sources: sources() });
  expect(builtMain()).toContain('answer = 3');
});

test('two processes that start at once build once', async () => {
  const script = `
    const { ensureBuilt } = await import(${JSON.stringify(path.join(ROOT, 'electron/scripts/ensure-built.mjs'))});
    await ensureBuilt(${JSON.stringify({ project, sources: sources() })});`;
  const starts = [1, 2].map(async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let printed = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said, printed };
  });
  const ends = await Promise.all(starts);
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
  expect(
    ends.map(({ printed }) => printed),
    'stdout belongs to the command',
  ).toEqual(['', '']);
  expect(ends.filter(({ said }) => said.includes('Building'))).toHaveLength(1);
  expect(builtMain()).toContain('answer = 1');
});

test('a test file is no source; a removed file is a change', () => {
  const before = fingerprint(sources());
  write('main.test.ts', 'test');
  expect(fingerprint(sources())).toBe(before);
  write('more.ts', 'export {};');
  const after = fingerprint(sources());
  expect(after).not.toBe(before);
  rmSync(path.join(source, 'more.ts'));
  expect(fingerprint(sources())).toBe(before);
});

test('names the entry or the asset that is missing', async () => {
  const worker = path.join(source, 'worker.ts');
  await expect(buildApp({ ...project, worker })).rejects.toThrow('worker.ts');
  await expect(buildApp({ ...project, assets: [['no/such.yaml', 'x.yaml']] })).rejects.toThrow('no/such.yaml');
  expect(existsSync(project.outDir)).toBe(false);
});

test('assets, licences and a page without inline script come along', async () => {
  write('data.yaml', 'a: 1');
  const asset = path.relative(ROOT, path.join(source, 'data.yaml'));
  await buildApp({ ...project, assets: [[asset, 'training/data.yaml']] });
  const read = (file: string): string => readFileSync(path.join(project.outDir, file), 'utf8');
  expect(read('assets/training/data.yaml')).toBe('a: 1');
  expect(read('renderer/licenses.md').length).toBeGreaterThan(0);
  const scripts = [...read('renderer/index.html').matchAll(/<script\b([^>]*)>([^<]*)</g)];
  expect(scripts.map(([, attributes, text]) => [attributes?.includes('src="./assets/'), text])).toEqual([[true, '']]);
});
