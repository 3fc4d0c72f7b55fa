import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLOCK,
  makeAgreement,
  makeJit,
  makeMovement,
  makePerson,
  makePlan,
  makeRecord,
  makeRequest,
  makeTask,
} from '#test/builders/plan.ts';
import type { Marking, Plan, PlanRecord } from '../../model/plan.ts';
import { HANDLING, LEVELS, TLP } from '../../model/vocabulary.ts';
import { buildFacts } from '../facts/facts.ts';
import { compareLevel, compareTlp, highestMarking, markingOf, missingMarks, strictest } from './marking.ts';
import {
  isRetentionOver,
  isWithdrawn,
  isYes,
  mayPassHandling,
  mayPassPersonal,
  mayPassTlp,
  needsToKnow,
  servesPurpose,
} from './passing.ts';

const anyMarking: fc.Arbitrary<Marking> = fc.record({
  tlp: fc.constantFrom(...TLP),
  level: fc.constantFrom(...LEVELS),
  handling: fc.subarray([...HANDLING]),
});

describe('markings', () => {
  it('orders TLP and levels from open to closed', () => {
    expect([...TLP].sort(compareTlp)).toEqual(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']);
    expect([...LEVELS].sort(compareLevel)).toEqual([
      'INTERPOL FOR OFFICIAL USE ONLY',
      'INTERPOL RESTRICTED',
      'INTERPOL CONFIDENTIAL',
    ]);
  });
  it('the strictest of each system wins, in any order and grouping', () => {
    fc.assert(
      fc.property(anyMarking, anyMarking, anyMarking, (a, b, c) => {
        expect(strictest(a, b)).toEqual(strictest(b, a));
        expect(strictest(strictest(a, b), c)).toEqual(strictest(a, strictest(b, c)));
        expect(compareTlp(strictest(a, b).tlp, a.tlp)).toBeGreaterThanOrEqual(0);
        expect(compareLevel(strictest(a, b).level, b.level)).toBeGreaterThanOrEqual(0);
        expect([...a.handling, ...b.handling].every((code) => strictest(a, b).handling.includes(code))).toBe(true);
      }),
    );
  });
  it('never turns one system into another', () => {
    const red = { tlp: 'RED', level: 'INTERPOL FOR OFFICIAL USE ONLY', handling: [] } as const;
    const secret = { tlp: 'CLEAR', level: 'INTERPOL CONFIDENTIAL', handling: ['H2'] } as const;
    expect(strictest(red, secret)).toEqual({ tlp: 'RED', level: 'INTERPOL CONFIDENTIAL', handling: ['H2'] });
    expect(highestMarking(red, [])).toEqual(red);
  });
  it('counts an unmarked record as the strictest', () => {
    expect(markingOf(makeRecord({ tlp: null, level: null }))).toMatchObject({
      tlp: 'RED',
      level: 'INTERPOL CONFIDENTIAL',
    });
    const base = { tlp: 'GREEN', level: 'INTERPOL RESTRICTED', handling: [] } as const;
    expect(highestMarking(base, [makeRecord({ tlp: 'AMBER' }), makeRecord({ tlp: null })]).tlp).toBe('RED');
  });
  it('lists what a record lacks', () => {
    expect(missingMarks(makeRecord())).toEqual([]);
    expect(missingMarks(makeRecord({ owner: null, tlp: null, level: null, purpose: [], retainUntil: null }))).toEqual([
      'owner',
      'tlp',
      'level',
      'purpose',
      'retain_until',
    ]);
  });
});

const facts = (overrides: Partial<Plan> = {}) => buildFacts(makePlan(overrides), CLOCK);
const passing = { by: 'KRP', to: 'KHP', persons: [] as readonly string[] };
const answer = (given: { readonly answer: string; readonly why?: string }) => given.why ?? given.answer;

describe('TLP (R-HAN-02) and handling (R-HAN-03): what is not known is no yes', () => {
  const people = [makePerson({ id: 'P1', agency: 'KHP' }), makePerson({ id: 'P2', agency: null })];
  const tlp = (record: Partial<PlanRecord>, persons: readonly string[] = []) =>
    answer(mayPassTlp(facts({ people }), makeRecord(record), { ...passing, persons }));
  it('keeps shut what has no TLP or owner, or goes to somebody unseen', () => {
    expect(tlp({ tlp: null })).toBe('unknown');
    expect(tlp({ tlp: 'RED', owner: null }, ['P1'])).toBe('unknown');
    expect(tlp({ tlp: 'RED' }, ['P1'])).toBe('yes');
    expect(tlp({ tlp: 'RED' }, ['P1', 'P2'])).toBe('unknown');
    expect(tlp({ tlp: 'RED' }, ['P1', 'P9'])).toBe('unknown');
    expect(tlp({ tlp: 'RED' })).toBe('no_named_person');
  });
  it('keeps shut H2 without an owner', () => {
    expect(answer(mayPassHandling(makeRecord({ handling: ['H2'], owner: null }), passing))).toBe('unknown');
    expect(answer(mayPassHandling(makeRecord({ handling: ['H2'], owner: null, consent: ['KHP'] }), passing))).toBe(
      'yes',
    );
    expect(isYes(mayPassHandling(makeRecord({ handling: ['H2'], owner: 'KHP' }), passing))).toBe(true);
  });
});

describe('need to know (R-HAN-05)', () => {
  const knows = (links: readonly string[], to: string, plan: Partial<Plan> = {}, record: Partial<PlanRecord> = {}) =>
    answer(needsToKnow(facts(plan), makeRecord({ links, ...record }), to));

  it('operation: owns a task that is not cancelled', () => {
    expect(knows(['OP-1'], 'KHP', { tasks: [makeTask({ owner: 'KHP' })] })).toBe('yes');
    expect(knows(['OP-1'], 'SGP', { tasks: [makeTask({ owner: 'KHP' })] })).toBe('no_part');
    expect(knows(['OP-1'], 'KHP', { tasks: [makeTask({ owner: 'KHP', status: 'cancelled' })] })).toBe('no_part');
  });
  it('JIT: its country is a party, or one of its people belongs to it in any role', () => {
    const people = [makePerson({ id: 'P5', agency: 'SGP' })];
    expect(knows(['J1'], 'KHP', { jits: [makeJit()] })).toBe('yes');
    expect(knows(['J1'], 'SGP', { jits: [makeJit()], people })).toBe('no_part');
    for (const role of [
      { members: ['P5'] },
      { participants: ['P5'] },
      { seconded: { P5: 'KH' } },
      { leaders: { KR: 'P5' } },
    ]) {
      expect(knows(['J1'], 'SGP', { jits: [makeJit(role)], people })).toBe('yes');
    }
  });
  it('movement: owns its task or receives it', () => {
    const movements = [makeMovement({ task: 'T1', receiving: 'NGO' })];
    const tasks = [makeTask({ owner: 'KHP' })];
    expect(knows(['M1'], 'NGO', { movements, tasks })).toBe('yes');
    expect(knows(['M1'], 'KHP', { movements, tasks })).toBe('yes');
    expect(knows(['M1'], 'SGP', { movements, tasks })).toBe('no_part');
    expect(knows(['M1'], 'SGP', { movements })).toBe('unknown');
  });
  it('request: asks, or its country is asked', () => {
    const asked = (to: string, recipient: string) => knows(['RQ1'], recipient, { requests: [makeRequest({ to })] });
    expect(asked('SG', 'SGP')).toBe('yes');
    expect(asked('SG', 'KHP')).toBe('no_part');
    expect(knows(['RQ1'], 'KHP', { requests: [makeRequest({ from: 'KHP', to: 'SG' })] })).toBe('yes');
    expect(asked('*', 'KHP')).toBe('yes');
    expect(asked('*', 'INT')).toBe('no_part');
  });
  it('one part is enough, and none is none', () => {
    expect(knows(['J1', 'OP-1'], 'SGP', { jits: [makeJit()], tasks: [makeTask({ owner: 'SGP' })] })).toBe('yes');
    expect(knows([], 'KHP')).toBe('no_part');
  });
  it('is not asked for CLEAR, nor of the owner', () => {
    expect(knows([], 'KHP', {}, { tlp: 'CLEAR' })).toBe('yes');
    expect(knows([], 'KHP', {}, { owner: 'KHP' })).toBe('yes');
    expect(knows([], 'KHP', {}, { tlp: 'GREEN' })).toBe('no_part');
  });
  it('cannot be told when the linked object or the recipient is not here', () => {
    expect(knows(['J9'], 'KHP')).toBe('unknown');
    expect(knows(['OP-1'], 'NOBODY')).toBe('unknown');
  });
});

describe('personal data, retention, withdrawal, purpose', () => {
  it('knows no agreement with a body it cannot see', () => {
    const records = [makeRecord({ personal: true })];
    expect(answer(mayPassPersonal(facts(), records, { ...passing, to: 'NOBODY' }, 'x'))).toBe('unknown');
    const agreements = [makeAgreement({ type: 'cooperation', parties: ['KRP', 'NGO'], covers: [], state: 'mandated' })];
    expect(mayPassPersonal(facts({ agreements }), records, { ...passing, to: 'NGO' }, 'x')).toEqual({
      answer: 'no',
      why: 'no_agreement',
      refs: ['AG1'],
    });
  });
  it('holds the other predicates', () => {
    expect(isRetentionOver(makeRecord({ retainUntil: '2027-03-01' }), '2027-03-01')).toBe(false);
    expect(isRetentionOver(makeRecord({ retainUntil: '2027-03-01' }), '2027-03-02')).toBe(true);
    expect(isWithdrawn(makeRecord({ withdrawn: '2027-01-01' }))).toBe(true);
    expect(isYes(servesPurpose(makeRecord(), 'joint_operation'))).toBe(true);
    expect(isYes(servesPurpose(makeRecord(), 'statistics'))).toBe(false);
  });
});
