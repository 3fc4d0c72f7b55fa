/** What holds for every plan: same findings in any list order, no throw on what is missing, recheck equals sweep, and declared inputs are all inputs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomPlan } from '#test/builders/plan-arbitrary.ts';
import { NOT_RECORDED } from '../../model/held.ts';
import type { Plan, PlanTask } from '../../model/plan.ts';
import { buildFacts, type Facts } from '../facts/facts.ts';
import { moveH, withClock, withPlan, withTasks } from '../facts/overlay.ts';
import { recheck } from './recheck.ts';
import { RULES } from './registry.ts';
import type { Input } from './rule.ts';
import { diffFindings, keyOf, sweep } from './sweep.ts';

const CLOCK = Date.UTC(2027, 1, 10, 3);
const DAY = 86_400_000;
/** A plan as seed and size, so that a failing case is two numbers. */
const anySeed = fc.record({ seed: fc.nat(), size: fc.integer({ min: 0, max: 7 }) });
const planOf = ({ seed, size }: { readonly seed: number; readonly size: number }): Plan => randomPlan(seed, size);
const clocks = fc.integer({ min: 0, max: 150 }).map((days) => CLOCK + days * DAY);

/** Deterministic shuffle by a list of numbers. */
function shuffled<T>(items: readonly T[], keys: readonly number[]): readonly T[] {
  return items
    .map((item, i) => ({ item, key: keys[i % Math.max(1, keys.length)] ?? 0, i }))
    .sort((a, b) => a.key - b.key || b.i - a.i)
    .map(({ item }) => item);
}

/** The plan with every list turned over whose order has no meaning; approval steps and assets keep theirs (R-AGR-02, R-FIN-09). */
function turned(plan: Plan, keys: readonly number[]): Plan {
  const mix = <T>(items: readonly T[]): readonly T[] => shuffled(items, keys);
  const { order } = plan.operation;
  return {
    ...plan,
    operation: {
      ...plan.operation,
      order: order && { ...order, acknowledgements: mix(order.acknowledgements) },
    },
    agencies: mix(plan.agencies),
    sites: mix(plan.sites),
    holidays: mix(plan.holidays),
    phases: mix(plan.phases),
    syncGroups: mix(plan.syncGroups.map((group) => ({ ...group, tasks: mix(group.tasks) }))),
    tasks: mix(
      plan.tasks.map((task) => ({
        ...task,
        dependencies: mix(task.dependencies),
        people: mix(task.people),
        need: { ...task.need, languages: mix(task.need.languages) },
      })),
    ),
    people: mix(
      plan.people.map((person) => ({
        ...person,
        skills: mix(person.skills),
        arms: mix(person.arms),
        leave: mix(person.leave),
      })),
    ),
    jits: mix(
      plan.jits.map((jit) => ({
        ...jit,
        parties: mix(jit.parties),
        operatesIn: mix(jit.operatesIn),
        members: mix(jit.members),
        participants: mix(jit.participants),
        extensions: mix(jit.extensions),
        authorisations: mix(jit.authorisations),
      })),
    ),
    agreements: mix(
      plan.agreements.map((paper) => ({
        ...paper,
        parties: mix(paper.parties),
        covers: mix(paper.covers),
        transit: mix(paper.transit),
      })),
    ),
    movements: mix(
      plan.movements.map((move) => ({
        ...move,
        pax: mix(move.pax),
        via: mix(move.via),
        to: mix(move.to),
        journey: {
          ...move.journey,
          permissions: mix(move.journey.permissions),
          handovers: mix(move.journey.handovers.map((one) => ({ ...one, counts: mix(one.counts) }))),
        },
      })),
    ),
    flows: mix(plan.flows),
    requests: mix(plan.requests),
    deconfliction: mix(plan.deconfliction),
    risks: mix(plan.risks),
    records: mix(
      plan.records.map((record) => ({
        ...record,
        links: mix(record.links),
        purpose: mix(record.purpose),
        fiuConsent: mix(record.fiuConsent),
      })),
    ),
    releases: mix(
      plan.releases.map((release) => ({ ...release, records: mix(release.records), persons: mix(release.persons) })),
    ),
  };
}

/** Items that other items refer to fall out, as in a plan of which only parts were released. */
function holed(plan: Plan, keep: (n: number) => boolean): Plan {
  let n = 0;
  const some = <T>(items: readonly T[]): readonly T[] => items.filter(() => keep((n += 1)));
  return {
    ...plan,
    agencies: some(plan.agencies),
    sites: some(plan.sites),
    phases: some(plan.phases),
    syncGroups: some(plan.syncGroups),
    tasks: some(plan.tasks),
    people: some(plan.people),
    jits: some(plan.jits),
    agreements: some(plan.agreements),
    movements: some(plan.movements),
    assets: some(plan.assets),
    requests: some(plan.requests),
    records: some(plan.records),
    releases: some(plan.releases),
  };
}

describe('sweep', () => {
  it('gives the same findings whatever the order of the lists', () => {
    fc.assert(
      fc.property(anySeed, clocks, fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), (at, clock, keys) => {
        const plan = planOf(at);
        expect(sweep(buildFacts(turned(plan, keys), clock))).toEqual(sweep(buildFacts(plan, clock)));
      }),
      { numRuns: 150 },
    );
  });

  it('gives one finding per rule and subject, sorted, each about something the rule looks at', () => {
    fc.assert(
      fc.property(anySeed, clocks, (at, clock) => {
        const plan = planOf(at);
        const facts = buildFacts(plan, clock);
        const findings = sweep(facts);
        expect(new Set(findings.map(keyOf)).size).toBe(findings.length);
        expect(findings).toEqual([...findings].sort((a, b) => (a.rule + a.subject < b.rule + b.subject ? -1 : 1)));
        const rules = new Map(RULES.map((rule) => [rule.id, rule]));
        for (const finding of findings) {
          const rule = rules.get(finding.rule);
          expect([...(rule?.subjects(facts) ?? [])]).toContain(finding.subject);
          expect(rule?.check(facts, finding.subject)).toEqual(finding);
          expect(finding.message).not.toMatch(/undefined|null|NaN|\[object/);
          expect(rule?.severity === 'warn' ? finding.severity : 'warn').toBe('warn');
        }
      }),
      { numRuns: 80 },
    );
  });

  it('never throws on plans with dangling references and without H', () => {
    fc.assert(
      fc.property(anySeed, clocks, fc.infiniteStream(fc.boolean()), fc.boolean(), (at, clock, coins, blind) => {
        const plan = planOf(at);
        const parts = holed(plan, () => coins.next().value !== false);
        const seen = blind ? { ...parts, operation: { ...parts.operation, hHour: null } } : parts;
        expect(() => sweep(buildFacts(seen, clock, (_item, field) => field.length % 2 === 0))).not.toThrow();
      }),
      { numRuns: 150 },
    );
  });
});

/** One edit of a random kind on random items. */
const EDITS: readonly ((facts: Facts, other: Plan, pick: number) => Facts)[] = [
  (facts, other) => withTasks(facts, other.tasks.slice(0, 2)),
  (facts, _other, pick) =>
    withTasks(
      facts,
      [],
      facts.plan.tasks.length > 0 ? [(facts.plan.tasks[pick % facts.plan.tasks.length] as PlanTask).id] : [],
    ),
  (facts, other) => withPlan(facts, { ...facts.plan, people: other.people }),
  (facts, other) => withPlan(facts, { ...facts.plan, people: other.people, tasks: other.tasks }),
  (facts, other) => withPlan(facts, { ...facts.plan, agreements: other.agreements }),
  (facts, other) => withPlan(facts, { ...facts.plan, jits: other.jits, movements: other.movements }),
  (facts, other) =>
    withPlan(facts, { ...facts.plan, assets: other.assets, flows: other.flows, requests: other.requests }),
  (facts, other) =>
    withPlan(facts, { ...facts.plan, records: other.records, releases: other.releases, agencies: other.agencies }),
  (facts, other) =>
    withPlan(facts, { ...facts.plan, sites: other.sites, phases: other.phases, syncGroups: other.syncGroups }),
  (facts, other) =>
    withPlan(facts, {
      ...facts.plan,
      limits: other.limits,
      holidays: other.holidays,
      risks: other.risks,
      deconfliction: other.deconfliction,
    }),
  (facts, other) => withPlan(facts, { ...facts.plan, operation: other.operation }),
  (facts, _other, pick) => moveH(facts, (pick % 4000) - 2000),
  (facts, _other, pick) => withClock(facts, facts.clock + (pick % 90) * DAY),
  (facts, _other, pick) => withClock(facts, facts.clock + (pick % 48) * 3_600_000),
];

describe('recheck', () => {
  it('equals a full sweep after any run of edits, each on top of the last', () => {
    fc.assert(
      fc.property(
        anySeed,
        anySeed,
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 }),
        (plan, other, picks) => {
          let facts = buildFacts(planOf(plan), CLOCK);
          let findings = sweep(facts);
          for (const [kind, pick] of picks) {
            const after = EDITS[kind % EDITS.length]?.(facts, planOf(other), pick) ?? facts;
            findings = recheck(facts, after, findings);
            expect(findings).toEqual(sweep(buildFacts(after.plan, after.clock)));
            facts = after;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('asks everything again when what is withheld changes', () => {
    const facts = buildFacts(randomPlan(7, 6), CLOCK);
    const blind = { ...facts, withheld: () => true };
    expect(recheck(facts, blind, sweep(facts))).toEqual(sweep(blind));
    expect(sweep(blind)).not.toEqual(sweep(facts));
  });
});

describe('diffFindings', () => {
  it('leads from one state to the other', () => {
    fc.assert(
      fc.property(anySeed, anySeed, (a, b) => {
        const before = sweep(buildFacts(planOf(a), CLOCK));
        const after = sweep(buildFacts(planOf(b), CLOCK));
        const { added, gone, changed } = diffFindings(before, after);
        const keys = new Set(before.map(keyOf));
        for (const finding of gone) expect(keys.delete(keyOf(finding))).toBe(true);
        for (const finding of added) keys.add(keyOf(finding));
        expect([...keys].sort()).toEqual(after.map(keyOf).sort());
        for (const pair of changed) expect(keyOf(pair.before)).toBe(keyOf(pair.after));
      }),
      { numRuns: 60 },
    );
  });
});

/** Which list of the plan an index of the facts is made of. */
const SOURCE_OF: Readonly<Record<string, Input | null>> = {
  agencies: 'agencies',
  sites: 'sites',
  phases: 'phases',
  syncGroups: 'syncGroups',
  people: 'people',
  jits: 'jits',
  agreements: 'agreements',
  movements: 'movements',
  assets: 'assets',
  requests: 'requests',
  deconfliction: 'deconfliction',
  risks: 'risks',
  records: 'records',
  releases: 'releases',
  holidaysByCountry: 'holidays',
  peopleByAgency: 'people',
  syncGroupsByTask: 'syncGroups',
  movementsByTask: 'movements',
  requestsByAsset: 'requests',
  assetsByReference: 'assets',
  flowsByAsset: 'flows',
  recordsByLink: 'records',
  tasks: 'tasks',
  timelines: 'tasks',
  clockwork: 'time',
  plan: null,
  clock: null,
  today: null,
  withheld: null,
};

/** Facts that note which inputs are looked at. */
function watched(facts: Facts, seen: Set<Input>, turn: { clock: boolean }): Facts {
  const plan = new Proxy(facts.plan, {
    get(target, key: keyof Plan) {
      if (key === 'operation')
        return new Proxy(target.operation, {
          get: (operation, field: keyof Plan['operation']) => note(field, operation[field]),
        });
      seen.add(key as Input);
      return target[key];
    },
  });
  const note = <V>(field: string, value: V): V => {
    seen.add(field === 'hHour' || field === 'dDay' ? 'time' : 'operation');
    return value;
  };
  return new Proxy(facts, {
    get(target, key: string) {
      if (!(key in SOURCE_OF)) throw new Error(`no source for ${key}`);
      if (key === 'plan') return plan;
      if (key === 'clock' || key === 'today') turn.clock = true;
      const source = SOURCE_OF[key];
      if (source) seen.add(source);
      return target[key as keyof Facts];
    },
  });
}

describe('random plans', () => {
  /** Rules that ask for what only a workspace holds: the properties above say something of each. */
  const HELD = [
    'R-OP-07',
    'R-PER-15',
    'R-JIT-06',
    'R-JIT-10',
    'R-AGR-07',
    'R-MOV-13',
    'R-MOV-14',
    'R-MOV-15',
    'R-MOV-16',
    'R-MOV-18',
    'R-FIN-08',
    'R-FIN-10',
    'R-FIN-11',
    'R-HAN-04',
    'R-HAN-12',
  ];
  it('reach every rule about what is held', () => {
    const fired = new Set<string>();
    for (let seed = 0; seed < 250; seed += 1) {
      const facts = buildFacts(randomPlan(seed, 7), CLOCK + seed * 3_600_000);
      for (const finding of sweep(facts)) fired.add(finding.rule);
    }
    expect(HELD.filter((id) => !fired.has(id))).toEqual([]);
  });
  it('say nothing of what is not recorded', () => {
    const asked = RULES.filter((rule) => HELD.includes(rule.id));
    expect(asked).toHaveLength(HELD.length);
    fc.assert(
      fc.property(anySeed, clocks, (at, clock) => {
        expect(sweep(buildFacts(unrecorded(planOf(at)), clock), asked)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** The plan as an operation file would give it: nothing beyond the file is recorded. */
function unrecorded(plan: Plan): Plan {
  const { order } = plan.operation;
  return {
    ...plan,
    operation: { ...plan.operation, order: order && { ...order, ...NOT_RECORDED.order } },
    agencies: plan.agencies.map((one) => ({ ...one, ...NOT_RECORDED.agency })),
    tasks: plan.tasks.map((one) => ({ ...one, ...NOT_RECORDED.task })),
    jits: plan.jits.map((one) => ({ ...one, ...NOT_RECORDED.jit })),
    agreements: plan.agreements.map((one) => ({ ...one, ...NOT_RECORDED.agreement })),
    movements: plan.movements.map((one) => ({ ...one, ...NOT_RECORDED.movement })),
    assets: plan.assets.map((one) => ({ ...one, ...NOT_RECORDED.asset })),
    requests: plan.requests.map((one) => ({ ...one, ...NOT_RECORDED.request })),
    records: plan.records.map((one) => ({ ...one, ...NOT_RECORDED.record })),
    releases: plan.releases.map((one) => ({ ...one, ...NOT_RECORDED.release })),
  };
}

describe('declared inputs', () => {
  // Reading the reference zone counts as `time` for a phase window: it is only used beside H and D.
  it.each(RULES)('$id looks at nothing but what it declares', (rule) => {
    const seen = new Set<Input>();
    const turn = { clock: false };
    for (let seed = 0; seed < 60; seed += 1) {
      const plain = buildFacts(randomPlan(seed, 7), CLOCK);
      rule.checkAll(watched({ ...plain, timelines: new Map() }, seen, turn));
    }
    if (rule.reads.has('time')) seen.delete('operation');
    expect([...seen].filter((input) => !rule.reads.has(input))).toEqual([]);
    expect(turn.clock && rule.cadence === 'change').toBe(false);
  });
});
