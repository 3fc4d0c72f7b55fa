/** Validity of the papers an operation stands on: signatures, agreements in force, the end of a JIT with its extensions. */
import type { LocalDate, PlanAgreement, PlanJit, Signatures } from '../../model/plan.ts';

/** Parties that have not signed by this day; without a day, parties with no signature at all. Sorted. */
export function unsignedBy(parties: readonly string[], signed: Signatures, by?: LocalDate): readonly string[] {
  const missing = parties.filter((party) => {
    const date = signatureOf(signed, party);
    return date === null || (by !== undefined && date > by);
  });
  return [...new Set(missing)].sort();
}

/** Date of a party's signature; a name such as `constructor` is never found by accident. */
const signatureOf = (signed: Signatures, party: string): LocalDate | null =>
  Object.hasOwn(signed, party) ? (signed[party] ?? null) : null;

/** Day of the last signature, when every party has signed. */
export function lastSignature(parties: readonly string[], signed: Signatures): LocalDate | null {
  let last: LocalDate | null = null;
  for (const party of parties) {
    const date = signatureOf(signed, party);
    if (date === null) return null;
    if (last === null || date > last) last = date;
  }
  return last;
}

/** In force on a day: state in_force, begun, not ended (no end = open), signed by every party by then (R-AGR-01). */
export const isInForce = (agreement: PlanAgreement, on: LocalDate): boolean =>
  agreement.state === 'in_force' &&
  agreement.parties.length > 0 &&
  agreement.from !== null &&
  agreement.from <= on &&
  (agreement.until === null || on <= agreement.until) &&
  unsignedBy(agreement.parties, agreement.signed, on).length === 0;

/** Last day of a JIT with its extensions: the latest that every party has signed (R-JIT-03, R-JIT-07). */
export function jitEnd(jit: PlanJit): LocalDate {
  let end = jit.until;
  for (const extension of jit.extensions) {
    if (extension.until > end && lastSignature(jit.parties, extension.signed) !== null) end = extension.until;
  }
  return end;
}

/** Everybody of a JIT: leaders, members, seconded members and participants. */
export const jitPeople = (jit: PlanJit): ReadonlySet<string> =>
  new Set([...Object.values(jit.leaders), ...jit.members, ...Object.keys(jit.seconded), ...jit.participants]);
