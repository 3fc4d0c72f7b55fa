/**
 * What a workspace holds beyond the operation file: acknowledgements, authorisations, permissions, counts kept on a movement, files.
 * `null` and an empty list mean "not recorded", and the rule that asks stays silent; a count of 0 and a `null` inside an item mean
 * "recorded as missing" (docs/rules.md, What is held).
 */
import type { Code, CountryCode, InstantMs, LocalDate } from './plan.ts';
import type { Category } from './vocabulary.ts';

/** One agency's word that it works by a version of the order (R-OP-07). */
export interface PlanAcknowledgement {
  readonly agency: Code;
  readonly version: number;
  /** null: asked for, not given. */
  readonly on: LocalDate | null;
}

/** A leader's word that a seconded member may carry out a measure in the state led (R-JIT-06). */
export interface PlanAuthorisation {
  readonly person: Code;
  readonly task: Code;
  /** The leader who gave it. */
  readonly by: Code | null;
  /** null: asked for, not given. */
  readonly on: LocalDate | null;
}

/** What one transit state allowed for one journey (R-MOV-13). */
export interface PlanTransitPermission {
  readonly via: CountryCode;
  /** null: asked for, not given. */
  readonly reference: string | null;
  /** Whether an armed escort may pass. */
  readonly armed: boolean;
}

/** So many persons are concerned, and for so many of them it is settled. */
export interface PlanTally {
  readonly of: number;
  readonly settled: number;
}

/** One handover on the way: who was there, by nationality and category (R-MOV-18). */
export interface PlanHandover {
  readonly at: InstantMs;
  readonly place: string;
  readonly counts: readonly { readonly nat: CountryCode; readonly cat: Category; readonly n: number }[];
  readonly signedBy: readonly string[];
  /** Why more or fewer persons were handed over than departed. */
  readonly difference: string | null;
}

/** What is kept of the people on a movement as counts only: the traveller rows stay apart. */
export interface PlanJourney {
  /** Travellers with a medical flag. */
  readonly medicalFlags: number | null;
  /** Earliest deprivation of liberty among the travellers, and when the last was released or brought before a judge (R-MOV-14). */
  readonly held: { readonly since: InstantMs; readonly until: InstantMs | null } | null;
  /** Victims needed as witnesses, and those whose statement is taken or whose proceedings are noted (R-MOV-15). */
  readonly witnesses: PlanTally | null;
  /** Travellers with belongings in keeping, and those who have them back or hold a receipt (R-MOV-16). */
  readonly belongings: PlanTally | null;
  readonly escortArmed: boolean | null;
  readonly permissions: readonly PlanTransitPermission[];
  readonly handovers: readonly PlanHandover[];
}
const NO_JOURNEY: PlanJourney = {
  medicalFlags: null,
  held: null,
  witnesses: null,
  belongings: null,
  escortArmed: null,
  permissions: [],
  handovers: [],
};

/** Amount in minor units of its currency, on the day of its valuation. */
export interface PlanAmount {
  readonly minor: number;
  readonly ccy: string;
  readonly on: LocalDate;
}
/** Dollars for one unit of the currency, on a day, from a source: what a total in dollars rests on (R-FIN-08). */
export interface PlanRate {
  readonly usd: number;
  readonly on: LocalDate;
  readonly source: string;
}

/** What a bank needs to stop a payment (R-FIN-10). */
export interface PlanStopPayment {
  readonly payer: string | null;
  readonly beneficiary: string | null;
  /** Minor units and currency. */
  readonly amount: { readonly minor: number; readonly ccy: string } | null;
  /** When the transfer took effect. */
  readonly valueTime: InstantMs | null;
  readonly reference: string | null;
  readonly fraudType: string | null;
  readonly reportNo: string | null;
}

/** The FIU's consent that one agency may have its information (R-FIN-11). */
export interface PlanFiuConsent {
  readonly to: Code;
  /** Also as evidence, not only as intelligence. */
  readonly evidence: boolean;
  /** null: asked for, not given. */
  readonly on: LocalDate | null;
}

/** Nothing of it recorded, for plans from an operation file: the fields of each item to spread. */
export const NOT_RECORDED = {
  order: { state: null, acknowledgements: [] },
  agency: { ceiling: null },
  task: { level: null, authority: null },
  jit: { evidenceRules: null, languages: null, authorisations: [] },
  agreement: { documentHash: null, approvedBy: null },
  movement: { journey: NO_JOURNEY },
  asset: { amount: null, rate: null },
  request: { dataHeld: null, stopPayment: null },
  record: { fiu: null, fiuConsent: [], reviewed: null },
  release: { approvers: null },
} as const;
