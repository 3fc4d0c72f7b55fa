/** Random values of what a workspace holds beyond the operation file; about half of each is not recorded. */
import type {
  PlanAcknowledgement,
  PlanAuthorisation,
  PlanFiuConsent,
  PlanHandover,
  PlanJourney,
  PlanTally,
  PlanTransitPermission,
} from '#shared/model/held.ts';
import type {
  PlanAgency,
  PlanAgreement,
  PlanAsset,
  PlanJit,
  PlanMovement,
  PlanOrder,
  PlanRecord,
  PlanRelease,
  PlanRequest,
  PlanTask,
} from '#shared/model/plan.ts';
import * as v from '#shared/model/vocabulary.ts';
import { COUNTRIES, type Dice } from './dice.ts';

const dayOrNull = (dice: Dice): string | null => dice.maybe(() => dice.day());
const names = (dice: Dice): readonly string[] | null =>
  dice.maybe(() => dice.many(3, () => dice.pick(['Officer 1', 'officer  1', 'Officer 2', ''])));

export const ofAgency = (dice: Dice): Pick<PlanAgency, 'ceiling'> => ({
  ceiling: dice.maybe(() => dice.pick(v.LEVELS)),
});
export const ofTask = (dice: Dice): Pick<PlanTask, 'level' | 'authority'> => ({
  level: dice.maybe(() => dice.pick(v.LEVELS)),
  authority: dice.chance(0.2) ? dice.text() : null,
});

export const ofOrder = (dice: Dice, agencies: readonly string[]): Pick<PlanOrder, 'state' | 'acknowledgements'> => ({
  state: dice.maybe(() => dice.pick(['issued', ...v.ORDER_STATES] as const)),
  acknowledgements: dice
    .some(agencies)
    .map((agency): PlanAcknowledgement => ({ agency, version: dice.int(1, 9), on: dayOrNull(dice) })),
});

export function ofJit(
  dice: Dice,
  parties: readonly string[],
  people: readonly string[],
  tasks: readonly string[],
): Pick<PlanJit, 'evidenceRules' | 'languages' | 'authorisations'> {
  return {
    evidenceRules: dice.maybe(() => dice.record(parties, () => (dice.chance(0.8) ? dice.text() : ''))),
    languages: dice.maybe(() => dice.some(['km', 'zh', 'fr'])),
    authorisations: dice.some(people, 0.3).flatMap((person): PlanAuthorisation[] => {
      const task = tasks.length > 0 ? dice.pick(tasks) : null;
      return task === null ? [] : [{ person, task, by: dice.maybe(() => dice.pick(people)), on: dayOrNull(dice) }];
    }),
  };
}

export const ofAgreement = (dice: Dice): Pick<PlanAgreement, 'documentHash' | 'approvedBy'> => ({
  documentHash: dice.maybe(() => `hash${dice.int(0, 999)}`),
  approvedBy: names(dice),
});

const tally = (dice: Dice): PlanTally | null => dice.maybe(() => ({ of: dice.int(0, 5), settled: dice.int(0, 5) }));
export const ofMovement = (dice: Dice): Pick<PlanMovement, 'journey'> => {
  const journey: PlanJourney = {
    medicalFlags: dice.maybe(() => dice.int(0, 2)),
    held: dice.maybe(() => ({ since: dice.instant(), until: dice.maybe(dice.instant) })),
    witnesses: tally(dice),
    belongings: tally(dice),
    escortArmed: dice.maybe(() => dice.chance()),
    permissions: dice.some(COUNTRIES, 0.2).map(
      (via): PlanTransitPermission => ({
        via,
        reference: dice.maybe(dice.text),
        armed: dice.chance(),
      }),
    ),
    handovers: dice.many(
      2,
      (): PlanHandover => ({
        at: dice.instant(),
        place: dice.text(),
        counts: dice.many(3, () => ({ nat: dice.pick(COUNTRIES), cat: dice.pick(v.CATEGORIES), n: dice.int(0, 30) })),
        signedBy: dice.many(2, dice.text),
        difference: dice.maybe(dice.text),
      }),
    ),
  };
  return { journey };
};

export const ofAsset = (dice: Dice): Pick<PlanAsset, 'amount' | 'rate'> => ({
  amount: dice.maybe(() => ({ minor: dice.int(0, 9_999_999), ccy: dice.pick(['USD', 'THB', '']), on: dice.day() })),
  rate: dice.maybe(() => ({ usd: dice.int(0, 9_999) / 100, on: dice.day(), source: dice.text() })),
});

export const ofRequest = (dice: Dice): Pick<PlanRequest, 'dataHeld' | 'stopPayment'> => ({
  dataHeld: dice.maybe(() => dice.chance()),
  stopPayment: dice.maybe(() => ({
    payer: dice.maybe(dice.text),
    beneficiary: dice.maybe(dice.text),
    amount: dice.maybe(() => ({ minor: dice.int(0, 999), ccy: dice.pick(['EUR', '']) })),
    valueTime: dice.maybe(dice.instant),
    reference: dice.maybe(dice.text),
    fraudType: dice.maybe(dice.text),
    reportNo: dice.maybe(dice.text),
  })),
});

export const ofRecord = (
  dice: Dice,
  agencies: readonly string[],
): Pick<PlanRecord, 'fiu' | 'fiuConsent' | 'reviewed'> => ({
  fiu: dice.maybe(() => dice.pick(agencies)),
  fiuConsent: dice.some(agencies).map((to): PlanFiuConsent => ({ to, evidence: dice.chance(), on: dayOrNull(dice) })),
  reviewed: dayOrNull(dice),
});

export const ofRelease = (dice: Dice): Pick<PlanRelease, 'approvers'> => ({ approvers: names(dice) });
