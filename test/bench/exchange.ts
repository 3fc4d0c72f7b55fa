/** Packing and accepting many changes, as multiples of the least it can cost: the same rows into the same kind of database. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, figure } from './measure.ts';

/** Goals of the exchange design, section 15: multiples of the raw floor, bytes a change, MiB. */
const GOAL = { import: 6, again: 2.5, pack: 2.5, bytes: 64, memory: 400, older: 1.4, encrypted: 1.35 } as const;

interface SetUp {
  readonly changes: number;
  readonly raw: number;
  /** Bytes of the encrypted database as a multiple of the plain one. */
  readonly encrypted: number;
  readonly pack: {
    readonly lines: number;
    readonly bytes: number;
    readonly prepareMs: number;
    readonly sealMs: number;
  };
}
interface Accepted {
  readonly import: number;
  readonly wall: number;
  readonly again: number;
  readonly memory: number;
  readonly bytes: number;
  readonly delta: { readonly lines: number; readonly ms: number; readonly bytes: number };
}

function phase<T>(changes: number, kind: string, home: string, what: 'setup' | 'accept', older = 0): T {
  const script = path.join(import.meta.dirname, 'exchange-run.ts');
  const hook = path.join(import.meta.dirname, 'json.mjs');
  const run = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', hook, script, `${changes}`, kind, home, what, `${older}`],
    {
      encoding: 'utf8',
      maxBuffer: 64 * 1_048_576,
    },
  );
  if (run.status !== 0) throw new Error(`${what} failed: ${run.stderr.slice(0, 2_000)}`);
  return JSON.parse(run.stdout) as T;
}

function measured(changes: number, kind: 'plain' | 'signed', runs: number): readonly Figure[] {
  const series: Record<string, number[]> = {};
  const note = (name: string, value: number): void => void (series[name] ??= []).push(value);
  for (let run = 0; run < runs; run++) {
    const home = mkdtempSync(path.join(process.env['BENCH_DIR'] ?? tmpdir(), 'liaison-bench-'));
    try {
      const set = phase<SetUp>(changes, kind, home, 'setup');
      const done = phase<Accepted>(changes, kind, home, 'accept');
      note('raw', set.raw);
      note('import', done.import);
      note('importRatio', done.import / set.raw);
      note('againRatio', done.again / set.raw);
      // A file holds other lines than the changes it was made of; the floor is taken for as many rows as it has lines.
      const first = (set.raw * set.pack.lines) / set.changes;
      note('firstPackRatio', (set.pack.prepareMs + set.pack.sealMs) / first);
      note('deltaRatio', done.delta.ms / ((set.raw * done.delta.lines) / set.changes));
      note('deltaLines', done.delta.lines);
      note('bytes', done.bytes / set.changes);
      note('memory', done.memory);
      note('encrypted', set.encrypted);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }
  const of = (name: string): readonly number[] => series[name] ?? [];
  const goal = <T>(value: T): T | null => (kind === 'plain' ? value : null);
  const words = `${changes.toLocaleString('en')} changes${kind === 'signed' ? ', a third of them signed' : ''}`;
  return [
    figure(`${words}: raw floor, processor time`, of('raw')),
    figure('  import, file to commit, processor time', of('import')),
    figure('  import as a multiple of the floor', of('importRatio'), goal(GOAL.import), '×'),
    figure('  the same lines again', of('againRatio'), goal(GOAL.again), '×'),
    figure('  packing a first file, releases signed', of('firstPackRatio'), null, '×'),
    figure('  packing what is new to a partner', of('deltaRatio'), goal(GOAL.pack), '×'),
    figure('  bytes of the file a change', of('bytes'), goal(GOAL.bytes), 'bytes'),
    figure('  memory the import adds', of('memory'), goal(GOAL.memory), 'MiB'),
    figure('  bytes of the encrypted database to the plain one', of('encrypted'), goal(GOAL.encrypted), '×'),
  ];
}

/** A hundred thousand changes beside a million older lines, as a multiple of the same without them, taken one after the other. */
function onOlder(runs: number): readonly Figure[] {
  const ratios: number[] = [];
  for (let run = 0; run < runs; run++) {
    const imports = [0, 1_000_000].map((older) => {
      const home = mkdtempSync(path.join(process.env['BENCH_DIR'] ?? tmpdir(), 'liaison-bench-'));
      try {
        phase<SetUp>(100_000, 'plain', home, 'setup', older);
        return phase<Accepted>(100_000, 'plain', home, 'accept').import;
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    });
    ratios.push((imports[1] ?? 0) / (imports[0] ?? 1));
  }
  return [figure('  import on top of 1,000,000 older lines, to the same without', ratios, GOAL.older, '×')];
}

/** `million`: also a million changes, once, which takes minutes. */
export const benchExchange = (million: boolean): readonly Figure[] => [
  ...measured(100_000, 'plain', 3),
  ...(million ? onOlder(1) : []),
  ...measured(100_000, 'signed', 1),
  ...(million ? measured(1_000_000, 'plain', 1) : []),
];
