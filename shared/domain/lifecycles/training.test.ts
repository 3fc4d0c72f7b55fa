/** The training operation, step by step: what its file records was allowed, and what its findings forbid is refused by name. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOperationFile } from '../../formats/operation-file/index.ts';
import { buildFacts } from '../facts/facts.ts';
import { checkStep, planEvidence, type Said, stepsFrom } from './index.ts';

const { plan, clock } = (() => {
  const read = readOperationFile(readFileSync(new URL('../../formats/training/operation.yaml', import.meta.url)));
  if (!read.ok) throw new Error('the training operation does not load');
  return read.value;
})();
const facts = buildFacts(plan, clock);
const said = (role: Said['by']['role'], more: Partial<Said> = {}): Said => ({
  by: { person: 'Kim Test', role },
  second: 'Lee Test',
  date: facts.today,
  reference: 'REF-1',
  reason: 'decided',
  ...more,
});

describe('training operation', () => {
  it('took every recorded approval step as the lifecycle allows', () => {
    const recorded = plan.agreements.flatMap(({ approval, parties, signed }) =>
      approval.slice(1).map((step, i) => ({ before: approval[i], step, parties, signed })),
    );
    const taken = recorded.map(({ before, step, parties, signed }) =>
      before
        ? checkStep('agreement', before.step, step.step, {
            today: facts.today,
            by: { person: 'Kim Test', role: 'legal_finance_officer' },
            since: before.date,
            date: step.date,
            reference: step.ref,
            parties,
            signed,
            findings: [],
          })
        : null,
    );
    expect(recorded.map(({ step }) => step.step)).toEqual(['reported', 'approved', 'mandated']);
    expect(taken.filter((result) => !result?.ok)).toEqual([]);
  });
  it('cannot clear the return to Viet Nam: one victim has not consented', () => {
    const evidence = planEvidence(facts, 'movement', 'M4', 'cleared', said('legal_finance_officer'));
    expect(checkStep('movement', 'documents', 'cleared', evidence)).toMatchObject({
      ok: false,
      error: {
        code: 'step.missing',
        reason: expect.stringContaining('R-MOV-03 settled for M4 (nobody can lift it)') as string,
      },
    });
  });
  it('cannot bring into force what one party has not signed, and knows who is awaited', () => {
    const evidence = planEvidence(facts, 'agreement', 'AG6', 'signed', said('legal_finance_officer'));
    expect(checkStep('agreement', 'partially_signed', 'signed', evidence)).toMatchObject({
      error: { reason: expect.stringContaining('(awaited: LA)') as string },
    });
    expect(stepsFrom('agreement', 'partially_signed').map(({ to }) => to)).not.toContain('in_force');
  });
  it('has no go while blocks stand at the gates', () => {
    const go = planEvidence(facts, 'operation', plan.operation.id, 'go', said('strategic_commander'));
    const refused = checkStep('operation', 'pre_operational', 'go', go);
    const reason = refused.ok ? '' : refused.error.reason;
    const asked = (go.findings ?? []).filter(({ gate }) => gate === 'publish' || gate === 'go');
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter(({ rule, subject }) => !reason.includes(`${rule} settled for ${subject}`))).toEqual([]);
  });
});
