/** The first look through a lens in the real window: the plan as it was, moment by moment, and a branch from its key to its rows and its first step. */
import { type Figure, figure } from './measure.ts';
import type { Scene } from './peers/peer.ts';
import { ask, type Chosen, type Window } from './ui-window.ts';

const MOMENTS = 5;
const BRANCHES = 3;

/** Work that a person would rather not wait for without a sign (screen design, section 8). */
const TARGET_MS = 300;

export async function lensFigures(window: Window, { id }: Chosen, scene: Scene): Promise<readonly Figure[]> {
  const { page, probe } = window;
  const tasks = scene.rows.slice(0, MOMENTS + 1);
  for (const [n, task] of tasks.entries()) {
    await ask(page, 'task.setStart', { operation: id, task: task.id, at: `H+0${n + 1}:15` });
    // a step of its own moment
    await page.waitForTimeout(50);
  }
  const pasts = await pastFigures(window);
  await window.area('timeline');
  const opened: number[] = [];
  const stepped: number[] = [];
  for (let n = 1; n <= BRANCHES; n += 1) {
    await page.locator('[role=treegrid] [data-index][tabindex="0"]').focus();
    await page.evaluate(() => document.querySelector('[role=treegrid]')?.setAttribute('data-before', ''));
    await page.keyboard.press('Control+b');
    await page.getByRole('dialog').getByRole('textbox').fill(`Try ${n}`);
    const there = `() => document.querySelector('[data-before]') === null && document.querySelectorAll('[role=treegrid] [data-index]').length > 5`;
    opened.push(await probe.paint('keydown', there, () => page.keyboard.press('Control+Enter')));
    const { branches } = await ask<{ readonly branches: readonly { readonly id: string }[] }>(page, 'branch.list', {
      operation: id,
      discarded: false,
      first: 0,
      count: 1,
    });
    const operation = branches[0]?.id ?? '';
    const began = performance.now();
    await ask(page, 'task.setStart', { operation, task: tasks[0]?.id ?? '', at: `H+1${n}:45` });
    await ask(page, 'timeline.frame', { operation });
    stepped.push(performance.now() - began);
    await page.keyboard.press('Control+Shift+B');
    await page.locator('[data-region=branch]').waitFor({ state: 'detached' });
    await page.waitForTimeout(500);
  }
  return [
    figure('the plan as of a moment: key to its picture painted', pasts, TARGET_MS),
    figure('a branch made: key to its rows painted', opened, TARGET_MS),
    figure('  its first step, with rules and findings', stepped, TARGET_MS),
  ];
}

async function pastFigures({ page, probe }: Window): Promise<readonly number[]> {
  await page.locator('nav [data-area="history"]').click();
  await page.getByRole('tab', { name: 'The plan as it was' }).click();
  await page.locator('[data-past] [data-index]').first().waitFor();
  await page.locator('main input[type=range]').focus();
  const values: number[] = [];
  for (let n = 0; n < MOMENTS; n += 1) {
    const before = await page.locator('[data-past]').getAttribute('data-past');
    const there = `() => { const el = document.querySelector('[data-past]'); return el !== null && el.dataset.past !== ${JSON.stringify(before)} && el.querySelectorAll('[data-index]').length > 5; }`;
    values.push(await probe.paint('keydown', there, () => page.keyboard.press('ArrowLeft')));
    await page.waitForTimeout(300);
  }
  return values;
}
