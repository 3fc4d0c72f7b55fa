import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, type Locator, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'contrast' },
  { language: 'ar', theme: 'light' },
  { language: 'ar', theme: 'dark' },
];

let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-matrix-'));
  desk = await Desk.start(path.join(dir, 'user'));
  await desk.createWorkspace('Matrix desk', 'A07', 'Korea police, international investigations');
  await desk.loadTraining();
});
test.beforeEach(async () => {
  await desk.page.locator('nav [data-area="matrix"]').click();
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

const cell = (row: number, column: number): Locator =>
  desk.page.locator(`td[data-row="${row}"][data-column="${column}"]`);
const task = (code: string): Locator => desk.page.locator('td button').filter({ hasText: code });

test('matrix: built from the timeline in one key, every site on its own clock', async () => {
  const { page } = desk;
  await page.locator('nav [data-area="timeline"]').click();
  await page.locator('main').focus();
  await page.keyboard.press('2');
  await expect(page.getByRole('grid', { name: 'Synchronisation matrix of LANTERN TIDE' })).toBeVisible();
  const faces = page.getByRole('region', { name: 'Every site at one moment' }).getByRole('listitem');
  await expect(faces).toHaveCount(4);
  await expect(faces.nth(0)).toContainText('04:00');
  await expect(faces.nth(1)).toContainText('05:00');
  await expect(faces.nth(0)).toContainText('Dark');
  await page.getByLabel('Moment: +90m, H offset or a clock').fill('+4h');
  await page.keyboard.press('Enter');
  await expect(faces.nth(0)).toContainText('08:00');
  await expect(faces.nth(0)).toContainText('Daylight');
  // the entry that one site plans an hour early stands in the stretch before H
  await expect(task('T39')).toContainText('04:00');
  await page.getByRole('button', { name: 'H', exact: true }).click();
});

test('matrix: arrows walk cells, Enter goes in, a task is moved with a look first and undone', async () => {
  const { page } = desk;
  await cell(0, 0).focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell(0, 1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(cell(1, 1)).toBeFocused();
  await page.keyboard.press('Control+Home');
  await expect(cell(0, 0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell(0, 0).getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(cell(0, 0)).toBeFocused();
  await task('T38').focus();
  await page.keyboard.press('Alt+ArrowRight');
  const preview = page.getByRole('region', { name: 'Move looked at before it is made' });
  await expect(preview).toContainText('H+00:15');
  await expect(preview.getByText('Checking')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(task('T38')).toContainText('04:15');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(task('T38')).toContainText('04:00');
  await task('T38').click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Entry KESTREL');
  await page.getByRole('button', { name: 'Close the inspector' }).first().click();
});

test('matrix: the time of a task is set, a person assigned and a task made in a cell, by keys alone', async () => {
  const { page } = desk;
  const sheet = page.getByRole('dialog');
  await task('T38').focus();
  await page.keyboard.press('e');
  await expect(sheet.getByLabel('Start')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('H+00:45');
  await expect(sheet.getByText(/new finding/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await desk.picture('matrix-time');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toHaveCount(0);
  await expect(task('T38')).toContainText('04:45');
  await page.keyboard.press('Control+z');
  await expect(task('T38')).toContainText('04:00');
  await task('T38').focus();
  await page.keyboard.press('w');
  await expect(sheet.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('P24');
  await expect(sheet.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  expect(await violations(page)).toEqual([]);
  await desk.picture('matrix-people');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await cell(0, 0).focus();
  await page.keyboard.press('Shift+N');
  await expect(sheet.getByLabel('Place')).toHaveValue('S1');
  await sheet.getByRole('textbox').first().fill('Hold the outer line');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toHaveCount(0);
  await expect(page.getByText(/^Make task T\d+$/).first()).toBeVisible();
  await page.keyboard.press('Control+z');
});

test('matrix: prints on A3 with marking, as vectors', async () => {
  test.setTimeout(120_000);
  const { page } = desk;
  const file = path.join(dir, 'matrix.pdf');
  await page.getByRole('button', { name: /Print on A3/ }).click();
  await desk.app.answer({ save: file });
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Save as PDF/ })
    .click();
  await expect(page.getByText(/matrix\.pdf is saved/)).toBeVisible({ timeout: 60_000 });
  const pdf = await PDFDocument.load(readFileSync(file), { updateMetadata: false });
  const { width, height } = pdf.getPage(0).getSize();
  // 420 × 297 mm
  expect([Math.round(width / 2.8346), Math.round(height / 2.8346)]).toEqual([420, 297]);
  expect(pdf.getTitle()).toContain('Synchronisation matrix');
  await page.keyboard.press('Escape');
});

for (const look of LOOKS)
  test(`matrix: clean, ${look.language} ${look.theme}`, async () => {
    test.setTimeout(180_000);
    const { page } = desk;
    await desk.wear(look);
    await page.locator('nav [data-area="matrix"]').click();
    const rows = page.locator('[role=toolbar] fieldset').first().getByRole('button');
    for (const [i, name] of ['site', 'function'].entries()) {
      await rows.nth(i).click();
      await expect(rows.nth(i)).toHaveAttribute('aria-pressed', 'true');
      expect.soft(await violations(page), name).toEqual([]);
      expect.soft(await desk.overflow(), `${name}: nothing is cut off sideways`).toBe(0);
      await desk.picture(`matrix-${name}-${look.language}-${look.theme}`);
    }
    await rows.nth(0).click();
  });
