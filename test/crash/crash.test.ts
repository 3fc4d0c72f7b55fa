import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Agency, type DumpRecord, fileRef, load, makeAgency, sealFor, trustEachOther } from '#test/tools/agencies.ts';
import { type CliRun, ensureBuilt, runCli, TRAINING } from '#test/tools/cli.ts';
import { seededRandom } from '#test/tools/random.ts';

/**
 * Kills the real command with SIGKILL at random moments, by the clock or at one of its own changes to the disk, and looks at what is left.
 * CRASHES sets how often, CRASH_SEED repeats a run. The promise: all or nothing, all if it said so, and going on works.
 */
const CRASHES = Number(process.env['CRASHES'] ?? 20);
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000_000);
const random = seededRandom(SEED);
/** One crash with all that is looked at afterwards takes some seconds; the machine may be busy. */
const LIMIT_MS = 120_000;

type Verb = 'load' | 'accept' | 'export' | 'workspace';
const VERBS: readonly Verb[] = ['load', 'accept', 'export', 'workspace'];

let home = '';
const at = (...parts: readonly string[]): string => path.join(home, ...parts);
/** One worker looks at everything: it opens what a crash left, as the next start of the program would. */
let eye: Agency;
/** How long each verb takes here, and into how many changes of the disk it falls, when nobody kills it. */
const whole = new Map<Verb, { readonly ms: number; readonly changes: number }>();

/** Records without their random ids and stamps: two loads of one file are equal in this form. */
function shapeOf(records: readonly DumpRecord[]): string {
  const names = new Map(records.map((r) => [r.id, `${r.kind} ${r.code ?? ''}`]));
  const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_key, v: unknown) => (typeof v === 'string' ? (names.get(v) ?? v) : v));
  return records
    .map((r) => `${r.kind} ${r.code ?? ''} ${JSON.stringify(plain(r.fields))}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join('\n');
}

/** Verbs that were cut short at least once: without them nothing was tried. */
const killed = new Set<Verb>();

let loadedShape = '';
let acceptedDump: readonly DumpRecord[] = [];

/** Base workspaces, made once and copied for every crash: empty, sender before and receiver before. */
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-crash-'));
  const sender = await makeAgency(at('base'), 'A07');
  await sender.lock();
  cpSync(at('base/A07'), at('base/empty'), { recursive: true });
  await sender.open();
  await load(sender);
  loadedShape = shapeOf(await sender.dump());
  const receiver = await makeAgency(at('base'), 'A06');
  await trustEachOther(sender, receiver);
  await sender.lock();
  cpSync(at('base/A07'), at('base/sender'), { recursive: true });
  await sender.open();
  await sealFor(sender, 'A06', at('base/pack.jxb'));
  acceptedDump = await sender.dump('A06');
  await receiver.close();
  await sender.close();
  eye = new Agency(at('nowhere'));
  for (const verb of VERBS) {
    const { dir, args } = prepare(verb, `measure-${verb}`);
    let changes = 0;
    const run = await runCli(args, {
      onStart: (child) => {
        const watcher = watch(dir, { recursive: true }, () => changes++);
        child.on('exit', () => watcher.close());
      },
    });
    if (run.code !== 0) throw new Error(`${verb}: ${run.stderr}`);
    whole.set(verb, { ms: run.ms, changes });
    rmSync(dir, { recursive: true });
  }
}, 300_000);
afterAll(async () => {
  await eye.close();
  rmSync(home, { recursive: true, force: true });
});

/** A folder of its own with what the verb needs in it, and the words of the command. */
function prepare(verb: Verb, name: string): { readonly dir: string; readonly args: readonly string[] } {
  const dir = at(name);
  mkdirSync(dir);
  const copy = (base: string): string => {
    cpSync(at('base', base), path.join(dir, base), { recursive: true });
    return path.join(dir, base);
  };
  const out = path.join(dir, 'out.jxb');
  const args = {
    load: () => ['load', copy('empty'), TRAINING],
    accept: () => ['accept', copy('A06'), at('base/pack.jxb')],
    export: () => [
      'export',
      copy('sender'),
      '--operation',
      'OP-LT',
      '--to',
      'A06',
      '--out',
      out,
      '--by',
      'Officer 1',
      '--second',
      'Officer 2',
    ],
    workspace: () => ['workspace', 'new', path.join(dir, 'new'), '--agency', 'A07', '--operation', TRAINING],
  }[verb]();
  return { dir, args: [...args, '--json'] };
}

interface Crash {
  readonly n: number;
  readonly verb: Verb;
  /** Share of the measured duration, or of the measured changes on the disk. */
  readonly share: number;
  readonly by: 'clock' | 'disk';
}
const crashes: readonly Crash[] = Array.from({ length: CRASHES }, (_, n) => ({
  n,
  verb: VERBS[n % VERBS.length] ?? 'load',
  share: (10 + random(96)) / 100,
  by: random(2) === 0 ? ('clock' as const) : ('disk' as const),
}));

function crash(verb: Verb, { by, share }: Crash, dir: string, args: readonly string[]): Promise<CliRun> {
  const { ms, changes } = whole.get(verb) ?? { ms: 0, changes: 0 };
  if (by === 'clock') return runCli(args, { killAfterMs: ms * share });
  let left = Math.max(1, Math.round(changes * share));
  return runCli(args, {
    onStart: (child) => {
      const watcher = watch(dir, { recursive: true }, () => {
        if (--left === 0) child.kill('SIGKILL');
      });
      child.on('exit', () => watcher.close());
    },
  });
}

/** The verb had said that it was done: its document was on stdout, whole. */
function saidDone(run: CliRun): boolean {
  if (!run.stdout.endsWith('\n')) return false;
  return !Object.hasOwn(JSON.parse(run.stdout) as object, 'error');
}

/** Opens what is there: it must open, and its log must be whole. */
async function reopen(dir: string): Promise<readonly DumpRecord[]> {
  await eye.open(dir);
  expect((await eye.do('audit.verify', {})).head).not.toBe('');
  return eye.dump();
}
const accept = (file: string) => eye.do('exchange.acceptFile', { file: fileRef(file), by: 'Officer 3' });

const look: Readonly<Record<Verb, (dir: string, run: CliRun) => Promise<void>>> = {
  async load(dir, run) {
    const records = await reopen(path.join(dir, 'empty'));
    expect(records.length === 0 ? '' : shapeOf(records)).toBe(saidDone(run) || records.length > 0 ? loadedShape : '');
    if (records.length === 0) await load(eye);
    expect(shapeOf(await eye.dump())).toBe(loadedShape);
    await eye.do('undo.undo', {});
    expect(await eye.dump()).toEqual([]);
  },
  async accept(dir, run) {
    const records = await reopen(path.join(dir, 'A06'));
    const done = saidDone(run) || records.length > 0;
    expect(records).toEqual(done ? acceptedDump : []);
    const { receipt } = await accept(at('base/pack.jxb'));
    expect(receipt.state).toBe(done ? 'already-imported' : 'accepted');
    expect(await eye.dump()).toEqual(acceptedDump);
  },
  async export(dir, run) {
    const sender = path.join(dir, 'sender');
    const out = path.join(dir, 'out.jxb');
    const before = shapeOf(await reopen(sender));
    expect(before).toBe(loadedShape);
    if (saidDone(run)) expect(existsSync(out)).toBe(true);
    await sealFor(eye, 'A06', path.join(dir, 'next.jxb'));
    const released = await eye.dump('A06');
    expect(released).toEqual(acceptedDump);
    const kept = readdirSync(path.join(sender, 'outbox')).filter((name) => name.endsWith('.jxb'));
    await eye.lock();
    const files = [...kept.map((name) => path.join(sender, 'outbox', name)), out, path.join(dir, 'next.jxb')].filter(
      existsSync,
    );
    // What came out is one of the files the sender keeps; no file exists that it does not know.
    const known = new Set(kept.map((name) => readFileSync(path.join(sender, 'outbox', name)).toString('latin1')));
    if (existsSync(out)) expect(known.has(readFileSync(out).toString('latin1'))).toBe(true);
    for (const order of [files, files.toReversed()]) {
      const receiver = path.join(dir, `receiver-${order === files ? 1 : 2}`);
      cpSync(at('base/A06'), receiver, { recursive: true });
      await eye.open(receiver);
      for (const file of order) expect(['accepted', 'already-imported']).toContain((await accept(file)).receipt.state);
      expect(await eye.dump()).toEqual(released);
      await eye.do('audit.verify', {});
    }
  },
  async workspace(dir, run) {
    const made = path.join(dir, 'new');
    if (!existsSync(made)) {
      expect(saidDone(run)).toBe(false);
      const again = await runCli(['workspace', 'new', made, '--agency', 'A07', '--operation', TRAINING, '--json']);
      expect(again.code).toBe(0);
    }
    const records = await reopen(made);
    expect(records.length === 0 ? '' : shapeOf(records)).toBe(saidDone(run) || records.length > 0 ? loadedShape : '');
    expect(readdirSync(path.join(made, 'backups')).some((name) => name.startsWith('keys-'))).toBe(true);
  },
};

describe(`case 42: killed ${CRASHES} times (CRASH_SEED=${SEED})`, () => {
  it('measured how long each command takes, and saw it write', () => {
    for (const verb of VERBS) {
      expect(whole.get(verb)?.ms).toBeGreaterThan(0);
      expect(whole.get(verb)?.changes).toBeGreaterThan(3);
    }
  });
  it.each(crashes)(
    '$n: $verb at $share of its $by',
    async (this_) => {
      const { dir, args } = prepare(this_.verb, `crash-${this_.n}`);
      const run = await crash(this_.verb, this_, dir, args);
      expect([0, null]).toContain(run.code);
      if (run.code === null) killed.add(this_.verb);
      await look[this_.verb](dir, run);
      await eye.lock();
      // A part of a file is never found under the name of a whole one, and no second workspace is taken for the first.
      const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
      expect(names.filter((name) => name.endsWith('.jxb') && name.includes('.part'))).toEqual([]);
      rmSync(dir, { recursive: true });
    },
    LIMIT_MS,
  );
  it('cut every command short at least once', () => {
    expect(killed).toEqual(new Set(CRASHES < 12 ? killed : VERBS));
  });
});
