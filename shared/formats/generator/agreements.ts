/** Instruments for the movements, with the gaps a planner has to find, and a few papers that stand beside them. */
import { NOT_RECORDED } from '../../model/held.ts';
import type { Code, LocalDate, PlanAgreement, PlanApproval, PlanMovement, PlanPax } from '../../model/plan.ts';
import type { AgreementState, AgreementType, Category } from '../../model/vocabulary.ts';
import { addDays } from '../../time/calendar.ts';
import { dateIn } from '../../time/wall-clock.ts';
import type { Dice } from './dice.ts';
import { day, type Frame } from './frame.ts';
import { signatures } from './teams.ts';
import type { MovementDraft } from './movements.ts';

const TYPES: Readonly<Record<Category, AgreementType>> = {
  victim: 'victim_return',
  witness: 'victim_return',
  suspect: 'extradition',
  sentenced: 'transfer_sentenced',
  irregular: 'readmission',
};
const TITLES: Readonly<Partial<Record<AgreementType, readonly [en: string, fr: string]>>> = {
  victim_return: ['arrangement on voluntary return of victims', 'arrangement sur le retour volontaire des victimes'],
  extradition: ['extradition treaty', "traité d'extradition"],
  transfer_sentenced: [
    'treaty on transfer of sentenced persons',
    'traité sur le transfèrement des personnes condamnées',
  ],
  readmission: ['readmission agreement', 'accord de réadmission'],
};

/** Chance that a route has no instrument in force. */
const GAP = 0.16;

export function makeAgreements(
  dice: Dice,
  frame: Frame,
  drafts: readonly MovementDraft[],
): { readonly agreements: readonly PlanAgreement[]; readonly movements: readonly MovementDraft[] } {
  const list: PlanAgreement[] = [];
  const byRoute = new Map<string, Code | null>();
  const id = (): Code => `AG${String(list.length + 1).padStart(2, '0')}`;
  const last = drafts.reduce((end, d) => Math.max(end, d.movement.depart), frame.hHour);
  for (const { movement } of drafts)
    for (const row of movement.pax) {
      const route = `${movement.from}-${row.to}-${TYPES[row.cat]}`;
      if (byRoute.has(route)) continue;
      const made = routeAgreement(dice, frame, id(), movement, row, dateIn(frame.refTz, last));
      list.push(made);
      byRoute.set(route, made.state === 'in_force' ? made.id : null);
    }
  list.push(cooperation(dice, frame, id()));
  list.push(pending(dice, frame, id()));
  if (dice.chance(0.5)) list.push(lapsed(dice, frame, id()));
  return { agreements: list, movements: drafts.map((draft) => withBasis(dice, draft, byRoute)) };
}

/** Cleared movements name the basis of each row (R-MOV-01); a few rows were forgotten. */
function withBasis(dice: Dice, draft: MovementDraft, byRoute: ReadonlyMap<string, Code | null>): MovementDraft {
  const { movement } = draft;
  if (movement.status !== 'cleared') return draft;
  const pax = movement.pax.map((row) => ({
    ...row,
    basis: dice.chance(0.1) ? null : (byRoute.get(`${movement.from}-${row.to}-${TYPES[row.cat]}`) ?? null),
  }));
  return { ...draft, movement: { ...movement, pax } };
}

function routeAgreement(
  dice: Dice,
  frame: Frame,
  id: Code,
  movement: Pick<PlanMovement, 'from'>,
  row: PlanPax,
  lastDay: LocalDate,
): PlanAgreement {
  const type = TYPES[row.cat];
  const parties = [...new Set([row.to, movement.from])];
  const isGap = dice.chance(GAP);
  const state: AgreementState = isGap
    ? dice.weighted({ partially_signed: 3, signed: 2, expired: 2, suspended: 1, mandated: 2 })
    : 'in_force';
  // In force before the earlier of today and the first departure, so that nothing starts in the future.
  const from = addDays(frame.today < frame.dDay ? frame.today : frame.dDay, -dice.int(40, 900));
  const isOld = state === 'expired';
  const began = state === 'in_force' || state === 'suspended' || isOld;
  const signedOn = began ? addDays(from, -dice.int(1, 60)) : addDays(frame.today, -dice.int(5, 60));
  const until = isOld
    ? addDays(frame.today, -dice.int(5, 90))
    : dice.chance(0.5)
      ? null
      : addDays(lastDay, dice.chance(0.1) ? dice.int(3, 25) : dice.int(60, 900));
  const isSigned = began || state === 'signed';
  const [en, fr] = TITLES[type] ?? [type, type];
  const cat: readonly Category[] =
    type === 'victim_return' ? ['victim', 'witness'] : type === 'extradition' ? ['suspect', 'sentenced'] : [row.cat];
  return {
    id,
    type,
    title: { en: `${parties.join('-')} ${en}`, fr: `${parties.join('-')} ${fr}` },
    parties,
    state,
    since:
      isOld && until !== null
        ? until
        : began
          ? from
          : addDays(frame.today, dice.chance(0.15) ? -dice.int(95, 200) : -dice.int(3, 60)),
    // Said to be in force, but one hand is missing: R-AGR-02.
    signed: signatures(
      dice,
      parties,
      signedOn,
      isSigned && !dice.chance(0.03) ? 0 : state === 'mandated' ? parties.length : 1,
    ),
    covers: [
      { from: [movement.from], to: [row.to], nat: [dice.chance(0.2) ? '*' : row.nat], cat, data: [], purpose: null },
    ],
    from: began ? from : null,
    until: began ? until : null,
    noticeMonths: dice.chance(0.4) ? dice.pick([3, 6, 12]) : null,
    transit:
      type === 'victim_return' || dice.chance(0.4) ? (dice.chance(0.8) ? [{ via: 'TH', nat: ['*'], cat }] : []) : [],
    approval: state === 'in_force' && dice.chance(0.4) ? approval(dice, from, signedOn) : [],
    ...NOT_RECORDED.agreement,
  };
}

/** The whole way from draft to in force; now and then a reference was not written down (R-AGR-06). */
function approval(dice: Dice, inForce: LocalDate, signedOn: LocalDate): readonly PlanApproval[] {
  const steps: readonly (readonly [AgreementState, LocalDate, string | null])[] = [
    ['draft', addDays(signedOn, -200), null],
    ['reported', addDays(signedOn, -120), 'report with draft text annexed'],
    ['approved', addDays(signedOn, -60), dice.chance(0.2) ? null : 'resolution of the assembly'],
    ['mandated', addDays(signedOn, -60), 'mandate to sign'],
    ['partially_signed', signedOn, null],
    ['signed', signedOn, null],
    ['in_force', inForce, null],
  ];
  return steps.map(([step, date, ref]) => ({ step, date, ref }));
}

function cooperation(dice: Dice, frame: Frame, id: Code): PlanAgreement {
  const { coordinator, ngo, today } = frame;
  const isInForce = dice.chance(0.7);
  const parties = [coordinator.id, ngo.id];
  const since = addDays(today, isInForce ? -dice.int(30, 400) : -dice.int(20, 130));
  return {
    id,
    type: 'cooperation',
    title: { en: `Cooperation agreement with ${ngo.name}`, fr: `Accord de coopération avec ${ngo.name}` },
    parties,
    state: isInForce ? 'in_force' : 'mandated',
    since,
    signed: signatures(dice, parties, addDays(since, -10), isInForce ? 0 : 2),
    covers: [{ from: [], to: [], nat: [], cat: [], data: ['victim_contact', 'needs'], purpose: 'victim_support' }],
    from: isInForce ? since : null,
    until: null,
    noticeMonths: 6,
    transit: [],
    approval: [],
    ...NOT_RECORDED.agreement,
  };
}

function pending(dice: Dice, frame: Frame, id: Code): PlanAgreement {
  const parties = [frame.origins[0] ?? 'VN', frame.sites[0]?.cc ?? 'KH'];
  return {
    id,
    type: 'transfer_sentenced',
    title: {
      en: `${parties.join('-')} treaty on transfer of sentenced persons (draft)`,
      fr: `${parties.join('-')} traité sur le transfèrement (projet)`,
    },
    parties,
    state: dice.pick(['draft', 'reported', 'ratification_pending'] as const),
    since: addDays(frame.today, -dice.pick([10, 30, 60, 80, 120])),
    signed: signatures(dice, parties, frame.today, 2),
    covers: [
      {
        from: parties.slice(1),
        to: parties.slice(0, 1),
        nat: parties.slice(0, 1),
        cat: ['sentenced'],
        data: [],
        purpose: null,
      },
    ],
    from: null,
    until: null,
    noticeMonths: null,
    transit: [],
    approval: [],
    ...NOT_RECORDED.agreement,
  };
}

function lapsed(dice: Dice, frame: Frame, id: Code): PlanAgreement {
  const parties = [frame.sites[0]?.cc ?? 'KH', frame.origins[1] ?? 'ID'];
  const until = day(frame, -dice.int(100, 400));
  return {
    id,
    type: 'mou',
    title: {
      en: `${parties.join('-')} memorandum on victims (lapsed)`,
      fr: `Mémorandum ${parties.join('-')} sur les victimes (échu)`,
    },
    parties,
    state: 'expired',
    since: until,
    signed: signatures(dice, parties, addDays(until, -900), 0),
    covers: [{ from: parties.slice(0, 1), to: parties.slice(1), nat: ['*'], cat: ['victim'], data: [], purpose: null }],
    from: addDays(until, -800),
    until,
    noticeMonths: null,
    transit: [],
    approval: [],
    ...NOT_RECORDED.agreement,
  };
}
