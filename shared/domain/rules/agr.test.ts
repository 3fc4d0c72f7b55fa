import { describe, expect, it } from 'vitest';
import {
  CLOCK,
  findingsOf,
  HOUR,
  keysSaid,
  makeAgreement,
  makeCoverage,
  makeMovement,
  makePax,
  makePlan,
  said,
} from '#test/builders/plan.ts';
import type { PlanAgreement, PlanMovement, PlanPax } from '../../model/plan.ts';
import type { AgreementState, AgreementType, Category, MovementState } from '../../model/vocabulary.ts';

const carried = (agreement: Partial<PlanAgreement>, movement: Partial<PlanMovement> = {}) =>
  makePlan({ agreements: [makeAgreement(agreement)], movements: [makeMovement(movement)] });

describe('R-AGR-01 coverage', () => {
  const fires = (agreement: Partial<PlanAgreement>, movement: Partial<PlanMovement> = {}) =>
    said('R-AGR-01', carried(agreement, movement));
  it('wants an instrument in force for route, nationality and category', () => {
    expect(fires({})).toEqual([]);
    expect(fires({ covers: [makeCoverage({ from: ['LA'] })] })).toEqual(['block M1']);
    expect(fires({ covers: [makeCoverage({ to: ['SG'] })] })).toEqual(['block M1']);
    expect(fires({ covers: [makeCoverage({ nat: ['VN'] })] })).toEqual(['block M1']);
    expect(fires({ covers: [makeCoverage({ cat: ['suspect'] })] })).toEqual(['block M1']);
    expect(fires({ covers: [makeCoverage({ nat: ['*'] })] })).toEqual([]);
  });
  it('does not add up halves of different coverage rows', () => {
    expect(fires({ covers: [makeCoverage({ from: ['LA'] }), makeCoverage({ cat: ['suspect'] })] })).toEqual([
      'block M1',
    ]);
  });
  it('wants it in force on the day of departure, both limits included', () => {
    expect(fires({ from: '2027-03-22', until: '2027-03-22' })).toEqual([]);
    expect(fires({ from: '2027-03-23' })).toEqual(['block M1']);
    expect(fires({ until: '2027-03-21' })).toEqual(['block M1']);
    expect(fires({ from: null })).toEqual(['block M1']);
    expect(fires({ state: 'suspended' })).toEqual(['block M1']);
  });
  it('takes the day of departure in the reference zone', () => {
    // 17:00 UTC is midnight of the 23rd in Bangkok.
    expect(fires({ until: '2027-03-22' }, { depart: Date.UTC(2027, 2, 22, 16, 59) })).toEqual([]);
    expect(fires({ until: '2027-03-22' }, { depart: Date.UTC(2027, 2, 22, 17) })).toEqual(['block M1']);
  });
  it("wants every party's signature, made by then", () => {
    expect(fires({ signed: { KR: '2026-12-01', KH: null } })).toEqual(['block M1']);
    expect(fires({ signed: { KR: '2026-12-01', KH: '2027-03-22' } })).toEqual([]);
    expect(fires({ signed: { KR: '2026-12-01', KH: '2027-03-23' } })).toEqual(['block M1']);
    expect(fires({ parties: [], signed: {} })).toEqual(['block M1']);
  });

  const fits: readonly (readonly [AgreementType, readonly Category[]])[] = [
    ['readmission', ['irregular']],
    ['transfer_sentenced', ['sentenced']],
    ['extradition', ['suspect', 'sentenced']],
    ['victim_return', ['victim', 'witness']],
    ['mou', ['victim', 'suspect', 'irregular', 'sentenced', 'witness']],
    ['ad_hoc', ['victim', 'suspect', 'irregular', 'sentenced', 'witness']],
    ['jit', ['victim', 'suspect', 'irregular', 'sentenced', 'witness']],
    ['cooperation', []],
    ['transit', []],
  ];
  it.each(fits)('%s carries %j of those it names', (type, categories) => {
    for (const cat of ['victim', 'suspect', 'irregular', 'sentenced', 'witness'] as const) {
      const foreign: Partial<PlanPax> = { cat, nat: 'VN' };
      const covers = [makeCoverage({ nat: ['VN'], cat: [cat] })];
      expect(fires({ type, covers }, { pax: [makePax(foreign)] })).toEqual(
        categories.includes(cat) ? [] : ['block M1'],
      );
    }
  });
  it('readmission carries victims it names home to their own state, and no one else', () => {
    const readmission = (row: Partial<PlanPax>) =>
      fires(
        { type: 'readmission', covers: [makeCoverage({ nat: ['*'], cat: ['victim', 'witness'] })] },
        { pax: [makePax(row)] },
      );
    expect(readmission({ cat: 'victim', nat: 'KR' })).toEqual([]);
    expect(readmission({ cat: 'victim', nat: 'VN' })).toEqual(['block M1']);
    expect(readmission({ cat: 'witness', nat: 'KR' })).toEqual(['block M1']);
  });

  it('wants the basis a row names among the covering instruments', () => {
    expect(fires({}, { pax: [makePax({ basis: 'AG1' })] })).toEqual([]);
    const plan = makePlan({
      agreements: [makeAgreement(), makeAgreement({ id: 'AG2', state: 'expired' })],
      movements: [makeMovement({ pax: [makePax({ basis: 'AG2' })] })],
    });
    expect(said('R-AGR-01', plan)).toEqual(['block M1']);
    expect(keysSaid('R-AGR-01', plan)).toEqual(['row', 'basis']);
  });
  it('is silent where the basis cannot be seen', () => {
    expect(said('R-AGR-01', makePlan({ movements: [makeMovement({ pax: [makePax({ basis: 'AG9' })] })] }))).toEqual([]);
  });
  it('says which instrument nearly does it and why not', () => {
    const [finding] = findingsOf(
      'R-AGR-01',
      carried({ state: 'partially_signed', signed: { KR: '2026-12-01', KH: null }, from: null }),
    );
    expect(finding?.message).toContain('10 victims (KR) from KH to KR');
    expect(finding?.message).toContain('not signed by KH');
    expect(finding?.items).toContainEqual({ key: 'near_miss', ref: 'AG1' });
  });
  it.each<[MovementState, number]>([
    ['planned', 1],
    ['cleared', 1],
    ['held', 1],
    ['in_transit', 1],
    ['received', 0],
    ['cancelled', 0],
  ])('%s: %i findings', (status, n) => {
    expect(fires({ state: 'expired' }, { status })).toHaveLength(n);
  });
});

describe('R-AGR-02 lifecycle', () => {
  const keys = (agreement: Partial<PlanAgreement>, clock = CLOCK) =>
    keysSaid('R-AGR-02', makePlan({ agreements: [makeAgreement(agreement)] }), { clock });
  const steps = (...names: readonly AgreementState[]) =>
    names.map((step, i) => ({ step, date: `2026-0${i + 1}-01`, ref: 'x' }));
  const WHOLE = steps('draft', 'reported', 'approved', 'mandated', 'partially_signed', 'signed', 'in_force');

  it('in force needs all signatures and a start that is not after today', () => {
    expect(keys({})).toEqual([]);
    expect(keys({ signed: { KR: '2026-12-01', KH: null } })).toEqual(['not_signed']);
    expect(keys({ from: null })).toEqual(['no_start']);
    expect(keys({ from: '2027-03-01' })).toEqual([]);
    expect(keys({ from: '2027-03-02' })).toEqual(['starts_later']);
    expect(keys({ from: '2027-03-02' }, CLOCK + 24 * HOUR)).toEqual([]);
  });
  it('asks nothing of the kind before', () => {
    expect(keys({ state: 'signed', from: null, signed: {} })).toEqual([]);
  });
  it('takes recorded steps in order, with or without ratification', () => {
    expect(keys({ approval: WHOLE })).toEqual([]);
    expect(
      keys({
        approval: [
          ...WHOLE.slice(0, 6),
          { step: 'ratification_pending', date: '2026-07-01', ref: null },
          { step: 'in_force', date: '2026-08-01', ref: null },
        ],
      }),
    ).toEqual([]);
    expect(keys({ approval: [] })).toEqual([]);
  });
  it('finds a step left out, one out of order and a beginning other than draft', () => {
    expect(keys({ approval: WHOLE.filter(({ step }) => step !== 'approved') })).toEqual(['step_order']);
    expect(keys({ approval: WHOLE.slice(1) })).toEqual(['step_missing']);
    expect(keys({ state: 'reported', approval: steps('draft', 'reported', 'reported') })).toEqual(['step_order']);
  });
  it('passes over partially signed only when all signed on one day', () => {
    const approval = WHOLE.filter(({ step }) => step !== 'partially_signed');
    expect(keys({ approval })).toEqual(['step_order']);
    expect(keys({ approval, signed: { KR: '2026-12-01', KH: '2026-12-01' } })).toEqual([]);
  });
  it('lets dates stand still and never go back', () => {
    const dated = (second: string) =>
      keys({
        state: 'reported',
        approval: [
          { step: 'draft', date: '2026-05-02', ref: null },
          { step: 'reported', date: second, ref: 'x' },
        ],
      });
    expect(dated('2026-05-02')).toEqual([]);
    expect(dated('2026-05-01')).toEqual(['date_order']);
  });
  it('wants the last step to be the state', () => {
    expect(keys({ state: 'signed', approval: WHOLE })).toEqual(['state_differs']);
  });
  it('lets an agreement be suspended and resume, and end only once', () => {
    const on = (...names: readonly AgreementState[]) => [
      ...WHOLE,
      ...names.map((step) => ({ step, date: '2027-01-01', ref: null })),
    ];
    expect(keys({ state: 'in_force', approval: on('suspended', 'in_force') })).toEqual([]);
    expect(keys({ state: 'denounced', approval: on('denounced') })).toEqual([]);
    expect(keys({ state: 'in_force', approval: on('expired', 'in_force') })).toEqual(['step_order']);
    expect(keys({ state: 'rejected', approval: steps('draft', 'reported', 'rejected') })).toEqual([]);
  });
});

describe('R-AGR-03 transit', () => {
  const clause = { via: 'TH', nat: ['*'], cat: ['victim' as const] };
  const fires = (agreement: Partial<PlanAgreement>, movement: Partial<PlanMovement> = {}) =>
    said('R-AGR-03', carried(agreement, { via: ['TH'], ...movement }));
  it('wants a transit clause in force for every row', () => {
    expect(fires({ transit: [clause] })).toEqual([]);
    expect(fires({})).toEqual(['block M1']);
    expect(fires({ transit: [clause], state: 'suspended' })).toEqual(['block M1']);
    expect(fires({ transit: [{ ...clause, via: 'LA' }] })).toEqual(['block M1']);
    expect(fires({ transit: [{ ...clause, nat: ['VN'] }] })).toEqual(['block M1']);
    expect(fires({ transit: [clause] }, { pax: [makePax(), makePax({ cat: 'irregular' })] })).toEqual(['block M1']);
  });
  it('wants every transit state', () => {
    expect(fires({ transit: [clause] }, { via: ['TH', 'LA'] })).toEqual(['block M1']);
  });
  it('asks nothing of a direct route', () => {
    expect(fires({}, { via: [] })).toEqual([]);
  });
  it('takes a transit agreement that carries no route of its own', () => {
    expect(fires({ type: 'transit', covers: [], transit: [clause] })).toEqual([]);
  });
});

describe('R-AGR-04 margin', () => {
  // Departure is 2027-03-22.
  const fires = (until: string | null, more: readonly PlanAgreement[] = [], movement: Partial<PlanMovement> = {}) =>
    said(
      'R-AGR-04',
      makePlan({ agreements: [makeAgreement({ until }), ...more], movements: [makeMovement(movement)] }),
    );
  it('is 30 days beyond departure', () => {
    expect(fires('2027-04-21')).toEqual([]);
    expect(fires('2027-04-20')).toEqual(['warn AG1']);
    expect(fires('2027-03-22')).toEqual(['warn AG1']);
    expect(fires(null)).toEqual([]);
  });
  it('is no question for an instrument that carries nothing', () => {
    expect(fires('2027-04-01', [], { pax: [makePax({ cat: 'suspect' })] })).toEqual([]);
    expect(fires('2027-03-21')).toEqual([]);
  });
  it('is silent when another covering instrument lasts longer', () => {
    expect(fires('2027-04-01', [makeAgreement({ id: 'AG2', until: null })])).toEqual([]);
    expect(fires('2027-04-01', [makeAgreement({ id: 'AG2', until: '2027-04-02' })])).toEqual(['warn AG2']);
    expect(fires('2027-04-01', [makeAgreement({ id: 'AG2', until: '2027-04-01' })])).toEqual(['warn AG1', 'warn AG2']);
    expect(fires('2027-04-01', [makeAgreement({ id: 'AG2', until: null, state: 'signed' })])).toEqual(['warn AG1']);
  });
  it('counts transit instruments, against other transit instruments', () => {
    const transit = [{ via: 'TH', nat: ['*'], cat: ['victim' as const] }];
    const short = makeAgreement({ id: 'AG2', covers: [], transit, until: '2027-04-01' });
    const long = makeAgreement({ id: 'AG3', covers: [], transit, until: null });
    expect(fires(null, [short], { via: ['TH'] })).toEqual(['warn AG2']);
    expect(fires(null, [short, long], { via: ['TH'] })).toEqual([]);
  });
});

describe('R-AGR-05 progress', () => {
  const fires = (state: AgreementState, since: string) =>
    said('R-AGR-05', makePlan({ agreements: [makeAgreement({ state, since })] }));
  it('counts 90 days from the present state, before force only', () => {
    expect(fires('mandated', '2026-12-01')).toEqual([]);
    expect(fires('mandated', '2026-11-30')).toEqual(['warn AG1']);
    expect(fires('ratification_pending', '2026-11-30')).toEqual(['warn AG1']);
    expect(fires('in_force', '2020-01-01')).toEqual([]);
    expect(fires('withdrawn', '2020-01-01')).toEqual([]);
  });
});

describe('R-AGR-06 references', () => {
  const fires = (step: AgreementState, ref: string | null) =>
    said('R-AGR-06', makePlan({ agreements: [makeAgreement({ approval: [{ step, date: '2026-01-01', ref }] })] }));
  it.each(['reported', 'approved', 'mandated'] as const)('%s carries one', (step) => {
    expect(fires(step, 'resolution 14')).toEqual([]);
    expect(fires(step, null)).toEqual(['warn AG1']);
    expect(fires(step, ' ')).toEqual(['warn AG1']);
  });
  it('is not asked of other steps, nor where none are recorded', () => {
    expect(fires('draft', null)).toEqual([]);
    expect(said('R-AGR-06', makePlan({ agreements: [makeAgreement({ state: 'approved' })] }))).toEqual([]);
  });
});
