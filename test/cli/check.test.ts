import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFacts } from '#shared/domain/facts/facts.ts';
import { sweep } from '#shared/domain/rules/sweep.ts';
import { readOperationFile, type OperationFile } from '#shared/formats/operation-file/index.ts';
import { parseInstant } from '#shared/time/instant.ts';
import type { CheckFinding, CheckReport } from '#electron/worker/requests.ts';
import { askCli, documentOf, ensureBuilt, folderState, runCli, TRAINING } from '#test/tools/cli.ts';

let home = '';
let oracle: OperationFile['oracle'];
let plan: OperationFile['plan'];
/** A month after the clock of the training operation. */
const LATER = '2027-04-20T02:00:00Z';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-check-'));
  const read = readOperationFile(new Uint8Array(readFileSync(TRAINING)));
  if (!read.ok) throw new Error('the training operation does not read');
  ({ oracle, plan } = read.value);
  await askCli(['workspace', 'new', path.join(home, 'A07'), '--agency', 'A07']);
  await askCli(['load', path.join(home, 'A07'), TRAINING]);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const sorted = (rows: readonly (readonly string[])[]): readonly string[] => rows.map((row) => row.join(' ')).sort();
const triples = (findings: readonly CheckFinding[]): readonly string[] =>
  sorted(findings.map((f) => [f.rule, f.severity, f.subject]));
const pairs = (findings: readonly CheckFinding[]): readonly string[] =>
  sorted(findings.map((f) => [f.rule, f.subject]));

/** The same plan from its file and from a workspace that took it in. */
const places: readonly (readonly [string, () => readonly string[]])[] = [
  ['the file', () => [TRAINING]],
  ['a workspace', () => [path.join(home, 'A07'), '--operation', 'OP-LT']],
];

describe.each(places)('check of %s', (name, where) => {
  it('finds exactly what the file says must be found, and exits with 1', async () => {
    const run = await runCli(['check', ...where(), '--json']);
    expect(run.code).toBe(1);
    expect(run.stderr).toBe('');
    const report = documentOf<CheckReport>(run);
    const expected = sorted(oracle.findings.map(([rule, severity, subject]) => [rule, severity, subject]));
    expect(expected).toHaveLength(30);
    expect(triples(report.findings)).toEqual(expected);
    expect(report.counts).toEqual({
      block: oracle.findings.filter(([, severity]) => severity === 'block').length,
      warn: oracle.findings.filter(([, severity]) => severity === 'warn').length,
      // A file holds no word of a commander.
      ...(name === 'a workspace' ? { lifted: 0 } : {}),
      total: 30,
    });
    expect(report.move).toBeNull();
  });

  it.each([-60, 60])('previews H moved by %d minutes as the file lays down', async (minutes) => {
    const wanted = oracle.whatIf.find((w) => w.change === `move H-hour by ${minutes > 0 ? '+' : ''}${minutes} min`);
    if (!wanted) throw new Error('the training operation says nothing about this move');
    const shift = `${minutes > 0 ? '+' : ''}${minutes}`;
    const report = await askCli<CheckReport>(['check', ...where(), '--move-h', shift], { codes: [1] });
    expect(pairs(report.move?.gone ?? [])).toEqual(sorted(wanted.gone));
    expect(pairs(report.move?.added ?? [])).toEqual(sorted(wanted.added));
    const gone = new Set(sorted(wanted.gone));
    const after = oracle.findings.map(([rule, , subject]) => `${rule} ${subject}`).filter((pair) => !gone.has(pair));
    expect(pairs(report.findings)).toEqual([...after, ...sorted(wanted.added)].sort());
  });

  it('says what, why, where and who can lift it in the language asked for, and keeps every key', async () => {
    const english = await askCli<CheckReport>(['check', ...where()], { codes: [1] });
    const french = await askCli<CheckReport>(['check', ...where(), '--lang', 'fr'], { codes: [1] });
    expect(triples(french.findings)).toEqual(triples(english.findings));
    const sync = (report: CheckReport) => report.findings.find((f) => f.rule === 'R-OP-05');
    expect(sync(english)).toMatchObject({
      message: 'In sync group SG1, T39 starts 1 hour before T38',
      where: 'Stands at: Publish order · 16 March 2027',
      lift: 'Only the strategic commander and a second person can lift it, with a reason.',
    });
    expect(sync(french)).toEqual({
      ...sync(english),
      message: 'Dans le groupe synchrone SG1, T39 commence 1 heure avant T38',
      why: 'L’alerte circule en quelques minutes. Cause fréquente : une heure saisie dans le mauvais fuseau.',
      where: 'À l’étape\u00a0: Publier l’ordre · 16 mars 2027',
      lift: 'Seuls le commandant stratégique et une seconde personne peuvent le lever, avec un motif.',
    });
  });

  it('prints the table in that language, without isolates in a terminal, and knows four languages', async () => {
    const table = await runCli(['check', ...where(), '--lang', 'ar']);
    expect(table.code).toBe(1);
    expect(table.stdout).toContain('في المجموعة المتزامنة SG1، تبدأ T39 قبل T38 بساعة واحدة');
    expect(table.stdout).not.toMatch(/\\u\{206|[\u2066-\u2069]/);
    expect((await runCli(['check', ...where(), '--lang', 'de'])).code).toBe(2);
  });

  it('looks at the plan from another day with --at, and from its own with its own', async () => {
    const own = await askCli<CheckReport>(['check', ...where(), '--at', '2027-03-08T02:00:00Z'], { codes: [1] });
    expect(own.findings).toHaveLength(30);
    const later = await askCli<CheckReport>(['check', ...where(), '--at', LATER], { codes: [1] });
    expect(later.clock).toBe(LATER);
    const expected = sweep(buildFacts(plan, parseInstant(LATER) ?? 0));
    expect(expected.length).not.toBe(30);
    expect(triples(later.findings)).toEqual(sorted(expected.map((f) => [f.rule, f.severity, f.subject])));
  });
});

describe('check', () => {
  it('reads without writing: the workspace stays as it was', async () => {
    const before = folderState(path.join(home, 'A07'));
    await runCli(['check', path.join(home, 'A07'), '--operation', 'OP-LT', '--move-h', '+60']);
    expect(folderState(path.join(home, 'A07'))).toEqual(before);
  });
  it('prints a table for people, worst first', async () => {
    const { stdout, code } = await runCli(['check', TRAINING]);
    expect(code).toBe(1);
    expect(stdout).toContain('OP-LT LANTERN TIDE at 2027-03-08T02:00:00Z');
    const count = (severity: string): number => oracle.findings.filter(([, s]) => s === severity).length;
    expect(stdout.match(/^■ block {2}/gm)).toHaveLength(count('block'));
    expect(stdout.match(/^▲ warn {2,}/gm)).toHaveLength(count('warn'));
  });
  it.each([
    [['--at', 'tomorrow']],
    [['--move-h', 'an hour']],
    [['--move-h', '1e3']],
    [['--move-h']],
    [['--at', '2027-02-30T00:00:00Z']],
  ])('%j is typed wrongly: exit 2', async (extra) => {
    expect((await runCli(['check', TRAINING, ...extra])).code).toBe(2);
  });
  it('refuses an operation that is not there', async () => {
    const run = await runCli(['check', path.join(home, 'A07'), '--operation', 'OP-XX', '--json']);
    expect(run.code).toBe(3);
    expect(run.stderr.trim()).toBe('OP-XX: nothing of this name is in the workspace');
  });
});
