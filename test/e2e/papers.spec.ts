/** Papers in the window: lists and cards by keyboard, signatures and steps, what falls, what is covered, limits; the same in other looks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, test } from '@playwright/test';
import { Desk } from '../pages/desk.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-papers-'));
  desk = await Desk.start(path.join(dir, 'user'));
  desk.page.setDefaultTimeout(10_000);
  await desk.createWorkspace('Legal desk', 'A07', 'Korea police');
  await desk.loadTraining();
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
const card = (): Locator => desk.page.locator('[data-paper-card]');
const sheet = (): Locator => desk.page.getByRole('dialog');
const rowOf = (code: string): Locator =>
  desk.page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: desk.page.getByText(code, { exact: true }) });
/** Takes the step of a verb with what it asks for, by keyboard. */
async function take(verb: RegExp, fields: Readonly<Record<string, string>>): Promise<void> {
  await card().getByRole('button', { name: 'Next step' }).press('Enter');
  await desk.page.getByRole('menuitem', { name: verb }).press('Enter');
  for (const [label, text] of Object.entries(fields)) await sheet().getByLabel(label, { exact: true }).fill(text);
  await desk.page.keyboard.press('Control+Enter');
  await expect(sheet()).toBeHidden();
}

test('papers: read, sign, take steps, look ahead, set a limit, and undo', async () => {
  test.setTimeout(240_000);
  const { page } = desk;

  await test.step('G A opens agreements, what a block touches first; arrows walk, Enter goes to the card', async () => {
    await desk.open('findings');
    await page.getByRole('main').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await expect(page.getByRole('tab', { name: /Agreements 8/ })).toHaveAttribute('aria-selected', 'true');
    const rows = page.getByRole('grid').getByRole('row');
    await expect(rows).toHaveCount(9);
    await rows.nth(1).focus();
    await page.keyboard.press('End');
    await expect(rows.nth(8)).toBeFocused();
    await page.keyboard.press('Home');
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(card()).toBeFocused();
    await expectClean('agreements');
    await desk.picture('papers-agreements');
  });

  await test.step('Shift+I draws up an agreement: what is missing stands at its field, one undo takes it back', async () => {
    await page.getByRole('grid').getByRole('row').nth(1).focus();
    await page.keyboard.press('Shift+I');
    await expect(sheet()).toHaveAccessibleName('Draft an agreement');
    await page.keyboard.press('Control+Enter');
    await expect(sheet().getByRole('status').first()).toContainText('6 fields have to be put right');
    await expect(sheet().getByText('Must not be left empty.').first()).toBeVisible();
    await expectClean('form with faults');
    await desk.picture('papers-draft-faults');
    await sheet().getByLabel('Type', { exact: true }).selectOption('victim_return');
    await sheet().getByLabel('Title in English').fill('Return of victims to the Philippines');
    await sheet().getByLabel('Parties').fill('KH PH');
    await sheet().getByLabel('From', { exact: true }).fill('KH');
    await sheet().getByLabel('To', { exact: true }).fill('PH');
    await sheet().getByRole('checkbox', { name: 'victims' }).check();
    await page.keyboard.press('Control+Enter');
    await expect(sheet()).toBeHidden();
    await expect(page.getByRole('tab', { name: /Agreements 9/ })).toBeVisible();
    await expect(card()).toContainText('Return of victims to the Philippines');
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('tab', { name: /Agreements 8/ })).toBeVisible();
    await page.getByRole('grid').getByRole('row').nth(1).focus();
  });

  await test.step('a filter says what it hides', async () => {
    await page.getByLabel('Find in this list').fill('Safe Passage');
    await expect(page.getByText('1 of 8 shown')).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(page.getByText('1 of 8 shown')).toBeHidden();
  });

  await test.step('the missing signature is recorded, the last step follows, undo takes both back', async () => {
    await rowOf('AG6').click();
    await expect(card()).toContainText('partially signed');
    await card().getByRole('button', { name: 'Record signature … LA' }).click();
    await sheet().getByLabel('Recorded by (name)').fill('Legal officer');
    await expectClean('signature');
    await desk.picture('papers-sign');
    await page.keyboard.press('Control+Enter');
    await expect(sheet()).toBeHidden();
    await expect(card().getByText('not signed', { exact: true })).toHaveCount(0);
    await take(/record the last signature/, { 'Taken by (name)': 'Legal officer' });
    await expect(card().getByText('Steps taken')).toBeVisible();
    await expect(rowOf('AG6')).toContainText('signed');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(card().getByText('not signed', { exact: true })).toHaveCount(1);
    await expect(card()).toContainText('partially signed');
  });

  await test.step('F looks ahead: what falls with an agreement on a day', async () => {
    await rowOf('AG1').click();
    await expect(card().getByRole('heading', { name: /AG1/ })).toBeVisible();
    await rowOf('AG1').press('f');
    await sheet().getByLabel('First day without it').fill('2027-03-20');
    await expect(sheet()).toContainText('M1');
    await expect(sheet()).toContainText('nothing else carries it');
    await expect(sheet()).toContainText('R-AGR-01');
    await expectClean('what falls');
    await desk.picture('papers-falls');
    await page.keyboard.press('Escape');
  });

  await test.step('a team: extensions, leaders, what falls with it', async () => {
    await page.getByRole('tab', { name: /Joint teams/ }).click();
    await expect(card()).toContainText('Leaders');
    await expectClean('teams');
    await desk.picture('papers-teams');
  });

  await test.step('an asset is seized on paper and authority; the step is one undo', async () => {
    await page.getByRole('tab', { name: /Assets 15/ }).click();
    await rowOf('AS06').click();
    await take(/record the seizure/, {
      'Taken by (name)': 'Legal officer',
      Reference: 'Order 14/2027',
      'Authority that decided': 'Court of Lyon',
    });
    await expect(rowOf('AS06')).toContainText('seized');
    await page.keyboard.press('Control+z');
    await expect(rowOf('AS06')).toContainText('frozen');
  });

  await test.step('a request and a deconfliction go one step on', async () => {
    await page.getByRole('tab', { name: /Requests/ }).click();
    await rowOf('RQ01').click();
    await take(/close/, { 'Taken by (name)': 'Legal officer' });
    await expect(rowOf('RQ01')).toContainText('closed');
    await page.keyboard.press('Control+z');
    await expect(rowOf('RQ01')).toContainText('answered');
    await page.getByRole('tab', { name: /Deconfliction/ }).click();
    await expect(card()).toBeVisible();
    await expectClean('deconfliction');
  });

  await test.step('a movement says which agreement carries whom, and starts screening', async () => {
    await page.getByRole('tab', { name: /Movements 4/ }).click();
    await rowOf('M3').click();
    await expect(card().getByRole('group', { name: 'Coverage of M3' })).toContainText('AG5');
    await expect(card().getByRole('group', { name: 'Coverage of M3' })).toContainText('not signed by LA');
    await expectClean('movements');
    await desk.picture('papers-movement');
    await take(/start screening/, { 'Taken by (name)': 'Planner' });
    await expect(rowOf('M3')).toContainText('screening');
    await page.keyboard.press('Control+z');
    await expect(rowOf('M3')).toContainText('planned');
  });

  await test.step('a traveller is added under a pseudonym and screened; undo names the movement only', async () => {
    await card().getByRole('button', { name: 'Add a traveller …' }).click();
    await sheet().getByLabel('Reference (pseudonym)').fill('X-17');
    await sheet().getByLabel('Nationality (two letters)').fill('ke');
    await sheet().getByLabel('Recorded by (name)').fill('Team lead');
    await expectClean('add a traveller');
    await page.keyboard.press('Control+Enter');
    await expect(sheet()).toBeHidden();
    const people = card().getByRole('group', { name: 'Travellers and screening' });
    await people.getByRole('button', { name: 'Next step X-17' }).press('Enter');
    await page.getByRole('menuitem', { name: /record indications/ }).press('Enter');
    await sheet().getByLabel('Taken by (name)').fill('Team lead');
    await sheet().getByLabel('Authority that decided').fill('National referral board');
    await desk.picture('papers-screening');
    await page.keyboard.press('Control+Enter');
    await expect(people).toContainText('potential victim');
    await expect(page.getByText('Record a screening in M3').first()).toBeVisible();
    await people.scrollIntoViewIfNeeded();
    await expectClean('travellers');
    await desk.picture('papers-travellers');
    await card().getByRole('button', { name: 'Record checks …' }).click();
    await expect(sheet().getByLabel('screened')).toHaveValue('1');
    await expectClean('checks');
    await desk.picture('papers-checks');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect(people).toContainText('unscreened');
    await page.keyboard.press('Control+z');
    await expect(people).toBeHidden();
  });

  await test.step('coverage of all movements, gaps first', async () => {
    await page.getByRole('tab', { name: 'Coverage' }).click();
    await expect(page.getByText('1 movement has a gap')).toBeVisible();
    await expectClean('coverage');
    await desk.picture('papers-coverage');
  });

  await test.step('a limit of its own is set with a reason and taken back', async () => {
    await page.getByRole('tab', { name: 'Limits' }).click();
    await page.getByRole('button', { name: 'Change … Longest custody without a judge (hours)' }).click();
    await sheet().getByLabel('Value here').fill('24');
    await sheet().getByLabel('Set by (name)').fill('Planner');
    await sheet().getByLabel('Reason').fill('Law of the host state');
    await expectClean('limit');
    await desk.picture('papers-limit');
    await page.keyboard.press('Control+Enter');
    await expect(sheet()).toBeHidden();
    await expect(page.getByText('1 limit of its own')).toBeVisible();
    await expectClean('limits');
    await desk.picture('papers-limits');
    await page.keyboard.press('Control+z');
    await expect(page.getByText('0 limits of its own')).toBeVisible();
  });

  for (const look of [
    { language: 'en', theme: 'dark' },
    { language: 'ar', theme: 'light' },
    { language: 'fr', theme: 'contrast' },
  ] as const)
    await test.step(`${look.language} ${look.theme}`, async () => {
      await desk.wear(look);
      await desk.open('papers');
      for (const tab of ['agreement', 'movement', 'asset', 'coverage', 'limits']) {
        await page.locator(`[role="tab"][data-tab="${tab}"]`).click();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        await expectClean(`${tab} ${look.language} ${look.theme}`);
        await desk.picture(`papers-${tab}-${look.language}-${look.theme}`);
        expect(await desk.overflow(), tab).toBe(0);
        if (tab !== 'movement') continue;
        await page.getByRole('grid').getByRole('row').nth(1).focus();
        await page.keyboard.press('Shift+I');
        await expect(sheet()).toBeVisible();
        await expectClean(`form ${look.language} ${look.theme}`);
        await desk.picture(`papers-draft-${look.language}-${look.theme}`);
        await page.keyboard.press('Escape');
        await expect(sheet()).toBeHidden();
      }
    });

  await test.step('200 % zoom keeps everything reachable', async () => {
    await desk.wear({ language: 'en', theme: 'light' });
    await page.setViewportSize({ width: 720, height: 450 });
    for (const tab of ['agreement', 'movement', 'coverage', 'limits']) {
      await page.locator(`[role="tab"][data-tab="${tab}"]`).click();
      await expectClean(`${tab} at 200 %`);
      await desk.picture(`papers-${tab}-zoomed`);
    }
  });
});
