/** The real window of a benchmark: started on the workspaces of a folder, unlocked, driven as a person drives it. */
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { launchApp, type RunningApp } from '#test/e2e/launch.ts';
import { processTree } from '#test/e2e/sockets.ts';
import { OUT, PASSPHRASE } from '#test/tools/places.ts';
import type { PeerRow, Scene } from './peers/peer.ts';
import { Probe } from './probe.ts';

const H = 3_600_000;
const ROWS = `document.querySelectorAll('[role=treegrid] [data-index]').length`;
const STILL_LOADING = `document.querySelector('main [class*="skeleton"], main [data-loading], main [aria-busy="true"]')`;

export interface Chosen {
  readonly id: string;
  readonly code: string;
  readonly tasks: number;
  /** More than one operation: it is opened by its code. */
  readonly many: boolean;
}

/** The answer of a call as the window itself asks it. */
export async function ask<T>(page: Page, name: string, input: unknown): Promise<T> {
  const reply = await page.evaluate(
    ([call, given]) =>
      (
        globalThis as unknown as { liaison: { calls: Record<string, (input: unknown) => Promise<unknown>> } }
      ).liaison.calls[call as string]?.(given),
    [name, input] as const,
  );
  const { ok, value } = reply as { readonly ok: boolean; readonly value: T };
  if (!ok) throw new Error(`${name} was refused`);
  return value;
}

export class Window {
  readonly app: RunningApp;
  readonly page: Page;
  readonly probe: Probe;

  private constructor(app: RunningApp, probe: Probe) {
    this.app = app;
    this.page = app.page;
    this.probe = probe;
  }

  /** A fresh start on the workspaces of `home`, unlocked, at home. */
  static async open(home: string): Promise<Window> {
    const userData = mkdtempSync(path.join(home, 'user-'));
    const app = await launchApp({ userData, args: [`--workspaces=${path.join(home, 'workspaces')}`], outDir: OUT });
    const { page } = app;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await page.locator('nav [data-area="home"]').waitFor();
    return new Window(app, await Probe.on(page));
  }

  /** The operation with the most tasks, once every plan has been read in the background. */
  async largest(): Promise<Chosen> {
    const every = { find: '', status: null, blocked: false, first: 0, count: 100, order: 'urgency' };
    interface Card {
      readonly id: string;
      readonly code: string;
      readonly counts: { readonly tasks: number } | null;
    }
    interface List {
      readonly total: number;
      readonly unchecked: number;
      readonly cards: readonly Card[];
    }
    let list = await ask<List>(this.page, 'operation.list', every);
    while (list.unchecked > 0) {
      await this.page.waitForTimeout(500);
      list = await ask<List>(this.page, 'operation.list', every);
    }
    const tasks = (card: Card): number => card.counts?.tasks ?? 0;
    const [card] = list.cards.toSorted((a, b) => tasks(b) - tasks(a));
    if (!card) throw new Error('the set holds no operation');
    return { id: card.id, code: card.code, tasks: tasks(card), many: list.total > 1 };
  }

  /** Every row of the operation, for those who draw the same. */
  async scene({ id, tasks }: Chosen): Promise<Scene> {
    interface Row extends Omit<PeerRow, 'start' | 'end'> {
      readonly start: number | null;
      readonly end: number | null;
    }
    const rows: Row[] = [];
    for (let first = 0; first < tasks; first += 200)
      rows.push(
        ...(await ask<Row[]>(this.page, 'timeline.rows', {
          operation: id,
          first,
          count: Math.min(200, tasks - first),
        })),
      );
    const frame = await ask<{ readonly card: { readonly hHour: number } }>(this.page, 'timeline.frame', {
      operation: id,
    });
    const { hHour } = frame.card;
    const placed = rows.flatMap(({ id: row, code, title, start, end }) =>
      start === null ? [] : [{ id: row, code, title, start, end: end ?? start }],
    );
    const first = Math.max(
      0,
      placed.findIndex(({ end }) => end >= hHour - 22 * H),
    );
    return { rows: placed, from: hHour - 26 * H, to: hHour + 22 * H, first };
  }

  /** From the click or key that opens the timeline to its rows on the screen. */
  async openTimeline({ code, many }: Chosen): Promise<number> {
    if (!many)
      return this.probe.paint('click', `() => ${ROWS} > 5`, () =>
        this.page.locator('nav [data-area="timeline"]').click(),
      );
    await this.page.keyboard.press('Control+k');
    await this.page.keyboard.type(code);
    await this.page.locator('[role=option]').filter({ hasText: code }).first().waitFor();
    return this.probe.paint('keydown', `() => ${ROWS} > 5`, () => this.page.keyboard.press('Enter'));
  }

  /** Brings a task into sight, as a jump does, and leaves the picture its whole width. */
  async goTo(row: PeerRow | undefined): Promise<void> {
    if (!row) return;
    await this.page.keyboard.press('Control+k');
    await this.page.keyboard.type(row.code);
    await this.page
      .locator('[role=option]')
      .filter({ hasText: `${row.code} ` })
      .first()
      .click();
    await this.page.locator('aside h2').waitFor();
    await this.page.locator('[role=treegrid] [data-index][tabindex="0"]').focus();
    await this.page.keyboard.press('i');
    await this.page.locator('aside').waitFor({ state: 'detached' });
    await this.page.waitForTimeout(500);
  }

  area(name: string): Promise<number> {
    const there = `() => document.querySelector('nav [data-area="${name}"][aria-current]') !== null && ${STILL_LOADING} === null`;
    return this.probe.paint('click', there, () => this.page.locator(`nav [data-area="${name}"]`).click());
  }

  close(): Promise<number | null> {
    return this.app.close();
  }
}

/** Memory of the program and all it started; what they share counts once. Linux tells it, others do not. */
export function memoryOf(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const kib = processTree(pid).map((member) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${member}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0; // it ended meanwhile
    }
  });
  return kib.reduce((sum, n) => sum + n, 0) / 1024;
}

/** Processes of other programs that run the same browser: pages of its file are shared with them as well. */
export function otherBrowsers(pid: number): number {
  const ours = processTree(pid);
  const fileOf = (member: number | string): string => {
    try {
      const { dev, ino } = statSync(`/proc/${member}/exe`);
      return `${dev}/${ino}`;
    } catch {
      return ''; // it ended meanwhile, or is somebody else's
    }
  };
  const files = new Set(ours.map(fileOf).filter((file) => file !== '' && file !== fileOf('self')));
  return readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && !ours.includes(Number(name)) && files.has(fileOf(name)),
  ).length;
}
