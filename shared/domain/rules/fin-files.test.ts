import { describe, expect, it } from 'vitest';
import {
  CLOCK,
  HOUR,
  keysSaid,
  LIMITS,
  makeAsset,
  makePlan,
  makeRecord,
  makeRelease,
  makeRequest,
  said,
} from '#test/builders/plan.ts';
import type { PlanFiuConsent, PlanStopPayment } from '../../model/held.ts';
import type { PlanAsset, PlanRecord, PlanRelease, PlanRequest } from '../../model/plan.ts';
import { RELEASE_STATES, REQUEST_STATES } from '../../model/vocabulary.ts';

describe('R-FIN-03 where the data are held', () => {
  const fires = (date: string, dataHeld: boolean | null, limits = LIMITS) =>
    said('R-FIN-03', { ...makePlan({ requests: [makeRequest({ kind: 'fiu_information', date, dataHeld })] }), limits });
  it('an FIU request is due after 7 days instead of 30', () => {
    // Today is 2027-03-01.
    expect(fires('2027-02-22', true)).toEqual([]);
    expect(fires('2027-02-21', true)).toEqual(['warn RQ1']);
    expect(fires('2027-02-21', false)).toEqual([]);
    expect(fires('2027-02-21', null)).toEqual([]);
    expect(fires('2027-01-29', null)).toEqual(['warn RQ1']);
    expect(fires('2027-02-22', true, { ...LIMITS, fiuHeldDays: 6 })).toEqual(['warn RQ1']);
  });
  it('a due day that is set wins', () => {
    const set = makeRequest({ kind: 'fiu_information', date: '2027-02-01', due: '2027-03-01', dataHeld: true });
    expect(said('R-FIN-03', makePlan({ requests: [set] }))).toEqual([]);
  });
});

describe('R-FIN-08 valuation', () => {
  const amount = { minor: 1_000, ccy: 'THB', on: '2027-02-01' };
  const rate = { usd: 0.03, on: '2027-02-01', source: 'central bank' };
  const keys = (asset: Partial<PlanAsset>) =>
    keysSaid('R-FIN-08', makePlan({ assets: [makeAsset({ usdMinor: 30, ...asset })] }));
  it('has currency, valuation date and rate', () => {
    expect(keys({ amount, rate })).toEqual([]);
    expect(keys({ amount: { ...amount, ccy: ' ' }, rate })).toEqual(['no_currency']);
    expect(keys({ amount: null, rate })).toEqual(['no_amount']);
    expect(keys({ amount, rate: null })).toEqual(['no_rate']);
    expect(keys({ amount, rate: { ...rate, source: '' } })).toEqual(['no_rate']);
    expect(said('R-FIN-08', makePlan({ assets: [makeAsset({ amount: { ...amount, ccy: '' } })] }))).toEqual([
      'block AS1',
    ]);
  });
  it('needs no rate for dollars, nor where no value in dollars is stated', () => {
    expect(keys({ amount: { ...amount, ccy: 'USD' } })).toEqual([]);
    expect(keys({ amount, usdMinor: 0 })).toEqual([]);
    expect(keys({ amount, usdMinor: 1 })).toEqual(['no_rate']);
  });
  it('is silent where neither is recorded or released', () => {
    expect(keys({ ccy: null })).toEqual([]);
    const asset = (overrides: Partial<PlanAsset>) => makePlan({ assets: [makeAsset({ usdMinor: 30, ...overrides })] });
    const unseen = (field: string) => ({ withheld: (item: string, name: string) => item === 'AS1' && name === field });
    expect(said('R-FIN-08', asset({ amount }), unseen('rate'))).toEqual([]);
    expect(said('R-FIN-08', asset({ rate }), unseen('amount'))).toEqual([]);
  });
});

describe('R-FIN-10 stop-payment file', () => {
  const FULL: PlanStopPayment = {
    payer: 'DEMO-1',
    beneficiary: 'DEMO-2',
    amount: { minor: 100, ccy: 'EUR' },
    valueTime: CLOCK - HOUR,
    reference: 'REF 1',
    fraudType: 'investment',
    reportNo: '17/2027',
  };
  const plan = (file: Partial<PlanStopPayment> | null, request: Partial<PlanRequest> = {}) =>
    makePlan({
      requests: [
        makeRequest({ kind: 'stop_payment', status: 'draft', stopPayment: file && { ...FULL, ...file }, ...request }),
      ],
    });
  it.each([
    ['payer', null, ['no_payer']],
    ['payer', ' ', ['no_payer']],
    ['beneficiary', null, ['no_beneficiary']],
    ['amount', null, ['no_amount', 'no_currency']],
    ['amount', { minor: 0, ccy: 'EUR' }, ['no_amount']],
    ['amount', { minor: 1, ccy: '' }, ['no_currency']],
    ['valueTime', null, ['no_value_time']],
    ['reference', null, ['no_reference']],
    ['fraudType', null, ['no_fraud_type']],
    ['reportNo', null, ['no_report']],
  ] as const)('%s %j blocks', (field, value, keys) => {
    expect(keysSaid('R-FIN-10', plan({ [field]: value }))).toEqual(keys);
    expect(said('R-FIN-10', plan({ [field]: value }))).toEqual(['block RQ1']);
  });
  it('complete, warns when the transfer is older than 72 h', () => {
    expect(said('R-FIN-10', plan({}))).toEqual([]);
    expect(said('R-FIN-10', plan({ valueTime: CLOCK - 72 * HOUR }))).toEqual([]);
    expect(said('R-FIN-10', plan({ valueTime: CLOCK - 72 * HOUR - 1 }))).toEqual(['warn RQ1']);
    expect(said('R-FIN-10', plan({ valueTime: CLOCK - 73 * HOUR, payer: null }))).toEqual(['block RQ1']);
    const quick = { ...plan({ valueTime: CLOCK - 25 * HOUR }), limits: { ...LIMITS, stopPaymentH: 24 } };
    expect(keysSaid('R-FIN-10', quick)).toEqual(['transfer_age_h']);
  });
  it('is asked before the request is submitted', () => {
    expect(REQUEST_STATES.filter((status) => said('R-FIN-10', plan({ payer: null }, { status })).length > 0)).toEqual([
      'draft',
    ]);
  });
  it('is silent without a file, and of parts that were not released', () => {
    expect(said('R-FIN-10', plan(null))).toEqual([]);
    expect(
      said('R-FIN-10', plan({ payer: null }), { withheld: (item, field) => item === 'RQ1' && field === 'stopPayment' }),
    ).toEqual([]);
  });
});

describe('R-FIN-11 consent of the FIU', () => {
  const consent = (overrides: Partial<PlanFiuConsent> = {}): PlanFiuConsent => ({
    to: 'KHP',
    evidence: false,
    on: '2027-03-01',
    ...overrides,
  });
  const plan = (record: Partial<PlanRecord>, release: Partial<PlanRelease> = {}) =>
    makePlan({ records: [makeRecord({ fiu: 'SGP', ...record })], releases: [makeRelease(release)] });
  it('is given for the recipient before its information goes on', () => {
    expect(said('R-FIN-11', plan({}))).toEqual(['block RL1/D1']);
    expect(keysSaid('R-FIN-11', plan({}))).toEqual(['no_fiu_consent', 'of']);
    expect(said('R-FIN-11', plan({ fiuConsent: [consent()] }))).toEqual([]);
    expect(said('R-FIN-11', plan({ fiuConsent: [consent({ to: 'INT' })] }))).toEqual(['block RL1/D1']);
    expect(said('R-FIN-11', plan({ fiuConsent: [consent({ on: null })] }))).toEqual(['block RL1/D1']);
    expect(said('R-FIN-11', plan({ fiuConsent: [consent({ on: '2027-03-02' })] }))).toEqual(['block RL1/D1']);
  });
  it.each(['evidence', 'prosecution', 'court'])('says so when it is for %s', (purpose) => {
    expect(keysSaid('R-FIN-11', plan({ fiuConsent: [consent()] }, { purpose }))).toEqual(['no_evidence_consent', 'of']);
    expect(said('R-FIN-11', plan({ fiuConsent: [consent({ evidence: true })] }, { purpose }))).toEqual([]);
  });
  it('is not asked of the FIU itself, nor when it gets its own back', () => {
    expect(said('R-FIN-11', plan({}, { by: 'SGP' }))).toEqual([]);
    expect(said('R-FIN-11', plan({}, { to: 'SGP' }))).toEqual([]);
  });
  it('is asked of releases to be decided', () => {
    const asked = RELEASE_STATES.filter((status) => said('R-FIN-11', plan({}, { status })).length > 0);
    expect(asked).toEqual(['draft', 'checked', 'approved', 'signed']);
  });
  it('is silent for records of no FIU, and where consents were not released', () => {
    expect(said('R-FIN-11', plan({ fiu: null }))).toEqual([]);
    expect(said('R-FIN-11', plan({}), { withheld: (item, field) => item === 'D1' && field === 'fiuConsent' })).toEqual(
      [],
    );
  });
});
