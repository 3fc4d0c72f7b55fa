/** The tables as such: they cover the closed lists, lead somewhere, and agree with the rules and with docs/lifecycles.md. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysSaid, makeAgreement, makePlan } from '#test/builders/plan.ts';
import * as v from '../../model/vocabulary.ts';
import { RULES } from '../rules/registry.ts';
import { NEVER_LIFTED } from './evidence.ts';
import {
  isFinal,
  isOpen,
  isSealed,
  isState,
  LIFECYCLE_KINDS,
  lifecycleOf,
  LIFECYCLES,
  originOf,
  stepsFrom,
} from './machine.ts';
import { type LifecycleKind, NEEDS, ROLES } from './types.ts';
import { NEED_WORDS, ROLE_WORDS } from './words.ts';

const VOCABULARY: Readonly<Record<LifecycleKind, readonly string[]>> = {
  operation: v.OPERATION_STATES,
  order: v.ORDER_STATES,
  task: v.TASK_STATES,
  jit: v.JIT_STATES,
  agreement: v.AGREEMENT_STATES,
  movement: v.MOVEMENT_STATES,
  screening: v.SCREENING_STATES,
  asset: v.ASSET_STATES,
  request: v.REQUEST_STATES,
  release: v.RELEASE_STATES,
  deconfliction: v.DECONFLICTION_STATES,
};
const cycles = LIFECYCLE_KINDS.map((kind) => ({ kind, cycle: lifecycleOf(kind) }));
const allSteps = cycles.flatMap(({ cycle }) => cycle.steps);
const nextOf = (kind: LifecycleKind, state: string): readonly string[] =>
  lifecycleOf(kind)
    .steps.filter((step) => step.from === state)
    .map((step) => step.to);
function reachable(kind: LifecycleKind, from: string): ReadonlySet<string> {
  const seen = new Set([from]);
  for (const state of seen) for (const next of nextOf(kind, state)) seen.add(next);
  return seen;
}

describe.each(cycles)('$kind', ({ kind, cycle }) => {
  it('describes exactly the states of the closed list, and reaches each', () => {
    expect(cycle.states).toEqual(VOCABULARY[kind]);
    expect(Object.keys(cycle.info).sort()).toEqual([...VOCABULARY[kind]].sort());
    expect([...reachable(kind, cycle.initial)].sort()).toEqual([...VOCABULARY[kind]].sort());
  });
  it('has one step at most between two states, between states of the list', () => {
    const pairs = cycle.steps.map(({ from, to }) => `${from} ${to}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(cycle.steps.filter(({ from, to }) => !isState(kind, from) || !isState(kind, to))).toEqual([]);
  });
  it('leads on from every state that is not final, towards an end', () => {
    for (const state of cycle.states) {
      const stage = cycle.info[state]?.stage;
      expect(nextOf(kind, state).length === 0).toBe(stage === 'final');
      const ends = [...reachable(kind, state)].map((one) => cycle.info[one]?.stage);
      expect(ends.some((one) => one === 'final' || one === 'settled')).toBe(true);
    }
  });
  it('lets each side state return to exactly the states it can come from', () => {
    const sides = cycle.states.filter((state) => ['paused', 'stopped'].includes(cycle.info[state]?.stage ?? ''));
    expect([...cycle.sides].sort()).toEqual(sides.sort());
    for (const side of sides) {
      const spine = cycle.steps.filter((step) => step.to === side && !cycle.sides.includes(step.from));
      const back = cycle.steps.filter((step) => step.from === side && step.returns);
      expect(spine.length).toBeGreaterThan(0);
      expect(back.map((step) => step.to).sort()).toEqual(spine.map((step) => step.from).sort());
      expect(back.every((step) => (back.length > 1 ? step.origins?.join() === step.to : step.origins === null))).toBe(
        true,
      );
    }
  });
  it('asks again at a return what guards the state, and never less than entering asks of gates', () => {
    for (const back of cycle.steps.filter((step) => step.returns)) {
      const gates = cycle.steps.filter((step) => step.to === back.to && !step.returns).flatMap((step) => step.gates);
      expect(back.gates).toEqual(expect.arrayContaining([...gates]));
    }
  });
  it('names who takes each step, in two languages, by rules that exist', () => {
    const documented = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
    for (const { verb, by, rules } of cycle.steps) {
      expect(verb.en.trim() && verb.fr.trim()).not.toBe('');
      expect(by.length).toBeGreaterThan(0);
      expect(new Set(by).size).toBe(by.length);
      for (const rule of rules) expect(documented).toContain(`| ${rule}`);
    }
  });
  it('never leaves the list on a random walk', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
        let state = cycle.initial;
        const trail = [state];
        for (const choice of choices) {
          const ways = cycle.steps.filter(
            (step) => step.from === state && (step.origins?.includes(originOf(kind, trail as never) ?? '') ?? true),
          );
          if (ways.length === 0) break;
          state = ways[choice % ways.length]?.to ?? '';
          trail.push(state);
        }
        // Whoever is in a side state always finds the way back to where it came from.
        const origin = originOf(kind, trail as never);
        const back = cycle.steps.some((step) => step.from === state && step.to === origin);
        return VOCABULARY[kind].includes(state) && (!cycle.sides.includes(state) || back);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the tables together', () => {
  it('use every role and every demand, and name each in two languages', () => {
    expect([...new Set(allSteps.flatMap((step) => step.needs))].sort()).toEqual([...NEEDS].sort());
    expect([...new Set(allSteps.flatMap((step) => step.by))].sort()).toEqual([...ROLES].sort());
    for (const words of [...Object.values(NEED_WORDS), ...Object.values(ROLE_WORDS)])
      expect(words.fr).not.toBe(words.en);
  });
  it('know every rule that nobody lifts', () => {
    const documented = [
      ...readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8').matchAll(/^\| (R-\w+-\d\d)‡/gmu),
    ];
    const plan = [...NEVER_LIFTED].filter((id) => !id.startsWith('R-EXP'));
    expect(plan.sort()).toEqual(documented.map(([, id = '']) => id).sort());
    expect(RULES.filter((rule) => rule.dagger && !NEVER_LIFTED.has(rule.id))).toEqual([]);
  });
  it('allow the main line, state by state', () => {
    const lines: readonly (readonly [LifecycleKind, string])[] = [
      ['operation', 'proposed scoping planning approved pre_operational go executing post_operational closed archived'],
      ['order', 'draft review issued acknowledged superseded'],
      ['task', 'planned ready in_progress done'],
      ['jit', 'proposed drafting partially_signed in_force extended expired evaluated'],
      ['jit', 'in_force closed evaluated'],
      [
        'agreement',
        'draft reported approved mandated partially_signed signed ratification_pending in_force suspended expired',
      ],
      ['agreement', 'signed in_force denounced'],
      ['agreement', 'in_force superseded'],
      ['movement', 'planned screening documents cleared departed in_transit handed_over received closed'],
      ['screening', 'unscreened potential_victim formally_identified'],
      ['screening', 'unscreened no_indication not_identified'],
      ['screening', 'unscreened undetermined not_identified'],
      ['asset', 'identified traced stop_requested suspended frozen confiscation_pending confiscated realised returned'],
      ['asset', 'suspended seized confiscation_pending confiscated realised shared'],
      ['request', 'draft submitted acknowledged in_progress partly_answered answered closed'],
      ['release', 'draft checked approved signed sent acknowledged recalled'],
      ['deconfliction', 'open in_talks resolved'],
      ['deconfliction', 'in_talks accepted_risk'],
    ];
    for (const [kind, line] of lines) {
      const states = line.split(' ');
      states
        .slice(1)
        .forEach((to, i) => expect([kind, to, nextOf(kind, states[i] ?? '').includes(to)]).toEqual([kind, to, true]));
    }
  });
  it('order agreements exactly as R-AGR-02 does', () => {
    const path = (state: string): readonly string[] => {
      const seen: string[][] = [['draft']];
      for (const trail of seen) {
        if (trail.at(-1) === state) return trail;
        for (const next of nextOf('agreement', trail.at(-1) ?? ''))
          if (!trail.includes(next)) seen.push([...trail, next]);
      }
      throw new Error(`no way to ${state}`);
    };
    for (const from of v.AGREEMENT_STATES) {
      for (const to of v.AGREEMENT_STATES) {
        const approval = [...path(from), to].map((step) => ({
          step: step as v.AgreementState,
          date: '2027-01-01',
          ref: null,
        }));
        // Signed on one day, so that signing at once is in order.
        const signed = { KR: '2027-01-01', KH: '2027-01-01' };
        const plan = makePlan({ agreements: [makeAgreement({ state: to, approval, signed })] });
        const inOrder = !keysSaid('R-AGR-02', plan).includes('step_order');
        expect([from, to, nextOf('agreement', from).includes(to)]).toEqual([from, to, inOrder]);
      }
    }
  });
});

describe('stages', () => {
  it('call open what rules await, and not what is over', () => {
    expect(
      ['submitted', 'acknowledged', 'in_progress', 'partly_answered'].every((s) =>
        isOpen('request', s as v.RequestState),
      ),
    ).toBe(true);
    expect(isOpen('request', 'answered')).toBe(false);
    expect(isFinal('request', 'answered')).toBe(false);
    expect(isOpen('movement', 'held')).toBe(true);
    expect(isOpen('task', 'cancelled')).toBe(false);
    expect(isFinal('agreement', 'denounced')).toBe(true);
    expect(isOpen('task', 'constructor' as v.TaskState)).toBe(false);
    expect(stepsFrom('task', '__proto__' as v.TaskState)).toEqual([]);
  });
  it('seal an issued order and an approved release, with no way back into the text', () => {
    for (const state of v.ORDER_STATES) expect(isSealed('order', state)).toBe(!['draft', 'review'].includes(state));
    expect(
      LIFECYCLES.order.steps.filter((step) => isSealed('order', step.from) && !isSealed('order', step.to)),
    ).toEqual([]);
    for (const state of ['approved', 'signed', 'sent'] as const) expect(isSealed('release', state)).toBe(true);
    const back = LIFECYCLES.release.steps.filter(
      (step) => isSealed('release', step.from) && !isSealed('release', step.to),
    );
    expect(back.map((step) => `${step.from} ${step.to}`)).toEqual(['approved draft']);
  });
  it('remember the state of the main line behind side states', () => {
    expect(originOf('operation', ['proposed', 'scoping', 'suspended', 'aborted'])).toBe('scoping');
    expect(originOf('movement', ['held'])).toBeNull();
  });
});
