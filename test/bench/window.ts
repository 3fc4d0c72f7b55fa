/** The real window, timed by its own clock: from pressing Unlock to the home screen on the screen. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchApp } from '#test/e2e/launch.ts';
import { load, makeAgency } from '#test/tools/agencies.ts';
import { OUT, PASSPHRASE } from '#test/tools/places.ts';
import { type Figure, figure, repeat, timed } from './measure.ts';

/** Screen design, section 15: start to usable after key entry. */
const TARGET_MS = 1_200;

export async function benchWindow(): Promise<readonly Figure[]> {
  const home = mkdtempSync(path.join(tmpdir(), 'liaison-bench-window-'));
  try {
    const agency = await makeAgency(path.join(home, 'workspaces'), 'A07');
    await load(agency);
    await agency.close();
    const opens: number[] = [];
    const values = await repeat(async (run) => {
      const userData = path.join(home, `user${run}`);
      mkdirSync(userData);
      let app: Awaited<ReturnType<typeof launchApp>> | null = null;
      const opened = await timed(async () => {
        app = await launchApp({ userData, args: [`--workspaces=${path.join(home, 'workspaces')}`], outDir: OUT });
        await app.page.getByLabel('Passphrase', { exact: true }).waitFor();
      });
      if (app === null) throw new Error('the app did not start');
      if (run >= 0) opens.push(opened);
      return await unlock(app);
    });
    return [
      figure('window: from pressing Unlock to home painted', values, TARGET_MS),
      figure('window: from starting the program to the passphrase field', opens),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function unlock({ page, close }: Awaited<ReturnType<typeof launchApp>>): Promise<number> {
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  // In the page: from the press itself, to the second frame after the operation stands there.
  await page.evaluate(() => {
    const times = globalThis as { pressedAt?: number; paintedAt?: number };
    document.addEventListener('submit', () => (times.pressedAt = performance.now()), { capture: true, once: true });
    const look = (): void => {
      if (document.querySelector('main section[aria-label="LANTERN TIDE"]') === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => requestAnimationFrame(() => (times.paintedAt = performance.now())));
    };
    requestAnimationFrame(look);
  });
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.waitForFunction(() => (globalThis as { paintedAt?: number }).paintedAt !== undefined);
  const ms = await page.evaluate(() => {
    const { pressedAt = Number.NaN, paintedAt = Number.NaN } = globalThis as { pressedAt?: number; paintedAt?: number };
    return paintedAt - pressedAt;
  });
  await close();
  return ms;
}
