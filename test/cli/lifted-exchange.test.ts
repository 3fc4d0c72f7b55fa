/** Overrides between agencies: what another agency says about an operation lifts nothing, and nobody's word lifts a rule marked ‡. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StepEvidence } from '#shared/contract/steps.ts';
import { closeSession, openWorkspace } from '#electron/worker/session.ts';
import { Agency, errorOf, fileRef, load, makeAgency, sealFor, trustEachOther } from '#test/tools/agencies.ts';
import { ensureBuilt, PASSPHRASE } from '#test/tools/cli.ts';

let home = '';
let a: Agency;
let b: Agency;
let operation = '';
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-lifted-'));
  a = await makeAgency(home, 'A07');
  b = await makeAgency(home, 'A06');
  operation = (await load(a)).operation;
  await trustEachOther(a, b);
}, 120_000);
afterAll(async () => {
  await a.close();
  await b.close();
  rmSync(home, { recursive: true, force: true });
});

/** Writes an override as no command would: straight through the door of the store. */
async function forge(agency: Agency, rule: string, subject: string): Promise<void> {
  await agency.lock();
  const session = await openWorkspace(agency.dir, PASSPHRASE, { now: () => Date.parse('2027-03-08T02:00:00Z') });
  if (!session.ok) throw new Error(session.error.code);
  const { states, store } = session.value;
  const finding = states.get(operation)?.findings.find((one) => one.rule === rule && one.subject === subject);
  const covers = (finding?.items ?? []).map(({ key, ref, value }) => `${key} ${ref ?? ''} ${value ?? ''}`).sort();
  const done = store.plan.commit({
    command: 'forged',
    label: { key: 'forged', params: {} },
    by: 'x',
    undoable: true,
    changes: [
      {
        type: 'create',
        kind: 'override',
        key: 'o',
        fields: {
          operation,
          rule,
          subject,
          severity: finding?.severity ?? 'block',
          covers,
          reason: 'because',
          by: 'P27',
          second: 'P22',
        },
      },
    ],
  });
  closeSession(session.value);
  if (!done.ok) throw new Error(done.error.code);
  await agency.open();
}
const lifted = async (agency: Agency): Promise<readonly string[]> =>
  (await agency.do('operation.check', { operation, at: null, moveMin: null })).findings
    .filter((finding) => finding.lifted)
    .map(({ rule, subject }) => `${rule} ${subject}`);
let files = 0;
async function pass(from: Agency, to: Agency, code: string): Promise<void> {
  const file = path.join(home, `file-${++files}.jxb`);
  // Whole each time: where nothing new may leave, there would be no file to look into.
  await sealFor(from, code, file, { full: true });
  await to.do('exchange.acceptFile', { file: fileRef(file), by: 'Officer 3' });
}
const asLifted = { reason: 'agreed', by: 'P27', second: 'P22', until: null };

describe('an override', () => {
  it('of the keeper lifts its finding there, and travels with its subject as any record', async () => {
    await a.do('finding.lift', { operation, rule: 'R-OP-02', subject: 'T39', ...asLifted });
    expect(await lifted(a)).toEqual(['R-OP-02 T39']);
    await pass(a, b, 'A06');
    const there = await b.dump();
    expect(there.filter(({ kind }) => kind === 'override').map(({ fields }) => fields['subject'])).toEqual(['T39']);
    expect(there.filter(({ kind }) => kind === 'stepTaken')).toEqual([]);
  }, 120_000);
  it('is refused to an agency that does not keep the operation', async () => {
    const error = errorOf(await b.ask('finding.lift', { operation, rule: 'R-OP-05', subject: 'SG1', ...asLifted }));
    expect(error?.code).toBe('read-only');
    const role = 'strategic_commander';
    const evidence: StepEvidence = { ...NOTHING, by: 'P27', role, date: '2027-03-08', reason: 'x' };
    const step = await b.ask('step.take', { operation, item: 'OP-LT', to: 'suspended', evidence });
    expect(errorOf(step)?.code).toBe('read-only');
  });
  it('that such an agency writes all the same and sends has no effect, here or there', async () => {
    await forge(b, 'R-OP-05', 'SG1');
    expect(await lifted(b)).not.toContain('R-OP-05 SG1');
    await pass(b, a, 'A07');
    expect((await a.dump()).some(({ kind, fields }) => kind === 'override' && fields['rule'] === 'R-OP-05')).toBe(true);
    expect(await lifted(a)).toEqual(['R-OP-02 T39']);
  }, 120_000);
  it('of a rule marked ‡ lifts nothing, even by the keeper with every name right', async () => {
    await forge(a, 'R-MOV-03', 'M4');
    expect(await lifted(a)).toEqual(['R-OP-02 T39']);
    const { findings } = await a.do('findings.list', { operation });
    expect(findings.find(({ rule }) => rule === 'R-MOV-03')).toMatchObject({ lifted: null, lapsed: { why: 'never' } });
    await pass(a, b, 'A06');
    expect(await lifted(b)).not.toContain('R-MOV-03 M4');
  }, 120_000);
});

describe('a step', () => {
  it('of an agreement is recorded with its day and reference', async () => {
    const sign = { operation, item: 'AG8', party: 'A13', on: '2027-03-05', by: 'Legal 1' };
    await a.do('agreement.sign', sign);
    const evidence: StepEvidence = {
      ...NOTHING,
      by: 'Legal 1',
      role: 'legal_finance_officer',
      date: '2027-03-05',
      reference: 'Letter 5',
    };
    await a.do('step.take', { operation, item: 'AG8', to: 'partially_signed', evidence });
    const steps = (await a.dump()).filter(({ kind }) => kind === 'approvalStep').map(({ fields }) => fields['step']);
    expect(steps).toContainEqual(['partially_signed', '2027-03-05', 'Letter 5']);
    const options = await a.do('step.options', { operation, item: 'AG8' });
    expect([options.state, options.since]).toEqual(['partially_signed', '2027-03-05']);
  });
  it('leaves who and why in the audit, and no word of it in what leaves', async () => {
    const { entries } = await a.do('audit.verify', {});
    expect(entries).toBeGreaterThan(0);
    await pass(a, b, 'A06');
    const kept = (await b.dump()).filter(({ kind }) => kind === 'stepTaken');
    for (const { fields } of kept)
      for (const name of ['by', 'reason', 'reference']) expect(fields).not.toHaveProperty(name);
  }, 120_000);
});

const NOTHING: Omit<StepEvidence, 'by' | 'role'> = {
  second: null,
  date: null,
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
