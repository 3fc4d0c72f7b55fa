import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';

/** The timeline as the planner's desk: bars moved, lengthened and linked by pointer and by keys, many at once, against a baseline. */
const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'dark' },
  { language: 'ar', theme: 'light' },
  { language: 'en', theme: 'light' },
];
test.describe.configure({ mode: 'serial' });
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-editing-'));
  desk = await Desk.start(path.join(dir, 'user'));
  await desk.createWorkspace('Planning desk', 'A07', 'Korea police, international investigations');
  await desk.loadTraining();
  await desk.open('timeline');
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

const row = (code: string): Locator =>
  desk.page
    .getByRole('treegrid')
    .locator('[role=row]')
    .filter({ has: desk.page.getByText(code, { exact: true }) });
const preview = (): Locator => desk.page.getByRole('region', { name: 'Move looked at before it is made' });
const chosen = (): Locator => desk.page.getByRole('region', { name: 'Chosen tasks' });
const sheet = (): Locator => desk.page.getByRole('dialog');
const toast = (text: string): Locator => desk.page.getByText(text).first();
/** A jump brings the row into sight and gives it the focus. */
async function stand(code: string): Promise<void> {
  const { page } = desk;
  await page.keyboard.press('Control+k');
  await expect(sheet().getByRole('combobox')).toBeFocused();
  await page.keyboard.type(code);
  await expect(page.getByRole('option', { name: new RegExp(`^Task ${code}\\b`) })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(row(code)).toBeVisible();
  await row(code).focus();
}
async function applied(): Promise<void> {
  await expect(preview().getByText('Checking')).toHaveCount(0);
  await desk.page.keyboard.press('Control+Enter');
  await expect(preview()).toHaveCount(0);
}
async function undo(): Promise<void> {
  await desk.page.keyboard.press('Control+z');
  await expect(toast('Undone')).toBeVisible();
}

test('a task gets another length by keys, looked at first, and undo takes it back', async () => {
  const { page } = desk;
  await stand('T38');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect(preview()).toContainText(/1 h → /);
  expect(await violations(page)).toEqual([]);
  await desk.picture('editing-length');
  await page.keyboard.press('Escape');
  await expect(preview()).toHaveCount(0);
  await row('T38').focus();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await applied();
  // the step is named with what it did
  await expect(page.getByText(/Set T38 to H\+00:00.* · .*(new finding|settled|No finding)/).first()).toBeVisible();
  await undo();
  await row('T38').focus();
  for (let n = 0; n < 12; n += 1) await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect(toast('T38 would end before it begins.')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a bar is dragged, and its end is dragged; nothing moves before it is applied', async () => {
  const { page } = desk;
  await stand('T38');
  const bar = row('T38').locator('[data-part=bar]');
  const box = await bar.boundingBox();
  if (!box) throw new Error('the bar of T38 is in sight');
  const [x, y] = [box.x + box.width / 3, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y, { steps: 4 });
  await page.mouse.move(x + 60, y, { steps: 4 });
  // beside the ghost, before the bar is let go
  const chip = page.locator('[class*=dragEffect]');
  await expect(chip).toContainText(/\+\d/);
  await expect(chip).toContainText(/new finding|settled|No finding changes/);
  await desk.picture('editing-drag');
  await page.mouse.up();
  await expect(chip).toHaveCount(0);
  await expect(preview()).toContainText('T38');
  await expect(preview()).toContainText(/new finding|settled|No finding changes/);
  await expect(preview()).toContainText(/H\+\d\d:\d\d/);
  await preview()
    .getByRole('button', { name: /Leave unchanged/ })
    .click();
  await expect(preview()).toHaveCount(0);
  const end = await row('T38').locator('[data-part=end]').boundingBox();
  if (!end) throw new Error('the end of T38 is in sight');
  await page.mouse.move(end.x + end.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(end.x + 20, y, { steps: 4 });
  await page.mouse.move(end.x + 70, y, { steps: 4 });
  await page.mouse.up();
  await expect(preview()).toContainText(/1 h → /);
  await applied();
  await expect(toast('Set T38 to H+00:00')).toBeVisible();
  await undo();
});

test('a bar beyond the edge follows a zoom once it rests, and at once when it comes into sight', async () => {
  const { page } = desk;
  await stand('T38');
  // T38 begins at H: its bar must stand on the line of H, wherever the window is
  const [scroller, bar, h] = [
    page.getByRole('rowgroup'),
    row('T38').locator('[data-part=bar]'),
    page.locator('[class*=hLine]'),
  ];
  const apart = async (): Promise<number> => {
    const [ours, line] = [await bar.boundingBox(), await h.boundingBox()];
    return ours && line ? Math.abs(ours.x - (line.x + line.width / 2)) : Number.NaN;
  };
  const top = await row('T38').evaluate((el) => (el as HTMLElement).offsetTop);
  const scrollTo = (to: number): Promise<void> =>
    scroller.evaluate(
      (el, y) =>
        new Promise((resolve) => {
          el.scrollTop = y;
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        }),
      to,
    );
  const box = await scroller.boundingBox();
  if (!box) throw new Error('the picture is on screen');
  const zoom = async (by: number): Promise<void> => {
    await page.mouse.move(box.x + box.width - 200, box.y + 200);
    await page.keyboard.down('Control');
    for (let n = 0; n < 3; n += 1) await page.mouse.wheel(0, by);
    await page.keyboard.up('Control');
  };
  await scrollTo(top + 28 * 4);
  expect(await apart()).toBeLessThan(3);
  const before = await h.boundingBox();
  await zoom(-120);
  await expect.poll(async () => (await h.boundingBox())?.x).not.toBe(before?.x);
  await expect.poll(apart).toBeLessThan(3);
  await zoom(120);
  await scrollTo(top - 100);
  expect(await apart()).toBeLessThan(3);
});

test('two tasks are linked and unlinked by keys; a circle is refused by naming its tasks', async () => {
  const { page } = desk;
  await stand('T38');
  await page.keyboard.press('l');
  await expect(sheet()).toContainText('Link T38 to another task');
  await expect(sheet().getByLabel('The other task')).toBeFocused();
  await page.keyboard.type('T47');
  await expect(sheet()).toContainText(/These tasks would wait for each other: .*T38.*T47/);
  await desk.picture('editing-cycle');
  expect(await violations(page)).toEqual([]);
  await sheet().getByLabel('The other task').fill('T39');
  await sheet().getByLabel('Lag in minutes').fill('30');
  await expect(sheet().getByText('The planned times break it')).toBeVisible();
  await expect(sheet()).toContainText('R-OP-02');
  await page.keyboard.press('Control+Enter');
  await expect(toast('Link T38 to T39 (FS +30 min)')).toBeVisible();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Change the link with T39' }).click();
  await sheet().getByLabel('Take the link away').check();
  await expect(sheet()).toContainText('1 settled');
  await page.keyboard.press('Control+Enter');
  await expect(toast('Unlink T38 from T39')).toBeVisible();
  await undo();
  await undo();
});

test('a line drawn from one bar to another links them', async () => {
  const { page } = desk;
  await stand('T38');
  await row('T38').hover();
  const [knot, other] = [await row('T38').locator('[data-part=link]').boundingBox(), await row('T39').boundingBox()];
  if (!knot || !other) throw new Error('both rows are in sight');
  await page.mouse.move(knot.x + 6, knot.y + 6);
  await page.mouse.down();
  await page.mouse.move(knot.x + 40, knot.y + 20, { steps: 4 });
  await page.mouse.move(other.x + other.width - 60, other.y + other.height / 2, { steps: 6 });
  await desk.picture('editing-draw');
  await page.mouse.up();
  await expect(sheet()).toContainText('Link T39 to another task');
  await expect(sheet()).toContainText(/waits for\s*T38/);
  await page.keyboard.press('Escape');
  await expect(sheet()).toHaveCount(0);
});

test('many tasks are chosen and moved together, and change owner and phase as one step', async () => {
  const { page } = desk;
  await stand('T38');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(chosen()).toContainText('Chosen tasks: 3');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(preview()).toContainText('Chosen tasks: 3');
  await desk.picture('editing-many');
  expect(await violations(page)).toEqual([]);
  await applied();
  await expect(toast('Change tasks together: 3')).toBeVisible();
  await undo();
  await row('T38').click();
  await expect(chosen()).toHaveCount(0);
  await page.keyboard.down('Control');
  await row('T39').click();
  await page.keyboard.up('Control');
  await expect(chosen()).toContainText('Chosen tasks: 2');
  await page.keyboard.press('Shift+E');
  await expect(sheet()).toContainText('Change tasks together: 2');
  await sheet().getByLabel('Move by').fill('+90m');
  await sheet().getByLabel('Agency').selectOption({ index: 2 });
  await expect(sheet()).toContainText('Tasks that change: 2');
  await desk.picture('editing-bulk');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(sheet()).toHaveCount(0);
  await expect(toast('Change tasks together: 2')).toBeVisible();
  await undo();
  await row('T38').focus();
  await page.keyboard.press('Shift+P');
  await expect(chosen()).toContainText(/Chosen tasks: \d\d/);
  await page.keyboard.press('Escape');
  await expect(chosen()).toHaveCount(0);
});

test('many tasks take one step of their lifecycle, with a name and a reason', async () => {
  const { page } = desk;
  await stand('T38');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+E');
  await sheet().getByRole('button', { name: 'State', exact: true }).click();
  await sheet().getByLabel('Step', { exact: true }).selectOption('cancelled');
  await sheet().getByLabel('Taken by (name)').fill('Planner One');
  await sheet().getByLabel('Reason').fill('the host agency stood down');
  await expect(sheet()).toContainText('all of them');
  await desk.picture('editing-state');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(sheet()).toHaveCount(0);
  await expect(row('T38')).toContainText('Cancelled');
  await undo();
  await expect(row('T38')).toContainText('Planned');
});

test('the plan is held against its baseline', async () => {
  const { page } = desk;
  await page.keyboard.press('Escape');
  await stand('T38');
  await page.keyboard.press('b');
  await expect(page.getByText('No baseline is recorded yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Record the plan as baseline' }).click();
  await expect(page.getByText('moved: 0')).toBeVisible();
  await stand('T38');
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Alt+ArrowRight');
  await applied();
  await expect(page.getByText('moved: 1')).toBeVisible();
  await expect(row('T38')).toContainText('In the baseline:');
  for (const look of LOOKS) {
    await desk.wear(look);
    expect(await violations(page)).toEqual([]);
    expect(await desk.overflow()).toBe(0);
    await desk.picture(`editing-baseline-${look.language}-${look.theme}`);
  }
  await undo();
  await undo();
  await expect(page.getByText('No baseline is recorded yet.')).toBeVisible();
});

test('the tools stand in one line in every language; what finds no room is in the menu', async () => {
  test.setTimeout(120_000);
  const { page } = desk;
  const tools = (): Locator => page.getByRole('toolbar').first();
  const look = async (language: Look['language'], width: number, height: number): Promise<void> => {
    await page.setViewportSize({ width, height });
    await desk.wear({ language, theme: 'light' });
    await desk.open('timeline');
    await expect.poll(async () => (await tools().boundingBox())?.height ?? 999).toBeLessThan(48);
    expect(await desk.overflow()).toBe(0);
    await desk.picture(`tools-${language}-${width}`);
  };
  for (const language of ['en', 'fr', 'es', 'ar'] as const)
    for (const [width, height] of [
      [1280, 720],
      [1440, 900],
    ] as const)
      await look(language, width, height);
  await look('en', 1280, 720);
  await page.getByRole('button', { name: 'More for this plan' }).click();
  const menu = page.getByRole('menu');
  await desk.picture('tools-menu');
  expect(await violations(page)).toEqual([]);
  await menu.getByRole('menuitemradio', { name: /^KESTREL/ }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/of 67/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.setViewportSize({ width: 1440, height: 900 });
});
