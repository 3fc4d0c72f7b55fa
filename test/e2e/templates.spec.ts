import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';
import { FIRST_PLAN } from '../pages/first-plan.ts';
import { load, makeAgency } from '../tools/agencies.ts';
import { PASSPHRASE } from '../tools/places.ts';

/**
 * Build from template (screen design, section 4): template, countries and sites, H-hour, names of leads. At most twelve actions of the
 * person and three minutes to a plan without red. An action is a command, a field filled or an item picked.
 */
const BUDGET = { actions: 12, ms: 180_000 };
const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'dark' },
  { language: 'ar', theme: 'light' },
  { language: 'en', theme: 'light' },
];
test.describe.configure({ mode: 'serial' });
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-templates-'));
  const workspaces = path.join(dir, 'workspaces');
  const agency = await makeAgency(workspaces, 'A07');
  const file = path.join(dir, 'first.yaml');
  writeFileSync(file, FIRST_PLAN);
  await load(agency, file);
  await agency.close();
  mkdirSync(path.join(dir, 'user'));
  desk = await Desk.start(path.join(dir, 'user'), [`--workspaces=${workspaces}`]);
  await desk.page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await desk.page.getByRole('button', { name: 'Unlock', exact: true }).click();
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

const sheet = (): Locator => desk.page.getByRole('dialog');
const toast = (text: string): Locator => desk.page.getByText(text).first();

test('without a template the dialog says how one is made', async () => {
  const { page } = desk;
  await desk.open('operations');
  await page.getByRole('button', { name: 'From a template' }).click();
  await expect(sheet()).toContainText('There is no template yet.');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

test('the plan of an operation is kept as a template', async () => {
  const { page } = desk;
  await page.getByRole('row', { name: /QUIET HARBOUR/ }).click();
  await expect(page.getByRole('treegrid')).toBeVisible();
  await page.getByRole('button', { name: 'More for this plan' }).click();
  expect(await violations(page)).toEqual([]);
  await desk.picture('templates-menu');
  await page.getByRole('menuitem', { name: 'Save the plan as a template' }).click();
  await expect(sheet()).toContainText('No people, states, papers or findings.');
  await sheet().getByLabel('Code name').fill('Regional action day');
  await expect(sheet().getByLabel('Operation code')).toHaveValue('REGIONAL-ACTION-DAY');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(toast('Save template Regional action day of QUIET HARBOUR')).toBeVisible();
  await desk.open('operations');
  await expect(page.getByRole('row', { name: /Regional action day/ })).toHaveCount(0);
});

test('build from template: a plan without red within the budget', async () => {
  const { page } = desk;
  let actions = 0;
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    actions += 1;
    await work();
  };
  const began = Date.now();
  await act(() => page.keyboard.press('Control+Alt+n'));
  await expect(sheet()).toContainText('Tasks: 5 · phases: 3');
  await act(() => sheet().getByLabel('Code name').fill('Northern light'));
  await act(() =>
    sheet()
      .getByLabel(/^H-hour in/)
      .fill('2028-05-02 04:00'),
  );
  await act(() => sheet().getByLabel('Place, site 1').fill('Hanoi'));
  await act(() => sheet().getByLabel('Country, site 1').fill('vn'));
  await act(() => sheet().getByLabel('Zone, site 1').fill('Asia/Ho_Chi_Minh'));
  await act(() => sheet().getByLabel('Position, site 1').fill('21.03, 105.85'));
  await act(() => sheet().getByLabel('Strategic commander').fill('Ana Torres'));
  await act(() => sheet().getByLabel('Tactical commander').fill('Li Wei'));
  await act(() => sheet().getByLabel('Commander of KESTREL').fill('Nguyen An'));
  expect(await violations(page)).toEqual([]);
  await desk.picture('templates-use');
  await act(() => page.keyboard.press('Control+Enter'));
  await expect(page.getByRole('treegrid', { name: /Northern light/ })).toBeVisible();
  const took = Date.now() - began;
  await expect(page.getByRole('treegrid').getByText('Coordinate the action').first()).toBeVisible();
  await desk.open('operations');
  const made = page.getByRole('row', { name: /Northern light, NORTHERN-LIGHT/ });
  await expect(made).toHaveAttribute('aria-label', /0 blocks/);
  expect(actions).toBeLessThanOrEqual(BUDGET.actions);
  expect(took).toBeLessThan(BUDGET.ms);
});

test('tasks are copied from the template into another plan', async () => {
  const { page } = desk;
  await page.getByRole('row', { name: /QUIET HARBOUR/ }).click();
  await page.getByRole('button', { name: 'More for this plan' }).click();
  await page.getByRole('menuitem', { name: 'Copy tasks from another plan or a template' }).click();
  await expect(sheet().getByRole('checkbox')).toHaveCount(5);
  await sheet().getByLabel('Find tasks').fill('check');
  await expect(sheet().getByRole('checkbox')).toHaveCount(1);
  await sheet().getByRole('checkbox').check();
  await expect(sheet()).toContainText('New tasks: 1');
  expect(await violations(page)).toEqual([]);
  await desk.picture('templates-copy');
  await page.keyboard.press('Control+Enter');
  await expect(toast('Copy tasks: 1')).toBeVisible();
  await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '7');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '6');
});

test('the dialog is clean and fits in both directions and looks, with sites', async () => {
  test.setTimeout(120_000);
  const { page } = desk;
  await desk.open('home');
  await page.getByRole('button', { name: 'Search and commands' }).or(page.getByText('Search or do')).first().click();
  await page.keyboard.type('training');
  await page.keyboard.press('Enter');
  await expect(page.getByText('LANTERN TIDE').first()).toBeVisible();
  await desk.open('timeline');
  await page.getByRole('button', { name: 'More for this plan' }).click();
  await page.getByRole('menuitem', { name: 'Save the plan as a template' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(toast('Save template Template of LANTERN TIDE')).toBeVisible();
  for (const look of LOOKS) {
    await desk.wear(look);
    await page.keyboard.press('Control+Alt+n');
    await sheet().locator('select').first().selectOption({ index: 1 });
    await expect(sheet().getByRole('table').getByRole('row')).toHaveCount(5);
    expect(await violations(page)).toEqual([]);
    expect(await desk.overflow()).toBe(0);
    await desk.picture(`templates-sites-${look.language}-${look.theme}`);
    await page.keyboard.press('Escape');
    await expect(sheet()).toHaveCount(0);
  }
});
