/**
 * The window on generated operations: `bench ui --size S|M|L [--data DIR] [--only PART,…]`. The real program with its real worker and encrypted workspace;
 * times are the page's own. Frames are told as work, processor time of the page's main thread a step, because a window without a display
 * has no picture rate to miss. Beside it, in the same browser, others draw the same rows (ui-peers.ts).
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyOfSet, type SetName, type Size } from './data.ts';
import { type Figure, figure, median, p95, tableOf } from './measure.ts';
import type { PeerRow, Scene } from './peers/peer.ts';
import type { Drive } from './probe.ts';
import { peerFigures } from './ui-peers.ts';
import { dragBar, DRIVES, scroll, zoom } from './ui-drives.ts';
import { lensFigures } from './ui-lens.ts';
import { type Chosen, memoryOf, otherBrowsers, Window } from './ui-window.ts';

/** Screen design, section 15: milliseconds, 95 of 100; MiB. */
const TARGETS = {
  S: { key: 50, frame: 16.7, first: 150, screen: 50, page: 60, search: 50, memory: 450 },
  M: { key: 50, frame: 16.7, first: 250, screen: 100, page: 80, search: 80, memory: 650 },
  L: { key: 50, frame: 16.7, first: 400, screen: 150, page: 100, search: 120, memory: 1_000 },
} as const;
type Targets = (typeof TARGETS)[Size];
/** Starts of the program: what is seen for the first time can be timed once in each. */
const STARTS = 5;
const AREAS = [
  'home',
  'operations',
  'matrix',
  'calendar',
  'orders',
  'action',
  'sites',
  'papers',
  'findings',
  'branches',
];
/** Runs of several samples each, as their 95th of a hundred, with the middle and the worst. */
const runs = (name: string, samples: readonly (readonly number[])[], target: number | null): readonly Figure[] => [
  figure(`${name}, p95`, samples.map(p95), target),
  figure('  median', samples.map(median)),
  figure(
    '  worst',
    samples.map((all) => Math.max(...all)),
  ),
];
const frames = (name: string, drives: readonly Drive[], target: number | null): readonly Figure[] => [
  ...runs(
    `${name}: work of a step`,
    drives.map(({ work }) => work),
    target,
  ),
  figure(
    '  frames longer than 50 ms',
    drives.map(({ long }) => long),
    target === null ? null : 0,
    'frames',
  ),
];

async function areaFigures(window: Window, target: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const name of AREAS) {
    const first = await window.area(name);
    const again: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      await window.area('timeline');
      await window.page.waitForTimeout(150);
      again.push(await window.area(name));
      await window.page.waitForTimeout(150);
    }
    figures.push(figure(`switch to ${name}`, again, target), figure('  the first time', [first]));
  }
  await window.area('timeline');
  return figures;
}

/** Engines hold what they no longer use until they find time to look: told at once, and after a rest as any person takes. */
const REST_MS = 30_000;
async function memoryFigures(
  { app, page }: Window,
  timeline: number | null,
  target: number,
): Promise<readonly Figure[]> {
  const all = memoryOf(app.pid);
  if (timeline === null || all === null) return [];
  if (otherBrowsers(app.pid) > 0)
    process.stderr.write('other browsers run the same file: what they share with this one is counted by halves\n');
  await page.waitForTimeout(REST_MS);
  return [
    figure('memory of all processes, timeline open (shared pages by their share)', [timeline], target, 'MiB'),
    figure('  after every screen was seen and half a minute of rest', [memoryOf(app.pid) ?? Number.NaN], target, 'MiB'),
    figure('  the moment before that rest', [all], null, 'MiB'),
  ];
}

async function times(n: number, work: (i: number) => Promise<number>): Promise<readonly number[]> {
  const values: number[] = [];
  for (let i = 0; i < n; i += 1) values.push(await work(i));
  return values;
}
async function several(n: number, work: () => Promise<readonly number[]>): Promise<readonly (readonly number[])[]> {
  const all: (readonly number[])[] = [];
  for (let i = 0; i < n; i += 1) all.push(await work());
  return all;
}

/** Arrows through the rows, letters into the start of a task, into the filter and into the palette. */
async function keyFigures({ page, probe }: Window, scene: Scene, target: Targets): Promise<readonly Figure[]> {
  await page.locator('[role=treegrid] [data-index][tabindex="0"]').focus();
  const arrows = await several(3, () =>
    times(12, async () => {
      const at = await page.evaluate(() => Number((document.activeElement as HTMLElement).dataset['index']));
      const there = `() => document.activeElement?.dataset?.index === '${at + 1}'`;
      return probe.paint('keydown', there, () => page.keyboard.press('ArrowDown'));
    }),
  );
  const letter = (key: string, text: string): Promise<number> =>
    probe.paint('keydown', `() => document.activeElement?.value === ${JSON.stringify(text)}`, () =>
      page.keyboard.press(key),
    );
  const typing = (word: string): Promise<readonly number[]> =>
    times(word.length, (i) => letter(word[i] ?? '', word.slice(0, i + 1)));

  await page.keyboard.press('Enter');
  await page.locator('aside h2').waitFor();
  await page.locator('aside button[aria-keyshortcuts="E"]').click();
  const field = page.locator('aside input').first();
  await field.waitFor();
  const inspector = await several(3, async () => {
    await field.fill('');
    return typing('H-02:30');
  });
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  const filter = page.locator('[role=toolbar] input[type=search]');
  const filtering = await several(3, async () => {
    await filter.fill('');
    await filter.focus();
    return typing('search');
  });
  await filter.fill('');

  const found: number[] = [];
  const palette = await several(6, async () => {
    await page.keyboard.press('Control+k');
    await page.locator('[role=combobox]').waitFor();
    const code = scene.rows[Math.floor((scene.rows.length * (found.length + 1)) / 8)]?.code ?? '';
    const values = await typing(code.slice(0, -1));
    const hit = `() => [...document.querySelectorAll('[role=option]')].some((o) => o.textContent.includes('${code} '))`;
    found.push(await probe.paint('keydown', hit, () => page.keyboard.press(code.slice(-1))));
    await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
    return values;
  });
  return [
    ...runs('arrow to the next row of the timeline: key to paint', arrows, target.key),
    ...runs('a letter into the start of a task', inspector, target.key),
    ...runs('a letter into the filter of the timeline', filtering, target.key),
    ...runs('a letter into the palette', palette, target.key),
    ...runs('search: first results with the task looked for', [found], target.search),
  ];
}

/** Pages turned by key, from the key to the paint after the last change of the page. */
async function calendarFigures({ page, probe }: Window, target: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  await page.locator('nav [data-area="calendar"]').click();
  for (const [at, span] of ['month', 'week'].entries()) {
    await page.locator('[role=toolbar] fieldset').first().locator('button').nth(at).click();
    await page.waitForTimeout(800);
    await page.locator('.rbc-calendar [tabindex="0"]').first().focus();
    const keys = ['PageDown', 'PageDown', 'PageUp', 'PageUp', 'PageUp', 'PageUp', 'PageDown', 'PageDown'];
    const turns = await several(3, () =>
      times(keys.length, (i) => probe.still('keydown', 'main', () => page.keyboard.press(keys[i] ?? ''))),
    );
    figures.push(...runs(`calendar, a ${span} turned`, turns, target));
  }
  await page.locator('nav [data-area="timeline"]').click();
  return figures;
}

interface Drawn {
  readonly figures: readonly Figure[];
  readonly first: number;
  readonly drives: Readonly<Record<'scroll' | 'zoom' | 'drag', readonly Drive[]>>;
}

/** Everything of the timeline that others offer as well. */
async function timelineFigures(
  window: Window,
  firsts: readonly number[],
  row: PeerRow | undefined,
  target: Targets | null,
): Promise<Drawn> {
  const { page, probe } = window;
  const frame = target?.frame ?? null;
  await window.goTo(row);
  const drives = {
    scroll: await DRIVES(() => scroll(page, probe)),
    zoom: await DRIVES(() => zoom(page, probe)),
    drag: await DRIVES(() => dragBar(page, probe, '[data-part=bar]')),
  };
  const axis = await page.locator('[role=treegrid] [role=columnheader]').last().boundingBox();
  if (!axis) throw new Error('the timeline has no axis');
  const [x, y] = [axis.x + axis.width / 2, axis.y + 20];
  const pans = await DRIVES(async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    const drive = await probe.drive(40, (i) => page.mouse.move(x + (i < 20 ? i : 40 - i) * 12, y));
    await page.mouse.up();
    return drive;
  });
  const idle = await DRIVES(() => probe.drive(20, () => Promise.resolve()));
  return {
    figures: [
      figure('timeline: from the click to its rows painted, the first time', firsts, target?.first ?? null),
      ...frames('timeline, scrolled by a notch', drives.scroll, frame),
      ...frames('timeline, zoomed', drives.zoom, frame),
      ...frames('timeline, panned', pans, frame),
      ...frames('timeline, a bar dragged', drives.drag, frame),
      figure(
        '  of it for measuring alone (a step in which nothing happens)',
        idle.map(({ work }) => median(work)),
      ),
    ],
    first: median(firsts),
    drives,
  };
}

/** A set in folders of its own: starts, and what `work` measures in the last of them. */
async function inSet(
  home: string,
  name: SetName,
  data: string | null,
  starts: number,
  work: (window: Window, chosen: Chosen, firsts: readonly number[], scene: Scene) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const place = path.join(home, `ui-${name}`);
  mkdirSync(path.join(place, 'workspaces'), { recursive: true });
  await copyOfSet(name, data, path.join(place, 'workspaces'));
  at(`timeline of set ${name}`);
  const reader = await Window.open(place);
  const chosen = await reader.largest();
  const scene = await reader.scene(chosen);
  await reader.close();
  const firsts: number[] = [];
  for (let start = 1; ; start += 1) {
    const window = await Window.open(place);
    await window.largest();
    await window.page.waitForTimeout(300);
    firsts.push(await window.openTimeline(chosen));
    const figures = start < starts ? null : await work(window, chosen, firsts, scene);
    const code = await window.close();
    if (code !== 0) throw new Error(`the window ended with ${code}`);
    if (figures) return figures;
  }
}

/**
 * What can be measured alone (`--only`), in one start where the whole takes five. Memory is that of a timeline that was used, so it brings
 * the timeline along; `one` is the single large operation, which the whole tells with size S.
 */
export const UI_PARTS = ['timeline', 'keys', 'screens', 'calendar', 'memory', 'peers', 'one'] as const;
export type UiPart = (typeof UI_PARTS)[number];

/** It takes minutes: what it is at, and what is known so far, goes to stderr. */
const at = (what: string): void => void process.stderr.write(`${what} …\n`);

export async function benchUi(size: Size, data: string | null, only: readonly UiPart[]): Promise<readonly Figure[]> {
  const wants = (...parts: readonly UiPart[]): boolean =>
    only.length === 0 || parts.some((part) => only.includes(part));
  const starts = only.length === 0 ? STARTS : 1;
  const home = mkdtempSync(path.join(tmpdir(), 'liaison-bench-ui-'));
  const target = TARGETS[size];
  try {
    const set = async (
      window: Window,
      _chosen: Chosen,
      firsts: readonly number[],
      scene: Scene,
    ): Promise<readonly Figure[]> => {
      const drawn = wants('timeline', 'memory', 'peers')
        ? await timelineFigures(window, firsts, scene.rows[scene.first], target)
        : null;
      at('keys, screens and calendar');
      const timeline = memoryOf(window.app.pid);
      return [
        ...(drawn?.figures ?? []),
        ...(wants('keys') ? await keyFigures(window, scene, target) : []),
        ...(wants('screens') ? await areaFigures(window, target.screen) : []),
        ...(wants('calendar') ? await calendarFigures(window, target.page) : []),
        ...(wants('memory') ? await memoryFigures(window, timeline, target.memory) : []),
        ...(drawn && wants('peers') ? await peerFigures(home, `${scene.rows.length} rows`, scene, drawn) : []),
      ];
    };
    const figures = only.join('') === 'one' ? [] : await inSet(home, size, data, starts, set);
    process.stderr.write(`${tableOf(figures)}\n`);
    // the same operation whatever the size: told once
    if (size !== 'S' || !wants('one')) return figures;
    const one = await inSet(home, 'one', null, 3, async (window, chosen, firsts, scene) => {
      const drawn = await timelineFigures(window, firsts, scene.rows[scene.first], null);
      at('the past and branches');
      const lens = await lensFigures(window, chosen, scene);
      const own = [...drawn.figures, ...lens].map((f) => ({
        ...f,
        name: `one operation of ${scene.rows.length} tasks: ${f.name}`,
      }));
      return [...own, ...(await peerFigures(home, `${scene.rows.length} rows`, scene, drawn))];
    });
    return [...figures, ...one];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
