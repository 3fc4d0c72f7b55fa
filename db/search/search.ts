/** The index of words: kept beside the plan, made of it alone, and never ahead of it. */
import type { Wire } from '#shared/model/kinds/field.ts';
import { ok } from '#shared/result/result.ts';
import { SEARCHED_KINDS, searchedOf } from '#shared/search/fields.ts';
import { questionOf, readTyped, type Tier, tierOf, TIERS, type Typed } from '#shared/search/match.ts';
import { type Document, documentOf, WORDS_VERSION } from '#shared/search/words.ts';
import type { Core } from '../changelog/context.ts';
import { asBuffer, idBytes, idText, isId } from '../changelog/ids.ts';
import { readRow, rowFields, tableOf } from '../changelog/rows.ts';
import { all, one, type ReadDb, run, transaction } from '../connection/handles.ts';
import { record, recordByNumber } from '../queries/records.ts';
import type { SearchHit, SearchPage, SearchQuery, SearchStore } from '../store-search.ts';
import type { RecordId, RecordView } from '../store-types.ts';

export const FIND =
  'SELECT rowid AS n, place, code, title, body, sound FROM search WHERE search MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?';
export const WORDS = 'SELECT rowid AS n, place, code, title, body, sound FROM search WHERE rowid = ?';
export const QUEUE =
  'SELECT q.rec, r.kind, r.closed, r.recalled, r.operation FROM search_queue q JOIN records r ON r.n = q.rec ORDER BY q.rec LIMIT ?';
export const ALL_OF_KIND =
  'INSERT OR IGNORE INTO search_queue (rec) SELECT n FROM records WHERE kind = ? AND closed = 0';

/** Somebody who just changed something finds it: so many waiting records are taken care of before an answer. */
const AT_ONCE = 200;
/** So many rows are looked at for one page; the next page goes on from there. */
const MOST_ROWS = 3_000;
const VERSION = 'search.words';

interface Row extends Document {
  readonly n: number;
}

/** The word that stands for an operation. */
export const placeOf = (operation: RecordId | null): string =>
  operation === null ? '' : `o${idBytes(operation).toString('hex').slice(0, 12)}`;

/** A store whose words another version made, or that has none yet, gets them anew in the background. */
export function renewSearch(core: Core): void {
  const made = one<{ value: string }>(core.db, 'SELECT value FROM settings WHERE key = ?', VERSION)?.value;
  if (made === String(WORDS_VERSION)) return;
  transaction(core.db, (db) => {
    for (const name of SEARCHED_KINDS) {
      const kind = core.names.find(name);
      if (kind !== null) run(db, ALL_OF_KIND, kind);
    }
    run(
      db,
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
      VERSION,
      String(WORDS_VERSION),
    );
    return ok(null);
  });
}

interface Queued {
  readonly rec: number;
  readonly kind: number;
  readonly closed: number;
  readonly recalled: number;
  readonly operation: Buffer | null;
}

/** What a record is found by as it stands; null: it is not to be found. */
function wordsNow(core: Core, { rec, kind: number, closed, recalled, operation }: Queued): Document | null {
  const kind = core.names.name(number);
  if (closed === 1 || recalled === 1 || searchedOf(kind) === null) return null;
  const table = tableOf(kind);
  const row = readRow(core.db, table, rec);
  const fields: Readonly<Record<string, Wire>> = row ? rowFields(table, row) : {};
  return row && documentOf(kind, fields, placeOf(operation && idText(asBuffer(operation))));
}

const same = (a: Document, b: Document): boolean =>
  a.title === b.title && a.code === b.code && a.body === b.body && a.place === b.place && a.sound === b.sound;

function work(core: Core, limit: number): number {
  const queued = all<Queued>(core.db, QUEUE, limit);
  if (queued.length === 0) return 0;
  transaction(core.db, (db) => {
    for (const queuedRec of queued) {
      const words = wordsNow(core, queuedRec);
      const old = one<Row>(db, WORDS, queuedRec.rec);
      if (!(old && words && same(old, words))) {
        if (old) run(db, 'DELETE FROM search WHERE rowid = ?', queuedRec.rec);
        if (words)
          run(
            db,
            'INSERT INTO search (rowid, place, code, title, body, sound) VALUES (?, ?, ?, ?, ?, ?)',
            queuedRec.rec,
            words.place,
            words.code,
            words.title,
            words.body,
            words.sound,
          );
      }
      run(db, 'DELETE FROM search_queue WHERE rec = ?', queuedRec.rec);
    }
    return ok(null);
  });
  return waiting(core.db);
}

const waiting = (db: ReadDb): number => one<{ n: number }>(db, 'SELECT count(*) AS n FROM search_queue')?.n ?? 0;

/** Where a page ends: the tier and the last row looked at. */
const CURSOR = /^(\d)\.(\d{1,15})$/;
function begin(after: string | null): { tier: number; row: number } {
  const [, tier, row] = CURSOR.exec(after ?? '') ?? [];
  return { tier: Number(tier ?? 0), row: Number(row ?? 0) };
}

function find(core: Core, query: SearchQuery): SearchPage {
  const left = work(core, AT_ONCE);
  const typed = readTyped(query.text);
  if (!typed) return { hits: [], next: null, waiting: left };
  const page = new Page(core, query, typed);
  return { ...page.read(), waiting: left };
}

class Page {
  readonly #core: Core;
  readonly #query: SearchQuery;
  readonly #typed: Typed;
  readonly #here: string | null;
  readonly #without: string | null;
  readonly #heads = new Map<RecordId, RecordView | null>();
  readonly #hits: SearchHit[] = [];
  #looked = 0;

  constructor(core: Core, query: SearchQuery, typed: Typed) {
    this.#core = core;
    this.#query = query;
    this.#typed = typed;
    const { here, without = null } = query;
    this.#here = here !== null && isId(here) ? placeOf(here) : null;
    this.#without = without !== null && isId(without) ? placeOf(without) : null;
  }

  read(): { readonly hits: readonly SearchHit[]; readonly next: string | null } {
    let { tier, row } = begin(this.#query.after);
    for (; tier < TIERS.length; tier += 1, row = 0) {
      const name = TIERS[tier] as Tier;
      const question = questionOf(this.#typed, name, this.#here);
      if (question === null) continue;
      for (;;) {
        const rows = all<Row>(this.#core.db, FIND, question, row, this.#query.count * 2);
        for (const found of rows) {
          row = found.n;
          this.#take(found, name);
          if (this.#hits.length === this.#query.count) return { hits: this.#hits, next: `${tier}.${row}` };
        }
        if (rows.length < this.#query.count * 2) break;
        this.#looked += rows.length;
        if (this.#looked > MOST_ROWS) return { hits: this.#hits, next: `${tier}.${row}` };
      }
    }
    return { hits: this.#hits, next: null };
  }

  /** A row is shown in its best tier alone. */
  #take(row: Row, tier: Tier): void {
    if (this.#without !== null && row.place.startsWith(this.#without)) return;
    if (tierOf(row, this.#typed, this.#here) !== tier) return;
    const of = one<{ kind: number; closed: number; recalled: number; operation: Buffer | null }>(
      this.#core.db,
      'SELECT kind, closed, recalled, operation FROM records WHERE n = ?',
      row.n,
    );
    if (!of || of.closed === 1 || of.recalled === 1) return;
    const head = this.#headOf(of.operation && idText(asBuffer(of.operation)));
    const view = head && recordByNumber(this.#core, row.n, this.#core.names.name(of.kind));
    if (view && head) this.#hits.push({ view, head, tier });
  }

  /** null: its operation is not known here, is closed, or is the frame of others. */
  #headOf(id: RecordId | null): RecordView | null {
    if (id === null) return null;
    let head = this.#heads.get(id);
    if (head === undefined) {
      const read = record(this.#core, id);
      head = read && !read.closed && read.fields['template'] !== 1 ? read : null;
      this.#heads.set(id, head);
    }
    return head;
  }
}

export const makeSearch = (core: Core): SearchStore => ({
  find: (query) => find(core, query),
  work: (limit) => work(core, limit),
});
