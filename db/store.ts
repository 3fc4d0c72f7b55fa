import type {
  AckOutcome,
  BoxRow,
  CardInput,
  FileIn,
  FileStanding,
  KeptLine,
  OutboxRow,
  PreparedRelease,
  RecallInput,
  Received,
  ReleaseInput,
  SealedInput,
  StreamAck,
  TrustInput,
} from './store-exchange.ts';
import type {
  AgencyId,
  Answer,
  AuditEntry,
  AuditRow,
  Author,
  CommitInput,
  Committed,
  ConflictView,
  DumpOptions,
  DumpRecord,
  HistoryEntry,
  Id24,
  OwnIdentity,
  PartnerRow,
  RecordId,
  RecordView,
  Reverted,
  StoreDeps,
  StoreMode,
  UndoEntry,
} from './store-types.ts';
import type { ReceivedPlan } from './changelog/received-plan.ts';

export interface OpenStoreOptions {
  readonly file: string;
  /** The database key itself: 32 bytes as 64 hex digits. */
  readonly keyHex: string;
  readonly mode: StoreMode;
  readonly deps: StoreDeps;
}

/**
 * The encrypted store of one workspace. Everything is synchronous; the worker thread owns it. Every method that changes something is one
 * transaction together with clock, undo step and audit entry, and is on the disk when it returns. Expected failures are refusals.
 */
export interface Store {
  /** Binds the station that speaks; needed before anything is written to the log. */
  readonly speakAs: (author: Author) => void;
  readonly close: () => void;
  /** Copy under the same key into `backups/`; the name of the file. */
  readonly backup: () => string;
  /** Every page read and authenticated, structure checked. */
  readonly isSound: () => boolean;

  readonly plan: {
    /** The one door. Refuses unknown kinds, fields and records, values that do not fit, and fields only the owner may write. */
    readonly commit: (input: CommitInput) => Answer<Committed>;
    /** Takes back the latest step that is not undone. A field changed since by an accepted file becomes a conflict. */
    readonly undo: (by: string) => Answer<Reverted>;
    readonly redo: (by: string) => Answer<Reverted>;
    /** Newest first: what can be undone, and what redone. */
    readonly undoList: (limit?: number) => { readonly undo: readonly UndoEntry[]; readonly redo: readonly UndoEntry[] };
    /** Ticks off a field that was merged automatically. */
    readonly noteMerged: (rec: RecordId, field: string, by: string) => Answer<null>;
  };

  readonly read: {
    readonly operations: () => readonly RecordView[];
    /** The operation itself and every record that belongs to it, closed ones left out, in order of creation. */
    readonly recordsOfOperation: (operation: RecordId) => readonly RecordView[];
    readonly record: (id: RecordId) => RecordView | null;
    readonly byCode: (operation: RecordId, code: string) => readonly RecordView[];
    /** Newest first. */
    readonly history: (id: RecordId, limit?: number) => readonly HistoryEntry[];
    /** The records as this station knew them at a moment of its clock. */
    readonly asOf: (operation: RecordId, at: number) => readonly RecordView[];
    /** Canonical state, sorted by record id: equal on every station that knows the same lines. */
    readonly dump: (options?: DumpOptions) => readonly DumpRecord[];
    readonly conflicts: (operation?: RecordId) => readonly ConflictView[];
    /** Fields merged without asking and not yet ticked off. */
    readonly mergedAutomatically: (operation?: RecordId) => readonly ConflictView[];
  };

  readonly exchange: {
    readonly prepareRelease: (input: ReleaseInput) => Answer<PreparedRelease>;
    /** The same again for an outbox item that was prepared but never sealed (after a crash). */
    readonly prepared: (outbox: number) => Answer<PreparedRelease>;
    readonly cancelPrepared: (outbox: number, by: string) => Answer<null>;
    readonly storeSealed: (input: SealedInput) => Answer<null>;
    readonly recall: (input: RecallInput) => Answer<null>;
    /** Acknowledgements for the header of a file to this agency. */
    readonly acksFor: (agency: AgencyId) => readonly StreamAck[];
    readonly receiveAcks: (from: AgencyId, acks: readonly StreamAck[]) => Answer<AckOutcome>;
    /** "Assume delivered": needs a reason, is written to the audit. */
    readonly assumeDelivered: (outbox: number, by: string, reason: string) => Answer<null>;
    readonly standing: (file: FileIn) => FileStanding;
    /** What accepting would do: the same code, rolled back. */
    readonly previewReceived: (file: FileIn, plan: ReceivedPlan) => Answer<Received>;
    readonly applyReceived: (file: FileIn, plan: ReceivedPlan, by: string) => Answer<Received>;
    /** Settles a fork alarm: the sender is heard again. */
    readonly decideFork: (agency: AgencyId, by: string, decision: string) => Answer<null>;
    readonly kept: (disposition: KeptLine['disposition'], limit?: number) => readonly KeptLine[];
    readonly outbox: (agency?: AgencyId) => readonly OutboxRow[];
    /** Files in and out, newest first. */
    readonly box: (first: number, count: number) => { readonly total: number; readonly items: readonly BoxRow[] };
  };

  readonly partners: {
    readonly list: () => readonly PartnerRow[];
    readonly get: (agency: AgencyId) => PartnerRow | null;
    /** Card checks (signature, chain, serial) are the caller's; a lower serial is refused here too. */
    readonly saveCard: (input: CardInput) => Answer<PartnerRow>;
    readonly trust: (input: TrustInput) => Answer<PartnerRow>;
    readonly revoke: (agency: AgencyId, by: string, reason: string) => Answer<PartnerRow>;
    readonly isRevokedKey: (agency: AgencyId, key: Id24) => boolean;
  };

  readonly identity: {
    readonly read: () => OwnIdentity | null;
    readonly save: (identity: OwnIdentity) => void;
  };
  readonly settings: {
    readonly get: (key: string) => string | null;
    readonly set: (key: string, value: string) => void;
  };
  readonly audit: {
    /** For what is no change of the plan: views, prints, exports of personal data, key steps. */
    readonly append: (entry: AuditEntry) => Id24;
    /** Id of the newest entry, for the header of a file. */
    readonly head: () => Id24 | null;
    /** Null: the chain is whole; else the first entry that does not follow. */
    readonly verify: () => { readonly brokenAt: number } | null;
    readonly list: (before: number | null, limit: number) => readonly AuditRow[];
  };
}
