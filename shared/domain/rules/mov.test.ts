import { describe, expect, it } from 'vitest';
import {
  DEPARTURE,
  HOUR,
  keysSaid,
  LIMITS,
  makeChecks,
  makeMovement,
  makePax,
  makePlan,
  makeTask,
  said,
} from '#test/builders/plan.ts';
import type { PlanMovement, PlanPax } from '../../model/plan.ts';
import type { MovementState } from '../../model/vocabulary.ts';

const moving = (movement: Partial<PlanMovement>) => makePlan({ movements: [makeMovement(movement)] });
const fires = (rule: string, movement: Partial<PlanMovement>, clock?: number) =>
  said(rule, moving(movement), clock === undefined ? {} : { clock });
const row = (overrides: Partial<PlanPax>) => makePax(overrides);

describe('R-MOV-01 departure, receiver, basis', () => {
  const plan = (at: string | null, movement: Partial<PlanMovement> = {}) =>
    makePlan({ tasks: [makeTask({ at, movement: 'M1' })], movements: [makeMovement({ task: 'T1', ...movement })] });
  it('wants the task to start at departure, to the minute', () => {
    expect(said('R-MOV-01', plan('D+6T11:00'))).toEqual([]);
    expect(keysSaid('R-MOV-01', plan('D+6T11:01'))).toEqual(['task_differs']);
    expect(said('R-MOV-01', plan(null))).toEqual([]);
    expect(said('R-MOV-01', moving({ task: 'T9' }))).toEqual([]);
  });
  it('wants a receiving authority, unless it was not released', () => {
    expect(keysSaid('R-MOV-01', moving({ receiving: null }))).toEqual(['no_receiver']);
    expect(
      said('R-MOV-01', moving({ receiving: null }), {
        withheld: (item, field) => item === 'M1' && field === 'receiving',
      }),
    ).toEqual([]);
  });
  it('wants a basis for each row from cleared on', () => {
    expect(fires('R-MOV-01', { status: 'documents' })).toEqual([]);
    expect(keysSaid('R-MOV-01', moving({ status: 'cleared' }))).toEqual(['no_basis']);
    expect(fires('R-MOV-01', { status: 'cleared', pax: [row({ basis: 'AG1' })] })).toEqual([]);
  });
});

const MIXED = [
  row({ n: 4 }),
  row({ cat: 'suspect', n: 3 }),
  row({ cat: 'irregular', n: 2 }),
  row({ cat: 'sentenced', n: 1 }),
];
describe.each([
  ['R-MOV-02', 'screened', 10],
  ['R-MOV-03', 'consent', 4],
  ['R-MOV-04', 'refoulementCleared', 10],
  ['R-MOV-05', 'nationality', 10],
  ['R-MOV-05', 'travelDoc', 10],
  ['R-MOV-06', 'consular', 6],
] as const)('%s %s', (rule, key, needed) => {
  const checked = (done: number, movement: Partial<PlanMovement> = {}) =>
    fires(rule, { status: 'documents', pax: MIXED, checks: makeChecks(10, { [key]: done }), ...movement });
  it('is done for each traveller it concerns', () => {
    expect(checked(needed)).toEqual([]);
    expect(checked(needed - 1)).toEqual(['block M1']);
  });
  it('starts at status documents and ends with clearance', () => {
    expect(checked(0, { status: 'screening' })).toEqual([]);
    expect(checked(0, { status: 'cleared' })).toEqual(['block M1']);
    expect(checked(0, { status: 'departed' })).toEqual([]);
  });
  it('is not tested without counts', () => {
    expect(checked(0, { checks: null })).toEqual([]);
  });
});

describe('R-MOV-07 fit to travel', () => {
  const at = (clock: number, fit: number) =>
    fires('R-MOV-07', { status: 'documents', checks: makeChecks(10, { fitToTravel: fit }) }, clock);
  it('shows from 72 h before departure', () => {
    expect(at(DEPARTURE - 72 * HOUR, 9)).toEqual(['warn M1']);
    expect(at(DEPARTURE - 72 * HOUR - 1, 9)).toEqual([]);
    expect(at(DEPARTURE - 72 * HOUR, 10)).toEqual([]);
  });
});

describe('R-MOV-08 staff', () => {
  const keys = (movement: Partial<PlanMovement>) =>
    keysSaid('R-MOV-08', moving({ support: 9, medics: 9, ...movement }));
  it('suspects and sentenced: 1:2 up to 4 h, 1:1 above', () => {
    const pax = [row({ cat: 'suspect', n: 3 }), row({ cat: 'sentenced', n: 2 })];
    expect(keys({ pax, flightHours: 4, escorts: 3 })).toEqual([]);
    expect(keys({ pax, flightHours: 4, escorts: 2 })).toEqual(['escorts', 'escorts_needed']);
    expect(keys({ pax, flightHours: 4.1, escorts: 5 })).toEqual([]);
    expect(keys({ pax, flightHours: 4.1, escorts: 4 })).toEqual(['escorts', 'escorts_needed']);
  });
  it('high risk: 2:1, and the others by their own ratio', () => {
    const pax = [row({ cat: 'suspect', n: 3, highRisk: 2 })];
    expect(keys({ pax, flightHours: 1, escorts: 5 })).toEqual([]);
    expect(keys({ pax, flightHours: 1, escorts: 4 })).toEqual(['escorts', 'escorts_needed']);
  });
  it('rounds each group up, then adds', () => {
    const pax = [row({ cat: 'suspect', n: 1 }), row({ cat: 'irregular', n: 1 })];
    expect(keys({ pax, flightHours: 1, escorts: 2 })).toEqual([]);
    expect(keys({ pax, flightHours: 1, escorts: 1 })).toEqual(['escorts', 'escorts_needed']);
  });
  it('irregular 1:5, support 1:10 victims', () => {
    expect(keys({ pax: [row({ cat: 'irregular', n: 5 })], escorts: 1 })).toEqual([]);
    expect(keys({ pax: [row({ cat: 'irregular', n: 6 })], escorts: 1 })).toEqual(['escorts', 'escorts_needed']);
    expect(keys({ pax: [row({ n: 10 })], support: 1 })).toEqual([]);
    expect(keys({ pax: [row({ n: 11 })], support: 1 })).toEqual(['support', 'support_needed']);
  });
  it('a medic from 20 persons, one more for each started 50', () => {
    const medics = (n: number, held: number) => keys({ pax: [row({ cat: 'witness', n })], medics: held });
    expect(medics(19, 0)).toEqual([]);
    expect(medics(20, 0)).toEqual(['medics', 'medics_needed']);
    expect(medics(50, 1)).toEqual([]);
    expect(medics(51, 1)).toEqual(['medics', 'medics_needed']);
  });
  it('follows the ratios of the operation', () => {
    const plan = moving({ pax: [row({ cat: 'irregular', n: 6 })], escorts: 1 });
    expect(
      said('R-MOV-08', { ...plan, limits: { ...LIMITS, escort: { ...LIMITS.escort, irregular: [1, 6] } } }),
    ).toEqual([]);
  });
  it.each<[MovementState, number]>([
    ['planned', 1],
    ['cleared', 1],
    ['held', 0],
    ['departed', 0],
  ])('%s: %i findings', (status, n) => {
    expect(fires('R-MOV-08', { status, support: 0 })).toHaveLength(n);
  });
});

describe('R-MOV-09 separation', () => {
  it('is planned when victims travel with suspects or sentenced', () => {
    for (const cat of ['suspect', 'sentenced'] as const) {
      expect(fires('R-MOV-09', { pax: [row({}), row({ cat, n: 1 })] })).toEqual(['block M1']);
      expect(fires('R-MOV-09', { pax: [row({}), row({ cat, n: 1 })], separationPlan: true })).toEqual([]);
    }
    expect(fires('R-MOV-09', { pax: [row({}), row({ cat: 'irregular' })] })).toEqual([]);
    expect(fires('R-MOV-09', { pax: [row({ cat: 'suspect' })] })).toEqual([]);
  });
});

describe('R-MOV-10 children alone', () => {
  it('have a guardian and a best-interests decision', () => {
    expect(fires('R-MOV-10', { pax: [row({ minorsAlone: 1 })] })).toEqual(['block M1']);
    expect(fires('R-MOV-10', { pax: [row({ minorsAlone: 1, guardian: true })] })).toEqual([]);
    expect(fires('R-MOV-10', { pax: [row({})] })).toEqual([]);
  });
  it('are at most three to a guardian', () => {
    expect(fires('R-MOV-10', { pax: [row({ minorsAlone: 3, guardian: true })] })).toEqual([]);
    expect(keysSaid('R-MOV-10', moving({ pax: [row({ minorsAlone: 4, guardian: true })] }))).toEqual([
      'too_many_per_guardian',
    ]);
  });
});

describe('R-MOV-11 slot', () => {
  it('is confirmed from documents on', () => {
    const checks = makeChecks(10, { handoverSlot: false });
    expect(fires('R-MOV-11', { status: 'documents', checks })).toEqual(['block M1']);
    expect(fires('R-MOV-11', { status: 'screening', checks })).toEqual([]);
    expect(fires('R-MOV-11', { status: 'cleared', checks: makeChecks(10) })).toEqual([]);
  });
});

describe('R-MOV-12 carrier', () => {
  const at = (hoursBefore: number, carrierNotice = false) =>
    fires('R-MOV-12', { status: 'cleared', checks: makeChecks(10, { carrierNotice }) }, DEPARTURE - hoursBefore * HOUR);
  it('warns at T-48 h and blocks at T-24 h', () => {
    expect(at(48.01)).toEqual([]);
    expect(at(48)).toEqual(['warn M1']);
    expect(at(24.01)).toEqual(['warn M1']);
    expect(at(24)).toEqual(['block M1']);
    expect(at(-1)).toEqual(['block M1']);
    expect(at(24, true)).toEqual([]);
  });
});

describe('R-MOV-17 manifest', () => {
  it('seats travellers, escorts, support staff and medics', () => {
    const aboard = { pax: [row({ n: 10 })], escorts: 2, support: 2, medics: 1 };
    expect(fires('R-MOV-17', { ...aboard, seats: 15 })).toEqual([]);
    expect(fires('R-MOV-17', { ...aboard, seats: 14 })).toEqual(['block M1']);
  });
  it('finds a part greater than its row, a row off the route, and more checks than travellers', () => {
    expect(keysSaid('R-MOV-17', moving({ pax: [row({ cat: 'suspect', n: 2, highRisk: 3 })] }))).toEqual([
      'part_above_row',
    ]);
    expect(keysSaid('R-MOV-17', moving({ pax: [row({ n: 2, minorsAlone: 2 })] }))).toEqual([]);
    expect(keysSaid('R-MOV-17', moving({ pax: [row({ to: 'SG' })] }))).toEqual(['row_off_route']);
    expect(keysSaid('R-MOV-17', moving({ checks: makeChecks(11) })).every((key) => key === 'check_above_total')).toBe(
      true,
    );
    expect(fires('R-MOV-17', { checks: makeChecks(11) })).toEqual(['block M1']);
    expect(fires('R-MOV-17', { checks: makeChecks(10) })).toEqual([]);
  });
});
