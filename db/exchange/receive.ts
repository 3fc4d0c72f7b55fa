import { refusal } from '#shared/result/refusal.ts';
import { assert, err, ok } from '#shared/result/result.ts';
import { currentOwner, type KnownRecord, speakerOf } from '#shared/sync/authority.ts';
import type { CoverLine, CreateLine, Line, ParsedLine, SetLine } from '#shared/sync/line.ts';
import { releaseState } from '#shared/sync/release-state.ts';
import { arrivalsOf, planImport } from '#shared/sync/plan-import.ts';
import type { Arrival, ImportPlan, PlannedLine, VerifyLine } from '#shared/sync/sorting.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, type Tx, write } from '../changelog/context.ts';
import { operationsOf } from '../changelog/door.ts';
import { asBuffer, idBytes, packIds } from '../changelog/ids.ts';
import { Ledger, type TouchedRecord } from '../changelog/ledger.ts';
import type { RecordRef } from '../changelog/records.ts';
import { all, one, run } from '../connection/handles.ts';
import { inRoom } from '../connection/open.ts';
import type { FileIn, Received, ReceivedCounts, StreamAck } from '../store-exchange.ts';
import type { Answer } from '../store-types.ts';
import { takeAcks } from './acks.ts';
import {
  knownState,
  releaseLines,
  subjectOf,
  type WaitingArrival,
  waitingForUpdate,
  waitingWith,
} from './known-state.ts';
import { TAKE_RECEIPT, writeReceipts, wipe } from './recall.ts';
import { isReplaced, isRestart, raiseFork, recordFile, standing } from './streams.ts';

/** Lines waiting or set aside per sender before its files wait (exchange design, section 13). */
export const KEPT_LIMIT = 100_000;

const NO_COUNTS: ReceivedCounts = {
  added: 0,
  changed: 0,
  closed: 0,
  conflicts: 0,
  held: 0,
  proposals: 0,
  aside: 0,
  recalled: 0,
};
const nothing = (state: Received['state']): Received => ({
  state,
  gap: false,
  missing: [],
  step: 0,
  touched: [],
  operations: [],
  counts: NO_COUNTS,
  cleared: false,
  changes: [],
});

export interface ReceiveInput {
  /** Null: lines that waited for a newer version are planned again, no new file. */
  readonly file: FileIn | null;
  /** The lines of the file in file order, parsed. */
  readonly lines: readonly ParsedLine[];
  readonly verify: VerifyLine;
  readonly by: string;
  /** The same work, rolled back; rows that nothing of it reads are not written. */
  readonly preview: boolean;
  /** What the sender says arrived there; taken in the same transaction. */
  readonly acks?: readonly StreamAck[];
  /** The lines are ours and came back with our own signed headers (exchange design, section 9). */
  readonly returned?: boolean;
  /** Told while a large file is taken in: the share of the work that is done, 0 to 1. It cannot be stopped half way. */
  readonly progress?: (share: number) => void;
}

/**
 * Plans and carries out an import in one transaction: file row, lines, heads, conflicts, tables, what waits, stream state, clock and audit.
 * A file that is here already changes nothing; a fork is kept as an alarm and suspends its sender.
 */
export function receive(core: Core, input: ReceiveInput): Answer<Received> {
  const work = (): Answer<Received> => write(core, (tx) => receiveIn(tx, input), input.preview);
  const done = inRoom(core.db, input.lines.length > LARGE_FILE, work);
  // The text of a recalled record must not stay in the write-ahead file either, nor that of lines of it that only waited.
  if (done.ok && done.value.cleared && !input.preview) core.db.pragma('wal_checkpoint(TRUNCATE)');
  return done;
}

const LARGE_FILE = 20_000;

function receiveIn(
  tx: Tx,
  { file, lines, verify, by, preview, acks, returned, progress }: ReceiveInput,
): Answer<Received> {
  const stand = file === null ? { state: 'new' as const, gap: false, missing: [] } : standing(tx.core, file);
  if (stand.state !== 'new') {
    if (stand.state === 'fork' && file) {
      raiseFork(tx, file);
      audit(tx, 'exchange.fork', by, file, { seq: file.seq });
    }
    return ok(nothing(stand.state));
  }
  const sender = returned === true ? tx.author.agencyId : (file?.from ?? '');
  const waiting = file === null ? waitingForUpdate(tx.core) : waitingWith(tx.core, lines);
  const arrived = file === null ? waiting : [...arrivalsOf(sender, lines), ...waiting];
  const plan = planImport(
    { self: tx.author.agencyId, known: knownState(tx.core, tx.records, arrived), verify },
    arrived,
  );
  const label = {
    key: file ? 'exchange.accept' : 'exchange.reapply',
    params: file ? { agency: file.from, seq: file.seq } : {},
  };
  const commit = tx.openCommit(label.key, label, by, null);
  const records = new Set(plan.apply.map((p) => subjectOf(p.arrival.parsed))).size;
  const restarts = file !== null && isRestart(tx, file);
  const fileRow = file ? recordFile(tx, file, commit, records) : null;
  if (fileRow !== null) run(tx.db, 'UPDATE commits SET file = ? WHERE n = ?', fileRow, commit);
  const work = new ReceivedWork(tx, commit, fileRow, plan, waiting, preview);
  const touched = work.carryOut(by, progress);
  // Counted afterwards: what waited before and waits still is counted once, and what waits no longer not at all.
  if (file && plan.held.length + plan.aside.length > 0 && keptBy(tx, file.from) > KEPT_LIMIT)
    return err(refusal('kept.full', '', 'too many lines of this sender wait already; settle those first'));
  if (file && acks && (acks.length > 0 || restarts) && !isReplaced(tx, file)) takeAcks(tx, file.from, acks, restarts);
  const counts: ReceivedCounts = {
    added: touched.filter((t) => t.added).length,
    changed: touched.filter((t) => !t.added && !t.closedNow).length,
    closed: touched.filter((t) => t.closedNow).length,
    conflicts: touched.filter((t) => t.conflict).length,
    held: plan.held.length,
    proposals: plan.apply.filter((p) => p.proposal).length,
    aside: plan.aside.length,
    recalled: work.wiped,
  };
  audit(tx, label.key, by, file, { ...counts, lines: plan.apply.length, dropped: plan.dropped.length });
  return ok({
    state: 'accepted',
    gap: stand.gap,
    missing: stand.missing,
    step: commit,
    touched: touched.map((t) => t.rec.id),
    operations: operationsOf(touched),
    counts,
    cleared: plan.recalled.length > 0,
    changes: touched.map((t) => ({
      rec: t.rec.id,
      kind: t.rec.known.kind,
      what: t.conflict ? 'conflict' : t.added ? 'added' : t.closedNow ? 'closed' : 'changed',
      fields: t.fields.size > 1 ? [...t.fields].sort() : [...t.fields],
    })),
  });
}

function audit(tx: Tx, act: string, by: string, file: FileIn | null, counts: Readonly<Record<string, number>>): void {
  appendAudit(tx.db, tx.core.deps, tx.at, {
    act,
    by,
    ...(file
      ? { ids: { agency: file.from, stream: file.stream, header: file.headerId }, counts: { ...counts, seq: file.seq } }
      : { counts }),
  });
}

const keptBy = (tx: Tx, agency: string): number =>
  one<{ n: number }>(
    tx.db,
    "SELECT count(*) AS n FROM kept WHERE agency = ? AND disposition IN ('held', 'aside')",
    tx.names.number(agency),
  )?.n ?? 0;

const TOLD_EVERY = 2_048;
/** What writing the lines takes of the work, and bringing the fields up to date; the rest is the disk. */
const LINES_SHARE = 0.5;
const ROWS_SHARE = 0.45;

class ReceivedWork {
  readonly #tx: Tx;
  readonly #plan: ImportPlan;
  readonly #file: number | null;
  readonly #ledger: Ledger;
  readonly #creations: ReadonlyMap<string, CreateLine>;
  /** Lines that waited, with the file each came in first. */
  readonly #waited: ReadonlyMap<string, number | null>;
  /** Records that a recall takes away. */
  readonly #recalled: ReadonlySet<string>;
  readonly #isTrial: boolean;
  wiped = 0;

  constructor(
    tx: Tx,
    commit: number,
    file: number | null,
    plan: ImportPlan,
    waiting: readonly WaitingArrival[],
    isTrial: boolean,
  ) {
    this.#tx = tx;
    this.#plan = plan;
    this.#isTrial = isTrial;
    this.#file = file;
    this.#ledger = new Ledger(tx, commit, { together: true, isTrial });
    this.#recalled = new Set(plan.recalled.map((r) => r.rec));
    this.#creations = creationsIn(plan);
    this.#waited = new Map(waiting.toReversed().map((w) => [w.parsed.idText, w.file]));
  }

  carryOut(by: string, progress: (share: number) => void = () => {}): readonly TouchedRecord[] {
    for (const { rec } of this.#plan.recalled) if (wipe(this.#tx, this.#record(rec))) this.wiped += 1;
    this.#know();
    const released = new Map<RecordRef, Set<string>>();
    const recalls: string[] = [];
    const { apply } = this.#plan;
    for (const [i, planned] of apply.entries()) {
      if (i % TOLD_EVERY === 0) progress((i / apply.length) * LINES_SHARE);
      this.#apply(planned, released);
      const { line, idText } = planned.arrival.parsed;
      if (line.type === 'x' && this.#recalled.has(line.rec) && line.to === this.#tx.author.agencyId)
        recalls.push(idText);
      if (line.type !== 'k' && line.type !== 'r') this.#tx.follow(line);
    }
    if (!this.#isPlainTrial()) {
      this.#ledger.flush();
      for (const [rec, agencies] of released) for (const agency of agencies) saveRelease(this.#tx, rec, agency);
    }
    const touched = this.#ledger.settle((done, total) => progress(LINES_SHARE + (done / total) * ROWS_SHARE));
    this.#waitNoLonger();
    for (const { arrival, reason } of this.#plan.held) this.#keep(arrival, 'held', reason);
    for (const { arrival, reason } of this.#plan.aside) this.#keep(arrival, 'aside', reason);
    for (const { arrival } of [...this.#plan.held, ...this.#plan.aside, ...this.#plan.dropped]) this.#passOn(arrival);
    if (recalls.length > 0) writeReceipts(this.#tx, this.#ledger, recalls, by);
    return touched;
  }

  /** A trial in which every line takes effect and nothing is recalled: how records stand released afterwards is asked by nobody. */
  #isPlainTrial(): boolean {
    const { held, aside, dropped, recalled } = this.#plan;
    return this.#isTrial && [held, aside, dropped, recalled].every((list) => list.length === 0);
  }

  /** A line waits once for every way it came: applied it waits no longer at all, dropped no longer in this way. */
  #waitNoLonger(): void {
    const { db, names } = this.#tx;
    const { apply, dropped, known } = this.#plan;
    if (this.#waited.size === 0) return;
    for (const { parsed } of [...apply.map((p) => p.arrival), ...known])
      if (this.#waited.has(parsed.idText))
        run(db, "DELETE FROM kept WHERE id = ? AND disposition <> 'returned'", asBuffer(parsed.id));
    for (const { arrival } of dropped)
      run(
        db,
        "DELETE FROM kept WHERE id = ? AND agency = ? AND under = ? AND disposition <> 'returned'",
        asBuffer(arrival.parsed.id),
        names.number(arrival.sender),
        packIds(arrival.under ?? []),
      );
  }

  #apply({ arrival, rank, field }: PlannedLine, released: Map<RecordRef, Set<string>>): void {
    const { parsed, sender } = arrival;
    const { line } = parsed;
    const file = this.#fileOf(parsed);
    switch (line.type) {
      case 'n':
        return this.#create(parsed, line, file);
      case 's':
        assert(field, 'a line that sets a field has its field');
        this.#ledger.set(this.#record(line.rec), field, parsed as ParsedLine & { readonly line: SetLine }, rank, file);
        return;
      case 'k':
        assert(field, 'a line that covers a field has its field');
        this.#ledger.cover(
          this.#record(line.rec),
          field,
          parsed as ParsedLine & { readonly line: CoverLine },
          rank,
          sender,
          file,
        );
        return;
      case 'g':
      case 'x': {
        const rec = this.#record(line.rec);
        this.#ledger.queue(parsed, rec, speakerOf(rec.known, line.prev).agency, line, null, file);
        released.set(rec, (released.get(rec) ?? new Set()).add(line.to));
        return;
      }
      case 't':
      case 'u': {
        const rec = this.#record(line.rec);
        const via = line.type === 'u' ? rec.known.transfers.find((t) => t.id === parsed.idText)?.owner : undefined;
        this.#ledger.queue(parsed, rec, via ?? speakerOf(rec.known, line.prev).agency, line, null, file);
        return;
      }
      case 'y':
        return this.#receipt(parsed, line, file);
      case 'r':
        throw new Error('broken promise: a line that names a release is never applied');
    }
  }

  /** Notes whose each record is. Where ownership moved, its lines may speak with another word and its fields are worked out anew. */
  #know(): void {
    for (const [id, known] of this.#plan.records) {
      const rec = this.#record(id);
      const moved =
        known.offers.length > rec.known.offers.length || known.transfers.length > rec.known.transfers.length;
      const grew = known.transfers.length > rec.known.transfers.length;
      if (moved) this.#tx.records.saveOwnership(rec, known);
      if (grew && !rec.fresh) this.#ledger.rework(rec);
    }
  }

  #create(parsed: ParsedLine, line: CreateLine, file: number | null): void {
    const rec = this.#record(parsed.idText);
    const n = this.#ledger.queue(parsed, rec, line.owner, line, null, file);
    run(this.#tx.db, 'UPDATE records SET line = ?, ms = ?, ctr = ? WHERE n = ?', n, line.ms, line.ctr, rec.n);
    this.#ledger.added(rec);
  }

  #receipt(parsed: ParsedLine, line: Extract<Line, { type: 'y' }>, file: number | null): void {
    const { db, names, records } = this.#tx;
    this.#ledger.flush();
    const recall = one<{ rec: number }>(db, "SELECT rec FROM lines WHERE id = ? AND type = 'x'", idBytes(line.recall));
    assert(recall, 'a receipt is applied after its recall');
    const n = this.#ledger.append(parsed, records.get(recall.rec), line.author, line, null, file);
    run(
      db,
      TAKE_RECEIPT,
      idBytes(line.recall),
      names.number(line.author),
      line.outcome,
      line.basis === null ? null : JSON.stringify(line.basis),
      n,
    );
  }

  /** The record a line speaks of; a row is made when it becomes known, also when it is nothing but a tombstone. */
  #record(id: string): RecordRef {
    const known = this.#tx.records.find(id);
    if (known) return known;
    const facts = this.#plan.records.get(id) ?? this.#creations.get(id);
    assert(facts, 'a line is applied to a record that is known or becomes known');
    const { ms, ctr } = this.#creations.get(id) ?? { ms: 0, ctr: 0 };
    return this.#tx.records.add(id, facts.kind, facts.owner, ms, ctr);
  }

  /** Lines that waited came with an earlier file. */
  #fileOf(parsed: ParsedLine): number | null {
    return this.#waited.get(parsed.idText) ?? this.#file;
  }

  /**
   * Our own word, brought back after we were put back to a backup, in a record that is not open to us any more: it still goes to the
   * owner, who may never have had it while others show it (exchange design, sections 6 and 9). Whether the recall was known here before
   * the word came back (dropped) or not (held) makes no difference.
   */
  #passOn({ parsed, sender }: Arrival): void {
    const { db, names, records, author } = this.#tx;
    const { line } = parsed;
    if (line.type !== 's' || line.author !== author.agencyId || sender !== author.agencyId) return;
    const rec = records.find(line.rec);
    const owner = rec && currentOwner(rec.known).agency;
    if (!rec || owner === null || owner === author.agencyId) return;
    const under = one<{ heads: Buffer }>(
      db,
      'SELECT heads FROM releases WHERE rec = ? AND agency = ?',
      rec.n,
      names.number(author.agencyId),
    );
    run(
      db,
      "INSERT INTO kept (id, disposition, agency, file, rec, reason, under, text) VALUES (?, 'returned', ?, NULL, ?, 'restored', ?, ?) ON CONFLICT DO NOTHING",
      asBuffer(parsed.id),
      names.number(owner),
      idBytes(rec.id),
      under?.heads ?? Buffer.alloc(0),
      parsed.text,
    );
  }

  #keep({ parsed, sender, under }: Arrival, disposition: 'held' | 'aside', reason: string): void {
    const subject = subjectOf(parsed);
    const file = this.#fileOf(parsed);
    const way = [asBuffer(parsed.id), this.#tx.names.number(sender), packIds(under ?? [])] as const;
    const other = disposition === 'held' ? 'aside' : 'held';
    run(this.#tx.db, 'DELETE FROM kept WHERE id = ? AND agency = ? AND under = ? AND disposition = ?', ...way, other);
    run(
      this.#tx.db,
      'INSERT INTO kept (id, disposition, agency, file, rec, reason, under, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason',
      way[0],
      disposition,
      way[1],
      file,
      idBytes(subject),
      reason,
      way[2],
      parsed.text,
    );
  }
}

/** Creation lines in any list: what a record is follows from its `n` line, whoever brings it. */
function creationsIn(plan: ImportPlan): ReadonlyMap<string, CreateLine> {
  const lists = [
    plan.apply.map((p) => p.arrival),
    plan.known,
    ...[plan.held, plan.aside, plan.dropped].map((l) => l.map((s) => s.arrival)),
  ];
  return new Map(
    lists.flat().flatMap(({ parsed }) => (parsed.line.type === 'n' ? [[parsed.idText, parsed.line] as const] : [])),
  );
}

/** Brings the stored state of a release up to date from its lines; for a record of another agency this decides whether we may see it. */
export function saveRelease(tx: Tx, rec: RecordRef, agency: string): void {
  const state = releaseState(releaseLines(tx.core, rec.n, agency));
  run(
    tx.db,
    'INSERT INTO releases (rec, agency, heads, open) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET heads = excluded.heads, open = excluded.open',
    rec.n,
    tx.names.number(agency),
    packIds(state.heads.map((l) => l.id).sort()),
    state.open ? 1 : 0,
  );
  if (agency !== tx.author.agencyId || ownedHere(rec.known, agency)) return;
  const recalled = state.recalled && !state.open;
  if (rec.recalled === recalled) return;
  rec.recalled = recalled;
  run(tx.db, 'UPDATE records SET recalled = ? WHERE n = ?', rec.recalled ? 1 : 0, rec.n);
}

const ownedHere = (known: KnownRecord, agency: string): boolean =>
  known.owner === agency || known.transfers.some((t) => t.owner === agency);

/** Every record of ours that stands released to an agency. */
export const RELEASED_TO = 'SELECT rec, heads, open FROM releases WHERE agency = ?';
export const releasedTo = (core: Core, agency: number): readonly { rec: number; heads: Buffer; open: number }[] =>
  all<{ rec: number; heads: Buffer; open: number }>(core.db, RELEASED_TO, agency);
