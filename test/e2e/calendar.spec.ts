import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'contrast' },
  { language: 'ar', theme: 'light' },
  { language: 'ar', theme: 'dark' },
];
const SPANS = ['month', 'week', 'day', 'agenda'] as const;

let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-calendar-'));
  desk = await Desk.start(path.join(dir, 'user'));
  await desk.createWorkspace('Calendar desk', 'A07', 'Korea police, international investigations');
  await desk.loadTraining();
});
test.beforeEach(async () => {
  await desk.page.locator('nav [data-area="calendar"]').click();
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

const span = async (name: (typeof SPANS)[number]): Promise<void> => {
  const button = desk.page.locator('[role=toolbar] fieldset').first().getByRole('button').nth(SPANS.indexOf(name));
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
};
const entry = (code: string): Locator => desk.page.locator(`.rbc-event:has([data-spoken^="${code} "])`);
const preview = (): Locator => desk.page.getByRole('region', { name: 'Move looked at before it is made' });

test('calendar: the window runs in UTC, whatever zone the machine is in', async () => {
  expect(
    await desk.page.evaluate(() => [
      Intl.DateTimeFormat().resolvedOptions().timeZone,
      new Date(2027, 6, 1).getTimezoneOffset(),
    ]),
  ).toEqual(['UTC', 0]);
});

test('calendar: opens with a key on the month of H, with layers that can be switched off', async () => {
  const { page } = desk;
  await page.locator('nav [data-area="timeline"]').click();
  await page.locator('main').focus();
  await page.keyboard.press('3');
  await expect(page.getByRole('heading', { name: 'March 2027' })).toBeVisible();
  await expect(page.getByRole('grid', { name: /March 2027, calendar of LANTERN TIDE/ })).toBeVisible();
  await expect(entry('T23')).toBeVisible();
  await page
    .getByRole('group', { name: 'Layers' })
    .getByRole('button', { name: /^Tasks/ })
    .click();
  await expect(entry('T23')).toHaveCount(0);
  await page
    .getByRole('group', { name: 'Layers' })
    .getByRole('button', { name: /^Tasks/ })
    .click();
  await expect(entry('T23')).toBeVisible();
});

test('calendar: a task is moved by keys, looked at first, in the form it was typed in, and undone', async () => {
  const { page } = desk;
  await span('day');
  await entry('T38').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(preview()).toContainText('H+00:30');
  await expect(preview()).toContainText('+30 min');
  await page.keyboard.press('Escape');
  await expect(preview()).toHaveCount(0);
  await entry('T38').focus();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect(preview()).toContainText('1 h → 75 min');
  await expect(preview().getByText('Checking')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Set T38 to H+00:00, 75 min').first()).toBeVisible();
  await expect(entry('T38')).toContainText(/04:00 to 05:15/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(entry('T38')).toContainText(/04:00 to 05:00/);
});

test('calendar: a task is dragged, and nothing moves before it is applied', async () => {
  const { page } = desk;
  await span('day');
  const from = await entry('T47').boundingBox();
  if (!from) throw new Error('T47 stands on the action day');
  const x = from.x + from.width / 2;
  const y = from.y + 12;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 30, { steps: 5 });
  await page.mouse.move(x, y + 88, { steps: 5 });
  await page.mouse.up();
  await expect(preview()).toContainText('T47');
  await expect(preview()).toContainText('H+04:00');
  await expect(page.locator('.rbc-event:has([data-spoken^="Looked at, not applied: T47"])')).toBeVisible();
  await preview()
    .getByRole('button', { name: /Leave unchanged/ })
    .click();
  await expect(page.locator('.rbc-event:has([data-spoken^="Looked at"])')).toHaveCount(0);
  await expect(entry('T47')).toContainText(/06:00/);
});

test('calendar: a task is made at the slot with the focus, and taken back', async () => {
  const { page } = desk;
  await span('week');
  await page.locator('[data-slot="2027-03-17T10"]').focus();
  await page.keyboard.press('Shift+N');
  const sheet = page.getByRole('dialog', { name: 'New task' });
  await expect(sheet.getByLabel('Start')).toHaveValue('H+30:00');
  await sheet.getByLabel('What is to be done').fill('Call the carrier');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toBeHidden();
  await expect(entry('T68')).toContainText(/Call the carrier.*17 Mar 2027 10:00/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(entry('T68')).toHaveCount(0);
});

test('calendar: arrows walk days across pages, Enter goes in, Escape comes out, and a picked task opens beside', async () => {
  const { page } = desk;
  await span('month');
  await page.locator('[data-slot="2027-03-31"]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-slot="2027-04-07"]')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('heading', { name: 'April 2027' })).toBeVisible();
  await expect(page.locator('[data-slot="2027-04-14"]')).toBeFocused();
  await page.keyboard.press('PageUp');
  await expect(page.getByRole('heading', { name: 'March 2027' })).toBeVisible();
  await page.locator('[data-slot="2027-03-09"]').focus();
  await page.keyboard.press('Enter');
  await expect(entry('T22')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toContainText(
    'Table-top',
  );
  await expect(entry('T22')).toHaveAttribute('aria-selected', 'true');
  await entry('T22').focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-slot="2027-03-09"]')).toBeFocused();
  await page.getByRole('button', { name: 'Close the inspector' }).first().click();
});

test('calendar: months of four and five weeks show what fits, also after the page was turned', async () => {
  const { page } = desk;
  await span('month');
  await page.getByRole('button', { name: 'D-day', exact: true }).click();
  for (const [turn, title, weeks] of [
    ['Previous page', 'February 2027', 4],
    ['Next page', 'March 2027', 5],
  ] as const) {
    await page.getByRole('button', { name: turn }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.locator('.rbc-month-row')).toHaveCount(weeks);
    await expect
      .poll(() =>
        page.evaluate(() =>
          [...document.querySelectorAll('.rbc-month-row')].flatMap((row) => {
            const { bottom } = row.getBoundingClientRect();
            return [...row.querySelectorAll('.rbc-event, .rbc-show-more')]
              .filter((entry) => entry.getBoundingClientRect().bottom > bottom + 1)
              .map((entry) => entry.textContent);
          }),
        ),
      )
      .toEqual([]);
  }
  // the week of the action day is full: it shows as many as fit, and says how many more there are
  const fullest = page.locator('.rbc-month-row').filter({ has: page.locator('[data-slot="2027-03-16"]') });
  await expect(fullest.locator('.rbc-show-more').first()).toBeVisible();
  expect(await fullest.locator('.rbc-event').count()).toBeGreaterThan(1);
});

test('calendar: a week turned by key keeps its columns, with the focus on the same hour of the other week', async () => {
  const { page } = desk;
  await span('week');
  const slot = page.locator('[data-slot$="T10"]').nth(2);
  await slot.focus();
  const date = (await slot.getAttribute('data-slot'))?.slice(0, 10) ?? '';
  await slot.evaluate((el) => el.setAttribute('data-kept', ''));
  await page.keyboard.press('PageDown');
  const next = new Date(Date.parse(date) + 7 * 86_400_000).toISOString().slice(0, 10);
  await expect(page.locator(':focus')).toHaveAttribute('data-slot', `${next}T10`);
  await expect(page.locator(':focus')).toHaveAttribute('data-kept', '');
  await expect(page.locator(`.rbc-day-slot [data-slot^="${date}"]`)).toHaveCount(0);
  await page.keyboard.press('PageUp');
  await expect(page.locator(':focus')).toHaveAttribute('data-slot', `${date}T10`);
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', / 10:00/);
});

test('calendar: an empty stretch says so and names what comes next; the place is remembered', async () => {
  const { page } = desk;
  await span('week');
  await page
    .getByRole('group', { name: 'Layers' })
    .getByRole('button', { name: /^(Phases|Agreements)/ })
    .first()
    .click();
  await page
    .getByRole('group', { name: 'Layers' })
    .getByRole('button', { name: /^Agreements/ })
    .click();
  await page.getByRole('button', { name: 'D-day', exact: true }).click();
  for (let i = 0; i < 40; i += 1) {
    if (await page.getByText(/^Nothing between/).isVisible()) break;
    await page.getByRole('button', { name: 'Previous page' }).click();
  }
  await expect(page.getByText(/^Nothing between/)).toBeVisible();
  await page.getByRole('button', { name: /^Next is/ }).click();
  await expect(page.getByText(/^Nothing between/)).toHaveCount(0);
  const title = await page.locator('main h2').first().innerText();
  await page.locator('nav [data-area="findings"]').click();
  await page.locator('nav [data-area="calendar"]').click();
  await expect(page.locator('main h2').first()).toHaveText(title);
  for (const layer of ['Phases', 'Agreements'])
    await page
      .getByRole('group', { name: 'Layers' })
      .getByRole('button', { name: new RegExp(`^${layer}`) })
      .click();
  await page.getByRole('button', { name: 'D-day', exact: true }).click();
});

for (const look of LOOKS)
  test(`calendar: every span is clean, ${look.language} ${look.theme}`, async () => {
    test.setTimeout(180_000);
    await desk.wear(look);
    await desk.page.locator('nav [data-area="calendar"]').click();
    for (const name of SPANS) {
      await span(name);
      await desk.page.waitForFunction(() => document.querySelector('[data-loading]') === null);
      expect.soft(await violations(desk.page), name).toEqual([]);
      expect.soft(await desk.overflow(), `${name}: nothing is cut off sideways`).toBe(0);
      await desk.picture(`calendar-${name}-${look.language}-${look.theme}`);
    }
  });
