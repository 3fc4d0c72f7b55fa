/** Branches and templates on the command line: what a script can say about them is what the window shows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BranchCard, PlanDifference } from '#shared/contract/branches.ts';
import type { TemplateCard } from '#shared/contract/templates.ts';
import { askCli, ensureBuilt, refuseCli, runCli } from '#test/tools/cli.ts';
import { QUIET_LANTERN } from '#test/tools/places.ts';

let home = '';
let dir = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-branch-'));
  dir = path.join(home, 'A07');
  await askCli(['workspace', 'new', dir, '--agency', 'A07', '--operation', QUIET_LANTERN]);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const branch = <T>(what: string, ...more: readonly string[]) =>
  askCli<T>(['branch', what, dir, '--operation', 'OP-QL', ...more]);

describe('liaison branch', () => {
  it('makes one, compares it, and puts it aside', async () => {
    const made = await branch<BranchCard>('new', '--name', 'Later');
    expect((await branch<{ branches: BranchCard[] }>('list')).branches.map(({ id }) => id)).toEqual([made.id]);
    const seen = await branch<{ changes: PlanDifference[] }>('diff', '--name', 'Later');
    expect(seen.changes).toEqual([]);
    const nothing = await refuseCli(['branch', 'promote', dir, '--operation', 'OP-QL', '--name', 'Later'], 3);
    expect(nothing.code).toBe('choice-nothing');
    expect(await branch<BranchCard>('discard', '--name', made.id)).toMatchObject({ name: 'Later' });
    expect((await branch<{ branches: BranchCard[] }>('list')).branches).toEqual([]);
    expect((await branch<{ branches: BranchCard[] }>('list', '--all')).branches).toHaveLength(1);
    const { stdout } = await runCli(['branch', 'list', dir, '--operation', 'OP-QL', '--all']);
    expect(stdout).toMatch(/aside +Later/);
  }, 60_000);

  it('says what was typed wrongly', async () => {
    expect((await refuseCli(['branch', 'diff', dir, '--operation', 'OP-QL', '--name', 'Nobody'], 2)).reason).toBe(
      'there is no open branch of this name',
    );
    expect((await refuseCli(['branch', 'merge', dir, '--operation', 'OP-QL'], 2)).reason).toContain('expected one of');
    expect((await refuseCli(['branch', 'new', dir, '--operation', 'OP-QL'], 2)).reason).toContain('--name');
    expect((await refuseCli(['branch', 'list', dir, '--operation', 'OP-XX'], 3)).code).toBe('not-found');
  }, 60_000);
});

describe('liaison template', () => {
  it('keeps the frame of an operation and builds another from it', async () => {
    await askCli(['template', 'new', dir, '--operation', 'OP-QL', '--code', 'TPL-1', '--name', 'One site']);
    const { templates } = await askCli<{ templates: TemplateCard[] }>(['template', 'list', dir]);
    expect(templates).toMatchObject([{ code: 'TPL-1', name: 'One site' }]);
    const build = ['template', 'build', dir, '--template', 'TPL-1', '--code', 'OP-NEXT', '--name', 'NEXT LIGHT'];
    const made = await askCli<{ operation: string; tasks: number }>([...build, '--h', '2028-05-04 04:30']);
    expect(made.tasks).toBe(templates[0]?.tasks);
    const report = await askCli<{ operation: string }>(['check', dir, '--operation', 'OP-NEXT'], { codes: [0, 1] });
    expect(report.operation).toBe('OP-NEXT');
    expect((await refuseCli([...build, '--h', '2028-05-04 04:30'], 3)).code).toBe('operation-exists');
    expect(
      (await refuseCli([...build.map((word) => (word === 'OP-NEXT' ? 'OP-LATER' : word)), '--h', 'soon'], 3)).code,
    ).toBe('new-h');
    expect((await refuseCli(build, 2)).reason).toContain('--h');
  }, 90_000);
});
