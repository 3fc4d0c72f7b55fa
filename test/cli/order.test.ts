/** Orders on the command line: what a script can say about them is what the window shows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '#shared/contract/contract.ts';
import { askCli, ensureBuilt, refuseCli, runCli } from '#test/tools/cli.ts';
import { QUIET_LANTERN } from '#test/tools/places.ts';

let home = '';
let dir = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-order-'));
  dir = path.join(home, 'A07');
  await askCli(['workspace', 'new', dir, '--agency', 'A07', '--operation', QUIET_LANTERN]);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const op = ['--operation', 'OP-QL'] as const;
const order = <T>(what: string, ...more: readonly string[]) => askCli<T>(['order', what, dir, ...op, ...more]);
const step = (to: string, ...more: readonly string[]) =>
  askCli(['step', dir, ...op, '--item', 'order', '--to', to, '--by', 'Kang Minseo', ...more]);

describe('liaison order', () => {
  it('tells versions, what one says, who acknowledged, and what changed since', async () => {
    await step('review', '--role', 'planner');
    await step('issued', '--role', 'strategic_commander', '--second', 'Anong Wattanakit', '--date', '2027-03-16');
    const { orders } = await order<Output<'order.list'>>('list');
    expect(orders).toMatchObject([{ version: 1, state: 'issued', text: 'kept', recipients: 3, acknowledged: 0 }]);
    const said = await order<Output<'order.tasks'>>('show', '--for', 'A01');
    expect(said.tasks.map(({ code }) => code)).toEqual(['T03', 'T04', 'T05', 'T06', 'T07']);
    await order('acknowledge', '--for', 'A01', '--date', '2027-03-16', '--by', 'Desk 1');
    await order('draft', '--by', 'Planner 1');
    const difference = await order<Output<'order.difference'>>('diff', '--from', '1', '--to', '2');
    expect(difference).toMatchObject({ total: 0, counts: { moved: 0, changed: 0, added: 0, gone: 0 } });
    const { agencies, missing } = await order<Output<'order.briefed'>>('briefed');
    expect(missing).toBe(2);
    expect(agencies.find(({ agency }) => agency === 'A01')).toMatchObject({ version: 1, current: true });
  }, 60_000);
  it('reads well, and refuses what makes no sense', async () => {
    const { stdout } = await runCli(['order', 'show', dir, ...op, '--version', '1', '--for', 'A03']);
    expect(stdout).toMatch(/v1 issued, kept as issued, [0-9a-f]{64}/);
    expect(stdout).toMatch(/T08 +H\+00:00 2027-03-16T05:00 Asia\/Manila +A03 +HERON +P07 +Watch on HERON/);
    expect((await refuseCli(['order', 'show', dir, ...op, '--version', '9'], 2)).reason).toBe('there is no version 9');
    expect((await refuseCli(['order', 'draft', dir, ...op, '--by', 'Planner 1'], 3)).code).toBe('order.open');
  }, 60_000);
});
