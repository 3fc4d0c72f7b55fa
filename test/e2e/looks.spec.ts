/**
 * How every screen looks, held against stored pictures (`looks/`): the bundled browser, bundled fonts, a clock that stands still.
 * A picture that should change is taken anew with `--update-snapshots` and looked at before it is committed.
 * Where there is no bundled browser (it comes for Linux on x64), the same journey runs and only the comparison is left out.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect as impatient, type Page, test } from '@playwright/test';
import { provideBrowser } from '#electron/shell/provide-browser.ts';
import { Desk, type Look } from '../pages/desk.ts';
import { PASSPHRASE } from '../tools/places.ts';

/** A busy machine takes longer; what is compared is what stands there in the end. */
const expect = impatient.configure({ timeout: 20_000 });
const HERE = import.meta.dirname;
const CLOCK = pathToFileURL(path.join(HERE, 'fixed-clock.mjs')).href;
/** The hour of the training operation, for what the device itself dates; workspaces are made a day before. */
const NOW = Date.UTC(2027, 2, 8, 2);
const WIDE = { width: 1280, height: 720 } as const;
/** As much as 200 % leaves of it. */
const ZOOMED = { width: 640, height: 360 } as const;
/** The same browser draws the same picture: what is let pass is less than one icon, and a shade nobody could name. */
const LIKENESS = { maxDiffPixelRatio: 0.0001, threshold: 0.01, scale: 'css' } as const;

test.describe.configure({ mode: 'serial', timeout: 300_000 });
let dir = '';
let desk: Desk;
let compares = false;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-looks-'));
  const workspaces = path.join(dir, 'workspaces');
  mkdirSync(workspaces);
  await promisify(execFile)(process.execPath, ['--import', CLOCK, path.join(HERE, 'looks-workspaces.ts'), workspaces], {
    env: { ...process.env, LIAISON_TEST_CLOCK: String(NOW - 86_400_000) },
  });
  mkdirSync(path.join(dir, 'user'));
  compares = (await provideBrowser({ visible: false, bundled: true })) !== null;
  desk = await Desk.start(path.join(dir, 'user'), [`--workspaces=${workspaces}`], {
    bundled: compares,
    env: { LIAISON_TEST_CLOCK: String(NOW), NODE_OPTIONS: `--import=${CLOCK}`, TZ: 'Asia/Bangkok' },
  });
  await desk.page.clock.setFixedTime(NOW);
  await desk.page.setViewportSize(WIDE);
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Waits until nothing is under way, then holds what is on screen against the stored picture. */
async function looksAs(name: string): Promise<void> {
  const { page } = desk;
  await page.mouse.move(640, 8);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  if (compares) await expect.soft(page).toHaveScreenshot(`${name}.png`, LIKENESS);
  else expect((await page.screenshot()).byteLength, name).toBeGreaterThan(10_000);
  expect.soft(await desk.overflow(), `${name}: nothing is cut off sideways`).toBe(0);
}
const tab = (page: Page, n: number): Promise<void> => page.getByRole('main').getByRole('tab').nth(n).click();
/** Closes what lies over the screens. */
async function escape(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}
const taskRow = (page: Page, code: string) => page.locator('[role="row"][data-index]', { hasText: code }).first();

interface Screen {
  readonly name: string;
  readonly show: (page: Page) => Promise<unknown>;
  /** Puts away what `show` laid over the screen. */
  readonly leave?: (page: Page) => Promise<unknown>;
}
const area = (name: Parameters<Desk['open']>[0]): Screen => ({ name, show: () => desk.open(name) });
const inspected: Screen = {
  name: 'inspector',
  show: async (page) => {
    await desk.open('timeline');
    await taskRow(page, 'T38').click();
    await expect(page.getByRole('complementary')).toContainText('T38');
  },
  leave: (page) => page.keyboard.press('i'),
};
const tabbed = (name: string, of: Parameters<Desk['open']>[0], n: number): Screen => ({
  name,
  show: async (page) => {
    await desk.open(of);
    await tab(page, n);
  },
});
/** The form of a new paper, by its key in the list of its kind. */
const drafted = (name: string, n: number): Screen => ({
  name: `draft-${name}`,
  show: async (page) => {
    await desk.open('papers');
    await tab(page, n);
    await page.keyboard.press('Shift+I');
    await expect(page.getByRole('dialog').locator('[data-body] :is(input, select)').first()).toBeFocused();
  },
  leave: escape,
});
const FORMS: readonly Screen[] = ['agreement', 'team', 'movement', 'request', 'asset', 'deconfliction'].map(drafted);
const compared: Screen = {
  name: 'editions',
  show: async (page) => {
    await desk.open('timeline');
    await page.keyboard.press('Control+Shift+K');
    await expect(page.getByRole('dialog').getByRole('table').first()).toBeVisible();
  },
  leave: escape,
};
const SCREENS: readonly Screen[] = [
  area('home'),
  area('operations'),
  area('timeline'),
  inspected,
  {
    name: 'staffing',
    show: async (page) => {
      await desk.open('timeline');
      await taskRow(page, 'T40').click();
      await page.keyboard.press('Shift+G');
      await expect(page.getByRole('complementary').getByRole('listitem').first()).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expect(() => page.getByRole('complementary').locator('h3').last().scrollIntoViewIfNeeded()).toPass();
    },
    leave: (page) => page.getByRole('complementary').getByRole('button').first().click(),
  },
  {
    name: 'move-h',
    show: async (page) => {
      await desk.open('timeline');
      await taskRow(page, 'T33').click();
      await page.keyboard.press('h');
      await page.getByRole('dialog').getByRole('textbox').fill('+90m');
      await expect(page.getByRole('dialog').getByText('H', { exact: false }).last()).toBeVisible();
      await expect(page.getByRole('dialog').getByText('R-').first()).toBeVisible();
    },
    leave: async (page) => {
      await page.getByRole('dialog').getByRole('textbox').fill('');
      await escape(page);
      await page.keyboard.press('i');
    },
  },
  area('matrix'),
  area('calendar'),
  area('sites'),
  tabbed('agreements', 'papers', 0),
  tabbed('movements', 'papers', 2),
  tabbed('coverage', 'papers', 6),
  {
    name: 'limits',
    show: async (page) => {
      await desk.open('papers');
      await tab(page, 7);
      await page.getByRole('main').getByRole('checkbox').check();
    },
  },
  area('orders'),
  area('action'),
  area('findings'),
  {
    name: 'branches',
    show: async (page) => {
      await desk.open('branches');
      await expect(page.getByText('One hour later').first()).toBeVisible();
    },
  },
  tabbed('inbox', 'exchange', 0),
  tabbed('outbox', 'exchange', 3),
  tabbed('conflicts', 'exchange', 4),
  area('history'),
  {
    name: 'help',
    show: (page) => page.keyboard.press('F1'),
    leave: escape,
  },
];
const named = (...names: readonly string[]): readonly Screen[] => SCREENS.filter(({ name }) => names.includes(name));

async function each(screens: readonly Screen[], suffix: string): Promise<void> {
  for (const { name, show, leave } of screens) {
    await show(desk.page);
    await looksAs(`${name}${suffix}`);
    await leave?.(desk.page);
  }
}
async function wear(look: Look): Promise<void> {
  await desk.wear(look);
  await desk.open('home');
}
async function unlock(name: string): Promise<void> {
  const { page } = desk;
  await page.locator('strong', { hasText: name }).click();
  await page.locator('input[type="password"]').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.locator('nav [data-area="home"]')).toBeVisible();
}

test('unlock, and a workspace without anything in it', async () => {
  const { page } = desk;
  await looksAs('unlock');
  await page.locator('strong', { hasText: 'A02' }).click();
  await page.locator('input[type="password"]').fill('not the passphrase');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await looksAs('unlock-error');
  await unlock('A02');
  await each([area('home'), area('operations'), tabbed('inbox', 'exchange', 0)], '-empty');
  const file = path.join(dir, 'broken.yaml');
  writeFileSync(file, 'meta: {schema: demo-operation/1}\n');
  await desk.open('home');
  await desk.app.answer({ open: [file] });
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('region', { name: 'Messages' }).getByRole('button')).not.toHaveCount(0);
  await looksAs('home-error');
  await desk.lock();
});

test('every screen, full', async () => {
  await unlock('A07');
  await desk.open('operations');
  // the only operation is the one that is open; a row that was picked would say whom it shares
  await expect(desk.page.locator('header strong', { hasText: 'LANTERN TIDE' })).toBeVisible();
  await each(SCREENS, '');
});

test('in the dark', async () => {
  await wear({ language: 'en', theme: 'dark' });
  await each(named('home', 'inspector', 'matrix', 'calendar', 'agreements', 'conflicts'), '-dark');
});

test('in Arabic', async () => {
  await wear({ language: 'ar', theme: 'light' });
  await each(
    named(
      'home',
      'operations',
      'inspector',
      'move-h',
      'matrix',
      'calendar',
      'movements',
      'orders',
      'action',
      'conflicts',
    ),
    '-ar',
  );
});

test('at 200 %', async () => {
  await wear({ language: 'en', theme: 'light' });
  await desk.page.setViewportSize(ZOOMED);
  await each(named('home', 'timeline', 'calendar', 'agreements', 'orders', 'action', 'conflicts'), '-zoomed');
  await desk.page.setViewportSize(WIDE);
});

test('forms of new papers, and two editions side by side', async () => {
  const { page } = desk;
  await each(FORMS, '');
  await desk.open('timeline');
  await page.keyboard.press('Control+Shift+E');
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(/^H-hour in/).fill('2028-05-04 04:30');
  await sheet.getByLabel('Code name').fill('SECOND RIVER');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toHaveCount(0);
  const notes = page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Close' });
  await expect(notes).not.toHaveCount(0);
  while ((await notes.count()) > 0) await notes.first().click();
  await each([compared], '');
  await wear({ language: 'en', theme: 'dark' });
  await each([compared, ...FORMS.slice(0, 1)], '-dark');
  await wear({ language: 'ar', theme: 'light' });
  await each([compared, ...FORMS.slice(0, 3)], '-ar');
});
