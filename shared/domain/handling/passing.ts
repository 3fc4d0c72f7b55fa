/**
 * May this record go from this agency to that one? One pure answer per rule, used by the findings on planned releases and by the
 * release gate. An answer that cannot be given from this copy of the plan is `unknown`: a rule stays silent, the gate stays shut.
 */
import type { Code, LocalDate, PlanAgency, PlanAgreement, PlanRecord } from '../../model/plan.ts';
import { addMonths } from '../../time/calendar.ts';
import { isInForce, jitPeople } from '../facts/papers.ts';
import { compareCodes, type Facts, isLive, sortedCodes } from '../facts/facts.ts';
import { compareLevel } from './marking.ts';

export type Answer =
  | { readonly answer: 'yes' | 'unknown' }
  /** `why` is a stable word for the catalogues, `refs` the items it speaks of. */
  | { readonly answer: 'no'; readonly why: string; readonly refs: readonly Code[] };
const YES: Answer = { answer: 'yes' };
const UNKNOWN: Answer = { answer: 'unknown' };
const no = (why: string, refs: readonly Code[] = []): Answer => ({ answer: 'no', why, refs });

/** Only a plain yes opens the gate. */
export const isYes = (answer: Answer): boolean => answer.answer === 'yes';

/** Who hands a record to whom. */
export interface Passing {
  /** Releasing agency. */
  readonly by: Code;
  /** Receiving agency. */
  readonly to: Code;
  /** Recipients by name, for TLP RED. */
  readonly persons: readonly Code[];
}

/**
 * R-HAN-02: RED goes to named persons of the receiving agency only; RED and AMBER+STRICT are passed on only by their owner.
 * AMBER's need to know is R-HAN-05; GREEN and CLEAR pass. Handing a record back to its owner is not passing it on.
 * `unknown`: no TLP or no owner on record. Reasons: `not_owner`, `no_named_person`, `person_elsewhere` (with the persons).
 */
export function mayPassTlp(facts: Pick<Facts, 'people'>, record: PlanRecord, passing: Passing): Answer {
  if (record.tlp === null) return UNKNOWN;
  if (record.tlp === 'RED') {
    if (passing.persons.length === 0) return no('no_named_person');
    const elsewhere = passing.persons.filter((id) => {
      const person = facts.people.get(id);
      return person !== undefined && person.agency !== null && person.agency !== passing.to;
    });
    if (elsewhere.length > 0) return no('person_elsewhere', sortedCodes(elsewhere));
  }
  if (record.tlp === 'RED' || record.tlp === 'AMBER+STRICT') {
    if (record.owner === null) return UNKNOWN;
    if (record.owner !== passing.by && record.owner !== passing.to) return no('not_owner', [record.owner]);
  }
  const unseen = record.tlp === 'RED' && passing.persons.some((id) => (facts.people.get(id)?.agency ?? null) === null);
  return unseen ? UNKNOWN : YES;
}

/**
 * R-HAN-03: H2 needs the provider's consent for this recipient, unless the provider releases (or gets its own record back).
 * H1 and H3 travel with the record and stop nothing. `unknown`: H2 without an owner on record. Reason: `no_consent`.
 */
export function mayPassHandling(record: PlanRecord, passing: Pick<Passing, 'by' | 'to'>): Answer {
  if (!record.handling.includes('H2')) return YES;
  if (record.owner === passing.by || record.owner === passing.to || record.consent.includes(passing.to)) return YES;
  return record.owner === null ? UNKNOWN : no('no_consent', [record.owner]);
}

/**
 * R-HAN-05: the recipient takes part in an object the record is linked to. Operation: owns a task. JIT: its country is a party, or one of
 * its people belongs to it. Movement: owns its task or receives it. Request: asks, or its country is asked. Not asked for CLEAR, nor of the owner.
 * `unknown`: nothing speaks for it, but a linked object (or who takes part in it) is not in this copy. Reason: `no_part` with the objects.
 */
export function needsToKnow(facts: Facts, record: PlanRecord, recipient: Code): Answer {
  if (record.tlp === 'CLEAR' || record.owner === recipient) return YES;
  const agency = facts.agencies.get(recipient);
  if (!agency) return UNKNOWN;
  let unseen = false;
  for (const link of record.links) {
    const part = takesPart(facts, link, agency);
    if (part === true) return YES;
    if (part === null) unseen = true;
  }
  return unseen ? UNKNOWN : no('no_part', sortedCodes(record.links));
}

/** Whether an agency takes part in a linked object; null when this copy cannot tell. */
function takesPart(facts: Facts, link: Code, agency: PlanAgency): boolean | null {
  if (link === facts.plan.operation.id) return facts.tasks.by('owner', agency.id).some(isLive);
  const jit = facts.jits.get(link);
  if (jit) {
    if (agency.cc !== null && jit.parties.includes(agency.cc)) return true;
    const people = jitPeople(jit);
    return (facts.peopleByAgency.get(agency.id) ?? []).some((person) => people.has(person.id));
  }
  const movement = facts.movements.get(link);
  if (movement) {
    if (movement.receiving === agency.id) return true;
    const task = movement.task === null ? undefined : facts.tasks.get(movement.task);
    return task ? task.owner === agency.id : null;
  }
  const request = facts.requests.get(link);
  if (!request) return null;
  return request.from === agency.id || (agency.cc !== null && (request.to === '*' || request.to === agency.cc));
}

/**
 * R-HAN-06: personal data leave for a body outside police and judiciary (role victim_support) only under a cooperation agreement
 * that is in force today between the releaser (or its country) and that body, for this purpose where the agreement names purposes.
 * Reason: `no_agreement` with the agreements between the two that do not do.
 */
export function mayPassPersonal(
  facts: Facts,
  records: readonly PlanRecord[],
  passing: Passing,
  purpose: string,
): Answer {
  if (!records.some((record) => record.personal)) return YES;
  const recipient = facts.agencies.get(passing.to);
  if (!recipient) return UNKNOWN;
  if (recipient.role !== 'victim_support') return YES;
  return cooperationInForce(facts, passing, purpose).length > 0
    ? YES
    : no('no_agreement', sortedCodes(cooperationBetween(facts, passing).map((agreement) => agreement.id)));
}

/** Cooperation agreements between the two that are in force today and serve the purpose (R-HAN-06), by id. */
export const cooperationInForce = (facts: Facts, passing: Passing, purpose: string): readonly PlanAgreement[] =>
  cooperationBetween(facts, passing)
    .filter((agreement) => isInForce(agreement, facts.today) && coversPurpose(agreement, purpose))
    .sort((a, b) => compareCodes(a.id, b.id));

function cooperationBetween(facts: Facts, { by, to }: Passing): readonly PlanAgreement[] {
  const country = facts.agencies.get(by)?.cc ?? null;
  return [...facts.agreements.values()].filter(
    ({ type, parties }) =>
      type === 'cooperation' &&
      parties.includes(to) &&
      (parties.includes(by) || (country !== null && parties.includes(country))),
  );
}

function coversPurpose(agreement: PlanAgreement, purpose: string): boolean {
  const purposes = agreement.covers.flatMap((row) => (row.purpose === null ? [] : [row.purpose]));
  return purposes.length === 0 || purposes.includes(purpose);
}

/** Purposes under which a record is used as evidence. */
const EVIDENCE: ReadonlySet<string> = new Set(['evidence', 'prosecution', 'court']);

/**
 * R-FIN-11: information of an FIU goes on only with its consent for this recipient, given by `today`; as evidence only where the consent
 * says so. Not asked where the FIU itself releases or gets its own back. Reasons: `no_fiu_consent`, `no_evidence_consent`.
 */
export function mayPassFiu(
  { fiu, fiuConsent }: PlanRecord,
  passing: Pick<Passing, 'by' | 'to'>,
  purpose: string,
  today: LocalDate,
): Answer {
  if (fiu === null || fiu === passing.by || fiu === passing.to) return YES;
  const given = fiuConsent.filter(({ to, on }) => to === passing.to && on !== null && on <= today);
  if (given.length === 0) return no('no_fiu_consent', [fiu]);
  return !EVIDENCE.has(purpose) || given.some(({ evidence }) => evidence) ? YES : no('no_evidence_consent', [fiu]);
}

/** R-HAN-04: the level is not above the ceiling of the recipient. `unknown`: no level, or no ceiling on record. Reason: `above_ceiling`. */
export function mayPassCeiling(facts: Pick<Facts, 'agencies'>, { level }: PlanRecord, to: Code): Answer {
  const ceiling = facts.agencies.get(to)?.ceiling ?? null;
  if (level === null || ceiling === null) return UNKNOWN;
  return compareLevel(ceiling, level) >= 0 ? YES : no('above_ceiling');
}

/** R-HAN-08: the retention end has passed (its last day is included). A record without one is R-HAN-01. */
export const isRetentionOver = (record: PlanRecord, today: LocalDate): boolean =>
  record.retainUntil !== null && record.retainUntil < today;

/** R-HAN-08: day by which a record is to be looked at again; null: no review on record, which says nothing. */
export const reviewDue = (record: PlanRecord, years: number): LocalDate | null =>
  record.reviewed === null ? null : addMonths(record.reviewed, years * 12);
/** R-HAN-08: that day has passed (itself included in the time allowed). */
export function isReviewOverdue(record: PlanRecord, today: LocalDate, years: number): boolean {
  const due = reviewDue(record, years);
  return due !== null && due < today;
}

/** R-HAN-09: withdrawn by its owner, from the moment this is on record, whatever day it names. */
export const isWithdrawn = (record: PlanRecord): boolean => record.withdrawn !== null;

/** R-HAN-13: the purpose of the release is among the record's purposes. Reason: `other_purpose`. */
export const servesPurpose = (record: PlanRecord, purpose: string): Answer =>
  record.purpose.includes(purpose) ? YES : no('other_purpose');
