/**
 * The journeys "try a what-if" and "restore part of it" in the real window: a branch is made, worked in with the keys of the plan, seen
 * beside it, and partly taken over; then the plan is looked at as it was, and one record of it is brought back.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { Actions, violations } from '../pages/checks.ts';
import { Desk, type Look } from '../pages/desk.ts';
import { load, makeAgency } from '../tools/agencies.ts';
import { PASSPHRASE } from '../tools/places.ts';

// Each step goes on from the one before.
test.describe.configure({ mode: 'serial' });
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-what-if-'));
  const workspaces = path.join(dir, 'workspaces');
  const agency = await makeAgency(workspaces, 'A07');
  await load(agency);
  await agency.close();
  mkdirSync(path.join(dir, 'user'));
  desk = await Desk.start(path.join(dir, 'user'), [`--workspaces=${workspaces}`]);
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

const withoutFaults = async (name: string): Promise<void> => {
  expect.soft(await violations(desk.page), name).toEqual([]);
};
const clean = async (name: string): Promise<void> => {
  await withoutFaults(name);
  expect.soft(await desk.overflow(), `${name}: nothing is cut off sideways`).toBe(0);
};
const band = (): Locator => desk.page.getByRole('region', { name: 'This is a branch' });
const compared = (): Locator => desk.page.getByRole('grid', { name: /on one scale of time/ });

test('a branch is made by one key and says on every screen that it is not the plan', async () => {
  const { page } = desk;
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await desk.open('branches');
  await expect(page.getByRole('heading', { name: 'Try a what-if' })).toBeVisible();
  await clean('no branches');
  await desk.picture('what-if-empty');
  await desk.open('timeline');
  await expect(page.getByRole('treegrid')).toBeVisible();
  const actions = new Actions();
  await actions.do('new', () => page.keyboard.press('Control+b'));
  const sheet = page.getByRole('dialog', { name: 'New branch' });
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByText('A branch needs a name of its own')).toBeVisible();
  await clean('new branch');
  await actions.do('name', () => sheet.getByLabel('Name of the branch').fill('Two hours later'));
  await actions.do('apply', () => page.keyboard.press('Control+Enter'));
  await expect(sheet).toBeHidden();
  expect(actions.taken).toHaveLength(3);
  await expect(band()).toContainText('Branch Two hours later — not the plan');
  await expect(page.getByRole('banner')).toContainText('Two hours later');
  for (const area of ['findings', 'history', 'exchange', 'branches', 'timeline'] as const) {
    await desk.open(area);
    await expect(band()).toBeVisible();
  }
  await clean('timeline of a branch');
  await desk.picture('what-if-timeline');
});

test('the plan’s own keys move H in the branch, and undo there leaves the plan alone', async () => {
  const { page } = desk;
  const first = page.getByRole('treegrid').getByRole('row').nth(1);
  await first.focus();
  await page.keyboard.press('h');
  await page.getByRole('dialog').getByLabel(/H/).first().fill('+120m');
  await expect(page.getByRole('dialog').getByText('+2 h').first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  const h = page.getByRole('banner');
  await expect(h).toContainText('06:00');
  await page.keyboard.press('Control+Shift+b');
  await expect(band()).toBeHidden();
  await expect(h).toContainText('04:00');
  // Undo in the plan knows nothing of the branch.
  await expect(page.getByRole('button', { name: /Undo/ }).first()).not.toHaveAccessibleName(/Move H/);
  await page.keyboard.press('Control+Shift+b');
  await expect(band()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(h).toContainText('04:00');
  await page.keyboard.press('Control+Shift+z');
  await expect(h).toContainText('06:00');
});

test('what would leave the machine says that a branch does not', async () => {
  const { page } = desk;
  await desk.open('exchange');
  for (const tab of ['Send', 'Briefing pack']) {
    await desk.tab(tab).click();
    const panel = page.getByRole('tabpanel', { name: tab });
    await expect(panel.getByRole('heading', { name: 'A branch stays on this machine' })).toBeVisible();
  }
  await clean('exchange in a branch');
  await desk.picture('what-if-exchange');
});

test('what is decided, signed or recorded is only looked at in a branch, and each screen says why', async () => {
  const { page } = desk;
  const main = page.getByRole('main');
  const why = main.getByText('nothing is decided or signed in it', { exact: false }).first();
  await desk.open('action');
  await expect(why).toBeVisible();
  await expect(main.getByRole('button', { name: /Go…|No-go…|report ready|Note…|Decision…|Count…/ })).toHaveCount(0);
  await desk.open('orders');
  await expect(why).toBeVisible();
  await expect(main.getByRole('button', { name: /^Write: / })).toHaveCount(0);
  await main.getByRole('button', { name: 'Print' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await main.getByRole('button', { name: 'Next step' }).click();
  await expect(
    page.getByRole('menu').or(page.getByRole('dialog')).getByText('nothing is decided', { exact: false }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await desk.open('papers');
  await expect(why).toBeVisible();
  await expect(main.getByRole('button', { name: 'Lift…' })).toHaveCount(0);
  await desk.tab(/^Movements/).click();
  await expect(main.getByRole('heading', { name: 'Travellers and screening' })).toBeVisible();
  await expect(main.getByRole('button', { name: 'Add a traveller …' })).toHaveCount(0);
  await clean('papers in a branch');
});

test('plan and branch stand on one scale, findings and people side by side', async () => {
  const { page } = desk;
  await desk.open('branches');
  await expect(compared()).toBeVisible();
  await expect(compared().locator('[data-what="moved"]').first()).toContainText('+2 h');
  await expect(page.getByRole('status').filter({ hasText: /tasks shown/ })).toBeVisible();
  await clean('compared');
  await desk.picture('what-if-compare');
  const rows = compared().locator('[data-index]');
  await rows.first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect
    .poll(() => page.evaluate(() => Number(document.activeElement?.getAttribute('data-index') ?? -1)))
    .toBeGreaterThan(10);
  await desk.tab(/^Findings/).click();
  await expect(page.getByText(/new finding|settled|No change/i).first()).toBeVisible();
  await clean('findings of a branch');
  await desk.tab(/people$/).click();
  await expect(page.getByRole('table', { name: 'People whose days differ' })).toBeVisible();
  await clean('people of a branch');
  await desk.picture('what-if-people');
});

test('a change of the plan meanwhile stands beside the branch field by field, and a choice is one undo step', async () => {
  const { page } = desk;
  // Meanwhile the plan moves as well.
  await page.keyboard.press('Control+Shift+b');
  await desk.open('timeline');
  await page.getByRole('treegrid').getByRole('row').nth(1).focus();
  await page.keyboard.press('h');
  await page.getByRole('dialog').getByLabel(/H/).first().fill('+30m');
  await expect(page.getByRole('dialog').getByText('+30 min').first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await desk.open('branches');
  await desk.tab(/^Take over/).click();
  const table = page.getByRole('table', { name: 'What differs' });
  await expect(table).toContainText('The plan changed meanwhile');
  await expect(table.getByRole('columnheader', { name: 'When branched' })).toBeVisible();
  await clean('conflict');
  await desk.picture('what-if-conflict');
  // Taking all of it over would overrule the plan: refused in words, with the way to choose.
  await page.getByRole('button', { name: 'Promote …' }).click();
  const promote = page.getByRole('dialog', { name: /^Promote the branch · .+/ });
  await expect(promote.getByText('The plan changed this meanwhile.')).toBeVisible();
  await clean('promote refused');
  await page.keyboard.press('Escape');
  await expect(promote).toBeHidden();
  const actions = new Actions();
  await actions.do('choose', () => table.getByRole('checkbox').first().check());
  await expect(page.getByRole('region', { name: 'What this would do' })).toContainText('1 record');
  await expect(page.getByRole('region', { name: 'What this would do' })).toContainText(/tasks? come/);
  await clean('chosen');
  await desk.picture('what-if-chosen');
  await actions.do('take over', () => page.keyboard.press('Control+Enter'));
  await expect(page.getByText('Take over from branch Two hours later').first()).toBeVisible();
  expect(actions.taken).toHaveLength(2);
  await expect(page.getByRole('banner')).toContainText('06:00');
  await expect(page.getByText('there is nothing to take over')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('banner')).toContainText('04:30');
  await expect(table).toBeVisible();
});

test('a branch is put aside, brought back, and deleted only after being asked', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(page.getByText('1 put aside')).toBeVisible();
  await page.getByText('1 put aside').click();
  await clean('put aside');
  await page.getByRole('button', { name: 'Bring back Two hours later' }).click();
  await expect(page.getByRole('button', { name: /^Two hours later/ })).toBeVisible();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByText('1 put aside').click();
  await page.getByRole('button', { name: 'Delete for good Two hours later' }).click();
  await expect(page.getByRole('dialog')).toContainText('Nothing brings it back, not even undo');
  await clean('delete for good');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Try a what-if' })).toBeVisible();
});

test('the history says who changed what, by record, person and time', async () => {
  const { page } = desk;
  await desk.open('history');
  const steps = page.getByRole('main').locator('ol > li');
  await expect(steps.first()).toContainText('Undone: Taken over from a branch');
  await expect(steps.first()).toContainText('no name given · A07');
  await expect(steps.nth(2)).toContainText('H-hour moved');
  await clean('steps');
  await desk.picture('what-if-steps');
  await steps.first().getByRole('button', { name: /OP-LT/ }).click();
  await expect(page.getByText('Only this record:')).toBeVisible();
  await page.getByLabel('From day').fill('2190-01-01');
  await expect(page.getByText('No step fits the filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(steps.nth(2)).toContainText('H-hour moved');
});

test('the plan as of a moment is moved through by keys, read-only, and one field of it comes back by one step', async () => {
  const { page } = desk;
  await desk.tab('The plan as it was').click();
  const slider = page.getByRole('slider', { name: 'Moment' });
  await slider.focus();
  const actions = new Actions();
  await actions.do('earliest', () => page.keyboard.press('Home'));
  await expect(slider).toHaveAttribute('aria-valuetext', /change 1 of \d/);
  const past = page.locator('[data-past]');
  await expect(page.getByText('Past — only to look at')).toBeVisible();
  await expect(page.getByText(/Operation loaded/)).toBeVisible();
  await expect(past.getByRole('treegrid')).toBeVisible();
  // Three clocks of the same instant.
  await expect(page.getByText(/UTC/).first()).toBeVisible();
  await clean('as it was');
  await desk.picture('what-if-past');
  await past.getByRole('row').nth(1).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('button', { name: /^(Apply|Move)/ })).toHaveCount(0);
  await actions.do('differs', () => page.getByRole('button', { name: /What differs now/ }).click());
  const table = page.getByRole('table', { name: 'What differs' });
  await expect(table).toContainText('H-hour');
  await clean('differs');
  await desk.picture('what-if-restore');
  await actions.do('choose', () => table.getByRole('checkbox').first().check());
  await expect(page.getByRole('region', { name: 'What this would do' })).toContainText('1 record');
  await actions.do('restore', () => page.keyboard.press('Control+Enter'));
  await expect(page.getByRole('banner')).toContainText('04:00');
  expect(actions.taken).toHaveLength(4);
  await expect(page.getByText(/Restore 1 as of/).first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('banner')).toContainText('04:30');
});

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'dark' },
  { language: 'ar', theme: 'light' },
  { language: 'fr', theme: 'dark' },
];
for (const look of LOOKS) {
  test(`is clean and keeps its words: ${look.language}, ${look.theme}`, async () => {
    test.setTimeout(120_000);
    const { page } = desk;
    await desk.wear(look);
    await desk.open('timeline');
    await page.keyboard.press('Control+b');
    await page.getByRole('dialog').getByRole('textbox').fill(`H ${look.language}`);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('treegrid').getByRole('row').nth(1).focus();
    await page.keyboard.press('h');
    await page.getByRole('dialog').getByRole('textbox').fill('+90m');
    // The preview has to stand before it can be applied.
    await expect(page.getByRole('dialog').getByText('+90 min').first()).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await desk.open('branches');
    for (const [n, name] of ['picture', 'findings', 'people', 'choose'].entries()) {
      await page.getByRole('main').getByRole('tab').nth(n).click();
      await clean(`${look.language} ${look.theme} ${name}`);
      await desk.picture(`what-if-${name}-${look.language}-${look.theme}`);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.getByRole('main').getByRole('tab').nth(0).click();
    await desk.picture(`what-if-small-${look.language}-${look.theme}`);
    await page.setViewportSize({ width: 720, height: 450 });
    await withoutFaults(`${look.language} ${look.theme} at 200 %`);
    await page.setViewportSize({ width: 1440, height: 900 });
    await desk.open('history');
    for (const n of [0, 1]) {
      await page.getByRole('main').getByRole('tab').nth(n).click();
      await clean(`${look.language} ${look.theme} history ${n}`);
      await desk.picture(`what-if-history-${n}-${look.language}-${look.theme}`);
    }
    await page.keyboard.press('Control+Shift+b');
  });
}

test('a branch is promoted as one step that was seen first, and undone as one', async () => {
  const { page } = desk;
  await desk.wear({ language: 'en', theme: 'light' });
  await desk.open('timeline');
  const banner = page.getByRole('banner');
  const before = /\d\d:\d\d/.exec(await banner.innerText())?.[0] ?? '';
  await page.keyboard.press('Control+b');
  await page.getByRole('dialog').getByLabel('Name of the branch').fill('All of it');
  await page.keyboard.press('Control+Enter');
  await expect(band()).toContainText('All of it');
  await page.getByRole('treegrid').getByRole('row').nth(1).focus();
  await page.keyboard.press('h');
  await page.getByRole('dialog').getByLabel(/H/).first().fill('+60m');
  await expect(page.getByRole('dialog').getByText('+1 h').first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await desk.open('branches');
  await page.getByRole('button', { name: 'Promote …' }).press('Enter');
  const sheet = page.getByRole('dialog', { name: /^Promote the branch · .+/ });
  await expect(sheet.getByText(/^1 record/)).toBeVisible();
  await clean('promote');
  await desk.picture('what-if-promote');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toBeHidden();
  await expect(band()).toBeHidden();
  await expect(banner).not.toContainText(before);
  await page.keyboard.press('Control+z');
  await expect(banner).toContainText(before);
});
