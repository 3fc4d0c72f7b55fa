import { fieldOf } from '#shared/model/kinds/index.ts';
import type { LineBuilder } from '#shared/sync/builder.ts';
import { coveredIds, lineText, parseSet, storedHeads } from '../changelog/cells.ts';
import type { Tx } from '../changelog/context.ts';
import { headLines } from '../changelog/heads.ts';
import { asBuffer, hexIdText, idBytes, packIds, unpackIds } from '../changelog/ids.ts';
import type { Ledger } from '../changelog/ledger.ts';
import type { RecordRef } from '../changelog/records.ts';
import { readRow, shownIn, tableOf } from '../changelog/rows.ts';
import { all, one, run } from '../connection/handles.ts';
import { rowInsert, RowWriter } from '../connection/row-writer.ts';

interface StoredLine {
  n: number;
  /** Hexadecimal. */
  id: string;
  type: string;
  field: number | null;
  author: number;
  /** Only of lines that list ids or release. */
  text: string | null;
}
/** Of lines that only set a field nothing but their place is needed: their text is read once, when the file is written. */
export const LINES_OF_RECORD =
  "SELECT n, hex(id) AS id, type, field, author, CASE WHEN type IN ('k', 'g', 'x') THEN text END AS text FROM lines WHERE rec = ?";
export const NUMBERS_OF_RECORD = 'SELECT n FROM lines WHERE rec = ?';
export const SENT_OF_RECORD = 'SELECT outbox, line FROM sent_lines WHERE rec = ?';
const UNDER_OF_SENT = 'SELECT under FROM outbox_records WHERE outbox = ? AND rec = ?';
export const SENT_FIELDS_OF_RECORD = 'SELECT field FROM sent_fields WHERE agency = ? AND rec = ?';

/** Order within a record: what it is, who owns it, who may see it, what is left out, what it says (exchange design, section 2). */
const RANK: Readonly<Record<string, number>> = { n: 0, t: 1, u: 2, x: 3, g: 4, y: 5, k: 6, s: 7 };

/** Rows of lines of one record in files that arrived at an agency. */
type Sent = readonly { readonly line: number; readonly outbox: number }[];
const NOTHING: ReadonlySet<number> = new Set();

const INSERT_SENT = rowInsert('sent_lines', ['rec', 'outbox', 'ord', 'line']);

interface Chosen {
  readonly rec: RecordRef;
  /** Ids of the `r` line that stands before the lines; empty: they need no release. */
  readonly under: readonly string[];
  readonly lines: readonly { readonly n: number; readonly type: string; readonly field: number | null }[];
}

/** The lines of one file, record by record. */
export class Selection {
  readonly #tx: Tx;
  readonly #builder: LineBuilder;
  readonly #ledger: Ledger;
  readonly #to: string;
  readonly #agency: number;
  readonly #minus: boolean;
  /** Nothing was ever sent there: there is nothing to leave out, and nothing to look up. */
  readonly #isFirst: boolean;
  /** Files to the agency; true: it has arrived there, as far as is known. */
  readonly #files: ReadonlyMap<number, boolean>;
  readonly #chosen: Chosen[] = [];
  readonly #fields: { readonly rec: number; readonly field: number }[] = [];

  constructor(tx: Tx, builder: LineBuilder, ledger: Ledger, to: string, minusAcknowledged: boolean) {
    this.#tx = tx;
    this.#builder = builder;
    this.#ledger = ledger;
    this.#to = to;
    this.#agency = tx.names.number(to);
    this.#minus = minusAcknowledged;
    const files = all<{ n: number; state: string }>(
      tx.db,
      'SELECT n, state FROM outbox WHERE agency = ?',
      this.#agency,
    );
    this.#files = new Map(files.map((f) => [f.n, f.state === 'acknowledged' || f.state === 'assumed']));
    this.#isFirst = files.length === 0;
  }

  get records(): number {
    return this.#chosen.length;
  }
  /** Lines of the file, those that name the release included. */
  get lines(): number {
    return this.#chosen.reduce((sum, c) => sum + c.lines.length + (c.under.length > 0 ? 1 : 0), 0);
  }

  /**
   * A record of ours: its creation, ownership and release lines, and of each released field the present values. What was superseded
   * before it arrived there is named in a `k` and not sent: neither history nor a value that was put right leaves the house, and what the
   * gate let through with a file that was lost it need not let through any more. `under`: heads of the release it stands under now.
   */
  addOwn(rec: RecordRef, released: ReadonlySet<string>, under: readonly string[], onlyNews = false): void {
    const { db } = this.#tx;
    // Of most records that were released before, nothing is told anew: no line of theirs is read.
    if (onlyNews && !this.#hasSomethingToTell(rec, released)) return;
    const sent = this.#sent(rec);
    const done = this.#arrived(rec, sent, under);
    if (done.size > 0 && this.#isAllThere(rec, done)) return;
    const { heads, known, fields } = this.#told(rec, released);
    const stored = all<StoredLine>(db, LINES_OF_RECORD, rec.n);
    const rows = [...stored, ...this.#cover(rec, fields, heads, stored, done)];
    const covered = new Set<string>();
    for (const row of rows) if (row.type === 'k') for (const id of coveredIds(row.text ?? '')) covered.add(id);
    const ever = this.#arrived(rec, sent, null);
    const lines = rows.filter((row) => {
      switch (row.type) {
        case 'n':
          return !done.has(row.n);
        case 's':
          return (
            !done.has(row.n) &&
            row.field !== null &&
            fields.has(row.field) &&
            (covered.size === 0 || !covered.has(hexIdText(row.id)))
          );
        case 'k':
          return !done.has(row.n) && row.field !== null && fields.has(row.field);
        case 'g':
        case 'x':
          return !ever.has(row.n) && isReleaseTo(row.text, this.#to);
        case 't':
        case 'u':
          return !ever.has(row.n);
        default:
          return false;
      }
    });
    if (onlyNews && !lines.some((l) => l.type === 's')) return;
    this.#choose(rec, under, lines);
    for (const [field] of fields) if (heads.has(field) && !known.has(field)) this.#fields.push({ rec: rec.n, field });
  }

  /** The fields that are told of a record, with the heads of all its fields and those that were sent there before. */
  #told(rec: RecordRef, released: ReadonlySet<string>) {
    const heads = this.#headsOf(rec);
    const known = this.#sentFields(rec);
    const names = [...released, ...this.#clearedFields(rec, heads, known, released)];
    return { heads, known, fields: new Map(names.map((name) => [this.#tx.names.number(name), name])) };
  }
  #hasSomethingToTell(rec: RecordRef, released: ReadonlySet<string>): boolean {
    const { heads, fields } = this.#told(rec, released);
    return [...fields.keys()].some((field) => heads.has(field));
  }

  /**
   * A record released there before that is not part of this release: whether it was closed or opened again still has to travel, since a
   * closed record is in nobody's list; after a recall only the lines that say so.
   */
  addKnown(rec: RecordRef, open: boolean, under: readonly string[]): void {
    if (open) this.addOwn(rec, new Set(['_life']), under, true);
    else this.#addRecall(rec);
  }

  #addRecall(rec: RecordRef): void {
    const done = this.#arrived(rec, this.#sent(rec), null);
    const rows = all<StoredLine>(this.#tx.db, LINES_OF_RECORD, rec.n);
    const lines = rows.filter(
      (row) => (row.type === 'g' || row.type === 'x') && isReleaseTo(row.text, this.#to) && !done.has(row.n),
    );
    if (!lines.some((l) => l.type === 'x')) return;
    // The creation goes along: the recipient may never have heard of the record, and its tombstone needs to know whose it is.
    this.#choose(rec, [], [...rows.filter((row) => row.type === 'n' && !done.has(row.n)), ...lines]);
  }

  /** A record of the recipient: our own words in it that it has not acknowledged, and receipts. Fields that never leave stay here. */
  addContribution(rec: RecordRef): void {
    const me = this.#tx.author.agencyId;
    const mine = this.#tx.names.number(me);
    const under = this.#under(rec, me);
    const done = this.#arrived(rec, this.#sent(rec), null);
    const lines = all<StoredLine>(this.#tx.db, LINES_OF_RECORD, rec.n).filter((row) => {
      if (row.author !== mine || done.has(row.n)) return false;
      if (row.type !== 's') return row.type === 'y' || row.type === 'u';
      return row.field !== null && fieldOf(rec.known.kind, this.#tx.names.name(row.field))?.internal !== true;
    });
    const returned = this.#returned(rec, done);
    const released = returned.under ?? (lines.some((l) => l.type === 's') ? under : []);
    this.#choose(rec, released, [...lines, ...returned.lines]);
  }

  /** Writes down what the file holds, field by field. */
  save(outbox: number): void {
    const { db } = this.#tx;
    this.#ledger.flush();
    const sent = new RowWriter(db, INSERT_SENT);
    let ord = 0;
    for (const [at, { rec, under, lines }] of this.#chosen.entries()) {
      run(
        db,
        'INSERT INTO outbox_records (outbox, rec, ord, under) VALUES (?, ?, ?, ?)',
        outbox,
        rec.n,
        at,
        packIds(under),
      );
      for (const line of lines) sent.add(rec.n, outbox, ord++, line.n);
    }
    sent.flush();
    for (const { rec, field } of this.#fields)
      run(
        db,
        'INSERT INTO sent_fields (agency, rec, field, outbox) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        this.#agency,
        rec,
        field,
        outbox,
      );
  }

  /**
   * Words of ours in a record since recalled: they still go to the owner, under the release they were written under. They stand in the
   * outbox with the negative number of the kept line.
   */
  #returned(
    rec: RecordRef,
    done: ReadonlySet<number>,
  ): { readonly under: readonly string[] | null; readonly lines: Chosen['lines'] } {
    const rows = all<{ n: number; under: Buffer }>(
      this.#tx.db,
      // What the owner released to us again meanwhile stands in the log and is chosen there.
      "SELECT k.n, k.under FROM kept k WHERE k.rec = ? AND k.disposition = 'returned' AND NOT EXISTS (SELECT 1 FROM lines l WHERE l.id = k.id) ORDER BY k.n",
      idBytes(rec.id),
    );
    const first = rows[0];
    if (!first) return { under: null, lines: [] };
    const under = unpackIds(first.under);
    return { under, lines: rows.filter((r) => !done.has(-r.n)).map((r) => ({ n: -r.n, type: 's', field: null })) };
  }

  #choose(rec: RecordRef, under: readonly string[], lines: Chosen['lines']): void {
    if (lines.length === 0) return;
    const sorted = [...lines].sort(
      (a, b) => (RANK[a.type] ?? 9) - (RANK[b.type] ?? 9) || Math.abs(a.n) - Math.abs(b.n),
    );
    this.#chosen.push({ rec, under, lines: sorted });
  }

  #under(rec: RecordRef, agency: string): readonly string[] {
    const row = one<{ heads: Buffer }>(
      this.#tx.db,
      'SELECT heads FROM releases WHERE rec = ? AND agency = ?',
      rec.n,
      this.#tx.names.number(agency),
    );
    return row ? unpackIds(row.heads) : [];
  }

  /** What the agency was sent of a record; one look at the record's own rows, whatever was sent elsewhere. */
  #sent(rec: RecordRef): Sent {
    if (this.#isFirst) return [];
    return all<{ outbox: number; line: number }>(this.#tx.db, SENT_OF_RECORD, rec.n).filter(
      (row) => this.#files.get(row.outbox) === true,
    );
  }

  /** Rows of lines that arrived under a release, or (null) under any: what a recall does not clear away there needs no second sending. */
  #arrived(rec: RecordRef, arrived: Sent, under: readonly string[] | null): ReadonlySet<number> {
    if (!this.#minus || arrived.length === 0) return NOTHING;
    if (under === null) return new Set(arrived.map((a) => a.line));
    const wanted = packIds(under);
    const fits = new Map<number, boolean>();
    const isUnder = (outbox: number): boolean => {
      let fit = fits.get(outbox);
      if (fit === undefined) {
        fit = one<{ under: Buffer }>(this.#tx.db, UNDER_OF_SENT, outbox, rec.n)?.under.equals(wanted) === true;
        fits.set(outbox, fit);
      }
      return fit;
    };
    return new Set(arrived.filter((a) => isUnder(a.outbox)).map((a) => a.line));
  }

  /** Nothing was written in the record since it arrived: most records, most times. Told from the index, without reading a line. */
  #isAllThere(rec: RecordRef, done: ReadonlySet<number>): boolean {
    const { db } = this.#tx;
    if (this.#tx.hasNamed() && one(db, 'SELECT 1 FROM named WHERE rec = ? LIMIT 1', rec.n)) return false;
    return all<{ n: number }>(db, NUMBERS_OF_RECORD, rec.n).every((row) => done.has(row.n));
  }

  #sentFields(rec: RecordRef): ReadonlySet<number> {
    if (this.#isFirst) return NOTHING;
    const rows = all<{ field: number }>(this.#tx.db, SENT_FIELDS_OF_RECORD, this.#agency, rec.n);
    return new Set(rows.map((r) => r.field));
  }

  /** Fields sent there before that hold nothing now: a gate that lists what is set cannot name them, and the clearing must travel. */
  #clearedFields(
    rec: RecordRef,
    heads: ReadonlyMap<number, ReadonlySet<number>>,
    known: ReadonlySet<number>,
    released: ReadonlySet<string>,
  ): readonly string[] {
    const { db, names } = this.#tx;
    const isNothing = (line: number): boolean => parseSet(lineText(db, line)).value === null;
    // What is released goes anyway; only the others are looked at.
    const others = [...known].map((field) => names.name(field)).filter((field) => !released.has(field));
    if (others.length === 0) return [];
    const table = tableOf(rec.known.kind);
    const row = readRow(db, table, rec.n);
    // A field that shows a value has a head with one; where it shows none, the heads decide, since a proposal is not shown.
    return others.filter(
      (field) =>
        (row === null || (shownIn(table, row, field) ?? null) === null) &&
        [...(heads.get(names.number(field)) ?? [])].every(isNothing),
    );
  }

  /** Row numbers of the lines that are heads, by field. */
  #headsOf(rec: RecordRef): ReadonlyMap<number, ReadonlySet<number>> {
    const lines = new Map<number, ReadonlySet<number>>();
    for (const [field, heads] of storedHeads(this.#tx.db, rec)) lines.set(field, new Set(headLines(heads)));
    return lines;
  }

  /**
   * Names in `k` what is superseded in the released fields and in no `k` yet, lines held or only named, wherever one of them has not
   * arrived there. Lines that arrived are named too: what superseded them may be among those left out. The lines that were written.
   */
  #cover(
    rec: RecordRef,
    fields: ReadonlyMap<number, string>,
    heads: ReadonlyMap<number, ReadonlySet<number>>,
    rows: readonly StoredLine[],
    arrived: ReadonlySet<number>,
  ): readonly StoredLine[] {
    const { db } = this.#tx;
    const over = new Map<number, Set<string>>();
    const gaps = new Set<number>();
    const covered = new Set<string>();
    const add = (field: number, id: string): void => {
      let ids = over.get(field);
      if (!ids) over.set(field, (ids = new Set()));
      ids.add(id);
    };
    for (const row of rows) {
      if (row.field === null || !fields.has(row.field)) continue;
      if (row.type === 'k') for (const id of coveredIds(row.text ?? '')) covered.add(id);
      else if (row.type === 's') {
        if (heads.get(row.field)?.has(row.n)) continue;
        add(row.field, hexIdText(row.id));
        if (!arrived.has(row.n)) gaps.add(row.field);
      }
    }
    const named = this.#tx.hasNamed()
      ? all<{ field: number; id: string }>(db, 'SELECT field, hex(id) AS id FROM named WHERE rec = ?', rec.n)
      : [];
    for (const row of named)
      if (fields.has(row.field)) {
        add(row.field, hexIdText(row.id));
        gaps.add(row.field);
      }
    const me = this.#tx.author.agencyId;
    const written: StoredLine[] = [];
    for (const [field, name] of fields) {
      if (!gaps.has(field)) continue;
      const ids = [...(over.get(field) ?? [])].filter((id) => !covered.has(id));
      for (const line of this.#builder.cover(rec.id, name, ids)) {
        const n = this.#ledger.queue(line, rec, me, { ms: rec.ms, ctr: rec.ctr }, name, null);
        const author = this.#tx.names.number(me);
        written.push({ n, id: asBuffer(line.id).toString('hex'), type: 'k', field, author, text: line.text });
      }
    }
    return written;
  }
}

/** Whether a release or recall (["g"|"x",rec,to,…]) speaks to this agency. */
const isReleaseTo = (text: string | null, to: string): boolean =>
  text !== null && (JSON.parse(text) as readonly unknown[])[2] === to;
