/** Hands on a timeline, ours or another's: the same wheel, the same pointer, the same number of steps. */
import type { Page } from '@playwright/test';
import type { Drive, Probe } from './probe.ts';

/** In the picture of every timeline measured: right of its columns, below its axis. */
const MIDDLE = { x: 1_000, y: 500 } as const;
/** Where the columns of every timeline stand; what is written there tells whether rows moved. */
const COLUMN_X = 140;
const STEPS = 32;
const REPEATS = 3;

/** One to warm up, then those that count. */
export async function DRIVES(work: () => Promise<Drive>): Promise<readonly Drive[]> {
  await work();
  const drives: Drive[] = [];
  for (let n = 0; n < REPEATS; n += 1) drives.push(await work());
  return drives;
}

const textAt = (page: Page): Promise<string> =>
  page.evaluate(
    ([x, y]) =>
      document
        .elementsFromPoint(x, y)
        .map((el) => el.textContent ?? '')
        .find((text) => text !== '' && text.length < 200) ?? '',
    [COLUMN_X, MIDDLE.y] as const,
  );

/** Rows of 28 pixels, as ours are. */
export async function wheelTo(page: Page, row: number): Promise<void> {
  await page.mouse.move(MIDDLE.x, MIDDLE.y);
  await page.mouse.wheel(0, row * 28);
  await page.waitForTimeout(500);
}

/** The wheel, a notch a step, down and up again. */
export async function scroll(page: Page, probe: Probe): Promise<Drive> {
  await page.mouse.move(MIDDLE.x, MIDDLE.y);
  const before = await textAt(page);
  await page.mouse.wheel(0, 240);
  await page.waitForTimeout(300);
  if ((await textAt(page)) === before) throw new Error('the wheel moved no rows');
  await page.mouse.wheel(0, -240);
  return probe.drive(STEPS, (i) => page.mouse.wheel(0, i < STEPS / 2 ? 120 : -120));
}

/** Ctrl with the wheel, in and out again. */
export async function zoom(page: Page, probe: Probe): Promise<Drive> {
  await page.mouse.move(MIDDLE.x, MIDDLE.y);
  await page.keyboard.down('Control');
  const drive = await probe.drive(STEPS, (i) => page.mouse.wheel(0, i % 16 < 8 ? -60 : 60));
  await page.keyboard.up('Control');
  return drive;
}

/** A bar that can be seized, taken to and fro and let go where it was. */
export async function dragBar(page: Page, probe: Probe, selector: string): Promise<Drive> {
  const at = await page.evaluate((bars) => {
    for (const bar of document.querySelectorAll(bars)) {
      const { left, right, top, bottom } = bar.getBoundingClientRect();
      const [x, y] = [Math.min(left + 12, (left + right) / 2), (top + bottom) / 2];
      if (x > 650 && x < 1_250 && y > 250 && y < 750 && bar.contains(document.elementFromPoint(x, y))) return { x, y };
    }
    return null;
  }, selector);
  if (!at) throw new Error('no bar in sight');
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  const drive = await probe.drive(STEPS, (i) => page.mouse.move(at.x + (i < STEPS / 2 ? i : STEPS - i) * 6, at.y));
  await page.mouse.move(at.x, at.y);
  await page.mouse.up();
  await page.waitForTimeout(200);
  return drive;
}
