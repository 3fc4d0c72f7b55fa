/** The action day as the window asks for it: the built worker on a real workspace whose clock stands three hours before H. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionCalls } from '#shared/contract/action-day.ts';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import { NOTHING_SAID } from '#shared/domain/lifecycles/index.ts';
import { type Agency, errorOf, load, makeAgency } from '#test/tools/agencies.ts';
import { ensureBuilt } from '#test/tools/cli.ts';
import { QUIET_LANTERN } from '#test/tools/places.ts';

let home = '';
let agency: Agency;
let operation = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-action-'));
  agency = await makeAgency(home, 'A07');
  ({ operation } = await load(agency, QUIET_LANTERN));
}, 120_000);
afterAll(async () => {
  await agency.close();
  rmSync(home, { recursive: true, force: true });
});

async function ask<C extends keyof typeof actionCalls>(name: C, input: Input<C>): Promise<Output<C>> {
  const value = await agency.do(name, contract[name].in.parse(input) as never);
  return contract[name].out.parse(value) as Output<C>;
}
const page = { first: 0, count: 200 } as const;
const day = () => ask('action.day', { operation });
const tasks = async (site: string | null = null) => (await ask('action.tasks', { operation, site, ...page })).tasks;
const CLOCK = Date.UTC(2027, 2, 15, 18);

describe('checklist', () => {
  it('lists what is due around H in the order of time, late ones marked, each with the step that leads on', async () => {
    expect(await day()).toMatchObject({ now: CLOCK, open: true, mine: true, progress: { due: 9, done: 0, late: 1 } });
    const due = await tasks();
    expect(due.map(({ code }) => code)).toEqual(['T01', 'T02', 'T03', 'T04', 'T08', 'T05', 'T06', 'T07', 'T09']);
    expect(due[0]).toMatchObject({ late: 'start', band: -360, next: { to: 'ready', verbKey: 'report-ready' } });
    expect(due.find(({ code }) => code === 'T04')).toMatchObject({
      late: null,
      band: 0,
      place: 'KESTREL',
      leader: 'Sok Dara',
    });
    expect((await tasks('S2')).map(({ code }) => code)).toEqual(['T08']);
  });

  it('a step of the checklist is a step of the lifecycle', async () => {
    const [first] = await tasks();
    const said = { ...NOTHING_SAID, by: 'Team lead 1', role: 'team_lead', date: '2027-03-16' } as const;
    for (const to of ['ready', 'in_progress', 'done'])
      expect(
        errorOf(await agency.ask('step.take', { operation, item: first?.id ?? '', to, evidence: said })),
      ).toBeNull();
    expect((await tasks())[0]).toMatchObject({ status: 'done', late: null, next: null });
    expect((await day()).progress).toEqual({ due: 9, done: 1, running: 0, late: 0 });
  });
});

describe('go or no-go', () => {
  it('is called per site with a reason; the last word counts, and undo brings the one before back', async () => {
    const call = (go: boolean, reason: string) =>
      ask('action.call', { operation, site: 'S1', go, reason, by: 'Anong Wattanakit' });
    await call(true, 'Staging reports ready');
    await call(false, 'Lights went on in the gate house');
    const of = async () => (await day()).sites.find(({ code }) => code === 'S1')?.call;
    expect(await of()).toMatchObject({
      entry: 'no_go',
      at: CLOCK,
      by: 'Anong Wattanakit',
      reason: 'Lights went on in the gate house',
    });
    await agency.do('undo.undo', {});
    expect(await of()).toMatchObject({ entry: 'go' });
    expect((await day()).sites.find(({ code }) => code === 'S2')?.call).toBeNull();
  });

  it('says what stands against a go at a site', async () => {
    expect((await day()).sites[0]).toMatchObject({ findings: { block: 0, warn: 0 }, stops: [] });
    const id = (await tasks()).find(({ code }) => code === 'T04')?.id ?? '';
    await agency.do('task.setStart', { operation, task: id, at: 'H-01:00' });
    const [site] = (await day()).sites;
    expect(site?.findings.block).toBeGreaterThan(0);
    expect(site?.stops[0]?.rule).toBe('R-OP-02');
    await agency.do('undo.undo', {});
  });
});

describe('log', () => {
  it('keeps notes and decisions with time, name and reason, newest first', async () => {
    await ask('action.note', { operation, text: 'Van at the gate', site: 'S1', task: null, by: 'Log 1' });
    const decision = { choice: 'Go at H', reason: 'All sites ready', task: 'T02', by: 'Kang Minseo' };
    await ask('action.decide', { operation, ...decision });
    const { lines, total } = await ask('action.log', { operation, ...page });
    expect(total).toBe(3);
    expect(lines.map(({ entry }) => entry)).toEqual(['decision', 'note', 'go']);
    expect(lines[0]).toMatchObject({
      text: 'Go at H',
      reason: 'All sites ready',
      task: 'T02',
      by: 'Kang Minseo',
      at: CLOCK,
    });
    // The decision point holds its choice too.
    const point = (await agency.dump()).find(({ kind }) => kind === 'decisionPoint');
    expect(point?.fields['choice']).toEqual(['Go at H', '2027-03-15T18:00:00Z', 'All sites ready']);
    await agency.do('undo.undo', {});
    expect((await ask('action.log', { operation, ...page })).total).toBe(2);
  });

  it('stays at home: no line of it leaves in a file', async () => {
    const { included } = await agency
      .do('exchange.manifest', { operation, to: 'A01', purpose: 'joint_operation' })
      .catch(() => ({ included: [] }));
    expect(included.filter(({ kind }) => kind === 'logEntry' || kind === 'orderPage')).toEqual([]);
  });

  it('refuses a site or task that is not in the plan', async () => {
    const note = { operation, text: 'x', site: 'S9', task: null, by: 'Log 1' };
    expect(errorOf(await agency.ask('action.note', note))?.code).toBe('not-found');
  });
});

describe('results', () => {
  it('count one arrest once, whoever reports it', async () => {
    const count = (of: string, value: number, event: string | null, confirmed = false) =>
      ask('action.count', { operation, figure: 'arrests', value, agency: of, confirmed, event, by: 'Log 1' });
    await count('A01', 1, 'KH-17');
    await count('A07', 1, ' kh-17 ');
    await count('A01', 3, null, true);
    const { totals, total, lines } = await ask('action.results', { operation, ...page });
    expect(total).toBe(3);
    expect(lines[0]).toMatchObject({ value: 3, confirmed: true });
    expect(totals).toEqual([
      {
        figure: 'arrests',
        unit: '',
        total: 4,
        confirmed: 3,
        twice: 1,
        target: null,
        agencies: [
          { agency: 'A01', value: 4 },
          { agency: 'A07', value: 1 },
        ],
      },
    ]);
    const stranger = {
      operation,
      figure: 'arrests',
      value: 1,
      agency: 'A99',
      confirmed: false,
      event: null,
      by: 'Log 1',
    } as const;
    expect(errorOf(await agency.ask('action.count', stranger))?.code).toBe('result.agency');
  });
});
