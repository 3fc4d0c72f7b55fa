import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk } from '../pages/desk.ts';

/** Search over everything: whatever has a code, a name or words is found by typing, and Enter goes there. */
test.describe.configure({ mode: 'serial' });
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-find-'));
  desk = await Desk.start(path.join(dir, 'user'));
  await desk.createWorkspace('Planning desk', 'A07', 'Korea police, international investigations');
  await desk.loadTraining();
  await desk.open('timeline');
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

const field = (): Locator => desk.page.getByRole('dialog').getByRole('combobox');
const options = (): Locator => desk.page.getByRole('dialog').getByRole('option');
async function type(text: string): Promise<void> {
  // What was opened before may still be closing, and would take the letters.
  await expect(desk.page.getByRole('dialog')).toHaveCount(0);
  await desk.page.keyboard.press('Control+k');
  await expect(field()).toBeFocused();
  await desk.page.keyboard.type(text);
}
/** Types without waiting for any answer: Enter counts for what was typed. */
async function goTo(text: string): Promise<void> {
  await type(text);
  await desk.page.keyboard.press('Enter');
  await expect(desk.page.getByRole('dialog')).toHaveCount(0);
}
const current = (area: string): Locator => desk.page.locator(`nav [data-area="${area}"][aria-current]`);

test('Enter goes to what was found, on the screen that shows it', async () => {
  const { page } = desk;
  for (const [text, area, shown] of [
    ['T38', 'timeline', /T38/],
    ['kestrel', 'sites', /KESTREL/],
    ['AG4', 'papers', /AG4/],
    ['jit-2 heron', 'papers', /J2/],
    ['M3', 'papers', /M3/],
    ['demo-kr-0001', 'papers', /AS01/],
    ['RQ01', 'papers', /RQ01/],
    ['lantern', 'timeline', /LANTERN TIDE/],
  ] as const) {
    await goTo(text);
    await expect(current(area), text).toBeVisible();
    await expect(page.getByText(shown).first(), text).toBeVisible();
  }
});

test('a person leads to the first task they stand on, without accents and in any order', async () => {
  await type('P12');
  await expect(options().first()).toContainText('Person');
  await desk.page.keyboard.press('Enter');
  await expect(current('timeline')).toBeVisible();
  await expect(desk.page.getByText('P12', { exact: true }).first()).toBeVisible();
});

test('somebody on no task is shown beside one they could be put on, with the focus', async () => {
  const { page } = desk;
  const people = page.getByRole('region', { name: 'People of the task' });
  await goTo('P34');
  await people.getByRole('button', { name: 'Tran Quoc Bao' }).click();
  await people.getByRole('button', { name: 'Take off the task' }).click();
  await expect(page.getByText(/Take Tran Quoc Bao off T22/).first()).toBeVisible();
  await goTo('P34');
  const answer = people.getByRole('article', { name: 'Why not Tran Quoc Bao' });
  await expect(answer).toBeFocused();
  await expect(answer).toContainText('P34');
  expect(await violations(page)).toEqual([]);
  await desk.picture('search-person-off');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Undone').first()).toBeVisible();
});

test('what only speaks of it stands behind, and says where', async () => {
  await type('two thirds');
  const hit = options().filter({ hasText: 'Order' }).first();
  await expect(hit).toContainText('information: ');
  await expect(hit).toContainText('two thirds');
  await expect(hit).toContainText('TLP:');
  expect(await violations(desk.page)).toEqual([]);
  await desk.picture('search-text-light');
  await desk.page.keyboard.press('Enter');
  await expect(current('orders')).toBeVisible();
});

test('times jump the timeline: from H, on a day, with a city', async () => {
  for (const [text, shown] of [
    ['H-6', '22:00'],
    ['+90m', '05:30'],
    ['thu 0400z', '11:00'],
    ['14:30 Seoul', '12:30'],
  ] as const) {
    await type(text);
    await expect(options().first()).toContainText('Go to time');
    await expect(options().first()).toContainText(shown);
    await desk.page.keyboard.press('Enter');
    await expect(current('timeline')).toBeVisible();
  }
});

test('nothing found says so, and what was searched', async () => {
  await type('zzqxv');
  await expect(desk.page.getByText('Nothing found for “zzqxv”.')).toBeVisible();
  await expect(desk.page.getByText(/Travellers are never searched/)).toBeVisible();
  await expect(options()).toHaveCount(0);
  expect(await violations(desk.page)).toEqual([]);
  await desk.page.keyboard.press('Escape');
});

test('more results are one key away, and the palette stays', async () => {
  await type('a');
  await expect(options().last()).toContainText('More results');
  const before = await options().count();
  await desk.page.keyboard.press('ArrowUp');
  await expect(options().last()).toHaveAttribute('aria-selected', 'true');
  await expect(options().last()).toContainText('More results');
  await desk.page.keyboard.press('Enter');
  await expect.poll(() => options().count()).toBeGreaterThan(before);
  await expect(field()).toBeFocused();
  await desk.page.keyboard.press('Escape');
});

test('it is as clear in the dark, in Arabic and on a small screen', async () => {
  const { page } = desk;
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const [language, theme] of [
    ['en', 'dark'],
    ['ar', 'light'],
    ['ar', 'contrast'],
  ] as const) {
    await desk.wear({ language, theme });
    await type('bangkok');
    await expect(options().first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await desk.picture(`search-${language}-${theme}`);
    expect(await desk.overflow()).toBe(0);
    await page.keyboard.press('Escape');
  }
  await desk.wear({ language: 'en', theme: 'light' });
});
