import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gap, MovementCoverage, Suggestions, WhatFalls, WhatFallsWithJit } from '#shared/domain/explain/index.ts';
import type { CheckFinding } from '#electron/worker/requests.ts';
import { askCli, ensureBuilt, folderState, refuseCli, runCli, TRAINING } from '#test/tools/cli.ts';

let home = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-explain-'));
  await askCli(['workspace', 'new', path.join(home, 'A07'), '--agency', 'A07', '--operation', TRAINING]);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const pairs = (findings: readonly Pick<CheckFinding, 'rule' | 'subject'>[]): readonly string[] =>
  findings.map((f) => `${f.rule} ${f.subject}`);
interface Diff {
  readonly added: readonly Pick<CheckFinding, 'rule' | 'subject'>[];
  readonly gone: readonly Pick<CheckFinding, 'rule' | 'subject'>[];
}

/** The same plan from its file and from a workspace that took it in. */
const places: readonly (readonly [string, () => readonly string[]])[] = [
  ['the file', () => [TRAINING]],
  ['a workspace', () => [path.join(home, 'A07'), '--operation', 'OP-LT']],
];

describe.each(places)('asked of %s', (_name, where) => {
  it('why: what somebody on a task brings, and what taking them off would do', async () => {
    const answer = await askCli<{
      assigned: boolean;
      holds: { languages: string[]; skills: string[] };
      only: { languages: string[] };
      without: Diff;
    }>(['why', ...where(), '--task', 'T51', '--person', 'P16']);
    expect(answer).toMatchObject({ assigned: true, holds: { languages: ['en', 'id', 'zh'], skills: [] } });
    expect(answer.only.languages).toEqual(['zh']);
    // P16 is on T51 and T53 at once: off T51 settles that, and leaves nobody who speaks Chinese.
    expect(pairs(answer.without.gone)).toEqual(['R-PER-01 P16']);
    expect(pairs(answer.without.added)).toEqual(['R-PER-03 T51']);
  });

  it('why not: the findings that would come, and exit 1 when one of them blocks', async () => {
    const answer = await askCli<{ assigned: boolean; stops: CheckFinding[]; closes: { languages: string[] } } & Diff>(
      ['why', ...where(), '--task', 'T46', '--person', 'P49'],
      { codes: [1] },
    );
    expect(answer).toMatchObject({ assigned: false, closes: { languages: [] } });
    expect(pairs(answer.added)).toEqual([
      'R-JIT-05 T46',
      'R-PER-01 P49',
      'R-PER-04 P49',
      'R-PER-09 P49',
      'R-PER-14 P49',
    ]);
    expect(pairs(answer.stops)).toEqual(['R-JIT-05 T46']);
  });

  it('gaps: what lacks people, most urgent first', async () => {
    const { gaps } = await askCli<{ gaps: readonly Gap[] }>(['gaps', ...where()], { codes: [1] });
    expect(gaps.map((gap) => [gap.task, gap.severity, gap.languages, gap.decision])).toEqual([
      ['T37', 'warn', [], ['deputy']],
      ['T52', 'block', ['am'], []],
    ]);
  });

  it('suggest: nobody for a language that nobody speaks, and exit 1 for a blocking gap without a way out', async () => {
    const { best, others, gap } = await askCli<Suggestions>(['suggest', ...where(), '--task', 'T52'], { codes: [1] });
    expect(gap?.languages).toEqual(['am']);
    expect(best).toEqual([]);
    expect(others).toEqual({ behind: 0, blocked: 0, useless: 46 });
  });

  it('suggest: a task that lacks nobody is no gap', async () => {
    const { best, gap } = await askCli<Suggestions>(['suggest', ...where(), '--task', 'T41']);
    expect([gap, best]).toEqual([null, []]);
  });

  it('falls: rows and transits of an agreement, with what else carries them', async () => {
    const words = ['falls', ...where(), '--agreement', 'AG5', '--on', '2027-03-20'];
    const falls = await askCli<WhatFalls>(words, { codes: [1] });
    expect(falls.rows.map(({ movement, nat, via, others }) => [movement, nat, via, others])).toEqual([
      ['M3', 'ET', null, []],
      ['M3', 'IN', null, []],
      ['M3', 'ET', 'TH', []],
      ['M3', 'IN', 'TH', []],
      ['M3', 'KE', 'TH', []],
    ]);
    expect(falls.uncovered).toBe(5);
    expect(pairs(falls.findings.added)).toEqual(['R-AGR-03 M3']);
    // The same in Spanish: only the sentences differ.
    const es = await askCli<WhatFalls>([...words, '--lang', 'es'], { codes: [1] });
    expect(es.findings.added[0]?.message).not.toBe(falls.findings.added[0]?.message);
    expect(es.findings.added[0]?.items).toEqual(falls.findings.added[0]?.items);
    expect({ ...es, findings: null }).toEqual({ ...falls, findings: null });
    expect(falls.findings.changed.map(({ after }) => `${after.rule} ${after.subject}`)).toEqual(['R-AGR-01 M3']);
  });

  it('falls: nothing, the day after the last departure', async () => {
    const falls = await askCli<WhatFalls>(['falls', ...where(), '--agreement', 'AG5', '--on', '2027-03-26']);
    expect([falls.rows, falls.uncovered]).toEqual([[], 0]);
  });

  it('falls: the tasks of a team', async () => {
    const words = ['falls', ...where(), '--jit', 'J1', '--on', '2027-03-20'];
    const falls = await askCli<WhatFallsWithJit>(words, { codes: [1] });
    expect(falls.tasks.map(({ task, others }) => [task, others])).toEqual([['T65', []]]);
    expect(pairs(falls.findings.added)).toEqual(['R-JIT-03 T65', 'R-JIT-07 J1']);
  });

  it('coverage: each row on its route and through each transit state, and why a near miss does not carry', async () => {
    const { movements } = await askCli<{ movements: readonly MovementCoverage[] }>(['coverage', ...where()], {
      codes: [1],
    });
    expect(movements.map(({ movement, open }) => [movement, open])).toEqual([
      ['M4', 0],
      ['M1', 0],
      ['M2', 0],
      ['M3', 1],
    ]);
    const kenyans = movements[3]?.rows.find(({ row }) => row.nat === 'KE');
    expect(kenyans?.cells).toEqual([
      {
        via: null,
        state: 'open',
        by: [],
        misses: [
          {
            agreement: 'AG6',
            faults: [{ fault: 'state' }, { fault: 'unsigned', parties: ['LA'] }, { fault: 'no_start' }],
          },
        ],
      },
      { via: 'TH', state: 'covered', by: [{ agreement: 'AG5', until: '2028-01-14' }], until: '2028-01-14', misses: [] },
    ]);
  });

  it('coverage of one movement ends with 0 when all of it is carried', async () => {
    const { movements } = await askCli<{ movements: readonly MovementCoverage[] }>([
      'coverage',
      ...where(),
      '--movement',
      'M1',
    ]);
    expect(movements.map(({ movement }) => movement)).toEqual(['M1']);
  });

  it.each([
    [['why', '--task', 'T99', '--person', 'P01'], 'T99'],
    [['why', '--task', 'T39', '--person', 'constructor'], 'constructor'],
    [['suggest', '--task', 'M3'], 'M3'],
    [['falls', '--agreement', 'J1', '--on', '2027-03-20'], 'J1'],
    [['falls', '--jit', 'AG1', '--on', '2027-03-20'], 'AG1'],
    [['coverage', '--movement', 'T56'], 'T56'],
  ])('%j names something that is not there: exit 3', async ([verb = '', ...rest], place) => {
    const error = await refuseCli([verb, ...where(), ...rest], 3);
    expect(error).toMatchObject({ code: 'not-found', place });
  });
});

it('people read tables and sentences, and nothing is written', async () => {
  const before = folderState(path.join(home, 'A07'));
  const at = [path.join(home, 'A07'), '--operation', 'OP-LT'];
  const coverage = await runCli(['coverage', ...at]);
  expect(coverage.stdout).toContain('AG6: not in force, unsigned by LA, no start date');
  const falls = await runCli(['falls', ...at, '--agreement', 'AG4', '--on', '2027-03-20']);
  expect(falls.stdout).toMatch(/^M2 +2027-03-23 +27 victim ID to ID +nothing else$/m);
  const why = await runCli(['why', ...at, '--task', 'T51', '--person', 'P16']);
  expect(why.stdout).toContain('Only P16 there brings zh.');
  const gaps = await runCli(['gaps', ...at]);
  expect(gaps.stdout).toMatch(/^■ block +T52 +2027-03-16T01:00:00Z +am$/m);
  expect((await runCli(['suggest', ...at, '--task', 'T52'])).stdout).toContain('46 would close nothing');
  expect(folderState(path.join(home, 'A07'))).toEqual(before);
});
