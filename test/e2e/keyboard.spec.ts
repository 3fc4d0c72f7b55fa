import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, PASSPHRASE } from '../pages/desk.ts';
import { FIRST_PLAN } from '../pages/first-plan.ts';
import { Keyboard } from '../pages/keyboard.ts';
import { load, makeAgency } from '../tools/agencies.ts';
import { PASSPHRASE as AGENCY_PASSPHRASE } from '../tools/places.ts';

/** The main journeys by keys alone, within the actions that a person may be asked for (ux.md, sections 4 and 11). */
let dir = '';
test.beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-keys-'));
});
test.afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('first hour and re-timing, without a pointer', async () => {
  test.setTimeout(150_000);
  const desk = await Desk.start(path.join(dir, 'first'));
  const { page } = desk;
  const keys = await Keyboard.only(page);
  const sheet = page.getByRole('dialog');

  await test.step('a workspace is made', async () => {
    await keys.fill('name', page.getByLabel('Name of the workspace'), 'Night desk');
    await keys.fill('code', page.getByLabel('Agency code'), 'A07');
    await keys.fill('agency', page.getByLabel('Agency', { exact: true }), 'Korea police');
    await keys.fill('passphrase', page.getByLabel('New passphrase'), PASSPHRASE);
    await keys.fill('again', page.getByLabel('The same passphrase again'), PASSPHRASE);
    await keys.press('create', 'Enter');
    const code = page.getByRole('group', { name: 'Write down the recovery code' });
    await expect(code).toBeVisible();
    const groups = await code.locator('span').allInnerTexts();
    await keys.fill('last group', page.getByLabel('Type the last group to confirm'), groups.at(-1) ?? '');
    await keys.press('written down', 'Enter');
    await expect(page.locator('nav [data-area="home"]')).toBeVisible();
    expect(keys.taken.length).toBeLessThanOrEqual(8);
  });

  await test.step('the picture is there after two more', async () => {
    const before = keys.taken.length;
    await keys.find('training operation', 'load the training');
    await expect(page.getByText('LANTERN TIDE').first()).toBeVisible({ timeout: 20_000 });
    await keys.find('open it', 'lantern');
    await expect(page.getByRole('treegrid', { name: /LANTERN TIDE/ })).toBeVisible();
    expect(keys.taken.length - before).toBeLessThanOrEqual(2);
  });

  await test.step('H is moved in five: open, H, minutes, read, apply', async () => {
    const before = keys.taken.length;
    await keys.find('the operation', 'lantern');
    await keys.press('set H', 'h');
    await expect(sheet).toBeVisible();
    await keys.type('how far', '+90m');
    await expect(sheet).toContainText('05:30');
    await expect(sheet.locator('[aria-busy="true"]')).toHaveCount(0);
    await keys.press('apply', 'Control+Enter');
    await expect(sheet).toBeHidden();
    await expect(page.getByText('05:30').first()).toBeVisible();
    // Reading the impact is the fifth.
    expect(keys.taken.length - before + 1).toBeLessThanOrEqual(5);
    await keys.press('undo', 'Control+z');
    await expect(page.getByText(/Undone/).first()).toBeVisible();
  });

  await test.step('a first useful change: a task is found, opened and re-timed', async () => {
    const before = keys.taken.length;
    await keys.find('the task', 'T39');
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('T39');
    await keys.press('edit its start', 'e');
    await page.keyboard.press('Control+a');
    await keys.type('start', 'H+00:00');
    // What it changes is read before it is applied.
    await expect(page.getByRole('complementary', { name: 'Inspector' }).getByText('R-OP-05')).toBeVisible();
    await keys.press('apply', 'Control+Enter');
    await expect(page.getByText(/T39 to H\+00:00/).first()).toBeVisible();
    expect(keys.taken.length - before).toBeLessThanOrEqual(8);
  });

  await test.step('a letter is given another key, kept over a restart of the page, and put back', async () => {
    await keys.press('help', 'F1');
    await keys.use('change H', page.getByRole('button', { name: 'Change Move the H-hour' }));
    await page.keyboard.press('z');
    await expect(sheet.getByRole('alert')).toContainText('Z already does “Next display zone”');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('u');
    await expect(sheet.getByRole('button', { name: 'Reset Move the H-hour' })).toBeVisible();
    await desk.picture('keys-changed');
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await page.keyboard.press('h');
    await expect(sheet).toHaveCount(0);
    await page.keyboard.press('u');
    await expect(sheet).toContainText('H');
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await keys.press('help', 'F1');
    await keys.use('change G O', page.getByRole('button', { name: 'Change Go to Operations' }));
    await page.keyboard.press('g');
    await expect(sheet.getByText('G … then the second key, or Enter for G alone')).toBeVisible();
    await page.keyboard.press('x');
    await expect(sheet.getByRole('alert')).toContainText('G X already does “Go to Exchange”');
    await page.keyboard.press('q');
    await page.keyboard.press('o');
    await expect(sheet.getByRole('button', { name: 'Reset Go to Operations' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await page.keyboard.press('q');
    await page.keyboard.press('o');
    await expect(page.locator('nav [data-area="operations"]')).toHaveAttribute('aria-current', 'page');
    await page.keyboard.press('1');
    await keys.press('palette', 'Control+k');
    await page.keyboard.type('go to operations');
    await expect(page.getByRole('option', { name: /Go to Operations/ })).toContainText('Q O');
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await keys.press('help', 'F1');
    await keys.use('all back', page.getByRole('button', { name: 'Reset all keys' }));
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await page.keyboard.press('h');
    await expect(sheet).toBeVisible();
    await page.keyboard.press('Escape');
  });
  await desk.close();
});

test('build from template, without a pointer', async () => {
  test.setTimeout(120_000);
  const workspaces = path.join(dir, 'workspaces');
  const agency = await makeAgency(workspaces, 'A07');
  const file = path.join(dir, 'first.yaml');
  writeFileSync(file, FIRST_PLAN);
  await load(agency, file);
  await agency.close();
  mkdirSync(path.join(dir, 'template'));
  const desk = await Desk.start(path.join(dir, 'template'), [`--workspaces=${workspaces}`]);
  const { page } = desk;
  const keys = await Keyboard.only(page);
  const sheet = page.getByRole('dialog');
  await keys.fill('passphrase', page.getByLabel('Passphrase', { exact: true }), AGENCY_PASSPHRASE);
  await keys.press('unlock', 'Enter');
  await expect(page.locator('nav [data-area="home"]')).toBeVisible();
  await keys.find('the plan', 'quiet harbour');
  await expect(page.getByRole('treegrid', { name: /QUIET HARBOUR/ })).toBeVisible();
  await keys.find('keep it as a template', 'save the plan as a template');
  await keys.fill('its name', sheet.getByLabel('Code name'), 'Regional action day');
  await keys.press('save', 'Control+Enter');
  await expect(page.getByText('Save template Regional action day of QUIET HARBOUR').first()).toBeVisible();

  const before = keys.taken.length;
  await keys.press('from a template', 'Control+Alt+n');
  await expect(sheet).toContainText('Tasks: 5 · phases: 3');
  await keys.fill('name', sheet.getByLabel('Code name'), 'Northern light');
  await keys.fill('H', sheet.getByLabel(/^H-hour in/), '2028-05-02 04:00');
  await keys.fill('place', sheet.getByLabel('Place, site 1'), 'Hanoi');
  await keys.fill('country', sheet.getByLabel('Country, site 1'), 'VN');
  await keys.fill('zone', sheet.getByLabel('Zone, site 1'), 'Asia/Ho_Chi_Minh');
  await keys.fill('position', sheet.getByLabel('Position, site 1'), '21.03, 105.85');
  await keys.fill('strategic', sheet.getByLabel('Strategic commander'), 'Ana Torres');
  await keys.fill('tactical', sheet.getByLabel('Tactical commander'), 'Li Wei');
  await keys.fill('site', sheet.getByLabel('Commander of KESTREL'), 'Nguyen An');
  await keys.press('build', 'Control+Enter');
  await expect(page.getByRole('treegrid', { name: /Northern light/ })).toBeVisible();
  expect(keys.taken.length - before).toBeLessThanOrEqual(12);
  await keys.press('operations', 'g', 'o');
  await expect(page.getByRole('row', { name: /Northern light, NORTHERN-LIGHT/ })).toHaveAttribute(
    'aria-label',
    /0 blocks/,
  );
  await desk.close();
});
