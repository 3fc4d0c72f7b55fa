import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Desk, type Look } from '../pages/desk.ts';

/** WCAG 2.2 A and AA, all of them (product documents, accessibility): no rule is switched off. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'contrast' },
  { language: 'ar', theme: 'light' },
  { language: 'fr', theme: 'dark' },
];
const AREAS = [
  'home',
  'operations',
  'timeline',
  'sites',
  'papers',
  'orders',
  'action',
  'findings',
  'branches',
  'exchange',
  'history',
] as const;

let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-axe-'));
  desk = await Desk.start(path.join(dir, 'user'));
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Every rule set on what is on screen now; legacy mode because the window allows no second page. */
async function expectClean(name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).withTags(RULES).setLegacyMode(true).analyze();
  const said = violations.map(
    (v) =>
      `${v.id}: ${v.nodes
        .map((n) => n.target.join(' '))
        .slice(0, 4)
        .join(' | ')}`,
  );
  expect.soft(said, name).toEqual([]);
}

test('screens without data are clean', async () => {
  test.setTimeout(120_000);
  await expectClean('create a workspace');
  await desk.picture('look-create');
  await desk.createWorkspace('Access desk', 'A07', 'Korea police, international investigations');
  for (const area of ['home', 'operations', 'exchange'] as const) {
    await desk.open(area);
    await expectClean(`${area}, empty`);
    await desk.picture(`look-${area}-empty`);
  }
  await desk.open('home');
  await desk.loadTraining();
});

for (const look of LOOKS) {
  test(`every screen is clean: ${look.language}, ${look.theme}`, async () => {
    test.setTimeout(120_000);
    await desk.wear(look);
    for (const area of AREAS) {
      await desk.open(area);
      await expectClean(area);
      await desk.picture(`look-${area}-${look.language}-${look.theme}`);
      expect(await desk.overflow(), `${area}: nothing is cut off sideways`).toBe(0);
    }
  });
}

test('a small screen keeps everything reachable', async () => {
  test.setTimeout(120_000);
  await desk.wear({ language: 'en', theme: 'light' });
  await desk.page.setViewportSize({ width: 1280, height: 720 });
  for (const area of AREAS) {
    await desk.open(area);
    await desk.picture(`look-${area}-small`);
    expect(await desk.overflow(), area).toBe(0);
  }
  await desk.page.setViewportSize({ width: 720, height: 450 });
  for (const area of AREAS) {
    await desk.open(area);
    await expectClean(`${area} at 200 %`);
    expect(await desk.overflow(), `${area} at 200 %: nothing is cut off sideways`).toBe(0);
    await desk.picture(`look-${area}-zoomed`);
  }
  await desk.page.setViewportSize({ width: 1440, height: 900 });
});
