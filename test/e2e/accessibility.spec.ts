import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Desk, type Look } from '../pages/desk.ts';

/** WCAG 2.2 A and AA, all of them (product documents, accessibility): no rule is switched off. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'contrast' },
  { language: 'ar', theme: 'light' },
  { language: 'fr', theme: 'dark' },
];
const AREAS = [
  'home',
  'operations',
  'timeline',
  'sites',
  'papers',
  'orders',
  'action',
  'findings',
  'branches',
  'exchange',
  'history',
] as const;
/** Screens that hold leaves of their own: every one of them is looked at. */
const LEAVES = ['papers', 'exchange', 'branches', 'history'] as const;
/** What a key opens over the timeline, with the focus on a task. */
const OVER = [
  ['link', 'l'],
  ['many tasks', 'Shift+e'],
  ['new task', 'n'],
  ['edit of a task', 'F2'],
  ['start of a task', 'e'],
  ['search and commands', 'Control+k'],
  ['help', 'F1'],
  ['new branch', 'Control+b'],
  ['next edition', 'Control+Shift+e'],
  ['editions', 'Control+Shift+k'],
  ['template', 'Control+Alt+n'],
  ['next step', 'Shift+s'],
  ['zones', 'Shift+z'],
  ['move looked at', 'Alt+ArrowRight'],
  ['chosen tasks', 'Shift+ArrowDown'],
] as const;

let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-axe-'));
  desk = await Desk.start(path.join(dir, 'user'));
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Every rule set on what is on screen now; legacy mode because the window allows no second page. */
async function expectClean(name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).withTags(RULES).setLegacyMode(true).analyze();
  const said = violations.map(
    (v) =>
      `${v.id}: ${v.nodes
        .map((n) => n.target.join(' '))
        .slice(0, 4)
        .join(' | ')}`,
  );
  expect.soft(said, name).toEqual([]);
}

test('screens without data are clean', async () => {
  test.setTimeout(120_000);
  await expectClean('create a workspace');
  await desk.picture('look-create');
  await desk.createWorkspace('Access desk', 'A07', 'Korea police, international investigations');
  for (const area of ['home', 'operations', 'exchange'] as const) {
    await desk.open(area);
    await expectClean(`${area}, empty`);
    await desk.picture(`look-${area}-empty`);
  }
  await desk.open('home');
  await desk.loadTraining();
});

for (const look of LOOKS) {
  test(`every screen is clean: ${look.language}, ${look.theme}`, async () => {
    test.setTimeout(120_000);
    await desk.wear(look);
    for (const area of AREAS) {
      await desk.open(area);
      await expectClean(area);
      await desk.picture(`look-${area}-${look.language}-${look.theme}`);
      expect(await desk.overflow(), `${area}: nothing is cut off sideways`).toBe(0);
    }
  });
}

for (const look of [
  { language: 'en', theme: 'light', size: { width: 1280, height: 720 } },
  { language: 'ar', theme: 'dark', size: { width: 640, height: 360 } },
] as const) {
  test(`leaves, dialogs, menus and previews are clean: ${look.language}, ${look.theme}, ${look.size.width}`, async () => {
    test.setTimeout(300_000);
    const { page } = desk;
    await desk.page.setViewportSize({ width: 1440, height: 900 });
    await desk.wear(look);
    await page.setViewportSize(look.size);
    for (const area of LEAVES) {
      await desk.open(area);
      const leaves = page.getByRole('main').getByRole('tab');
      for (let n = 0; n < (await leaves.count()); n += 1) {
        await leaves.nth(n).click();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        await expectClean(`${area}, leaf ${n}`);
        expect.soft(await desk.overflow(), `${area}, leaf ${n}`).toBe(0);
      }
    }
    await desk.open('matrix');
    await expectClean('matrix');
    await desk.open('timeline');
    const row = page.locator('[role="row"][data-index]', { hasText: 'T38' }).first();
    await row.click();
    for (const [name, key] of OVER) {
      await row.focus();
      await page.keyboard.press(key);
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expectClean(name);
      expect.soft(await desk.overflow(), name).toBe(0);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await row.focus();
    await page.keyboard.press('h');
    await page.getByRole('dialog').getByRole('textbox').fill('+90m');
    await expect(page.getByRole('dialog').getByText('R-').first()).toBeVisible();
    await expectClean('move H');
    await desk.picture(`look-move-h-${look.language}-${look.size.width}`);
    await page.getByRole('dialog').getByRole('textbox').fill('');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await row.focus();
    await page.keyboard.press('5');
    await expectClean('timeline as a table');
    await page.keyboard.press('1');
    await page.keyboard.press('Control+.');
    await expectClean('jobs');
    await page.keyboard.press('Control+.');
    await page.setViewportSize({ width: 1440, height: 900 });
  });
}

test('a small screen keeps everything reachable', async () => {
  test.setTimeout(120_000);
  await desk.wear({ language: 'en', theme: 'light' });
  await desk.page.setViewportSize({ width: 1280, height: 720 });
  for (const area of AREAS) {
    await desk.open(area);
    await desk.picture(`look-${area}-small`);
    expect(await desk.overflow(), area).toBe(0);
  }
  await desk.page.setViewportSize({ width: 720, height: 450 });
  for (const area of AREAS) {
    await desk.open(area);
    await expectClean(`${area} at 200 %`);
    expect(await desk.overflow(), `${area} at 200 %: nothing is cut off sideways`).toBe(0);
    await desk.picture(`look-${area}-zoomed`);
  }
  await desk.page.setViewportSize({ width: 1440, height: 900 });
});
