/** Each step of each machine: allowed with everything it demands, refused without any one of it; what is not listed is refused. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../model/plan.ts';
import type { Result } from '../../result/result.ts';
import { makeChecks } from '#test/builders/plan.ts';
import { checkStep, missingFor } from './check.ts';
import type { Evidence } from './evidence.ts';
import { LIFECYCLE_KINDS, lifecycleOf, stepBetween } from './machine.ts';
import { type LifecycleKind, type Need, NEEDS, type Step } from './types.ts';

/** Evidence that meets every demand but "some signatures", which excludes the others. */
const FULL: Evidence = {
  today: '2027-03-01',
  by: { person: 'Kim Test', role: 'planner' },
  second: 'Lee Test',
  date: '2027-03-01',
  since: '2027-02-01',
  reference: 'RES-1',
  reason: 'decided',
  authority: 'Court 1',
  review: '2027-09-01',
  parties: ['KR', 'KH'],
  signed: { KR: '2027-02-10', KH: '2027-02-10' },
  start: '2027-02-15',
  end: '2027-02-20',
  due: '2027-02-20',
  extension: { until: '2027-12-31', signed: { KR: '2027-02-18', KH: '2027-02-20' } },
  ratification: false,
  successor: 'AG2',
  version: { issue: 2, last: 1 },
  recipients: ['KHP'],
  acknowledged: { KHP: '2027-02-28' },
  order: { ref: 'ORD-1', date: '2027-02-01', final: true },
  agreement: 'AG1',
  checks: makeChecks(10),
  handover: { place: 'Airport', persons: 10, givenBy: 'Kim Test', takenBy: 'Officer 2' },
  counts: { departed: 10, handedOver: 10 },
  findings: [],
};
/** What breaks one demand and nothing else of the step. */
const LACKING: Readonly<Record<Need, readonly Partial<Evidence>[]>> = {
  date: [{ date: null }, { date: '2027-03-02' }, { date: '2027-01-31' }, { date: '2027-02-30' }],
  date_in_order: [{ date: null }, { since: null }, { since: '2027-03-02' }],
  reference: [{ reference: ' ' }, { reference: null }],
  reference_or_reason: [{ reference: null, reason: null }],
  reason: [{ reason: '' }],
  second_person: [{ second: null }, { second: ' kim  TEST ' }],
  authority: [{ authority: null }],
  review_date: [{ review: '2027-03-01' }, { review: null }],
  some_signatures: [
    { signed: {} },
    { signed: { KR: '2027-02-10', KH: '2027-02-11' } },
    { signed: { KR: '2027-03-02' } },
    { parties: [] },
  ],
  all_signatures: [{ signed: { KR: '2027-02-10' } }, { parties: [] }, { parties: null }, { signed: null }],
  signed_at_once: [{ signed: { KR: '2027-02-10', KH: '2027-02-11' } }],
  start: [{ start: null }, { start: '2027-03-02' }],
  end_passed: [{ end: '2027-03-01' }, { end: null }],
  due_passed: [{ due: '2027-03-01' }, { due: null }],
  extension: [
    { extension: null },
    { extension: { until: '2027-12-31', signed: { KR: '2027-02-18' } } },
    { extension: { until: '2027-12-31', signed: { KR: '2027-02-18', KH: '2027-02-21' } } },
    { extension: { until: '2027-02-20', signed: { KR: '2027-02-18', KH: '2027-02-18' } } },
  ],
  no_ratification: [{ ratification: null }, { ratification: true }],
  successor: [{ successor: null }],
  version: [{ version: { issue: 1, last: 1 } }, { version: null }, { version: { issue: 1.5, last: 0 } }],
  acknowledgements: [{ acknowledged: {} }, { recipients: [] }],
  final_order: [{ order: { ref: 'ORD-1', date: '2027-02-01', final: false } }, { order: null }],
  order_or_agreement: [{ order: null, agreement: null }],
  person_checks: [{ checks: null }],
  handover: [
    { handover: null },
    { handover: { place: 'Airport', persons: 10, givenBy: 'Kim Test', takenBy: 'Kim Test' } },
    { handover: { place: '', persons: 10, givenBy: 'Kim Test', takenBy: 'Officer 2' } },
  ],
  counts: [
    { counts: null },
    { counts: { departed: 10, handedOver: 9 }, reason: null },
    { counts: { departed: Number.NaN, handedOver: Number.NaN } },
  ],
};

const fullFor = (step: Step): Evidence => {
  const [role] = step.by;
  if (role === undefined) throw new Error('a step nobody takes');
  return {
    ...FULL,
    by: { ...FULL.by, role },
    ...(step.needs.includes('some_signatures') ? { signed: { KR: '2027-02-10' } } : {}),
    ...(step.origins ? { cameFrom: step.origins[0] ?? null } : {}),
  };
};
const check = (
  kind: LifecycleKind,
  from: string,
  to: string,
  e: Evidence,
): Result<Step, { code: string; reason: string }> =>
  checkStep(kind, from as never, to as never, e) as Result<Step, { code: string; reason: string }>;
const codeOf = (result: Result<unknown, { code: string }>): string => (result.ok ? 'ok' : result.error.code);

/** Every step of every machine, written out again by hand: a step added or lost by accident shows here. */
const EXPECTED: Readonly<Record<LifecycleKind, Readonly<Record<string, string>>>> = {
  operation: {
    proposed: 'scoping aborted',
    scoping: 'planning suspended aborted',
    planning: 'approved suspended aborted',
    approved: 'planning pre_operational suspended aborted',
    pre_operational: 'planning go suspended aborted',
    go: 'pre_operational executing suspended aborted',
    executing: 'post_operational suspended aborted',
    post_operational: 'closed suspended',
    closed: 'post_operational archived',
    archived: '',
    suspended: 'scoping planning approved pre_operational go executing post_operational aborted',
    aborted: 'post_operational proposed scoping planning approved pre_operational go executing',
  },
  order: {
    draft: 'review',
    review: 'draft issued',
    issued: 'acknowledged superseded',
    acknowledged: 'superseded',
    superseded: '',
  },
  task: {
    planned: 'ready cancelled',
    ready: 'planned in_progress cancelled',
    in_progress: 'done aborted',
    done: '',
    cancelled: 'planned ready',
    aborted: 'in_progress',
  },
  jit: {
    proposed: 'drafting withdrawn',
    drafting: 'partially_signed in_force withdrawn',
    partially_signed: 'in_force withdrawn',
    in_force: 'extended expired closed',
    extended: 'extended expired closed',
    expired: 'evaluated',
    closed: 'evaluated',
    evaluated: '',
    withdrawn: '',
  },
  agreement: {
    draft: 'reported withdrawn rejected',
    reported: 'approved withdrawn rejected',
    approved: 'mandated withdrawn rejected',
    mandated: 'partially_signed signed withdrawn rejected',
    partially_signed: 'signed withdrawn rejected',
    signed: 'ratification_pending in_force withdrawn rejected',
    ratification_pending: 'in_force withdrawn rejected',
    in_force: 'expired denounced superseded suspended',
    suspended: 'expired denounced superseded in_force',
    expired: '',
    denounced: '',
    superseded: '',
    withdrawn: '',
    rejected: '',
  },
  movement: {
    planned: 'screening held cancelled',
    screening: 'documents held cancelled',
    documents: 'screening cleared held cancelled',
    cleared: 'documents departed held cancelled',
    departed: 'in_transit held',
    in_transit: 'handed_over held',
    handed_over: 'received',
    received: 'closed',
    closed: '',
    held: 'planned screening documents cleared departed in_transit cancelled',
    cancelled: 'planned screening documents cleared',
  },
  screening: {
    unscreened: 'potential_victim no_indication undetermined',
    potential_victim: 'formally_identified not_identified',
    no_indication: 'potential_victim not_identified',
    undetermined: 'potential_victim no_indication formally_identified not_identified',
    formally_identified: '',
    not_identified: 'potential_victim',
  },
  asset: {
    identified: 'traced',
    traced: 'stop_requested frozen seized',
    stop_requested: 'traced suspended frozen seized',
    suspended: 'frozen seized returned released',
    frozen: 'seized confiscation_pending returned released',
    seized: 'confiscation_pending returned released',
    confiscation_pending: 'confiscated returned released',
    confiscated: 'realised',
    realised: 'returned shared',
    returned: '',
    shared: '',
    released: 'traced',
  },
  request: {
    draft: 'submitted withdrawn',
    submitted: 'acknowledged refused expired withdrawn',
    acknowledged: 'in_progress refused expired withdrawn',
    in_progress: 'partly_answered answered refused expired withdrawn',
    partly_answered: 'answered refused expired withdrawn',
    answered: 'closed',
    refused: 'closed',
    expired: 'closed',
    withdrawn: 'closed',
    closed: '',
  },
  release: {
    draft: 'checked',
    checked: 'draft approved',
    approved: 'draft signed',
    signed: 'sent recalled',
    sent: 'acknowledged recalled',
    acknowledged: 'recalled',
    recalled: '',
  },
  deconfliction: { open: 'in_talks', in_talks: 'resolved accepted_risk', resolved: 'open', accepted_risk: 'open' },
};

describe.each(LIFECYCLE_KINDS)('%s', (kind) => {
  const cycle = lifecycleOf(kind);
  it('has the steps it should have and refuses all others on the best evidence', () => {
    const pairs = cycle.states.flatMap((from) => cycle.states.map((to) => ({ from, to })));
    for (const { from, to } of pairs) {
      const listed = (EXPECTED[kind][from] ?? '').split(' ').includes(to);
      const step = stepBetween(kind, from as never, to as never) as Step | null;
      const result = check(kind, from, to, step ? fullFor(step) : FULL);
      expect([from, to, codeOf(result)]).toEqual([from, to, listed ? 'ok' : 'step.none']);
    }
  });
  it('refuses every step without any one of its demands, and names it', () => {
    for (const step of cycle.steps) {
      const full = fullFor(step);
      for (const need of step.needs) {
        for (const lack of LACKING[need]) {
          const missing = missingFor(step, { ...full, ...lack });
          expect(missing.some((one) => one.what === 'need' && one.need === need)).toBe(true);
        }
      }
      const other = {
        ...full,
        by: { person: 'Kim Test', role: step.by.includes('planner') ? 'release_officer' : 'planner' },
      } as const;
      expect(missingFor(step, other).map(({ what }) => what)).toEqual(['role']);
      expect(missingFor(step, { ...full, by: { ...full.by, person: ' ' } }).some(({ what }) => what === 'person')).toBe(
        true,
      );
      const asks = step.gates.length + step.rules.length > 0;
      expect(missingFor(step, { ...full, findings: null }).map(({ what }) => what)).toEqual(asks ? ['rules'] : []);
      expect(missingFor(step, { ...full, cameFrom: null }).map(({ what }) => what)).toEqual(
        step.origins ? ['origin'] : [],
      );
    }
  });
  it('stops at a finding of each gate and rule it asks', () => {
    for (const step of cycle.steps) {
      const full = fullFor(step);
      const at = (rule: string, gate: string): Finding => ({
        rule,
        gate,
        severity: 'block',
        subject: 'X1',
        message: '',
        items: [],
      });
      for (const gate of step.gates)
        expect(codeOf(check(kind, step.from, step.to, { ...full, findings: [at('R-XX-01', gate)] }))).toBe(
          'step.missing',
        );
      for (const rule of step.rules)
        expect(codeOf(check(kind, step.from, step.to, { ...full, findings: [at(rule, 'save')] }))).toBe('step.missing');
      expect(codeOf(check(kind, step.from, step.to, { ...full, findings: [at('R-XX-01', 'elsewhere')] }))).toBe('ok');
    }
  });
});

it('has an example of what breaks each demand', () => {
  expect(Object.keys(LACKING).sort()).toEqual([...NEEDS].sort());
});

describe('checkStep', () => {
  it('says in one sentence all that is missing', () => {
    const result = checkStep('agreement', 'signed', 'in_force', {
      today: '2027-03-01',
      by: { person: 'Kim Test', role: 'planner' },
      date: '2027-03-01',
      since: '2027-02-01',
      parties: ['KR', 'KH'],
      signed: { KR: '2027-02-01' },
      findings: [],
    });
    expect(result).toEqual({
      ok: false,
      error: {
        code: 'step.missing',
        place: 'agreement signed → in force',
        reason:
          'to enter into force needs one of these roles: legal and finance officer; the signature of every party (awaited: KH); ' +
          'a start date that has come; the statement that no party’s law asks for ratification',
      },
    });
  });
  it('names the ways there are, and none after the end', () => {
    expect(check('release', 'draft', 'sent', FULL)).toMatchObject({
      error: { reason: 'this state leads only to checked' },
    });
    expect(check('request', 'closed', 'draft', FULL)).toMatchObject({
      error: { reason: 'nothing follows this state' },
    });
  });
  it.each(['constructor', '__proto__', 'flown'])('refuses the unknown state %s', (name) => {
    expect(codeOf(check('movement', 'planned', name, FULL))).toBe('step.unknown-state');
    expect(codeOf(check('movement', name, 'planned', FULL))).toBe('step.unknown-state');
  });
  it('does not cancel a movement held on its way, nor return it elsewhere', () => {
    const by = { person: 'Kim Test', role: 'planner' } as const;
    expect(codeOf(check('movement', 'held', 'cancelled', { ...FULL, by, cameFrom: 'in_transit' }))).toBe(
      'step.missing',
    );
    expect(codeOf(check('movement', 'held', 'cancelled', { ...FULL, by, cameFrom: 'cleared' }))).toBe('ok');
    expect(codeOf(check('movement', 'held', 'departed', { ...FULL, by, cameFrom: 'cleared' }))).toBe('step.missing');
    expect(codeOf(check('movement', 'held', 'cleared', { ...FULL, by, cameFrom: 'cleared' }))).toBe('ok');
    expect(codeOf(check('movement', 'held', 'cleared', { ...FULL, by, cameFrom: 'cleared', checks: null }))).toBe(
      'step.missing',
    );
  });
});

describe('lifting', () => {
  const clear = stepBetween('movement', 'documents', 'cleared');
  if (!clear) throw new Error('no step to clear');
  const full = fullFor(clear);
  const finding = (rule: string, severity: 'block' | 'warn'): Finding => ({
    rule,
    severity,
    subject: 'M1',
    message: '',
    items: [],
    gate: 'clear',
  });
  const lifting = {
    rule: 'R-MOV-08',
    subject: 'M1',
    reason: 'agreed',
    by: 'Commander',
    role: 'strategic_commander',
    second: 'Deputy',
    until: '2027-03-01',
  } as const;
  const open = (found: Finding, ...liftings: NonNullable<Evidence['liftings']>): boolean =>
    missingFor(clear, { ...full, findings: [found], liftings }).length === 0;

  it('lets the strategic commander lift a block with a second person, a reason, to the last day', () => {
    expect(open(finding('R-MOV-08', 'block'), lifting)).toBe(true);
    expect(open(finding('R-MOV-08', 'block'))).toBe(false);
    expect(open(finding('R-MOV-08', 'block'), { ...lifting, second: null })).toBe(false);
    expect(open(finding('R-MOV-08', 'block'), { ...lifting, second: 'COMMANDER' })).toBe(false);
    expect(open(finding('R-MOV-08', 'block'), { ...lifting, role: 'tactical_commander' })).toBe(false);
    expect(open(finding('R-MOV-08', 'block'), { ...lifting, reason: ' ' })).toBe(false);
    expect(open(finding('R-MOV-08', 'block'), { ...lifting, until: '2027-02-28' })).toBe(false);
    expect(open(finding('R-MOV-08', 'block'), { ...lifting, subject: 'M2' })).toBe(false);
  });
  it('lets anybody acknowledge a warning with a reason', () => {
    const noted = { ...lifting, rule: 'R-MOV-15', role: 'planner', second: null } as const;
    expect(open(finding('R-MOV-15', 'warn'), noted)).toBe(true);
    expect(open(finding('R-MOV-15', 'warn'), { ...noted, reason: '' })).toBe(false);
  });
  it('lets nobody lift what is marked ‡', () => {
    expect(open(finding('R-MOV-04', 'block'), { ...lifting, rule: 'R-MOV-04' })).toBe(false);
  });
});
