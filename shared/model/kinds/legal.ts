import {
  AGREEMENT_STATES,
  AGREEMENT_TYPES,
  CATEGORIES,
  MOVEMENT_MODES,
  MOVEMENT_STATES,
  SCREENING_STATES,
} from '../vocabulary.ts';
import {
  auto,
  bool,
  cc,
  date,
  decimal,
  decision,
  hiddenRef,
  instant,
  int,
  type Kind,
  list,
  oneOf,
  optional,
  ownDecision,
  owner,
  ref,
  refOrCountry,
  review,
  text,
  tuple,
} from './field.ts';

/** Agreements and movements. Traveller rows are kept apart. */
export const legalKinds = {
  agreement: {
    fields: {
      agreementType: decision(oneOf(AGREEMENT_TYPES)),
      titleEn: review(text()),
      titleFr: review(text()),
      parties: decision(list(refOrCountry('agency'))),
      /** State and the day it was reached. */
      state: decision(tuple(oneOf(AGREEMENT_STATES), date)),
      window: decision(tuple(optional(date), optional(date))),
      noticeMonths: decision(int(0, 1_200)),
      depositary: auto(text(500)),
      authorities: review(text()),
      documentHash: decision(text(64)),
      supersedes: decision(ref('agreement')),
      /** Persons who approved an ad hoc basis (R-AGR-07). */
      approvedBy: ownDecision(list(text(200), 20)),
    },
  },
  coverage: {
    parent: 'agreement',
    fields: {
      agreement: owner(ref('agreement')),
      /** From, to, nationalities (`*` any), categories. */
      route: decision(tuple(list(cc), list(cc), list(text(2)), list(oneOf(CATEGORIES)))),
      /** Cooperation: data and purpose. */
      data: decision(tuple(list(text(500)), text(500))),
    },
  },
  transit: {
    parent: 'agreement',
    fields: { agreement: owner(ref('agreement')), terms: decision(tuple(cc, list(text(2)), list(oneOf(CATEGORIES)))) },
  },
  approvalStep: {
    parent: 'agreement',
    fields: {
      agreement: owner(ref('agreement')),
      step: decision(tuple(oneOf(AGREEMENT_STATES), date, optional(text(500)))),
    },
  },
  movement: {
    fields: {
      task: decision(ref('task')),
      status: decision(oneOf(MOVEMENT_STATES)),
      mode: decision(oneOf(MOVEMENT_MODES)),
      /** From, to, via. */
      route: decision(tuple(cc, list(cc), list(cc))),
      depart: decision(instant),
      flightHours: decision(decimal),
      seats: decision(int()),
      separationPlan: decision(bool),
      /** Escorts, support staff, medics. */
      staff: decision(tuple(int(), int(), int())),
      receiving: decision(ref('agency')),
      /** Screened, consent, refoulement cleared, nationality, travel document, consular, fit to travel; carrier notice, handover slot. */
      checks: decision(tuple(int(), int(), int(), int(), int(), int(), int(), bool, bool)),
      carrier: auto(text(500)),
      medicalFlags: ownDecision(int()),
      /** Earliest deprivation of liberty; when the last was released or brought before a judge (R-MOV-14). */
      held: ownDecision(tuple(instant, optional(instant))),
      /** Needed as witnesses; statement taken or proceedings noted (R-MOV-15). */
      witnesses: ownDecision(tuple(int(), int())),
      /** With belongings in keeping; returned or receipted (R-MOV-16). */
      belongings: ownDecision(tuple(int(), int())),
      escortArmed: ownDecision(bool),
    },
  },
  /** What one transit state allowed for this journey: state, reference (null: asked for), whether the escort may be armed (R-MOV-13). */
  transitPermission: {
    parent: 'movement',
    own: true,
    fields: { movement: owner(ref('movement')), permit: decision(tuple(cc, optional(text(500)), bool)) },
  },
  paxRow: {
    parent: 'movement',
    fields: {
      movement: owner(ref('movement')),
      /** Nationality, category, number, destination, high risk, minors alone. */
      group: decision(tuple(cc, oneOf(CATEGORIES), int(1), cc, int(), int())),
      guardian: decision(bool),
      basis: decision(ref('agreement')),
    },
  },
  handover: {
    parent: 'movement',
    fields: {
      movement: owner(ref('movement')),
      record: decision(tuple(instant, text(500), list(tuple(cc, oneOf(CATEGORIES), int())))),
      signedBy: decision(list(text(200))),
      /** Why more or fewer were handed over than departed (R-MOV-18). */
      difference: ownDecision(text()),
    },
  },
  traveller: {
    apart: true,
    personal: true,
    fields: {
      movement: decision(hiddenRef('movement')),
      reference: owner(text(64)),
      nationality: decision(cc),
      birthYear: auto(int(1900, 2199)),
      sex: auto(text(1)),
      category: decision(tuple(oneOf(CATEGORIES), text(500))),
      language: auto(text(3)),
      consent: decision(tuple(date, text(3), text(200), bool)),
      protectionClaim: decision(bool),
      document: decision(tuple(text(64), date)),
      medicalFlag: decision(bool),
      guardian: decision(text(500)),
      receivingContact: decision(text(500)),
      screening: decision(tuple(oneOf(SCREENING_STATES), date, text(200))),
    },
  },
} satisfies Readonly<Record<string, Kind>>;
