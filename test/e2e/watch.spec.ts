/** npm run dev, on a copy of the shell's test app. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type Project, ROOT } from '#electron/scripts/build.mjs';
import { provideBrowser } from '#electron/shell/provide-browser.ts';
import { SHELL_APP } from './shell-app.ts';

let folder: string;
let project: Project;

test.beforeEach(() => {
  const results = path.join(ROOT, 'test-results'); // below the repository: the copy resolves its packages from there
  mkdirSync(results, { recursive: true });
  folder = mkdtempSync(path.join(results, 'watch-'));
  cpSync(path.dirname(SHELL_APP.main), path.join(folder, 'source'), { recursive: true });
  const source = (name: string): string => path.join(folder, 'source', name);
  project = {
    outDir: path.join(folder, 'out'),
    main: source('main.ts'),
    preload: source('preload.ts'),
    renderer: source('renderer'),
  };
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a change of the page reloads it, a change of main starts the app again', async () => {
  test.setTimeout(120_000);
  const browser = await provideBrowser({ visible: false });
  if (!browser) throw new Error('no browser');
  const options = { project, args: [`--user-data=${path.join(folder, 'data')}`] };
  const script = `
    const { watchApp } = await import(${JSON.stringify(path.join(ROOT, 'electron/scripts/watch.mjs'))});
    const say = (line) => process.stderr.write(line + '\\n');
    process.exitCode = await watchApp({ ...${JSON.stringify(options)}, env: process.env, say });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      ...browser.env,
      APP_BROWSER: browser.file,
      APP_HEADLESS: '1',
      APP_SHELL: 'chromium',
      ...(browser.hasNoSandbox ? { APP_SHELL_NO_SANDBOX: '1' } : {}),
    },
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const said = (): string => log;
  const change = (file: string, from: string, to: string): void => {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
  };
  const page = path.join(project.renderer, 'main.ts');
  writeFileSync(page, `${readFileSync(page, 'utf8')}\nconsole.log('page one');\n`);
  await expect.poll(said, { timeout: 60_000 }).toContain('[page] log page one');

  change(page, 'page one', 'page two');
  await expect.poll(said, { timeout: 30_000 }).toContain('[page] log page two');
  expect(log, 'the app itself went on').not.toContain('store closed');

  change(project.main, "console.error('store closed')", "console.error('store shut')");
  await expect.poll(said, { timeout: 30_000 }).toContain('store closed');
  const afterRestart = (): number => log.split('[page] log page two').length - 1;
  await expect.poll(afterRestart, { timeout: 30_000 }).toBe(2);

  const ended = once(child, 'close');
  child.kill('SIGINT');
  expect((await ended)[0]).toBe(0);
  expect(log).toContain('store shut');
});
