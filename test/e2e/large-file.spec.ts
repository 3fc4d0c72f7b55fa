/** A received file with tens of thousands of lines: how far it is can be seen, the window goes on meanwhile, and stopped it leaves nothing. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk } from '../pages/desk.ts';
import { fileRef, makeAgency, trustEachOther } from '../tools/agencies.ts';
import { PASSPHRASE } from '../tools/places.ts';

const SIZE = { operations: 1, tasks: 3_000, people: 150, travellers: 60 } as const;
let dir = '';
let file = '';
let name = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-large-file-'));
  file = path.join(dir, 'large.jxb');
  const [lead, hub] = [
    await makeAgency(path.join(dir, 'away'), 'A07'),
    await makeAgency(path.join(dir, 'workspaces'), 'A06'),
  ];
  await trustEachOther(lead, hub);
  await lead.do('generate.load', { size: SIZE, seed: 3 });
  const operation = (await lead.dump()).find(({ kind }) => kind === 'operation');
  name = String(operation?.fields['codeName']);
  const { receipt } = await lead.do('exchange.seal', {
    operation: operation?.code ?? '',
    to: 'A06',
    purpose: 'joint_operation',
    file: fileRef(file),
    by: 'Officer 1',
    second: 'Officer 2',
  });
  expect(receipt.lines).toBeGreaterThan(20_000);
  await lead.close();
  await hub.close();
  mkdirSync(path.join(dir, 'user'));
  desk = await Desk.start(path.join(dir, 'user'), [`--workspaces=${path.join(dir, 'workspaces')}`]);
  await desk.page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await desk.page.keyboard.press('Enter');
  await expect(desk.page.locator('nav [data-area="home"]')).toBeVisible();
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a large file shows how far it is, is stopped without a trace, and taken in afterwards', async () => {
  test.setTimeout(240_000);
  const { page } = desk;
  page.setDefaultTimeout(20_000);
  const bar = page.getByRole('main').getByRole('progressbar');
  const choose = async (): Promise<void> => {
    await desk.app.answer({ open: [file] });
    await page.getByRole('button', { name: 'Choose a file …' }).click();
    await expect(page.getByText('Fictional agency A07')).toBeVisible();
  };
  await desk.goTo('Exchange');

  await test.step('who signed stands first, then how far it is, and the window answers meanwhile', async () => {
    await choose();
    await expect(bar).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('main').getByText(/^\d+,\d{3} of \d+,\d{3}$/)).toBeVisible();
    await desk.picture('large-file-underway');
    // The window draws meanwhile: a frame comes, however long the file takes.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    // the same work in the tray, with the same way out
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    await expect(page.getByText('Stopped. Nothing of the file was taken in.')).toBeVisible({ timeout: 60_000 });
    await expect(bar).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
  });

  await test.step('nothing of it is here: no operation, no line in the list of files', async () => {
    await desk.tab('Inbox and outbox').click();
    await page.getByRole('button', { name: 'All files, both ways' }).click();
    await expect(page.getByRole('heading', { name: 'Nothing has come in or gone out' })).toBeVisible();
    await desk.open('operations');
    await expect(page.getByRole('heading', { name: 'No operations yet' })).toBeVisible();
  });

  await test.step('looked at again it is the same file, accepted as ever', async () => {
    await desk.goTo('Exchange');
    await desk.tab('Receive').click();
    await choose();
    await expect(page.getByRole('heading', { name: 'What it changes' })).toBeVisible();
    await page.getByLabel('Accepted by (name)').fill('Officer Three', { timeout: 120_000 });
    await page.getByRole('button', { name: 'Accept these changes' }).click();
    await expect(page.getByRole('heading', { name: 'Accepted', exact: true })).toBeVisible({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Open the operation' }).click();
    await expect(page.locator('header strong', { hasText: name })).toBeVisible();
  });
});
