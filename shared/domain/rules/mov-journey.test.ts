import { describe, expect, it } from 'vitest';
import {
  CLOCK,
  DEPARTURE,
  findingsOf,
  HOUR,
  keysSaid,
  LIMITS,
  makeChecks,
  makeJourney,
  makeMovement,
  makePax,
  makePlan,
  said,
} from '#test/builders/plan.ts';
import type { PlanHandover, PlanJourney, PlanTransitPermission } from '../../model/held.ts';
import type { PlanMovement } from '../../model/plan.ts';
import { MOVEMENT_STATES } from '../../model/vocabulary.ts';

const plan = (journey: Partial<PlanJourney>, movement: Partial<PlanMovement> = {}) =>
  makePlan({ movements: [makeMovement({ status: 'documents', journey: makeJourney(journey), ...movement })] });
/** States in which a rule speaks. */
const spokenIn = (rule: string, journey: Partial<PlanJourney>, movement: Partial<PlanMovement> = {}, clock = CLOCK) =>
  MOVEMENT_STATES.filter((status) => said(rule, plan(journey, { ...movement, status }), { clock }).length > 0);
const withheld = (field: string) => ({ withheld: (item: string, name: string) => item === 'M1' && name === field });

describe('R-MOV-07 with medical flags', () => {
  const at = (medicalFlags: number | null, fit: number) =>
    said('R-MOV-07', plan({ medicalFlags }, { checks: makeChecks(10, { fitToTravel: fit }) }), {
      clock: DEPARTURE - 72 * HOUR,
    });
  it('blocks when a certificate is missing and somebody carries a flag', () => {
    expect(at(1, 9)).toEqual(['block M1']);
    expect(at(0, 9)).toEqual(['warn M1']);
    expect(at(null, 9)).toEqual(['warn M1']);
    expect(at(3, 10)).toEqual([]);
  });
  it('says how many', () => {
    const one = plan({ medicalFlags: 2 }, { checks: makeChecks(10, { fitToTravel: 9 }) });
    expect(findingsOf('R-MOV-07', one, { clock: DEPARTURE })[0]?.items).toContainEqual({
      key: 'medical_flags',
      value: 2,
    });
  });
});

describe('R-MOV-13 transit permission', () => {
  const permit = (overrides: Partial<PlanTransitPermission> = {}): PlanTransitPermission => ({
    via: 'TH',
    reference: 'TH-17',
    armed: false,
    ...overrides,
  });
  const keys = (journey: Partial<PlanJourney>, via: readonly string[] = ['TH']) =>
    keysSaid('R-MOV-13', plan({ escortArmed: false, ...journey }, { via }));
  it('is on file for each transit state', () => {
    expect(keys({ permissions: [permit()] })).toEqual([]);
    expect(keys({ permissions: [] })).toEqual(['no_permission']);
    expect(keys({ permissions: [permit()] }, ['TH', 'LA'])).toEqual(['no_permission']);
    expect(keys({ permissions: [permit({ reference: null })] })).toEqual(['not_given']);
    expect(keys({ permissions: [permit({ reference: ' ' }), permit()] })).toEqual([]);
    expect(said('R-MOV-13', plan({ escortArmed: false }, { via: ['TH'] }))).toEqual(['block M1']);
  });
  it('allows an armed escort where the escort is armed', () => {
    expect(keys({ escortArmed: true, permissions: [permit()] })).toEqual(['unarmed_only']);
    expect(keys({ escortArmed: true, permissions: [permit({ armed: true })] })).toEqual([]);
    expect(keys({ escortArmed: false, permissions: [permit({ armed: true })] })).toEqual([]);
    expect(keys({ escortArmed: null, permissions: [permit()] })).toEqual(['no_escort_status']);
  });
  it('is asked from documents to cleared, and only with a transit state', () => {
    expect(spokenIn('R-MOV-13', { escortArmed: true }, { via: ['TH'] })).toEqual(['documents', 'cleared']);
    expect(keys({ escortArmed: true }, [])).toEqual([]);
  });
  it('is silent where nothing of it is recorded or released', () => {
    expect(keys({ escortArmed: null })).toEqual([]);
    expect(said('R-MOV-13', plan({ escortArmed: false }, { via: ['TH'] }), withheld('permissions'))).toEqual([]);
    const unsaid = plan({ permissions: [permit()] }, { via: ['TH'] });
    expect(said('R-MOV-13', unsaid, withheld('escortArmed'))).toEqual([]);
  });
});

describe('R-MOV-14 time held', () => {
  const after = (hours: number, until: number | null = null, limits = LIMITS) =>
    said('R-MOV-14', { ...plan({ held: { since: CLOCK, until } }), limits }, { clock: CLOCK + hours * HOUR });
  it('warns at 75 % of the limit and blocks at 100 %', () => {
    expect(said('R-MOV-14', plan({ held: { since: CLOCK, until: null } }), { clock: CLOCK + 36 * HOUR - 1 })).toEqual(
      [],
    );
    expect(after(36)).toEqual(['warn M1']);
    expect(said('R-MOV-14', plan({ held: { since: CLOCK, until: null } }), { clock: CLOCK + 48 * HOUR - 1 })).toEqual([
      'warn M1',
    ]);
    expect(after(48)).toEqual(['block M1']);
    expect(after(-1)).toEqual([]);
  });
  it('follows the limit of the host and the share set for the operation', () => {
    const limits = { ...LIMITS, custodyH: 24, custodyWarnPct: 50 };
    expect(after(11.99, null, limits)).toEqual([]);
    expect(after(12, null, limits)).toEqual(['warn M1']);
    expect(after(24, null, limits)).toEqual(['block M1']);
  });
  it('ends with release or a judge, not with a hearing to come', () => {
    expect(after(40, CLOCK + 40 * HOUR)).toEqual([]);
    expect(after(40, CLOCK + 41 * HOUR)).toEqual(['warn M1']);
  });
  it('runs while people are with the host', () => {
    expect(spokenIn('R-MOV-14', { held: { since: CLOCK - 48 * HOUR, until: null } })).toEqual([
      'planned',
      'screening',
      'documents',
      'cleared',
      'held',
    ]);
  });
  it('is silent where it is not recorded', () => {
    expect(said('R-MOV-14', plan({}), { clock: CLOCK + 999 * HOUR })).toEqual([]);
  });
});

describe.each([
  ['R-MOV-15', 'witnesses'],
  ['R-MOV-16', 'belongings'],
] as const)('%s %s', (rule, field) => {
  const fires = (of: number, settled: number) => said(rule, plan({ [field]: { of, settled } }));
  it('are settled for each', () => {
    expect(fires(3, 2)).toEqual(['warn M1']);
    expect(fires(3, 3)).toEqual([]);
    expect(fires(0, 0)).toEqual([]);
    expect(keysSaid(rule, plan({ [field]: { of: 3, settled: 1 } }))).toEqual([field, `${field}_needed`]);
  });
  it('are asked from documents to cleared, and only where recorded', () => {
    expect(spokenIn(rule, { [field]: { of: 1, settled: 0 } })).toEqual(['documents', 'cleared']);
    expect(said(rule, plan({}))).toEqual([]);
  });
});

describe('R-MOV-18 handover', () => {
  const PAX = [makePax({ n: 6 }), makePax({ n: 4 }), makePax({ cat: 'suspect', n: 2 })];
  const handed = (victims: number, suspects: number, overrides: Partial<PlanHandover> = {}): PlanHandover => ({
    at: DEPARTURE,
    place: 'Gate 4',
    counts: [
      { nat: 'KR', cat: 'victim', n: victims },
      { nat: 'KR', cat: 'suspect', n: suspects },
    ],
    signedBy: [],
    difference: null,
    ...overrides,
  });
  const keys = (...handovers: readonly PlanHandover[]) =>
    keysSaid('R-MOV-18', plan({ handovers }, { status: 'received', pax: PAX }));
  it('counts by nationality and category, over all handovers', () => {
    expect(keys(handed(10, 2))).toEqual([]);
    expect(keys(handed(7, 0), handed(3, 2))).toEqual([]);
    expect(keys(handed(9, 2))).toEqual(['fewer']);
    expect(keys(handed(10, 3))).toEqual(['more']);
    // The same number of persons, but not the same persons.
    expect(keys(handed(9, 3))).toEqual(['more', 'fewer']);
    expect(
      findingsOf('R-MOV-18', plan({ handovers: [handed(9, 2)] }, { status: 'received', pax: PAX }))[0],
    ).toMatchObject({ severity: 'block', items: [{ key: 'fewer', value: 'KR/victim/1' }] });
  });
  it('takes an explanation', () => {
    expect(keys(handed(9, 2, { difference: 'one person in hospital' }))).toEqual([]);
    expect(keys(handed(9, 2, { difference: ' ' }))).toEqual(['fewer']);
  });
  it('is asked once people were handed over, and stays with the closed movement', () => {
    expect(spokenIn('R-MOV-18', { handovers: [handed(9, 2)] }, { pax: PAX })).toEqual([
      'handed_over',
      'received',
      'closed',
    ]);
  });
  it('is silent without a handover on record, and where the explanation was not released', () => {
    expect(keys()).toEqual([]);
    const short = plan({ handovers: [handed(9, 2)] }, { status: 'received', pax: PAX });
    expect(said('R-MOV-18', short, withheld('handovers.difference'))).toEqual([]);
  });
});
