import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, test } from '@playwright/test';
import { Desk } from '../pages/desk.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let dir = '';
let desk: Desk;
test.beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'liaison-staffing-'));
  desk = await Desk.start(path.join(dir, 'user'));
  await desk.createWorkspace('Team desk', 'A07', 'Korea police');
  await desk.loadTraining();
  // The toast would hide part of what the pictures are for.
  await desk.page.getByText('is loaded').locator('..').getByRole('button').last().click();
});
test.afterAll(async () => {
  await desk.close();
  rmSync(dir, { recursive: true, force: true });
});

async function expectClean(name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).withTags(RULES).setLegacyMode(true).analyze();
  expect(
    violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`),
    name,
  ).toEqual([]);
}
const people = (): Locator => desk.page.getByRole('region', { name: 'People of the task' });
/** Opens a task by typing its name, as a person would. */
async function openTask(text: string): Promise<void> {
  await desk.open('timeline');
  await desk.page.getByLabel('Find tasks').fill(text);
  const row = desk.page.getByRole('treegrid').getByRole('row').filter({ hasText: text }).first();
  await row.click();
  await row.press('Enter');
  await expect(people()).toBeVisible();
}

test('staffing: a gap opens, three suggestions come, one is taken by keyboard, and undo puts all back', async () => {
  test.setTimeout(180_000);
  const { page } = desk;
  await openTask('Stop-payment wave');
  await expect(people().getByText('Lacks', { exact: false })).toHaveCount(0);

  await test.step('why: what somebody on the task brings, and taking two of three off opens a gap', async () => {
    await people().getByRole('button', { name: 'Tan Wei Jie' }).click();
    await expect(people().getByRole('article', { name: 'Why Tan Wei Jie' })).toContainText('financial investigation');
    await people().getByRole('button', { name: 'Take off the task' }).click();
    await expect(page.getByText('Take Tan Wei Jie off T41').first()).toBeVisible();
    await people().getByRole('button', { name: 'Prak Chanthy' }).click();
    await expect(people().getByRole('article')).toContainText('Too few people with a needed skill');
    await people().getByRole('button', { name: 'Take off the task' }).click();
    await expect(people()).toContainText('Lacks 1 × financial investigation');
  });

  await test.step('Shift+G walks the gaps: the focus is on the best suggestion', async () => {
    const best = people().getByRole('list', { name: 'Best suggestions' });
    await expect(best.getByRole('listitem')).toHaveCount(3);
    await desk.picture('staffing-gap');
    await expectClean('gap');
    await page.getByLabel('Find tasks').fill('');
    await page.getByRole('treegrid').getByRole('row').nth(3).click();
    await page.keyboard.press('Shift+G');
    // T37 lacks a deputy, which no assignment fills: the focus is with its people, and the next press goes on.
    await expect(people()).toContainText('Lacks a deputy');
    await expect(people()).toBeFocused();
    await page.keyboard.press('Shift+G');
    await expect(people()).toContainText('Lacks 1 × financial investigation');
    await expect(best.getByRole('button', { name: 'Assign' }).first()).toBeFocused();
  });

  await test.step('↓ goes to the next, Enter takes it, Ctrl+Z gives it back', async () => {
    const best = people().getByRole('list', { name: 'Best suggestions' });
    const name = await best.getByRole('listitem').nth(1).locator('bdi').nth(1).innerText();
    await page.keyboard.press('ArrowDown');
    await expect(best.getByRole('button', { name: 'Assign' }).nth(1)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText(`Assign ${name} to T41`).first()).toBeVisible();
    await expect(people().getByText('Lacks')).toHaveCount(0);
    await expect(people()).toBeFocused();
    await expect(people().getByRole('button', { name })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(people()).toContainText('Lacks 1 × financial investigation');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(people().getByText('Lacks')).toHaveCount(0);
    await expect(people().getByRole('button', { name: 'Tan Wei Jie' })).toBeVisible();
  });
});

/** Asks as the window itself asks. */
const ask = <T>(name: string, input: unknown): Promise<T> =>
  desk.page.evaluate(
    async ([call, given]) => {
      const { calls } = (
        globalThis as unknown as { liaison: { calls: Record<string, (input: unknown) => Promise<{ value: unknown }>> } }
      ).liaison;
      return (await calls[call as string]?.(given))?.value;
    },
    [name, input] as const,
  ) as Promise<T>;

test('staffing: six gaps are filled by one key each, from one to the next', async () => {
  test.setTimeout(120_000);
  const { page } = desk;
  await desk.open('timeline');
  const { cards } = await ask<{ cards: readonly { id: string }[] }>('operation.list', {
    find: '',
    status: null,
    blocked: false,
    first: 0,
    count: 1,
    order: 'urgency',
  });
  const operation = cards[0]?.id ?? '';
  const idOf = async (text: string): Promise<string> => {
    const { hits } = await ask<{ hits: readonly { record: string; code: string }[] }>('search.find', {
      text,
      operation,
      after: null,
      count: 20,
    });
    return hits.find(({ code }) => code === text)?.record ?? '';
  };
  interface Gaps {
    readonly gaps: readonly { readonly code: string }[];
  }
  const gaps = async (): Promise<Gaps['gaps']> =>
    (await ask<Gaps>('gap.list', { operation, first: 0, count: 200 })).gaps;
  const before = (await gaps()).map(({ code }) => code);
  for (const [task, person] of [
    ['T43', 'P31'],
    ['T43', 'P04'],
    ['T45', 'P45'],
    ['T44', 'P11'],
    ['T50', 'P37'],
    ['T38', 'P05'],
  ] as const)
    await ask('person.unassign', { operation, task: await idOf(task), person: await idOf(person) });
  const opened = (await gaps()).map(({ code }) => code).filter((code) => !before.includes(code));
  expect(opened.toSorted()).toEqual(['T38', 'T43', 'T44', 'T45', 'T50']);

  // To the first gap that somebody could fill; one without suggestions has the focus on its people.
  const isOnBest = (): Promise<boolean> =>
    page.evaluate(() => document.activeElement?.hasAttribute('data-assign') === true);
  await page.getByRole('treegrid').getByRole('row').nth(3).click();
  await expect(async () => {
    await page.keyboard.press('Shift+G');
    await expect.poll(isOnBest, { timeout: 2_000 }).toBe(true);
  }).toPass({ timeout: 30_000 });
  const filled: string[] = [];
  for (let press = 0; press < 6; press++) {
    await expect.poll(isOnBest).toBe(true);
    const lacking = JSON.stringify(await gaps());
    const row = page.getByRole('treegrid').getByRole('row', { selected: true });
    filled.push(/T\d+/.exec(await row.innerText())?.[0] ?? '');
    await page.keyboard.press('Enter');
    await expect.poll(async () => JSON.stringify(await gaps())).not.toBe(lacking);
  }
  expect(filled.toSorted()).toEqual(['T38', 'T43', 'T43', 'T44', 'T45', 'T50']);
  expect((await gaps()).map(({ code }) => code)).toEqual(before);
});

test('staffing: W asks why not, a block at the assign gate says who can lift it', async () => {
  test.setTimeout(120_000);
  const { page } = desk;
  await openTask('Arrest of organisers');
  await page.getByRole('treegrid').getByRole('row', { selected: true }).focus();
  await page.keyboard.press('w');
  const ask = people().getByRole('combobox');
  await expect(ask).toBeFocused();
  await page.keyboard.type('ferrando');
  await expect(people().getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const answer = people().getByRole('article', { name: 'Why not Lucia Ferrando' });
  await expect(answer).toContainText('R-JIT-05');
  await expect(answer).toContainText('stops this assignment');
  await expect(answer.getByRole('button', { name: 'Assign' })).toHaveCount(0);
  await desk.picture('staffing-why-not');
  await expectClean('why not');

  await ask.fill('nobody of this name');
  await expect(people()).toContainText('Nobody is called “nobody of this name”.');
  await expectClean('nobody found');
  await page.keyboard.press('Escape');
});

test('staffing: a gap nobody can fill says so, in every look', async () => {
  test.setTimeout(180_000);
  await openTask('Victim screening IBIS');
  await expect(people()).toContainText('Lacks Amharic');
  await expect(people()).toContainText('Nobody in this operation has what is missing');
  await desk.picture('staffing-nobody');
  for (const look of [
    { language: 'en', theme: 'dark' },
    { language: 'ar', theme: 'light' },
    { language: 'fr', theme: 'contrast' },
  ] as const) {
    await desk.wear(look);
    await expectClean(`${look.language} ${look.theme}`);
    await desk.picture(`staffing-${look.language}-${look.theme}`);
    expect(await desk.overflow()).toBe(0);
  }
  await desk.wear({ language: 'en', theme: 'light' });
});
