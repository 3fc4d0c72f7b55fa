import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { violations } from '../pages/checks.ts';
import { Desk } from '../pages/desk.ts';

/** The planner makes things where they are looked at, and a quick hand never reaches the screen behind a dialog (ux.md, sections 3 and 5). */
test.describe.configure({ mode: 'serial' });
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-making-'));
  desk = await Desk.start(path.join(dir, 'user'));
  await desk.page.setViewportSize({ width: 1280, height: 720 });
  await desk.createWorkspace('Night desk', 'A07', 'Korea police, international investigations');
  await desk.loadTraining();
  await desk.open('timeline');
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

const sheet = (): Locator => desk.page.getByRole('dialog');
const inspector = (): Locator => desk.page.getByRole('complementary', { name: 'Inspector' });
const row = (code: string): Locator =>
  desk.page
    .getByRole('treegrid')
    .locator('[role=row][data-index]')
    .filter({ has: desk.page.getByText(code, { exact: true }) });
async function undo(): Promise<void> {
  await desk.page.keyboard.press('Control+z');
  await expect(desk.page.getByText('Undone').first()).toBeVisible();
}
/** A jump brings the row into sight and gives it the focus. */
async function stand(code: string): Promise<void> {
  await desk.page.keyboard.press('Control+k');
  await desk.page.keyboard.type(code);
  await expect(desk.page.getByRole('option', { name: new RegExp(`^Task ${code}\\b`) })).toBeVisible();
  await desk.page.keyboard.press('Enter');
  await expect(row(code)).toBeFocused();
}
const tops = (el: Locator): Promise<readonly [number, number]> =>
  el.evaluate((e) => [e.getBoundingClientRect().top, e.getBoundingClientRect().bottom] as const);

test('N makes a task beside the one in use, and undo takes it back', async () => {
  const { page } = desk;
  await row('T38').click();
  await page.keyboard.press('n');
  await page.keyboard.type('Second entry team');
  await expect(sheet().getByLabel('What is to be done')).toHaveValue('Second entry team');
  await expect(sheet().getByLabel('Start', { exact: true })).toHaveValue('H+00:00');
  await expect(sheet().getByLabel('Place')).toHaveValue('S1');
  await expect(sheet().getByText('No finding changes')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await desk.picture('making-task');
  await page.keyboard.press('Control+Enter');
  await expect(sheet()).toHaveCount(0);
  await expect(row('T68')).toBeFocused();
  await expect(inspector()).toContainText('Second entry team');
  await undo();
  await expect(row('T68')).toHaveCount(0);
});

test('what a task is can be changed where it is looked at, in one step, by keys', async () => {
  const { page } = desk;
  await row('T40').click();
  await expect(inspector()).toContainText('Entry IBIS');
  // also from another leaf of the inspector
  await inspector().getByRole('tab', { name: 'History' }).click();
  await row('T40').focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Entry IBIS, second team');
  await sheet().getByLabel('Place').selectOption('S2');
  await expect(
    sheet()
      .getByText(/new finding|No finding changes/)
      .first(),
  ).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await desk.picture('making-edit');
  await page.keyboard.press('Control+Enter');
  await expect(sheet()).toHaveCount(0);
  await expect(inspector().getByRole('heading', { name: 'Entry IBIS, second team' })).toBeVisible();
  await expect(row('T40')).toContainText('HERON');
  await undo();
  await expect(row('T40')).toContainText('IBIS');
  // its start has a key of its own, whichever leaf is open
  await row('T40').focus();
  await page.keyboard.press('e');
  await expect(inspector().getByLabel('Start', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
});

test('a double click where no bar stands makes one there; what was typed outlives leaving', async () => {
  const { page } = desk;
  await page.keyboard.press('Shift+t');
  const body = page.getByRole('treegrid').getByRole('rowgroup');
  const box = await row('T36').boundingBox();
  const pane = await body.boundingBox();
  if (!box || !pane) throw new Error('the row is not there');
  await page.mouse.dblclick(pane.x + pane.width - 60, box.y + box.height / 2);
  await expect(sheet().getByLabel('Start', { exact: true })).toHaveValue(/^H\+\d\d:00$/);
  await expect(sheet().getByLabel('Place')).toHaveValue('S3');
  await page.keyboard.type('Relief');
  await page.keyboard.press('Escape');
  await expect(sheet()).toHaveCount(0);
  await page.getByRole('button', { name: 'New task' }).click();
  await expect(sheet().getByLabel('What is to be done')).toHaveValue('Relief');
  await sheet().getByLabel('What is to be done').fill('');
  await page.keyboard.press('Escape');
  await expect(sheet()).toHaveCount(0);
});

test('N follows the screen', async () => {
  const { page } = desk;
  for (const [area, title] of [
    ['matrix', 'New task'],
    ['calendar', 'New task'],
    ['sites', 'New site'],
    ['papers', 'Draft an agreement'],
    ['branches', 'New branch'],
    ['findings', 'New operation'],
    ['operations', 'New operation'],
  ] as const) {
    await desk.open(area);
    await page.keyboard.press('n');
    await expect.soft(sheet(), area).toContainText(title);
    await page.keyboard.press('Escape');
    await expect(sheet()).toHaveCount(0);
  }
});

test('letters typed faster than a dialog takes the focus land in it, and none acts on the plan behind', async () => {
  const { page } = desk;
  await desk.open('timeline');
  await row('T38').click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('thu 0400z');
  await expect(sheet().getByRole('combobox')).toHaveValue('thu 0400z');
  await expect(page.getByRole('option', { name: /Thu, 18 Mar 2027/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet()).toHaveCount(0);
  // a dialog that closes gives the focus back while the next one opens
  await page.keyboard.press('F1');
  await expect(sheet()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('H-6');
  await expect(sheet()).toHaveCount(1);
  await expect(sheet().getByRole('combobox')).toHaveValue('H-6');
  await page.keyboard.press('Escape');
  await expect(sheet()).toHaveCount(0);
  await expect(page.locator('nav [data-area="timeline"]')).toHaveAttribute('aria-current', /.+/);
});

test('the history key tells of what is selected, and pressed again of all', async () => {
  const { page } = desk;
  await row('T38').click();
  await page.keyboard.press('Control+Alt+z');
  await expect(page.getByText('Only this record')).toContainText('T38');
  await page.keyboard.press('Control+Alt+z');
  await expect(page.getByText('Only this record')).toHaveCount(0);
  await desk.open('sites');
  await page.getByRole('main').getByRole('button', { name: 'HERON' }).first().click();
  await page.keyboard.press('Control+Alt+z');
  await expect(page.getByText('Only this record')).toContainText('S2');
  await page.keyboard.press('Control+Alt+z');
});

test('the row in use stays in sight and takes Tab, whatever is opened, scrolled or filtered', async () => {
  const { page } = desk;
  await desk.open('timeline');
  await row('T38').click();
  await page.keyboard.press('i');
  await expect(inspector()).toHaveCount(0);
  const body = page.getByRole('treegrid').getByRole('rowgroup');
  // the last row in sight is taken: the inspector that opens leaves less room
  const [, bottom] = await tops(body);
  const box = await body.boundingBox();
  await page.mouse.click((box?.x ?? 0) + 120, bottom - 12);
  await expect(inspector()).toBeVisible();
  await expect
    .poll(async () => {
      const [[top, low], [from, to]] = [
        await tops(page.locator('[role=row][data-index]:focus')),
        await tops(page.getByRole('treegrid').getByRole('rowgroup')),
      ];
      return top >= from - 1 && low <= to + 1;
    })
    .toBe(true);
  const code = await page.locator('[role=row][data-index]:focus').getByRole('gridcell').first().innerText();
  await page.mouse.move((box?.x ?? 0) + 120, (box?.y ?? 0) + 60);
  await page.mouse.wheel(0, -5_000);
  await expect(row('T01')).toBeVisible();
  await expect(row(code)).toBeFocused();

  const find = page.getByLabel('Find tasks');
  await find.fill('HERON');
  await expect(page.getByText(/of 67/).first()).toBeVisible();
  await find.focus();
  for (let i = 0; i < 20 && (await page.locator('[role=row]:focus').count()) === 0; i += 1)
    await page.keyboard.press('Tab');
  const focused = page.locator('[role=row][data-index]:focus');
  await expect(focused).toHaveCount(1);
  const name = await focused.getByRole('gridcell').first().innerText();
  await page.keyboard.press('Enter');
  await expect(inspector()).toContainText(name);
  await find.fill('');
});

test('at 200 % a move that is looked at stays in sight with what applies it', async () => {
  const { page } = desk;
  await page.setViewportSize({ width: 640, height: 360 });
  await stand('T38');
  await page.keyboard.press('Alt+ArrowRight');
  const preview = page.getByRole('region', { name: 'Move looked at before it is made' });
  await expect(preview.getByRole('button', { name: /Apply/ })).toBeInViewport({ ratio: 1 });
  await expect(row('T38')).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(preview).toHaveCount(0);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('leaving the change of many tasks leaves nothing chosen that was not', async () => {
  const { page } = desk;
  await stand('T38');
  await page.keyboard.press('Shift+e');
  await expect(sheet()).toContainText('Change tasks together: 1');
  await page.keyboard.press('Escape');
  await expect(sheet()).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Chosen tasks' })).toHaveCount(0);
});

test('home says what lacks people and leads to the most urgent of it', async () => {
  const { page } = desk;
  await desk.open('home');
  await expect(
    page
      .getByRole('main')
      .getByText(/tasks? lacks? people/)
      .first(),
  ).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Next task that lacks people' }).click();
  await expect(page.locator('nav [data-area="timeline"]')).toHaveAttribute('aria-current', /.+/);
  await expect(inspector()).toContainText('Lacks');
});

test('an operation without tasks offers to make the first', async () => {
  const { page } = desk;
  await desk.open('operations');
  await page.keyboard.press('n');
  await sheet().getByLabel('Operation code').fill('OP-FIRST');
  await sheet().getByLabel('Code name').fill('FIRST LIGHT');
  await sheet().getByLabel('Reference zone').fill('Asia/Bangkok');
  await sheet()
    .getByLabel(/^H-hour in Asia\/Bangkok/)
    .fill('2028-05-04 04:30');
  await page.keyboard.press('Enter');
  await expect(page.locator('header').first()).toContainText('FIRST LIGHT');
  await desk.open('matrix');
  await expect(page.getByRole('main').getByRole('button', { name: /New task/ })).toBeVisible();
  await desk.open('timeline');
  expect(await violations(page)).toEqual([]);
  await desk.picture('making-empty');
  await page
    .getByRole('main')
    .getByRole('button', { name: /New task/ })
    .click();
  await page.keyboard.type('Open the coordination unit');
  await expect(sheet().getByLabel('Start', { exact: true })).toHaveValue('H+00:00');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('treegrid', { name: /FIRST LIGHT/ })).toContainText('Open the coordination unit');
});
