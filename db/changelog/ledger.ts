import type { Field, Wire } from '#shared/model/kinds/field.ts';
import { fieldOf } from '#shared/model/kinds/index.ts';
import { assert } from '#shared/result/result.ts';
import { isSearched, searchedOf } from '#shared/search/fields.ts';
import { rankOf, standing } from '#shared/sync/authority.ts';
import type { CoverLine, ParsedLine, SetLine } from '#shared/sync/line.ts';
import { countingHeads, type Incoming, type Rank } from '#shared/sync/merge.ts';
import { type FieldState, type Head, type LifeState, readLife } from '#shared/sync/reading.ts';
import { all, run } from '../connection/handles.ts';
import { type CellNews, type CellState, coveredIds, lineText, parseSet, readHeads, settleCell } from './cells.ts';
import type { Tx } from './context.ts';
import { type StoredHead, unpackHeads } from './heads.ts';
import { idText } from './ids.ts';
import { LineWriter } from './line-writer.ts';
import type { RecordRef } from './records.ts';
import { readRow, shownIn, tableOf, writeRow } from './rows.ts';
import { SettledRows, stoodBefore, type StoodBefore } from './settled-rows.ts';

export interface TouchedRecord {
  readonly rec: RecordRef;
  readonly fields: ReadonlySet<string>;
  readonly added: boolean;
  readonly closedNow: boolean;
  readonly conflict: boolean;
}

const OPEN_STATES: ReadonlySet<string> = new Set(['conflict', 'contested', 'edited']);
const LIFE = '_life';
/** Records that are looked up together. */
const AHEAD = 256;

/**
 * The common machinery of every write: lines go into the log as they come, fields are settled once at the end, each touched once
 * whatever the number of its lines.
 */
export class Ledger {
  readonly #tx: Tx;
  readonly #commit: number;
  readonly #news = new Map<RecordRef, Map<string, CellNews>>();
  readonly #added = new Set<RecordRef>();

  readonly #lines: LineWriter;
  readonly #rows: SettledRows;
  /** Whether lines of fields may enter the log some together: nothing may read them before `settle`. */
  readonly #together: boolean;
  /**
   * All will be rolled back: what comes out is worked out the same, and rows that nothing of it reads are not written. Where something
   * reads the log or the heads of a record, they are written first.
   */
  readonly #isTrial: boolean;

  constructor(tx: Tx, commit: number, { together = false, isTrial = false } = {}) {
    this.#tx = tx;
    this.#commit = commit;
    this.#lines = new LineWriter(tx, commit, isTrial);
    this.#rows = new SettledRows(tx, commit, isTrial);
    this.#together = together;
    this.#isTrial = isTrial;
  }

  /** Appends one line to the log; its row number. `file` null: written here. */
  append(
    parsed: ParsedLine,
    rec: RecordRef,
    author: string,
    at: { readonly ms: number; readonly ctr: number },
    field: string | null,
    file: number | null,
  ): number {
    return this.#lines.write({ parsed, rec, author, at, field, file });
  }

  /** The same for a line that nothing reads before `flush`. */
  queue(...[parsed, rec, author, at, field, file]: Parameters<Ledger['append']>): number {
    return this.#lines.queue({ parsed, rec, author, at, field, file });
  }
  flush(): void {
    this.#lines.flush();
  }

  /** A record that is new here, or here again after a recall. */
  added(rec: RecordRef): void {
    this.#added.add(rec);
    this.#cells(rec);
  }

  set(
    rec: RecordRef,
    def: Field,
    parsed: ParsedLine & { readonly line: SetLine },
    rank: Rank,
    file: number | null,
  ): number {
    const { line } = parsed;
    const { ms, ctr, author, value, prev } = line;
    const entry = { parsed, rec, author, at: line, field: line.field, file };
    const n = this.#together ? this.#lines.queue(entry) : this.#lines.write(entry);
    const head = { id: parsed.idText, n, ms, ctr, author, rank, covered: false, value };
    this.#hear(rec, line.field, def, { head, prev });
    return n;
  }

  cover(
    rec: RecordRef,
    def: Field,
    parsed: ParsedLine & { readonly line: CoverLine },
    rank: Rank,
    author: string,
    file: number | null,
  ): number {
    const entry = { parsed, rec, author, at: { ms: rec.ms, ctr: rec.ctr }, field: parsed.line.field, file };
    const n = this.#together ? this.#lines.queue(entry) : this.#lines.write(entry);
    this.#cell(rec, parsed.line.field, def).covers.push({ ids: parsed.line.ids, rank });
    return n;
  }

  /** Works out every field of a record anew from all its lines, with the ranks that its ownership gives them now. */
  rework(rec: RecordRef): void {
    const { db, names } = this.#tx;
    this.#lines.flush();
    const rows = all<{
      id: Buffer;
      n: number;
      type: string;
      field: number;
      author: number;
      ms: number;
      ctr: number;
      text: string;
    }>(db, "SELECT id, n, type, field, author, ms, ctr, text FROM lines WHERE rec = ? AND type IN ('s', 'k')", rec.n);
    run(db, 'DELETE FROM cells WHERE rec = ?', rec.n);
    run(db, 'DELETE FROM named WHERE rec = ?', rec.n);
    for (const row of rows) {
      const field = names.name(row.field);
      const def = fieldOf(rec.known.kind, field);
      assert(def, 'only lines of known fields are in the log');
      const author = names.name(row.author);
      if (row.type === 'k') {
        this.#cell(rec, field, def).covers.push({ ids: coveredIds(row.text), rank: standing(rec.known, author) });
        continue;
      }
      const { value, prev } = parseSet(row.text);
      const id = idText(row.id);
      const rank = rankOf(rec.known, author, prev);
      const { n, ms, ctr } = row;
      this.#hear(rec, field, def, { head: { id, n, ms, ctr, author, rank, covered: false, value }, prev });
    }
  }

  /** Settles every field that got news, then rows, life and conflicts of each record; `told` hears now and then how many of how many. */
  settle(told?: (done: number, total: number) => void): readonly TouchedRecord[] {
    if (!this.#isTrial) this.#lines.flush();
    const touched: TouchedRecord[] = [];
    // In the order of the tables: pages next to each other are looked at one after the other.
    const inOrder = [...this.#news].sort(([a], [b]) => a.n - b.n);
    for (let at = 0; at < inOrder.length; at += AHEAD) {
      const part = inOrder.slice(at, at + AHEAD);
      const before = stoodBefore(
        this.#tx,
        part.map(([rec]) => rec),
      );
      for (const [rec, cells] of part) touched.push(this.#settleRecord(rec, cells, before(rec)));
      told?.(touched.length, inOrder.length);
    }
    if (!this.#isTrial) this.#rows.flush();
    return touched;
  }

  readonly #beforePast = (): void => this.#lines.flush();

  #settleRecord(rec: RecordRef, cells: ReadonlyMap<string, CellNews>, before: StoodBefore): TouchedRecord {
    const { db } = this.#tx;
    const values = new Map<string, Wire>();
    let conflict = false;
    const { heads: stored, open } = before;
    const { kind } = rec.known;
    const table = tableOf(kind);
    // Read when first asked for: mostly no field needs to know what it showed before.
    let row: ReturnType<typeof readRow> | undefined = rec.fresh ? null : undefined;
    const shown = (field: string): Wire | undefined => {
      if (row === undefined) row = readRow(db, table, rec.n);
      return row ? shownIn(table, row, field) : undefined;
    };
    for (const [field, news] of cells) {
      const state = settleCell(this.#tx, this.#rows, news, stored, () => shown(field), this.#beforePast);
      values.set(field, state.reading.value);
      if (field === LIFE) continue;
      this.#note(rec, field, news.def.merge, state.reading.state, state, open);
      conflict ||= OPEN_STATES.has(state.reading.state);
    }
    const wasClosed = rec.closed;
    const wasOf = rec.operation;
    const isClosable = cells.has(LIFE) || stored.has(this.#tx.names.number(LIFE));
    const life = isClosable ? this.#life(rec, cells.has(LIFE)) : null;
    if (life !== null) {
      rec.closed = life.state === 'closed';
      conflict ||= life.state === 'edited' || life.state === 'contested';
      const reading = life.state === 'open' || life.state === 'closed' ? 'single' : life.state;
      this.#note(rec, LIFE, 'decision', reading, life, open);
    }
    if (!this.#isTrial && (values.size > 0 || this.#added.has(rec))) writeRow(db, table, rec.n, values);
    if (kind === 'operation') rec.operation = rec.id;
    else if (values.has('operation')) rec.operation = textOf(values.get('operation'));
    if (!this.#isTrial) this.#saveDerived(rec, values, rec.closed !== wasClosed || rec.operation !== wasOf);
    if (this.#added.has(rec) ? searchedOf(kind) !== null : isSearched(kind, cells.keys()))
      this.#rows.queueForSearch(rec.n);
    return {
      rec,
      fields: new Set(cells.keys()),
      added: this.#added.has(rec),
      closedNow: rec.closed && !wasClosed,
      conflict,
    };
  }

  /** Columns of the record that follow from its fields. */
  #saveDerived(rec: RecordRef, values: ReadonlyMap<string, Wire>, isOther: boolean): void {
    const { records } = this.#tx;
    const isDerived = this.#added.has(rec) || isOther;
    const code = values.get('code');
    if (isDerived && code !== undefined) records.saveDerivedWithCode(rec, textOf(code));
    else if (isDerived) records.saveDerived(rec);
    else if (code !== undefined) records.saveCode(rec, textOf(code));
  }

  /** Null: the record was never closed and nobody closes it now. */
  #life(rec: RecordRef, news: boolean): { readonly state: LifeState; readonly heads: readonly StoredHead[] } | null {
    const { db, names } = this.#tx;
    if (rec.fresh && !news) return null;
    this.#lines.flush();
    this.#rows.flush();
    const field = names.number(LIFE);
    const heads = readHeads(db, names, rec.n, field);
    if (heads.length === 0) return null;
    const valued = heads.map((h): Head => ({ ...h, value: parseSet(lineText(db, h.n)).value }));
    return {
      state: readLife(
        valued,
        otherHeads(this.#tx, rec.n, field).map((h) => h.id),
      ),
      heads,
    };
  }

  /** Opens, changes or settles the conflict row of a field. */
  #note(
    rec: RecordRef,
    field: string,
    merge: string,
    reading: FieldState | 'edited',
    state: Pick<CellState, 'heads'>,
    open: ReadonlySet<number>,
  ): void {
    const number = this.#tx.names.number(field);
    if (reading !== 'single') this.#rows.noteConflict(rec.n, number, merge, reading, state.heads);
    else if (open.has(number))
      run(
        this.#tx.db,
        "UPDATE conflicts SET state = 'settled', closed = ? WHERE rec = ? AND field = ? AND state <> 'settled'",
        this.#commit,
        rec.n,
        number,
      );
  }

  #cells(rec: RecordRef): Map<string, CellNews> {
    let cells = this.#news.get(rec);
    if (!cells) this.#news.set(rec, (cells = new Map()));
    return cells;
  }

  /** A line of a field. Most fields have one in a file, and a list made with its member takes a tenth of one that grows. */
  #hear(rec: RecordRef, field: string, def: Field, line: Incoming<StoredHead>): void {
    const cells = this.#cells(rec);
    const cell = cells.get(field);
    if (cell) cell.incoming.push(line);
    else cells.set(field, { rec, field, def, incoming: [line], covers: [] });
  }

  #cell(rec: RecordRef, field: string, def: Field): CellNews {
    const cells = this.#cells(rec);
    let cell = cells.get(field);
    if (!cell) cells.set(field, (cell = { rec, field, def, incoming: [], covers: [] }));
    return cell;
  }
}

const textOf = (value: Wire | undefined): string | null => (typeof value === 'string' ? value : null);

/** Counting heads of every field of a record but one. */
export function otherHeads(tx: Tx, rec: number, but: number): readonly StoredHead[] {
  return all<{ heads: Buffer }>(tx.db, 'SELECT heads FROM cells WHERE rec = ? AND field <> ?', rec, but).flatMap(
    (row) => countingHeads(unpackHeads(row.heads, tx.names)),
  );
}
