/**
 * The plan of one operation as rules, release and briefing read it: a tree of plain values.
 * It is built either from an operation file (shared/formats) or from the tables (db/queries), so one engine serves both.
 * Ids are the codes people use (T39, M3, AG6); `null` means "not given", and in a plan that came from another agency also "not released to us".
 */
import type {
  PlanAcknowledgement,
  PlanAmount,
  PlanAuthorisation,
  PlanFiuConsent,
  PlanJourney,
  PlanRate,
  PlanStopPayment,
} from './held.ts';
import type { Limits } from './limits.ts';
import type {
  AgencyRole,
  AgreementState,
  AgreementType,
  AssetKind,
  AssetState,
  Category,
  DeconflictionState,
  DependencyType,
  EntityKind,
  Handling,
  JitState,
  LanguageLevel,
  Level,
  MovementMode,
  MovementState,
  OperationState,
  OrderState,
  ReleaseState,
  RequestState,
  Skill,
  TaskKind,
  TaskState,
  Tlp,
} from './vocabulary.ts';

export type { EscortRatios, Limits } from './limits.ts';

/** UTC instant in milliseconds since 1970; always an integer. */
export type InstantMs = number;
/** `YYYY-MM-DD`. */
export type LocalDate = string;
/** Id of an item within its plan, as people write it. */
export type Code = string;
/** ISO 3166-1 alpha-2. */
export type CountryCode = string;

export interface Bi {
  readonly en: string;
  readonly fr: string;
}
export interface DateSpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface PlanOperation {
  readonly id: Code;
  readonly codeName: string;
  readonly title: Bi;
  readonly status: OperationState;
  readonly lead: Code | null;
  readonly coordinator: Code | null;
  readonly refTz: string;
  /** null: the exact H-hour was not released to this agency (R-OP-11). */
  readonly hHour: InstantMs | null;
  readonly dDay: LocalDate;
  readonly marking: Marking;
  readonly mandate: readonly string[];
  readonly command: {
    readonly strategic: Code | null;
    readonly tactical: Code | null;
    readonly operational: Readonly<Record<Code, Code>>;
  };
  readonly order: PlanOrder | null;
  /** Agencies that may see the exact H-hour; null: no list was laid down (docs/rules.md, R-OP-11). */
  readonly disclosure: readonly Code[] | null;
}
export interface Marking {
  readonly tlp: Tlp;
  readonly level: Level;
  readonly handling: readonly Handling[];
}
export const ORDER_SECTIONS = [
  'information',
  'intention',
  'method',
  'administration',
  'risk_assessment',
  'communications',
  'human_rights',
] as const;
export type OrderSection = (typeof ORDER_SECTIONS)[number];
export interface PlanOrder {
  readonly version: number;
  readonly state: OrderState | null;
  readonly acknowledgements: readonly PlanAcknowledgement[];
  readonly sections: Readonly<Partial<Record<OrderSection, Bi>>>;
}

export interface PlanAgency {
  readonly id: Code;
  readonly name: string;
  readonly role: AgencyRole;
  readonly tz: string;
  readonly cc: CountryCode | null;
  readonly ncb: string | null;
  /** Highest level it may receive (R-HAN-04). */
  readonly ceiling: Level | null;
}
export interface PlanSite {
  readonly id: Code;
  readonly code: string;
  readonly cc: CountryCode;
  readonly place: string;
  readonly lat: number;
  readonly lon: number;
  readonly tz: string;
  readonly estPersons: number;
  readonly estHeld: number;
  readonly hazards: readonly string[];
}
export interface PlanHoliday extends DateSpan {
  readonly cc: CountryCode;
}
export interface PlanPhase {
  readonly id: Code;
  readonly name: Bi;
  readonly from: string;
  readonly to: string;
}
export interface PlanSyncGroup {
  readonly id: Code;
  readonly name: string;
  readonly tasks: readonly Code[];
}

export interface PlanDependency {
  readonly on: Code;
  readonly type: DependencyType /** minutes, may be negative */;
  readonly lag: number;
}
export interface PlanDecision {
  readonly owner: Code | null;
  readonly deputy: Code | null;
  readonly abort: string | null;
}
export interface PlanTask {
  readonly id: Code;
  readonly phase: Code | null;
  /** One of the three start forms of shared/time; null: not released. */
  readonly at: string | null;
  readonly minutes: number | null;
  readonly owner: Code | null;
  /** A site id, or `REM`; null: not released. */
  readonly site: Code | null;
  readonly kind: TaskKind;
  readonly title: string;
  /** Share of a person's time, percent. */
  readonly load: number;
  readonly dependencies: readonly PlanDependency[];
  readonly people: readonly Code[];
  readonly need: { readonly skills: Readonly<Partial<Record<Skill, number>>>; readonly languages: readonly string[] };
  readonly sync: Code | null;
  readonly jit: Code | null;
  readonly movement: Code | null;
  readonly armed: boolean;
  readonly decision: PlanDecision | null;
  readonly status: TaskState;
  /** Own marking; null: none, that of the operation counts (R-PER-15). */
  readonly level: Level | null;
  /** By what authority it may stand outside lawful hours (R-OP-14); null: none recorded. */
  readonly authority: string | null;
}

export interface PlanPerson {
  readonly id: Code;
  readonly name: string;
  readonly agency: Code | null;
  readonly role: string;
  readonly languages: Readonly<Record<string, LanguageLevel>>;
  readonly skills: readonly Skill[];
  readonly clearance: 1 | 2 | 3;
  readonly vetting: LocalDate | null;
  readonly medical: LocalDate | null;
  readonly passport: LocalDate | null;
  readonly firearms: LocalDate | null;
  /** Right of entry per country: last valid day, or `exempt`. */
  readonly entry: Readonly<Record<CountryCode, LocalDate | 'exempt'>>;
  /** Countries whose host authorised this person to carry. */
  readonly arms: readonly CountryCode[];
  readonly deployed: { readonly to: CountryCode; readonly from: LocalDate; readonly until: LocalDate } | null;
  readonly leave: readonly DateSpan[];
}

export type Signatures = Readonly<Record<string, LocalDate | null>>;
export interface PlanJit {
  readonly id: Code;
  readonly name: string;
  readonly status: JitState;
  readonly parties: readonly CountryCode[];
  readonly operatesIn: readonly CountryCode[];
  readonly leaders: Readonly<Record<CountryCode, Code>>;
  readonly from: LocalDate;
  readonly until: LocalDate;
  readonly signed: Signatures;
  readonly basis: readonly string[];
  readonly members: readonly Code[];
  readonly seconded: Readonly<Record<Code, CountryCode>>;
  readonly participants: readonly Code[];
  readonly armsForSeconded: boolean;
  readonly costs: string | null;
  readonly evaluationDue: LocalDate | null;
  readonly extensions: readonly { readonly until: LocalDate; readonly signed: Signatures }[];
  /** Formalities of evidence by party. */
  readonly evidenceRules: Readonly<Record<CountryCode, string>> | null;
  /** Working languages. */
  readonly languages: readonly string[] | null;
  readonly authorisations: readonly PlanAuthorisation[];
}

export interface PlanCoverage {
  readonly from: readonly CountryCode[];
  readonly to: readonly CountryCode[];
  readonly nat: readonly string[];
  readonly cat: readonly Category[];
  /** Cooperation agreements cover data instead of routes. */
  readonly data: readonly string[];
  readonly purpose: string | null;
}
export interface PlanTransit {
  readonly via: CountryCode;
  readonly nat: readonly string[];
  readonly cat: readonly Category[];
}
export interface PlanApproval {
  readonly step: AgreementState;
  readonly date: LocalDate;
  readonly ref: string | null;
}
export interface PlanAgreement {
  readonly id: Code;
  readonly type: AgreementType;
  readonly title: Bi;
  readonly parties: readonly string[];
  readonly state: AgreementState;
  readonly since: LocalDate;
  readonly signed: Signatures;
  readonly covers: readonly PlanCoverage[];
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
  readonly noticeMonths: number | null;
  readonly transit: readonly PlanTransit[];
  readonly approval: readonly PlanApproval[];
  /** Fingerprint of the paper attached. */
  readonly documentHash: string | null;
  /** Who approved an ad hoc basis (R-AGR-07). */
  readonly approvedBy: readonly string[] | null;
}

export interface PlanPax {
  readonly nat: CountryCode;
  readonly cat: Category;
  readonly n: number;
  readonly to: CountryCode;
  readonly highRisk: number;
  readonly minorsAlone: number;
  readonly guardian: boolean;
  readonly basis: Code | null;
}
export interface PlanChecks {
  readonly screened: number;
  readonly consent: number;
  readonly refoulementCleared: number;
  readonly nationality: number;
  readonly travelDoc: number;
  readonly consular: number;
  readonly fitToTravel: number;
  readonly carrierNotice: boolean;
  readonly handoverSlot: boolean;
}
export interface PlanMovement {
  readonly id: Code;
  readonly task: Code | null;
  readonly status: MovementState;
  readonly mode: MovementMode;
  readonly from: CountryCode;
  readonly to: readonly CountryCode[];
  readonly depart: InstantMs;
  readonly seats: number;
  readonly pax: readonly PlanPax[];
  readonly via: readonly CountryCode[];
  readonly flightHours: number;
  readonly separationPlan: boolean;
  readonly escorts: number;
  readonly support: number;
  readonly medics: number;
  readonly receiving: Code | null;
  readonly checks: PlanChecks | null;
  readonly journey: PlanJourney;
}

export interface PlanEntity {
  readonly id: Code;
  readonly kind: EntityKind;
  readonly name: string;
  readonly cc: CountryCode | null;
}
export interface PlanAsset {
  readonly id: Code;
  readonly kind: AssetKind;
  readonly ref: string;
  readonly state: AssetState /** US cents */;
  readonly usdMinor: number;
  readonly owner: Code | 'unknown' | null;
  readonly cc: CountryCode | null;
  readonly ccy: string | null;
  readonly order: { readonly ref: string; readonly date: LocalDate; readonly final: boolean } | null;
  readonly agreement: Code | null;
  readonly amount: PlanAmount | null;
  readonly rate: PlanRate | null;
}
/** `src` and `dst` are asset ids or a victim pool `V:CC`. */
export interface PlanFlow {
  readonly id: Code;
  readonly src: string;
  readonly dst: string;
  readonly usdMinor: number;
  readonly date: LocalDate;
  readonly method: string;
}
export interface PlanRequest {
  readonly id: Code;
  readonly kind: string;
  readonly channel: string;
  readonly from: Code | null;
  readonly to: CountryCode | '*';
  readonly status: RequestState;
  readonly asset: Code | null;
  readonly entity: Code | null;
  readonly date: LocalDate | null;
  readonly due: LocalDate | null;
  readonly effect: { readonly measure: string; readonly from: LocalDate; readonly until: LocalDate | null } | null;
  /** The authority asked already holds what is asked (R-FIN-03). */
  readonly dataHeld: boolean | null;
  readonly stopPayment: PlanStopPayment | null;
}
export interface PlanDeconfliction {
  readonly id: Code;
  readonly with: string;
  readonly about: string;
  readonly status: DeconflictionState;
  readonly site: Code | null;
  readonly raised: LocalDate | null;
}
export interface PlanRisk {
  readonly id: Code;
  readonly what: string;
  readonly like: number;
  readonly impact: number;
  readonly owner: Code | null;
  readonly measure: string | null;
}
export interface PlanRecord {
  readonly id: Code;
  readonly what: string;
  readonly owner: Code | null;
  readonly tlp: Tlp | null;
  readonly level: Level | null;
  readonly handling: readonly Handling[];
  readonly h3: string | null;
  readonly retainUntil: LocalDate | null;
  readonly personal: boolean;
  readonly purpose: readonly string[];
  readonly links: readonly Code[];
  readonly consent: readonly Code[];
  readonly withdrawn: LocalDate | null;
  /** The FIU whose information this is (R-FIN-11). */
  readonly fiu: Code | null;
  readonly fiuConsent: readonly PlanFiuConsent[];
  /** Day of the last review (R-HAN-08). */
  readonly reviewed: LocalDate | null;
}
export interface PlanRelease {
  readonly id: Code;
  readonly by: Code | null;
  readonly to: Code | null;
  readonly purpose: string;
  readonly records: readonly Code[];
  readonly status: ReleaseState;
  readonly persons: readonly Code[];
  /** Who approved it (R-HAN-12). */
  readonly approvers: readonly string[] | null;
}

/** A finding lifted or acknowledged by people, as its record says; whether it counts is judged in shared/domain/overrides. */
export interface PlanOverride {
  /** Record id. */
  readonly id: string;
  readonly rule: string;
  readonly subject: Code;
  /** What the finding was when it was lifted. */
  readonly severity: 'block' | 'warn' | null;
  /** Items the finding named then. */
  readonly covers: readonly string[];
  readonly reason: string;
  /** Code of a person of the plan, or a name. */
  readonly by: string;
  readonly second: string | null;
  /** Last day it holds; null: until withdrawn. */
  readonly until: LocalDate | null;
  readonly at: InstantMs | null;
  /** Not the word of the agency that keeps the operation. */
  readonly foreign: boolean;
  /** A field of it is in conflict. */
  readonly contested: boolean;
}

export interface Plan {
  readonly operation: PlanOperation;
  readonly limits: Limits;
  readonly targets: Readonly<Record<string, number>>;
  readonly agencies: readonly PlanAgency[];
  readonly sites: readonly PlanSite[];
  readonly holidays: readonly PlanHoliday[];
  readonly phases: readonly PlanPhase[];
  readonly syncGroups: readonly PlanSyncGroup[];
  readonly tasks: readonly PlanTask[];
  readonly people: readonly PlanPerson[];
  readonly jits: readonly PlanJit[];
  readonly agreements: readonly PlanAgreement[];
  readonly movements: readonly PlanMovement[];
  readonly entities: readonly PlanEntity[];
  readonly assets: readonly PlanAsset[];
  readonly flows: readonly PlanFlow[];
  readonly requests: readonly PlanRequest[];
  readonly deconfliction: readonly PlanDeconfliction[];
  readonly risks: readonly PlanRisk[];
  readonly records: readonly PlanRecord[];
  readonly releases: readonly PlanRelease[];
  /** Findings people lifted; empty for a plan that comes from an operation file. */
  readonly overrides: readonly PlanOverride[];
}

/** What a rule says about one subject (SCHEMA.md, section 6). */
export interface Finding {
  readonly rule: string;
  readonly severity: 'block' | 'warn';
  readonly subject: Code;
  /** One sentence in English, made from the items (`domain/rules/words`), which says it in other languages too. */
  readonly message: string;
  /** Machine-readable items, which hold everything the sentence says. */
  readonly items: readonly FindingItem[];
  readonly gate: string;
}
export interface FindingItem {
  readonly ref?: Code;
  readonly key: string;
  readonly value?: string | number;
  /** Further details of this item, by name: codes, dates, counts. */
  readonly also?: Readonly<Record<string, string | number>>;
}
