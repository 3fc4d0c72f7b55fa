import type { Field, Wire } from '#shared/model/kinds/field.ts';
import { fieldOf, kindOf } from '#shared/model/kinds/index.ts';
import type { Refusal } from '#shared/result/refusal.ts';
import { assert, type Result } from '#shared/result/result.ts';
import { currentOwner, type KnownRecord, rankOf, standing } from '#shared/sync/authority.ts';
import { type BuilderDeps, type BuiltLine, LineBuilder } from '#shared/sync/builder.ts';
import { idsBehindCovered, idsForLateRecipient } from '#shared/sync/cover.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import {
  type Cover,
  countingHeads,
  headsAfter,
  type Incoming,
  mergeNamed,
  type Named,
  NOT_NAMED,
} from '#shared/sync/merge.ts';
import { planImport, recordOf } from '#shared/sync/plan-import.ts';
import { type FieldReading, type Head, readField } from '#shared/sync/reading.ts';
import { type ReleaseLine, type ReleaseState, releaseState } from '#shared/sync/release-state.ts';
import type { Arrival, ImportPlan, KnownState, PlannedLine, VerifyLine } from '#shared/sync/sorting.ts';

/** A line of the log and who brought it. */
export interface StoredLine {
  readonly parsed: ParsedLine;
  readonly rec: string | null;
  readonly sender: string;
}
interface Cell {
  readonly heads: readonly Head[];
  readonly named: ReadonlyMap<string, Named>;
}
export interface ModelDeps {
  readonly builder: BuilderDeps;
  readonly verify: VerifyLine;
  readonly rosterOpen: boolean;
}

/**
 * What a store must do with an import plan, in as few words as possible and in memory: the executable form of exchange format sections
 * 2 to 6, which tests of this folder play through and against which the real store can be compared.
 */
export class ModelStore {
  log: ReadonlyMap<string, StoredLine> = new Map();
  records: ReadonlyMap<string, KnownRecord> = new Map();
  waiting: ReadonlyMap<string, Arrival> = new Map();
  /** Own lines that a recall took away and that still go to the owner. */
  outbox: ReadonlyMap<string, StoredLine> = new Map();
  cells: ReadonlyMap<string, Cell> = new Map();
  readonly self: string;
  readonly #deps: ModelDeps;
  readonly #builder: LineBuilder;

  constructor(deps: ModelDeps) {
    this.self = deps.builder.agency;
    this.#deps = deps;
    this.#builder = new LineBuilder(deps.builder, { ms: 0, ctr: 0 });
  }

  /** Everything a backup holds. Maps are replaced, never changed, so a copy of the references is a copy of the state. */
  backup(): Pick<ModelStore, 'log' | 'records' | 'waiting' | 'outbox' | 'cells'> {
    const { log, records, waiting, outbox, cells } = this;
    return { log, records, waiting, outbox, cells };
  }

  owns(rec: string): boolean {
    const record = this.records.get(rec);
    return record !== undefined && standing(record, this.self) >= 0;
  }
  sees = (rec: string): boolean => this.owns(rec) || this.state(rec, this.self).open;
  linesOf = (rec: string): readonly StoredLine[] => [...this.log.values()].filter((s) => s.rec === rec);
  heads = (rec: string, field: string): readonly Head[] =>
    countingHeads(this.cells.get(`${rec} ${field}`)?.heads ?? []);
  read = (rec: string, field: string): FieldReading => readField(this.#field(rec, field), this.heads(rec, field));
  state = (rec: string, to: string): ReleaseState => releaseState(this.#releases(rec, to));

  create(kind: string): string {
    return this.#keep(this.#builder.create(kind)).idText;
  }

  edit(rec: string, field: string, value: Wire): ParsedLine {
    const kind = this.records.get(rec)?.kind ?? '';
    const prev = this.heads(rec, field).map((h) => h.id);
    return this.#keep(this.#builder.set({ rec, kind, field, value, prev, via: this.#via(rec) }));
  }

  grant(rec: string, to: string): ParsedLine {
    return this.#keep(this.#builder.grant({ rec, to, prev: this.#releaseHeads(rec, to), via: this.#via(rec) }, null));
  }
  recall(rec: string, to: string): ParsedLine {
    return this.#keep(this.#builder.recall({ rec, to, prev: this.#releaseHeads(rec, to), via: this.#via(rec) }, null));
  }
  receipt(recall: string): ParsedLine {
    return this.#keep(this.#builder.receipt(recall, 'done', null));
  }
  offer(rec: string, to: string): ParsedLine {
    return this.#keep(this.#builder.offer(rec, to, this.#via(rec)));
  }
  accept(rec: string, offer: string): ParsedLine {
    return this.#keep(this.#builder.accept(rec, offer));
  }
  under = (rec: string, to: string): ParsedLine => this.#builder.under(rec, this.#releaseHeads(rec, to));

  /** Before a file: the `k` lists its recipient needs, all of them if it is a late one. */
  cover(rec: string, isLate: boolean): readonly ParsedLine[] {
    const lines = this.linesOf(rec).map((s) => s.parsed);
    return Object.keys(kindOf(this.records.get(rec)?.kind ?? '')?.fields ?? {}).flatMap((field) => {
      const cell = this.cells.get(`${rec} ${field}`);
      if (!cell) return [];
      const input = {
        heads: new Set(cell.heads.map((h) => h.id)),
        lines: lines.flatMap(({ line, idText }) =>
          line.type === 's' && line.field === field ? [{ id: idText, prev: line.prev }] : [],
        ),
        named: cell.named.keys(),
        listed: new Set(lines.flatMap(({ line }) => (line.type === 'k' && line.field === field ? line.ids : []))),
      };
      const ids = isLate ? idsForLateRecipient(input) : idsBehindCovered(input);
      return this.#builder.cover(rec, field, ids).map((k) => this.#keep(k));
    });
  }

  /** The one door, for received lines and for our own. */
  receive(arrivals: readonly Arrival[]): ImportPlan {
    const recs = new Set(arrivals.map((a) => recordOf(a.parsed)));
    const again = [...this.waiting.values()].filter((a) => recs.has(recordOf(a.parsed)) || a.parsed.line.type === 'y');
    const deps = { self: this.self, known: this.#known(), verify: this.#deps.verify };
    const plan = planImport(deps, [...arrivals, ...again]);
    for (const { rec } of plan.recalled) this.#purge(rec);
    this.records = new Map([...this.records, ...plan.records]);
    this.log = new Map([...this.log, ...plan.apply.map((l) => [l.arrival.parsed.idText, stored(l)] as const)]);
    this.#merge(plan.apply);
    for (const rec of plan.records.keys()) this.#rebuild(rec);
    this.#keepWaiting(plan);
    this.#passOn(plan);
    return plan;
  }

  #keep(line: ParsedLine | Result<BuiltLine, Refusal>): ParsedLine {
    if (!('ok' in line)) {
      const plan = this.receive([{ parsed: line, sender: this.self, under: null }]);
      assert(plan.apply.length > 0 || plan.known.length > 0 || line.line.type === 'y', 'own lines are accepted');
      return line;
    }
    assert(line.ok, 'the model writes only what fits');
    return this.#keep(line.value);
  }

  /** A line waits once for every way it came: dropped under a recalled release, it may still be waiting under a later one. */
  #keepWaiting(plan: ImportPlan): void {
    const inLog = new Set([...plan.apply.map((l) => l.arrival), ...plan.known].map((a) => a.parsed.idText));
    const dropped = new Set(plan.dropped.map((l) => wayOf(l.arrival)));
    const waiting = [...this.waiting].filter(([way, a]) => !inLog.has(a.parsed.idText) && !dropped.has(way));
    const more = [...plan.held, ...plan.aside].map((l) => [wayOf(l.arrival), l.arrival] as const);
    this.waiting = new Map([...waiting, ...more]);
  }

  /** Our own words that came back after a restored backup, in a record not open to us (any more, or yet), still go to the owner. */
  #passOn(plan: ImportPlan): void {
    const own = [...plan.held, ...plan.aside, ...plan.dropped].filter(({ arrival: { parsed, sender } }) => {
      const { line } = parsed;
      return line.type === 's' && line.author === this.self && sender === this.self && !this.owns(line.rec);
    });
    const words = own.map(
      ({ arrival: { parsed, sender } }) => [parsed.idText, { parsed, rec: recordOf(parsed), sender }] as const,
    );
    this.outbox = new Map([...this.outbox, ...words]);
  }

  #known(): KnownState {
    return {
      hasLine: (l) => this.log.has(l.idText),
      record: (rec) => this.records.get(rec) ?? null,
      releases: (rec, to) => this.#releases(rec, to),
      recall: (id) => {
        const line = this.log.get(id)?.parsed.line;
        return line?.type === 'x' ? line : null;
      },
      rosterOpen: () => this.#deps.rosterOpen,
    };
  }

  #releases = (rec: string, to: string): readonly ReleaseLine[] =>
    this.linesOf(rec).flatMap(({ parsed: { idText, line } }) =>
      (line.type === 'g' || line.type === 'x') && line.to === to ? [{ id: idText, line }] : [],
    );
  #releaseHeads = (rec: string, to: string): readonly string[] => this.state(rec, to).heads.map((h) => h.id);
  #via(rec: string): string | null {
    const record = this.records.get(rec);
    const owner = record && currentOwner(record);
    return owner?.agency === this.self ? owner.via : null;
  }
  #field(rec: string, field: string): Field {
    const known = fieldOf(this.records.get(rec)?.kind ?? '', field);
    assert(known, 'the model knows its fields');
    return known;
  }

  #merge(lines: readonly PlannedLine[]): void {
    const touched = new Map<string, { readonly field: Field; incoming: Incoming<Head>[]; covers: Cover[] }>();
    for (const { arrival, rank, field } of lines) {
      const { line, idText } = arrival.parsed;
      if ((line.type !== 's' && line.type !== 'k') || !field) continue;
      const key = `${line.rec} ${line.field}`;
      const cell = touched.get(key) ?? { field, incoming: [], covers: [] };
      touched.set(key, cell);
      if (line.type === 'k') cell.covers.push({ ids: line.ids, rank });
      else cell.incoming.push({ head: { ...line, id: idText, rank, covered: false }, prev: line.prev });
    }
    const cells = new Map(this.cells);
    for (const [key, { field, incoming, covers }] of touched) {
      const cell = cells.get(key) ?? { heads: [], named: new Map<string, Named>() };
      const after = headsAfter(field.merge, cell.heads, incoming, (id) => cell.named.get(id) ?? null, covers);
      const named = new Map(cell.named);
      for (const [id, marks] of after.named) named.set(id, mergeNamed(named.get(id) ?? NOT_NAMED, marks));
      cells.set(key, { heads: after.heads, named });
    }
    this.cells = cells;
  }

  /** A transfer may give lines that came before it a higher word. */
  #rebuild(rec: string): void {
    const record = this.records.get(rec);
    if (!record || record.transfers.length === 0) return;
    this.cells = new Map([...this.cells].filter(([key]) => !key.startsWith(`${rec} `)));
    this.#merge(
      this.linesOf(rec).map(({ parsed, sender }) => {
        const { line } = parsed;
        const rank = line.type === 's' ? rankOf(record, line.author, line.prev) : standing(record, sender);
        const field = line.type === 's' || line.type === 'k' ? this.#field(rec, line.field) : null;
        return { arrival: { parsed, sender, under: null }, rank, field, proposal: false };
      }),
    );
  }

  /** What a recall takes (section 6). What this agency wrote itself still goes to the owner. */
  #purge(rec: string): void {
    const gone = this.linesOf(rec).filter((s) => ['n', 's', 'k'].includes(s.parsed.line.type));
    const own = gone.filter((s) => s.parsed.line.type === 's' && s.parsed.line.author === this.self);
    const ids = new Set(gone.map((s) => s.parsed.idText));
    this.outbox = new Map([...this.outbox, ...own.map((s) => [s.parsed.idText, s] as const)]);
    this.log = new Map([...this.log].filter(([id]) => !ids.has(id)));
    this.cells = new Map([...this.cells].filter(([key]) => !key.startsWith(`${rec} `)));
  }
}

const stored = (l: PlannedLine): StoredLine => ({
  parsed: l.arrival.parsed,
  rec: recordOf(l.arrival.parsed),
  sender: l.arrival.sender,
});
const wayOf = (a: Arrival): string => `${a.sender} ${a.under?.join() ?? ''} ${a.parsed.idText}`;
