/** Steps of lifecycles and lifted findings on the command line: what a script can do is what a person can do. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StepOptions } from '#shared/contract/steps.ts';
import type { CheckReport } from '#electron/worker/requests.ts';
import { askCli, ensureBuilt, refuseCli, runCli, TRAINING } from '#test/tools/cli.ts';

let home = '';
let dir = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-steps-'));
  dir = path.join(home, 'A07');
  await askCli(['workspace', 'new', dir, '--agency', 'A07', '--operation', TRAINING]);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const op = ['--operation', 'OP-LT'] as const;
const options = (item: string): Promise<StepOptions> => askCli<StepOptions>(['step', dir, ...op, '--item', item]);
const take = (item: string, to: string, ...more: readonly string[]) => [
  'step',
  dir,
  ...op,
  '--item',
  item,
  '--to',
  to,
  ...more,
];
const undo = () => askCli(['undo', dir]);
const check = (codes: readonly number[] = [1]): Promise<CheckReport> =>
  askCli<CheckReport>(['check', dir, ...op], { codes });
const COMMANDER = ['--by', 'Kang Minseo'] as const;
const lift = (rule: string, subject: string, ...more: readonly string[]) => [
  'lift',
  dir,
  ...op,
  '--rule',
  rule,
  '--subject',
  subject,
  ...more,
];
const WHY = ['--reason', 'The site commanders agreed on it'] as const;

describe('liaison lift', () => {
  it('lifts a block on the word of the strategic commander and a second person, and undoes it', async () => {
    const before = await check();
    await askCli(lift('R-OP-05', 'SG1', ...WHY, ...COMMANDER, '--second', 'P22', '--until', '2027-03-20'));
    const after = await check();
    const finding = after.findings.find(({ rule }) => rule === 'R-OP-05');
    expect(finding?.lifted).toMatchObject({
      by: 'Kang Minseo',
      second: 'Anong Wattanakit',
      reason: WHY[1],
      until: '2027-03-20',
    });
    expect(after.findings).toHaveLength(before.findings.length);
    expect(after.counts).toEqual({ ...before.counts, block: before.counts.block - 1, lifted: 1 });
    expect(before.findings.every(({ lifted }) => lifted === null)).toBe(true);
    // The day after its last it stands again.
    const later = await askCli<CheckReport>(['check', dir, ...op, '--at', '2027-03-21T02:00:00Z'], { codes: [1] });
    expect(later.findings.find(({ rule }) => rule === 'R-OP-05')?.lifted).toBeNull();
    await undo();
    expect((await check()).counts).toEqual(before.counts);
  }, 60_000);
  it('acknowledges a warning on anybody’s word, and withdraws it', async () => {
    await askCli(lift('R-PER-11', 'P49', ...WHY, '--by', 'Planner 1'));
    expect((await check()).counts.lifted).toBe(1);
    const refused = await refuseCli(lift('R-PER-11', 'P49', ...WHY, '--by', 'Planner 1'), 3);
    expect(refused.code).toBe('lift.already');
    await askCli(['unlift', dir, ...op, '--rule', 'R-PER-11', '--subject', 'P49', '--by', 'Planner 1']);
    expect((await check()).counts.lifted).toBe(0);
    const none = ['unlift', dir, ...op, '--rule', 'R-PER-11', '--subject', 'P49', '--by', 'Planner 1'];
    expect((await refuseCli(none, 3)).code).toBe('lift.none');
  }, 60_000);
  it.each<[string, readonly string[], string]>([
    ['a rule marked ‡, whoever asks', ['R-MOV-03', 'M4', ...WHY, ...COMMANDER, '--second', 'P22'], 'lift.never'],
    ['a rule marked ‡ without a finding', ['R-EXP-01', 'X', ...WHY, ...COMMANDER, '--second', 'P22'], 'lift.never'],
    ['a block by another person', ['R-OP-05', 'SG1', ...WHY, '--by', 'P22', '--second', 'P27'], 'lift.not_commander'],
    ['a block without a second person', ['R-OP-05', 'SG1', ...WHY, ...COMMANDER], 'lift.no_second'],
    ['a block with the same person', ['R-OP-05', 'SG1', ...WHY, ...COMMANDER, '--second', 'P27'], 'lift.same_person'],
    ['a blank reason', ['R-PER-11', 'P49', '--reason', ' ', '--by', 'X'], 'lift.no_reason'],
    ['a day that has passed', ['R-PER-11', 'P49', ...WHY, '--by', 'X', '--until', '2027-03-01'], 'lift.expired'],
    ['what does not stand', ['R-PER-11', 'P01', ...WHY, '--by', 'X'], 'lift.not_found'],
  ])('refuses %s', async (_what, [rule = '', subject = '', ...more], code) => {
    expect((await refuseCli(lift(rule, subject, ...more), 3)).code).toBe(code);
  });
  it('leaves no trace of what it refused', async () => expect((await check()).counts.lifted).toBe(0));
  it('changes nothing about an operation file', async () => {
    const file = await askCli<CheckReport>(['check', TRAINING], { codes: [1] });
    expect(file.findings.some((finding) => 'lifted' in finding)).toBe(false);
    expect(file.counts).not.toHaveProperty('lifted');
  });
});

describe('liaison step', () => {
  it('lists the steps of the operation and what each lacks', async () => {
    const { state, steps, readOnly, kind } = await options('OP-LT');
    expect([kind, state, readOnly]).toEqual(['operation', 'pre_operational', null]);
    const go = steps.find(({ to }) => to === 'go');
    expect(go).toMatchObject({
      roles: [{ role: 'strategic_commander', holder: 'Kang Minseo' }],
      asks: ['date', 'reason'],
    });
    const rules = go?.lacks.map((lack) => (lack.what === 'finding' ? lack.finding.rule : lack.what));
    expect(rules).toContain('R-OP-08');
    expect(steps.find(({ to }) => to === 'suspended')?.lacks).toEqual([]);
  });
  it('refuses the go and names everything it lacks; nothing changes', async () => {
    const error = await refuseCli(take('OP-LT', 'go', '--by', 'Somebody', '--role', 'strategic_commander'), 3);
    expect(error.code).toBe('step.missing');
    for (const word of ['Kang Minseo', 'a reason', 'R-OP-08', 'R-OP-05', 'R-PER-11'])
      expect(error.reason).toContain(word);
    expect(error.details.length).toBeGreaterThan(10);
    expect((await options('OP-LT')).state).toBe('pre_operational');
  });
  it('refuses what is no step, and what has no stages', async () => {
    const commander = [...COMMANDER, '--role', 'strategic_commander', '--date', '2027-03-08', '--reason', 'x'];
    expect((await refuseCli(take('OP-LT', 'executing', ...commander), 3)).code).toBe('step.none');
    expect((await refuseCli(take('OP-LT', 'nonsense', ...commander), 3)).code).toBe('step.unknown-state');
    expect((await refuseCli(take('P01', 'go', ...commander), 3)).code).toBe('step.no-item');
  });
  it('suspends the operation and leads back only to where it came from', async () => {
    const evidence = [...COMMANDER, '--role', 'strategic_commander', '--date', '2027-03-08', '--reason', 'Storm'];
    await askCli(take('OP-LT', 'suspended', ...evidence));
    const held = await options('OP-LT');
    expect(held.steps.map(({ to }) => to).toSorted()).toEqual(['aborted', 'pre_operational']);
    expect(held.since).toBe('2027-03-08');
    const elsewhere = await refuseCli(take('OP-LT', 'executing', ...evidence), 3);
    expect(elsewhere.reason).toContain('came from executing');
    // What guards the state it returns to is asked again.
    const back = await refuseCli(take('OP-LT', 'pre_operational', ...evidence), 3);
    expect(back.reason).toContain('R-OP-05');
    await undo();
    expect((await options('OP-LT')).state).toBe('pre_operational');
  }, 60_000);
  it('takes a task from planned to done, one undo step each', async () => {
    const lead = ['--by', 'Team lead 1', '--role', 'team_lead', '--date', '2027-03-08'];
    await askCli(take('T01', 'ready', ...lead));
    await askCli(take('T01', 'in_progress', ...lead));
    const { label } = await askCli<{ label: { key: string; params: object } }>(take('T01', 'done', ...lead));
    expect(label).toEqual({ key: 'step.take', params: { verb: 'report-done', code: 'T01' } });
    expect((await options('T01')).steps).toEqual([]);
    for (const state of ['in_progress', 'ready', 'planned']) {
      await undo();
      expect((await options('T01')).state).toBe(state);
    }
  }, 60_000);
  it('signs an agreement and brings it as far as its papers go', async () => {
    const legal = ['--by', 'Legal 1', '--role', 'legal_finance_officer', '--date', '2027-03-06'];
    const unsigned = await refuseCli(take('AG6', 'signed', ...legal), 3);
    expect(unsigned.reason).toContain('awaited: LA');
    const signing = ['sign', dir, ...op, '--item', 'AG6', '--by', 'Legal 1'];
    expect((await refuseCli([...signing, '--party', 'FR', '--date', '2027-03-05'], 3)).code).toBe('sign.party');
    expect((await refuseCli([...signing, '--party', 'LA', '--date', '2027-03-09'], 3)).code).toBe('sign.day');
    await askCli([...signing, '--party', 'LA', '--date', '2027-03-05']);
    expect((await refuseCli([...signing, '--party', 'LA', '--date', '2027-03-04'], 3)).code).toBe('sign.done');
    await askCli(take('AG6', 'signed', ...legal));
    const dump = await askCli<{ records: readonly { kind: string; code: string; fields: Record<string, unknown> }[] }>([
      'dump',
      dir,
    ]);
    expect(dump.records.find(({ code }) => code === 'AG6')?.fields['state']).toEqual(['signed', '2027-03-06']);
    expect(
      dump.records.filter(({ kind }) => kind === 'stepTaken').map(({ fields }) => fields['states']),
    ).toContainEqual(['partially_signed', 'signed']);
    // Its earlier steps were never recorded, so one alone is not begun with (docs/rules.md, R-AGR-02).
    const steps = dump.records.filter(({ kind }) => kind === 'approvalStep').map(({ fields }) => fields['step']);
    expect(steps).not.toContainEqual(['signed', '2027-03-06', null]);
    const force = await refuseCli(take('AG6', 'in_force', ...legal, '--no-ratification'), 3);
    expect(force.reason).toContain('R-AGR-02');
    expect((await refuseCli([...signing, '--party', 'KE', '--date', '2027-02-10'], 3)).code).toBe('sign.state');
    await undo();
    await undo();
    expect((await options('AG6')).state).toBe('partially_signed');
  }, 60_000);
  it('signs a team and lets it enter into force', async () => {
    await askCli(['sign', dir, ...op, '--item', 'J3', '--party', 'LA', '--date', '2027-03-08', '--by', 'Legal 1']);
    const legal = ['--by', 'Legal 1', '--role', 'legal_finance_officer', '--date', '2027-03-08'];
    await askCli(take('J3', 'in_force', ...legal));
    expect((await check()).findings.some(({ rule }) => rule === 'R-JIT-02')).toBe(false);
    await undo();
    await undo();
    expect((await options('J3')).state).toBe('partially_signed');
  }, 60_000);
  it('confiscates nothing without a final order, and records the one it is given', async () => {
    const officer = ['--by', 'Finance 1', '--role', 'legal_finance_officer', '--date', '2027-03-08'];
    await askCli(take('AS10', 'confiscation_pending', ...officer, '--reference', 'Case 12'));
    expect((await refuseCli(take('AS10', 'confiscated', ...officer), 3)).reason).toContain('a final order');
    const order = ['--order-reference', 'Judgment 12', '--order-date', '2027-03-07'];
    expect((await refuseCli(take('AS10', 'confiscated', ...officer, ...order), 3)).reason).toContain('R-FIN-06');
    await askCli(take('AS10', 'confiscated', ...officer, ...order, '--order-final'));
    expect((await options('AS10')).state).toBe('confiscated');
    await undo();
    await undo();
  }, 60_000);
  it('lifts what stops a task, and the task goes past it on the record', async () => {
    const lead = ['--by', 'Team lead 1', '--role', 'team_lead', '--date', '2027-03-08'];
    // T65 touches a holiday: a warning at the gate of publishing.
    expect((await refuseCli(take('T65', 'ready', ...lead), 3)).reason).toContain('R-OP-09');
    await askCli(lift('R-OP-09', 'T65', ...WHY, '--by', 'Planner 1'));
    await askCli(take('T65', 'ready', ...lead));
    const dump = await askCli<{ records: readonly { kind: string; fields: Record<string, unknown> }[] }>(['dump', dir]);
    const steps = dump.records.filter(({ kind }) => kind === 'stepTaken').map(({ fields }) => fields['lifted']);
    expect(steps).toContainEqual([['R-OP-09', 'T65']]);
    await undo();
    await undo();
  }, 60_000);
  it('issues an order with a second person, and counts its acknowledgements', async () => {
    const planner = ['--by', 'Planner 1', '--role', 'planner', '--date', '2027-03-08'];
    await askCli(take('order', 'review', ...planner));
    const command = [...COMMANDER, '--role', 'strategic_commander', '--date', '2027-03-08'];
    const error = await refuseCli(take('order:3', 'issued', ...command), 3);
    expect(error.reason).toContain('a second person');
    expect(error.reason).toContain('R-OP-05');
    await undo();
    expect((await options('order')).state).toBe('draft');
  }, 60_000);
  it('reads well without --json', async () => {
    const run = await runCli(['step', dir, ...op, '--item', 'OP-LT']);
    expect(run.stdout).toMatch(/give the go .*strategic commander/);
    expect(run.stdout).toContain('R-OP-08 DC1 settled or lifted');
  });
  it('screens a traveller, whose row the terminal never shows', async () => {
    const words = ['screen', dir, ...op, '--movement', 'M3'];
    await askCli([...words, '--reference', 'X-17', '--add', '--nationality', 'KE', '--by', 'Team lead']);
    const said = ['--by', 'Team lead', '--role', 'team_lead', '--date', '2027-03-08', '--authority', 'Referral board'];
    const step = await askCli([...words, '--reference', 'X-17', '--to', 'potential_victim', ...said]);
    expect(JSON.stringify(step)).not.toMatch(/X-17|potential|Referral/);
    const counted = await askCli<{ total: number; states: unknown }>(words);
    expect(counted).toMatchObject({ total: 1, expected: 33, closed: 0 });
    expect(counted.states).toContainEqual({ state: 'potential_victim', n: 1 });
    await undo();
    await undo();
  }, 60_000);
  it.each<[string, readonly string[]]>([
    ['evidence without a step', ['--item', 'T01', '--reason', 'x']],
    ['a step without a name', ['--item', 'T01', '--to', 'ready', '--role', 'team_lead']],
    ['a role nobody knows', ['--item', 'T01', '--to', 'ready', '--by', 'X', '--role', 'king']],
    [
      'a day that does not exist',
      ['--item', 'T01', '--to', 'ready', '--by', 'X', '--role', 'planner', '--date', '2027-02-30'],
    ],
    [
      'half a handover',
      ['--item', 'M1', '--to', 'handed_over', '--by', 'X', '--role', 'team_lead', '--place', 'Gate 1'],
    ],
    ['no item', []],
  ])('%s is a usage error', async (_what, words) => {
    expect((await refuseCli(['step', dir, ...op, ...words], 2)).code).toBe('usage');
  });
});
