/** Papers as the window asks for them: the built worker on a real workspace, answers as the contract has them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '#shared/contract/contract.ts';
import { type PaperKind, paperCalls } from '#shared/contract/papers.ts';
import type { StepEvidence } from '#shared/contract/steps.ts';
import { type Agency, load, makeAgency } from '#test/tools/agencies.ts';
import { ensureBuilt } from '#test/tools/cli.ts';

let home = '';
let agency: Agency;
let operation = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-papers-'));
  agency = await makeAgency(home, 'A07');
  ({ operation } = await load(agency));
}, 120_000);
afterAll(async () => {
  await agency.close();
  rmSync(home, { recursive: true, force: true });
});

/** Asks as the window does: the input fits the contract, and so does the answer. */
async function ask<C extends Exclude<keyof typeof paperCalls, 'coverage.print'>>(
  name: C,
  input: Input<C>,
): Promise<Output<C>> {
  const value = await agency.do(name, contract[name].in.parse(input) as never);
  return contract[name].out.parse(value) as Output<C>;
}
const list = (kind: PaperKind, change: Partial<Input<'paper.list'>> = {}) =>
  ask('paper.list', { operation, kind, find: '', findings: false, first: 0, count: 200, ...change });
const card = (item: string) => ask('paper.card', { operation, item });
const NOTHING: StepEvidence = {
  by: 'Legal officer',
  role: 'legal_finance_officer',
  second: null,
  date: '2027-03-08',
  reference: null,
  reason: null,
  authority: null,
  review: null,
  ratification: null,
  successor: null,
  order: null,
  handover: null,
  acknowledged: null,
};
const take = (item: string, to: string, said: Partial<StepEvidence> = {}) =>
  agency.do('step.take', { operation, item, to, evidence: { ...NOTHING, ...said } });

describe('lists', () => {
  it('counts every kind, with the findings that touch it', async () => {
    const kinds = await ask('paper.kinds', { operation });
    expect(kinds.map(({ kind, total }) => [kind, total])).toEqual([
      ['agreement', 8],
      ['jit', 3],
      ['movement', 4],
      ['request', 9],
      ['asset', 15],
      ['deconfliction', 2],
    ]);
    const { findings } = await agency.do('findings.list', { operation });
    const blocks = findings.filter(
      (f) => f.severity === 'block' && (/^AG\d/.test(f.subject) || f.related.some((code) => /^AG\d/.test(code))),
    );
    expect(kinds[0]?.findings.block).toBe(blocks.length);
  });

  it('puts what blocks touch first, then what warnings touch, then the rest by code, in windows', async () => {
    const { total, matching, rows } = await list('agreement');
    expect([total, matching]).toEqual([8, 8]);
    expect(rows.map(({ code }) => code)).toEqual(['AG6', 'AG8', 'AG4', 'AG1', 'AG2', 'AG3', 'AG5', 'AG7']);
    const window = await list('agreement', { first: 2, count: 3 });
    expect(window.rows).toEqual(rows.slice(2, 5));
    expect(rows.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('finds by code, name, party and state, and shows only what findings touch', async () => {
    const codes = async (change: Partial<Input<'paper.list'>>) =>
      (await list('agreement', change)).rows.map(({ code }) => code);
    expect(await codes({ find: 'ag3' })).toEqual(['AG3']);
    expect(await codes({ find: 'transfèrement' })).toEqual(['AG2']);
    expect(await codes({ find: 'KE' })).toContain('AG6');
    expect(await codes({ find: 'partially signed' })).toEqual(['AG6']);
    expect(await codes({ findings: true })).toEqual(['AG6', 'AG8', 'AG4']);
    expect(await codes({ find: 'nothing of the kind' })).toEqual([]);
  });
});

describe('cards', () => {
  it('says who signed an agreement, when parties sign, what it covers and which findings speak of it', async () => {
    const { row, signings, tables, findings, mine, kind } = await card('AG6');
    expect({ kind, mine, code: row.code }).toEqual({ kind: 'agreement', mine: true, code: 'AG6' });
    expect(signings).toEqual([
      {
        extension: null,
        open: true,
        parties: [
          { party: 'LA', name: '', on: null },
          { party: 'KE', name: '', on: '2027-02-10' },
        ],
      },
    ]);
    expect(tables.map(({ key }) => key)).toEqual(['covers']);
    expect(findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(['R-AGR-01 M3']);
    expect((await card('AG1')).signings[0]?.open).toBe(false);
  });

  it('answers for every item of every list, by record id as by code', async () => {
    for (const { kind } of await ask('paper.kinds', { operation }))
      for (const { id, code } of (await list(kind)).rows) {
        const byId = await card(id);
        expect(byId.row.code).toBe(code);
        expect(byId.facts.length).toBeGreaterThan(2);
        expect(await card(code)).toEqual(byId);
      }
  });

  it('refuses what is none of these', async () => {
    await expect(card('T01')).rejects.toThrow('not-found');
  });

  it('keeps who took a step, on which paper and why', async () => {
    await take('AS06', 'seized', { reference: 'Order 14/2027', authority: 'Court of Lyon' });
    const { row, taken } = await card('AS06');
    expect(row.state).toBe('seized');
    expect(taken[0]).toMatchObject({
      from: 'frozen',
      to: 'seized',
      by: 'Legal officer',
      role: 'legal_finance_officer',
      reference: 'Order 14/2027',
      on: '2027-03-08',
    });
    await agency.do('undo.undo', {});
    expect((await card('AS06')).row.state).toBe('frozen');
  });
});

describe('what a step is going to be asked', () => {
  it('is not held against it before anybody could answer (R-FIN-06)', async () => {
    await take('AS06', 'confiscation_pending', { reference: 'Case 9/2027' });
    const { steps } = await agency.do('step.options', { operation, item: 'AS06' });
    const final = steps.find(({ to }) => to === 'confiscated');
    expect(final).toMatchObject({ asks: ['date', 'order'], lacks: [] });
    const order = { ref: 'Judgment 3/2027', date: '2027-03-07', final: false };
    await expect(take('AS06', 'confiscated', { order })).rejects.toThrow('step.missing');
    await take('AS06', 'confiscated', { order: { ...order, final: true } });
    expect((await card('AS06')).facts.find(({ key }) => key === 'order')?.values).toEqual([
      { is: 'text', text: 'Judgment 3/2027' },
    ]);
    await agency.do('undo.undo', {});
    await agency.do('undo.undo', {});
  });
});
