/** Orders in the window: written, issued by two, kept as issued, acknowledged, compared, replaced and printed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';
import { QUIET_LANTERN } from '../tools/places.ts';

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'dark' },
  { language: 'ar', theme: 'light' },
];

let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-orders-'));
  desk = await Desk.start(path.join(dir, 'user'));
  await desk.createWorkspace('Order desk', 'A07', 'Korea police, international investigations');
  await desk.loadOperation(QUIET_LANTERN, 'QUIET LANTERN');
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

test('orders: from the draft to the next version, and who was briefed on what', async () => {
  test.setTimeout(300_000);
  const { page } = desk;
  const main = page.getByRole('main');
  const sheet = page.getByRole('dialog');
  const versions = page.getByRole('navigation', { name: 'Versions of the order' });
  const take = async (step: RegExp, by: string, second?: string): Promise<void> => {
    await main.getByRole('button', { name: 'Next step' }).click();
    await page.getByRole('menuitem', { name: step }).click();
    await sheet.getByLabel('Taken by (name)').fill(by);
    if (second !== undefined) await sheet.getByLabel('Second person (name)').fill(second);
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
  };
  const view = (name: string) => main.getByRole('button', { name, exact: true }).click();
  const move = async (code: string, at: string): Promise<void> => {
    await desk.open('timeline');
    await page.getByLabel('Find tasks').fill(code);
    const row = page.getByRole('treegrid').getByRole('row').filter({ hasText: code }).first();
    await row.click();
    await row.press('e');
    await page.getByLabel('Start', { exact: true }).fill(at);
    // applied once its consequences were looked at
    await expect(page.getByRole('button', { name: /^Apply/ })).toHaveAttribute('aria-disabled', 'false');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(`Move ${code} to ${at}`).first()).toBeVisible();
  };

  await test.step('by its key, a draft that says what the plan says', async () => {
    await main.focus();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await expect(main.getByRole('heading', { name: 'Orders', level: 1 })).toBeVisible();
    await expect(main).toContainText('Not issued: it says what the plan says now.');
    await expect(main).toContainText('9 tasks');
    const row = main.getByRole('row').filter({ hasText: 'Entry KESTREL' });
    await expect(row).toContainText('H+00:00');
    await expect(row).toContainText('04:00 +07:00');
    await expect(row).toContainText('Sok Dara');
    await main.getByRole('combobox').last().selectOption('A03');
    await expect(main.getByRole('row')).toHaveCount(2);
    expect.soft(await violations(page), 'draft').toEqual([]);
    await desk.picture('orders-draft');
  });

  await test.step('a text is written in place, by key', async () => {
    await main.getByRole('button', { name: 'Write: Communications' }).press('Enter');
    const text = main.getByRole('textbox', { name: 'Communications' });
    await expect(text).toBeFocused();
    await text.fill('Radio silence until H.');
    await main.getByLabel('By (name)').fill('Planner 1');
    expect.soft(await violations(page), 'writing').toEqual([]);
    await page.keyboard.press('Control+Enter');
    await expect(text).toBeHidden();
    await expect(main).toContainText('Radio silence until H.');
  });

  await test.step('it is issued by the commander and a second person, and kept', async () => {
    await take(/submit for review/, 'Planner 1');
    await take(/^issue/, 'Kang Minseo', 'Anong Wattanakit');
    await expect(main).toContainText('As it was issued');
    await expect(main).toContainText('by Kang Minseo and Anong Wattanakit');
    await expect(main.getByRole('button', { name: 'Write: Communications' })).toHaveCount(0);
    await desk.picture('orders-issued');
  });

  await test.step('the plan goes on; the version still says what it said', async () => {
    await move('T07', 'H+02:30');
    await desk.open('orders');
    await main.getByRole('combobox').last().selectOption('A01');
    await expect(main.getByRole('row').filter({ hasText: 'Victim screening' })).toContainText('H+02:00');
  });

  await test.step('acknowledgements come in agency by agency', async () => {
    await view('Who is briefed');
    await expect(main).toContainText('3 agencies have not acknowledged it');
    expect.soft(await violations(page), 'briefed').toEqual([]);
    await main.getByRole('button', { name: 'Record… A01' }).click();
    await expect(sheet).toContainText('A01 acknowledges v1');
    expect.soft(await violations(page), 'acknowledge').toEqual([]);
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await expect(main).toContainText('2 agencies have not acknowledged it');
    await page.keyboard.press('Control+z');
    await expect(main).toContainText('3 agencies have not acknowledged it');
    await page.keyboard.press('Control+Shift+Z');
    await expect(main).toContainText('2 agencies have not acknowledged it');
  });

  await test.step('the next version: briefed on v1, now v2', async () => {
    await main.getByRole('button', { name: 'New version' }).click();
    await expect(sheet.getByLabel('By (name)')).toBeFocused();
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await take(/submit for review/, 'Planner 1');
    await take(/^issue/, 'Kang Minseo', 'Anong Wattanakit');
    await versions.getByRole('button', { name: /^v1/ }).click();
    await main.getByRole('button', { name: 'Next step' }).click();
    await page.getByRole('menuitem', { name: /supersede/ }).click();
    await expect(sheet.getByLabel('What replaces it')).toHaveValue('order:2');
    await sheet.getByLabel('Taken by (name)').fill('Kang Minseo');
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await expect(versions.getByRole('button', { name: /^v1/ })).toContainText('superseded');
    await view('Who is briefed');
    const row = main.getByRole('row').filter({ hasText: 'A01' });
    await expect(row).toContainText('Briefed on v1, now v2');
    await row.getByRole('button', { name: 'Lim Bopha' }).click();
    await expect(main.getByLabel('Touching')).toHaveValue('person:P06');
    await expect(main.getByRole('row').filter({ hasText: 'T07' })).toContainText('moved');
    await view('Who is briefed');
    await desk.picture('orders-briefed');
    await row.getByRole('button', { name: '1 change touches you' }).click();
    await expect(main).toContainText('From v1 to v2');
    await expect(main.getByRole('row').filter({ hasText: 'T07' })).toContainText('moved');
    expect.soft(await violations(page), 'differences').toEqual([]);
    await desk.picture('orders-changes');
  });

  await test.step('a version prints for one agency', async () => {
    const file = path.join(dir, 'order.pdf');
    await main.focus();
    await page.keyboard.press('Control+p');
    await expect(sheet).toContainText('on paper');
    await desk.app.answer({ save: file });
    await sheet.getByRole('button', { name: /Save as PDF/ }).click();
    await expect(page.getByText(/order\.pdf is saved/)).toBeVisible({ timeout: 60_000 });
    const pdf = await PDFDocument.load(readFileSync(file), { updateMetadata: false });
    expect(pdf.getTitle()).toContain('Operational order v2');
    await page.keyboard.press('Escape');
  });

  for (const look of LOOKS)
    await test.step(`clean: ${look.language} ${look.theme}`, async () => {
      await desk.wear(look);
      for (const [n, name] of ['says', 'changes', 'briefed'].entries()) {
        await page.locator('main [role=toolbar] fieldset button').nth(n).click();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect.soft(await violations(page), `${name} ${look.language}`).toEqual([]);
        expect.soft(await desk.overflow(), `${name}: nothing is cut off sideways`).toBe(0);
        await desk.picture(`orders-${name}-${look.language}-${look.theme}`);
      }
    });
  await desk.wear({ language: 'en', theme: 'light' });
  await page.setViewportSize({ width: 720, height: 450 });
  await page.locator('main [role=toolbar] fieldset button').nth(0).click();
  expect.soft(await violations(page), '200 %').toEqual([]);

  await desk.picture('orders-zoomed');
});
