import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Agency, type DumpRecord } from '#test/tools/agencies.ts';
import { askCli, ensureBuilt, folderState, refuseCli, runCli, TRAINING } from '#test/tools/cli.ts';

/** Undo lives in the workspace, not in a process: every step here is a process of its own. The tests stand in the order of the work. */
let home = '';
let dir = '';
const dump = async (): Promise<readonly DumpRecord[]> =>
  (await askCli<{ records: readonly DumpRecord[] }>(['dump', dir])).records;
interface History {
  readonly entries: readonly {
    readonly at: number;
    readonly agency: string;
    readonly by: string;
    readonly label: string;
    readonly field: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}
/** What the command line has no verb for is done as the window does it. */
async function inWindow<T>(work: (agency: Agency) => Promise<T>): Promise<T> {
  const agency = new Agency(dir);
  try {
    await agency.open();
    return await work(agency);
  } finally {
    await agency.close();
  }
}

let loaded: readonly DumpRecord[] = [];
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-undo-'));
  dir = path.join(home, 'A07');
  await askCli(['workspace', 'new', dir, '--agency', 'A07']);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('there is nothing to undo in a new workspace, and saying so changes nothing', async () => {
  const before = folderState(dir);
  const error = await refuseCli(['undo', dir], 3);
  expect(error.reason).toBe('there is no step to undo');
  expect(folderState(dir)).toEqual(before);
});

it('load is one step', async () => {
  await askCli(['load', dir, TRAINING]);
  loaded = await dump();
  expect(loaded.length).toBeGreaterThan(400);
  expect(new Set(loaded.map((r) => r.id)).size).toBe(loaded.length);
});

it('the history of T39 names what was written, by record id and by code', async () => {
  const { entries } = await askCli<History>(['history', dir, '--record', 'T39']);
  expect(entries.find((e) => e.field === 'title')).toMatchObject({
    agency: 'A07',
    label: 'step.operation.load',
    before: null,
    after: 'Entry HERON',
  });
  const id = loaded.find((r) => r.code === 'T39')?.id ?? '';
  expect((await askCli<History>(['history', dir, '--record', id])).entries).toEqual(entries);
  const { stdout } = await runCli(['history', dir, '--record', 'T39']);
  expect(stdout).toContain('load operation');
  expect(stdout).not.toContain('step.operation');
  await refuseCli(['history', dir, '--record', 'T99'], 3);
});

it('a moved task has two entries, the newest first', async () => {
  await inWindow(async (agency) => {
    const { id: operation } = await agency.do('operation.find', { operation: 'OP-LT' });
    const task = loaded.find((r) => r.code === 'T39')?.id ?? '';
    await agency.do('task.setStart', { operation, task, at: 'H+00:00' });
  });
  const { entries } = await askCli<History>(['history', dir, '--record', 'T39']);
  expect(entries[0]).toMatchObject({ field: 'at', after: 'H+00:00' });
  expect(entries[0]?.before).toBe(entries.filter((e) => e.field === 'at')[1]?.after);
  expect(await askCli(['check', dir, '--operation', 'OP-LT'], { codes: [1] })).toMatchObject({ counts: { total: 28 } });
});

it('undo in another process takes back the move, in words', async () => {
  const run = await runCli(['undo', dir]);
  expect(run.code).toBe(0);
  expect(run.stdout).toBe('Undone: move T39 to H+00:00; 1 records.\n');
  expect(await dump()).toEqual(loaded);
  expect(await askCli(['check', dir, '--operation', 'OP-LT'], { codes: [1] })).toMatchObject({ counts: { total: 30 } });
});

it('the next undo takes back the load, and nothing of the plan is left', async () => {
  const step = await askCli<{ label: { key: string; params: object }; conflicts: number }>(['undo', dir]);
  expect(step).toMatchObject({
    label: { key: 'step.operation.load', params: { code: 'OP-LT', name: 'LANTERN TIDE' } },
    conflicts: 0,
  });
  expect(await dump()).toEqual([]);
  await refuseCli(['check', dir, '--operation', 'OP-LT'], 3);
});

it('both steps can be done again by yet another process, in their order', async () => {
  const after = await inWindow(async (agency) => {
    expect((await agency.do('undo.redo', {})).label.key).toBe('step.operation.load');
    const first = await agency.dump();
    expect((await agency.do('undo.redo', {})).label.key).toBe('step.task.move');
    return first;
  });
  expect(after).toEqual(loaded);
  const moved = (await dump()).find((r) => r.code === 'T39');
  expect(moved?.fields['at']).toBe('H+00:00');
});

it('what was undone can be loaded afresh', async () => {
  await askCli(['undo', dir]);
  await askCli(['undo', dir]);
  await askCli(['load', dir, TRAINING]);
  const again = await dump();
  expect(again.length).toBe(loaded.length);
  const names = (records: readonly DumpRecord[]): string =>
    records
      .map((r) => `${r.kind} ${r.code}`)
      .sort((a, b) => (a < b ? -1 : 1))
      .join();
  expect(names(again)).toBe(names(loaded));
});

it('the log of the station is whole after all this', async () => {
  const { entries } = await inWindow((agency) => agency.do('audit.verify', {}));
  expect(entries).toBeGreaterThan(8);
});
