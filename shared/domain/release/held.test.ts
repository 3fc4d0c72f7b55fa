/** What a workspace holds beyond the operation file: who may see it, and what it means for what leaves (docs/release.md). */
import { describe, expect, it } from 'vitest';
import { codesOut, onField, releaseOf, rulesOn, trainingPlan } from '#test/builders/release-setup.ts';
import { makeJourney } from '#test/builders/plan.ts';
import { KINDS } from '../../model/kinds/index.ts';
import type { Plan, PlanRecord } from '../../model/plan.ts';

const plan = trainingPlan();
const record = (change: Partial<PlanRecord>): Plan => ({
  ...plan,
  records: plan.records.map((one) => (one.id === 'D01' ? { ...one, ...change } : one)),
});

describe('nobody outside', () => {
  it('sees the counts kept on a movement, not even who receives it', () => {
    const journey = makeJourney({
      medicalFlags: 1,
      held: { since: 1_800_000_000_000, until: null },
      witnesses: { of: 30, settled: 20 },
      belongings: { of: 30, settled: 20 },
      escortArmed: true,
      permissions: [{ via: 'TH', reference: 'TH-17', armed: true }],
      handovers: [{ at: 1_803_000_000_000, place: 'Gate 4', counts: [], signedBy: [], difference: 'in hospital' }],
    });
    const kept = { ...plan, movements: plan.movements.map((one) => ({ ...one, journey })) };
    const receiving = plan.movements.find((one) => one.id === 'M3')?.receiving ?? '';
    const out = releaseOf(kept, { to: receiving });
    expect(codesOut(out, 'movement')).toContain('M3');
    for (const field of ['medicalFlags', 'held', 'witnesses', 'belongings', 'escortArmed'])
      expect(onField(out, 'M3', 'movement', field)).toBe('R-HAN-07:internal');
    expect(onField(out, 'M3', 'handover', 'difference')).toBe('R-HAN-07:internal');
    expect(codesOut(out, 'transitPermission')).toEqual([]);
    const permits = out.manifest.withheld.filter((one) => one.kind === 'transitPermission');
    expect(permits.map((one) => one.rules).flat()).toContain('R-HAN-07');
    expect(JSON.stringify(out.out)).not.toContain('TH-17');
  });
  it('gets a stop-payment file with the request', () => {
    const file = {
      payer: 'DEMO-PAYER',
      beneficiary: null,
      amount: null,
      valueTime: null,
      reference: null,
      fraudType: null,
      reportNo: null,
    };
    const kept = { ...plan, requests: plan.requests.map((one) => ({ ...one, dataHeld: true, stopPayment: file })) };
    const out = releaseOf(kept, { to: 'A12' });
    expect(codesOut(out, 'request')).toContain('RQ01');
    expect(onField(out, 'RQ01', 'request', 'dataHeld')).toBe('R-HAN-07:internal');
    expect(JSON.stringify(out.out)).not.toContain('DEMO-PAYER');
  });
  it('gets a record of a kind that is work of its keeper, whichever it is', () => {
    const own = Object.entries(KINDS).filter(([, kind]) => kind.own === true);
    expect(own.map(([name]) => name).sort()).toEqual([
      'baseline',
      'fiuConsent',
      'logEntry',
      'orderPage',
      'stopPayment',
      'transitPermission',
    ]);
  });
});

describe('what all who act together need', () => {
  it('acknowledgements go with the order', () => {
    const { order } = plan.operation;
    const acknowledgements = [{ agency: 'A09', version: 3, on: '2027-03-05' }];
    const kept: Plan = {
      ...plan,
      operation: { ...plan.operation, order: order && { ...order, state: 'issued', acknowledgements } },
    };
    const rows = releaseOf(kept, { to: 'A06' }).out.filter((row) => row.kind === 'orderAcknowledgement');
    expect(rows.map((row) => row.fields['on'])).toEqual(['2027-03-05']);
  });
});

describe('R-FIN-11 at the gate', () => {
  const rules = (change: Partial<PlanRecord>, purpose = 'joint_operation') =>
    rulesOn(releaseOf(record({ purpose: ['joint_operation', 'court'], ...change }), { to: 'A06', purpose }), 'D01');
  it('holds back information of an FIU without its consent, for this use', () => {
    expect(rules({})).toEqual([]);
    expect(rules({ fiu: 'A11' })).toEqual(['R-FIN-11']);
    const consent = { to: 'A06', evidence: false, on: '2027-03-01' };
    expect(rules({ fiu: 'A11', fiuConsent: [consent] })).toEqual([]);
    expect(rules({ fiu: 'A11', fiuConsent: [consent] }, 'court')).toEqual(['R-FIN-11']);
    expect(rules({ fiu: 'A11', fiuConsent: [{ ...consent, evidence: true }] }, 'court')).toEqual([]);
  });
  it('lets the FIU travel with the record and keeps its consents', () => {
    const out = releaseOf(record({ fiu: 'A11', fiuConsent: [{ to: 'A06', evidence: false, on: '2027-03-01' }] }), {
      to: 'A06',
    });
    expect(onField(out, 'D01', 'record', 'fiuSource')).toBeNull();
    expect(codesOut(out, 'fiuConsent')).toEqual([]);
  });
});

describe('ceiling and review', () => {
  it('the lower of two ceilings counts (R-HAN-04)', () => {
    const low = 'INTERPOL FOR OFFICIAL USE ONLY';
    const kept: Plan = {
      ...plan,
      agencies: plan.agencies.map((one) => (one.id === 'A06' ? { ...one, ceiling: low } : one)),
    };
    expect(rulesOn(releaseOf(kept, { to: 'A06' }), 'D01')).toContain('R-HAN-04');
    const high: Plan = {
      ...plan,
      agencies: plan.agencies.map((one) => (one.id === 'A06' ? { ...one, ceiling: 'INTERPOL CONFIDENTIAL' } : one)),
    };
    expect(rulesOn(releaseOf(high, { to: 'A06', ceiling: low }), 'D01')).toContain('R-HAN-04');
    expect(rulesOn(releaseOf(high, { to: 'A06' }), 'D01')).toEqual([]);
  });
  it('a record whose review is overdue stays (R-HAN-08)', () => {
    expect(rulesOn(releaseOf(record({ reviewed: '2022-03-08' }), { to: 'A06' }), 'D01')).toEqual([]);
    expect(rulesOn(releaseOf(record({ reviewed: '2022-03-07' }), { to: 'A06' }), 'D01')).toEqual(['R-HAN-08']);
  });
});
