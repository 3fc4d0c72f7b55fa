/**
 * Which instrument carries a movement: every row (route × nationality × category × day) and every transit state needs one in force.
 * Used by the rules, by the coverage picture and by the search for a way out, so all three give the same answer.
 */
import type { Code, CountryCode, LocalDate, PlanAgreement, PlanMovement, PlanPax } from '../../model/plan.ts';
import type { AgreementState, AgreementType, Category, MovementState } from '../../model/vocabulary.ts';
import { dateIn } from '../../time/wall-clock.ts';
import { compareCodes, type Facts } from '../facts/facts.ts';
import { isInForce, unsignedBy } from '../facts/papers.ts';

/** Movements that still need their instruments: those under way as well, and those held until they may go on. */
const NEEDS_COVER: ReadonlySet<MovementState> = new Set([
  'planned',
  'screening',
  'documents',
  'cleared',
  'departed',
  'in_transit',
  'held',
]);
export const needsCover = (movement: PlanMovement): boolean => NEEDS_COVER.has(movement.status);

/** Day of departure in the reference zone: the day an instrument must be in force. */
export const departureDay = (facts: Facts, movement: PlanMovement): LocalDate =>
  dateIn(facts.plan.operation.refTz, movement.depart);

/** Categories an instrument of a type can carry; `named`: whatever its coverage rows name (R-AGR-01). */
const CARRIES: Readonly<Record<AgreementType, readonly Category[] | 'named'>> = {
  readmission: ['irregular'],
  transfer_sentenced: ['sentenced'],
  extradition: ['suspect', 'sentenced'],
  victim_return: ['victim', 'witness'],
  mou: 'named',
  ad_hoc: 'named',
  jit: 'named',
  cooperation: [],
  transit: [],
};

/**
 * Whether the type of an instrument fits the category of a row. A readmission agreement is for people without a right to stay;
 * it also carries victims where its coverage names them and they go home to the state of their own nationality.
 */
export function typeFits(type: AgreementType, row: Pick<PlanPax, 'cat' | 'nat' | 'to'>): boolean {
  const carried = CARRIES[type];
  if (carried === 'named' || carried.includes(row.cat)) return true;
  return type === 'readmission' && row.cat === 'victim' && row.nat === row.to;
}

export const names = (list: readonly string[], nat: CountryCode): boolean => list.includes('*') || list.includes(nat);

/** Whether a coverage row of the instrument names this route, nationality and category; says nothing about force. */
export const namesRow = (agreement: PlanAgreement, from: CountryCode, row: PlanPax): boolean =>
  agreement.covers.some(
    (cover) =>
      cover.from.includes(from) &&
      cover.to.includes(row.to) &&
      names(cover.nat, row.nat) &&
      cover.cat.includes(row.cat),
  );

/** Whether a transit clause names this state, nationality and category; says nothing about force. */
export const namesTransit = (agreement: PlanAgreement, via: CountryCode, row: PlanPax): boolean =>
  agreement.transit.some((clause) => clause.via === via && names(clause.nat, row.nat) && clause.cat.includes(row.cat));

/** Instruments that carry a row on the day of departure, by id. */
export function coveringRow(facts: Facts, movement: PlanMovement, row: PlanPax): readonly PlanAgreement[] {
  const on = departureDay(facts, movement);
  return inOrder(facts).filter(
    (agreement) => namesRow(agreement, movement.from, row) && typeFits(agreement.type, row) && isInForce(agreement, on),
  );
}

/** States from which a paper no longer speaks. */
const SPENT: ReadonlySet<AgreementState> = new Set([
  'suspended',
  'expired',
  'denounced',
  'superseded',
  'withdrawn',
  'rejected',
]);
/**
 * Ad hoc papers (notes verbales) that name a row and its day without carrying it, by id: they may stand in for an instrument in force
 * (R-AGR-07). Where the row names a basis, only that one.
 */
export function standIns(facts: Facts, movement: PlanMovement, row: PlanPax): readonly PlanAgreement[] {
  const on = departureDay(facts, movement);
  return inOrder(facts).filter(
    (agreement) =>
      agreement.type === 'ad_hoc' &&
      !SPENT.has(agreement.state) &&
      (row.basis === null || row.basis === agreement.id) &&
      (agreement.from === null || agreement.from <= on) &&
      (agreement.until === null || on <= agreement.until) &&
      namesRow(agreement, movement.from, row) &&
      !isInForce(agreement, on),
  );
}

/** Instruments that carry a row through a transit state on the day of departure, by id. */
export function coveringTransit(
  facts: Facts,
  movement: PlanMovement,
  via: CountryCode,
  row: PlanPax,
): readonly PlanAgreement[] {
  const on = departureDay(facts, movement);
  return inOrder(facts).filter((agreement) => namesTransit(agreement, via, row) && isInForce(agreement, on));
}

export const inOrder = (facts: Facts): readonly PlanAgreement[] =>
  [...facts.agreements.values()].sort((a, b) => compareCodes(a.id, b.id));

/** One thing a movement needs an instrument for: a row on its route, or a row through a transit state. */
export interface CoverNeed {
  readonly row: PlanPax;
  /** null: the route itself. */
  readonly via: CountryCode | null;
  readonly covering: readonly PlanAgreement[];
}

/** Every need of a movement with the instruments that meet it. */
export function coverNeeds(facts: Facts, movement: PlanMovement): readonly CoverNeed[] {
  const vias: readonly (CountryCode | null)[] = [null, ...new Set(movement.via)];
  return movement.pax.flatMap((row) =>
    vias.map((via) => ({
      row,
      via,
      covering: via === null ? coveringRow(facts, movement, row) : coveringTransit(facts, movement, via, row),
    })),
  );
}

/** Why an instrument that names a row does not carry it on a day; empty when it does. */
export type CoverFault =
  | { readonly fault: 'type' | 'state' | 'no_start' }
  | { readonly fault: 'begins' | 'ended'; readonly date: LocalDate }
  | { readonly fault: 'unsigned'; readonly parties: readonly string[] };

export const coverFaults = (agreement: PlanAgreement, row: PlanPax, on: LocalDate): readonly CoverFault[] => [
  ...(typeFits(agreement.type, row) ? [] : [{ fault: 'type' } as const]),
  ...forceFaults(agreement, on),
];

/** Why an instrument is not in force on a day; empty exactly when `isInForce` says that it is. */
export function forceFaults(agreement: PlanAgreement, on: LocalDate): readonly CoverFault[] {
  const faults: CoverFault[] = [];
  if (agreement.state !== 'in_force') faults.push({ fault: 'state' });
  const parties = unsignedBy(agreement.parties, agreement.signed, on);
  if (parties.length > 0 || agreement.parties.length === 0) faults.push({ fault: 'unsigned', parties });
  if (agreement.from === null) faults.push({ fault: 'no_start' });
  else if (agreement.from > on) faults.push({ fault: 'begins', date: agreement.from });
  if (agreement.until !== null && agreement.until < on) faults.push({ fault: 'ended', date: agreement.until });
  return faults;
}

/** Instruments that name a row but do not carry it, with the reasons: where a planner looks first. By id. */
export function nearMisses(
  facts: Facts,
  movement: PlanMovement,
  row: PlanPax,
): readonly { readonly agreement: Code; readonly faults: readonly CoverFault[] }[] {
  const on = departureDay(facts, movement);
  return inOrder(facts)
    .filter((agreement) => namesRow(agreement, movement.from, row))
    .map((agreement) => ({ agreement: agreement.id, faults: coverFaults(agreement, row, on) }))
    .filter(({ faults }) => faults.length > 0);
}
