/** One test for each demand. All answers come from the evidence alone; anything absent or malformed fails. */
import type { LocalDate, Signatures } from '../../model/plan.ts';
import { isDate } from '../../time/calendar.ts';
import { asOne } from '../facts/names.ts';
import { lastSignature, unsignedBy } from '../facts/papers.ts';
import { isBlank } from '../rules/rule.ts';
import type { Evidence } from './evidence.ts';
import type { Need } from './types.ts';

const given = (text: string | null | undefined): text is string =>
  text !== null && text !== undefined && !isBlank(text);
const day = (date: LocalDate | null | undefined): date is LocalDate =>
  date !== null && date !== undefined && isDate(date);
const whole = (n: number, least: number): boolean => Number.isSafeInteger(n) && n >= least;

export const isSecondPerson = (first: string, second: string | null | undefined): boolean =>
  given(first) && given(second) && asOne(first) !== asOne(second);

/** The day the step counts from: its own, else today. */
const onDay = (e: Evidence): LocalDate => (day(e.date) ? e.date : e.today);
const dated = (e: Evidence): boolean => day(e.date) && e.date <= e.today && (!day(e.since) || e.since <= e.date);

/** Parties that have not validly signed by a day; null: there are no parties, so nobody has signed. */
function missingSignatures(
  parties: readonly string[] | null | undefined,
  signed: Signatures | null | undefined,
  by: LocalDate,
): readonly string[] | null {
  if (!parties || parties.length === 0) return null;
  const valid = Object.fromEntries(Object.entries(signed ?? {}).filter(([, date]) => day(date)));
  return unsignedBy(parties, valid, by);
}
const allSigned = (parties: Evidence['parties'], signed: Evidence['signed'], by: LocalDate): boolean =>
  missingSignatures(parties, signed, by)?.length === 0;

function extended(e: Evidence): boolean {
  const { extension, end, parties } = e;
  return (
    extension !== null &&
    extension !== undefined &&
    day(end) &&
    day(extension.until) &&
    extension.until > end &&
    allSigned(parties, extension.signed, onDay(e)) &&
    // Signed after the end it extends, there was nothing left to extend (R-JIT-08).
    allSigned(parties, extension.signed, end)
  );
}

const TESTS: Readonly<Record<Need, (e: Evidence) => boolean>> = {
  date: dated,
  date_in_order: (e) => day(e.since) && dated(e),
  reference: (e) => given(e.reference),
  reference_or_reason: (e) => given(e.reference) || given(e.reason),
  reason: (e) => given(e.reason),
  second_person: (e) => isSecondPerson(e.by.person, e.second),
  authority: (e) => given(e.authority),
  review_date: (e) => day(e.review) && e.review > onDay(e),
  some_signatures: (e) => {
    const missing = missingSignatures(e.parties, e.signed, onDay(e));
    return missing !== null && missing.length > 0 && missing.length < new Set(e.parties).size;
  },
  all_signatures: (e) => allSigned(e.parties, e.signed, onDay(e)),
  signed_at_once: (e) => {
    const { parties, signed } = e;
    const last = parties && signed ? lastSignature(parties, signed) : null;
    return last !== null && (parties ?? []).every((party) => signed?.[party] === last);
  },
  start: (e) => day(e.start) && e.start <= onDay(e) && e.start <= e.today,
  end_passed: (e) => day(e.end) && e.end < onDay(e),
  due_passed: (e) => day(e.due) && e.due < onDay(e),
  extension: extended,
  no_ratification: (e) => e.ratification === false,
  successor: (e) => given(e.successor),
  version: (e) => !!e.version && whole(e.version.last, 0) && whole(e.version.issue, e.version.last + 1),
  acknowledgements: (e) => allSigned(e.recipients, e.acknowledged, onDay(e)),
  final_order: (e) => !!e.order && e.order.final && given(e.order.ref) && day(e.order.date) && e.order.date <= onDay(e),
  order_or_agreement: (e) =>
    given(e.agreement) || (!!e.order && given(e.order.ref) && day(e.order.date) && e.order.date <= onDay(e)),
  person_checks: (e) => !!e.checks,
  handover: (e) =>
    !!e.handover &&
    given(e.handover.place) &&
    whole(e.handover.persons, 0) &&
    isSecondPerson(e.handover.givenBy, e.handover.takenBy),
  counts: (e) =>
    !!e.counts &&
    whole(e.counts.departed, 0) &&
    whole(e.counts.handedOver, 0) &&
    (e.counts.departed === e.counts.handedOver || given(e.reason)),
};

export const isMet = (need: Need, evidence: Evidence): boolean => TESTS[need](evidence);

const AWAITED: Readonly<Partial<Record<Need, (e: Evidence) => readonly string[] | null>>> = {
  all_signatures: (e) => missingSignatures(e.parties, e.signed, onDay(e)),
  signed_at_once: (e) => missingSignatures(e.parties, e.signed, onDay(e)),
  extension: (e) => (e.extension ? missingSignatures(e.parties, e.extension.signed, onDay(e)) : null),
  acknowledgements: (e) => missingSignatures(e.recipients, e.acknowledged, onDay(e)),
};
/** Parties or agencies a demand still waits for, for the person who has to chase them; empty where it waits for nobody. */
export const awaited = (need: Need, evidence: Evidence): readonly string[] => AWAITED[need]?.(evidence) ?? [];
