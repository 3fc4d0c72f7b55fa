/**
 * The engine on generated operations: `bench engine --size S|M|L`. Pure work is timed in this process on facts read from the real store;
 * what a person waits for is timed through the built worker. Each figure also stands as a multiple of a floor of the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildState, rowOf } from '#electron/worker/operation-state.ts';
import { closeSession, openWorkspace, type Session } from '#electron/worker/session.ts';
import type { OperationState } from '#electron/worker/views/state.ts';
import { bestThree, coverageOfAll, gapsOf } from '#shared/domain/explain/index.ts';
import { spanOf } from '#shared/domain/facts/facts.ts';
import { moveH, replaceTask } from '#shared/domain/facts/overlay.ts';
import { recheck } from '#shared/domain/rules/index.ts';
import { sweep } from '#shared/domain/rules/sweep.ts';
import { criticalPaths, timetableOf } from '#shared/domain/schedule/index.ts';
import { recordsToPlan } from '#shared/formats/plan-records/index.ts';
import { Agency } from '#test/tools/agencies.ts';
import { PASSPHRASE } from '#test/tools/places.ts';
import { copyOfSet, type Size } from './data.ts';
import { type Figure, figure, median, repeat, timed } from './measure.ts';

/** Screen design, section 15, in milliseconds. */
const TARGETS = {
  S: { start: 1_200, change: 30, check: 50, preview: 100, commit: 50, cover: 50, three: 100 },
  M: { start: 1_500, change: 60, check: 200, preview: 200, commit: 50, cover: 200, three: 150 },
  L: { start: 2_000, change: 120, check: 1_500, preview: 300, commit: 50, cover: 2_000, three: 300 },
} as const;
const MIB = 1_048_576;

const clock = { now: (): number => Date.now() };
async function openSet(dir: string): Promise<Session> {
  const opened = await openWorkspace(dir, PASSPHRASE, clock);
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reason}`);
  return opened.value;
}

/** Reads every open record of the operations without looking at it: what any reading of them costs at the least. */
function readRows(session: Session, ids: readonly string[]): number {
  let n = 0;
  for (const id of ids) n += session.store.read.recordsOfOperation(id).length;
  return n;
}

/** One bare pass over the dependencies as numbers: what any walk over the network costs at the least. */
function barePass(states: readonly OperationState[]): () => number {
  const links: number[] = [];
  let tasks = 0;
  for (const { facts } of states) {
    const at = new Map(facts.plan.tasks.map((task, i) => [task.id, tasks + i]));
    for (const task of facts.plan.tasks)
      for (const { on, lag } of task.dependencies) links.push(at.get(on) ?? tasks, at.get(task.id) ?? tasks, lag);
    tasks += facts.plan.tasks.length;
  }
  const packed = Float64Array.from(links);
  const starts = new Float64Array(tasks + 1);
  return () => {
    starts.fill(0);
    for (let i = 0; i < packed.length; i += 3) {
      const from = packed[i] ?? 0;
      const to = packed[i + 1] ?? 0;
      starts[to] = Math.max(starts[to] ?? 0, (starts[from] ?? 0) + (packed[i + 2] ?? 0));
    }
    return starts[tasks] ?? 0;
  };
}

const largest = (states: readonly OperationState[]): OperationState => {
  const [first] = states.toSorted((a, b) => b.facts.plan.tasks.length - a.facts.plan.tasks.length);
  if (!first) throw new Error('the set holds no operation');
  return first;
};

/** The engine without a window or a thread between. */
async function pureFigures(dir: string, size: Size): Promise<readonly Figure[]> {
  const session = await openSet(dir);
  try {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const ids = session.states.ids();
    const states: OperationState[] = [];
    const read = await timed(() => {
      for (const id of ids) {
        const state = buildState(session.store, session.states.own, id, clock.now());
        if (state) states.push(state);
      }
    });
    globalThis.gc?.();
    const memory = process.memoryUsage();
    const rowsFloor = await repeat(() => timed(() => readRows(session, ids.slice(0, 50))));
    const plans = await repeat(() =>
      timed(() => {
        for (const id of ids.slice(0, 50)) recordsToPlan(session.store.read.recordsOfOperation(id).map(rowOf));
      }),
    );
    const bare = barePass(states);
    const floor = await repeat(() => timed(bare));
    const sweeps = await repeat(() => timed(() => states.map(({ facts }) => sweep(facts))));
    const target = TARGETS[size];
    const one = largest(states);
    const moved = one.facts.plan.tasks.filter((task) => spanOf(one.facts, task).start !== null);
    const edits = await repeat((run) =>
      timed(() => {
        const task = moved[(run + 2) * 7] ?? moved[0];
        if (task) recheck(one.facts, replaceTask(one.facts, { ...task, at: 'H+01:15' }), one.findings);
      }),
    );
    const previews = await repeat((run) => timed(() => recheck(one.facts, moveH(one.facts, 60 + run), one.findings)));
    const paths = await repeat(() =>
      timed(() => {
        const table = timetableOf(one.facts);
        if (table.ok) criticalPaths(table.value);
      }),
    );
    const covers = await repeat(() => timed(() => states.map(({ facts }) => coverageOfAll(facts))));
    const movements = states.reduce((n, { facts }) => n + facts.plan.movements.length, 0);
    const gaps = gapsOf(one.facts).flatMap(({ task }) => one.facts.tasks.get(task) ?? []);
    const threes = await repeat((run) =>
      timed(() => {
        const gap = gaps[(run + 1) % Math.max(1, gaps.length)];
        if (gap) bestThree(one.facts, one.findings, gap);
      }),
    );
    const tasks = states.reduce((n, { facts }) => n + facts.plan.tasks.length, 0);
    return [
      figure(`read and check everything: ${tasks} tasks in ${states.length} operations`, [read]),
      figure('  rows of up to 50 operations, bare reading (floor)', rowsFloor),
      figure(
        '  the same rows read as plans, over the floor',
        plans.map((ms) => ms / median(rowsFloor)),
        null,
        '×',
      ),
      figure(`full check: ${tasks} tasks`, sweeps, target.check),
      figure('  bare pass over the same links (floor)', floor),
      figure(
        '  full check over the bare pass',
        sweeps.map((ms) => ms / median(floor)),
        null,
        '×',
      ),
      figure(`rules after a change: one task of ${one.facts.plan.tasks.length}`, edits, target.change),
      figure(`rules for a move of H: ${one.facts.plan.tasks.length} tasks`, previews, target.preview),
      figure(
        '  over the bare pass',
        edits.map((ms) => ms / median(floor)),
        null,
        '×',
      ),
      figure(
        '  move of H over the bare pass',
        previews.map((ms) => ms / median(floor)),
        null,
        '×',
      ),
      figure('critical paths to the go and to every departure', paths),
      figure(
        '  over the bare pass',
        paths.map((ms) => ms / median(floor)),
        null,
        '×',
      ),
      figure(`coverage of all ${movements} movements`, covers, target.cover),
      figure(
        '  over the bare pass',
        covers.map((ms) => ms / median(floor)),
        null,
        '×',
      ),
      figure(`best three for a gap, one of ${gaps.length} gaps`, threes, target.three),
      figure(
        '  over the bare pass',
        threes.map((ms) => ms / median(floor)),
        null,
        '×',
      ),
      figure('memory with everything loaded, whole process', [memory.rss / MIB], null, 'MiB'),
      figure('  of it for the plans', [(memory.rss - before) / MIB], null, 'MiB'),
    ];
  } finally {
    closeSession(session);
  }
}

const every = { find: '', status: null, blocked: false, first: 0, count: 1, order: 'urgency' } as const;
/** Waits until the worker has read and checked every operation in the background. */
async function readAll(agency: Agency): Promise<void> {
  while ((await agency.do('operation.list', every)).unchecked > 0) await new Promise((r) => setTimeout(r, 500));
}

/** What a person waits for, through the built worker. */
async function workerFigures(dir: string, size: Size): Promise<readonly Figure[]> {
  const target = TARGETS[size];
  globalThis.gc?.();
  const before = process.memoryUsage().rss / MIB;
  const agency = new Agency(dir);
  try {
    const starts = await repeat(async () => {
      const opening = await timed(() => agency.open());
      const home = await timed(() => agency.do('home.summary', {}));
      await agency.lock();
      return opening + home;
    });
    await agency.open();
    const { operations } = await agency.do('home.summary', {});
    const operation = operations[0]?.card.id ?? '';
    const previews = await repeat((run) =>
      timed(() => agency.do('hHour.preview', { operation, to: { deltaMin: 60 + run } })),
    );
    let sign = 1;
    const commits = await repeat(() => {
      sign = -sign;
      return timed(() => agency.do('hHour.set', { operation, to: { deltaMin: 60 * sign } }));
    });
    const rows = await agency.do('timeline.rows', { operation, first: 0, count: 200 });
    const task = rows.find((row) => row.form === 'H') ?? rows[0];
    const changes = await repeat((run) =>
      timed(async () => {
        await agency.do('task.setStart', { operation, task: task?.id ?? '', at: `H+0${(run + 2) % 9}:15` });
        await agency.do('findings.list', { operation });
      }),
    );
    const undos = await repeat(() => timed(() => agency.do('undo.undo', {})));
    const lists = await repeat((run) =>
      timed(() => agency.do('operation.list', { ...every, find: `op ${run + 1}`, order: 'name' })),
    );
    await readAll(agency);
    globalThis.gc?.();
    const memory = process.memoryUsage().rss / MIB;
    return [
      figure('start: unlock to home, key derivation included', starts, target.start),
      figure('H-hour preview, through the worker', previews, target.preview),
      figure('H-hour commit, with rules and findings', commits, target.commit),
      figure('a task moved: commit, and the list of findings after it', changes, target.change),
      figure('undo of one step', undos, 50),
      figure('a page of all operations, as one types', lists, 50),
      // The worker is a thread of this process: what the process held before it started is not the worker's.
      figure('memory of the worker, every operation checked', [memory - before], 600, 'MiB'),
      figure('  whole process, the benchmark itself included', [memory], null, 'MiB'),
    ];
  } finally {
    await agency.close();
  }
}

export async function benchEngine(size: Size, data: string | null): Promise<readonly Figure[]> {
  const home = mkdtempSync(path.join(tmpdir(), 'liaison-bench-engine-'));
  try {
    const dir = await copyOfSet(size, data, home);
    // The worker first: what the process holds then is what the product holds.
    const figures = [...(await workerFigures(dir, size)), ...(await pureFigures(dir, size))];
    const one = await copyOfSet('one', null, home);
    const large = await workerFigures(one, size);
    return [
      ...figures,
      ...large
        .filter(({ unit }) => unit !== 'MiB')
        .map((f) => ({ ...f, name: `one operation of 5,000 tasks: ${f.name}` })),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
