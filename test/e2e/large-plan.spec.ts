/** A plan with more tasks than the window holds at once: steps by key go on beyond the rows that were read. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { Desk } from '../pages/desk.ts';
import { makeAgency } from '../tools/agencies.ts';
import { PASSPHRASE } from '../tools/places.ts';

const SIZE = { operations: 1, tasks: 2_300, people: 120, travellers: 40 } as const;
let dir = '';
let desk: Desk;
/** Rows that carry a finding, in the order of the rows, and all rows in the order of time. */
let found: readonly number[] = [];
let timed: readonly number[] = [];
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-large-'));
  const workspaces = path.join(dir, 'workspaces');
  mkdirSync(path.join(dir, 'user'));
  const agency = await makeAgency(workspaces, 'A07');
  await agency.do('generate.load', { size: SIZE, seed: 3 });
  const operation = (await agency.dump()).find(({ kind }) => kind === 'operation')?.id ?? '';
  const rows = [];
  for (let first = 0; first < SIZE.tasks; first += 200)
    rows.push(...(await agency.do('timeline.rows', { operation, first, count: 200 })));
  found = rows.filter((row) => row.findings.block + row.findings.warn > 0).map((row) => row.index);
  timed = rows
    .filter((row) => row.start !== null)
    .toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0) || a.index - b.index)
    .map((row) => row.index);
  await agency.close();
  desk = await Desk.start(path.join(dir, 'user'), [`--workspaces=${workspaces}`]);
  await desk.page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await desk.page.keyboard.press('Enter');
  await expect(desk.page.locator('nav [data-area="home"]')).toBeVisible();
  await desk.open('timeline');
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

const row = (index: number): Locator => desk.page.locator(`[role=row][data-index="${index}"]`);

test('next and previous finding meet every row that has one, however far, and come round', async () => {
  const { page } = desk;
  expect(found.length).toBeGreaterThan(5);
  await page.getByRole('treegrid').locator('[role=row][tabindex="0"]').first().focus();
  await page.keyboard.press('Home');
  await expect(row(0)).toBeFocused();
  for (const index of found.filter((one) => one > 0).slice(0, 4)) {
    await page.keyboard.press('Shift+F');
    await expect(row(index)).toBeFocused();
  }
  await page.keyboard.press('Home');
  await expect(row(0)).toBeFocused();
  // backwards from the beginning: the last one of the whole plan
  await page.keyboard.press('Control+Shift+F');
  const last = found.at(-1) ?? 0;
  expect(last).toBeGreaterThan(1_000);
  await expect(row(last)).toBeFocused();
  await page.keyboard.press('Shift+F');
  await expect(row(found[0] ?? 0)).toBeFocused();
});

test('the last row, and the next in time, take the focus as well', async () => {
  const { page } = desk;
  await page.keyboard.press('End');
  await expect(row(SIZE.tasks - 1)).toBeFocused();
  const at = timed.indexOf(SIZE.tasks - 1);
  const before = timed[at - 1];
  if (at < 1 || before === undefined) throw new Error('the last row has a start, and others start before');
  await page.keyboard.press('ArrowLeft');
  await expect(row(before)).toBeFocused();
});

test('a filter works on all of it, and findings outside are counted', async () => {
  desk.page.setDefaultTimeout(15_000);
  const { page } = desk;
  await page.getByRole('button', { name: 'With findings', exact: true }).click();
  await expect(page.getByText(`${found.length} of ${SIZE.tasks} tasks`)).toBeVisible();
  await page.getByRole('treegrid').locator('[role=row][data-index]').first().click();
  await page.keyboard.press('End');
  await expect(row(found.at(-1) ?? 0)).toBeFocused();
  await page.keyboard.press('Shift+F');
  await expect(row(found[0] ?? 0)).toBeFocused();
  await page.getByRole('button', { name: 'With findings', exact: true }).click();
  await page.getByLabel('Find tasks').fill('no task says this');
  await expect(page.getByText(`0 of ${SIZE.tasks} tasks`)).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(
    row(0)
      .or(row(found[0] ?? 0))
      .first(),
  ).toBeVisible();
});
