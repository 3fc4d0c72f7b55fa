/** The short ways give the answers of the long ones: effect against the whole engine, three against everybody, cells against the rules. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomPlan } from '#test/builders/plan-arbitrary.ts';
import type { Plan, PlanTask } from '../../model/plan.ts';
import { buildFacts, type Facts, isLive, spanOf } from '../facts/facts.ts';
import { moveH, replaceTask } from '../facts/overlay.ts';
import { addDays } from '../../time/calendar.ts';
import { previewFindings } from '../rules/recheck.ts';
import { compareFindings, diffFindings, sweep } from '../rules/sweep.ts';
import { countClosed, effectOfPeople, why, whyNot } from './assignment.ts';
import { coverageOf } from './coverage.ts';
import { whatFalls, whatFallsWithJit } from './falls.ts';
import { gapOf, gapsOf } from './gaps.ts';
import { moveOfH } from './move-h.ts';
import { bestThree, bestThreeAskingAll } from './suggest.ts';

const CLOCK = Date.UTC(2027, 1, 10, 3);
const anyPlan = fc.record({ seed: fc.nat(), size: fc.integer({ min: 1, max: 8 }) });
const planOf = ({ seed, size }: { readonly seed: number; readonly size: number }): Plan => randomPlan(seed, size);

/** A plan made staffable: needs that can be met, loads and papers that let some through and stop others. */
function staffed(plan: Plan, easy: boolean): Plan {
  return easy
    ? {
        ...plan,
        people: plan.people.map((person, i) => ({
          ...person,
          vetting: i % 4 === 0 ? person.vetting : '2029-01-01',
          medical: i % 5 === 0 ? person.medical : '2029-01-01',
          leave: i % 3 === 0 ? person.leave : [],
          skills: i % 2 === 0 ? ['command', 'entry', ...person.skills] : person.skills,
        })),
        tasks: plan.tasks.map((task) => ({ ...task, site: 'REM', armed: false, jit: null, load: 40 })),
      }
    : plan;
}

/** A plan with papers in force: instruments that reach its routes, agreements on data with support bodies, teams at work. */
function papered(plan: Plan): Plan {
  const routes = plan.movements.map(({ from, to }) => ({ from: [from], to }));
  const support = new Set(plan.releases.flatMap(({ to }) => (to === null ? [] : [to])));
  return {
    ...plan,
    agencies: plan.agencies.map((agency) => (support.has(agency.id) ? { ...agency, role: 'victim_support' } : agency)),
    records: plan.records.map((record) => ({ ...record, personal: true })),
    releases: plan.releases.map((release) => ({ ...release, status: 'draft' })),
    movements: plan.movements.map((movement) => ({
      ...movement,
      status: 'planned',
      pax: movement.pax.map((row, i) => ({
        ...row,
        to: movement.to[0] ?? row.to,
        basis: i % 2 === 0 ? row.basis : null,
      })),
    })),
    agreements: plan.agreements.map((paper, i) => {
      const release = i % 3 === 0 ? plan.releases[i % Math.max(1, plan.releases.length)] : undefined;
      const parties = release?.by && release.to ? [release.by, release.to] : ['KR', 'KH'];
      return {
        ...paper,
        type: release ? 'cooperation' : i % 2 === 0 ? 'mou' : paper.type,
        parties,
        state: 'in_force',
        signed: Object.fromEntries(parties.map((party) => [party, '2026-01-01'])),
        from: '2026-01-01',
        until: i % 4 === 0 ? paper.until : null,
        covers: release
          ? []
          : routes
              .filter((_, n) => (n + i) % 2 === 0)
              .map((route) => ({
                ...route,
                nat: ['*'],
                cat: ['victim', 'suspect', 'irregular'],
                data: [],
                purpose: null,
              })),
        transit: plan.movements.flatMap(({ via }, n) =>
          n % 2 === i % 2
            ? via.map((cc) => ({ via: cc, nat: ['*'], cat: ['victim' as const, 'witness' as const] }))
            : [],
        ),
      };
    }),
    jits: plan.jits.map((jit) => ({
      ...jit,
      status: 'in_force',
      signed: Object.fromEntries(jit.parties.map((party) => [party, '2026-01-01'])),
      from: '2026-01-01',
      until: '2027-12-31',
      operatesIn: ['KH', 'PH', 'LA', 'TH', 'KR', 'VN', 'SG', 'FR'],
    })),
  };
}

const factsOf = (plan: Plan): { readonly facts: Facts; readonly findings: ReturnType<typeof sweep> } => {
  const facts = buildFacts(plan, CLOCK);
  return { facts, findings: sweep(facts) };
};
const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

describe('what the people of a task change', () => {
  it('is what the whole engine says, for those who join and those who leave', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyPlan, fc.nat(), fc.nat(), fc.boolean(), (at, t, p, easy) => {
        const plan = staffed(planOf(at), easy);
        const { facts, findings } = factsOf(plan);
        const [task, person] = [pick(plan.tasks, t), pick(plan.people, p)];
        if (!task || !person) return;
        const on = task.people.includes(person.id);
        const people = on ? task.people.filter((id) => id !== person.id) : [...task.people, person.id];
        const effect = effectOfPeople(facts, findings, task, people);
        const whole = previewFindings(facts, replaceTask(facts, { ...task, people }), findings);
        expect(effect.added).toEqual(whole.added);
        expect(effect.gone).toEqual(whole.gone);
        const changed = [...effect.worse, ...effect.eased].sort((a, b) => compareFindings(a.after, b.after));
        expect(changed).toEqual(whole.changed);
        seen += effect.added.length + effect.gone.length + changed.length;
        const answer = on ? why(facts, findings, person, task)?.without : whyNot(facts, findings, person, task);
        expect(answer).toMatchObject({ added: effect.added, gone: effect.gone });
      }),
      { numRuns: 400 },
    );
    // A test in which nothing ever changed would hold for anything.
    expect(seen).toBeGreaterThan(200);
  });

  it('closes exactly the parts of the gap that are gone afterwards', () => {
    fc.assert(
      fc.property(anyPlan, fc.nat(), fc.nat(), (at, t, p) => {
        const plan = staffed(planOf(at), true);
        const { facts, findings } = factsOf(plan);
        const [task, person] = [pick(plan.tasks, t), pick(plan.people, p)];
        if (!task || !person || task.people.includes(person.id) || !isLive(task)) return;
        const { closes } = whyNot(facts, findings, person, task);
        const lack = (facts_: Facts, task_: PlanTask): number => {
          const gap = gapOf(facts_, task_);
          if (!gap) return 0;
          return (
            gap.skills.reduce((sum, { needed, have }) => sum + needed - have, 0) +
            gap.languages.length +
            (gap.arms ? 1 : 0)
          );
        };
        const staffedTask = { ...task, people: [...task.people, person.id] };
        const after = replaceTask(facts, staffedTask);
        const nobody = closes.nobody && countClosed(closes) > 0 ? 1 : 0;
        expect(countClosed(closes) - nobody).toBe(lack(facts, task) - lack(after, staffedTask));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the best three', () => {
  it('are those of asking about everybody: the quick look never drops one of them', () => {
    let suggested = 0;
    let left = 0;
    fc.assert(
      fc.property(anyPlan, fc.nat(), fc.boolean(), (at, t, easy) => {
        const plan = staffed(planOf(at), easy);
        const { facts, findings } = factsOf(plan);
        const task = pick(plan.tasks, t);
        if (!task) return;
        const quick = bestThree(facts, findings, task);
        expect(quick).toEqual(bestThreeAskingAll(facts, findings, task));
        suggested += quick.best.length;
        left += quick.others.blocked;
        for (const { added, worse, closed } of quick.best) {
          expect(closed).toBeGreaterThan(0);
          expect([...added, ...worse.map(({ after }) => after)].filter((f) => f.severity === 'block')).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
    expect(suggested).toBeGreaterThan(50);
    expect(left).toBeGreaterThan(20);
  });

  it('do not depend on the order of people and tasks', () => {
    fc.assert(
      fc.property(anyPlan, fc.nat(), (at, t) => {
        const plan = staffed(planOf(at), true);
        const task = pick(plan.tasks, t);
        if (!task) return;
        const turned = { ...plan, people: plan.people.toReversed(), tasks: plan.tasks.toReversed() };
        const [one, other] = [factsOf(plan), factsOf(turned)];
        expect(bestThree(other.facts, other.findings, task)).toEqual(bestThree(one.facts, one.findings, task));
        expect(gapsOf(other.facts)).toEqual(gapsOf(one.facts));
      }),
      { numRuns: 100 },
    );
  });
});

describe('gaps', () => {
  it('are the tasks with a finding about needs, and those nobody may carry on', () => {
    fc.assert(
      fc.property(anyPlan, (at) => {
        const { facts, findings } = factsOf(planOf(at));
        const about = new Set(
          findings.flatMap((f) => {
            const decides = f.items.some(({ key }) => key === 'no_owner' || key === 'no_deputy');
            return ['R-PER-03', 'R-PER-07'].includes(f.rule) || (f.rule === 'R-OP-04' && decides) ? [f.subject] : [];
          }),
        );
        const gaps = gapsOf(facts);
        expect(new Set(gaps.filter((g) => !g.arms || about.has(g.task)).map((g) => g.task))).toEqual(about);
      }),
      { numRuns: 200 },
    );
  });
});

describe('coverage', () => {
  it('has an open cell exactly where R-AGR-01 or R-AGR-03 has a finding', () => {
    let [open, covered] = [0, 0];
    fc.assert(
      fc.property(anyPlan, fc.boolean(), (at, inForce) => {
        const { facts, findings } = factsOf(inForce ? papered(planOf(at)) : planOf(at));
        for (const movement of facts.movements.values()) {
          const { needed, rows } = coverageOf(facts, movement);
          const cells = rows.flatMap((row) => row.cells);
          const isOpen = (route: boolean): boolean =>
            needed &&
            cells.some((c) => (c.via === null) === route && (c.state === 'open' || c.state === 'other_basis'));
          const has = (rule: string): boolean => findings.some((f) => f.rule === rule && f.subject === movement.id);
          expect([isOpen(true), isOpen(false)]).toEqual([has('R-AGR-01'), has('R-AGR-03')]);
          for (const cell of cells) {
            for (const miss of cell.misses) expect(miss.faults).not.toEqual([]);
            if (cell.by.length > 0) covered += 1;
            else open += 1;
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(open).toBeGreaterThan(100);
    expect(covered).toBeGreaterThan(100);
  });
});

describe('what falls', () => {
  it('with an agreement shows in the findings: each uncovered row and release has its own, and none comes from nowhere', () => {
    const seen = { alone: 0, shared: 0, releases: 0 };
    fc.assert(
      fc.property(anyPlan, fc.nat(), fc.integer({ min: -30, max: 120 }), (at, a, days) => {
        const { facts } = factsOf(papered(planOf(at)));
        const agreement = pick([...facts.agreements.values()], a);
        if (!agreement) return;
        const falls = whatFalls(facts, agreement, addDays(facts.today, days));
        const said = new Set(
          [...falls.findings.added, ...falls.findings.changed.map(({ after }) => after)].map(
            (f) => `${f.rule} ${f.subject}`,
          ),
        );
        const lost = falls.rows
          .filter(({ named, others }) => named || others.length === 0)
          .map(({ via, movement }) => `${via === null ? 'R-AGR-01' : 'R-AGR-03'} ${movement}`);
        for (const pair of lost) expect([...said]).toContain(pair);
        // A finding that was there may only name one more near miss.
        const cover = falls.findings.added.map((f) => `${f.rule} ${f.subject}`).filter((p) => /^R-AGR-0[13] /.test(p));
        expect(cover.filter((pair) => !lost.includes(pair))).toEqual([]);
        seen.alone += lost.length;
        seen.shared += falls.rows.length - lost.length;
        seen.releases += falls.releases.length;
        const shut = falls.releases
          .filter(({ others }) => others.length === 0)
          .map(({ release }) => `R-HAN-06 ${release}`);
        expect([...said].filter((pair) => pair.startsWith('R-HAN-06')).sort()).toEqual(shut.sort());
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.alone, seen.shared, seen.releases)).toBeGreaterThan(10);
  });

  it('with a team is each task that the team alone carried, and R-JIT-03 says so', () => {
    let fallen = 0;
    fc.assert(
      fc.property(anyPlan, fc.nat(), fc.integer({ min: -30, max: 120 }), (at, j, days) => {
        const { facts } = factsOf(papered(planOf(at)));
        const jit = pick([...facts.jits.values()], j);
        if (!jit) return;
        const falls = whatFallsWithJit(facts, jit, addDays(facts.today, days));
        const added = falls.findings.added.map((f) => `${f.rule} ${f.subject}`);
        for (const { task } of falls.tasks) expect(added).toContain(`R-JIT-03 ${task}`);
        fallen += falls.tasks.length;
        // And the other way about: whatever R-JIT-03 adds stood on the team, or was stopped by another rule of its own.
        const clean = added.filter((pair) => {
          const task = pair.startsWith('R-JIT-03 ') ? pair.slice('R-JIT-03 '.length) : null;
          return task !== null && !sweep(facts).some((f) => f.subject === task && /^R-JIT-0[245]$/.test(f.rule));
        });
        expect(falls.tasks.map(({ task }) => `R-JIT-03 ${task}`).sort()).toEqual(clean.sort());
      }),
      { numRuns: 200 },
    );
    expect(fallen).toBeGreaterThan(10);
  });
});

describe('a move of H', () => {
  it('leaves no task, departure or effect out: each has moved or stayed, and findings are those of a full sweep', () => {
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: -3000, max: 3000 }), (at, minutes) => {
        const { facts, findings } = factsOf(planOf(at));
        const move = moveOfH(facts, findings, minutes);
        expect(move === null).toBe(facts.plan.operation.hHour === null);
        if (!move) return;
        const after = moveH(facts, minutes);
        expect(move.all).toEqual(sweep(after));
        expect(move.findings).toEqual(diffFindings(findings, sweep(after)));
        const codes = (kind: string): readonly string[] =>
          move.stayed.flatMap((s) => (s.kind === kind ? [s.code] : [])).sort();
        expect([...move.moved.map(({ task }) => task), ...codes('task')].sort()).toEqual(
          facts.plan.tasks.flatMap((task) => (spanOf(facts, task).start === null ? [] : [task.id])).sort(),
        );
        expect(codes('movement')).toEqual(facts.plan.movements.map(({ id }) => id).sort());
        expect(codes('request')).toEqual(facts.plan.requests.flatMap(({ id, effect }) => (effect ? [id] : [])).sort());
      }),
      { numRuns: 200 },
    );
  });
});
