import type { Field, Wire } from '#shared/model/kinds/field.ts';
import { KIND_NAMES, kindOf } from '#shared/model/kinds/index.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';
import { err, ok, type Result } from '#shared/result/result.ts';
import { currentOwner, rankOf } from '#shared/sync/authority.ts';
import type { BuiltLine, LineBuilder } from '#shared/sync/builder.ts';
import type { SetLine } from '#shared/sync/line.ts';
import { sameValue } from '#shared/sync/reading.ts';
import { run } from '../connection/handles.ts';
import type { Answer, Change, CommitInput, Committed } from '../store-types.ts';
import { appendAudit, digestOfIds } from './audit.ts';
import { readHeads } from './cells.ts';
import { closings } from './closing.ts';
import { type Core, Tx, write } from './context.ts';
import { asBuffer, isId } from './ids.ts';
import { Ledger, type TouchedRecord } from './ledger.ts';
import type { RecordRef } from './records.ts';
import { readValue } from './rows.ts';
import { stateRefusal } from './states.ts';
import { checkValue, resolveDraft, settable } from './values.ts';

export const NOTHING_DONE: Committed = {
  step: 0,
  touched: [],
  operations: [],
  created: new Map(),
  lines: 0,
  conflicts: 0,
};

interface Wanted {
  readonly def: Field;
  readonly value: Wire;
  readonly place: string;
}
interface Draft {
  /** New records in the order in which they were asked for, each with the line that creates it. */
  readonly creations: readonly { readonly rec: RecordRef; readonly line: BuiltLine }[];
  readonly created: ReadonlyMap<string, string>;
  /** Last word per field. */
  readonly sets: ReadonlyMap<RecordRef, Map<string, Wanted>>;
  readonly close: readonly RecordRef[];
  readonly reopen: readonly RecordRef[];
}

/**
 * The one door for changes made here: lines, fields, tables, records, clock, undo step and audit in one transaction. What does not
 * change a value writes nothing. A refusal, and a save that changes nothing, leaves every byte as it was.
 */
export const commit = (core: Core, input: CommitInput): Answer<Committed> =>
  write(core, (tx) => {
    const builder = tx.lineBuilder(input.by);
    const step = tx.openCommit(input.command, input.label, input.by, null);
    const draft = readChanges(tx, builder, input.changes);
    if (!draft.ok) return draft;
    const work = new LocalWork(tx, builder, step);
    const done = work.carryOut(draft.value, input.command);
    if (!done.ok) return done;
    if (work.lineIds.length === 0) {
      tx.discarded = true;
      return ok(NOTHING_DONE);
    }
    run(tx.db, "UPDATE steps SET state = 'dropped' WHERE state = 'undone'");
    if (input.undoable) run(tx.db, "INSERT INTO steps (n, effect, state) VALUES (?, ?, 'done')", step, step);
    return ok(work.finish(input.command, input.by, draft.value.created, input.audit));
  });

/** Lines written here, whether by a command, an undo or a redo. */
export class LocalWork {
  readonly #tx: Tx;
  readonly #builder: LineBuilder;
  readonly step: number;
  readonly lineIds: Uint8Array[] = [];
  readonly #touched = new Map<RecordRef, TouchedRecord>();

  constructor(tx: Tx, builder: LineBuilder, step: number) {
    this.#tx = tx;
    this.#builder = builder;
    this.step = step;
  }

  carryOut(draft: Draft, command: string): Result<null, Refusal> {
    // What comes back may be changed in the same step, so it comes back first.
    const back = this.#live([], draft.reopen);
    if (!back.ok) return back;
    const ledger = new Ledger(this.#tx, this.step);
    for (const { rec, line } of draft.creations) {
      const n = ledger.append(line, rec, rec.known.owner, line.stamp, null, null);
      run(this.#tx.db, 'UPDATE records SET line = ? WHERE n = ?', n, rec.n);
      this.lineIds.push(line.id);
      ledger.added(rec);
    }
    for (const [rec, fields] of draft.sets) {
      for (const [field, wanted] of fields) {
        const refused = this.#setChanged(ledger, rec, field, wanted, command);
        if (refused) return err(refused);
      }
    }
    this.settle(ledger);
    return this.#live(draft.close, []);
  }

  #live(close: readonly RecordRef[], reopen: readonly RecordRef[]): Result<null, Refusal> {
    if (close.length === 0 && reopen.length === 0) return ok(null);
    const lives = closings(this.#tx, close, reopen);
    if (!lives.ok) return lives;
    const ledger = new Ledger(this.#tx, this.step);
    for (const { rec, value, prev } of lives.value) {
      const written = this.writeLine(ledger, rec, '_life', value, prev);
      if (!written.ok) return written;
    }
    this.settle(ledger);
    return ok(null);
  }

  settle(ledger: Ledger): void {
    for (const touched of ledger.settle()) {
      touched.rec.fresh = false;
      const before = this.#touched.get(touched.rec);
      this.#touched.set(
        touched.rec,
        before ? { ...touched, added: before.added, conflict: touched.conflict } : touched,
      );
    }
  }

  /** Writes one field; several lines when more heads are settled than one line may name. The row number of the last. */
  writeLine(
    ledger: Ledger,
    rec: RecordRef,
    field: string,
    value: Wire,
    prev: readonly string[],
  ): Result<{ readonly n: number; readonly id: string }, Refusal> {
    const { agencyId } = this.#tx.author;
    const owner = currentOwner(rec.known);
    const via = owner.agency === agencyId ? owner.via : null;
    const { kind } = rec.known;
    const lines = this.#builder.settle({ rec: rec.id, kind, field, value, prev, via });
    if (!lines.ok) return lines;
    const def = kindOf(kind)?.fields[field];
    if (!def) throw new Error('broken promise: only known fields are written');
    let last = { n: 0, id: '' };
    for (const line of lines.value) {
      const set = line as BuiltLine & { readonly line: SetLine };
      const n = ledger.set(rec, def, set, rankOf(rec.known, agencyId, set.line.prev), null);
      last = { n, id: line.idText };
      this.lineIds.push(line.id);
    }
    return ok(last);
  }

  finish(
    command: string,
    by: string,
    created: ReadonlyMap<string, string>,
    audit: CommitInput['audit'] = {},
  ): Committed {
    const { db, core, at } = this.#tx;
    const touched = [...this.#touched.values()];
    const records = touched.map((t) => t.rec.id);
    const conflicts = touched.filter((t) => t.conflict).length;
    appendAudit(db, core.deps, at, {
      ...audit,
      act: command,
      by,
      ...(records.length <= 20 ? { records } : {}),
      ids: { ...audit.ids, lines: digestOfIds(core.deps.sha256, this.lineIds) },
      counts: { step: this.step, records: records.length, lines: this.lineIds.length, conflicts },
    });
    return {
      step: this.step,
      touched: records,
      operations: operationsOf(touched),
      created,
      lines: this.lineIds.length,
      conflicts,
    };
  }

  #setChanged(
    ledger: Ledger,
    rec: RecordRef,
    field: string,
    { def, value, place }: Wanted,
    command: string,
  ): Refusal | null {
    const { db, names } = this.#tx;
    const heads = rec.fresh ? [] : readHeads(db, names, rec.n, names.number(field));
    if (heads.length === 0 && value === null) return null;
    if (heads.length === 1 && sameValue(readValue(db, rec.known.kind, rec.n, field), value)) return null;
    if (def.merge === 'owner' && currentOwner(rec.known).agency !== this.#tx.author.agencyId)
      return refusal('owner-only', place, 'only the agency that owns the record sets this field');
    if (isPlace(rec.known.kind, field) && heads.length > 0)
      return refusal('record.moved', place, 'a record stays where it was made; close it and make a new one there');
    const { kind } = rec.known;
    const refused = stateRefusal(db, { command, kind, field, value, fresh: rec.fresh, heads, place });
    if (refused) return refused;
    const written = this.writeLine(
      ledger,
      rec,
      field,
      value,
      heads.map((h) => h.id),
    );
    return written.ok ? null : { ...written.error, place };
  }
}

export const operationsOf = (touched: readonly TouchedRecord[]): readonly string[] => [
  ...new Set(touched.flatMap((t) => t.rec.operation ?? [])),
];

/** Checks every change before the first line is written and gives the new records their ids. */
function readChanges(tx: Tx, builder: LineBuilder, changes: readonly Change[]): Result<Draft, Refusal> {
  const created = new Map<string, string>();
  const recordOf = new Map<Change, RecordRef>();
  const creations: { rec: RecordRef; line: BuiltLine }[] = [];
  const places = placesOf(changes, tx.core.deps.randomBytes);
  for (const [i, change] of changes.entries()) {
    if (change.type !== 'create') continue;
    const place = `changes[${i}]`;
    if (!kindOf(change.kind)) return err(refusal('kind.unknown', place, 'this version knows no such kind of record'));
    if (created.has(change.key))
      return err(refusal('key.twice', place, 'two records of one step have the same local key'));
    const line = builder.create(change.kind, places[i] ?? 0);
    const { ms, ctr } = line.stamp;
    const rec = tx.records.add(line.idText, change.kind, tx.author.agencyId, ms, ctr);
    creations.push({ rec, line });
    created.set(change.key, rec.id);
    recordOf.set(change, rec);
  }
  const sets = new Map<RecordRef, Map<string, Wanted>>();
  const close: RecordRef[] = [];
  const reopen: RecordRef[] = [];
  const back = new Set(changes.flatMap((c) => (c.type === 'reopen' ? [target(tx, c, created)] : [])));
  for (const [i, change] of changes.entries()) {
    const place = `changes[${i}]`;
    const rec = recordOf.get(change) ?? target(tx, change, created);
    if (!rec) return err(refusal('record.unknown', place, 'there is no such record here'));
    if (rec.recalled) return err(refusal('record.recalled', place, 'this record was recalled by its owner'));
    switch (change.type) {
      case 'create':
        for (const [field, value] of Object.entries(change.fields)) {
          if (value === undefined || value === null) continue;
          const refused = want(tx, sets, created, rec, field, value, `${place}.${field}`);
          if (refused) return err(refused);
        }
        break;
      case 'set': {
        if (rec.closed && !back.has(rec))
          return err(refusal('record.closed', place, 'this record is closed; reopen it first'));
        const refused = want(tx, sets, created, rec, change.field, change.value, `${place}.${change.field}`);
        if (refused) return err(refused);
        break;
      }
      case 'close':
        close.push(rec);
        break;
      case 'reopen':
        reopen.push(rec);
        break;
    }
  }
  return ok({ creations, created, sets, close, reopen });
}

/** Records of one save by kind and parent, that are to keep the order they were made in. */
const groupOf = ({ kind, fields }: Extract<Change, { type: 'create' }>): string => {
  const parent = kindOf(kind)?.parent;
  return parent === undefined ? kind : `${kind} ${JSON.stringify(fields[parent] ?? null)}`;
};

/**
 * A place for each record of one save: kind by kind, and within a kind in the order of the changes. Places are drawn at random, each group
 * from all there are: counted one by one, a number missing between two that a recipient gets would tell of a record it does not get
 * (exchange design, section 1).
 */
function placesOf(changes: readonly Change[], randomBytes: (length: number) => Uint8Array): readonly number[] {
  const groups = new Map<string, { readonly kind: number; readonly members: number[] }>();
  let most = 0;
  for (const [i, change] of changes.entries()) {
    if (change.type !== 'create') continue;
    const key = groupOf(change);
    const group = groups.get(key) ?? { kind: (KIND_NAMES as readonly string[]).indexOf(change.kind), members: [] };
    groups.set(key, group);
    most = Math.max(most, group.members.push(i));
  }
  let room = LEAST_ROOM;
  while (room < 2 * most) room *= 2;
  const places: number[] = [];
  for (const { kind, members } of groups.values()) {
    const bytes = asBuffer(randomBytes(members.length * PLACE_BYTES));
    const drawn = members.map((_, i) => bytes.readUIntBE(i * PLACE_BYTES, PLACE_BYTES) % room).sort((x, y) => x - y);
    let last = -1;
    for (const [i, member] of members.entries()) {
      // Two at one place would lose their order.
      last = Math.max(drawn[i] ?? 0, last + 1);
      places[member] = kind * room + last;
    }
  }
  return places;
}
const PLACE_BYTES = 4;
const LEAST_ROOM = 1_024;

/** What a record belongs to: its operation, and for a part its item. Whoever keeps up with a plan step by step relies on it never changing. */
const isPlace = (kind: string, field: string): boolean => field === 'operation' || field === kindOf(kind)?.parent;

function target(tx: Tx, change: Change, created: ReadonlyMap<string, string>): RecordRef | null {
  if (change.type === 'create') return null;
  const id = typeof change.rec === 'string' ? change.rec : created.get(change.rec.ref);
  return id !== undefined && isId(id) ? tx.records.find(id) : null;
}

function want(
  tx: Tx,
  sets: Map<RecordRef, Map<string, Wanted>>,
  created: ReadonlyMap<string, string>,
  rec: RecordRef,
  field: string,
  draft: Extract<Change, { type: 'set' }>['value'],
  place: string,
): Refusal | null {
  const def = settable(rec.known.kind, field, place);
  if (!def.ok) return def.error;
  const value = resolveDraft(draft, created, place);
  if (!value.ok) return value.error;
  const unfit = checkValue(tx.core.deps, rec.known.kind, field, def.value, value.value, place);
  if (unfit) return unfit;
  let fields = sets.get(rec);
  if (!fields) sets.set(rec, (fields = new Map()));
  fields.set(field, { def: def.value, value: value.value, place });
  return null;
}
