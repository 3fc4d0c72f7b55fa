import { describe, expect, it } from 'vitest';
import {
  CLOCK,
  findingsOf,
  HOUR,
  keysSaid,
  LIMITS,
  makeAgency,
  makeAsset,
  makeFlow,
  makePlan,
  makeRequest,
  said,
} from '#test/builders/plan.ts';
import type { PlanAsset, PlanFlow, PlanRequest } from '../../model/plan.ts';
import { weekendOf } from './working-days.ts';

const held = (
  asset: Partial<PlanAsset>,
  requests: readonly Partial<PlanRequest>[] = [],
  flows: readonly Partial<PlanFlow>[] = [],
) =>
  makePlan({
    assets: [makeAsset(asset)],
    requests: requests.map((request, i) => makeRequest({ id: `RQ${i + 1}`, ...request })),
    flows: flows.map((flow, i) => makeFlow({ id: `F${i + 1}`, ...flow })),
  });

describe('R-FIN-01 owner and jurisdiction', () => {
  const keys = (asset: Partial<PlanAsset>) => keysSaid('R-FIN-01', held(asset));
  it('wants both, and no jurisdiction of wallets', () => {
    expect(keys({})).toEqual([]);
    expect(keys({ owner: null })).toEqual(['no_owner']);
    expect(keys({ cc: null })).toEqual(['no_jurisdiction']);
    expect(keys({ cc: null, kind: 'crypto_wallet' })).toEqual([]);
    expect(said('R-FIN-01', held({ owner: null }), { withheld: (_item, field) => field === 'owner' })).toEqual([]);
  });
});

describe('R-FIN-02 balance', () => {
  // 1,000.00 flow in; 5 % of that are 50.00.
  const fires = (usdMinor: number, out: number, asset: Partial<PlanAsset> = {}) =>
    said('R-FIN-02', held({ usdMinor, ...asset }, [], [{}, { src: 'AS1', dst: 'AS2', usdMinor: out }]));
  it('tolerates 5 % of the inflow, to the cent, both ways', () => {
    expect(fires(50_000, 55_000)).toEqual([]);
    expect(fires(50_000, 55_001)).toEqual(['warn AS1']);
    expect(fires(50_000, 45_000)).toEqual([]);
    expect(fires(50_000, 44_999)).toEqual(['warn AS1']);
  });
  it('looks at accounts and wallets with a recorded inflow', () => {
    expect(fires(0, 1, { kind: 'crypto_wallet' })).toEqual(['warn AS1']);
    expect(fires(0, 1, { kind: 'property' })).toEqual([]);
    expect(said('R-FIN-02', held({ usdMinor: 9 }, [], [{ src: 'AS1', dst: 'AS2' }]))).toEqual([]);
  });
  it('stays exact with sums beyond 2^53 and with a tolerance in fractions', () => {
    const cents = 10 ** 14;
    const flows = Array.from({ length: 100 }, () => ({ usdMinor: cents }));
    const plan = (excess: number) => ({
      ...held({ usdMinor: cents }, [], [...flows, { src: 'AS1', dst: 'AS2', usdMinor: cents * 99 + excess }]),
      limits: { ...LIMITS, flowTolerancePct: 0 },
    });
    expect(said('R-FIN-02', plan(0))).toEqual([]);
    const odd = (usdMinor: number) =>
      said('R-FIN-02', {
        ...held({ usdMinor: 0 }, [], [{}, { src: 'AS1', dst: 'AS2', usdMinor }]),
        limits: { ...LIMITS, flowTolerancePct: 0.1 },
      });
    expect(odd(100_100)).toEqual([]);
    expect(odd(100_101)).toEqual(['warn AS1']);
  });
  it('names the amount', () => {
    expect(findingsOf('R-FIN-02', held({ usdMinor: 107_505 }, [], [{}]))[0]?.items).toEqual([
      { key: 'unexplained_out', value: '75.05' },
    ]);
  });
});

describe('R-FIN-03 overdue', () => {
  // Today is 2027-03-01.
  const fires = (request: Partial<PlanRequest>, clock = CLOCK) => said('R-FIN-03', held({}, [request]), { clock });
  it('starts the day after the due day', () => {
    expect(fires({ due: '2027-03-01' })).toEqual([]);
    expect(fires({ due: '2027-02-28' })).toEqual(['warn RQ1']);
    expect(fires({ due: '2027-03-01' }, CLOCK + 15 * HOUR)).toEqual(['warn RQ1']);
  });
  it.each([
    ['draft', 0],
    ['submitted', 1],
    ['acknowledged', 1],
    ['in_progress', 1],
    ['partly_answered', 1],
    ['answered', 0],
    ['refused', 0],
    ['closed', 0],
  ] as const)('%s: %i findings', (status, n) => {
    expect(fires({ due: '2027-02-01', status })).toHaveLength(n);
  });
  it('gives an FIU request without a due day the Egmont term', () => {
    expect(fires({ kind: 'fiu_information', date: '2027-01-30' })).toEqual([]);
    expect(fires({ kind: 'fiu_information', date: '2027-01-29' })).toEqual(['warn RQ1']);
    expect(fires({ kind: 'freeze', date: '2020-01-01' })).toEqual([]);
    expect(fires({ kind: 'fiu_information', date: null })).toEqual([]);
  });
});

describe('R-FIN-04 due soon', () => {
  // Monday 2027-03-01.
  const fires = (
    request: Partial<PlanRequest>,
    clock = CLOCK,
    holidays: readonly { cc: string; from: string; to: string }[] = [],
  ) => said('R-FIN-04', { ...held({}, [request]), holidays }, { clock });
  it('counts three working days from tomorrow', () => {
    expect(fires({ due: '2027-03-04' })).toEqual(['warn RQ1']);
    expect(fires({ due: '2027-03-05' })).toEqual([]);
    expect(fires({ due: '2027-03-01' })).toEqual(['warn RQ1']);
    expect(fires({ due: '2027-02-28' })).toEqual([]);
  });
  it('leaves out the weekend', () => {
    const thursday = CLOCK + 72 * HOUR;
    expect(fires({ due: '2027-03-09' }, thursday)).toEqual(['warn RQ1']);
    expect(fires({ due: '2027-03-10' }, thursday)).toEqual([]);
  });
  it("leaves out the public holidays of the requester's country", () => {
    const holiday = (cc: string) => [{ cc, from: '2027-03-02', to: '2027-03-03' }];
    expect(fires({ due: '2027-03-08' }, CLOCK, holiday('KR'))).toEqual(['warn RQ1']);
    expect(fires({ due: '2027-03-08' }, CLOCK, holiday('SG'))).toEqual([]);
  });
  it('knows weekends per country', () => {
    const plan = {
      ...held({}, [{ due: '2027-03-07' }]),
      agencies: [makeAgency({ id: 'KRP', role: 'lead', tz: 'Asia/Dhaka', cc: 'BD' })],
    };
    // Bangladesh rests on Friday 5 and Saturday 6: 2, 3, 4 and 7 are four working days, 2 to 6 hold three.
    expect(said('R-FIN-04', plan)).toEqual([]);
    expect(said('R-FIN-04', { ...plan, requests: [makeRequest({ due: '2027-03-06' })] })).toEqual(['warn RQ1']);
    expect(weekendOf('BN')).toEqual([5, 7]);
    expect(weekendOf('FR')).toEqual([6, 7]);
    expect(weekendOf(null)).toEqual([6, 7]);
    expect(weekendOf('constructor')).toEqual([6, 7]);
  });
  it('takes Monday to Friday when the requester cannot be seen', () => {
    expect(fires({ due: '2027-03-04', from: null })).toEqual(['warn RQ1']);
  });
});

const effect = (from: string, until: string | null) => ({ effect: { measure: 'hold', from, until } });
describe('R-FIN-05 gap between holds', () => {
  const fires = (...requests: readonly Partial<PlanRequest>[]) => said('R-FIN-05', held({}, requests));
  it('covers the last day of a hold', () => {
    expect(fires(effect('2027-03-01', '2027-03-15'), effect('2027-03-16', '2027-04-01'))).toEqual([]);
    expect(fires(effect('2027-03-01', '2027-03-15'), effect('2027-03-17', '2027-04-01'))).toEqual(['block AS1']);
  });
  it('measures from the latest end so far', () => {
    expect(
      fires(effect('2027-03-01', '2027-05-01'), effect('2027-03-02', '2027-03-05'), effect('2027-04-01', '2027-06-01')),
    ).toEqual([]);
    expect(fires(effect('2027-03-01', null), effect('2028-01-01', null))).toEqual([]);
  });
  it('does not depend on the order of the requests', () => {
    expect(fires(effect('2027-03-17', '2027-04-01'), effect('2027-03-01', '2027-03-15'))).toEqual(['block AS1']);
  });
  it('does not let refused, expired and withdrawn requests fill a gap', () => {
    for (const status of ['refused', 'expired', 'withdrawn'] as const) {
      expect(
        fires(
          effect('2027-03-01', '2027-03-15'),
          { ...effect('2027-03-16', '2027-03-31'), status },
          effect('2027-04-01', '2027-05-01'),
        ),
      ).toEqual(['block AS1']);
    }
  });
  it('looks at each asset by itself', () => {
    const plan = held({}, [
      effect('2027-03-01', '2027-03-15'),
      { ...effect('2027-04-01', '2027-05-01'), asset: 'AS2' },
    ]);
    expect(said('R-FIN-05', { ...plan, assets: [makeAsset(), makeAsset({ id: 'AS2', ref: 'DEMO-2' })] })).toEqual([]);
  });
});

describe('R-FIN-06 title', () => {
  const order = { ref: 'x', date: '2027-01-01', final: true };
  const keys = (asset: Partial<PlanAsset>) => keysSaid('R-FIN-06', held(asset));
  it.each(['confiscated', 'realised', 'shared'] as const)('%s rests on a final order', (state) => {
    expect(keys({ state, order })).toEqual([]);
    expect(keys({ state, order: { ...order, final: false } })).toEqual(['no_final_order']);
    expect(keys({ state, agreement: 'AG1' })).toEqual(['no_final_order']);
  });
  it('return rests on any order or an agreement', () => {
    expect(keys({ state: 'returned', order: { ...order, final: false } })).toEqual([]);
    expect(keys({ state: 'returned', agreement: 'AG1' })).toEqual([]);
    expect(keys({ state: 'returned' })).toEqual(['no_title']);
    expect(keys({ state: 'seized' })).toEqual([]);
  });
});

describe('R-FIN-07 end of the last hold', () => {
  const fires = (...requests: readonly Partial<PlanRequest>[]) => said('R-FIN-07', held({}, requests));
  it('is announced ten days before', () => {
    expect(fires(effect('2027-02-01', '2027-03-11'))).toEqual(['warn AS1']);
    expect(fires(effect('2027-02-01', '2027-03-12'))).toEqual([]);
    expect(fires(effect('2027-02-01', '2027-03-01'))).toEqual(['warn AS1']);
    expect(fires(effect('2027-02-01', '2027-02-28'))).toEqual([]);
  });
  it('is silent with a successor', () => {
    expect(fires(effect('2027-02-01', '2027-03-11'), effect('2027-03-12', '2027-09-01'))).toEqual([]);
    expect(fires(effect('2027-02-01', '2027-03-11'), effect('2027-02-01', null))).toEqual([]);
    expect(
      fires(effect('2027-02-01', '2027-03-11'), { ...effect('2027-03-12', '2027-09-01'), status: 'refused' }),
    ).toEqual(['warn AS1']);
  });
});

describe('R-FIN-09 twice on record', () => {
  const fires = (...assets: readonly Partial<PlanAsset>[]) =>
    said('R-FIN-09', makePlan({ assets: assets.map((asset, i) => makeAsset({ id: `AS${9 - i}`, ...asset })) }));
  it('names the later one in the file', () => {
    expect(fires({ ref: 'DE1' }, { ref: 'DE2' }, { ref: 'DE1' })).toEqual(['warn AS7']);
    expect(fires({ ref: 'DE1' }, { ref: 'DE1' }, { ref: 'DE1' })).toEqual(['warn AS7', 'warn AS8']);
  });
  it('compares without spaces, accounts in upper case, wallets as they are', () => {
    expect(fires({ ref: 'de 12 34' }, { ref: 'DE1234' })).toEqual(['warn AS8']);
    const kind = 'crypto_wallet' as const;
    expect(fires({ ref: 'abC', kind }, { ref: 'abc', kind })).toEqual([]);
    expect(fires({ ref: 'abC', kind }, { ref: ' ab C', kind })).toEqual(['warn AS8']);
  });
  it('compares like with like', () => {
    expect(fires({ ref: 'X1' }, { ref: 'X1', kind: 'crypto_wallet' })).toEqual([]);
    expect(fires({ ref: 'X1', kind: 'vehicle' }, { ref: 'X1', kind: 'vehicle' })).toEqual([]);
  });
});
