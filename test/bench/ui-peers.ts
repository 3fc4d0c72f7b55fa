/** Other people's timelines with the rows of ours, in the same browser started the same way, and how ours compares. */
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '#electron/scripts/build.mjs';
import { ensureBuilt } from '#electron/scripts/ensure-built.mjs';
import { launchApp } from '#test/e2e/launch.ts';
import { SHELL_APP } from '#test/e2e/shell-app.ts';
import { type Figure, figure, median, p95 } from './measure.ts';
import type { Scene } from './peers/peer.ts';
import { type Drive, Probe } from './probe.ts';
import { dragBar, DRIVES, scroll, wheelTo, zoom } from './ui-drives.ts';

/** Their page, in the test app of the shell: it brings everything but the page. */
const PEERS_APP = {
  ...SHELL_APP,
  outDir: path.join(ROOT, 'node_modules/.cache/liaison-bench-peers'),
  renderer: path.join(ROOT, 'test/bench/peers'),
};
const SOURCES = [
  'electron/platform',
  'electron/shell',
  'electron/scripts',
  'test/fixtures/shell-app',
  'test/bench/peers',
];
/** The bars of each. */
const PEERS = { 'vis-timeline': '.vis-item.vis-range', 'SVAR React Gantt': '.wx-bar' } as const;
type PeerName = keyof typeof PEERS;
/** Who has not drawn the rows by then gets fewer. */
const PATIENCE_MS = 60_000;
const STARTS = 3;

interface Ours {
  readonly first: number;
  readonly drives: Readonly<Record<'scroll' | 'zoom' | 'drag', readonly Drive[]>>;
}
type Seen = Readonly<Record<'scroll' | 'zoom' | 'drag', readonly Drive[] | null>>;

/** Draws in a window of its own; null when it takes too long. `more`: what else to do in the window. */
async function drawn(
  home: string,
  name: PeerName,
  scene: Scene,
  more: boolean,
): Promise<{ readonly ms: number; readonly seen: Seen | null } | null> {
  const app = await launchApp({
    userData: mkdtempSync(path.join(home, 'peer-')),
    outDir: PEERS_APP.outDir,
    args: ['--no-policy'],
  });
  const { page } = app;
  let timer: NodeJS.Timeout | undefined;
  try {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.evaluate((peer) => window.loadPeer(peer), name);
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    const drawing = page.evaluate((given) => window.drawPeer(given), scene).catch(() => null);
    const ms = await Promise.race([drawing, late]);
    if (ms === null) return null;
    if (!more) return { ms, seen: null };
    await page.waitForTimeout(1_000);
    // it goes to an hour when told, to a row only by the wheel
    if (name === 'SVAR React Gantt') await wheelTo(page, scene.first);
    const probe = await Probe.on(page);
    const tried = (work: () => Promise<Drive>): Promise<readonly Drive[] | null> => DRIVES(work).catch(() => null);
    const seen = {
      scroll: await tried(() => scroll(page, probe)),
      drag: await tried(() => dragBar(page, probe, PEERS[name])),
      zoom: await tried(() => zoom(page, probe)),
    };
    return { ms, seen };
  } finally {
    clearTimeout(timer);
    // a page that is still drawing does not close by itself: it is ended
    await app.close().catch(() => null);
  }
}

/** Figures of every peer, and ours as a multiple of them: below one, ours is quicker. */
export async function peerFigures(home: string, what: string, scene: Scene, ours: Ours): Promise<readonly Figure[]> {
  await ensureBuilt({ project: PEERS_APP, sources: [...SOURCES, 'package-lock.json'] });
  const figures: Figure[] = [];
  for (const name of Object.keys(PEERS) as PeerName[]) {
    process.stderr.write(`${name}, ${what} …\n`);
    let { rows } = scene;
    const firsts: number[] = [];
    let seen: Seen | null = null;
    while (firsts.length < STARTS) {
      const given = { ...scene, rows, first: Math.min(scene.first, rows.length - 1) };
      const one = await drawn(home, name, given, firsts.length === STARTS - 1);
      if (one) {
        firsts.push(one.ms);
        seen = one.seen;
      } else {
        rows = rows.slice(0, Math.floor(rows.length / 2));
        firsts.length = 0;
        if (rows.length === 0) break;
      }
    }
    if (rows.length < scene.rows.length)
      figures.push(figure(`${name}: most rows it draws within ${PATIENCE_MS / 1_000} s`, [rows.length], null, 'rows'));
    if (firsts.length === 0) continue;
    const title = `${name}, ${rows.length < scene.rows.length ? `only ${rows.length} of ` : ''}${what}`;
    figures.push(
      figure(`${title}: first paint, rows already in the page`, firsts),
      figure(
        '  ours, read from the worker, as a multiple',
        firsts.map((ms) => ours.first / ms),
        null,
        '×',
      ),
    );
    for (const kind of ['scroll', 'zoom', 'drag'] as const) {
      const theirs = seen?.[kind];
      if (!theirs) continue;
      const middle = median(ours.drives[kind].map(({ work }) => p95(work)));
      const values = theirs.map(({ work }) => p95(work));
      figures.push(
        figure(`${title}: ${kind}, work of a step, p95`, values),
        figure(
          '  ours as a multiple',
          values.map((ms) => middle / ms),
          null,
          '×',
        ),
        figure(
          '  frames longer than 50 ms',
          theirs.map(({ long }) => long),
          null,
          'frames',
        ),
      );
    }
  }
  return figures;
}
