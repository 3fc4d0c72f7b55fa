import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SetSize } from '#shared/formats/generator/index.ts';
import { Agency, type DumpRecord, makeAgency, valueOf } from '#test/tools/agencies.ts';
import { askCli, documentOf, ensureBuilt, folderState, refuseCli, runCli } from '#test/tools/cli.ts';

let home = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-generate-'));
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What a person reads of the records: without the ids, which are new in every workspace. */
const readable = (records: readonly DumpRecord[]): readonly string[] =>
  records
    .map(({ kind, code, fields }) => JSON.stringify([kind, code, fields['name'], fields['at'], fields['title']]))
    .sort();
const countOf = (records: readonly DumpRecord[], kind: string): number => records.filter((r) => r.kind === kind).length;

describe('liaison generate', () => {
  const make = (name: string, seed: string): Promise<Record<string, unknown>> =>
    askCli([
      'generate',
      path.join(home, name),
      '--size',
      'S',
      '--seed',
      seed,
      '--agency',
      'A07',
      '--recovery-out',
      path.join(home, `${name}.code`),
    ]);
  const dumpOf = async (name: string): Promise<readonly DumpRecord[]> =>
    (await askCli<{ records: readonly DumpRecord[] }>(['dump', path.join(home, name)])).records;

  it('makes a workspace with size S, and the recovery code lies in its file', async () => {
    expect(await make('one', '5')).toMatchObject({
      size: 'S',
      seed: 5,
      operations: 1,
      skipped: 0,
      tasks: 500,
      people: 100,
      travellers: 175,
    });
    expect(readFileSync(path.join(home, 'one.code'), 'utf8')).toMatch(/^[0-9A-Z-]{20,}\n$/);
    const records = await dumpOf('one');
    expect([countOf(records, 'operation'), countOf(records, 'task'), countOf(records, 'person')]).toEqual([
      1, 500, 100,
    ]);
  });
  it('gives the same for the same seed and another for another', async () => {
    await make('two', '5');
    await make('three', '6');
    const [one, two, three] = [await dumpOf('one'), await dumpOf('two'), await dumpOf('three')];
    expect(readable(two)).toEqual(readable(one));
    expect(readable(three)).not.toEqual(readable(one));
  });
  it('loads plans in which some things are wrong, at a clock that stands still', async () => {
    const report = await askCli<{ counts: { block: number; warn: number; total: number }; clock: string }>(
      ['check', path.join(home, 'one'), '--operation', 'OP-S5-01'],
      { codes: [1] },
    );
    expect(report.clock).toContain('2027-03-08');
    expect(report.counts.block).toBeGreaterThan(3);
    expect(report.counts.warn).toBeGreaterThan(3);
    expect(report.counts.total).toBeLessThan(100);
  });
  it('passes over what is there, and then changes nothing', async () => {
    const before = await dumpOf('one');
    expect(await askCli(['generate', path.join(home, 'one'), '--size=S', '--seed=5'])).toMatchObject({
      operations: 0,
      skipped: 1,
      changes: 0,
    });
    expect(await dumpOf('one')).toEqual(before);
  });
  it('an operation is one step that can be undone', async () => {
    await askCli(['undo', path.join(home, 'two')]);
    expect(await dumpOf('two')).toEqual([]);
  });
  it('ctrl-C stops between two operations, and what is there is whole', async () => {
    const dir = path.join(home, 'broken-off');
    const run = await runCli(['generate', dir, '--size', 'M', '--seed', '1', '--agency', 'A07', '--json'], {
      onStart: (child) => child.stderr?.once('data', () => child.kill('SIGINT')),
    });
    expect(run.code).toBe(4);
    expect(documentOf<{ error: { code: string } }>(run).error.code).toBe('cancelled');
    const records = await dumpOf('broken-off');
    expect(countOf(records, 'operation')).toBeLessThan(10);
    expect(countOf(records, 'phase')).toBe(5 * countOf(records, 'operation'));
  });

  it.each([
    ['no size', ['one', '--seed', '1']],
    ['no seed', ['one', '--size', 'S']],
    ['a size nobody knows', ['one', '--size', 'XL', '--seed', '1']],
    ['a size of every object', ['one', '--size', 'constructor', '--seed', '1']],
    ['a seed that is no number', ['one', '--size', 'S', '--seed', 'x']],
    ['a seed below 0', ['one', '--size', 'S', '--seed', '-1']],
    ['a seed too large', ['one', '--size', 'S', '--seed', '4294967296']],
    ['a seed given twice', ['one', '--size', 'S', '--seed', '1', '--seed', '2']],
    ['no workspace', ['nowhere', '--size', 'S', '--seed', '1']],
    ['a new workspace in place of one', ['one', '--size', 'S', '--seed', '1', '--agency', 'A07']],
    ['an option of another verb', ['one', '--size', 'S', '--seed', '1', '--to', 'A06']],
    ['an option nobody knows', ['one', '--size', 'S', '--seed', '1', '--sizes', 'S']],
    ['two folders', ['one', 'two', '--size', 'S', '--seed', '1']],
  ])('%s is a usage error and touches nothing', async (_what, words) => {
    const before = folderState(home);
    await refuseCli(['generate', ...words], 2, { cwd: home });
    expect(folderState(home)).toEqual(before);
  });
  it('its options belong to no other verb', async () => {
    const error = await refuseCli(['dump', path.join(home, 'one'), '--size', 'S'], 2);
    expect(error.code).toBe('usage');
  });
});

describe('a set of several operations', () => {
  const SIZE: SetSize = { operations: 4, tasks: 300, people: 90, travellers: 80 };

  it('tells how far it is, and comes to its totals exactly', async () => {
    const agency = await makeAgency(home, 'A01');
    const told: unknown[] = [];
    agency.worker.onEvent((name, payload) => {
      if (name === 'progress') told.push(payload);
    });
    const report = await agency.do('generate.load', { size: SIZE, seed: 3 });
    expect(report).toMatchObject({ operations: 4, skipped: 0, tasks: 300, people: 90, travellers: 80 });
    const step = { job: 'generate', step: 'operations', total: 4 };
    expect(told).toEqual([
      ...[1, 2, 3, 4].map((done) => ({ ...step, done, ended: false })),
      { ...step, done: 4, ended: true },
    ]);
    const records = await agency.dump();
    expect(countOf(records, 'task')).toBe(300);
    expect(countOf(records, 'person')).toBe(90);
    // Every field that is written, and every record, is a line.
    expect(report.changes).toBeGreaterThan(records.length);
    const listed = await agency.do('operation.list', {
      find: '',
      status: null,
      blocked: false,
      first: 0,
      count: 200,
      order: 'urgency',
    });
    expect(new Set(listed.cards.map((card) => card.code))).toEqual(
      new Set(['OP-X3-01', 'OP-X3-02', 'OP-X3-03', 'OP-X3-04']),
    );
    await agency.close();
  });

  it('cancelled, leaves whole operations, and the same request completes it', async () => {
    const agency = await makeAgency(home, 'A02');
    const stop = new AbortController();
    agency.worker.onEvent((name) => {
      if (name === 'progress') stop.abort();
    });
    const reply = await agency.worker.request('generate.load', { size: SIZE, seed: 3 }, stop.signal);
    expect(reply.ok ? null : reply.error).toMatchObject({ kind: 'cancelled', code: 'cancelled' });
    const begun = countOf(await agency.dump(), 'operation');
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThan(4);
    const rest = valueOf(await agency.worker.request('generate.load', { size: SIZE, seed: 3 }));
    expect(rest).toMatchObject({ operations: 4 - begun, skipped: begun });
    const whole = new Agency(path.join(home, 'A01'));
    await whole.open();
    expect(readable(await agency.dump())).toEqual(readable(await whole.dump()));
    await whole.close();
    await agency.close();
  });

  it('a seed that is none is refused and nothing is written', async () => {
    const agency = await makeAgency(home, 'A03');
    for (const seed of [-1, 1.5, 2 ** 32, Number.NaN])
      expect(await agency.ask('generate.load', { size: SIZE, seed })).toMatchObject({
        ok: false,
        error: { code: 'seed' },
      });
    expect(await agency.dump()).toEqual([]);
    await agency.close();
  });
});
