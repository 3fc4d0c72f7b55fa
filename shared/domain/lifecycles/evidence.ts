/** What is put forward for a step. What is left out counts as not there: a step is refused, never assumed. */
import type { Code, Finding, LocalDate, PlanAsset, PlanChecks, Signatures } from '../../model/plan.ts';
import type { Role } from './types.ts';

/** A finding lifted or acknowledged. */
export interface Lifting {
  readonly rule: string;
  readonly subject: Code;
  readonly reason: string;
  readonly by: string;
  readonly role: Role;
  readonly second: string | null;
  /** Last day it holds; null: until withdrawn. */
  readonly until: LocalDate | null;
}
export interface Evidence {
  /** Date of the clock in the reference zone. */
  readonly today: LocalDate;
  readonly by: { readonly person: string; readonly role: Role };
  readonly second?: string | null;
  /** Day on which the step was taken. */
  readonly date?: LocalDate | null;
  /** Day on which the present state was reached. */
  readonly since?: LocalDate | null;
  /** Out of a side state: `originOf` of the states it went through. */
  readonly cameFrom?: string | null;
  readonly reference?: string | null;
  readonly reason?: string | null;
  readonly authority?: string | null;
  readonly review?: LocalDate | null;
  readonly parties?: readonly string[] | null;
  readonly signed?: Signatures | null;
  readonly start?: LocalDate | null;
  /** Last day, for a JIT with the extensions that already count. */
  readonly end?: LocalDate | null;
  readonly due?: LocalDate | null;
  readonly extension?: { readonly until: LocalDate; readonly signed: Signatures } | null;
  /** Whether the law of a party asks for ratification. */
  readonly ratification?: boolean | null;
  readonly successor?: Code | null;
  /** Version to be issued, and the last one issued before; 0: none yet. */
  readonly version?: { readonly issue: number; readonly last: number } | null;
  /** Agencies it went to, and the day on which each acknowledged. */
  readonly recipients?: readonly string[] | null;
  readonly acknowledged?: Signatures | null;
  readonly order?: PlanAsset['order'];
  readonly agreement?: Code | null;
  readonly checks?: PlanChecks | null;
  readonly handover?: {
    readonly place: string;
    readonly persons: number;
    readonly givenBy: string;
    readonly takenBy: string;
  } | null;
  /** Travellers at departure and at handover. */
  readonly counts?: { readonly departed: number; readonly handedOver: number } | null;
  /** Findings about the item before the step and as they would be after it (`planEvidence`); absent: the rules were not asked. */
  readonly findings?: readonly Finding[] | null;
  readonly liftings?: readonly Lifting[];
}

/** Findings that nobody can lift (‡ in docs/rules.md). */
export const NEVER_LIFTED: ReadonlySet<string> = new Set([
  'R-OP-01',
  'R-OP-12',
  'R-AGR-02',
  'R-MOV-02',
  'R-MOV-03',
  'R-MOV-04',
  'R-MOV-05',
  'R-MOV-10',
  'R-FIN-06',
  'R-FIN-08',
  'R-HAN-01',
  'R-HAN-02',
  'R-HAN-03',
  'R-HAN-04',
  'R-HAN-11',
  'R-HAN-13',
  'R-EXP-01',
  'R-EXP-02',
  'R-EXP-04',
  'R-EXP-06',
]);
