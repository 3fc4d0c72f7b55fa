import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, test } from '@playwright/test';
import { Desk, type Look } from '../pages/desk.ts';
import { makeAgency } from '../tools/agencies.ts';
import { PASSPHRASE } from '../tools/places.ts';

/** Sixty operations side by side, as a service that runs many of them works: find, filter, scroll, open, begin another edition, take it back. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const OPERATIONS = 60;
// Each step goes on from the one before.
test.describe.configure({ mode: 'serial' });
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-portfolio-'));
  const workspaces = path.join(dir, 'workspaces');
  const agency = await makeAgency(workspaces, 'A07');
  await agency.do('generate.load', {
    size: { operations: OPERATIONS, tasks: OPERATIONS * 60, people: OPERATIONS * 20, travellers: 60 },
    seed: 11,
  });
  await agency.close();
  mkdirSync(path.join(dir, 'user'));
  desk = await Desk.start(path.join(dir, 'user'), [`--workspaces=${workspaces}`]);
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

async function expectClean(name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).withTags(RULES).setLegacyMode(true).analyze();
  expect
    .soft(
      violations.map(
        (v) =>
          `${v.id}: ${v.nodes
            .map((n) => n.target.join(' '))
            .slice(0, 4)
            .join(' | ')}`,
      ),
      name,
    )
    .toEqual([]);
}
const rows = (): Locator => desk.page.getByRole('grid').locator('[data-index]');
const standing = (): Locator => desk.page.getByRole('main').getByRole('status').first();
const focusedRow = (): Promise<string | null> =>
  desk.page.evaluate(() => document.activeElement?.getAttribute('data-index') ?? null);

test('all are on one axis, a few in the DOM, and all get checked', async () => {
  test.setTimeout(180_000);
  const { page } = desk;
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await desk.open('operations');
  const grid = page.getByRole('grid', { name: 'Operations on one axis of time' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(OPERATIONS + 1));
  expect(await rows().count()).toBeLessThan(OPERATIONS);
  await expect(standing()).toContainText(`${OPERATIONS} operations`);
  await expect(page.getByText('still being checked')).toHaveCount(0, { timeout: 120_000 });
  await expect(rows().first()).not.toContainText('checking');
  await expect(page.getByText(/Of 60 operations up to \d+ run at a time/)).toBeVisible();
  await expectClean('lanes');
  await desk.picture('portfolio-lanes-light');
});

test('the keys walk the rows, also those not drawn yet, and Enter opens', async () => {
  const { page } = desk;
  await rows().first().focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(focusedRow).toBe('1');
  await page.keyboard.press('End');
  await expect.poll(focusedRow).toBe(String(OPERATIONS - 1));
  await page.keyboard.press('PageUp');
  await expect.poll(focusedRow).toBe(String(OPERATIONS - 11));
  const name = (await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ?? '';
  expect(name).toMatch(/^.+, OP-X11-\d\d, .+\. H .+\. \d+ blocks?, \d+ warnings?\.$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treegrid')).toBeVisible();
  // Back again, the list stands where it was left.
  await desk.open('operations');
  await expect(page.locator(`[data-index="${OPERATIONS - 11}"]`)).toBeVisible();
});

test('find and filters say what they leave out, and the link shows what is blocked', async () => {
  const { page } = desk;
  await page.keyboard.press('Control+f');
  await page.keyboard.type('x11-07');
  await expect(rows()).toHaveCount(1);
  await expect(standing()).toContainText(`1 of ${OPERATIONS} operations`);
  const outside = page.getByRole('button', { name: /\d+ blocked outside the filter/ });
  await expect(outside).toBeVisible();
  await expectClean('filtered');
  await desk.picture('portfolio-filtered');
  await outside.click();
  await expect(page.getByRole('button', { name: 'Blocked only' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('Find operations')).toHaveValue('');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(standing()).toContainText(`${OPERATIONS} operations`);
  await page.getByLabel('Find operations').fill('nothing of this name');
  await expect(page.getByText('No operation matches the filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Order', { exact: true }).selectOption('findings');
  const spoken = await rows().evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
  const blocks = spoken.map((text) => Number(/(\d+) blocks?,/.exec(text)?.[1]));
  expect(blocks).toEqual(blocks.toSorted((a, b) => b - a));
  await page.getByLabel('Order', { exact: true }).selectOption('urgency');
});

test('the board and the table show the same operations', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Board', exact: true }).click();
  const column = page.getByRole('main').locator('section section').first();
  await expect(column.getByRole('listitem').first()).toBeVisible();
  const counts = await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts();
  expect(counts.reduce((sum, text) => sum + Number(/\s(\d+)/.exec(text)?.[1] ?? 0), 0)).toBe(OPERATIONS);
  await column.getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-card') ?? '')).toMatch(/^1\//);
  await expectClean('board');
  await desk.picture('portfolio-board-light');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(OPERATIONS + 1));
  await expectClean('table');
  await desk.picture('portfolio-table-light');
  await page.getByRole('button', { name: 'Lanes', exact: true }).click();
});

test('the palette finds an operation that is not on the screen', async () => {
  const { page } = desk;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('x11-59');
  await expect(page.getByRole('option', { name: /OP-X11-59/ })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a further edition begins from a row by keys, and one undo takes it back', async () => {
  test.setTimeout(120_000);
  const { page } = desk;
  await rows().first().focus();
  await page.keyboard.press('Control+Shift+E');
  const sheet = page.getByRole('dialog', { name: /New edition of/ });
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByText('Write H as day and time')).toBeVisible();
  await sheet.getByLabel(/^H-hour in/).fill('2028-05-04 04:30');
  await sheet.getByLabel('Code name').fill('SECOND RIVER');
  await expectClean('edition');
  await desk.picture('portfolio-edition');
  await sheet.getByRole('checkbox', { name: /Take over people/ }).check();
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toBeHidden({ timeout: 60_000 });
  await expect(page.getByRole('treegrid', { name: /SECOND RIVER/ })).toBeVisible();
  await desk.open('operations');
  await expect(standing()).toContainText(`${OPERATIONS + 1} operations`);
});

test('people shared with another operation are lines, words and a way there', async () => {
  const { page } = desk;
  const mine = rows().filter({ hasText: 'SECOND RIVER' });
  await page.getByLabel('Order', { exact: true }).selectOption('h');
  await rows().first().focus();
  await page.keyboard.press('End');
  await expect(mine).toBeVisible();
  await mine.focus();
  const strip = page.getByRole('region', { name: 'People shared with other operations' });
  await expect(strip.getByRole('status')).toContainText(/^20 people work in other operations too/);
  await expectClean('shared people');
  await desk.picture('portfolio-shared-light');
  await page.keyboard.press('j');
  await expect(strip.getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Enter');
  // The other side says the same, and so does the row in its own words.
  await expect.poll(focusedRow).not.toBeNull();
  await strip.getByRole('button', { name: /SECOND RIVER/ }).press('Enter');
  await expect(mine).toBeFocused();
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await page.getByLabel('Find operations').fill('second river');
  await expect(page.getByRole('row', { name: /SECOND RIVER/ })).toContainText('20');
  await expectClean('shared people in the table');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('button', { name: 'Lanes', exact: true }).click();
});

test('editions are compared from a row by keys and printed, and one undo takes the new one back', async () => {
  test.setTimeout(120_000);
  const { page } = desk;
  await rows().first().focus();
  await page.keyboard.press('End');
  await rows().filter({ hasText: 'SECOND RIVER' }).focus();
  await page.keyboard.press('Control+Shift+K');
  const sheet = page.getByRole('dialog', { name: /Editions of SECOND RIVER/ });
  await expect(sheet.getByText('Edition 2 of 2.')).toBeVisible();
  await expect(sheet.getByRole('table').first()).toContainText('SECOND RIVER');
  await expect(sheet.getByText('What differs in SECOND RIVER from the edition before')).toBeVisible();
  await expectClean('editions');
  await desk.picture('portfolio-editions-light');
  const file = path.join(dir, 'editions.pdf');
  await desk.app.answer({ save: file });
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByText(/editions\.pdf/)).toBeVisible({ timeout: 60_000 });
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(standing()).toContainText(`${OPERATIONS} operations`);
});

test('a new operation begins with N', async () => {
  const { page } = desk;
  await rows().first().focus();
  await page.keyboard.press('n');
  const sheet = page.getByRole('dialog', { name: 'New operation' });
  await sheet.getByLabel('Operation code').fill('OP-FIRST');
  await sheet.getByLabel('Code name').fill('FIRST LIGHT');
  await sheet.getByLabel('Reference zone').fill('Asia/Bangkok');
  await sheet.getByLabel(/^H-hour in Asia\/Bangkok/).fill('2028-05-04 04:30');
  await expectClean('new operation');
  await desk.picture('portfolio-new');
  await page.keyboard.press('Enter');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('banner')).toContainText('FIRST LIGHT');
  await page.keyboard.press('Control+z');
  await desk.open('operations');
  await expect(standing()).toContainText(`${OPERATIONS} operations`);
});

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'dark' },
  { language: 'ar', theme: 'light' },
  { language: 'ar', theme: 'dark' },
  { language: 'en', theme: 'contrast' },
];
for (const look of LOOKS) {
  test(`is clean and keeps its words: ${look.language}, ${look.theme}`, async () => {
    test.setTimeout(120_000);
    await desk.wear(look);
    await desk.open('operations');
    await expect(rows().first()).toBeVisible();
    for (const view of [0, 1, 2]) {
      await desk.page.getByRole('toolbar').getByRole('button').nth(view).click();
      await expectClean(`${look.language} ${look.theme} ${view}`);
      await desk.picture(`portfolio-${view}-${look.language}-${look.theme}`);
      expect(await desk.overflow()).toBe(0);
    }
    await desk.page.getByRole('toolbar').getByRole('button').nth(0).click();
    await desk.page.setViewportSize({ width: 1280, height: 720 });
    await desk.picture(`portfolio-small-${look.language}-${look.theme}`);
    await desk.page.setViewportSize({ width: 1440, height: 900 });
  });
}
