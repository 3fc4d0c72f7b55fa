/** The action day in the window: checklist by one key, go and no-go, log, decisions, results; and the first hour of somebody new. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look, PASSPHRASE } from '../pages/desk.ts';
import { Hand } from '../pages/hand.ts';
import { QUIET_LANTERN } from '../tools/places.ts';

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'dark' },
  { language: 'ar', theme: 'light' },
];

let dir = '';
test.beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-action-'));
});
test.afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('action day: status by one key, go and no-go, log, decisions and results', async () => {
  test.setTimeout(300_000);
  const desk = await Desk.start(path.join(dir, 'user'));
  const { page } = desk;
  const main = page.getByRole('main');
  const sheet = page.getByRole('dialog');
  await desk.createWorkspace('Action desk', 'A07', 'Korea police, international investigations');
  await desk.loadOperation(QUIET_LANTERN, 'QUIET LANTERN');
  const grid = main.getByRole('grid', { name: 'Checklist of QUIET LANTERN' });
  const row = (code: string) => grid.getByRole('row').filter({ hasText: code });

  await test.step('opens by its key: the line of now stands between what is late and what is to come', async () => {
    await main.focus();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await expect(grid).toBeVisible();
    await expect(main).toContainText('0 of 9 done');
    await expect(main.getByText('1 late').first()).toBeVisible();
    const rows = await grid.getByRole('row').allInnerTexts();
    const at = (text: string): number => rows.findIndex((one) => one.includes(text));
    expect(at('T01')).toBeLessThan(at('Now'));
    expect(at('Now')).toBeLessThan(at('T02'));
    await expect(row('T08')).toContainText('05:00');
    expect.soft(await violations(page), 'before anything was recorded').toEqual([]);
    await desk.picture('action-before');
  });

  await test.step('one key takes a task on; without a name it asks for one', async () => {
    await row('T01').focus();
    await page.keyboard.press('x');
    await expect(main.getByLabel('Recorded by (name)')).toBeFocused();
    await page.keyboard.type('Team lead 1');
    await row('T01').focus();
    for (const state of ['Ready', 'In progress', 'Done']) {
      await page.keyboard.press('x');
      await expect(row('T01')).toContainText(state);
    }
    await expect(main).toContainText('1 of 9 done');
    await page.keyboard.press('Control+z');
    await expect(row('T01')).toContainText('In progress');
    await page.keyboard.press('ArrowDown');
    await expect(row('T02')).toBeFocused();
    await page.keyboard.press('Shift+T');
    await expect(row('T04')).toBeFocused();
    await page.keyboard.press('t');
    await expect(row('T02')).toBeFocused();
  });

  await test.step('what stands against a step is said, and nothing changes', async () => {
    await main.getByLabel('As', { exact: true }).selectOption('tactical_commander');
    await row('T03').focus();
    await page.keyboard.press('x');
    await expect(sheet).toContainText('report ready');
    await expect(sheet.getByLabel('Taken by (name)')).toHaveValue('Team lead 1');
    expect.soft(await violations(page), 'step that was refused').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(row('T03')).toContainText('Planned');
    await main.getByLabel('As', { exact: true }).selectOption('team_lead');
  });

  await test.step('go and no-go per site, with a reason', async () => {
    const site = main.getByRole('listitem').filter({ hasText: 'KESTREL' }).first();
    await site.getByRole('button', { name: 'Go… KESTREL', exact: true }).click();
    await sheet.getByLabel('Reason').fill('Staging reports ready');
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await expect(site).toContainText('Staging reports ready');
    await site.getByRole('button', { name: 'No-go… KESTREL' }).click();
    await sheet.getByLabel('Reason').fill('Lights in the gate house');
    expect.soft(await violations(page), 'no-go').toEqual([]);
    await page.keyboard.press('Control+Enter');
    await expect(site).toContainText('No-go');
    await page.keyboard.press('Control+z');
    await expect(site).toContainText('Staging reports ready');
  });

  await test.step('notes and decisions by key, with time and reason', async () => {
    const log = main.getByRole('region', { name: 'Log', exact: true });
    await row('T03').focus();
    await page.keyboard.press('Shift+L');
    await expect(sheet).toContainText('Note about T03');
    await sheet.getByLabel('What happened').fill('Van at the gate');
    await page.keyboard.press('Control+Enter');
    await expect(log).toContainText('Van at the gate');
    await row('T02').focus();
    await page.keyboard.press('Shift+D');
    await sheet.getByLabel('Reason').fill('All sites ready');
    await sheet.getByLabel('What was decided').fill('Go at H');
    await page.keyboard.press('Control+Enter');
    await expect(log).toContainText('Go at H');
    await expect(log).toContainText('Reason: All sites ready');
    await expect(log.getByRole('listitem').first()).toContainText('01:00');
  });

  await test.step('one arrest that two agencies report counts once', async () => {
    const results = main.getByRole('region', { name: 'Results', exact: true });
    for (const [agency, event] of [
      ['A01', 'KH-17'],
      ['A07', 'kh-17'],
    ] as const) {
      await main.focus();
      await page.keyboard.press('Shift+R');
      await sheet.getByLabel('Agency').selectOption(agency);
      await sheet.getByLabel('Which one (reference)').fill(event);
      await page.keyboard.press('Control+Enter');
      await expect(sheet).toBeHidden();
    }
    const arrests = results.getByRole('row').filter({ hasText: 'Arrests' });
    await expect(arrests).toContainText('1 counted by two agencies, once in the total');
    await expect(arrests.getByRole('cell').first()).toContainText(/^1\s*1 counted/);
    expect.soft(await violations(page), 'full').toEqual([]);
    await desk.picture('action-full');
  });

  await test.step('it is all there after a restart of the session', async () => {
    await desk.lock();
    await desk.unlock('Action desk');
    await desk.open('action');
    await expect(main).toContainText('Staging reports ready');
    await expect(main).toContainText('Go at H');
    await expect(row('T01')).toContainText('In progress');
  });

  for (const look of LOOKS)
    await test.step(`clean: ${look.language} ${look.theme}`, async () => {
      await desk.wear(look);
      expect.soft(await violations(page), `${look.language} ${look.theme}`).toEqual([]);
      expect.soft(await desk.overflow(), 'nothing is cut off sideways').toBe(0);
      await desk.picture(`action-${look.language}-${look.theme}`);
    });
  await desk.wear({ language: 'en', theme: 'light' });
  await page.setViewportSize({ width: 1280, height: 720 });
  await desk.picture('action-small');
  await page.setViewportSize({ width: 720, height: 450 });
  expect.soft(await violations(page), '200 %').toEqual([]);

  await desk.picture('action-zoomed');
  await desk.close();
});

/** ux.md, section 4: a readable picture in 60 s, the first useful change in 5 min, with no manual, on the training operation. */
test('first hour: somebody new reads the picture and makes a useful change, within budget', async () => {
  test.setTimeout(400_000);
  const desk = await Desk.start(path.join(dir, 'first'));
  const { page } = desk;
  const hand = new Hand(page);
  const main = page.getByRole('main');

  await test.step('a workspace of their own', async () => {
    await hand.fill(page.getByLabel('Name of the workspace'), 'My desk');
    await hand.fill(page.getByLabel('Agency code'), 'A07');
    await hand.fill(page.getByLabel('Agency', { exact: true }), 'Korea police');
    await hand.fill(page.getByLabel('New passphrase'), PASSPHRASE);
    await hand.fill(page.getByLabel('The same passphrase again'), PASSPHRASE);
    await hand.press('Enter');
    const code = page.getByRole('group', { name: 'Write down the recovery code' });
    await expect(code).toBeVisible();
    const groups = await code.locator('span').allInnerTexts();
    await hand.fill(page.getByLabel('Type the last group to confirm'), groups.at(-1) ?? '');
    await hand.click(page.getByRole('button', { name: 'I have written it down' }));
    await expect(desk.area('Home')).toBeVisible();
  });
  expect(hand.actions, 'actions to a workspace').toBeLessThanOrEqual(8);

  const picture = hand.from();
  await test.step('a readable picture: what is wrong with the operation, and where it stands in time', async () => {
    await hand.click(page.getByRole('button', { name: 'Load the training operation' }).first());
    // as long as the budget gives it; the seconds are counted below
    await expect(page.getByText('LANTERN TIDE').first()).toBeVisible({ timeout: 60_000 });
    const grid = page.getByRole('treegrid', { name: /LANTERN TIDE/ });
    if (!(await grid.isVisible())) await hand.click(desk.area('Timeline'));
    await expect(grid).toBeVisible();
    await expect(grid.getByRole('row').nth(3)).toBeVisible();
    await desk.picture('first-hour-picture');
  });
  expect(picture.actions(), 'actions to a readable picture').toBeLessThanOrEqual(2);
  expect(picture.seconds(), 'seconds to a readable picture').toBeLessThanOrEqual(60);

  const change = hand.from();
  await test.step('the first useful change: the entry that one site plans an hour early', async () => {
    await hand.click(desk.area('Findings'));
    const finding = main.getByRole('button', { name: /R-OP-05|Simultaneous|SG1/ }).first();
    await expect(main).toContainText('SG1');
    if (await finding.isVisible()) await finding.hover();
    await hand.click(desk.area('Timeline'));
    await hand.fill(page.getByLabel('Find tasks'), 'Entry HERON');
    const row = page.getByRole('treegrid').getByRole('row').filter({ hasText: 'Entry HERON' });
    await hand.click(row);
    await hand.press('e');
    await hand.fill(page.getByLabel('Start', { exact: true }), 'H+00:00');
    await expect(page.getByRole('button', { name: /^Apply/ })).toHaveAttribute('aria-disabled', 'false');
    await hand.press('Control+Enter');
    await expect(page.getByText('Move T39 to H+00:00').first()).toBeVisible();
  });
  expect(change.actions(), 'actions to the first useful change').toBeLessThanOrEqual(8);
  expect(change.seconds(), 'seconds to the first useful change').toBeLessThanOrEqual(300);

  const desks = hand.from();
  await test.step('the order and the action day, each one click away and readable', async () => {
    await hand.click(desk.area('Orders'));
    await expect(main).toContainText('67 tasks');
    await expect(main).toContainText('Not issued: it says what the plan says now.');
    await desk.picture('first-hour-orders');
    await hand.click(desk.area('Action day'));
    await expect(main).toContainText('A look ahead');
    await hand.fill(main.getByLabel('Recorded by (name)'), 'Log officer 1');
    await main.getByRole('grid').getByRole('row').filter({ hasText: 'T29' }).focus();
    await hand.press('Shift+L');
    await hand.fill(page.getByRole('dialog').getByLabel('What happened'), 'First look at the day');
    await hand.press('Control+Enter');
    await expect(main.getByRole('region', { name: 'Log', exact: true })).toContainText('First look at the day');
    await desk.picture('first-hour-action');
  });
  expect(desks.actions(), 'actions to the order and a line in the log').toBeLessThanOrEqual(6);
  await desk.close();
});
