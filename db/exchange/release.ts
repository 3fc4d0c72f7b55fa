import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { currentOwner } from '#shared/sync/authority.ts';
import type { LineBuilder } from '#shared/sync/builder.ts';
import { fieldOf } from '#shared/model/kinds/index.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, Tx, write } from '../changelog/context.ts';
import { asBuffer, idBytes, isId, unpackIds } from '../changelog/ids.ts';
import { Ledger } from '../changelog/ledger.ts';
import { type RecordRef, Records } from '../changelog/records.ts';
import { all, one, run } from '../connection/handles.ts';
import { inRoom } from '../connection/open.ts';
import type { PreparedRelease, RecallInput, ReleaseInput } from '../store-exchange.ts';
import type { AgencyId, Answer, RecordId } from '../store-types.ts';
import { preparedRelease } from './outbox.ts';
import { releasedTo, saveRelease } from './receive.ts';
import { Releases, releaseRow } from './releases.ts';
import { Selection } from './selection.ts';
import { wholesOf } from './wholes.ts';

const LARGE_RELEASE = 2_000;
/**
 * Takes the next place in the stream to an agency and lays down what is sent there, in one transaction: missing releases, lists of
 * superseded ids, the outbox row and what each field of it was sent with. What to release was decided before, by the release gate.
 */
export function prepareRelease(core: Core, input: ReleaseInput): Answer<PreparedRelease> {
  return inRoom(core.db, input.items.length > LARGE_RELEASE, () => {
    const outbox = write(core, (tx) => prepare(tx, input));
    return outbox.ok ? ok(preparedRelease(core, outbox.value)) : outbox;
  });
}

function prepare(tx: Tx, input: ReleaseInput): Result<number, Refusal> {
  const { db, names } = tx;
  if (!isId(input.to) || input.to === tx.author.agencyId)
    return err(refusal('release.recipient', '', 'a release goes to another agency'));
  const agency = names.number(input.to);
  const open = one<{ n: number }>(db, "SELECT n FROM outbox WHERE agency = ? AND state = 'prepared'", agency);
  if (open)
    return err(
      refusal('release.unsealed', `outbox ${open.n}`, 'a file to this agency was begun; finish or cancel it first'),
    );
  const builder = tx.lineBuilder(input.by);
  const label = { key: 'exchange.release', params: { agency: input.to } };
  const commit = tx.openCommit('exchange.release', label, input.by, null);
  const ledger = new Ledger(tx, commit);
  const wanted = new Map<RecordRef, { readonly fields: ReadonlySet<string>; readonly under: readonly string[] }>();
  tx.records.findAll(input.items.map((item) => item.rec).filter(isId));
  const releases = new Releases(tx, builder, ledger, input.to);
  releases.ahead(input.items.flatMap((item) => (isId(item.rec) ? (tx.records.find(item.rec) ?? []) : [])));
  for (const [i, item] of input.items.entries()) {
    const rec = isId(item.rec) ? tx.records.find(item.rec) : null;
    if (!rec) return err(refusal('record.unknown', `items[${i}]`, 'there is no such record here'));
    const refused = refuseItem(tx, rec, item.fields, input.to, `items[${i}]`);
    if (refused) return err(refused);
    if (currentOwner(rec.known).agency === tx.author.agencyId) {
      const granted = releases.grant(rec);
      if (!granted.ok) return granted;
      wanted.set(rec, { fields: new Set([...item.fields, '_life']), under: granted.value });
    }
  }
  releases.flush();
  const selection = new Selection(tx, builder, ledger, input.to, input.minusAcknowledged);
  const inOrder = [...wanted].sort(([a], [b]) => a.ms - b.ms || a.ctr - b.ctr || (a.id < b.id ? -1 : 1));
  selection.addOwn(inOrder.map(([rec, { fields, under }]) => ({ rec, released: fields, under, onlyNews: false })));
  addKnown(tx, selection, agency, (rec) => wanted.has(rec));
  selection.addContributions(contributedTo(tx, agency));
  if (input.refuseEmpty === true && selection.lines === 0)
    return err(refusal('release.empty', '', 'there is nothing to send to this agency'));
  const outbox = takePlace(tx, agency, input, selection);
  selection.save(outbox);
  appendAudit(db, tx.core.deps, tx.at, {
    act: 'exchange.prepare',
    by: input.by,
    ...(input.second === null ? {} : { second: input.second }),
    recipient: input.to,
    reason: input.purpose,
    counts: { outbox, records: selection.records, lines: selection.lines, released: wanted.size },
  });
  return ok(outbox);
}

/**
 * Records released there before that are not part of this release: whether one was closed or opened again still has to travel, since a
 * closed record is in nobody's list; after a recall the lines that say so.
 */
function addKnown(tx: Tx, selection: Selection, agency: number, isChosen: (rec: RecordRef) => boolean): void {
  const others = releasedTo(tx.core, agency)
    .map(({ rec, open, heads }) => ({ rec: tx.records.get(rec), isOpen: open === 1, under: unpackIds(heads) }))
    .filter(({ rec }) => !isChosen(rec) && currentOwner(rec.known).agency === tx.author.agencyId);
  const open = others.filter((other) => other.isOpen);
  selection.addOwn(open.map(({ rec, under }) => ({ rec, released: LIFE, under, onlyNews: true })));
  for (const { rec, isOpen } of others) if (!isOpen) selection.addRecall(rec);
}
const LIFE: ReadonlySet<string> = new Set(['_life']);

function refuseItem(tx: Tx, rec: RecordRef, fields: readonly string[], to: string, place: string): Refusal | null {
  if (rec.recalled) return refusal('record.recalled', place, 'this record was recalled by its owner');
  for (const field of fields)
    if (!fieldOf(rec.known.kind, field)) return refusal('field.unknown', place, 'the record has no such field');
  const owner = currentOwner(rec.known).agency;
  // What we wrote into a record of the recipient goes back without a release; anybody else's records are theirs to pass on.
  return owner === tx.author.agencyId || owner === to
    ? null
    : refusal('release.not-owner', place, 'only the agency that owns a record releases it');
}

/** Those of these records that a file of ours may carry to an agency: our own, and those of the agency itself. */
export function releasable(core: Core, recs: readonly RecordId[], to: AgencyId): ReadonlySet<RecordId> {
  const records = new Records(core.db, core.names);
  records.findAll(recs);
  const mine = core.speaker.author?.agencyId ?? null;
  return new Set(
    recs.filter((id) => {
      const rec = records.find(id);
      const owner = rec ? currentOwner(rec.known).agency : null;
      return owner !== null && (owner === mine || owner === to);
    }),
  );
}

export const RECORDS_OF_OWNER = 'SELECT n FROM records WHERE owner = ?';
export const RECORDS_TAKEN_OVER = 'SELECT rec FROM ownership';

/** Records that the recipient owns now: what we wrote there goes to it. */
function contributedTo(tx: Tx, agency: number): readonly RecordRef[] {
  const to = tx.names.name(agency);
  const rows = new Set([
    ...all<{ n: number }>(tx.db, RECORDS_OF_OWNER, agency).map((r) => r.n),
    ...all<{ rec: number }>(tx.db, RECORDS_TAKEN_OVER).map((r) => r.rec),
  ]);
  return [...rows].map((n) => tx.records.get(n)).filter((rec) => currentOwner(rec.known).agency === to);
}

/** `seq` is taken when the row is written and never given twice. */
export function takePlace(
  tx: Tx,
  agency: number,
  input: Pick<ReleaseInput, 'by' | 'purpose'>,
  selection: Pick<Selection, 'records' | 'lines'>,
): number {
  const { db } = tx;
  const stream = one<{ n: number; seq: number }>(
    db,
    'SELECT n, seq FROM streams_out WHERE agency = ? AND current = 1',
    agency,
  );
  const n = stream?.n ?? newStream(tx, agency);
  const seq = (stream?.seq ?? 0) + 1;
  run(db, 'UPDATE streams_out SET seq = ? WHERE n = ?', seq, n);
  return Number(
    run(
      db,
      "INSERT INTO outbox (agency, stream, seq, at, by, purpose, state, records, lines) VALUES (?, ?, ?, ?, ?, ?, 'prepared', ?, ?)",
      agency,
      n,
      seq,
      tx.at,
      input.by,
      input.purpose,
      selection.records,
      selection.lines,
    ).lastInsertRowid,
  );
}

function newStream(tx: Tx, agency: number): number {
  const id = asBuffer(tx.core.deps.randomBytes(24));
  return Number(
    run(tx.db, 'INSERT INTO streams_out (agency, stream, seq, current) VALUES (?, ?, 0, 1)', agency, id)
      .lastInsertRowid,
  );
}

/**
 * Takes a release back; the next file to the agency carries the recall. With `correct` the record is released anew at once: what the
 * recipient holds is wiped and the present values come in its place (R-HAN-09).
 */
export const recall = (core: Core, { rec, ...input }: RecallInput): Answer<{ readonly recalled: number }> =>
  recallAll(core, { recs: [rec], ...input });

/**
 * The same for several records as one step: all of them, or none and a refusal whose place is the record at fault. What is only part of a
 * record goes with it, and with an operation everything in it: without the whole nobody there can see it, and it would stay for good.
 */
export const recallAll = (
  core: Core,
  input: Omit<RecallInput, 'rec'> & { readonly recs: readonly RecallInput['rec'][] },
): Answer<{ readonly recalled: number }> =>
  write(core, (tx) => {
    if (input.reason.trim() === '') return err(refusal('reason.missing', '', 'a recall needs a reason'));
    const roots: RecordRef[] = [];
    for (const id of input.recs) {
      const found = ownReleased(tx, { rec: id, to: input.to });
      if (!found.ok) return err({ ...found.error, place: id });
      const { rec, now } = found.value;
      if (now?.open !== 1) return err(refusal('recall.not-released', id, 'this record is not released to that agency'));
      roots.push(rec);
    }
    const label = { key: 'exchange.recall', params: { agency: input.to } };
    const ledger = new Ledger(tx, tx.openCommit('exchange.recall', label, input.by, null));
    const builder = tx.lineBuilder(input.by);
    const wanted = new Set(roots);
    const all = wholesOf(tx, roots).filter((rec) => wanted.has(rec) || isReleased(tx, rec, input.to, 1));
    for (const rec of all) {
      const done = recallOne(tx, builder, ledger, rec, input);
      if (!done.ok) return err({ ...done.error, place: rec.id });
      if (wanted.has(rec))
        appendAudit(tx.db, tx.core.deps, tx.at, {
          act: input.correct === true ? 'exchange.correct' : 'exchange.recall',
          by: input.by,
          ...(input.second === undefined ? {} : { second: input.second }),
          recipient: input.to,
          records: [rec.id],
          ids: { recall: done.value },
          counts: { step: all.length },
        });
    }
    return ok({ recalled: all.length });
  });

function recallOne(
  tx: Tx,
  builder: LineBuilder,
  ledger: Ledger,
  rec: RecordRef,
  { to, reason, correct }: Omit<RecallInput, 'rec'>,
): Result<string, Refusal> {
  const { via } = currentOwner(rec.known);
  const prev = unpackIds(releaseRow(tx, rec, to)?.heads ?? new Uint8Array());
  const line = builder.recall({ rec: rec.id, to, prev, via }, reason);
  if (!line.ok) return line;
  ledger.append(line.value, rec, tx.author.agencyId, line.value.stamp, null, null);
  saveRelease(tx, rec, to);
  run(tx.db, 'DELETE FROM sent_fields WHERE agency = ? AND rec = ?', tx.names.number(to), rec.n);
  if (correct === true) {
    const granted = new Releases(tx, builder, ledger, to).grant(rec);
    if (!granted.ok) return granted;
  }
  return ok(line.value.idText);
}

const isReleased = (tx: Tx, rec: RecordRef, to: string, open: 0 | 1): boolean =>
  currentOwner(rec.known).agency === tx.author.agencyId && releaseRow(tx, rec, to)?.open === open;

/** Releases a recalled record anew, with what was recalled in the same step as a part of it; each line names its recall. Without this no export brings it back. */
export const releaseAgain = (core: Core, input: RecallInput): Answer<null> =>
  write(core, (tx) => {
    const found = ownReleased(tx, input);
    if (!found.ok) return found;
    const { rec, now } = found.value;
    if (now?.open !== 0)
      return err(refusal('release.not-recalled', '', 'this record was not recalled from that agency'));
    const label = { key: 'exchange.release', params: { agency: input.to } };
    const ledger = new Ledger(tx, tx.openCommit('exchange.releaseAgain', label, input.by, null));
    const releases = new Releases(tx, tx.lineBuilder(input.by), ledger, input.to);
    const steps = recallSteps(tx, rec, input.to);
    for (const part of wholesOf(tx, [rec])) {
      const goes =
        part === rec || (isReleased(tx, part, input.to, 0) && overlaps(steps, recallSteps(tx, part, input.to)));
      const granted = goes ? releases.grant(part) : ok(null);
      if (!granted.ok) return granted;
    }
    appendAudit(tx.db, tx.core.deps, tx.at, {
      act: 'exchange.releaseAgain',
      by: input.by,
      ...(input.second === undefined ? {} : { second: input.second }),
      reason: input.reason,
      recipient: input.to,
      records: [rec.id],
    });
    return ok(null);
  });

const COMMIT_OF_LINE = 'SELECT commit_n FROM lines WHERE id = ?';
/** The steps in which a record was recalled from an agency, as its release stands now. */
const recallSteps = (tx: Tx, rec: RecordRef, to: string): ReadonlySet<number> =>
  new Set(
    unpackIds(releaseRow(tx, rec, to)?.heads ?? new Uint8Array()).flatMap(
      (id) => one<{ commit_n: number }>(tx.db, COMMIT_OF_LINE, idBytes(id))?.commit_n ?? [],
    ),
  );
const overlaps = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].some((n) => b.has(n));

function ownReleased(
  tx: Tx,
  input: Pick<RecallInput, 'rec' | 'to'>,
): Result<{ readonly rec: RecordRef; readonly now: ReturnType<typeof releaseRow> }, Refusal> {
  const rec = isId(input.rec) ? tx.records.find(input.rec) : null;
  if (!rec) return err(refusal('record.unknown', '', 'there is no such record here'));
  if (currentOwner(rec.known).agency !== tx.author.agencyId)
    return err(refusal('release.not-owner', '', 'only the agency that owns a record recalls it'));
  return ok({ rec, now: releaseRow(tx, rec, input.to) });
}
