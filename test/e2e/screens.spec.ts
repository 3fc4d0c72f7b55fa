/** What holds on every screen of the planner's desk: keys that lead somewhere, one title, a next step where nothing is, words in the language of now. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk } from '../pages/desk.ts';

let dir = '';
let desk: Desk;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-screens-'));
  desk = await Desk.start(path.join(dir, 'user'));
  desk.page.setDefaultTimeout(15_000);
  await desk.createWorkspace('Planning desk', 'A07', 'Korea police, international investigations');
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

const AREAS = [
  'home',
  'operations',
  'timeline',
  'matrix',
  'calendar',
  'orders',
  'action',
  'sites',
  'papers',
  'findings',
  'branches',
  'exchange',
  'history',
] as const;
const here = (area: string): Locator => desk.page.locator(`nav [data-area="${area}"]`);
const onto = (area: string): Promise<void> => expect(here(area)).toHaveAttribute('aria-current', 'page');
const main = (): Locator => desk.page.getByRole('main');
/** Keys one after the other, with the focus in the picture of a screen. */
async function press(...keys: readonly string[]): Promise<void> {
  await main().focus();
  for (const key of keys) await desk.page.keyboard.press(key);
}
/** An operation without tasks and sites, made as a person makes one. */
async function newOperation(name: string): Promise<void> {
  const { page } = desk;
  await desk.open('operations');
  await press('Shift+O');
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Operation code').fill('OP-EMPTY');
  await sheet.getByLabel('Code name').fill(name);
  await sheet.getByLabel('Reference zone').fill('Asia/Bangkok');
  await sheet.getByLabel(/^H-hour in/).fill('2028-05-04 04:30');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toHaveCount(0);
  await expect(page.locator('header strong', { hasText: name })).toBeVisible();
}

test('no operation yet: every screen of one leads to the first', async () => {
  const { page } = desk;
  for (const area of ['timeline', 'findings', 'action'] as const) {
    // dimmed, not dead: it leads to where the way on is
    await here(area).click({ force: true });
    await expect(main().getByRole('button', { name: 'Load the training operation' })).toBeVisible();
  }
  await press('g', 'p');
  await onto('exchange');
  await expect(desk.tab('Briefing pack')).toHaveAttribute('aria-selected', 'true');
  await main().getByRole('button', { name: 'Load the training operation' }).click();
  await expect(page.getByText('LANTERN TIDE').first()).toBeVisible({ timeout: 20_000 });
});

test('G and a letter lead to every area that the table of keys names', async () => {
  const { page } = desk;
  await press('g', 'o');
  await onto('operations');
  for (const [key, tab] of [
    ['a', /^Agreements/],
    ['m', /^Movements/],
    ['f', /^Assets/],
  ] as const) {
    await press('g', key);
    await onto('papers');
    await expect(desk.tab(tab)).toHaveAttribute('aria-selected', 'true');
  }
  await press('g', 'p');
  await onto('exchange');
  await expect(desk.tab('Briefing pack')).toHaveAttribute('aria-selected', 'true');
  await press('g', 'b');
  await onto('branches');
  await press('g', 'x');
  await onto('exchange');

  // the team: the people of the most urgent task that lacks some, from any screen
  const people = page.getByRole('region', { name: 'People of the task' });
  await press('g', 't');
  await onto('timeline');
  await expect(people).toContainText('Lacks a deputy');
  await expect(people).toBeFocused();
  await desk.open('home');
  await press('Shift+G');
  await onto('timeline');
  await expect(people).toContainText('Lacks Amharic');
});

test('sending and the briefing pack are a key away on every screen', async () => {
  const { page } = desk;
  await desk.open('timeline');
  await press('Control+Shift+X');
  await onto('exchange');
  await expect(desk.tab('Send')).toHaveAttribute('aria-selected', 'true');
  await desk.open('sites');
  await press('Control+p');
  await onto('exchange');
  await expect(desk.tab('Briefing pack')).toHaveAttribute('aria-selected', 'true');
  // what a screen prints itself, it still prints
  await desk.open('matrix');
  await press('Control+p');
  await expect(page.getByRole('dialog')).toContainText('A3');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('one title on every screen: where it is seen it is heard, and once', async () => {
  for (const area of AREAS) {
    await desk.open(area);
    const titles = main().getByRole('heading', { level: 1 });
    await expect(titles, area).toHaveCount(1);
    const title = await titles.innerText();
    await expect(main().getByRole('heading', { name: title, exact: true }), area).toHaveCount(1);
  }
});

test('what is shown as worst, due or ending leads to what it is about', async () => {
  const { page } = desk;
  const messages = page.locator('[data-toasts]');
  await desk.open('findings');
  // neither a task nor a paper: a record that only its history tells of, and people by the task they are on
  for (const [name, area] of [
    ['TLP does not allow this recipient', 'history'],
    ['Passport runs out too soon', 'timeline'],
    ['Too many days abroad', 'timeline'],
  ] as const) {
    await desk.open('findings');
    await main().getByRole('article').filter({ hasText: name }).first().getByRole('button', { name: 'Show' }).click();
    await onto(area);
    // the record is marked higher than its operation: so is the screen, as long as it stands there
    await expect(page.getByRole('region', { name: 'Highest marking on screen' })).toContainText(
      area === 'history' ? 'INTERPOL CONFIDENTIAL' : 'INTERPOL RESTRICTED',
    );
  }
  await expect(messages.getByText('has no place on the timeline')).toHaveCount(0);
  await desk.open('home');
  await main()
    .getByRole('button', { name: /Team agreement ends/ })
    .first()
    .click();
  await onto('papers');
  await expect(desk.tab(/^Joint teams/)).toHaveAttribute('aria-selected', 'true');
});

test('a message changes its words with the language of the window', async () => {
  const { page } = desk;
  await desk.open('timeline');
  await page.getByLabel('Find tasks').fill('T38');
  const row = page.getByRole('treegrid').getByRole('row').filter({ hasText: 'Entry KESTREL' }).first();
  await row.click();
  await row.press('Alt+ArrowRight');
  await page.keyboard.press('Control+Enter');
  const messages = page.locator('[data-toasts]');
  await expect(messages).toContainText('T38');
  const undo = messages.getByRole('button').first();
  await expect(undo).toHaveText('Undo');
  const before = (await messages.locator('span').first().innerText()).trim();
  await desk.wear({ language: 'fr', theme: 'light' });
  await expect(messages.getByRole('button', { name: 'Annuler' })).toBeVisible();
  const after = (await messages.locator('span').first().innerText()).trim();
  expect(after).not.toBe(before);
  expect(after).toContain('T38');
  await messages.getByRole('button', { name: 'Annuler' }).click();
  await desk.wear({ language: 'en', theme: 'light' });
  await page.getByLabel('Find tasks').fill('');
});

test('a task is taken to another row of the matrix by key: looked at in its form, applied, undone', async () => {
  const { page } = desk;
  await desk.open('matrix');
  const task = page.locator('td button').filter({ hasText: 'T38' });
  const rowOf = (): Promise<string | null> => task.locator('xpath=ancestor::td').getAttribute('data-row');
  const from = Number(await rowOf());
  await task.focus();
  await page.keyboard.press('Alt+ArrowDown');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('T38');
  expect(await violations(page)).toEqual([]);
  await desk.picture('matrix-other-row');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  expect(Number(await rowOf())).toBe(from);
  await task.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toHaveCount(0);
  await expect.poll(rowOf).toBe(String(from + 1));
  await page.keyboard.press('Control+z');
  await expect.poll(rowOf).toBe(String(from));
});

test('where nothing is, the next useful step is a button', async () => {
  const { page } = desk;
  await newOperation('EMPTY SHORE');
  for (const area of ['findings', 'action'] as const) {
    await desk.open(area);
    const title = main().getByRole('heading', { level: 2 });
    await expect(title).toBeVisible();
    expect(await violations(page), area).toEqual([]);
    await desk.picture(`empty-${area}`);
    await main().getByRole('button', { name: 'Open the timeline' }).click();
    await onto('timeline');
    await expect(main().getByRole('button', { name: /^New task/ })).toBeVisible();
  }
  // no template to build from: what is offered is what can be done
  await press('Control+Alt+n');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('There is no template yet');
  await sheet.getByRole('button', { name: /^New operation/ }).click();
  await expect(sheet.getByLabel('Operation code')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await desk.open('exchange');
  await desk.tab('Inbox and outbox').click();
  await main().getByRole('button', { name: 'Send the operation to an agency' }).click();
  await expect(desk.tab('Send')).toHaveAttribute('aria-selected', 'true');
});
