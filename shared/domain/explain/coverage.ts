/**
 * Coverage of movements: for every row, on its route and through each transit state, which instruments carry it and until when,
 * or why those that come near do not. Same answer as R-AGR-01 and R-AGR-03 (tests), from an index over routes so that all movements
 * of a portfolio can be looked at.
 */
import type { Code, CountryCode, LocalDate, PlanAgreement, PlanMovement, PlanPax } from '../../model/plan.ts';
import { compareCodes, type Facts } from '../facts/facts.ts';
import { isInForce } from '../facts/papers.ts';
import {
  type CoverFault,
  departureDay,
  forceFaults,
  names,
  namesRow,
  namesTransit,
  needsCover,
  typeFits,
} from '../legal-basis/instruments.ts';

/** Why an instrument that reaches the route or the transit state does not carry a row. */
export type MissFault = CoverFault | { readonly fault: 'nationality' | 'category' };
export interface Miss {
  readonly agreement: Code;
  readonly faults: readonly MissFault[];
}
export interface Carrier {
  readonly agreement: Code;
  /** Last day in force; null: open. */
  readonly until: LocalDate | null;
}
/**
 * `covered`: an instrument carries the row, and it is the one the row names if it names one. `other_basis`: the named one does not.
 * `unseen`: the named one is not in this copy and is not judged. `open`: nothing carries it.
 */
export type CoverState = 'covered' | 'other_basis' | 'unseen' | 'open';

/** One row on one leg. */
export interface CoverCell {
  /** null: the route itself. */
  readonly via: CountryCode | null;
  readonly state: CoverState;
  /** Every instrument in force that carries it, by id. */
  readonly by: readonly Carrier[];
  /** Last day on which one of them still carries it; null: open end. Absent when nothing does. */
  readonly until?: LocalDate | null;
  /** Nearest first: fewest reasons, then id. */
  readonly misses: readonly Miss[];
}
export interface CoverRow {
  readonly row: PlanPax;
  readonly cells: readonly CoverCell[];
}
export interface MovementCoverage {
  readonly movement: Code;
  /** Day of departure in the reference zone. */
  readonly day: LocalDate;
  /** Whether the movement still needs its instruments (R-AGR-01). */
  readonly needed: boolean;
  readonly rows: readonly CoverRow[];
  /** Cells, and those that are open or stand on another basis. */
  readonly cells: number;
  readonly open: number;
}

interface Instruments {
  /** By `from to` of a coverage row. */
  readonly byRoute: ReadonlyMap<string, readonly PlanAgreement[]>;
  readonly byTransit: ReadonlyMap<CountryCode, readonly PlanAgreement[]>;
}
const indexes = new WeakMap<Facts['agreements'], Instruments>();

/** Instruments by the routes and transit states they reach, each list by id; made once for one list of agreements. */
function instrumentsOf(facts: Facts): Instruments {
  const known = indexes.get(facts.agreements);
  if (known) return known;
  const [byRoute, byTransit] = [new Map<string, PlanAgreement[]>(), new Map<CountryCode, PlanAgreement[]>()];
  const put = (map: Map<string, PlanAgreement[]>, key: string, agreement: PlanAgreement): void => {
    const list = map.get(key);
    if (!list) map.set(key, [agreement]);
    else if (list.at(-1) !== agreement) list.push(agreement);
  };
  for (const agreement of [...facts.agreements.values()].sort((a, b) => compareCodes(a.id, b.id))) {
    for (const { from, to } of agreement.covers)
      for (const start of from) for (const end of to) put(byRoute, `${start} ${end}`, agreement);
    for (const { via } of agreement.transit) put(byTransit, via, agreement);
  }
  const made = { byRoute, byTransit };
  indexes.set(facts.agreements, made);
  return made;
}

/** Coverage of one movement, whatever its state; `needed` says whether anybody has to worry. */
export function coverageOf(facts: Facts, movement: PlanMovement): MovementCoverage {
  const day = departureDay(facts, movement);
  const legs: readonly (CountryCode | null)[] = [null, ...new Set(movement.via)];
  const rows = movement.pax.map((row) => ({ row, cells: legs.map((via) => cellOf(facts, movement, row, via, day)) }));
  const cells = rows.flatMap((row) => row.cells);
  return {
    movement: movement.id,
    day,
    needed: needsCover(movement),
    rows,
    cells: cells.length,
    open: cells.filter(({ state }) => state === 'open' || state === 'other_basis').length,
  };
}

/** Coverage of every movement, by departure and then code. */
export const coverageOfAll = (facts: Facts): readonly MovementCoverage[] =>
  [...facts.plan.movements]
    .sort((a, b) => a.depart - b.depart || compareCodes(a.id, b.id))
    .map((movement) => coverageOf(facts, movement));

function cellOf(
  facts: Facts,
  movement: PlanMovement,
  row: PlanPax,
  via: CountryCode | null,
  day: LocalDate,
): CoverCell {
  const { byRoute, byTransit } = instrumentsOf(facts);
  const near = (via === null ? byRoute.get(`${movement.from} ${row.to}`) : byTransit.get(via)) ?? [];
  const by: Carrier[] = [];
  const misses: Miss[] = [];
  for (const agreement of near) {
    const carries =
      via === null
        ? namesRow(agreement, movement.from, row) && typeFits(agreement.type, row)
        : namesTransit(agreement, via, row);
    if (carries && isInForce(agreement, day)) by.push({ agreement: agreement.id, until: agreement.until });
    else misses.push({ agreement: agreement.id, faults: faultsOf(agreement, movement, row, via, day) });
  }
  misses.sort((a, b) => a.faults.length - b.faults.length || compareCodes(a.agreement, b.agreement));
  const state = via === null ? routeState(facts, row, by) : by.length > 0 ? 'covered' : 'open';
  return { via, state, by, ...(by.length > 0 ? { until: lastOf(by) } : {}), misses };
}

/** As R-AGR-01 judges a row. */
function routeState(facts: Facts, { basis }: PlanPax, by: readonly Carrier[]): CoverState {
  if (basis === null) return by.length > 0 ? 'covered' : 'open';
  if (!facts.agreements.has(basis)) return 'unseen';
  return by.some(({ agreement }) => agreement === basis) ? 'covered' : 'other_basis';
}

const lastOf = (by: readonly Carrier[]): LocalDate | null =>
  by.reduce<LocalDate | null>(
    (last, { until }) => (last === null || until === null ? null : until > last ? until : last),
    by[0]?.until ?? null,
  );

function faultsOf(
  agreement: PlanAgreement,
  movement: PlanMovement,
  row: PlanPax,
  via: CountryCode | null,
  day: LocalDate,
): readonly MissFault[] {
  const reaching =
    via === null
      ? agreement.covers.filter(({ from, to }) => from.includes(movement.from) && to.includes(row.to))
      : agreement.transit.filter((clause) => clause.via === via);
  const forNationality = reaching.filter(({ nat }) => names(nat, row.nat));
  const faults: MissFault[] = [];
  if (forNationality.length === 0) faults.push({ fault: 'nationality' });
  if (!(forNationality.length > 0 ? forNationality : reaching).some(({ cat }) => cat.includes(row.cat)))
    faults.push({ fault: 'category' });
  if (via === null && !typeFits(agreement.type, row)) faults.push({ fault: 'type' });
  return [...faults, ...forceFaults(agreement, day)];
}
