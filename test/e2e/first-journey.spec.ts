import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Desk } from '../pages/desk.ts';
import { socketsOf } from './sockets.ts';

let dir = '';
test.beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-journey-'));
});
test.afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('first journey: create, load, see the finding on HERON, send, accept in a second workspace', async () => {
  test.setTimeout(180_000);
  const cards = { lead: path.join(dir, 'lead.jxc'), hub: path.join(dir, 'hub.jxc') };
  const pack = path.join(dir, 'to-hub.jxb');

  const hub = await Desk.start(path.join(dir, 'hub'));
  await hub.createWorkspace('Hub desk', 'A06', 'Thailand police, transit and coordination');
  await hub.saveCard(cards.hub);

  const lead = await Desk.start(path.join(dir, 'lead'));
  await lead.createWorkspace('Lead desk', 'A07', 'Korea police, international investigations');
  await lead.picture('home-empty');
  await lead.loadTraining();
  await lead.goTo('Home');
  await expect(lead.page.getByText('Worst first')).toBeVisible();
  await lead.picture('home');

  await test.step('the timeline shows HERON starting an hour early', async () => {
    await lead.goTo('Timeline');
    const grid = lead.page.getByRole('treegrid', { name: /LANTERN TIDE/ });
    await expect(grid).toBeVisible();
    await lead.page.getByLabel('Find tasks').fill('HERON');
    const row = grid.getByRole('row').filter({ hasText: 'Entry HERON' });
    await row.click();
    await row.press('Enter');
    const inspector = lead.page.getByRole('complementary', { name: 'Inspector' });
    await expect(inspector).toContainText('T39');
    await inspector.getByRole('tab', { name: /Findings/ }).click();
    await expect(inspector).toContainText('In sync group SG1, T39 starts 1 hour before T38');
    await lead.picture('timeline-heron');
  });

  await test.step('nothing listens while the app runs', async () => {
    test.skip(lead.app.kind === 'electron' || process.platform !== 'linux');
    expect(socketsOf(lead.app.pid)).toEqual([]);
  });

  await test.step('both sides compare the same sixty digits', async () => {
    await lead.saveCard(cards.lead);
    const [mine, theirs] = [await lead.trust(cards.hub, 'A06'), await hub.trust(cards.lead, 'A07')];
    expect(mine).toEqual(theirs);
    await lead.picture('partners');
  });

  await test.step('the lead sends what A06 may see, with two names', async () => {
    await lead.goTo('Exchange');
    await lead.tab('Send').click();
    await expect(lead.page.getByText('records go')).toBeVisible();
    await expect(lead.page.getByRole('table', { name: 'Stays here' })).toContainText('D02');
    await lead.picture('send');
    await lead.page.getByLabel('Released by (name)').fill('Officer One');
    await lead.page.getByLabel('Second approver (name)').fill('officer one');
    await lead.page.getByRole('button', { name: 'Seal and save …' }).click();
    await expect(lead.page.getByText('The second approver must be another person.')).toBeVisible();
    await lead.page.getByLabel('Second approver (name)').fill('Officer Two');
    await lead.app.answer({ save: pack });
    await lead.page.getByRole('button', { name: 'Seal and save …' }).click();
    await expect(lead.page.getByText('to-hub.jxb is sealed')).toBeVisible();
    expect(existsSync(pack)).toBe(true);
  });

  await test.step('the hub verifies, accepts, and sees the operation', async () => {
    await hub.goTo('Exchange');
    await hub.tab('Receive').click();
    await hub.app.answer({ open: [pack] });
    await hub.page.getByRole('button', { name: 'Choose a file …' }).click();
    await expect(hub.page.getByRole('button', { name: 'Accept these changes' })).toBeVisible();
    await expect(hub.page.getByRole('main')).toContainText('Korea police, international investigations');
    // The bands name the highest marking on screen, and that is now the file's.
    await expect(hub.page.getByRole('region', { name: /Highest marking/ })).toContainText('INTERPOL RESTRICTED');
    await hub.picture('verify');
    await hub.page.getByLabel('Accepted by (name)').fill('Officer Three');
    await hub.page.getByRole('button', { name: 'Accept these changes' }).click();
    await expect(hub.page.getByText('Accepted', { exact: true }).first()).toBeVisible();
    await hub.goTo('Operations');
    await hub.page
      .getByRole('button', { name: /LANTERN TIDE/ })
      .first()
      .click();
    await expect(hub.page.getByRole('treegrid', { name: /LANTERN TIDE/ })).toBeVisible();
    await hub.picture('timeline-received');
    await expect(hub.page.getByText('JIT-2 HERON')).toHaveCount(0);
  });

  await lead.close();
  await hub.close();
  // Nothing of the case lies in clear in what either app wrote.
  for (const app of [lead, hub]) expect(app.app.log()).not.toMatch(/HERON|LANTERN|Officer/);
  expect(readFileSync(pack).includes('LANTERN')).toBe(false);
});

test('a locked desk shows nothing, and a wrong passphrase says so', async () => {
  test.setTimeout(90_000);
  const desk = await Desk.start(path.join(dir, 'lock'));
  await desk.createWorkspace('Lock desk', 'A07', 'Korea police');
  await desk.loadTraining();
  await desk.lock();
  await expect(desk.page.getByText('LANTERN TIDE')).toHaveCount(0);
  await desk.unlock('Lock desk', 'not the passphrase at all');
  await expect(desk.page.getByText('This passphrase does not open the workspace.')).toBeVisible();
  await desk.picture('unlock-wrong');
  await desk.page.getByLabel('Passphrase', { exact: true }).fill('quiet harbour seven lanterns');
  await desk.page.getByRole('button', { name: 'Unlock' }).click();
  await expect(desk.page.getByText('LANTERN TIDE').first()).toBeVisible();
  await desk.close();
});

test('re-timing previews before it moves, and undo puts it back', async () => {
  test.setTimeout(90_000);
  const desk = await Desk.start(path.join(dir, 'retime'));
  await desk.createWorkspace('Plan desk', 'A07', 'Korea police');
  await desk.loadTraining();
  await desk.goTo('Timeline');
  const grid = desk.page.getByRole('treegrid', { name: /LANTERN TIDE/ });
  await grid.getByRole('row').nth(3).click();
  await desk.page.keyboard.press('h');
  const sheet = desk.page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  await desk.page.keyboard.type('-60m');
  await expect(sheet).toContainText('R-OP-05');
  await desk.picture('retime');
  await desk.page.keyboard.press('Control+Enter');
  await expect(sheet).toBeHidden();
  await expect(desk.page.getByText('03:00').first()).toBeVisible();
  await desk.page.keyboard.press('Control+z');
  await expect(desk.page.getByText(/Undone/).first()).toBeVisible();
  await desk.close();
});
