import { fieldOf } from '#shared/model/kinds/index.ts';
import type { LineBuilder } from '#shared/sync/builder.ts';
import { coveredIds, lineText, parseSet } from '../changelog/cells.ts';
import type { Tx } from '../changelog/context.ts';
import { asBuffer, hexIdText, idBytes, packIds, unpackIds } from '../changelog/ids.ts';
import type { Ledger } from '../changelog/ledger.ts';
import type { RecordRef } from '../changelog/records.ts';
import { readRow, shownIn, tableOf } from '../changelog/rows.ts';
import { all, one } from '../connection/handles.ts';
import { rowInsert, RowWriter } from '../connection/row-writer.ts';
import { saveSent } from './sent.ts';
import { SelectionReads, type StoredLine } from './selection-reads.ts';

/** Order within a record: what it is, who owns it, who may see it, what is left out, what it says (exchange design, section 2). */
const RANK: Readonly<Record<string, number>> = { n: 0, t: 1, u: 2, x: 3, g: 4, y: 5, k: 6, s: 7 };

const NOTHING: ReadonlySet<number> = new Set();
/** Records that are looked at together. */
const AHEAD = 512;

/** A record of ours that may have to be told. */
export interface OwnRecord {
  readonly rec: RecordRef;
  /** Fields that are released to the agency. */
  readonly released: ReadonlySet<string>;
  /** Heads of the release it stands under now. */
  readonly under: readonly string[];
  /** It was released there before and is no part of this release. */
  readonly onlyNews: boolean;
}

const INSERT_FIELD = rowInsert('sent_fields', ['agency', 'rec', 'field', 'outbox'], 'ON CONFLICT DO NOTHING');

/** Such a record with what is to be told of it. */
interface Told extends OwnRecord {
  /** Row numbers of the lines that are heads, by field. */
  readonly heads: ReadonlyMap<number, ReadonlySet<number>>;
  /** Fields whose value was sent there before. */
  readonly known: ReadonlySet<number>;
  /** Names of the fields that are told, by number. */
  readonly fields: ReadonlyMap<number, string>;
  /** Row numbers of the lines that arrived there under the present release. */
  readonly done: ReadonlySet<number>;
}
/** Whether a value that is told now has not arrived there. */
const hasNews = ({ heads, fields, done }: Told): boolean =>
  [...fields.keys()].some((field) => [...(heads.get(field) ?? [])].some((n) => !done.has(n)));

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
  readonly #reads: SelectionReads;
  readonly #chosen: Chosen[] = [];
  readonly #fields: { readonly rec: number; readonly field: number }[] = [];

  constructor(tx: Tx, builder: LineBuilder, ledger: Ledger, to: string, minusAcknowledged: boolean) {
    this.#tx = tx;
    this.#builder = builder;
    this.#ledger = ledger;
    this.#to = to;
    this.#agency = tx.names.number(to);
    this.#minus = minusAcknowledged;
    this.#reads = new SelectionReads(tx, this.#agency);
  }

  get records(): number {
    return this.#chosen.length;
  }
  /** Lines of the file, those that name the release included. */
  get lines(): number {
    return this.#chosen.reduce((sum, c) => sum + c.lines.length + (c.under.length > 0 ? 1 : 0), 0);
  }

  /**
   * Records of ours: of each its creation, ownership and release lines, and of each released field the present values. What was superseded
   * before it arrived there is named in a `k` and not sent: neither history nor a value that was put right leaves the house, and what the
   * gate let through with a file that was lost it need not let through any more.
   */
  addOwn(records: readonly OwnRecord[]): void {
    for (let at = 0; at < records.length; at += AHEAD) {
      const part = records.slice(at, at + AHEAD);
      this.#reads.ahead(part.map(({ rec }) => rec));
      const told = part.map((own) => this.#told(own)).filter((t) => this.#mayTell(t));
      const unsure = told.filter((t) => t.done.size > 0 && !hasNews(t));
      this.#reads.numbersAhead(unsure.map(({ rec }) => rec));
      const allThere = new Set(unsure.filter((t) => this.#isAllThere(t)));
      const toRead = told.filter((t) => !allThere.has(t));
      this.#reads.linesAhead(toRead.map(({ rec }) => rec));
      for (const t of toRead) this.#addOwn(t);
    }
  }

  /** The fields that are told of a record, with the heads of all its fields, what has arrived there and the fields sent before. */
  #told(own: OwnRecord): Told {
    const { rec, released, under } = own;
    const heads = this.#reads.heads(rec);
    const known = this.#reads.sentFields(rec);
    const names = [...released, ...this.#clearedFields(rec, heads, known, released)];
    const fields = new Map(names.map((name) => [this.#tx.names.number(name), name]));
    return { ...own, heads, known, fields, done: this.#arrived(rec, under) };
  }

  #mayTell({ onlyNews, fields, heads }: Told): boolean {
    return !onlyNews || [...fields.keys()].some((field) => heads.has(field));
  }

  #addOwn({ rec, under, onlyNews, heads, known, fields, done }: Told): void {
    const stored = this.#reads.lines(rec);
    const rows = [...stored, ...this.#cover(rec, fields, heads, stored, done)];
    const covered = new Set<string>();
    for (const row of rows) if (row.type === 'k') for (const id of coveredIds(row.says ?? '')) covered.add(id);
    const ever = this.#arrived(rec, null);
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
          return !ever.has(row.n) && row.says === this.#to;
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

  /** A record that was taken back from the agency: only the lines that say so. */
  addRecall(rec: RecordRef): void {
    const done = this.#arrived(rec, null);
    const rows = this.#reads.lines(rec);
    const lines = rows.filter(
      (row) => (row.type === 'g' || row.type === 'x') && row.says === this.#to && !done.has(row.n),
    );
    if (!lines.some((l) => l.type === 'x')) return;
    // The creation goes along: the recipient may never have heard of the record, and its tombstone needs to know whose it is.
    this.#choose(rec, [], [...rows.filter((row) => row.type === 'n' && !done.has(row.n)), ...lines]);
  }

  /** Records of the recipient: our own words in them that it has not acknowledged, and receipts. Fields that never leave stay here. */
  addContributions(records: readonly RecordRef[]): void {
    for (let at = 0; at < records.length; at += AHEAD) {
      const part = records.slice(at, at + AHEAD);
      this.#reads.ahead(part);
      this.#reads.linesAhead(part);
      for (const rec of part) this.#addContribution(rec);
    }
  }

  #addContribution(rec: RecordRef): void {
    const me = this.#tx.author.agencyId;
    const mine = this.#tx.names.number(me);
    const under = this.#under(rec, me);
    const done = this.#arrived(rec, null);
    const lines = this.#reads.lines(rec).filter((row) => {
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
    saveSent(
      this.#tx,
      outbox,
      this.#chosen.map(({ rec, under, lines }) => ({ rec: rec.n, under, lines: lines.map((line) => line.n) })),
    );
    const fields = new RowWriter(db, INSERT_FIELD);
    for (const { rec, field } of this.#fields) fields.add(this.#agency, rec, field, outbox);
    fields.flush();
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

  /** Rows of lines that arrived under a release, or (null) under any: what a recall does not clear away there needs no second sending. */
  #arrived(rec: RecordRef, under: readonly string[] | null): ReadonlySet<number> {
    const arrived = this.#reads.arrived(rec);
    if (!this.#minus || arrived.length === 0) return NOTHING;
    if (under === null) return new Set(arrived.flatMap((a) => a.lines));
    const wanted = packIds(under);
    return new Set(arrived.flatMap((a) => (this.#reads.under(a.outbox, rec)?.equals(wanted) === true ? a.lines : [])));
  }

  /** Nothing was written in the record since it arrived. Told from the index, without reading a line. */
  #isAllThere({ rec, done }: Told): boolean {
    const { db } = this.#tx;
    if (this.#tx.hasNamed() && one(db, 'SELECT 1 FROM named WHERE rec = ? LIMIT 1', rec.n)) return false;
    return this.#reads.numbers(rec).every((n) => done.has(n));
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
      if (row.type === 'k') for (const id of coveredIds(row.says ?? '')) covered.add(id);
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
        written.push({ n, id: asBuffer(line.id).toString('hex'), type: 'k', field, author, says: line.text });
      }
    }
    return written;
  }
}
