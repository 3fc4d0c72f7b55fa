import type { MergeClass, Wire } from '#shared/model/kinds/field.ts';
import type { Level } from '#shared/model/vocabulary.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import type { Result } from '#shared/result/result.ts';

/** 24 bytes as 32 base64url characters: records, lines, streams, headers, agencies, keys. */
export type Id24 = string;
export type RecordId = Id24;
export type AgencyId = Id24;
export type LineId = Id24;

/** Who speaks for this station. Known only after the workspace was unlocked, so it is bound after opening (`Store.speakAs`). */
export interface Author {
  readonly agencyId: AgencyId;
  readonly stationKeyId: Id24;
  /** Ed25519 signature (64 bytes) over exactly these bytes. */
  readonly sign: (bytes: Uint8Array) => Uint8Array;
  /** Whether the agency has, or had, further stations: partners then acknowledge streams that are not known here. */
  readonly hasSiblings?: boolean;
}

/** What the store is given: it owns no clock, no randomness and no keys. */
export interface StoreDeps {
  /** SHA-256 of the concatenation of the parts, 32 bytes. */
  readonly sha256: (...parts: readonly Uint8Array[]) => Uint8Array;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Device clock, UTC milliseconds. */
  readonly now: () => number;
  /** Whether a text is a value sealed under the traveller key. Without it no own field of a kind kept apart can be written. */
  readonly isSealed?: (text: string) => boolean;
}

/** Name of the command in words: key of the catalogues and what is put into the sentence. */
export interface Label {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A value in a change: `{ ref: key }` stands for the record that a `create` of the same commit makes under that key, before or after it. */
export type DraftValue = Wire | { readonly ref: string } | readonly DraftValue[];

export type Change =
  | {
      readonly type: 'create';
      readonly kind: string;
      readonly key: string;
      readonly fields: Readonly<Record<string, DraftValue | undefined>>;
    }
  | { readonly type: 'set'; readonly rec: Target; readonly field: string; readonly value: DraftValue }
  | { readonly type: 'close'; readonly rec: Target }
  | { readonly type: 'reopen'; readonly rec: Target };
/** A record that is there, or one that is created in the same step. */
export type Target = RecordId | { readonly ref: string };

export interface CommitInput {
  /** A verb of the field: `task.move`, `operation.load`. */
  readonly command: string;
  readonly label: Label;
  /** Token of the person; only this agency resolves it. */
  readonly by: string;
  readonly undoable: boolean;
  readonly changes: readonly Change[];
  /** Who stood by it and why, for the audit entry of the step: tokens, reasons and ids, never values. */
  readonly audit?: Pick<AuditEntry, 'role' | 'second' | 'reason' | 'rules' | 'ids'>;
}

export interface Committed {
  /** Number of the commit; 0 when nothing was changed and therefore nothing was written. */
  readonly step: number;
  readonly touched: readonly RecordId[];
  /** Operations the touched records belong to. */
  readonly operations: readonly RecordId[];
  /** Local keys of `create` → record ids. */
  readonly created: ReadonlyMap<string, RecordId>;
  /** Lines written. */
  readonly lines: number;
  /** Fields that now stand open in conflict among those touched. */
  readonly conflicts: number;
}

export interface UndoEntry {
  readonly step: number;
  readonly label: Label;
  readonly command: string;
  readonly by: string;
  readonly at: number;
  readonly state: 'done' | 'undone';
}
export interface Reverted extends Committed {
  readonly label: Label;
  /** Records of the step that are no longer here (recalled): nothing to restore. */
  readonly gone: number;
}

/** One record as the tables hold it. Fields that are null (not given) are left out. */
export interface RecordView {
  readonly id: RecordId;
  readonly kind: string;
  readonly owner: AgencyId;
  readonly operation: RecordId | null;
  /** Clock of the line that created it, for a stable order: (ms, ctr, id). */
  readonly ms: number;
  readonly ctr: number;
  readonly closed: boolean;
  readonly fields: Readonly<Record<string, Wire>>;
  /** Fields with an open conflict; for `decision` fields `fields` holds the last agreed value and every gate reads "not approved". */
  readonly contested: readonly string[];
}

/** A record somebody wrote into after a moment; `was`: as it read at that moment, null where it was not there. */
export interface Touched {
  readonly id: RecordId;
  readonly was: RecordView | null;
}

export interface HistoryEntry {
  /** When this station learnt of it (device clock), and the author's own clock. */
  readonly at: number;
  readonly ms: number;
  readonly agency: AgencyId;
  readonly by: string;
  /** Label of the local command, or of the accepted file. */
  readonly label: Label;
  readonly field: string;
  /** Null: not given before (or not known here). */
  readonly before: Wire;
  readonly after: Wire;
  readonly line: LineId;
  /** Still a current value of the field. */
  readonly current: boolean;
}

export interface HistoryFilter {
  readonly record: RecordId | null;
  readonly author: { readonly agency: AgencyId; readonly by: string } | null;
  /** Moments of this station's clock, both included; null: no limit. */
  readonly from: number | null;
  readonly to: number | null;
  /** Only steps older than this commit: where the page before ended. */
  readonly before: number | null;
  readonly count: number;
}
export interface StepField {
  readonly rec: RecordId;
  readonly kind: string;
  readonly field: string;
  /** Kept under the traveller key: its values are not told. */
  readonly sealed: boolean;
  readonly before: Wire;
  readonly after: Wire;
}
export interface HistoryStep {
  readonly commit: number;
  /** When this station learnt of it. */
  readonly at: number;
  /** Whether it made the step of the label, took it back or made it again. */
  readonly how: 'done' | 'undone' | 'redone';
  readonly label: Label;
  readonly people: readonly { readonly agency: AgencyId; readonly by: string }[];
  /** The first of them; `fieldsInAll` counts all. */
  readonly fields: readonly StepField[];
  readonly fieldsInAll: number;
  readonly records: number;
}
export interface HistoryPage {
  readonly steps: readonly HistoryStep[];
  /** `before` of the next page; null: this was the last. */
  readonly more: number | null;
}
export interface HistorySpan {
  readonly first: number;
  readonly last: number;
  /** In order; where there are many, some of them. */
  readonly moments: readonly number[];
  readonly steps: number;
}

export interface ConflictSide {
  readonly line: LineId;
  readonly value: Wire;
  readonly author: AgencyId;
  readonly by: string;
  readonly ms: number;
  readonly mine: boolean;
}
export interface ConflictView {
  readonly rec: RecordId;
  readonly kind: string;
  readonly field: string;
  readonly merge: MergeClass;
  readonly type: 'bothChanged' | 'editedWhileClosed';
  readonly openedAt: number;
  /** Sorted by line id, the same everywhere. */
  readonly sides: readonly ConflictSide[];
  /** Value shown until then, the same on every station. */
  readonly provisional: Wire;
}

export interface DumpRecord {
  readonly id: RecordId;
  readonly kind: string;
  readonly owner: AgencyId;
  readonly code: string | null;
  readonly fields: Readonly<Record<string, Wire | { readonly conflict: readonly Wire[] }>>;
}
export interface DumpOptions {
  readonly operation?: RecordId;
  /** Only records and fields that were actually sent to this agency. */
  readonly releasedTo?: AgencyId;
  readonly includeClosed?: boolean;
}

/** Ids, counts and reasons; never a value of a field. */
export interface AuditEntry {
  readonly act: string;
  readonly by?: string;
  readonly role?: string;
  readonly second?: string;
  readonly reason?: string;
  readonly recipient?: AgencyId;
  readonly records?: readonly RecordId[];
  readonly ids?: Readonly<Record<string, string>>;
  readonly counts?: Readonly<Record<string, number>>;
  readonly rules?: readonly string[];
}
export interface AuditRow extends AuditEntry {
  readonly n: number;
  readonly id: Id24;
  readonly at: number;
}

export type Trust = 'pending' | 'trusted' | 'revoked';
export interface PartnerRow {
  readonly agencyId: AgencyId;
  readonly code: string;
  readonly name: string;
  /** Exact bytes of the newest accepted card. */
  readonly card: Uint8Array;
  readonly cardId: Id24;
  readonly serial: number;
  readonly trust: Trust;
  readonly verified: {
    readonly at: number;
    readonly by: string;
    readonly second: string;
    readonly how: 'digits' | 'qr';
  } | null;
  readonly ceiling: Level | null;
  /** Fork alarm undecided: nothing of this agency is applied. */
  readonly suspended: boolean;
}
export interface OwnIdentity {
  readonly agencyId: AgencyId;
  readonly code: string;
  readonly name: string;
  readonly stationKeyId: Id24;
  readonly card: Uint8Array;
  readonly serial: number;
  /** Station keys, sealed by the caller; the store never sees them open. */
  readonly sealed: Uint8Array;
}

export type StoreMode = 'create' | 'open';
export type OpenRefusalCode =
  | 'store.exists'
  | 'store.missing'
  | 'store.plain'
  | 'store.not-a-database'
  | 'store.foreign'
  | 'store.newer'
  | 'store.key-or-damage'
  | 'store.damaged'
  | 'store.in-use';

export type Answer<T> = Result<T, Refusal>;
