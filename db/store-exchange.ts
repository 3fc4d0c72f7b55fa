import type { Level } from '#shared/model/vocabulary.ts';
import type { AgencyId, Id24, LineId, RecordId } from './store-types.ts';

/** What one agency is to receive, as decided by the release gate: records and, of each, the fields by name. */
export interface ReleaseInput {
  readonly to: AgencyId;
  readonly by: string;
  /** Second officer, where the rules ask for one. */
  readonly second: string | null;
  readonly purpose: string;
  readonly items: readonly { readonly rec: RecordId; readonly fields: readonly string[] }[];
  /** Leave out what the recipient acknowledged under the present release; false sends everything again. */
  readonly minusAcknowledged: boolean;
  /** Refuse, and leave no trace, when there is no line to send (code `release.empty`). */
  readonly refuseEmpty?: boolean;
}
export interface LineOut {
  readonly id: LineId;
  readonly text: string;
}
/** A place taken in a stream: `seq` and `prev` are final, the lines are in the order in which they must be written. */
export interface PreparedRelease {
  readonly outbox: number;
  readonly to: AgencyId;
  readonly stream: Id24;
  readonly seq: number;
  /** Header id of the file before; null for the first of a stream. */
  readonly prev: Id24 | null;
  readonly restart: { readonly stream: Id24; readonly seq: number } | null;
  readonly records: number;
  readonly lines: readonly LineOut[];
}
export interface SealedInput {
  readonly outbox: number;
  readonly headerId: Id24;
  /** SHA-256 of the sealed file. */
  readonly fileHash: Uint8Array;
  readonly bytes: number;
  /** Name of the file in the folder of sealed files; never a place outside the workspace. */
  readonly path: string;
}
/** Acknowledgement of a stream: highest unbroken seq with its header id, and what came after a gap. */
export interface StreamAck {
  readonly stream: Id24;
  readonly seq: number;
  readonly header: Id24 | null;
  readonly later: readonly number[];
}
export interface AckOutcome {
  /** Outbox items that became acknowledged. */
  readonly acknowledged: readonly number[];
  /** A wrong header id or an unknown seq: an alarm was written, nothing else. */
  readonly alarms: readonly { readonly stream: Id24; readonly reason: string }[];
}

export interface RecallInput {
  readonly rec: RecordId;
  readonly to: AgencyId;
  readonly reason: string;
  readonly by: string;
  readonly second?: string;
  /** Wipe what the recipient holds and send the present values anew. */
  readonly correct?: boolean;
}

/** The proof of a file: everything about it that is kept. Checked by the caller before it comes here. */
export interface FileIn {
  readonly hash: Uint8Array;
  readonly from: AgencyId;
  readonly station: string;
  readonly stream: Id24;
  readonly seq: number;
  readonly prev: Id24 | null;
  readonly restart: { readonly stream: Id24; readonly seq: number } | null;
  readonly headerId: Id24;
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
  /** Ids of all lines in file order, 24 bytes each: one line can still be proved part of the file after others were erased. */
  readonly ids: Uint8Array;
  readonly bytes: number;
}
/** How a file stands to what is here, before anything of it is applied (exchange design, section 7). */
export type FileStanding =
  /** `missing`: numbers of the stream before this one that have not come. */
  | { readonly state: 'new'; readonly gap: boolean; readonly missing: readonly number[] }
  | { readonly state: 'already-imported'; readonly why: 'hash' | 'header' }
  | { readonly state: 'fork'; readonly seq: number }
  | { readonly state: 'suspended' };

export interface ReceivedCounts {
  readonly added: number;
  readonly changed: number;
  readonly closed: number;
  readonly conflicts: number;
  readonly held: number;
  readonly proposals: number;
  readonly aside: number;
  readonly recalled: number;
}
export interface Received {
  readonly state: 'accepted' | 'already-imported' | 'fork' | 'suspended';
  readonly gap: boolean;
  readonly missing: readonly number[];
  readonly step: number;
  readonly touched: readonly RecordId[];
  readonly operations: readonly RecordId[];
  readonly counts: ReceivedCounts;
  /** A recall took something away, be it only what waited. */
  readonly cleared: boolean;
  /** What the preview lists: one row per touched record. */
  readonly changes: readonly {
    readonly rec: RecordId;
    readonly kind: string;
    readonly what: 'added' | 'changed' | 'closed' | 'conflict';
    readonly fields: readonly string[];
  }[];
}

export interface KeptLine {
  readonly id: LineId;
  readonly disposition: 'held' | 'aside' | 'returned';
  readonly agency: AgencyId;
  readonly rec: RecordId | null;
  readonly reason: string;
  readonly text: string;
}

export interface BoxRow {
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly agency: AgencyId;
  readonly seq: number;
  readonly bytes: number;
  readonly records: number;
  readonly state: 'prepared' | 'sealed' | 'acknowledged' | 'assumed' | 'accepted' | 'gap' | 'fork';
}
export interface OutboxRow {
  readonly outbox: number;
  readonly to: AgencyId;
  readonly stream: Id24;
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly purpose: string;
  readonly state: 'prepared' | 'sealed' | 'acknowledged' | 'assumed';
  readonly headerId: Id24 | null;
  readonly bytes: number | null;
  readonly path: string | null;
  readonly records: number;
  readonly lines: number;
}

export interface CardInput {
  readonly agencyId: AgencyId;
  readonly code: string;
  readonly name: string;
  readonly card: Uint8Array;
  readonly cardId: Id24;
  readonly serial: number;
  readonly revocations: readonly {
    readonly key: Id24;
    readonly stream: Id24 | null;
    readonly seq: number | null;
    /** When the key was revoked or is said to have been lost, UTC ms; and the last good numbers of all streams. */
    readonly at?: number;
    readonly good?: readonly { readonly stream: Id24; readonly seq: number }[];
  }[];
  /** The agency is to be enrolled: whatever was compared before counts no more. */
  readonly enrol?: boolean;
}
export interface TrustInput {
  readonly agencyId: AgencyId;
  readonly by: string;
  readonly second: string;
  readonly how: 'digits' | 'qr';
  readonly ceiling: Level;
}
