import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Agency, type DumpRecord, sealFor, trustEachOther } from '#test/tools/agencies.ts';
import { askCli, ensureBuilt, folderState, PASSPHRASE, refuseCli, runCli, TRAINING } from '#test/tools/cli.ts';

let home = '';
let dir = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-limits-'));
  dir = path.join(home, 'A07');
  await askCli(['workspace', 'new', dir, '--agency', 'A07']);
  await askCli(['load', dir, TRAINING]);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Row {
  readonly key: string;
  readonly value: string;
  readonly standard: string;
  readonly rules: readonly string[];
}
const ask = (...words: readonly string[]): readonly string[] => ['limits', dir, '--operation', 'OP-LT', ...words];
const valueOf = async (key: string): Promise<string | undefined> =>
  (await askCli<{ limits: readonly Row[] }>(ask())).limits.find((row) => row.key === key)?.value;
const stored = async (): Promise<unknown> =>
  (await askCli<{ records: readonly DumpRecord[] }>(['dump', dir])).records.find((one) => one.kind === 'operation')
    ?.fields['limits'];
interface Step {
  readonly touched: number;
  readonly label: { readonly key: string; readonly params: Readonly<Record<string, string>> };
  readonly added: readonly { readonly rule: string; readonly subject: string }[];
  readonly gone: readonly { readonly rule: string; readonly subject: string }[];
}

describe('liaison limits', () => {
  it('shows every limit with its default and the rules that read it, and changes nothing', async () => {
    const before = folderState(dir);
    const { limits } = await askCli<{ limits: readonly Row[] }>(ask());
    expect(limits).toContainEqual({ key: 'custody_h', value: '48', standard: '48', rules: ['R-MOV-14'] });
    expect(limits).toContainEqual({ key: 'rest_h', value: '11', standard: '11', rules: ['R-PER-11'] });
    const run = await runCli(ask());
    expect(run.stdout).toMatch(/^custody_h +48 +R-MOV-14$/m);
    expect(folderState(dir)).toEqual(before);
  });

  it('sets several as one step, says what it does to the findings, and undo takes it back', async () => {
    const plain = await stored();
    const step = await askCli<Step>(ask('--set', 'agreement_margin_days=365', '--set=custody_h=24'));
    expect(step).toMatchObject({
      touched: 1,
      label: { key: 'step.limits.set', params: { code: 'OP-LT', limits: 'agreement_margin_days 365, custody_h 24' } },
    });
    expect(step.added.length).toBeGreaterThan(0);
    expect(new Set(step.added.map(({ rule }) => rule))).toEqual(new Set(['R-AGR-04']));
    const { counts } = await askCli<{ counts: { total: number } }>(['check', dir, '--operation', 'OP-LT'], {
      codes: [1],
    });
    expect(counts.total).toBe(30 + step.added.length - step.gone.length);
    expect(await stored()).toEqual([
      ['agreement_margin_days', '365'],
      ['custody_h', '24'],
    ]);
    const undone = await runCli(['undo', dir]);
    expect(undone.stdout).toBe('Undone: set limits: agreement_margin_days 365, custody_h 24; 1 records.\n');
    expect(await stored()).toEqual(plain);
    expect(await valueOf('custody_h')).toBe('48');
  });

  it('an empty value takes one back to the default, and the history names both', async () => {
    await askCli(ask('--set', 'custody_h=36'));
    expect(await valueOf('custody_h')).toBe('36');
    await askCli(ask('--set', 'custody_h='));
    expect(await valueOf('custody_h')).toBe('48');
    const { entries } = await askCli<{ entries: readonly { field: string; label: string; before: string | null }[] }>([
      'history',
      dir,
      '--record',
      'OP-LT',
    ]);
    expect(entries[0]).toMatchObject({ field: 'limits', label: 'step.limits.set', before: '[["custody_h","36"]]' });
  });

  it('what is already so is no step', async () => {
    const before = (await askCli<{ records: readonly DumpRecord[] }>(['dump', dir])).records;
    expect(await askCli<Step>(ask('--set', 'custody_h=48'))).toMatchObject({ touched: 0, added: [], gone: [] });
    expect((await askCli<{ records: readonly DumpRecord[] }>(['dump', dir])).records).toEqual(before);
  });

  it('refuses all that is wrong in one answer and sets nothing', async () => {
    const before = await stored();
    const error = await refuseCli(ask('--set', 'custody_h=24', '--set', 'nonsense=1', '--set', 'review_years=6'), 3);
    expect(error).toMatchObject({ code: 'limit-unknown', place: 'nonsense' });
    expect(error.details.map(({ place }) => place)).toEqual(['nonsense', 'review_years']);
    const one = await refuseCli(ask('--set', 'review_years=6'), 3);
    expect(one.reason).toBe('must be a whole number from 1 to 5');
    expect(await stored()).toEqual(before);
  });

  it.each([
    ['no operation', ['limits', 'W']],
    ['no workspace', ['limits', '--operation', 'OP-LT']],
    ['no value', ['limits', 'W', '--operation', 'OP-LT', '--set', 'custody_h']],
    ['nothing to set', ['limits', 'W', '--operation', 'OP-LT', '--set']],
    ['an odd key', ['limits', 'W', '--operation', 'OP-LT', '--set', 'Custody H=1']],
    ['an option of another verb', ['limits', 'W', '--operation', 'OP-LT', '--to', 'A06']],
    ['its option with another verb', ['dump', 'W', '--set', 'custody_h=24']],
  ])('%s is a usage error and touches nothing', async (_what, words) => {
    const before = folderState(home);
    await refuseCli(
      words.map((word) => (word === 'W' ? dir : word)),
      2,
    );
    expect(folderState(home)).toEqual(before);
  });

  it('an operation that is not there is refused', async () => {
    const error = await refuseCli(['limits', dir, '--operation', 'OP-NONE', '--set', 'custody_h=24'], 3);
    expect(error.place).toBe('OP-NONE');
  });

  it('only the agency that keeps the operation sets its limits', async () => {
    const keeper = new Agency(dir);
    await keeper.open();
    const other = new Agency(path.join(home, 'A06'));
    await other.do('workspace.create', {
      dir: other.dir,
      name: 'A06',
      agencyCode: 'A06',
      agencyName: 'Fictional agency A06',
      passphrase: PASSPHRASE,
    });
    try {
      await trustEachOther(keeper, other);
      const file = path.join(home, 'a.jxb');
      await sealFor(keeper, 'A06', file);
      await other.do('exchange.acceptFile', { file: { path: file, name: 'a.jxb' }, by: 'Officer 3' });
      const reply = await other.ask('limits.set', {
        operation: 'OP-LT',
        set: [{ key: 'custody_h', value: '24' }],
        by: null,
        reason: null,
      });
      expect(reply.ok ? null : reply.error.code).toBe('read-only');
      expect(await other.ask('limits.list', { operation: 'OP-LT' })).toMatchObject({ ok: true });
    } finally {
      await keeper.close();
      await other.close();
    }
  }, 60_000);
});
