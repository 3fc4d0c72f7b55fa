import { describe, expect, it } from 'vitest';
import { keysSaid, makeJit, makePerson, makePlan, makeTask, said } from '#test/builders/plan.ts';
import type { PlanAuthorisation } from '../../model/held.ts';
import type { PlanJit, PlanTask } from '../../model/plan.ts';
import { JIT_STATES } from '../../model/vocabulary.ts';

const allowed = (overrides: Partial<PlanAuthorisation> = {}): PlanAuthorisation => ({
  person: 'P3',
  task: 'T1',
  by: 'P2',
  on: '2027-03-10',
  ...overrides,
});
/** P3 of KR is seconded to KH, where P2 leads; T1 takes place there at H. */
const plan = (authorisations: readonly PlanAuthorisation[], task: Partial<PlanTask> = {}, jit: Partial<PlanJit> = {}) =>
  makePlan({
    people: [makePerson({ id: 'P2', agency: 'KHP' }), makePerson({ id: 'P3' })],
    jits: [makeJit({ seconded: { P3: 'KH' }, authorisations, ...jit })],
    tasks: [makeTask({ jit: 'J1', site: 'K1', kind: 'digital', people: ['P3'], ...task })],
  });
/** Of another task: the team keeps the register. */
const OTHER = allowed({ task: 'T9' });

describe('R-JIT-06 authorisation of a seconded member', () => {
  it('is recorded for each measure abroad', () => {
    expect(said('R-JIT-06', plan([OTHER]))).toEqual(['warn T1']);
    expect(said('R-JIT-06', plan([allowed()]))).toEqual([]);
    expect(keysSaid('R-JIT-06', plan([OTHER]))).toEqual(['no_authorisation', 'jit']);
    expect(keysSaid('R-JIT-06', plan([allowed({ on: null })]))).toEqual(['not_given', 'jit']);
  });
  it('is the word of the leader of that state', () => {
    expect(keysSaid('R-JIT-06', plan([allowed({ by: 'P1' })]))).toEqual(['not_by_leader', 'jit']);
    expect(keysSaid('R-JIT-06', plan([allowed({ by: null })]))).toEqual(['not_by_leader', 'jit']);
    expect(said('R-JIT-06', plan([allowed()], {}, { leaders: {} }))).toEqual(['warn T1']);
    expect(said('R-JIT-06', plan([allowed({ by: 'P1' }), allowed()]))).toEqual([]);
  });
  it('is given no later than the day the task begins, in the reference zone', () => {
    // H is 04:00 on 2027-03-16 in Bangkok.
    expect(said('R-JIT-06', plan([allowed({ on: '2027-03-16' })]))).toEqual([]);
    expect(keysSaid('R-JIT-06', plan([allowed({ on: '2027-03-17' })]))).toEqual(['too_late', 'jit']);
    expect(said('R-JIT-06', plan([allowed({ on: '2027-03-17' })], { at: null }))).toEqual([]);
  });
  it('is not asked at home, at a meeting, of members, or of a task of no place', () => {
    expect(said('R-JIT-06', plan([OTHER], { site: 'R1' }))).toEqual([]);
    expect(said('R-JIT-06', plan([OTHER], { kind: 'meeting' }))).toEqual([]);
    expect(said('R-JIT-06', plan([OTHER], { site: 'REM' }))).toEqual([]);
    expect(said('R-JIT-06', plan([OTHER], {}, { seconded: {}, members: ['P3'] }))).toEqual([]);
    expect(said('R-JIT-06', plan([OTHER], { jit: null }))).toEqual([]);
  });
  it('is silent where the team records none, and where they were not released', () => {
    expect(said('R-JIT-06', plan([]))).toEqual([]);
    const withheld = (field: string) => ({ withheld: (item: string, name: string) => item === 'J1' && name === field });
    expect(said('R-JIT-06', plan([OTHER]), withheld('authorisations'))).toEqual([]);
    expect(said('R-JIT-06', plan([allowed({ on: null })]), withheld('authorisations.on'))).toEqual([]);
    expect(said('R-JIT-06', plan([allowed({ by: null })]), withheld('authorisations.by'))).toEqual([]);
  });
});

describe('R-JIT-10 costs, evidence, languages', () => {
  const FULL = { costs: 'each its own', evidenceRules: { KR: 'written', KH: 'sworn' }, languages: ['en'] };
  const keys = (jit: Partial<PlanJit>) => keysSaid('R-JIT-10', makePlan({ jits: [makeJit({ ...FULL, ...jit })] }));
  it('are laid down for each party', () => {
    expect(keys({})).toEqual([]);
    expect(keys({ costs: null })).toEqual(['no_costs']);
    expect(keys({ costs: ' ' })).toEqual(['no_costs']);
    expect(keys({ evidenceRules: { KR: 'written' } })).toEqual(['no_evidence_rules']);
    expect(keys({ evidenceRules: { KR: 'written', KH: ' ' } })).toEqual(['no_evidence_rules']);
    expect(keys({ evidenceRules: null })).toEqual(['no_evidence_rules', 'no_evidence_rules']);
    expect(keys({ languages: [] })).toEqual(['no_languages']);
    expect(keys({ languages: null })).toEqual(['no_languages']);
  });
  it('are asked from drafting to extended', () => {
    const asked = JIT_STATES.filter((status) => keys({ status, costs: null }).length > 0);
    expect(asked).toEqual(['drafting', 'partially_signed', 'in_force', 'extended']);
  });
  it('are not asked where neither formalities nor languages are recorded', () => {
    expect(keys({ costs: null, evidenceRules: null, languages: null })).toEqual([]);
    expect(keys({ costs: null, evidenceRules: {}, languages: null }).length).toBeGreaterThan(0);
  });
  it.each([
    ['costs', { costs: null }],
    ['evidenceRules', { evidenceRules: null }],
    ['languages', { languages: null }],
  ] as const)('say nothing of withheld %s', (field, jit) => {
    const bare = makePlan({ jits: [makeJit({ ...FULL, ...jit })] });
    expect(said('R-JIT-10', bare)).toEqual(['warn J1']);
    expect(said('R-JIT-10', bare, { withheld: (item, name) => item === 'J1' && name === field })).toEqual([]);
  });
});
