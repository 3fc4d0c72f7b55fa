import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';
import { fileRef, load, makeAgency, sealFor, trustEachOther } from '../tools/agencies.ts';
import { PASSPHRASE } from '../tools/places.ts';

/** What stands behind and beside the bars: papers and their gaps, lawful hours with an authority, sync groups, tasks without a time. */
test.describe.configure({ mode: 'serial' });
const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'contrast' },
  { language: 'ar', theme: 'light' },
];
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-bands-'));
  const workspaces = path.join(dir, 'workspaces');
  const made = await makeAgency(workspaces, 'A07');
  const { operation } = await load(made);
  const set = [{ key: 'lawful_hours.KH.entry', value: '06:00-18:00' }];
  await made.do('limits.set', { operation, set, by: 'Officer 1', reason: 'law of the host state' });
  // a partner to whom the exact H is not released: what hangs on it has no time there
  const partner = await makeAgency(workspaces, 'A09');
  await trustEachOther(made, partner);
  const file = path.join(dir, 'to-A09.jxb');
  await sealFor(made, 'A09', file);
  await partner.do('exchange.acceptFile', { file: fileRef(file), by: 'Officer 3' });
  await partner.close();
  await made.close();
  mkdirSync(path.join(dir, 'user'));
  desk = await Desk.start(path.join(dir, 'user'), [`--workspaces=${workspaces}`]);
  await enter('A07');
});
async function enter(name: string): Promise<void> {
  await desk.page.locator('strong', { hasText: name }).click();
  await desk.page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await desk.page.getByRole('button', { name: 'Unlock' }).click();
  await desk.open('operations');
  await desk.page.getByText('LANTERN TIDE').first().click();
  await desk.open('timeline');
}
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});
const row = (code: string): Locator => desk.page.locator(`[role="row"][data-index]`, { hasText: code });
const inspector = (): Locator => desk.page.getByRole('complementary');

test('papers stand as bands with their gaps, and say the same in words', async () => {
  const { page } = desk;
  const said = page.locator('summary', { hasText: 'Papers the plan leans on: 8' });
  await expect(said).toContainText('with gaps: 3 (J2, J3, AG6)');
  await said.click();
  const list = page.getByRole('group', { name: 'Papers the plan leans on, with their terms' });
  await expect(list).toContainText('does not carry T64');
  expect(await violations(page)).toEqual([]);
  await said.click();
  await row('T38').click();
  await page.keyboard.press('p');
  await expect(said).toBeHidden();
  await page.keyboard.press('p');
  await expect(said).toBeVisible();
});

test('a measure outside lawful hours is told on its row and settled by a recorded authority', async () => {
  const { page } = desk;
  await expect(row('T38')).toContainText('outside hours');
  await expect(row('T38')).toContainText('Outside lawful hours, without a recorded authority.');
  await row('T38').click();
  await expect(inspector()).toContainText('No authority is recorded for this (R-OP-14).');
  await expect(inspector()).toContainText('Starts are apart by');
  await inspector().getByRole('button', { name: 'Record an authority …' }).click();
  await page.getByLabel('By what authority').fill('Order 12/2027');
  await page.keyboard.press('Control+Enter');
  await expect(row('T38')).toContainText('hours: authorised');
  await expect(inspector()).toContainText('Order 12/2027');
  await page.keyboard.press('Control+z');
  await expect(row('T38')).toContainText('outside hours');
});

test('moving H counts what it does to daylight, holidays, papers and hours', async () => {
  const { page } = desk;
  await row('T38').click();
  await page.keyboard.press('h');
  await page.getByLabel('New H-hour').fill('+5h');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('people concerned');
  await expect(sheet.getByText('Stand outside lawful hours')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

for (const look of LOOKS) {
  test(`bands and hours are clean: ${look.language}, ${look.theme}`, async () => {
    await desk.wear(look);
    await desk.open('timeline');
    await desk.page.locator('summary').first().click();
    expect(await violations(desk.page)).toEqual([]);
    expect(await desk.overflow()).toBe(0);
    await desk.picture(`bands-${look.language}-${look.theme}`);
    await desk.page.locator('summary').first().click();
  });
}

test('where H is not released, tasks wait in the tray and get a time by keys and by drag', async () => {
  const { page } = desk;
  await desk.wear({ language: 'en', theme: 'light' });
  await desk.lock();
  await enter('A09');
  const tray = page.locator('summary', { hasText: 'without a time' });
  const count = async (): Promise<number> => Number.parseInt(await tray.innerText(), 10);
  const before = await count();
  expect(before).toBeGreaterThan(3);
  await tray.focus();
  await page.keyboard.press('Enter');
  expect(await violations(page)).toEqual([]);
  const give = page.getByRole('button', { name: /^Give a time … / });
  await give.first().focus();
  await page.keyboard.press('Enter');
  // the form stands open, with the focus in it
  await expect(page.getByLabel('Start', { exact: true })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2027-03-15T09:00[Asia/Bangkok]');
  await expect(inspector().getByRole('button', { name: /^Apply/ })).toHaveAttribute('aria-disabled', 'false');
  await page.keyboard.press('Control+Enter');
  await expect.poll(count).toBe(before - 1);
  const axis = await page.getByRole('columnheader', { name: /^Time/ }).boundingBox();
  const body = await page.getByRole('rowgroup').boundingBox();
  if (!axis || !body) throw new Error('the picture is on screen');
  const x = axis.x - body.x + axis.width / 2;
  await page
    .locator('button[draggable]')
    .first()
    .dragTo(page.getByRole('rowgroup'), { targetPosition: { x, y: 60 } });
  const preview = page.getByRole('region', { name: 'Move looked at before it is made' });
  await expect(preview).toContainText('No start →');
  await desk.picture('bands-tray');
  await page.keyboard.press('Control+Enter');
  await expect.poll(count).toBe(before - 2);
  await page.keyboard.press('Control+z');
  await expect.poll(count).toBe(before - 1);
});
