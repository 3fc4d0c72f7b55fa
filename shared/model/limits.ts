/** What the rules measure against. */
import type { LanguageLevel } from './vocabulary.ts';

export interface EscortRatios {
  /** "staff:travellers" */
  readonly lowRiskUpTo4h: readonly [number, number];
  readonly lowRiskOver4h: readonly [number, number];
  readonly highRisk: readonly [number, number];
  readonly irregular: readonly [number, number];
  readonly victimSupport: readonly [number, number];
  readonly medicFromPersons: number;
}
/** Limits of the rules (SCHEMA.md, defaults); each operation may set its own. */
export interface Limits {
  readonly syncToleranceMin: number;
  readonly langLevel: LanguageLevel;
  readonly restH: number;
  readonly dutyMaxH: number;
  readonly dutyMergeGapH: number;
  readonly transitSameCountryH: number;
  readonly transitAbroadH: number;
  readonly deployMaxDays: number;
  readonly passportMonths: number;
  readonly jitExpiryWarnDays: number;
  readonly agreementMarginDays: number;
  readonly agreementStaleDays: number;
  readonly egmontDays: number;
  readonly flowTolerancePct: number;
  readonly escort: EscortRatios;
  /**
   * When the law of a state allows a coercive measure, as wall clock at the site: `KH.search` → `06:00-18:00` (R-OP-14). A state and
   * measure that is not here is allowed at any hour, as far as this plan knows. Kept in the workspace only.
   */
  readonly lawfulHours: Readonly<Record<string, string>>;
  /** Kept in the workspace only: the operation file has no key for those below. */
  readonly ackWindowH: number;
  readonly custodyH: number;
  readonly custodyWarnPct: number;
  readonly fiuHeldDays: number;
  readonly stopPaymentH: number;
  readonly reviewYears: number;
}
