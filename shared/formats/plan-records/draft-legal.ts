/** JITs, agreements and movements as drafts. */
import type { Plan, PlanAgreement, PlanCoverage, PlanJit, PlanMovement, Signatures } from '../../model/plan.ts';
import type { JitRole } from '../../model/vocabulary.ts';
import { formatInstant } from '../../time/instant.ts';
import { draftJourneyParts, journeyFields } from './draft-held.ts';
import { COUNTRY, decimalOf, type DraftList, flag, some, unless } from './draft-list.ts';
import type { DraftWire } from './types.ts';

function draftSignatures(list: DraftList, of: string, signed: Signatures): void {
  for (const [code, on] of Object.entries(signed)) {
    const party = list.refOrWord(code, COUNTRY);
    if (party !== null) list.add('signature', `${of}:${code}`, { of: { ref: of }, party, on });
  }
}

export function draftJits(list: DraftList, { jits }: Plan): void {
  for (const jit of jits) {
    const key = list.add('jit', jit.id, {
      code: jit.id,
      name: jit.name,
      status: jit.status,
      parties: some(jit.parties),
      operatesIn: some(jit.operatesIn),
      window: [jit.from, jit.until],
      basis: some(jit.basis),
      armsForSeconded: flag(jit.armsForSeconded),
      costs: jit.costs,
      evaluationDue: jit.evaluationDue,
      evidenceRules: jit.evidenceRules && Object.entries(jit.evidenceRules),
      languages: jit.languages,
    });
    draftJitPeople(list, key, jit);
    draftSignatures(list, key, jit.signed);
    for (const { until, signed } of jit.extensions) {
      const extension = list.add('jitExtension', `${jit.id}:${until}`, { jit: { ref: key }, until });
      draftSignatures(list, extension, signed);
    }
  }
}

function draftJitPeople(list: DraftList, jit: string, { id, leaders, members, seconded, participants }: PlanJit): void {
  const add = (person: string, role: JitRole, state: string | null): void => {
    const target = list.ref(person);
    if (target !== null)
      list.add('jitMember', `${id}:${person}:${role}`, { jit: { ref: jit }, person: target, as: [role, state] });
  };
  for (const [state, person] of Object.entries(leaders)) add(person, 'leader', state);
  for (const person of members) add(person, 'member', null);
  for (const [person, state] of Object.entries(seconded)) add(person, 'seconded', state);
  for (const person of participants) add(person, 'participant', null);
}

export function draftAgreements(list: DraftList, { agreements }: Plan): void {
  for (const agreement of agreements) {
    const { id, from, until } = agreement;
    const key = list.add('agreement', id, {
      code: id,
      agreementType: agreement.type,
      titleEn: agreement.title.en,
      titleFr: agreement.title.fr,
      parties: some(agreement.parties.flatMap((party) => list.refOrWord(party, COUNTRY) ?? [])),
      state: [agreement.state, agreement.since],
      window: from === null && until === null ? null : [from, until],
      noticeMonths: agreement.noticeMonths,
      documentHash: agreement.documentHash,
      approvedBy: agreement.approvedBy,
    });
    draftSignatures(list, key, agreement.signed);
    draftAgreementRows(list, key, agreement);
  }
}

function draftAgreementRows(list: DraftList, key: string, { id, covers, transit, approval }: PlanAgreement): void {
  const agreement = { ref: key };
  covers.forEach((row, n) => list.add('coverage', `${id}:${n}`, { agreement, route: routeOf(row), data: dataOf(row) }));
  transit.forEach(({ via, nat, cat }, n) =>
    list.add('transit', `${id}:${n}`, { agreement, terms: [via, [...nat], [...cat]] }),
  );
  for (const { step, date, ref } of approval)
    list.add('approvalStep', `${id}:${step}`, { agreement, step: [step, date, ref] });
}

const routeOf = ({ from, to, nat, cat }: PlanCoverage): DraftWire =>
  from.length + to.length + nat.length + cat.length === 0 ? null : [from, to, nat, cat];
const dataOf = ({ data, purpose }: PlanCoverage): DraftWire =>
  data.length === 0 && purpose === null ? null : [data, purpose ?? ''];

export function draftMovements(list: DraftList, { movements }: Plan): void {
  for (const movement of movements) {
    const { id, escorts, support, medics } = movement;
    const key = list.add('movement', id, {
      code: id,
      task: list.ref(movement.task),
      status: movement.status,
      mode: movement.mode,
      route: [movement.from, movement.to, movement.via],
      depart: formatInstant(movement.depart),
      flightHours: unless('0', decimalOf(movement.flightHours)),
      seats: unless(0, movement.seats),
      separationPlan: flag(movement.separationPlan),
      staff: escorts + support + medics === 0 ? null : [escorts, support, medics],
      receiving: list.ref(movement.receiving),
      checks: checksOf(movement),
      ...journeyFields(movement.journey),
    });
    draftJourneyParts(list, key, id, movement.journey);
    movement.pax.forEach((row, n) => {
      const { nat, cat, to, highRisk, minorsAlone } = row;
      const group = [nat, cat, row.n, to, highRisk, minorsAlone];
      const basis = list.ref(row.basis);
      list.add('paxRow', `${id}:${n}`, { movement: { ref: key }, group, guardian: flag(row.guardian), basis });
    });
  }
}

function checksOf({ checks }: PlanMovement): DraftWire {
  if (checks === null) return null;
  const { screened, consent, refoulementCleared, nationality, travelDoc, consular, fitToTravel } = checks;
  const done = [screened, consent, refoulementCleared, nationality, travelDoc, consular, fitToTravel];
  return [...done, checks.carrierNotice ? 1 : 0, checks.handoverSlot ? 1 : 0];
}
