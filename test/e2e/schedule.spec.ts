import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Desk } from '../pages/desk.ts';

/** How far tasks can slip, and what decides when the go decision and the departures can be, as a planner reads it in the timeline. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-schedule-'));
  desk = await Desk.start(path.join(dir, 'user'));
  await desk.createWorkspace('Planning desk', 'A07', 'Korea police, international investigations');
  await desk.loadTraining();
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

async function expectClean(name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).withTags(RULES).setLegacyMode(true).analyze();
  expect
    .soft(
      violations.map(
        (v) =>
          `${v.id}: ${v.nodes
            .map((n) => n.target.join(' '))
            .slice(0, 4)
            .join(' | ')}`,
      ),
      name,
    )
    .toEqual([]);
}

test('a departure chosen in the toolbar marks its path, with a legend in words', async () => {
  test.setTimeout(120_000);
  const { page } = desk;
  await desk.open('timeline');
  // The rows of the path stand lower than one screen with the papers above them.
  await page.getByRole('button', { name: 'Hide papers and hours' }).click();
  await page.getByLabel('Critical path to', { exact: true }).selectOption('M1');
  const legend = page.getByRole('status').filter({ hasText: 'Critical path to Departure of M1' });
  await expect(legend).toContainText('1 h late');
  await expect(legend.getByRole('group', { name: 'Tasks on the critical path' })).toHaveText('T55T56');
  await expect(legend).toContainText('On the tightest chain');
  const row = page.getByRole('row', { name: /Victim screening KESTREL/ });
  await expect(row).toContainText('On the tightest chain to Departure of M1.');
  await expectClean('path to M1');
  await desk.picture('schedule-m1-light');
});

test('the inspector says the slack of a task against each target', async () => {
  const { page } = desk;
  await page.getByRole('row', { name: /Victim screening KESTREL/ }).click();
  const slack = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Slack' }) });
  await expect(slack).toContainText('Departure of M1');
  await expect(slack).toContainText('of slack');
  await expect(slack).not.toContainText('Departure of M4');
  await expectClean('inspector with slack');
  await desk.picture('schedule-inspector');
});

test('the keys do it, too: K goes from target to target and ends with none', async () => {
  const { page } = desk;
  const legend = page.getByRole('status').filter({ hasText: 'Critical path to' });
  await page.getByRole('row', { name: /Victim screening KESTREL/ }).focus();
  for (const next of ['M2', 'M3', 'M4', '', 'T37', 'M1']) {
    await page.keyboard.press('k');
    if (next === '') await expect(legend).toHaveCount(0);
    else await expect(legend).toContainText(next);
  }
});

for (const look of [
  { language: 'en', theme: 'dark' },
  { language: 'ar', theme: 'light' },
  { language: 'en', theme: 'contrast' },
] as const) {
  test(`is clean and keeps its words: ${look.language}, ${look.theme}`, async () => {
    test.setTimeout(120_000);
    await desk.wear(look);
    await desk.open('timeline');
    await expectClean(`${look.language} ${look.theme}`);
    await desk.picture(`schedule-${look.language}-${look.theme}`);
    expect(await desk.overflow()).toBe(0);
  });
}
