import { describe, expect, it } from 'vitest';
import { keysSaid, LIMITS, makeAgency, makePlan, makeRecord, makeRelease, said } from '#test/builders/plan.ts';
import type { PlanRecord, PlanRelease } from '../../model/plan.ts';
import { type Level, LEVELS, RELEASE_STATES } from '../../model/vocabulary.ts';

const [LOW, MIDDLE, HIGH] = LEVELS;

describe("R-HAN-04 recipient's ceiling", () => {
  const fires = (level: Level | null, ceiling: Level | null, release: Partial<PlanRelease> = {}) =>
    said(
      'R-HAN-04',
      makePlan({
        agencies: [makeAgency({ id: 'KHP', ceiling }), makeAgency({ id: 'KRP', ceiling: LOW })],
        records: [makeRecord({ level })],
        releases: [makeRelease(release)],
      }),
    );
  it('is not below the level of the record', () => {
    expect(fires(MIDDLE, LOW)).toEqual(['block RL1/D1']);
    expect(fires(MIDDLE, MIDDLE)).toEqual([]);
    expect(fires(MIDDLE, HIGH)).toEqual([]);
    expect(fires(HIGH, MIDDLE)).toEqual(['block RL1/D1']);
  });
  it('is silent where the plan holds no ceiling or the record no level', () => {
    expect(fires(HIGH, null)).toEqual([]);
    expect(fires(null, LOW)).toEqual([]);
    expect(fires(HIGH, LOW, { to: 'INT' })).toEqual([]);
  });
  it('is asked of releases to be decided', () => {
    expect(RELEASE_STATES.filter((status) => fires(HIGH, LOW, { status }).length > 0)).toEqual([
      'draft',
      'checked',
      'approved',
      'signed',
    ]);
  });
});

describe('R-HAN-08 review', () => {
  const keys = (record: Partial<PlanRecord>, reviewYears = 5) =>
    keysSaid('R-HAN-08', { ...makePlan({ records: [makeRecord(record)] }), limits: { ...LIMITS, reviewYears } });
  it('comes round at most every five years, the day itself included', () => {
    // Today is 2027-03-01.
    expect(keys({ reviewed: '2022-03-01' })).toEqual([]);
    expect(keys({ reviewed: '2022-02-28' })).toEqual(['review_due']);
    expect(keys({ reviewed: '2022-02-28', retainUntil: '2027-02-28' })).toEqual(['retain_until', 'review_due']);
  });
  it('comes round sooner where the operation says so', () => {
    expect(keys({ reviewed: '2026-03-01' }, 1)).toEqual([]);
    expect(keys({ reviewed: '2026-02-28' }, 1)).toEqual(['review_due']);
  });
  it('is not asked without a review on record', () => {
    expect(keys({ reviewed: null })).toEqual([]);
  });
});

describe('R-HAN-12 second approver', () => {
  const plan = (
    approvers: readonly string[] | null,
    record: Partial<PlanRecord> = {},
    release: Partial<PlanRelease> = {},
  ) =>
    makePlan({ records: [makeRecord(record)], releases: [makeRelease({ status: 'approved', approvers, ...release })] });
  it('is needed from RESTRICTED on', () => {
    expect(said('R-HAN-12', plan(['Officer 1']))).toEqual(['block RL1/D1']);
    expect(said('R-HAN-12', plan(['Officer 1', 'Officer 2']))).toEqual([]);
    expect(said('R-HAN-12', plan(['Officer 1'], { level: LOW }))).toEqual([]);
    expect(said('R-HAN-12', plan(['Officer 1'], { level: HIGH }))).toEqual(['block RL1/D1']);
    expect(said('R-HAN-12', plan(['Officer 1'], { level: null }))).toEqual(['block RL1/D1']);
  });
  it('is needed for personal data of any level', () => {
    expect(keysSaid('R-HAN-12', plan(['Officer 1'], { level: LOW, personal: true }))).toEqual([
      'one_approver',
      'personal',
    ]);
  });
  it('is another person, and none is fewer than one', () => {
    expect(said('R-HAN-12', plan(['Officer 1', ' OFFICER  1 ']))).toEqual(['block RL1/D1']);
    expect(keysSaid('R-HAN-12', plan([]))).toEqual(['no_approver', 'level']);
    expect(keysSaid('R-HAN-12', plan(['', ' ']))).toEqual(['no_approver', 'level']);
  });
  it('is asked of what is approved and to be signed', () => {
    const asked = RELEASE_STATES.filter((status) => said('R-HAN-12', plan(['Officer 1'], {}, { status })).length > 0);
    expect(asked).toEqual(['approved', 'signed']);
  });
  it('is silent where approvers are not recorded or not released', () => {
    expect(said('R-HAN-12', plan(null))).toEqual([]);
    expect(said('R-HAN-12', plan([]), { withheld: (item, field) => item === 'RL1' && field === 'approvers' })).toEqual(
      [],
    );
  });
});
