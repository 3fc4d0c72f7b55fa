/** No step allowed on the evidence of a plan leads to what a ‡ rule forbids, whatever is said and whoever lifts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLOCK,
  makeAgreement,
  makeAsset,
  makeChecks,
  makeJit,
  makeMovement,
  makePax,
  makePlan,
  makeRecord,
  makeRelease,
} from '#test/builders/plan.ts';
import { randomPlan } from '#test/builders/plan-arbitrary.ts';
import type { Finding, Plan, PlanChecks } from '../../model/plan.ts';
import * as v from '../../model/vocabulary.ts';
import { buildFacts } from '../facts/facts.ts';
import { RULES } from '../rules/registry.ts';
import { sweep } from '../rules/sweep.ts';
import { checkStep } from './check.ts';
import type { Evidence } from './evidence.ts';
import { planAfter, planEvidence, type PlanKind, type Said, stateInPlan } from './from-plan.ts';
import { lifecycleOf } from './machine.ts';
import type { Step } from './types.ts';

const DAGGERS = RULES.filter((rule) => rule.dagger);
/** Findings of ‡ rules about an item, asked of the engine itself and not through the code under test. */
function forbidden(plan: Plan, kind: PlanKind, id: string): readonly Finding[] {
  const records = kind === 'release' ? (plan.releases.find((one) => one.id === id)?.records ?? []) : [];
  return sweep(buildFacts(plan, CLOCK), DAGGERS).filter(
    ({ subject }) => subject === id || subject.startsWith(`${id}/`) || records.includes(subject),
  );
}
/** ‡ rules that guard the entry to a state, from the table of docs/rules.md: gates clear, state change, save, release. */
function guarding(kind: PlanKind, from: string, to: string): readonly string[] {
  switch (kind) {
    case 'agreement':
      return ['R-AGR-02'];
    case 'asset':
      return ['R-FIN-06'];
    case 'movement':
      return to === 'cleared' || to === 'departed'
        ? ['R-MOV-02', 'R-MOV-03', 'R-MOV-04', 'R-MOV-05', 'R-MOV-10']
        : to === 'documents' && from !== 'cleared'
          ? ['R-MOV-02']
          : [];
    case 'release':
      return ['checked', 'approved', 'signed', 'sent'].includes(to)
        ? ['R-HAN-01', 'R-HAN-02', 'R-HAN-03', 'R-HAN-13']
        : [];
    case 'task':
      return to === 'ready' || to === 'in_progress' ? ['R-OP-12'] : [];
    case 'operation':
    case 'jit':
    case 'request':
    case 'deconfliction':
      return [];
  }
}

/** The most anybody can say: everything, every role, every finding lifted by the strategic commander with a second person. */
function boldest(plan: Plan, step: Step): Said {
  const liftings = sweep(buildFacts(plan, CLOCK)).map(({ rule, subject }) => ({
    rule,
    subject,
    reason: 'urgent',
    by: 'Commander',
    role: 'strategic_commander' as const,
    second: 'Deputy',
    until: null,
  }));
  const order: Evidence['order'] = { ref: 'ORD-1', date: '2027-01-01', final: true };
  return {
    by: { person: 'Kim Test', role: step.by[0] ?? 'planner' },
    second: 'Lee Test',
    date: '2027-03-01',
    since: '2027-01-01',
    reference: 'RES-1',
    reason: 'decided',
    authority: 'Court 1',
    review: '2027-09-01',
    ratification: false,
    successor: 'AG9',
    handover: { place: 'Airport', persons: 10, givenBy: 'A', takenBy: 'B' },
    counts: { departed: 10, handedOver: 10 },
    // The plan knows better.
    parties: ['KR'],
    signed: { KR: '2027-01-01' },
    start: '2027-01-01',
    end: '2027-01-31',
    order,
    agreement: 'AG1',
    checks: makeChecks(99),
    liftings,
    ...(step.origins ? { cameFrom: step.origins[0] ?? null } : {}),
  };
}

/** Tries every step of one item; gives the states reached by those allowed. */
function tryAll(plan: Plan, kind: PlanKind, id: string, atState?: string): readonly string[] {
  const facts = buildFacts(plan, CLOCK);
  const from = atState ?? stateInPlan(facts, kind, id);
  const reached: string[] = [];
  for (const step of lifecycleOf(kind).steps.filter((one) => one.from === from)) {
    const said = boldest(plan, step);
    const evidence = planEvidence(facts, kind, id, step.to as never, said);
    if (!checkStep(kind, step.from as never, step.to as never, evidence).ok) continue;
    reached.push(step.to);
    const after = planAfter(plan, kind, id, step.to as never, '2027-03-01', 'RES-1');
    const guards = guarding(kind, step.from, step.to);
    // Departure is guarded by what the rules say of the cleared movement: they fall silent once people are on the way.
    const standing = kind === 'movement' && step.to === 'departed' && !step.returns ? plan : after;
    expect(forbidden(standing, kind, id).filter(({ rule }) => guards.includes(rule))).toEqual([]);
  }
  return reached;
}

const dates: fc.Arbitrary<string> = fc.constantFrom(
  '2026-12-01',
  '2027-01-15',
  '2027-02-20',
  '2027-03-01',
  '2027-04-01',
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const orders: fc.Arbitrary<NonNullable<Evidence['order']>> = fc.record({
  ref: fc.constantFrom('ORD-1', ''),
  date: dates,
  final: fc.boolean(),
});
type Counts = Pick<PlanChecks, 'screened' | 'consent' | 'refoulementCleared' | 'nationality' | 'travelDoc'>;
const RUNS = { numRuns: 80 };

describe('allowed steps and ‡ rules', () => {
  it('assets: R-FIN-06', () => {
    const reached = new Set<string>();
    const order = maybe(orders);
    fc.assert(
      fc.property(fc.constantFrom(...v.ASSET_STATES), order, maybe(fc.constant('AG1')), (state, title, agreement) => {
        const plan = makePlan({ assets: [makeAsset({ state, order: title, agreement })] });
        for (const to of tryAll(plan, 'asset', 'AS1')) reached.add(to);
      }),
      {
        numRuns: 150,
        // The way to each end is always tried, whatever the dice say.
        examples: v.ASSET_STATES.map((state): [v.AssetState, NonNullable<Evidence['order']>, null] => [
          state,
          { ref: 'ORD-1', date: '2026-12-01', final: true },
          null,
        ]),
      },
    );
    expect([...reached]).toEqual(expect.arrayContaining(['confiscated', 'realised', 'returned', 'shared']));
  });

  it('agreements: R-AGR-02, on walks from the draft with every step recorded', () => {
    const reached = new Set<string>();
    const signed = fc.record({ KR: maybe(dates), KH: maybe(dates) });
    fc.assert(
      fc.property(
        signed,
        maybe(dates),
        maybe(dates),
        fc.array(fc.constantFrom<number[]>(0, 0, 0, 0, 1, 2), { maxLength: 12 }),
        (names, from, until, choices) => {
          const draft = makeAgreement({
            state: 'draft',
            since: '2026-12-01',
            approval: [{ step: 'draft', date: '2026-12-01', ref: null }],
            signed: names,
            from,
            until,
          });
          let plan = makePlan({ agreements: [draft] });
          for (const choice of choices) {
            const ways = tryAll(plan, 'agreement', 'AG1');
            const to = ways[choice];
            if (to === undefined) break;
            reached.add(to);
            plan = planAfter(plan, 'agreement', 'AG1', to as v.AgreementState, '2027-03-01', 'RES-1');
            expect(forbidden(plan, 'agreement', 'AG1')).toEqual([]);
          }
        },
      ),
      {
        ...RUNS,
        examples: [
          [{ KR: '2027-01-15', KH: '2027-01-15' }, '2027-02-20', '2027-04-01', [0, 0, 0, 0, 1, 2, 3]],
          [{ KR: '2026-12-01', KH: '2027-04-01' }, '2027-02-20', null, [0, 0, 0, 0, 0]],
        ],
      },
    );
    expect([...reached]).toEqual(expect.arrayContaining(['partially_signed', 'signed', 'in_force']));
  });

  it('movements: R-MOV-02 to 05 and 10', () => {
    const reached = new Set<string>();
    const few = fc.constantFrom<number[]>(10, 10, 10, 10, 10, 9);
    const checks = maybe(
      fc.record({ screened: few, consent: few, refoulementCleared: few, nationality: few, travelDoc: few }),
    );
    const minors = fc.constantFrom<number[]>(0, 0, 1, 4);
    fc.assert(
      fc.property(
        fc.constantFrom(...v.MOVEMENT_STATES),
        checks,
        minors,
        fc.boolean(),
        (status, counts, minorsAlone, guardian) => {
          const movement = makeMovement({
            status,
            pax: [makePax({ minorsAlone, guardian, basis: 'AG1' })],
            checks: counts && makeChecks(10, counts),
          });
          const plan = makePlan({ movements: [movement], agreements: [makeAgreement()] });
          for (const to of tryAll(plan, 'movement', 'M1')) reached.add(to);
        },
      ),
      {
        numRuns: 150,
        examples: v.MOVEMENT_STATES.map((status): [v.MovementState, Counts, number, boolean] => [
          status,
          { screened: 10, consent: 10, refoulementCleared: 10, nationality: 10, travelDoc: 10 },
          1,
          true,
        ]),
      },
    );
    expect([...reached]).toEqual(expect.arrayContaining(['documents', 'cleared', 'departed']));
  });

  it('releases: R-HAN-01, 02, 03 and 13', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...v.RELEASE_STATES),
        fc.constantFrom<(v.Tlp | null)[]>('CLEAR', 'GREEN', 'AMBER', 'RED', null),
        fc.constantFrom<v.Handling[][]>([], [], ['H1'], ['H2', 'H3']),
        fc.constantFrom<string[][]>(['joint_operation'], ['joint_operation', 'statistics'], ['statistics'], []),
        fc.constantFrom<(string | null)[]>('KRP', 'KRP', 'KRP', 'SGP', null),
        (status, tlp, handling, purpose, owner) => {
          const record = makeRecord({ tlp, handling, purpose, owner, h3: 'ask first' });
          const plan = makePlan({ records: [record], releases: [makeRelease({ status })] });
          for (const to of tryAll(plan, 'release', 'RL1')) reached.add(to);
        },
      ),
      {
        ...RUNS,
        examples: v.RELEASE_STATES.map((status): [v.ReleaseState, v.Tlp, v.Handling[], string[], string] => [
          status,
          'GREEN',
          [],
          ['joint_operation'],
          'KRP',
        ]),
      },
    );
    expect([...reached]).toEqual(expect.arrayContaining(['checked', 'approved', 'signed', 'sent']));
  });

  it('any plan: every item, every step', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 3 }), (seed, size) => {
        const plan = randomPlan(seed, size);
        const items: readonly (readonly [PlanKind, readonly { readonly id: string }[]])[] = [
          ['task', plan.tasks],
          ['agreement', plan.agreements],
          ['movement', plan.movements],
          ['asset', plan.assets],
          ['release', plan.releases],
        ];
        for (const [kind, list] of items) for (const { id } of list) tryAll(plan, kind, id);
      }),
      { numRuns: 25 },
    );
    expect(DAGGERS.length).toBeGreaterThan(8);
  });

  it('even with nothing found, an asset never gets where R-FIN-06 forbids', () => {
    fc.assert(
      fc.property(maybe(orders), maybe(fc.constant('AG1')), (order, agreement) => {
        for (const step of lifecycleOf('asset').steps) {
          if (!allowedBlindly('asset', step, { order, agreement })) continue;
          const asset = makeAsset({ state: step.to as v.AssetState, order, agreement });
          expect(forbidden(makePlan({ assets: [asset] }), 'asset', 'AS1')).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('even with nothing found, an agreement never gets where R-AGR-02 forbids', () => {
    fc.assert(
      fc.property(fc.record({ KR: maybe(dates), KH: maybe(dates) }), maybe(dates), (signed, from) => {
        for (const step of lifecycleOf('agreement').steps) {
          if (!allowedBlindly('agreement', step, { parties: ['KR', 'KH'], signed, start: from })) continue;
          const agreement = makeAgreement({ state: step.to as v.AgreementState, signed, from });
          expect(forbidden(makePlan({ agreements: [agreement] }), 'agreement', 'AG1')).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

/** Allowed by the table alone, the rules having found nothing. */
const allowedBlindly = (kind: 'asset' | 'agreement', step: Step, held: Partial<Evidence>): boolean =>
  checkStep(kind, step.from as never, step.to as never, {
    ...boldest(makePlan(), step),
    ...held,
    today: '2027-03-01',
    findings: [],
  }).ok;

describe('what the plan holds', () => {
  const said: Said = {
    by: { person: 'Kim Test', role: 'legal_finance_officer' },
    second: 'Lee Test',
    date: '2027-03-01',
    reference: 'R',
    reason: 'r',
  };
  const codeOf = (
    plan: Plan,
    kind: 'jit' | 'asset' | 'movement',
    id: string,
    from: string,
    to: string,
    more: Partial<Said> = {},
  ): string => {
    const evidence = planEvidence(buildFacts(plan, CLOCK), kind, id, to as never, { ...said, ...more });
    const result = checkStep(kind, from as never, to as never, evidence);
    return result.ok ? 'ok' : result.error.reason;
  };
  it('extends a JIT by what all parties signed in time (R-JIT-08), once per extension', () => {
    const first = { until: '2027-06-30', signed: { KR: '2027-02-01', KH: '2027-02-28' } };
    const jit = (over: Parameters<typeof makeJit>[0]): Plan =>
      makePlan({ jits: [makeJit({ until: '2027-02-28', ...over })] });
    expect(codeOf(jit({ extensions: [first] }), 'jit', 'J1', 'in_force', 'extended')).toBe('ok');
    expect(codeOf(jit({ extensions: [] }), 'jit', 'J1', 'in_force', 'extended')).toContain('a later end');
    const late = { ...first, signed: { KR: '2027-02-01', KH: '2027-03-01' } };
    expect(codeOf(jit({ extensions: [late] }), 'jit', 'J1', 'in_force', 'extended')).toContain(
      'R-JIT-08 settled for J1',
    );
    expect(codeOf(jit({ status: 'extended', extensions: [first] }), 'jit', 'J1', 'extended', 'extended')).toContain(
      'a later end',
    );
    const second = { until: '2027-12-31', signed: { KR: '2027-02-27', KH: '2027-02-28' } };
    expect(codeOf(jit({ status: 'extended', extensions: [second, first] }), 'jit', 'J1', 'extended', 'extended')).toBe(
      'ok',
    );
    expect(codeOf(jit({ extensions: [first] }), 'jit', 'J1', 'in_force', 'expired')).toContain(
      'an end date that has passed',
    );
    expect(codeOf(jit({ extensions: [] }), 'jit', 'J1', 'in_force', 'expired')).toBe('ok');
  });
  it('does not believe an order or a check the plan does not hold', () => {
    const order = { ref: 'ORD-1', date: '2027-01-01', final: true };
    const asset = (title: typeof order | null): Plan =>
      makePlan({ assets: [makeAsset({ state: 'confiscation_pending', order: title })] });
    expect(codeOf(asset(order), 'asset', 'AS1', 'confiscation_pending', 'confiscated')).toBe('ok');
    expect(codeOf(asset(null), 'asset', 'AS1', 'confiscation_pending', 'confiscated', { order })).toContain(
      'a final order (R-FIN-06)',
    );
    const unchecked = makePlan({
      movements: [makeMovement({ status: 'documents', pax: [makePax({ basis: 'AG1' })] })],
      agreements: [makeAgreement()],
    });
    expect(codeOf(unchecked, 'movement', 'M1', 'documents', 'cleared', { checks: makeChecks(10) })).toContain(
      'the counts of the checks',
    );
  });
  it('knows no item it does not hold', () => {
    expect(stateInPlan(buildFacts(makePlan(), CLOCK), 'asset', 'constructor')).toBeNull();
  });
});
