import { ok } from '#shared/result/result.ts';
import { auditHead, listAudit, verifyAudit } from './changelog/audit.ts';
import { type Core, makeCore } from './changelog/context.ts';
import { commit } from './changelog/door.ts';
import { appendOnly, noteMerged, listSettings, readSetting, writeSetting } from './changelog/notes.ts';
import { redo, undo, undoList } from './changelog/undo.ts';
import { makeBranches } from './branches/branches.ts';
import { integrityCheck } from './connection/integrity.ts';
import { one } from './connection/handles.ts';
import { openDatabase, setPageCache, writeBack } from './connection/open.ts';
import { assumeDelivered, decideFork, receiveAcks } from './exchange/acks.ts';
import type { ExchangeDesk } from './exchange/desk-types.ts';
import { makeDesk } from './exchange/desk.ts';
import { kept } from './exchange/known-state.ts';
import { box, cancelPrepared, outboxList, prepared, storeSealed } from './exchange/outbox.ts';
import {
  enrolAgain,
  isRevokedKey,
  partner,
  partners,
  readIdentity,
  revokePartner,
  saveCard,
  saveIdentity,
  trustPartner,
} from './exchange/partners.ts';
import { receive } from './exchange/receive.ts';
import { prepareRelease, recall, recallAll } from './exchange/release.ts';
import { acksFor, standing } from './exchange/streams.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';
import { backup } from './migrations/runner.ts';
import { IN_CONFLICT, MERGED, openRows, PROPOSED } from './queries/conflicts.ts';
import { dump } from './queries/dump.ts';
import { asOf, history, touchedSince } from './queries/past.ts';
import { historyAuthors, historyPage, historySpan } from './queries/steps.ts';
import { familyOf, rootOf } from './queries/family.ts';
import { type IssuedText, issuedTexts } from './queries/issued.ts';
import { type Booking, bookings, type PlannedPerson, plannedPeople } from './queries/people.ts';
import { byCode, operations, record, recordsOfOperation } from './queries/records.ts';
import { makeSearch, renewSearch } from './search/search.ts';
import type { SearchStore } from './store-search.ts';
import type { BranchStore } from './store-branches.ts';
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
  HistoryFilter,
  HistoryPage,
  HistorySpan,
  Id24,
  OwnIdentity,
  PartnerRow,
  RecordId,
  RecordView,
  Touched,
  Reverted,
  StoreDeps,
  StoreMode,
  UndoEntry,
} from './store-types.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import type { VerifyLine } from '#shared/sync/sorting.ts';

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
  /** Grows with every row written, previews included: equal twice, nothing was written between. */
  readonly revision: () => number;
  /** At rest: brings what was committed from the write-ahead file into the database where enough waits, or (`all`) whatever waits. */
  readonly writeBack: (all?: boolean) => void;
  /** Carries out a large load with more memory for pages; the usual again when it ends, however it ends. */
  readonly whileLoading: <T>(work: () => Promise<T>) => Promise<T>;

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
    /** The operation itself and every record (of these kinds) that belongs to it, closed ones left out, in order of creation. */
    readonly recordsOfOperation: (operation: RecordId, kinds?: ReadonlySet<string>) => readonly RecordView[];
    readonly record: (id: RecordId) => RecordView | null;
    /** The item that a record is or is a part of (closed ones too); null when it is not known here. */
    readonly rootOf: (id: RecordId) => RecordView | null;
    /** An open item and its open parts, the item first. */
    readonly familyOf: (root: RecordView) => readonly RecordView[];
    readonly byCode: (operation: RecordId, code: string) => readonly RecordView[];
    /** Newest first. */
    readonly history: (id: RecordId, limit?: number) => readonly HistoryEntry[];
    /** Steps that touched an operation, newest first, in pages. */
    readonly historyPage: (operation: RecordId, filter: HistoryFilter) => HistoryPage;
    readonly historyAuthors: (
      operation: RecordId,
      limit?: number,
    ) => readonly { readonly agency: AgencyId; readonly by: string; readonly steps: number }[];
    /** When it changed here; null: never. */
    readonly historySpan: (operation: RecordId, limit?: number) => HistorySpan | null;
    /** The records as this station knew them at a moment of its clock. */
    readonly asOf: (operation: RecordId, at: number) => readonly RecordView[];
    /** Only those somebody wrote into since, as they read then; null: nothing was known here yet. */
    readonly touchedSince: (operation: RecordId, at: number) => readonly Touched[] | null;
    /** Canonical state, sorted by record id: equal on every station that knows the same lines. */
    readonly dump: (options?: DumpOptions) => readonly DumpRecord[];
    readonly conflicts: (operation?: RecordId) => readonly ConflictView[];
    /** Fields merged without asking and not yet ticked off. */
    readonly mergedAutomatically: (operation?: RecordId) => readonly ConflictView[];
    /** What other agencies ask the owner to change. */
    readonly proposals: (operation?: RecordId) => readonly ConflictView[];
  };

  readonly exchange: {
    readonly prepareRelease: (input: ReleaseInput) => Answer<PreparedRelease>;
    /** The same again for an outbox item that was prepared but never sealed (after a crash). */
    readonly prepared: (outbox: number) => Answer<PreparedRelease>;
    readonly cancelPrepared: (outbox: number, by: string) => Answer<null>;
    readonly storeSealed: (input: SealedInput) => Answer<null>;
    readonly recall: (input: RecallInput) => Answer<{ readonly recalled: number }>;
    /** Several records of one recipient as one step. */
    readonly recallAll: (input: Omit<RecallInput, 'rec'> & { readonly recs: readonly RecordId[] }) => Answer<{
      /** With what is part of them. */
      readonly recalled: number;
    }>;
    /** Acknowledgements for the header of a file to this agency. */
    readonly acksFor: (agency: AgencyId) => readonly StreamAck[];
    /** `restarted`: the sender was put back to a backup; its word replaces what we believed. */
    readonly receiveAcks: (from: AgencyId, acks: readonly StreamAck[], restarted?: boolean) => Answer<AckOutcome>;
    /** "Assume delivered": needs a reason, is written to the audit. */
    readonly assumeDelivered: (outbox: number, by: string, reason: string) => Answer<null>;
    readonly standing: (file: FileIn) => FileStanding;
    /** What accepting would do: the same code, rolled back. Lines in file order; `verify` checks signatures of single lines. */
    readonly previewReceived: (
      file: FileIn,
      lines: readonly ParsedLine[],
      verify: VerifyLine,
      more?: { readonly acks?: readonly StreamAck[]; readonly returned?: boolean },
    ) => Answer<Received>;
    /** Plans with shared/sync and carries out, in one transaction. Called only after a person approved. */
    readonly applyReceived: (
      file: FileIn,
      lines: readonly ParsedLine[],
      verify: VerifyLine,
      by: string,
      /** What the header acknowledges, whether the lines are our own that a peer returns after a restored backup, and who hears the share of the work that is done. */
      more?: {
        readonly acks?: readonly StreamAck[];
        readonly returned?: boolean;
        readonly progress?: (share: number) => void;
      },
    ) => Answer<Received>;
    /** After an update: what waited for a version that knows its kind, field or value is planned again. */
    readonly applyWaiting: (verify: VerifyLine, by: string) => Answer<Received>;
    /** Settles a fork alarm: the sender is heard again. */
    readonly decideFork: (agency: AgencyId, by: string, decision: string) => Answer<null>;
    readonly kept: (disposition: KeptLine['disposition'], limit?: number) => readonly KeptLine[];
    readonly outbox: (agency?: AgencyId) => readonly OutboxRow[];
    /** Files in and out, newest first. */
    readonly box: (first: number, count: number) => { readonly total: number; readonly items: readonly BoxRow[] };
  };

  /** Recalls, receipts, gaps, alarms, conflicts: what people keep in view. */
  readonly desk: ExchangeDesk;

  /** Words by which records are found. */
  readonly search: SearchStore;

  /** What-if branches: beside the log, never in it. */
  readonly branches: BranchStore;
  readonly orders: {
    /** Every text that was ever issued as an order of the operation, also where that was undone. */
    readonly issued: (operation: RecordId) => readonly IssuedText[];
  };
  /** Whom operations plan with, across all of them. */
  readonly people: {
    /** Of one operation, or of all (null). */
    readonly of: (operation: RecordId | null) => readonly PlannedPerson[];
    readonly bookings: (people: readonly RecordId[]) => readonly Booking[];
  };

  readonly partners: {
    readonly list: () => readonly PartnerRow[];
    readonly get: (agency: AgencyId) => PartnerRow | null;
    /** Card checks (signature, chain, serial) are the caller's; a lower serial is refused here too. */
    readonly saveCard: (input: CardInput) => Answer<PartnerRow>;
    readonly trust: (input: TrustInput) => Answer<PartnerRow>;
    readonly revoke: (agency: AgencyId, by: string, reason: string) => Answer<PartnerRow>;
    /** A revoked agency waits for the ceremony again, like a new one. */
    readonly enrolAgain: (agency: AgencyId) => Answer<PartnerRow>;
    readonly isRevokedKey: (agency: AgencyId, key: Id24) => boolean;
  };

  readonly identity: {
    readonly read: () => OwnIdentity | null;
    readonly save: (identity: OwnIdentity) => void;
  };
  readonly settings: {
    readonly get: (key: string) => string | null;
    readonly set: (key: string, value: string) => void;
    /** Settings whose key begins like this, by the rest of it. */
    readonly list: (prefix: string) => readonly { readonly key: string; readonly value: string }[];
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

/** Opens or creates the store. Refusal codes: `OpenRefusalCode`; a refused open leaves every byte as it was. */
export function openStore({ file, keyHex, mode, deps }: OpenStoreOptions): Answer<Store> {
  const opened = openDatabase({ file, keyHex, mode, now: deps.now });
  if (!opened.ok) return opened;
  const { db, close } = opened.value;
  const core = makeCore(db, deps);
  renewSearch(core);
  return ok(makeStore(core, file, close));
}

function makeStore(core: Core, file: string, close: () => void): Store {
  const { db } = core;
  return {
    speakAs: (author) => {
      core.speaker.author = author;
    },
    close,
    backup: () => backup(db, file, SCHEMA_VERSION, core.deps.now()),
    isSound: () => integrityCheck(db),
    revision: () => one<{ n: number }>(db, 'SELECT total_changes() AS n')?.n ?? 0,
    writeBack: (all) => void writeBack(db, all),
    whileLoading: async (work) => {
      setPageCache(db, 'loading');
      try {
        return await work();
      } finally {
        setPageCache(db, 'usual');
      }
    },
    plan: {
      commit: (input) => commit(core, input),
      undo: (by) => undo(core, by),
      redo: (by) => redo(core, by),
      undoList: (limit = 100) => undoList(db, limit),
      noteMerged: (rec, field, by) => noteMerged(core, rec, field, by),
    },
    read: {
      operations: () => operations(core),
      recordsOfOperation: (operation, kinds) => recordsOfOperation(core, operation, kinds),
      record: (id) => record(core, id),
      rootOf: (id) => rootOf(core, id),
      familyOf: (root) => familyOf(core, root),
      byCode: (operation, code) => byCode(core, operation, code),
      history: (id, limit = 1_000) => history(core, id, limit),
      historyPage: (operation, filter) => historyPage(core, operation, filter),
      historyAuthors: (operation, limit = 200) => historyAuthors(core, operation, limit),
      historySpan: (operation, limit = 500) => historySpan(core, operation, limit),
      asOf: (operation, at) => asOf(core, operation, at),
      touchedSince: (operation, at) => touchedSince(core, operation, at),
      dump: (options) => dump(core, options),
      conflicts: (operation) => openRows(core, IN_CONFLICT, operation),
      mergedAutomatically: (operation) => openRows(core, MERGED, operation),
      proposals: (operation) => openRows(core, PROPOSED, operation),
    },
    exchange: {
      prepareRelease: (input) => prepareRelease(core, input),
      prepared: (outbox) => prepared(core, outbox),
      cancelPrepared: (outbox, by) => cancelPrepared(core, outbox, by),
      storeSealed: (input) => storeSealed(core, input),
      recall: (input) => recall(core, input),
      recallAll: (input) => recallAll(core, input),
      acksFor: (agency) => acksFor(core, agency),
      receiveAcks: (from, acks, restarted = false) => receiveAcks(core, from, acks, restarted),
      assumeDelivered: (outbox, by, reason) => assumeDelivered(core, outbox, by, reason),
      standing: (input) => standing(core, input),
      previewReceived: (input, lines, verify, more = {}) =>
        receive(core, { file: input, lines, verify, by: '-', preview: true, ...more }),
      applyReceived: (input, lines, verify, by, more = {}) =>
        receive(core, { file: input, lines, verify, by, preview: false, ...more }),
      applyWaiting: (verify, by) => receive(core, { file: null, lines: [], verify, by, preview: false }),
      decideFork: (agency, by, decision) => decideFork(core, agency, by, decision),
      kept: (disposition, limit = 1_000) => kept(core, disposition, limit),
      outbox: (agency) => outboxList(core, agency),
      box: (first, count) => box(core, first, count),
    },
    desk: makeDesk(core),
    search: makeSearch(core),
    branches: makeBranches(core),
    orders: { issued: (operation) => issuedTexts(core, operation) },
    people: { of: (operation) => plannedPeople(core, operation), bookings: (people) => bookings(core, people) },
    partners: {
      list: () => partners(core),
      get: (agency) => partner(core, agency),
      saveCard: (input) => saveCard(core, input),
      trust: (input) => trustPartner(core, input),
      revoke: (agency, by, reason) => revokePartner(core, agency, by, reason),
      enrolAgain: (agency) => enrolAgain(core, agency),
      isRevokedKey: (agency, key) => isRevokedKey(core, agency, key),
    },
    identity: { read: () => readIdentity(db), save: (identity) => saveIdentity(core, identity) },
    settings: {
      get: (key) => readSetting(db, key),
      set: (key, value) => writeSetting(core, key, value),
      list: (prefix) => listSettings(db, prefix),
    },
    audit: {
      append: (entry) => appendOnly(core, entry),
      head: () => auditHead(db),
      verify: () => verifyAudit(db, core.deps.sha256),
      list: (before, limit) => listAudit(db, before, limit),
    },
  };
}
