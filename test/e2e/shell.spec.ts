/** The app's life on either runtime, seen from the page and from outside, with the shell's own test app. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { TestApi } from '../fixtures/shell-app/api.ts';
import { COMPUTED, externalsOf, foreignToNode, foreignToPreload } from './externals.ts';
import { launchApp, type RunningApp, shellCommand } from './launch.ts';
import { ensureShellApp, SHELL_APP } from './shell-app.ts';
import { processTree, socketsOf } from './sockets.ts';

declare global {
  interface Window {
    readonly testApp: TestApi;
  }
}

const { outDir } = SHELL_APP;
let folder: string;
let userData: string;
let app: RunningApp;

test.beforeAll(async () => {
  test.setTimeout(180_000); // the first run unpacks a browser
  await ensureShellApp();
  folder = mkdtempSync(path.join(tmpdir(), 'liaison-shell-'));
  userData = path.join(folder, 'user data');
  app = await launchApp({ userData, outDir });
});

test.afterAll(async () => {
  const code = await app?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(code).toBe(0);
  expect(app.log(), 'will-quit was held until the store was closed').toContain('store closed');
});

/** What the app was told or denied from here on. */
async function watchApp(): Promise<{ readonly seen: () => Promise<readonly string[]> }> {
  const read = (): Promise<readonly string[]> => app.page.evaluate(() => window.testApp.seen());
  const { length } = await read();
  return { seen: async () => (await read()).slice(length) };
}

test.describe('calls', () => {
  test('database round trip and push event', async () => {
    const { page } = app;
    await expect(page.getByTestId('runtime')).toHaveText(app.kind);
    await page.getByLabel('New row').fill('first row');
    await page.getByRole('button', { name: 'Add' }).click();
    await expect(page.getByRole('listitem')).toHaveText(['first row']);
    await expect(page.getByTestId('count')).toHaveText('1');
  });

  test('an error reaches the caller as its text, in Electron’s words', async () => {
    const message = await app.page.evaluate(() => window.testApp.addRow('').catch((error: Error) => error.message));
    expect(message).toBe("Error invoking remote method 'addRow': Error: text: 1 to 10,000 characters");
  });

  test('a call nobody handles is refused', async () => {
    const message = await app.page.evaluate(() => window.testApp.unregistered().catch((error: Error) => error.message));
    expect(message).toContain("No handler registered for 'unregistered'");
  });

  test('plain data and bytes come back as they were', async () => {
    const same = await app.page.evaluate(async () => {
      const bytes = Uint8Array.from({ length: 100_000 }, (_item, i) => i % 256);
      const back = (await window.testApp.echo({ text: 'é😀\u2028', list: [1, null, true], bytes })) as {
        text: string;
        list: unknown[];
        bytes: Uint8Array;
      };
      return [
        back.text,
        back.list,
        back.bytes instanceof Uint8Array && back.bytes.every((byte, i) => byte === i % 256),
      ];
    });
    expect(same).toEqual(['é😀\u2028', [1, null, true], true]);
  });

  test('what cannot be cloned is refused', async () => {
    // Thrown at once, as by Electron's bridge: it never becomes a call.
    const message = await app.page.evaluate(async () => {
      try {
        return await window.testApp.echo(new WeakMap());
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(message).toContain('could not be cloned');
  });

  test('a listener that was removed hears nothing more', async () => {
    const heard = await app.page.evaluate(async () => {
      const counts: number[] = [];
      const stop = window.testApp.onCount((count) => counts.push(count));
      await window.testApp.addRow('a');
      await window.testApp.echo(0);
      stop();
      await window.testApp.addRow('b');
      await window.testApp.echo(0);
      return counts.length;
    });
    expect(heard).toBe(1);
  });
});

test.describe('desktop', () => {
  test('PDF through the save dialog', async () => {
    const file = path.join(folder, 'report.pdf');
    await app.answer({ save: file });
    await app.page.getByRole('button', { name: 'Save as PDF' }).click();
    await expect(app.page.getByTestId('pdf')).toHaveText(file);
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    await app.answer({ save: null });
    await app.page.getByRole('button', { name: 'Save as PDF' }).click();
    await expect(app.page.getByTestId('pdf')).toHaveText('not saved');
  });

  test('open dialog', async () => {
    const file = path.join(folder, 'rows.txt');
    writeFileSync(file, 'one\ntwo\n');
    const before = await app.page.getByRole('listitem').count();
    await app.answer({ open: [file] });
    await app.page.getByRole('button', { name: 'Import' }).click();
    await expect(app.page.getByRole('listitem')).toHaveCount(before + 2);
  });

  test('a question can be answered by a person, by keyboard and mouse, and not by the page', async () => {
    test.skip(app.kind === 'electron', 'Electron asks in a native window; the answered question below covers it');
    const { page } = app;
    const before = await page.getByRole('listitem').count();
    const dialog = page.getByRole('dialog', { name: 'Delete all rows?' });
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await dialog.getByRole('button', { name: 'Delete' }).evaluate((button: HTMLElement) => button.click());
    await expect(dialog, 'a script’s click is not an answer').toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('listitem')).toHaveCount(before);
    await page.getByRole('button', { name: 'Clear' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('listitem')).toHaveCount(0);
  });

  test('a question can be answered by the test', async () => {
    await app.answer({ box: 1 });
    expect(await app.page.evaluate(() => window.testApp.clearRows())).toBe(true);
  });

  test('an accelerator of the menu runs its command', async () => {
    const { seen } = await watchApp();
    await app.page.keyboard.press('Control+Shift+K');
    await expect.poll(seen).toEqual(['accelerator']);
  });

  test('safe storage is said not to be there where it is not', async () => {
    const isThere = await app.page.evaluate(() => window.testApp.hasSafeStorage());
    if (app.kind === 'chromium') expect(isThere).toBe(false);
    else expect(typeof isThere).toBe('boolean');
  });
});

test.describe('the page is locked in', () => {
  test('it has no Node, no raw channel and a frozen bridge', async () => {
    const found = await app.page.evaluate(() => {
      const names = ['require', 'process', 'module', '__shellSend', '__shellReceive', '__shellLocal', 'SHELL'];
      return [Object.isFrozen(window.testApp), names.filter((name) => name in globalThis)];
    });
    expect(found).toEqual([true, []]);
  });

  test('it cannot navigate away, and the app is asked', async () => {
    const { page } = app;
    const { seen } = await watchApp();
    const before = page.url();
    await page.evaluate(() => {
      location.href = 'https://example.com/elsewhere';
    });
    await expect.poll(seen).toEqual(['navigation denied: https://example.com/elsewhere']);
    expect(page.url()).toBe(before);
    await expect(page.getByRole('heading', { name: 'Shell Test' })).toBeVisible();
  });

  test('a document of its own making does not stay', async () => {
    const { page } = app;
    await page.evaluate(() => {
      location.href = URL.createObjectURL(new Blob(['<h1>Forged</h1>'], { type: 'text/html' }));
    });
    await expect(page.getByRole('heading', { name: 'Shell Test' })).toBeVisible();
    await expect(page.getByTestId('runtime')).toHaveText(app.kind);
    await expect(page.getByRole('heading', { name: 'Forged' })).toHaveCount(0);
  });

  test('it cannot open a window, and the app is asked', async () => {
    const { seen } = await watchApp();
    expect(await app.page.evaluate(() => window.open('https://example.com/'))).toBeNull();
    await expect.poll(seen).toEqual(['window denied: https://example.com/']);
    expect(app.page.context().pages()).toHaveLength(1);
  });

  test('new tabs and windows of the browser close at once', async () => {
    await app.page.keyboard.press('Control+t');
    await app.page.keyboard.press('Control+n');
    await expect(app.page.getByRole('heading', { name: 'Shell Test' })).toBeVisible();
    expect(app.page.context().pages()).toHaveLength(1);
  });

  test('it cannot run a script of its own making', async () => {
    const result = await app.page.evaluate(() => {
      const script = document.createElement('script');
      try {
        script.textContent = 'window.forged = true';
        document.body.append(script);
      } catch (error) {
        return (error as Error).name;
      }
      return 'forged' in window ? 'ran' : 'blocked';
    });
    expect(['blocked', 'TypeError']).toContain(result);
  });

  test('it has no network', async () => {
    const result = await app.page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      ),
    );
    expect(result).toBe('refused');
  });

  test('permissions: what the app grants, and nothing else', async () => {
    const states = await app.page.evaluate(async () => {
      const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
      return [await state('geolocation'), await state('notifications'), Notification.permission];
    });
    expect(states).toEqual(['denied', 'denied', 'denied']);
    const copied = await app.page.evaluate(() => navigator.clipboard.writeText('x').then(() => 'copied', String));
    expect(copied).toBe('copied');
  });

  test('a page with replaced built-ins sees nothing of the bridge', async () => {
    const observed = await app.page.evaluate(async () => {
      const { apply, construct } = Reflect;
      const calls: string[] = [];
      const undo: (() => void)[] = [];
      const spyOn = (holder: object, label: string, names: readonly string[]): void => {
        for (const name of names) {
          const original = Object.getOwnPropertyDescriptor(holder, name);
          const run = original?.value as ((...args: unknown[]) => unknown) | undefined;
          if (!original || !run) continue;
          const spy = function (this: unknown, ...args: unknown[]): unknown {
            calls[calls.length] = `${label}.${name}`;
            return new.target ? construct(run, args) : apply(run, this, args);
          };
          Object.defineProperty(holder, name, { ...original, value: spy });
          undo[undo.length] = () => Object.defineProperty(holder, name, original);
        }
      };
      spyOn(EventTarget.prototype, 'EventTarget', ['dispatchEvent', 'addEventListener']);
      spyOn(Map.prototype, 'Map', ['get', 'set', 'delete', 'has']);
      spyOn(WeakMap.prototype, 'WeakMap', ['get', 'set']);
      spyOn(JSON, 'JSON', ['stringify', 'parse']);
      spyOn(Array.prototype, 'Array', ['map', 'forEach', 'push', 'every', 'filter']);
      spyOn(Promise.prototype, 'Promise', ['catch', 'finally']);
      spyOn(Reflect, 'Reflect', ['apply']);
      spyOn(window, 'window', ['CustomEvent', 'Error']);
      spyOn(Object, 'Object', ['keys', 'freeze', 'entries']);
      const pending = window.testApp.echo({ a: [1, 'x'] });
      const atCall = calls.slice();
      for (const restore of undo) restore();
      const echoed = await pending;
      let event = 'never called';
      const stop = window.testApp.onCount(() => {
        event = String((window.event as Event | undefined)?.type);
      });
      await window.testApp.addRow('row');
      await window.testApp.echo(0);
      stop();
      return { atCall, echoed, event };
    });
    expect(observed).toEqual({ atCall: [], echoed: { a: [1, 'x'] }, event: 'undefined' });
  });
});

test.describe('from outside', () => {
  test('no socket is open in the whole process tree', async () => {
    test.skip(process.platform !== 'linux', 'read from /proc');
    test.skip(app.kind === 'electron', 'Playwright drives Electron over a socket');
    // WebRTC is the one way a page could bind a port; a fresh frame would hand it back.
    const tried = await app.page.evaluate(async () => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const constructors = [window, frame.contentWindow as typeof window].map((holder) => holder.RTCPeerConnection);
      for (const Connection of constructors.filter((constructor) => constructor !== undefined)) {
        const connection = new Connection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }] });
        connection.createDataChannel('x');
        await connection.setLocalDescription(await connection.createOffer());
        await new Promise((resolve) => {
          setTimeout(resolve, 500);
        });
      }
      frame.remove();
      return constructors.length;
    });
    expect(tried).toBe(2);
    expect(processTree(app.pid).length).toBeGreaterThan(3);
    expect(socketsOf(app.pid)).toEqual([]);
  });

  test('the engine of the page keeps to the measure that main asked for', () => {
    test.skip(
      process.platform !== 'linux',
      'command lines of other processes are read from /proc, which Linux alone has',
    );
    const lines = processTree(app.pid).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    // processes that were forked from a prepared one write their words with blanks between
    const pages = lines.map((line) => line.split(/[\0 ]/)).filter((words) => words.includes('--type=renderer'));
    expect(pages.length).toBeGreaterThan(0);
    for (const words of pages) expect(words).toContain('--js-flags=--max-semi-space-size=4');
  });

  test('a second start hands over and ends with 0', async () => {
    test.skip(app.kind === 'electron', 'its lock is Electron’s own');
    const { seen } = await watchApp();
    const { file, args, env } = await shellCommand({ userData, outDir, args: ['--second'] });
    execFileSync(file, [...args, 'operation.lia'], { env, timeout: 20_000 }); // throws unless the exit code is 0
    await expect.poll(seen).toEqual(['second start: operation.lia']);
  });

  test('the preload asks for "electron" only, main for the three kinds of externals', () => {
    expect(externalsOf(path.join(outDir, 'preload/preload.cjs'))).toEqual(['electron']);
    expect(foreignToPreload(path.join(outDir, 'preload/preload.cjs'))).toEqual([]);
    expect(externalsOf(path.join(outDir, 'main/main.cjs'))).toContain('better-sqlite3');
    expect(foreignToNode(path.join(outDir, 'main/main.cjs'))).toEqual([]);
  });

  test('the check of externals notices others', () => {
    const file = path.join(folder, 'bundle.mjs');
    const code = `const a = require("electron"), b = require('left-pad'); import x from "node:fs";\nimport y from 'zod';\nawait import("yaml"); require(a + "x"); // require("words")`;
    writeFileSync(file, code);
    expect(foreignToNode(file)).toEqual([COMPUTED, 'left-pad', 'yaml', 'zod']);
    expect(foreignToPreload(file)).toEqual([COMPUTED, 'left-pad', 'node:fs', 'yaml', 'zod']);
  });
});
