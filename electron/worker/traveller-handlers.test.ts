/** Screening of travellers, checks of a movement and extensions of a team: the built worker on a real workspace. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import type { StepEvidence } from '#shared/contract/steps.ts';
import { travellerCalls } from '#shared/contract/travellers.ts';
import { type Agency, errorOf, load, makeAgency, sealFor, trustEachOther } from '#test/tools/agencies.ts';
import { ensureBuilt } from '#test/tools/cli.ts';

const CANARY = 'PSEUDONYM-CANARY-77';
const AUTHORITY = 'National referral board CANARY-78';
let home = '';
let agency: Agency;
let operation = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-travellers-'));
  agency = await makeAgency(home, 'A07');
  ({ operation } = await load(agency));
}, 120_000);
afterAll(async () => {
  await agency.close();
  rmSync(home, { recursive: true, force: true });
});

/** Asks as the window does: the input fits the contract, and so does the answer. */
async function ask<C extends keyof typeof travellerCalls>(name: C, input: Input<C>): Promise<Output<C>> {
  const value = await agency.do(name, contract[name].in.parse(input) as never);
  return contract[name].out.parse(value) as Output<C>;
}
const list = () => ask('traveller.list', { operation, movement: 'M3', first: 0, count: 200 });
const add = (reference: string) =>
  ask('traveller.add', {
    operation,
    movement: 'M3',
    reference,
    nationality: 'KE',
    category: 'victim',
    by: 'Team lead',
  });
const SAID: StepEvidence = {
  by: 'Team lead',
  role: 'team_lead',
  second: null,
  date: '2027-03-08',
  reference: null,
  reason: null,
  authority: AUTHORITY,
  review: null,
  ratification: null,
  successor: null,
  order: null,
  handover: null,
  acknowledged: null,
};
const screen = (item: string, to: string, said: Partial<StepEvidence> = {}) =>
  ask('traveller.screen', { operation, item, to, evidence: { ...SAID, ...said } });

describe('a traveller', () => {
  let id = '';
  it('is listed under a pseudonym and begins unscreened', async () => {
    const done = await add(CANARY);
    id = done.traveller;
    expect(done.label).toEqual({ key: 'step.traveller.add', params: { code: 'M3' } });
    const { total, rows, states, expected, mine } = await list();
    expect({ total, expected, mine }).toEqual({ total: 1, expected: 33, mine: true });
    expect(rows[0]).toMatchObject({
      id,
      reference: CANARY,
      nationality: 'KE',
      category: 'victim',
      state: 'unscreened',
    });
    expect(states.find(({ state }) => state === 'unscreened')?.n).toBe(1);
    await expect(add(CANARY)).rejects.toThrow('traveller.known');
  });

  it('goes through the lifecycle, step by step and with what each demands', async () => {
    const { steps } = await ask('traveller.steps', { operation, item: id });
    expect(steps.map(({ to }) => to).toSorted()).toEqual(['no_indication', 'potential_victim', 'undetermined']);
    await expect(screen(id, 'potential_victim', { authority: null })).rejects.toThrow('step.missing');
    await expect(screen(id, 'formally_identified', { review: '2027-06-01' })).rejects.toThrow('step.none');
    const done = await screen(id, 'potential_victim');
    expect(done.label).toEqual({ key: 'step.traveller.screen', params: { code: 'M3' } });
    expect((await list()).rows[0]).toMatchObject({
      state: 'potential_victim',
      on: '2027-03-08',
      authority: AUTHORITY,
      by: 'Team lead',
      role: 'team_lead',
    });
    // Only the competent authority ends the status, with a day of review and a second person.
    await expect(screen(id, 'no_indication')).rejects.toThrow('step.none');
    const formal = { role: 'legal_finance_officer', review: '2027-09-01' } as const;
    await expect(screen(id, 'not_identified', formal)).rejects.toThrow('step.missing');
    await screen(id, 'not_identified', { ...formal, second: 'Officer 2' });
    expect((await list()).rows[0]).toMatchObject({ state: 'not_identified', review: '2027-09-01' });
    await agency.do('undo.undo', {});
    expect((await list()).rows[0]?.state).toBe('potential_victim');
  });

  it('is no step of the plan: nobody else opens the row', async () => {
    expect(errorOf(await agency.ask('step.options', { operation, item: id }))?.code).toBe('step.sealed');
  });

  it('leaves no word of it in the dump, the history or the undo text', async () => {
    const dump = JSON.stringify(await agency.dump());
    const history = JSON.stringify(await agency.do('history.of', { record: id }));
    const undo = JSON.stringify(await agency.do('undo.state', {}));
    const findings = JSON.stringify(await agency.do('findings.list', { operation }));
    for (const said of [dump, history, undo, findings])
      for (const word of [CANARY, AUTHORITY, 'potential_victim"']) expect(said.includes(word)).toBe(false);
    expect(dump).toContain('"kind":"traveller"');
  });

  it('is withheld from every partner, and its screening with it', async () => {
    const other = await makeAgency(home, 'A06');
    try {
      await trustEachOther(agency, other);
      const file = path.join(home, 'a.jxb');
      const { manifest } = await sealFor(agency, 'A06', file);
      expect(manifest.included.map(({ record }) => record)).not.toContain(id);
      await other.do('exchange.acceptFile', { file: { path: file, name: 'a.jxb' }, by: 'Officer 3' });
      expect(JSON.stringify(await other.dump())).not.toContain(id);
      const there = await other.do('traveller.list', { operation: 'OP-LT', movement: 'M3', first: 0, count: 10 });
      expect([there.total, there.closed, there.mine]).toEqual([0, 0, false]);
    } finally {
      await other.close();
    }
  });
});

describe('checks of a movement', () => {
  const CHECKS = {
    screened: 33,
    consent: 33,
    refoulementCleared: 33,
    nationality: 33,
    travelDoc: 33,
    consular: 33,
    fitToTravel: 33,
    carrierNotice: true,
    handoverSlot: true,
  };
  const check = (change: Partial<typeof CHECKS> = {}) =>
    ask('movement.check', { operation, movement: 'M3', checks: { ...CHECKS, ...change }, by: 'Planner' });
  const options = async () => (await agency.do('step.options', { operation, item: 'M3' })).steps;

  it('count nobody twice', async () => {
    await expect(check({ consent: 34 })).rejects.toThrow('check.count');
  });

  it('let a movement go on from screening, which nothing else did', async () => {
    const planner = { ...SAID, by: 'Planner', role: 'planner', authority: null } as const;
    await agency.do('step.take', { operation, item: 'M3', to: 'screening', evidence: planner });
    const before = (await options()).find(({ to }) => to === 'documents');
    expect(before?.lacks).toContainEqual({ what: 'need', need: 'person_checks', awaits: [] });
    await check({ consent: 32 });
    expect((await options()).find(({ to }) => to === 'documents')?.lacks).toEqual([]);
    await agency.do('step.take', { operation, item: 'M3', to: 'documents', evidence: planner });
    // One victim has not consented (R-MOV-03): nobody can lift that.
    const clear = (await options()).find(({ to }) => to === 'cleared');
    expect(clear?.lacks).toContainEqual(
      expect.objectContaining({ what: 'finding', never: true, finding: expect.objectContaining({ rule: 'R-MOV-03' }) }),
    );
    await check();
    const rules = (await options())
      .find(({ to }) => to === 'cleared')
      ?.lacks.flatMap((lack) => (lack.what === 'finding' ? lack.finding.rule : []));
    expect(rules).not.toContain('R-MOV-03');
    for (let n = 0; n < 4; n += 1) await agency.do('undo.undo', {});
    expect((await agency.do('paper.card', { operation, item: 'M3' })).row.state).toBe('planned');
  });
});

describe('an extension of a team', () => {
  it('is drawn up, signed by every party and then taken', async () => {
    const { rows } = await agency.do('paper.list', {
      operation,
      kind: 'jit',
      find: '',
      findings: false,
      first: 0,
      count: 10,
    });
    const team = rows.find(({ state }) => state === 'in_force');
    const code = team?.code ?? '';
    const until = `${Number((team?.until ?? '').slice(0, 4)) + 1}${(team?.until ?? '').slice(4)}`;
    const draw = (day: string) => ask('jit.extension', { operation, item: code, until: day, by: 'Legal officer' });
    await expect(draw('2026-01-01')).rejects.toThrow('extension.day');
    await expect(draw('2028-02-31')).rejects.toThrow('extension.day');
    await draw(until);
    const { signings } = await agency.do('paper.card', { operation, item: code });
    const extension = signings.find((one) => one.extension === until);
    expect(extension?.open).toBe(true);
    for (const { party } of extension?.parties ?? [])
      await agency.do('jit.sign', {
        operation,
        item: code,
        party,
        on: '2027-03-08',
        by: 'Legal officer',
        extension: until,
      });
    const legal = { ...SAID, by: 'Legal officer', role: 'legal_finance_officer', authority: null } as const;
    await agency.do('step.take', { operation, item: code, to: 'extended', evidence: legal });
    expect((await agency.do('paper.card', { operation, item: code })).row).toMatchObject({ state: 'extended', until });
  });
});
