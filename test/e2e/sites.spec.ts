import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'contrast' },
  { language: 'ar', theme: 'light' },
  { language: 'fr', theme: 'light' },
];

let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-sites-'));
  desk = await Desk.start(path.join(dir, 'user'));
  await desk.createWorkspace('Site desk', 'A07', 'Korea police, international investigations');
  await desk.loadTraining();
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

test('sites: the map and the table say the same, distances come with a card', async () => {
  const { page } = desk;
  await page.locator('nav [data-area="timeline"]').click();
  await page.locator('main').focus();
  await page.keyboard.press('4');
  const table = page.getByRole('table', { name: 'Sites of LANTERN TIDE' });
  await expect(table.getByRole('row')).toHaveCount(5);
  await expect(page.locator('figure svg text')).toHaveText(['IBIS', 'HERON', 'KESTREL', 'OCU']);
  await expect(page.locator('figure svg path').first()).toHaveAttribute('d', /^M.{500,}/);
  await table.getByRole('button', { name: 'HERON' }).click();
  const card = page.getByRole('region', { name: 'Site HERON' });
  await expect(card).toContainText('Asia/Manila');
  await expect(card).toContainText('05:00');
  const far = card.getByRole('table', { name: 'Distances from HERON' }).getByRole('row');
  // Angeles to Sihanoukville: about 1,920 km over the ground, another country
  await expect(far.filter({ hasText: 'KESTREL' })).toContainText('≈ 1,920 km');
  await expect(far.filter({ hasText: 'KESTREL' })).toContainText('12');
  const map = page.getByRole('group', { name: /Map with 4 sites/ });
  const drawn = await page.locator('figure svg path').first().getAttribute('d');
  await map.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press(']');
  await expect(page.locator('figure svg path').first()).not.toHaveAttribute('d', drawn ?? '');
  await page.keyboard.press('0');
  await expect(page.locator('figure svg path').first()).toHaveAttribute('d', drawn ?? '');
});

test('sites: a pasted position becomes a site by keyboard alone, and is undone', async () => {
  const { page } = desk;
  await page.locator('main').focus();
  await page.keyboard.press('Shift+A');
  const sheet = page.getByRole('dialog', { name: 'New site' });
  await sheet.getByLabel('Code word').fill('OSPREY');
  await sheet.getByLabel('Town or area').fill('Myawaddy');
  await sheet.getByLabel('Country').fill('mm');
  await sheet.getByLabel('Position', { exact: true }).fill('16.6900N 98.5100');
  await expect(sheet.getByText('16.7, 98.5')).toBeVisible();
  await sheet.getByLabel('Position', { exact: true }).fill('somewhere near');
  await expect(sheet.getByRole('alert')).toContainText('latitude first');
  await sheet.getByLabel('Position', { exact: true }).fill('16.69, 98.51');
  // a country with one zone needs no choice
  await expect(sheet.getByLabel('Time zone')).toHaveValue(/Asia\/(Yangon|Rangoon)/);
  await page.keyboard.press('Control+Enter');
  const table = page.getByRole('table', { name: 'Sites of LANTERN TIDE' });
  await expect(table.getByRole('row')).toHaveCount(6);
  await expect(page.getByRole('region', { name: 'Site OSPREY' })).toContainText('16.7, 98.5');
  await page.keyboard.press('Control+Z');
  await expect(table.getByRole('row')).toHaveCount(5);
});

for (const look of LOOKS)
  test(`sites are clean and fit: ${look.language}, ${look.theme}`, async () => {
    const { page } = desk;
    await desk.wear(look);
    await page.locator('nav [data-area="sites"]').click();
    await expect(page.locator('figure svg text').first()).toBeVisible();
    await expect(page.locator('figure svg path').first()).toHaveAttribute('d', /^M.{500,}/);
    expect(await violations(page)).toEqual([]);
    expect(await desk.overflow()).toBe(0);
    await desk.picture(`sites-${look.language}-${look.theme}`);
    if (look.language === 'en' && look.theme === 'light') {
      await page.setViewportSize({ width: 720, height: 450 });
      expect(await desk.overflow()).toBe(0);
      await desk.picture('sites-small');
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.locator('main').focus();
      await page.keyboard.press('Shift+A');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await desk.picture('sites-form');
      await page.keyboard.press('Escape');
    }
  });
