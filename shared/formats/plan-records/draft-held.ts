/** What is held beyond the operation file, as drafts. What is not recorded is not written. */
import type { PlanJourney } from '../../model/held.ts';
import type { PlanAsset, PlanJit, PlanOrder, PlanRecord, PlanRequest } from '../../model/plan.ts';
import { formatInstant } from '../../time/instant.ts';
import { decimalOf, type DraftFields, type DraftList, flag, some } from './draft-list.ts';

/** "No" is an answer here and is written. */
export const answer = (value: boolean | null): 0 | 1 | null => (value === null ? null : value ? 1 : 0);
const instantOrNull = (at: number | null): string | null => (at === null ? null : formatInstant(at));

export function draftAcknowledgements(list: DraftList, of: string, order: PlanOrder): void {
  for (const { agency, version, on } of order.acknowledgements) {
    const target = list.ref(agency);
    if (target !== null)
      list.add('orderAcknowledgement', `${version}:${agency}`, { of: { ref: of }, agency: target, version, on });
  }
}

/** After the tasks, which an authorisation points to. */
export function draftAuthorisations(list: DraftList, jits: readonly PlanJit[]): void {
  for (const { id, authorisations } of jits) {
    const jit = list.ref(id);
    for (const { person, task, by, on } of authorisations) {
      const [who, what] = [list.ref(person), list.ref(task)];
      if (who !== null && what !== null)
        list.add('jitAuthorisation', `${id}:${person}:${task}`, { jit, person: who, task: what, by: list.ref(by), on });
    }
  }
}

export function journeyFields({ medicalFlags, held, witnesses, belongings, escortArmed }: PlanJourney): DraftFields {
  return {
    medicalFlags,
    held: held && [formatInstant(held.since), instantOrNull(held.until)],
    witnesses: witnesses && [witnesses.of, witnesses.settled],
    belongings: belongings && [belongings.of, belongings.settled],
    escortArmed: answer(escortArmed),
  };
}

export function draftJourneyParts(list: DraftList, key: string, id: string, journey: PlanJourney): void {
  const movement = { ref: key };
  for (const { via, reference, armed } of journey.permissions)
    list.add('transitPermission', `${id}:${via}`, { movement, permit: [via, reference, armed ? 1 : 0] });
  journey.handovers.forEach(({ at, place, counts, signedBy, difference }, n) =>
    list.add('handover', `${id}:${n}`, {
      movement,
      record: [formatInstant(at), place, counts.map((row) => [row.nat, row.cat, row.n])],
      signedBy: some(signedBy),
      difference,
    }),
  );
}

export const valuationFields = ({ amount, rate }: PlanAsset): DraftFields => ({
  amount: amount && [amount.minor, amount.ccy, amount.on],
  rate: rate && [decimalOf(rate.usd), rate.on, rate.source],
});

export function draftStopPayment(list: DraftList, key: string, { id, stopPayment: file }: PlanRequest): void {
  if (file === null) return;
  const { payer, beneficiary, amount, valueTime, reference, fraudType, reportNo } = file;
  list.add('stopPayment', id, {
    request: { ref: key },
    payer,
    beneficiary,
    transfer: amount && [amount.minor, amount.ccy],
    valueTime: instantOrNull(valueTime),
    reference,
    fraudType,
    reportNo,
  });
}

export function draftFiuConsents(list: DraftList, key: string, { id, fiuConsent }: PlanRecord): void {
  for (const { to, evidence, on } of fiuConsent) {
    const agency = list.ref(to);
    if (agency !== null)
      list.add('fiuConsent', `${id}:${to}`, { record: { ref: key }, agency, asEvidence: flag(evidence), on });
  }
}
