import { describe, expect, it } from 'vitest';
import {
  findingsOf,
  keysSaid,
  makeAgreement,
  makeCoverage,
  makePerson,
  makePlan,
  makeRecord,
  makeRelease,
  makeTask,
  said,
} from '#test/builders/plan.ts';
import type { Plan, PlanAgreement, PlanRecord, PlanRelease } from '../../model/plan.ts';
import type { ReleaseState } from '../../model/vocabulary.ts';

/** D1 goes from KRP to KHP, which owns a task of the operation. */
const sending = (record: Partial<PlanRecord>, release: Partial<PlanRelease> = {}, more: Partial<Plan> = {}) =>
  makePlan({
    tasks: [makeTask({ owner: 'KHP' })],
    people: [makePerson({ id: 'P1', agency: 'KRP' }), makePerson({ id: 'P2', agency: 'KHP' })],
    records: [makeRecord(record)],
    releases: [makeRelease(release)],
    ...more,
  });

describe('R-HAN-01 markings', () => {
  it.each([
    [{ owner: null }, 'no_owner'],
    [{ tlp: null }, 'no_tlp'],
    [{ level: null }, 'no_level'],
    [{ purpose: [] }, 'no_purpose'],
    [{ retainUntil: null }, 'no_retain_until'],
  ] as const)('%j', (record, key) => {
    expect(keysSaid('R-HAN-01', makePlan({ records: [makeRecord(record)] }))).toEqual([key]);
    expect(said('R-HAN-01', makePlan({ records: [makeRecord(record)] }), { withheld: () => true })).toEqual([]);
  });
  it('is silent about a whole record', () => {
    expect(said('R-HAN-01', makePlan({ records: [makeRecord()] }))).toEqual([]);
  });
});

describe('R-HAN-02 TLP', () => {
  const keys = (record: Partial<PlanRecord>, release: Partial<PlanRelease> = {}) =>
    keysSaid('R-HAN-02', sending(record, release));
  it('lets only the owner pass on AMBER+STRICT and RED', () => {
    expect(keys({ tlp: 'AMBER+STRICT' })).toEqual([]);
    expect(keys({ tlp: 'AMBER+STRICT', owner: 'SGP' })).toEqual(['not_owner', 'of']);
    expect(keys({ tlp: 'RED', owner: 'SGP' }, { persons: ['P2'] })).toEqual(['not_owner', 'of']);
    expect(keys({ tlp: 'AMBER', owner: 'SGP' })).toEqual([]);
    expect(keys({ tlp: 'GREEN', owner: 'SGP' })).toEqual([]);
    expect(keys({ tlp: 'CLEAR', owner: 'SGP' })).toEqual([]);
  });
  it('sends RED to named persons of the receiving agency', () => {
    expect(keys({ tlp: 'RED' })).toEqual(['no_named_person']);
    expect(keys({ tlp: 'RED' }, { persons: ['P2'] })).toEqual([]);
    expect(keys({ tlp: 'RED' }, { persons: ['P1', 'P2'] })).toEqual(['person_elsewhere', 'of']);
  });
  it('may hand a record back to its owner', () => {
    expect(keys({ tlp: 'AMBER+STRICT', owner: 'KHP' })).toEqual([]);
  });
  it('lets nobody pass on what has no owner on record, and is silent where the owner was withheld', () => {
    expect(keys({ tlp: 'AMBER+STRICT', owner: null })).toEqual(['not_owner']);
    expect(keys({ tlp: 'GREEN', owner: null })).toEqual([]);
    expect(keys({ tlp: null, owner: null })).toEqual([]);
    const plan = sending({ tlp: 'AMBER+STRICT', owner: null });
    expect(said('R-HAN-02', plan, { withheld: (item, key) => item === 'D1' && key === 'owner' })).toEqual([]);
  });
  it('names the subject as release and record', () => {
    expect(said('R-HAN-02', sending({ tlp: 'RED' }))).toEqual(['block RL1/D1']);
  });
});

describe('R-HAN-03 handling', () => {
  const fires = (record: Partial<PlanRecord>) => said('R-HAN-03', sending({ owner: 'SGP', ...record }));
  it('wants consent for H2 for this recipient', () => {
    expect(fires({ handling: ['H2'] })).toEqual(['block RL1/D1']);
    expect(fires({ handling: ['H2'], consent: ['INT'] })).toEqual(['block RL1/D1']);
    expect(fires({ handling: ['H2'], consent: ['KHP'] })).toEqual([]);
  });
  it('finds nobody who could consent where no owner is on record, and is silent where the owner was withheld', () => {
    expect(fires({ handling: ['H2'], owner: null })).toEqual(['block RL1/D1']);
    expect(fires({ handling: ['H2'], owner: null, consent: ['KHP'] })).toEqual([]);
    const plan = sending({ handling: ['H2'], owner: null });
    expect(said('R-HAN-03', plan, { withheld: (item, key) => item === 'D1' && key === 'owner' })).toEqual([]);
  });
  it('asks nothing when the provider releases, nor for H0, H1 and H3', () => {
    expect(fires({ handling: ['H2'], owner: 'KRP' })).toEqual([]);
    expect(fires({ handling: ['H0', 'H1', 'H3'] })).toEqual([]);
  });
});

describe('R-HAN-05 need to know', () => {
  it('is what the record is linked to', () => {
    expect(said('R-HAN-05', sending({ links: ['OP-1'] }))).toEqual([]);
    expect(said('R-HAN-05', sending({ links: ['OP-1'] }, { to: 'SGP' }))).toEqual(['block RL1/D1']);
    expect(said('R-HAN-05', sending({ links: [] }))).toEqual(['block RL1/D1']);
    expect(said('R-HAN-05', sending({ links: [], tlp: 'CLEAR' }))).toEqual([]);
  });
});

describe('R-HAN-06 personal data', () => {
  const agreement = (overrides: Partial<PlanAgreement> = {}) =>
    makeAgreement({
      type: 'cooperation',
      parties: ['KRP', 'NGO'],
      signed: { KRP: '2027-01-01', NGO: '2027-01-02' },
      covers: [makeCoverage({ data: ['needs'], purpose: 'joint_operation' })],
      ...overrides,
    });
  const fires = (
    agreements: readonly PlanAgreement[],
    record: Partial<PlanRecord> = {},
    release: Partial<PlanRelease> = {},
  ) => said('R-HAN-06', sending({ personal: true, ...record }, { to: 'NGO', ...release }, { agreements }));

  it('leave for victim support only under a cooperation agreement in force', () => {
    expect(fires([])).toEqual(['block RL1']);
    expect(fires([agreement()])).toEqual([]);
    expect(fires([agreement({ type: 'mou' })])).toEqual(['block RL1']);
    expect(fires([agreement({ state: 'mandated' })])).toEqual(['block RL1']);
    expect(fires([agreement({ signed: { KRP: '2027-01-01', NGO: null } })])).toEqual(['block RL1']);
  });
  it('is measured today, both limits included', () => {
    expect(fires([agreement({ until: '2027-03-01' })])).toEqual([]);
    expect(fires([agreement({ until: '2027-02-28' })])).toEqual(['block RL1']);
  });
  it('wants it between the releaser, or its country, and that body', () => {
    const parties = (own: string, body = 'NGO') =>
      agreement({ parties: [own, body], signed: { [own]: '2027-01-01', [body]: '2027-01-02' } });
    expect(fires([parties('KR')])).toEqual([]);
    expect(fires([parties('INT')])).toEqual(['block RL1']);
    expect(fires([parties('KRP', 'INT')])).toEqual(['block RL1']);
  });
  it('wants it for the purpose of the release where it names purposes', () => {
    expect(fires([agreement({ covers: [makeCoverage({ purpose: 'statistics' })] })])).toEqual(['block RL1']);
    expect(fires([agreement({ covers: [] })])).toEqual([]);
  });
  it('asks nothing of other bodies or other data', () => {
    expect(fires([], { personal: false })).toEqual([]);
    expect(fires([], {}, { to: 'KHP' })).toEqual([]);
  });
});

describe('R-HAN-08 retention', () => {
  const fires = (retainUntil: string | null) => said('R-HAN-08', makePlan({ records: [makeRecord({ retainUntil })] }));
  it('includes the last day', () => {
    expect(fires('2027-03-01')).toEqual([]);
    expect(fires('2027-02-28')).toEqual(['block D1']);
    expect(fires(null)).toEqual([]);
  });
});

describe('R-HAN-09 withdrawn', () => {
  const keys = (withdrawn: string | null, status: ReleaseState) =>
    keysSaid('R-HAN-09', sending({ withdrawn }, { status }));
  it('is not to leave, and a holder is to be told', () => {
    expect(keys('2027-02-01', 'draft')).toEqual(['not_to_leave']);
    expect(keys('2027-02-01', 'sent')).toEqual(['tell_holder']);
    expect(keys('2027-02-01', 'recalled')).toEqual([]);
    expect(keys(null, 'draft')).toEqual([]);
  });
  it('counts from the moment it is on record', () => {
    expect(keys('2027-12-31', 'draft')).toEqual(['not_to_leave']);
  });
});

describe('R-HAN-13 purpose', () => {
  it('is among the purposes of the record', () => {
    expect(said('R-HAN-13', sending({}))).toEqual([]);
    expect(said('R-HAN-13', sending({}, { purpose: 'statistics' }))).toEqual(['block RL1/D1']);
    expect(said('R-HAN-13', sending({ purpose: [] }))).toEqual(['block RL1/D1']);
  });
});

describe('every release rule', () => {
  const bad = { tlp: 'RED', owner: 'SGP', handling: ['H2'], links: [], purpose: ['x'], personal: true } as const;
  const rules = ['R-HAN-02', 'R-HAN-03', 'R-HAN-05', 'R-HAN-06', 'R-HAN-13'];
  it.each<[ReleaseState, boolean]>([
    ['draft', true],
    ['checked', true],
    ['approved', true],
    ['signed', true],
    ['sent', false],
    ['acknowledged', false],
    ['recalled', false],
  ])('looks at %s: %s', (status, looks) => {
    for (const rule of rules) expect(findingsOf(rule, sending(bad, { status, to: 'NGO' })).length).toBe(looks ? 1 : 0);
  });
  it('is silent when a side or the record cannot be seen', () => {
    for (const rule of rules) {
      expect(said(rule, sending(bad, { by: null, to: 'NGO' }))).toEqual([]);
      expect(said(rule, sending(bad, { to: null }))).toEqual([]);
      expect(said(rule, sending(bad, { to: 'NGO', records: ['D9'] }))).toEqual([]);
    }
  });
});
