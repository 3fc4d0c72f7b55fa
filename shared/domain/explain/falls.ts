/**
 * What falls when an agreement or a joint investigation team lapses on a day: everything that stood on it from that day on, what else
 * would carry each, and the findings that come. The day itself is the first without it.
 */
import type { Code, CountryCode, InstantMs, LocalDate, PlanAgreement, PlanJit, PlanTask } from '../../model/plan.ts';
import type { AssetState, Category } from '../../model/vocabulary.ts';
import { addDays } from '../../time/calendar.ts';
import { compareCodes, type Facts, isLive, leastSpan } from '../facts/facts.ts';
import { replaceAgreement, replaced, withClock, withPlan } from '../facts/overlay.ts';
import { isInForce, jitEnd } from '../facts/papers.ts';
import { cooperationInForce } from '../handling/passing.ts';
import { coverNeeds, departureDay, needsCover } from '../legal-basis/instruments.ts';
import { passingOf } from '../rules/han.ts';
import { RULES, ruleById } from '../rules/registry.ts';
import type { Input } from '../rules/rule.ts';
import { diffFindings, type FindingsDiff, sweep } from '../rules/sweep.ts';

/** A row of a movement on its route or through a transit state. */
export interface FallenRow {
  readonly movement: Code;
  readonly day: LocalDate;
  readonly nat: CountryCode;
  readonly cat: Category;
  readonly n: number;
  readonly to: CountryCode;
  /** null: the route itself. */
  readonly via: CountryCode | null;
  /** The row names the agreement as its basis (R-MOV-01): it falls even where others would carry it, until another is named. */
  readonly named: boolean;
  /** Other instruments that carry it on that day, by id. */
  readonly others: readonly Code[];
}
export interface FallenRelease {
  readonly release: Code;
  readonly to: Code;
  readonly others: readonly Code[];
}
export interface FallenAsset {
  readonly asset: Code;
  readonly state: AssetState;
  /** Reference of a court order that still carries it (R-FIN-06). */
  readonly order: string | null;
}
export interface WhatFalls {
  readonly agreement: Code;
  readonly on: LocalDate;
  /** R-AGR-01, R-AGR-03, R-MOV-01 */
  readonly rows: readonly FallenRow[];
  /** R-HAN-06 */
  readonly releases: readonly FallenRelease[];
  /** R-FIN-06 */
  readonly assets: readonly FallenAsset[];
  readonly findings: FindingsDiff;
  /** How many of them nothing else carries. */
  readonly uncovered: number;
}
export interface FallenTask {
  readonly task: Code;
  readonly start: InstantMs;
  /** Other teams under whose agreement the task could be done, by id. */
  readonly others: readonly Code[];
}
export interface WhatFallsWithJit {
  readonly jit: Code;
  readonly on: LocalDate;
  /** R-JIT-03, by start */
  readonly tasks: readonly FallenTask[];
  readonly findings: FindingsDiff;
  readonly uncovered: number;
}

/** What stands on an agreement from a day on. Something that does not stand on it today is not in the answer. */
export function whatFalls(facts: Facts, agreement: PlanAgreement, on: LocalDate): WhatFalls {
  const now = onOrAfter(facts, on);
  const without = replaceAgreement(now, lapsed(agreement, on));
  const rows = fallenRows(now, agreement, on);
  const releases = fallenReleases(now, agreement, on);
  const assets = [...facts.assets.values()]
    .filter((asset) => asset.agreement === agreement.id)
    .map(({ id, state, order }) => ({ asset: id, state, order: order?.ref ?? null }))
    .sort((a, b) => compareCodes(a.asset, b.asset));
  return {
    agreement: agreement.id,
    on,
    rows,
    releases,
    assets,
    findings: differenceFor(now, without, 'agreements'),
    uncovered:
      rows.filter(({ named, others }) => named || others.length === 0).length +
      releases.filter(({ others }) => others.length === 0).length +
      assets.filter(({ order }) => order === null).length,
  };
}

/** The facts on that day, or today where the day is over: what depends on the date is judged with and without at the same moment. */
function onOrAfter(facts: Facts, on: LocalDate): Facts {
  return on > facts.today ? withClock(facts, facts.clockwork.dayStart(on)) : facts;
}

/** Last in force the day before; what ended earlier stays as it is. The state is kept: until that day the paper carries. */
function lapsed(agreement: PlanAgreement, on: LocalDate): PlanAgreement {
  const last = addDays(on, -1);
  return agreement.until !== null && agreement.until <= last ? agreement : { ...agreement, until: last };
}

function differenceFor(before: Facts, after: Facts, input: Input): FindingsDiff {
  // What the paper's own extensions lack (R-JIT-08) is not settled by its lapse.
  const rules = RULES.filter((rule) => rule.reads.has(input) && rule.id !== 'R-JIT-08');
  return diffFindings(sweep(before, rules), sweep(after, rules));
}

function fallenRows(facts: Facts, agreement: PlanAgreement, on: LocalDate): readonly FallenRow[] {
  const fallen: FallenRow[] = [];
  for (const movement of facts.movements.values()) {
    const day = departureDay(facts, movement);
    if (!needsCover(movement) || day < on) continue;
    for (const { row, via, covering } of coverNeeds(facts, movement)) {
      const carries = covering.some(({ id }) => id === agreement.id);
      const stands = carries && (via !== null || row.basis === null || row.basis === agreement.id);
      if (!stands) continue;
      fallen.push({
        movement: movement.id,
        day,
        nat: row.nat,
        cat: row.cat,
        n: row.n,
        to: row.to,
        via,
        named: via === null && row.basis === agreement.id,
        others: covering.flatMap(({ id }) => (id === agreement.id ? [] : [id])),
      });
    }
  }
  return fallen.sort(
    (a, b) =>
      compareCodes(a.day, b.day) || compareCodes(a.movement, b.movement) || compareCodes(placeOf(a), placeOf(b)),
  );
}
const placeOf = ({ via, to, nat, cat, n }: FallenRow): string => `${via ?? ''} ${to} ${nat} ${cat} ${n}`;

function fallenReleases(facts: Facts, agreement: PlanAgreement, on: LocalDate): readonly FallenRelease[] {
  if (agreement.type !== 'cooperation' || !isInForce(agreement, on)) return [];
  const fallen: FallenRelease[] = [];
  for (const release of facts.releases.values()) {
    const passing = passingOf(release);
    if (!passing || facts.agencies.get(passing.to)?.role !== 'victim_support') continue;
    if (!release.records.some((id) => facts.records.get(id)?.personal)) continue;
    const covering = cooperationInForce(facts, passing, release.purpose).map(({ id }) => id);
    if (!covering.includes(agreement.id)) continue;
    fallen.push({ release: release.id, to: passing.to, others: covering.filter((id) => id !== agreement.id) });
  }
  return fallen.sort((a, b) => compareCodes(a.release, b.release));
}

/** Rules that say whether a task may be done under a team: in force, within its term, in a state where it operates, by people who may. */
const TEAM_RULES = ['R-JIT-02', 'R-JIT-03', 'R-JIT-04', 'R-JIT-05'];
const mayAct = (facts: Facts, task: PlanTask): boolean =>
  TEAM_RULES.every((id) => ruleById(id)?.check(facts, task.id) === null);

/** What stands on a team from a day on: its tasks that last into or beyond that day and may be done until then. */
export function whatFallsWithJit(facts: Facts, jit: PlanJit, on: LocalDate): WhatFallsWithJit {
  const now = onOrAfter(facts, on);
  const last = addDays(on, -1);
  // Extensions fall with the term they extend.
  const ended = jitEnd(jit) <= last ? jit : { ...jit, until: last, extensions: [] };
  const without = withPlan(now, { ...now.plan, jits: replaced(now.plan.jits, ended) });
  const others = [...facts.jits.values()].filter(({ id }) => id !== jit.id).sort((a, b) => compareCodes(a.id, b.id));
  const tasks: FallenTask[] = [];
  for (const task of facts.tasks.by('jit', jit.id)) {
    const span = isLive(task) ? leastSpan(facts, task) : null;
    if (!span || span.end <= facts.clockwork.dayEnd(last)) continue;
    if (!mayAct(now, task) || mayAct(without, task)) continue;
    // Single tasks are asked about, so the list of tasks may stay as it is.
    const under = others.filter(({ id }) => mayAct({ ...now, tasks: now.tasks.put([{ ...task, jit: id }]) }, task));
    tasks.push({ task: task.id, start: span.start, others: under.map(({ id }) => id) });
  }
  tasks.sort((a, b) => a.start - b.start || compareCodes(a.task, b.task));
  return {
    jit: jit.id,
    on,
    tasks,
    findings: differenceFor(now, without, 'jits'),
    uncovered: tasks.filter((task) => task.others.length === 0).length,
  };
}
