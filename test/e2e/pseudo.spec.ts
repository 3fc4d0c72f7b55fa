import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { PRODUCT, ROOT, rendererConfig } from '#electron/scripts/build.mjs';
import { PSEUDO } from '#renderer/i18n/pseudo.ts';
import { clipped } from '../pages/clipping.ts';
import { Desk, PASSPHRASE } from '../pages/desk.ts';

/** Every screen and the main dialogs in a language whose words are 40 % longer, on the smallest window (ux.md, section 12). */
const NAME = 'Planning desk';
let dir = '';
let desk: Desk;
/** Inside the project, so that the trusted side finds its native modules. */
const OUT = path.join(ROOT, 'test-results/pseudo');
test.beforeAll(async () => {
  test.setTimeout(240_000);
  cpSync(path.join(ROOT, 'out'), OUT, { recursive: true });
  await build({ ...(await rendererConfig(PRODUCT, OUT)), mode: 'pseudo' });
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-pseudo-'));
  const first = await Desk.start(path.join(dir, 'user'));
  await first.createWorkspace(NAME, 'A07', 'Korea police, international investigations');
  await first.loadTraining();
  await first.close();
  desk = await Desk.start(path.join(dir, 'user'), [], { outDir: OUT });
  await desk.page.setViewportSize({ width: 1280, height: 720 });
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
  rmSync(OUT, { recursive: true, force: true });
});

async function fits(name: string): Promise<void> {
  await expect(desk.page.locator('[aria-busy="true"]')).toHaveCount(0);
  await desk.page.evaluate(() => document.fonts.ready.then(() => undefined));
  await desk.picture(`pseudo-${name}`);
  expect.soft(await clipped(desk.page, PSEUDO), name).toEqual([]);
  expect.soft(await desk.overflow(), name).toBe(0);
}

async function enter(): Promise<void> {
  const { page } = desk;
  await expect(page.getByText(PSEUDO).first()).toBeVisible();
  await fits('unlock');
  await page.getByText(NAME, { exact: true }).click();
  await page.locator('input[type=password]').first().fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.locator('nav [data-area="home"]')).toBeVisible();
  await fits('home');
}

const AREAS = [
  'operations',
  'timeline',
  'matrix',
  'calendar',
  'orders',
  'action',
  'sites',
  'findings',
  'papers',
  'branches',
  'exchange',
  'history',
] as const;
/** What opens beside or above a screen, by its key. */
const OPENED = [
  ['palette', 'timeline', 'Control+k'],
  ['help', 'timeline', 'F1'],
  ['hHour', 'timeline', 'h'],
  ['zones', 'timeline', 'Shift+z'],
  ['task', 'calendar', 'Shift+n'],
  ['step', 'timeline', 'Shift+s'],
  ['site', 'sites', 'Shift+a'],
  ['branch', 'timeline', 'Control+b'],
  ['jobs', 'timeline', 'Control+.'],
  ['operation', 'operations', 'n'],
  ['template', 'operations', 'Control+Alt+n'],
  ['note', 'action', 'Shift+l'],
  ['decide', 'action', 'Shift+d'],
] as const;

async function areas(): Promise<void> {
  for (const area of AREAS) {
    await desk.open(area);
    await fits(area);
    const tabs = desk.page.locator('main [role=tab]');
    for (let n = 0; n < (await tabs.count()); n += 1) {
      await tabs.nth(n).click();
      await fits(`${area}-tab-${n}`);
    }
  }
}

async function opened(): Promise<void> {
  const { page } = desk;
  for (const [name, area, keys] of OPENED) {
    await desk.open(area);
    // With the focus nowhere, letters act as in a picture.
    await page.evaluate(() => document.querySelector<HTMLElement>(':focus')?.blur());
    await page.keyboard.press(keys);
    await expect(page.locator('[role=dialog], [role=menu], footer section').last(), name).toBeVisible();
    await fits(`opened-${name}`);
    await page.keyboard.press(name === 'jobs' ? keys : 'Escape');
    await expect(page.locator('[role=dialog], [role=menu]')).toHaveCount(0);
  }
}

test('nothing is cut, spills or leaves the window where words are 40 % longer', async () => {
  test.setTimeout(400_000);
  await test.step('the door', enter);
  await test.step('every area and each of its tabs', areas);
  await test.step('what opens by a key', opened);
});
