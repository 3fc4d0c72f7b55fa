import { describe, expect, it } from 'vitest';
import { findingsOf, keysSaid, makeAgreement, makeMovement, makePax, makePlan, said } from '#test/builders/plan.ts';
import type { PlanAgreement, PlanPax } from '../../model/plan.ts';

const TWO = ['Officer 1', 'Officer 2'];
const note = (overrides: Partial<PlanAgreement> = {}): PlanAgreement =>
  makeAgreement({
    id: 'AG9',
    type: 'ad_hoc',
    state: 'draft',
    signed: {},
    from: null,
    documentHash: 'hash',
    approvedBy: TWO,
    ...overrides,
  });
const plan = (overrides: Partial<PlanAgreement> = {}, pax: readonly PlanPax[] = [makePax()]) =>
  makePlan({ movements: [makeMovement({ pax })], agreements: [note(overrides)] });

describe('R-AGR-07 ad hoc basis', () => {
  it('turns a row without an instrument into a warning once attached and approved by two', () => {
    expect(said('R-AGR-01', plan())).toEqual(['warn M1']);
    expect(said('R-AGR-07', plan())).toEqual([]);
    expect(findingsOf('R-AGR-01', plan())[0]?.items).toContainEqual({ key: 'ad_hoc', ref: 'AG9' });
    expect(findingsOf('R-AGR-01', plan())[0]?.message).toContain('ad hoc basis AG9 stands in');
  });
  it.each([
    ['not attached', { documentHash: null }, ['no_document']],
    ['approved by one', { approvedBy: ['Officer 1'] }, ['one_approver']],
    ['approved twice by the same', { approvedBy: ['Officer 1', ' officer  1'] }, ['one_approver']],
    ['approved by nobody', { approvedBy: [] }, ['no_approval']],
    ['approved by blanks', { approvedBy: ['', ' '] }, ['no_approval']],
    ['approval not recorded', { approvedBy: null }, ['no_approval']],
  ] as const)('%s: the block stays and the paper warns', (_what, overrides, keys) => {
    expect(said('R-AGR-01', plan(overrides))).toEqual(['block M1']);
    expect(keysSaid('R-AGR-07', plan(overrides))).toEqual([...keys, 'movement']);
    expect(said('R-AGR-07', plan(overrides))).toEqual(['warn AG9']);
  });
  it('stands in only while it speaks, for the rows it names, on the day', () => {
    for (const state of ['suspended', 'expired', 'denounced', 'superseded', 'withdrawn', 'rejected'] as const)
      expect(said('R-AGR-01', plan({ state }))).toEqual(['block M1']);
    expect(said('R-AGR-01', plan({ until: '2027-03-21' }))).toEqual(['block M1']);
    expect(said('R-AGR-01', plan({ until: '2027-03-22' }))).toEqual(['warn M1']);
    expect(said('R-AGR-01', plan({ from: '2027-03-23' }))).toEqual(['block M1']);
    expect(said('R-AGR-01', plan({ from: '2027-03-22' }))).toEqual(['warn M1']);
    expect(said('R-AGR-01', plan({}, [makePax(), makePax({ cat: 'suspect' })]))).toEqual(['block M1']);
    expect(said('R-AGR-01', plan({ type: 'mou' }))).toEqual(['block M1']);
  });
  it('a row with another basis is not helped', () => {
    expect(said('R-AGR-01', plan({}, [makePax({ basis: 'AG9' })]))).toEqual(['warn M1']);
    const other = makePlan({
      movements: [makeMovement({ pax: [makePax({ basis: 'AG1' })] })],
      agreements: [note(), makeAgreement({ state: 'draft' })],
    });
    expect(said('R-AGR-01', other)).toEqual(['block M1']);
  });
  it('one in force and signed is an instrument like any other', () => {
    const inForce = { state: 'in_force', from: '2027-01-01', signed: makeAgreement().signed, approvedBy: [] } as const;
    expect(said('R-AGR-01', plan(inForce))).toEqual([]);
    expect(said('R-AGR-07', plan(inForce))).toEqual([]);
  });
  it('is silent where neither paper nor approval is recorded, and for what was not released', () => {
    expect(said('R-AGR-07', plan({ documentHash: null, approvedBy: null }))).toEqual([]);
    const unseen = { withheld: (item: string, field: string) => item === 'AG9' && field === 'approvedBy' };
    expect(said('R-AGR-07', plan({ approvedBy: null }), unseen)).toEqual([]);
    expect(said('R-AGR-07', makePlan({ agreements: [note({ approvedBy: [] })] }))).toEqual([]);
  });
});
