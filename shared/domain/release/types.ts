/** What the release gate reads and what it answers. Plain values, so that the answer can be shown, logged by id and tested. */
import type { Wire } from '../../model/kinds/field.ts';
import type { Code, CountryCode, InstantMs, LocalDate, Plan } from '../../model/plan.ts';
import type { AgencyRole, Handling, Level, Tlp } from '../../model/vocabulary.ts';
import type { WhyKey } from './why.ts';

/** One visible record of an operation as the tables hold it; a field that is not given is null or absent. */
export interface RecordRow {
  readonly id: string;
  readonly kind: string;
  /** Exchange id of the owning agency; never changes. */
  readonly owner: string;
  readonly fields: Readonly<Record<string, Wire>>;
  /** Place in the order of creation; without it rows count as given in that order. */
  readonly order?: number;
  /** Fields with an open conflict. */
  readonly contested?: readonly string[];
  /** Every value of a field that has several: all of them travel, so all of them are judged. */
  readonly sides?: Readonly<Record<string, readonly Wire[]>>;
}

/** A record that does not appear in the plan, and the field this version does not understand or misses. */
export interface LeftOut {
  readonly id: string;
  readonly kind: string;
  readonly field: string;
}

export interface ContestedField {
  readonly id: string;
  readonly kind: string;
  /** Code of the record, or of the one it is a part of. */
  readonly code: Code;
  readonly field: string;
}

/** The plan that a set of rows adds up to, and how its codes and the record ids belong together. */
export interface PlanView {
  readonly plan: Plan;
  /** `now` of a training operation; null: the device clock counts. */
  readonly clock: InstantMs | null;
  readonly idOf: ReadonlyMap<Code, string>;
  readonly codeOf: ReadonlyMap<string, Code>;
  /** References to records that are withheld or have not arrived; the plan holds null or nothing in their place. */
  readonly withheldRefs: number;
  readonly leftOut: readonly LeftOut[];
  readonly contested: readonly ContestedField[];
}

export interface Recipient {
  /** Code of the receiving agency in this operation. */
  readonly agency: Code;
  /** Highest INTERPOL level the agency may hold (R-HAN-04). */
  readonly ceiling: Level;
  readonly role: AgencyRole;
  readonly cc: CountryCode | null;
  /** Codes of the persons addressed by name, for TLP RED. */
  readonly named: readonly Code[];
}

export interface Releaser {
  readonly agency: Code;
  /** Exchange id of the releasing agency, as it stands in `RecordRow.owner`. */
  readonly id: string;
}

export interface ReleaseInput {
  readonly rows: readonly RecordRow[];
  readonly view: PlanView;
  readonly recipient: Recipient;
  readonly releaser: Releaser;
  /** Purpose of the release (R-HAN-13); default `joint_operation`. */
  readonly purpose?: string;
  /** Day of the release, for retention and agreements in force. */
  readonly today: LocalDate;
  /** Ids of records that were recalled from this recipient and not released there again (R-HAN-09). */
  readonly recalled?: ReadonlySet<string>;
}

export interface IncludedRecord {
  readonly id: string;
  readonly kind: string;
  readonly code: Code;
  /** Names of the set fields that leave. */
  readonly fields: readonly string[];
}
export interface RedactedField {
  readonly id: string;
  readonly kind: string;
  readonly code: Code;
  readonly field: string;
  readonly rule: string;
  readonly why: WhyKey;
}
export interface WithheldRecord {
  readonly id: string;
  readonly kind: string;
  readonly code: Code;
  /** The first rule that holds the record back. */
  readonly rule: string;
  readonly why: WhyKey;
  /** Every rule that holds it back, in the order of docs/release.md. */
  readonly rules: readonly string[];
}

/** What the whole release is marked with; the strictest of each system, never converted into one another. */
export interface ReleaseMarkings {
  readonly tlp: Tlp;
  readonly level: Level;
  /** Union of the handling codes that travel; H1 and H3 are shown with the data. */
  readonly handling: readonly Handling[];
  /** The words of H3, by code of the record they belong to. */
  readonly conditions: readonly { readonly code: Code; readonly text: string }[];
}

export interface ReleaseWarning {
  /** Catalogue key, `release.warning.…`. */
  readonly key: string;
  readonly codes: readonly Code[];
}

/**
 * Every visible record stands in exactly one of `included` and `withheld`; every set field of an included record stands in exactly
 * one of its `fields` and `redacted`. The manifest stays with the releaser: it names what the recipient must not know of.
 */
export interface Manifest {
  readonly recipient: Code;
  readonly purpose: string;
  readonly included: readonly IncludedRecord[];
  readonly redacted: readonly RedactedField[];
  readonly withheld: readonly WithheldRecord[];
  readonly markings: ReleaseMarkings;
  /** R-HAN-12 */
  readonly needsSecondApprover: boolean;
  readonly personal: boolean;
  readonly warnings: readonly ReleaseWarning[];
}
