import type { Wire } from '#shared/model/kinds/field.ts';
import type { AgencyId, Answer, ConflictSide, ConflictView, Id24, OwnIdentity, RecordId } from '../store-types.ts';
import type { HouseFile } from './house.ts';
import type { OutboxRow, PreparedRelease, RecallInput } from '../store-exchange.ts';

export interface HoldInput {
  readonly rec: RecordId;
  /** Legal basis in words; travels back with the receipt. */
  readonly basis: string;
  readonly by: string;
  readonly second: string;
}
export interface HoldRow {
  readonly rec: RecordId;
  readonly basis: string;
  readonly by: string;
  readonly second: string;
  readonly at: number;
  /** Lines kept of it since its recall; 0 while it was not recalled. */
  readonly kept: number;
}

/** A recall written here, and what its recipient says of it. */
export interface RecallRow {
  readonly recall: Id24;
  readonly rec: RecordId;
  readonly kind: string;
  readonly to: AgencyId;
  readonly at: number;
  readonly reason: Wire;
  /** Released there again since. */
  readonly openAgain: boolean;
  /** `written`: in no sealed file yet; `sent`; `arrived`: its file is acknowledged; `done` and `kept` are receipts. */
  readonly state: 'written' | 'sent' | 'arrived' | 'done' | 'kept';
  readonly basis: Wire;
  readonly confirmedAt: number | null;
}
/** A recall that was carried out here. */
export interface RecalledRow {
  readonly recall: Id24;
  readonly rec: RecordId;
  readonly kind: string;
  readonly by: AgencyId;
  readonly at: number;
  readonly reason: Wire;
  readonly outcome: string;
}

export interface SentItem extends Omit<OutboxRow, 'state'> {
  readonly state: 'prepared' | 'sent' | 'acknowledged' | 'assumed' | 'recalled' | 'expired';
  /** Of its records: recalled from the recipient since, and past the end of their retention. */
  readonly recalled: number;
  readonly expired: number;
}

/** How one agency stands with us. */
export interface Standing {
  readonly agency: AgencyId;
  readonly suspended: boolean;
  readonly sent: number;
  readonly acknowledged: number;
  readonly unacknowledged: readonly number[];
  /** Streams from there: highest unbroken number, what came after a gap, and which numbers are missing. */
  readonly streams: readonly {
    readonly stream: Id24;
    readonly station: string;
    readonly unbroken: number;
    readonly later: readonly number[];
    readonly missing: readonly number[];
    readonly replaces: Id24 | null;
    readonly replaced: boolean;
  }[];
  /** Lines of ours they lost with a restored backup and that go back to them. */
  readonly toReturn: number;
  readonly receiptsWaiting: number;
  readonly held: number;
  readonly aside: number;
}
export interface AlarmRow {
  readonly n: number;
  readonly agency: AgencyId;
  readonly kind: 'fork' | 'acknowledgement';
  readonly at: number;
  readonly stream: Id24 | null;
  readonly seq: number | null;
  readonly header: Id24 | null;
  readonly reason: string;
  /** The word is about files we never sealed: this workspace may have been put back to a backup. */
  readonly restartHint: boolean;
  readonly decided: { readonly at: number; readonly by: string; readonly reason: string } | null;
}
/** A file signed with a key that its agency revoked later. */
export interface DoubtRow {
  readonly agency: AgencyId;
  readonly seq: number;
  readonly header: Id24;
  readonly at: number;
  readonly key: Id24;
  /** Signed after the stated time, or beyond the last number known good. */
  readonly doubtful: boolean;
  readonly records: readonly RecordId[];
}

export interface ConflictRow extends Omit<ConflictView, 'sides'> {
  readonly operation: RecordId | null;
  readonly owner: AgencyId;
  readonly code: string | null;
  readonly reading: 'auto-merged' | 'conflict' | 'contested' | 'proposal' | 'edited';
  readonly sides: number;
}
export interface ConflictDetail extends ConflictView {
  readonly operation: RecordId | null;
  readonly owner: AgencyId;
  readonly code: string | null;
  readonly reading: ConflictRow['reading'];
  /** The last value every side had seen; null when there is none, or none known here. */
  readonly base: Wire;
  readonly hasBase: boolean;
  /** Best first, as the provisional value is chosen. */
  readonly sides: readonly ConflictSide[];
}
export type ConflictList = 'conflicts' | 'merged' | 'proposals';

export interface BreachInput {
  readonly commit: number;
  readonly operation: RecordId;
  readonly breaches: readonly {
    readonly rule: string;
    readonly severity: 'block' | 'warn';
    readonly subject: string;
  }[];
}
export interface BreachRow {
  readonly n: number;
  readonly step: number;
  readonly operation: RecordId;
  readonly rule: string;
  readonly severity: 'block' | 'warn';
  readonly subject: string;
  readonly at: number;
}
export interface Page<T> {
  readonly total: number;
  readonly items: readonly T[];
}

/** One record of a sent file. `contribution`: its owner is another agency, so it is not ours to recall. */
export interface SentRecordRow {
  readonly rec: RecordId;
  readonly kind: string;
  readonly state: 'released' | 'recalled' | 'contribution';
}
/** Records released to an agency, each with the fields that went there. */
export type ReleasedFields = ReadonlyMap<RecordId, ReadonlySet<string>>;
/** What an agency holds of ours. */
export interface HoldingRow {
  readonly kinds: readonly { readonly kind: string; readonly released: number; readonly acknowledged: number }[];
  readonly recalled: number;
}

/** What people keep in view of the exchange: recalls, receipts, gaps, alarms, conflicts. */
export interface ExchangeDesk {
  readonly prepareAck: (to: AgencyId, by: string) => Answer<PreparedRelease>;
  /** Lines for the other stations of this agency; `full` holds those again that an earlier file to them held. */
  readonly prepareHouse: (by: string, full: boolean) => Answer<PreparedRelease>;
  readonly houseFiles: (after: number) => readonly HouseFile[];
  readonly hasHeader: (header: Id24) => boolean;
  /** Whether a file of this SHA-256 (hex) was taken in. */
  readonly hasFile: (hash: string) => boolean;
  /** Only an unused workspace becomes a station of another agency. */
  readonly joinAgency: (identity: OwnIdentity, by: string, second: string) => Answer<null>;
  readonly prepareReturn: (to: AgencyId, by: string) => Answer<PreparedRelease>;
  readonly returnsFor: (to: AgencyId) => Returned;
  readonly receiptsWaiting: (to: AgencyId) => number;
  readonly releaseAgain: (input: RecallInput) => Answer<null>;
  /** Records recalled from an agency and not released there again. */
  readonly recalledFrom: (agency: AgencyId) => ReadonlySet<RecordId>;
  readonly recalls: (first: number, count: number) => Page<RecallRow>;
  readonly recalledHere: (first: number, count: number) => Page<RecalledRow>;
  readonly hold: (input: HoldInput) => Answer<null>;
  readonly liftHold: (input: Omit<HoldInput, 'basis'> & { readonly reason: string }) => Answer<null>;
  readonly holds: () => readonly HoldRow[];
  readonly restart: (by: string, reason: string) => Answer<{ readonly streams: number }>;
  /** `day`: today as YYYY-MM-DD, for the end of retention. */
  readonly outbox: (to: AgencyId | null, first: number, count: number, day: string) => Page<SentItem>;
  /** Null: there is no such outbox item. */
  readonly sentRecords: (
    outbox: number,
    first: number,
    count: number,
  ) => (Page<SentRecordRow> & { readonly to: AgencyId }) | null;
  readonly releasable: (recs: readonly RecordId[], to: AgencyId) => ReadonlySet<RecordId>;
  readonly releasedFields: (agency: AgencyId, operation: RecordId) => ReleasedFields;
  readonly holding: (agency: AgencyId) => HoldingRow;
  /** Every sealed file by the SHA-256 (hex) of its bytes. */
  readonly sealedFiles: () => readonly {
    readonly outbox: number;
    readonly hash: string;
    readonly to: AgencyId;
    readonly state: string;
  }[];
  readonly standings: () => readonly Standing[];
  readonly alarms: (undecidedOnly: boolean) => readonly AlarmRow[];
  readonly doubts: () => readonly DoubtRow[];
  readonly conflictPage: (
    list: ConflictList,
    operation: RecordId | null,
    first: number,
    count: number,
  ) => Page<ConflictRow>;
  /** Every value of each field of an operation that has several, by record and field. */
  readonly sidesOf: (operation: RecordId) => ReadonlyMap<RecordId, Readonly<Record<string, readonly Wire[]>>>;
  readonly conflict: (rec: RecordId, field: string) => ConflictDetail | null;
  /** Operations that known ones of these records belong to. */
  readonly operationsOf: (records: Iterable<RecordId>) => readonly RecordId[];
  readonly recordBreaches: (input: BreachInput) => void;
  readonly breaches: (operation: RecordId | null) => readonly BreachRow[];
  readonly noteBreach: (n: number, by: string) => Answer<null>;
  readonly carrier: (agency: AgencyId) => string | null;
  readonly keepCarrier: (agency: AgencyId, folder: string) => void;
}
export interface Returned {
  readonly lines: readonly { readonly id: Id24; readonly text: string }[];
  readonly proofs: readonly {
    readonly headerBytes: Uint8Array;
    readonly signature: Uint8Array;
    readonly lineIds: Uint8Array;
  }[];
}
