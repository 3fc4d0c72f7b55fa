/**
 * Two windows on two workspaces and one folder between them: a pack goes over, both sides change the same field, the conflict stands in
 * both and is settled once, a file is recalled and the receipt comes back. Actions are counted against the budgets of the journeys
 * "Accept a pack" and "Recall": one action is one thing a person sets out to do (choose a file, give a reason, sign), and signing is
 * naming the persons and pressing the key that signs.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Actions } from '../pages/checks.ts';
import { Desk } from '../pages/desk.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let dir = '';
let folder = '';
const at = (name: string): string => path.join(folder, name);
test.beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-two-'));
  folder = path.join(dir, 'between');
  mkdirSync(folder);
});
test.afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function clean(desk: Desk, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).withTags(RULES).setLegacyMode(true).analyze();
  const said = violations.map(
    (v) =>
      `${v.id}: ${v.nodes
        .map((n) => n.target.join(' '))
        .slice(0, 4)
        .join(' | ')}`,
  );
  expect.soft(said, name).toEqual([]);
  expect.soft(await desk.overflow(), `${name}: nothing is cut off sideways`).toBe(0);
}

/** Seals what the other side may see into the folder. */
async function send(from: Desk, file: string): Promise<void> {
  await from.goTo('Exchange');
  await from.tab('Send').click();
  await expect(from.page.getByText('records go')).toBeVisible();
  await from.page.getByLabel('Released by (name)').fill('Officer One');
  const second = from.page.getByLabel('Second approver (name)');
  if (await second.isVisible()) await second.fill('Officer Two');
  await from.app.answer({ save: at(file) });
  await from.page.getByRole('button', { name: 'Seal and save …' }).click();
  await expect(from.page.getByText(`${file} is sealed`)).toBeVisible();
}
/** The journey "Accept a pack", its actions counted. */
async function accept(to: Desk, file: string, look?: () => Promise<void>): Promise<Actions> {
  const actions = new Actions();
  const { page } = to;
  await to.goTo('Exchange');
  await to.tab('Receive').click();
  const another = page.getByRole('button', { name: 'Take another file' });
  if (await another.isVisible()) await another.click();
  await to.app.answer({ open: [at(file)] });
  await actions.do('drop', () => page.getByRole('button', { name: 'Choose a file …' }).click());
  const by = page.getByLabel('Accepted by (name)');
  await expect(page.getByRole('heading', { name: 'What it changes' })).toBeVisible();
  await look?.();
  if ((await by.inputValue()) === '') await actions.do('name', () => by.fill('Officer Three'));
  await actions.do('accept', () => page.getByRole('button', { name: 'Accept these changes' }).click());
  await expect(page.getByRole('heading', { name: 'Accepted', exact: true })).toBeVisible();
  return actions;
}
async function acknowledge(from: Desk, to: Desk, file: string): Promise<void> {
  await from.goTo('Exchange');
  await from.tab('Inbox and outbox').click();
  await from.app.answer({ save: at(file) });
  await from.page.getByRole('button', { name: 'Say what arrived …' }).click();
  const sheet = from.page.getByRole('dialog');
  await sheet.getByLabel('By (name)').fill('Officer Three');
  await from.page.keyboard.press('Control+Enter');
  await expect(sheet.getByText(`${file} is saved`)).toBeVisible();
  if (file === 'ack-1.jxb') {
    await expect(sheet.getByRole('img', { name: 'QR picture of the acknowledgement' })).toBeVisible();
    await from.picture('x-ack');
    await clean(from, 'acknowledgement');
  }
  await sheet.getByRole('button', { name: 'Close' }).first().click();
  await accept(to, file);
}
/** Moves one task in the timeline, as a person does. */
async function retime(desk: Desk, task: string, start: string): Promise<void> {
  const { page } = desk;
  await desk.goTo('Timeline');
  const grid = page.getByRole('treegrid', { name: /LANTERN TIDE/ });
  await page.getByLabel('Find tasks').fill(task);
  const row = grid.getByRole('row').filter({ hasText: task }).first();
  await row.click();
  await row.press('e');
  const field = page.getByLabel('Start', { exact: true });
  await field.fill(start);
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await page.waitForTimeout(300);
  await field.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Undo', exact: true }).first()).toBeVisible();
}
const tray = (desk: Desk) => desk.page.getByRole('contentinfo').getByRole('button', { name: /open conflict/ });

test('two windows, one folder: send, accept, conflict on both, settled once, recalled with receipt', async () => {
  test.setTimeout(240_000);
  const lead = await Desk.start(path.join(dir, 'lead'));
  const hub = await Desk.start(path.join(dir, 'hub'));
  for (const desk of [lead, hub]) desk.page.setDefaultTimeout(15_000);
  await hub.createWorkspace('Hub desk', 'A06', 'Thailand police, transit and coordination');
  await lead.createWorkspace('Lead desk', 'A07', 'Korea police, international investigations');
  await lead.loadTraining();
  await hub.saveCard(at('hub.jxc'));
  await lead.saveCard(at('lead.jxc'));
  await lead.trust(at('hub.jxc'), 'A06');
  await hub.trust(at('lead.jxc'), 'A07');

  await test.step('the first pack is accepted within four actions, its difference on the time axis', async () => {
    await send(lead, 'first.jxb');
    const started = Date.now();
    const actions = await accept(hub, 'first.jxb', async () => {
      await expect(hub.page.getByRole('region', { name: 'On the time axis' })).toBeVisible();
      await hub.picture('x-difference-new');
      await clean(hub, 'difference of a new operation');
    });
    expect(actions.taken.length).toBeLessThanOrEqual(4);
    expect(Date.now() - started).toBeLessThan(30_000);
    await acknowledge(hub, lead, 'ack-1.jxb');
    await lead.tab('Inbox and outbox').click();
    await expect(lead.page.getByRole('table', { name: 'Outbox' })).toContainText('Acknowledged');
    await lead.picture('x-outbox');
    await clean(lead, 'inbox and outbox');
  });

  await test.step('both move the same task; each sees the conflict, and nothing is modal', async () => {
    await retime(lead, 'T03', 'D-20T09:00');
    await retime(hub, 'T03', 'D-21T10:00');
    await send(lead, 'lead-2.jxb');
    await send(hub, 'hub-1.jxb');
    await accept(hub, 'lead-2.jxb', async () => {
      await expect(hub.page.getByText('No task changes its time.')).toBeVisible();
      await hub.picture('x-difference-conflict');
    });
    await accept(lead, 'hub-1.jxb');
    for (const desk of [lead, hub]) {
      await expect(tray(desk)).toHaveText('1 open conflict');
      await expect(desk.page.getByRole('dialog')).toHaveCount(0);
      await expect(desk.area('Exchange')).toContainText('1');
      await tray(desk).click();
      const detail = desk.page.getByRole('article', { name: 'The field in conflict' });
      await expect(detail).toContainText('D-20T09:00');
      await expect(detail).toContainText('D-21T10:00');
      await expect(detail).toContainText('A06');
      await expect(detail).toContainText('A07');
      await expect(detail).toContainText('Last agreed');
    }
    await lead.picture('x-conflicts');
    await clean(lead, 'conflict inbox');
    await lead.page.getByRole('button', { name: /T03/ }).first().focus();
    await lead.wear({ language: 'en', theme: 'dark' });
    await lead.picture('x-conflicts-dark');
    await clean(lead, 'conflict inbox, dark');
    await lead.wear({ language: 'ar', theme: 'light' });
    await lead.picture('x-conflicts-ar');
    await clean(lead, 'conflict inbox, Arabic');
    await lead.wear({ language: 'en', theme: 'light' });
  });

  await test.step('settled once, by key, it is gone on both sides and can be undone', async () => {
    const actions = new Actions();
    await lead.goTo('Timeline');
    await lead.page
      .getByRole('treegrid', { name: /LANTERN TIDE/ })
      .getByRole('row')
      .nth(1)
      .click();
    await actions.do('next conflict', () => lead.page.keyboard.press('Shift+C'));
    const detail = lead.page.getByRole('article', { name: 'The field in conflict' });
    await expect(detail).toBeVisible();
    await lead.page.getByRole('main').focus();
    await actions.do('theirs', () => lead.page.keyboard.press('Shift+M'));
    await expect(lead.page.getByText('No open conflict')).toBeVisible();
    await expect(tray(lead)).toHaveCount(0);
    expect(actions.taken).toHaveLength(2);
    await lead.page.keyboard.press('Control+z');
    await expect(tray(lead)).toBeVisible();
    await lead.page.keyboard.press('Control+Shift+z');
    await expect(tray(lead)).toHaveCount(0);
    await send(lead, 'lead-3.jxb');
    await accept(hub, 'lead-3.jxb');
    await expect(tray(hub)).toHaveCount(0);
  });

  await test.step('a moved task shows old and new on one scale before it is accepted', async () => {
    await retime(lead, 'T03', 'D-15T09:00');
    await send(lead, 'lead-4.jxb');
    await accept(hub, 'lead-4.jxb', async () => {
      await expect(hub.page.getByRole('table', { name: 'On the time axis' })).toContainText('T03');
      await expect(hub.page.getByText('1 moves')).toBeVisible();
      await hub.page.getByRole('button', { name: /By author/ }).click();
      await expect(hub.page.getByRole('table', { name: 'By author' })).toContainText('A07');
      await hub.page.getByRole('button', { name: /By record/ }).click();
      await hub.picture('x-difference-moved');
      await clean(hub, 'difference of a moved task');
    });
  });

  await test.step('the partner page says what they hold', async () => {
    await lead.tab('Partners and keys').click();
    await lead.page.getByRole('button', { name: 'Keys and holdings' }).click();
    await expect(lead.page.getByRole('table', { name: 'What they hold of ours' })).toBeVisible();
    await lead.picture('x-partner');
    await clean(lead, 'partner page');
  });

  await test.step('a record is put under a legal hold by two persons, on a basis', async () => {
    const { page } = hub;
    await hub.goTo('Exchange');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('holds and doubtful');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Nothing is under a legal hold.')).toBeVisible();
    await expect(page.getByText('No key of a partner was reported lost.')).toBeVisible();
    await page.getByRole('button', { name: 'Set a hold …' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Legal basis, which the owner reads').fill('Court order 12/27');
    await sheet.getByLabel('First person (name)').fill('Officer Three');
    await sheet.getByLabel('Second person (name)').fill('officer three');
    await sheet.getByLabel('Code or id of the record').fill('T03');
    await page.keyboard.press('Control+Enter');
    await expect(sheet.getByText(/two different persons|another person/i)).toBeVisible();
    await sheet.getByLabel('Second person (name)').fill('Officer Four');
    await clean(hub, 'legal hold');
    await hub.picture('x-hold');
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await expect(page.getByRole('table', { name: 'Legal holds' })).toContainText('T03');
    await clean(hub, 'holds and doubts');
    await hub.picture('x-holds');
  });

  await test.step('a recall is three actions, and the receipt says it is gone there', async () => {
    await lead.tab('Inbox and outbox').click();
    const { page } = lead;
    const actions = new Actions();
    const row = page.getByRole('table', { name: 'Outbox' }).getByRole('row').last();
    // The whole of a file in one step, by key: the row with the focus is the one.
    await actions.do('outbox item', async () => {
      await row.getByRole('button', { name: /Recall/ }).focus();
      await page.keyboard.press('r');
    });
    const sheet = page.getByRole('dialog');
    await expect(sheet).toContainText('A recall cannot erase paper or foreign copies');
    await lead.picture('x-recall');
    await clean(lead, 'recall');
    await actions.do('reason', () => sheet.getByLabel(/Reason/).fill('The operation was handed to another unit'));
    await actions.do('sign', async () => {
      await sheet.getByLabel('Second person (name)').fill('Officer Two');
      await page.keyboard.press('Control+Enter');
    });
    await expect(sheet).toContainText('recalled from A06');
    expect(actions.taken).toHaveLength(3);
    await lead.app.answer({ save: at('recall.jxb') });
    await sheet.getByRole('button', { name: 'Seal the recall and save …' }).click();
    await expect(sheet).toContainText('recall.jxb carries the recall');
    await lead.picture('x-recall-done');
    await sheet.getByRole('button', { name: 'Close' }).first().click();
    await page.getByRole('button', { name: 'Recalls', exact: true }).click();
    await expect(page.getByText(/confirmed; the rest has not answered/)).toBeVisible();
    await accept(hub, 'recall.jxb');
    await expect(hub.page.getByRole('main')).toContainText('recalled by A07');
    await hub.goTo('Operations');
    await expect(hub.page.getByText('LANTERN TIDE')).toHaveCount(0);
    await acknowledge(hub, lead, 'ack-2.jxb');
    await lead.tab('Inbox and outbox').click();
    await page.getByRole('button', { name: 'Recalls', exact: true }).click();
    await expect(page.getByText('All confirmed')).toBeVisible();
    await lead.picture('x-recalls');
    await clean(lead, 'recalls');
    await hub.goTo('Exchange');
    await hub.tab('Inbox and outbox').click();
    await hub.page.getByRole('button', { name: 'Waiting and set aside' }).click();
    await hub.picture('x-kept');
    await clean(hub, 'waiting and set aside');
    await hub.page.getByRole('button', { name: 'Holds and doubts' }).click();
    await hub.page.getByRole('button', { name: /^Lift …/ }).click();
    await hub.page.getByRole('dialog').getByLabel('Reason').fill('The case is closed');
    await hub.page.getByRole('dialog').getByLabel('Second person (name)').fill('Officer Four');
    await hub.page.keyboard.press('Control+Enter');
    await expect(hub.page.getByText('Nothing is under a legal hold.')).toBeVisible();
  });

  await test.step('a recalled record is released again, with a reason and two persons', async () => {
    const { page } = lead;
    const again = page.getByRole('button', { name: /^Release again …/ });
    await again.first().click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Reason').fill('The other unit gave it back');
    await sheet.getByLabel('Second person (name)').fill('Officer Two');
    await clean(lead, 'release again');
    await lead.picture('x-release-again');
    await page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await expect(page.getByText(/is released to A06 again/).first()).toBeVisible();
  });

  await test.step('what a lost key signed after the stated time is doubtful; streams begin anew after a backup', async () => {
    await lead.tab('Partners and keys').click();
    await lead.page.getByRole('button', { name: /^Revoke the keys of station/ }).click();
    const sheet = lead.page.getByRole('dialog');
    await sheet.getByLabel(/In wrong hands since/).fill('2026-01-01 00:00');
    await sheet.getByLabel('Reason').fill('The laptop was stolen');
    await sheet.getByLabel('Second person (name)').fill('Officer Two');
    await lead.page.keyboard.press('Control+Enter');
    await expect(sheet).toBeHidden();
    await lead.saveCard(at('lead-2.jxc'));
    await hub.tab('Partners and keys').click();
    await hub.app.answer({ open: [at('lead-2.jxc')] });
    await hub.page.getByRole('button', { name: 'Take in a partner’s card …' }).click();
    await expect(hub.page.getByRole('dialog')).toBeVisible();
    await hub.page.keyboard.press('Escape');
    await hub.tab('Inbox and outbox').click();
    const doubts = hub.page.getByRole('table', { name: 'Doubtful signatures' });
    await expect(doubts).toContainText('doubtful: signed after the key was lost');
    await clean(hub, 'doubtful signatures');
    await hub.picture('x-doubts');
    await hub.wear({ language: 'ar', theme: 'dark' });
    await hub.picture('x-doubts-ar');
    await clean(hub, 'doubtful signatures, Arabic');
    await hub.wear({ language: 'en', theme: 'light' });
    await hub.page.getByRole('button', { name: 'Begin anew …' }).click();
    await hub.page.getByRole('dialog').getByLabel('Reason').fill('Put back to the backup of last night');
    await hub.page.keyboard.press('Control+Enter');
    await expect(hub.page.getByText(/begins? anew/).first()).toBeVisible();
  });

  // Only sealed files and cards lie between the two.
  expect(readdirSync(folder).every((name) => /\.(jxb|jxc)$/.test(name))).toBe(true);
  await lead.close();
  await hub.close();
});
