/** Lifting findings and taking steps in the window: what changes, what is refused and why, and the way back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Desk } from '../pages/desk.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-steps-'));
  desk = await Desk.start(path.join(dir, 'user'));
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});
async function expectClean(name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).withTags(RULES).setLegacyMode(true).analyze();
  const said = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
  expect.soft(said, name).toEqual([]);
}

test('steps: lift, see it counted apart, undo; read what the go lacks; take a task one step on', async () => {
  test.setTimeout(240_000);
  const { page } = desk;
  await desk.createWorkspace('Lead desk', 'A07', 'Korea police, international investigations');
  await desk.loadTraining();
  const sheet = page.getByRole('dialog');
  const main = page.getByRole('main');

  await test.step('a block is lifted by the commander and a second person only', async () => {
    await desk.open('findings');
    await expect(main.getByText('20 blocks').first()).toBeVisible();
    await page.getByRole('button', { name: 'Lift… R-OP-08 DC1' }).click();
    await expect(sheet).toContainText('R-OP-08');
    await sheet.getByLabel('Reason').fill('The other agency withdrew its people by telephone');
    await sheet.getByLabel('Strategic commander (name)').fill('Anong Wattanakit');
    await sheet.getByLabel('Second person (name)').fill('Kang Minseo');
    await page.keyboard.press('Control+Enter');
    await expect(sheet.getByText('A block is lifted by the strategic commander of the operation only.')).toBeVisible();
    await expectClean('lift dialog with a refusal');
    await desk.picture('steps-lift-refused');
    await sheet.getByLabel('Strategic commander (name)').fill('Kang Minseo');
    await sheet.getByLabel('Second person (name)').fill('Anong Wattanakit');
    await sheet.getByLabel('Last day').fill('2027-03-20');
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await expect(main.getByText('19 blocks').first()).toBeVisible();
    await expect(main.getByRole('button', { name: /^Go/ })).toContainText('1 lifted');
    await main.locator('summary').click();
    await expect(main).toContainText('by Kang Minseo and Anong Wattanakit');
    await expect(main).toContainText('The other agency withdrew its people by telephone');
    await page.getByRole('button', { name: 'Withdraw… R-OP-08 DC1' }).scrollIntoViewIfNeeded();
    await expectClean('findings with a lifted one');
    await desk.picture('steps-lifted');
  });

  await test.step('nobody is offered to lift a rule marked ‡', async () => {
    await expect(page.getByRole('button', { name: /R-MOV-03 M4/ })).toHaveCount(0);
    await expect(main.getByText('Nobody can lift it.').first()).toBeAttached();
  });

  await test.step('the ring opens the gate, and undo closes it again', async () => {
    await desk.open('home');
    const ring = main.getByRole('img', { name: /gates/ });
    const before = await ring.getAttribute('aria-label');
    await expect(main).toContainText('1 lifted');
    await page.keyboard.press('Control+z');
    await expect(ring).not.toHaveAttribute('aria-label', before ?? '');
    await expect(main).not.toContainText('1 lifted');
    await page.keyboard.press('Control+Shift+Z');
    await expect(ring).toHaveAttribute('aria-label', before ?? '');
  });

  await test.step('the go says what it lacks and cannot be given', async () => {
    await desk.open('timeline');
    await main.getByRole('button', { name: 'Next step' }).first().click();
    await expect(page.getByRole('menuitem', { name: /give the go/ })).toContainText(/lacks 1\d things/);
    await expectClean('menu of steps');
    await desk.picture('steps-menu');
    await page.getByRole('menuitem', { name: /give the go/ }).click();
    await expect(sheet).toContainText('R-OP-05');
    await expect(sheet).toContainText('The plan names Kang Minseo.');
    await expect(sheet.getByRole('button', { name: /Take this step/ })).toHaveAttribute('aria-disabled', 'true');
    await sheet.getByLabel('Taken by (name)').fill('Kang Minseo');
    await sheet.getByLabel('Reason').fill('Ready');
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeVisible();
    await expectClean('dialog of a step that lacks something');
    await desk.picture('steps-go');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('a task goes one step on, by keyboard, and back', async () => {
    const grid = page.getByRole('treegrid', { name: /LANTERN TIDE/ });
    await page.getByLabel('Find tasks').fill('Launch meeting');
    const row = grid.getByRole('row').filter({ hasText: 'Launch meeting' });
    await row.click();
    await row.press('Enter');
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect(inspector).toContainText('Planned');
    await inspector.getByRole('button', { name: 'Next step' }).press('Enter');
    await page.getByRole('menuitem', { name: /report ready/ }).press('Enter');
    await sheet.getByLabel('Taken by (name)').fill('Team lead 1');
    await desk.picture('steps-task');
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await expect(inspector).toContainText('Ready');
    await expect(page.getByText('T01: report ready').first()).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(inspector).toContainText('Planned');
  });

  for (const look of [
    { language: 'en', theme: 'dark' },
    { language: 'ar', theme: 'light' },
  ] as const)
    await test.step(`${look.language} ${look.theme}`, async () => {
      await desk.wear(look);
      await desk.open('findings');
      await main.locator('summary').click();
      await main.locator('summary').scrollIntoViewIfNeeded();
      await expectClean(`findings ${look.language} ${look.theme}`);
      await desk.picture(`steps-lifted-${look.language}-${look.theme}`);
      await desk.open('timeline');
      await main.locator('button[aria-haspopup="menu"]').first().click();
      await expect(page.getByRole('menuitem')).not.toHaveCount(0);
      await desk.picture(`steps-menu-${look.language}-${look.theme}`);
      await page.getByRole('menuitem').nth(1).click();
      await expectClean(`step ${look.language} ${look.theme}`);
      await desk.picture(`steps-go-${look.language}-${look.theme}`);
      await page.keyboard.press('Escape');
    });
});
