import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScheduleReport } from '#electron/worker/requests.ts';
import { smallest } from '#test/cli/bad-files.ts';
import { askCli, ensureBuilt, refuseCli, runCli, TRAINING } from '#test/tools/cli.ts';

let home = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-schedule-'));
  await askCli(['workspace', 'new', path.join(home, 'A07'), '--agency', 'A07', '--operation', TRAINING]);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const places: readonly (readonly [string, () => readonly string[]])[] = [
  ['the file', () => [TRAINING]],
  ['a workspace', () => [path.join(home, 'A07'), '--operation', 'OP-LT']],
];

describe.each(places)('schedule of %s', (_name, where) => {
  it('lists the go decision and every departure, with what was worked out by hand', async () => {
    const report = await askCli<ScheduleReport>(['schedule', ...where()]);
    expect(report.cycle).toBeNull();
    expect(report.targets.map((t) => [t.code, t.kind, t.taskCode, t.lateMinutes, t.pathTasks])).toEqual([
      ['T37', 'go', 'T37', 0, 1],
      ['M1', 'departure', 'T56', 60, 2],
      ['M2', 'departure', 'T57', 0, 1],
      ['M3', 'departure', 'T60', 0, 1],
      ['M4', 'departure', 'T59', 0, 1],
    ]);
    expect(report.targets[1]?.due).toBe('2027-03-22T04:00:00Z');
    expect([report.path, report.chain, report.tasks]).toEqual([null, null, null]);
  });

  it('tells path, chain and the slack of every task on the way to one target', async () => {
    const report = await askCli<ScheduleReport>(['schedule', ...where(), '--target', 'M1']);
    expect(report.path).toEqual(['T55', 'T56']);
    expect(report.chain).toEqual('T21 T22 T27 T28 T30 T34 T38 T47 T50 T55 T56'.split(' '));
    const rows = new Map((report.tasks ?? []).map((row) => [row.code, row]));
    expect(rows.size).toBe(report.targets[0]?.wayTasks);
    expect(rows.get('T55')).toMatchObject({ totalMinutes: 0, marginMinutes: -60, pathStep: 1, chainStep: 10 });
    expect(rows.get('T56')).toMatchObject({ totalMinutes: 0, pushedMinutes: 60, pathStep: 2 });
    expect(rows.get('T50')).toMatchObject({ pathStep: null, chainStep: 9 });
    expect(rows.get('T01')).toMatchObject({ pathStep: null, chainStep: null });
    expect(rows.get('T01')?.totalMinutes).toBeGreaterThan(0);
    const starts = (report.tasks ?? []).map((row) => row.earliest ?? '');
    expect(starts).toEqual(starts.toSorted());
  });

  it('takes a target by the code of its task, too', async () => {
    const byTask = await askCli<ScheduleReport>(['schedule', ...where(), '--target', 'T56']);
    expect(byTask).toEqual(await askCli<ScheduleReport>(['schedule', ...where(), '--target', 'M1']));
  });

  it('refuses a target that is none', async () => {
    const error = await refuseCli(['schedule', ...where(), '--target', 'T01'], 3);
    expect(error).toMatchObject({ code: 'not-found', place: 'T01' });
  });

  it('reads well on a terminal', async () => {
    const run = await runCli(['schedule', ...where(), '--target', 'M1']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('critical path: T55 T56');
    expect(run.stdout).toMatch(/^T55 .* 00:00 .* -01:00 .*critical/m);
    expect(run.stdout).toMatch(/^M1 departure +T56 /m);
  });
});

describe('schedule', () => {
  it('says so when there is nothing to reach', async () => {
    const file = path.join(home, 'small.yaml');
    writeFileSync(file, smallest());
    const report = await askCli<ScheduleReport>(['schedule', file]);
    expect(report.targets).toEqual([]);
    expect((await runCli(['schedule', file])).stdout).toContain('no go decision');
  });

  it('names a cycle as the list of its tasks', async () => {
    const file = path.join(home, 'cycle.yaml');
    writeFileSync(file, smallest().replace('kind: meeting, t: "', 'kind: meeting, dep: [T02], t: "'));
    const run = await runCli(['schedule', file]);
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/T01.*T02|T02.*T01/);
  });
});
