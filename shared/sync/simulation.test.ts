import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Field, type Wire } from '../model/kinds/field.ts';
import { fieldOf } from '../model/kinds/index.ts';
import type { KnownRecord } from './authority.ts';
import { LineBuilder } from './builder.ts';
import type { Stamp } from './clock.ts';
import type { CoverLine, ParsedLine, SetLine } from './line.ts';
import { countingHeads, headsAfter, mergeNamed, type Named, NOT_NAMED } from './merge.ts';
import { parseWithId } from './parse-line.ts';
import { arrivalsOf, planImport, recordOf } from './plan-import.ts';
import { type Head, readField, sameValue } from './reading.ts';
import { type ReleaseLine, releaseState, type ReleaseState } from './release-state.ts';
import type { Arrival, ImportPlan, KnownState, PlannedLine } from './sorting.ts';

/**
 * The rules played through by four agencies with real lines and real signatures: files are lost, repeated, reordered and replayed, late
 * recipients get heads only, records are recalled and released again, a station is put back to an older backup. Each schedule is one
 * seed and ends with exchange until quiet; then the promises of the exchange format (section 1) are checked.
 */
const AGENCIES = 4;
const RECORDS = 4;
const FIELDS = ['place', 'codeWord', 'cc', 'tlp', 'code'] as const;
const STEPS = 70;
/** Seeds that once found something; they stay. */
const PINNED = [42, 10_106, 20_120, 30_046];
const FRESH = Number(process.env['SYNC_SEED'] ?? Date.now() % 1_000_000);
const SCHEDULES = Number(process.env['SYNC_SCHEDULES'] ?? 60);

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const name = (i: number): string => `A0${i}`;
const KEYS = Array.from({ length: AGENCIES }, () => generateKeyPairSync('ed25519'));
const fieldNamed = (f: string): Field => {
  const field = fieldOf('site', f);
  if (!field) throw new Error(`no field ${f}`);
  return field;
};

/** Each signature is checked once for all four stations together. */
const checked = new Map<string, boolean>();
function verifyOnce(keyId: string, bytes: Uint8Array, signature: Uint8Array, author: string): boolean {
  const key = `${keyId} ${author} ${Buffer.from(signature).toString('base64url')}`;
  let good = checked.get(key);
  if (good === undefined) {
    const i = Number(keyId.slice(1));
    const pair = KEYS[i];
    good = author === name(i) && pair !== undefined && verify(null, bytes, pair.publicKey, signature);
    checked.set(key, good);
  }
  return good;
}

function rng(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Cell {
  heads: readonly Head[];
  named: Map<string, Named>;
}
interface Stored {
  readonly parsed: ParsedLine;
  readonly rec: string;
}
interface Sent {
  readonly key: string;
  readonly parsed: ParsedLine;
}
interface File {
  readonly a: number;
  readonly b: number;
  readonly sent: readonly Sent[];
  readonly returned: readonly ParsedLine[];
  readonly restart: number;
  readonly acks: readonly string[];
}

const newCell = (): Cell => ({ heads: [], named: new Map() });

/** One agency's store, as small as the rules allow. */
class Replica {
  log = new Map<string, Stored>();
  records = new Map<string, KnownRecord>();
  cells = new Map<string, Cell>();
  releases = new Map<string, readonly ReleaseLine[]>();
  waiting = new Map<string, Arrival>();
  outbox = new Map<string, Stored>();
  acked = Array.from({ length: AGENCIES }, () => new Set<string>());
  got = Array.from({ length: AGENCIES }, () => new Set<string>());
  readonly told = new Map<number, number>();
  readonly returnsTo = new Set<number>();
  restart = 0;
  readonly i: number;
  readonly self: string;
  readonly #builder: LineBuilder;
  readonly #rosterOpen: boolean;

  constructor(i: number, clock: () => number, random: () => number, rosterOpen: boolean) {
    this.i = i;
    this.self = name(i);
    this.#rosterOpen = rosterOpen;
    const pair = KEYS[i];
    if (!pair) throw new Error('no key');
    const start: Stamp = { ms: 0, ctr: 0 };
    this.#builder = new LineBuilder(
      {
        agency: this.self,
        by: 'p1',
        sha256,
        randomBytes: (n) => Uint8Array.from({ length: n }, () => Math.floor(random() * 256)),
        now: clock,
        signer: { keyId: `k${i}`, sign: (bytes) => sign(null, bytes, pair.privateKey) },
      },
      start,
    );
  }

  save() {
    const cells = [...this.cells].map(([k, c]) => [k, { heads: c.heads, named: new Map(c.named) }] as const);
    return {
      log: new Map(this.log),
      records: new Map(this.records),
      cells: new Map(cells),
      releases: new Map(this.releases),
      waiting: new Map(this.waiting),
      outbox: new Map(this.outbox),
      acked: this.acked.map((s) => new Set(s)),
      got: this.got.map((s) => new Set(s)),
    };
  }

  owns = (rec: string): boolean => this.records.get(rec)?.owner === this.self;
  state = (rec: string, to: string): ReleaseState => releaseState(this.releases.get(`${rec} ${to}`) ?? []);
  era = (rec: string, to: string): string =>
    this.state(rec, to)
      .heads.map((h) => h.id)
      .sort()
      .join('+');
  sees = (rec: string): boolean => this.owns(rec) || this.state(rec, this.self).open;
  heads = (rec: string, f: string): readonly Head[] => countingHeads(this.cells.get(`${rec} ${f}`)?.heads ?? []);
  linesOf = (rec: string): readonly Stored[] => [...this.log.values()].filter((s) => s.rec === rec);

  create(): string {
    const line = this.#builder.create('site');
    this.#own(line);
    return line.idText;
  }

  edit(rec: string, f: string, value: Wire): ParsedLine {
    const prev = this.heads(rec, f).map((h) => h.id);
    const line = this.#builder.set({ rec, kind: 'site', field: f, value, prev });
    if (!line.ok) throw new Error(line.error.code);
    this.#own(line.value);
    return line.value;
  }

  release(rec: string, to: string, type: 'g' | 'x'): void {
    const edit = { rec, to, prev: this.state(rec, to).heads.map((h) => h.id) };
    const line = type === 'g' ? this.#builder.grant(edit, null) : this.#builder.recall(edit, null);
    if (!line.ok) throw new Error(line.error.code);
    this.#own(line.value);
  }

  /** A late recipient gets the ids that are superseded here, held or only named, instead of their lines. */
  cover(rec: string): void {
    for (const f of FIELDS) {
      const cell = this.cells.get(`${rec} ${f}`);
      if (!cell) continue;
      const heads = new Set(cell.heads.map((h) => h.id));
      const lines = this.linesOf(rec).flatMap((s) =>
        s.parsed.line.type === 's' && s.parsed.line.field === f ? [s.parsed] : [],
      );
      const listed = new Set(
        this.linesOf(rec).flatMap((s) =>
          s.parsed.line.type === 'k' && s.parsed.line.field === f ? s.parsed.line.ids : [],
        ),
      );
      const named = lines.flatMap((l) => (l.line.type === 's' ? l.line.prev : []));
      const ids = new Set([...lines.map((l) => l.idText), ...named, ...cell.named.keys()]);
      const fresh = [...ids].filter((i) => !heads.has(i) && !listed.has(i));
      for (const k of this.#builder.cover(rec, f, fresh)) this.#own(k);
    }
  }

  under = (rec: string, to: string): ParsedLine =>
    this.#builder.under(
      rec,
      this.state(rec, to).heads.map((h) => h.id),
    );

  /** Our own line takes the same door as a received one. */
  #own(parsed: ParsedLine): void {
    this.receive([{ parsed, sender: this.self, under: null }]);
  }

  receive(arrivals: readonly Arrival[]): ImportPlan {
    const recs = new Set(arrivals.map((a) => recordOf(a.parsed)));
    const again = [...this.waiting.values()].filter((a) => recs.has(recordOf(a.parsed)));
    const plan = planImport({ self: this.self, known: this.#known(), verify: verifyOnce }, [...arrivals, ...again]);
    for (const r of plan.recalled) this.#purge(r.rec);
    for (const [rec, record] of plan.records) this.records.set(rec, record);
    this.#store(plan.apply);
    // A line waits once for every way it came: dropped under a recalled release, it may still be waiting under a later one.
    const inLog = new Set([...plan.apply.map((l) => l.arrival), ...plan.known].map((a) => a.parsed.idText));
    const dropped = new Set(plan.dropped.map((l) => wayOf(l.arrival)));
    for (const [key, a] of this.waiting) if (inLog.has(a.parsed.idText) || dropped.has(key)) this.waiting.delete(key);
    for (const l of [...plan.held, ...plan.aside]) this.waiting.set(wayOf(l.arrival), l.arrival);
    return plan;
  }

  #known(): KnownState {
    return {
      hasLine: (l) => this.log.has(l.idText),
      record: (rec) => this.records.get(rec) ?? null,
      releases: (rec, to) => this.releases.get(`${rec} ${to}`) ?? [],
      recall: () => null,
      rosterOpen: () => this.#rosterOpen,
    };
  }

  #store(lines: readonly PlannedLine[]): void {
    const cells = new Map<string, { field: Field; sets: PlannedLine[]; covers: PlannedLine[] }>();
    for (const l of lines) {
      const { parsed } = l.arrival;
      const rec = recordOf(parsed);
      if (rec === null) throw new Error('no receipts here');
      this.log.set(parsed.idText, { parsed, rec });
      const { line } = parsed;
      if (line.type === 'g' || line.type === 'x') {
        const key = `${rec} ${line.to}`;
        this.releases.set(key, [...(this.releases.get(key) ?? []), { id: parsed.idText, line }]);
      } else if ((line.type === 's' || line.type === 'k') && l.field) {
        const key = `${rec} ${line.field}`;
        const cell = cells.get(key) ?? { field: l.field, sets: [], covers: [] };
        cells.set(key, cell);
        (line.type === 's' ? cell.sets : cell.covers).push(l);
      }
    }
    for (const [key, c] of cells) {
      const cell = this.cells.get(key) ?? newCell();
      const after = headsAfter(
        c.field.merge,
        cell.heads,
        c.sets.map((l) => ({ head: headOf(l), prev: (l.arrival.parsed.line as SetLine).prev })),
        (id) => cell.named.get(id) ?? null,
        c.covers.map((l) => ({ ids: (l.arrival.parsed.line as CoverLine).ids, rank: l.rank })),
      );
      for (const [id, marks] of after.named) cell.named.set(id, mergeNamed(cell.named.get(id) ?? NOT_NAMED, marks));
      this.cells.set(key, { heads: after.heads, named: cell.named });
    }
  }

  /** What a recall takes; what this agency wrote itself still goes to the owner. */
  #purge(rec: string): void {
    for (const [id, s] of this.log) {
      const { line } = s.parsed;
      if (s.rec !== rec || line.type === 'g' || line.type === 'x') continue;
      if (line.type === 's' && line.author === this.self) this.outbox.set(id, s);
      this.log.delete(id);
    }
    for (const f of FIELDS) this.cells.delete(`${rec} ${f}`);
  }
}

const wayOf = (a: Arrival): string => `${a.sender} ${a.under?.join() ?? ''} ${a.parsed.idText}`;

function headOf(l: PlannedLine): Head {
  const { parsed } = l.arrival;
  const { ms, ctr, author, value } = parsed.line as SetLine;
  return { id: parsed.idText, ms, ctr, author, rank: l.rank, covered: false, value };
}

interface Variant {
  /** Contributors also send straight to every other agency. */
  readonly open: boolean;
  /** A station may be put back to an older backup. */
  readonly restore: boolean;
}

class World {
  readonly agencies: readonly Replica[];
  readonly recs: readonly string[];
  readonly edits: ParsedLine[] = [];
  readonly wire: File[] = [];
  /** What the schedule really did, so that a schedule that does nothing is noticed. */
  readonly seen = { recalls: 0, again: 0, restores: 0, conflicts: 0, dropped: 0, held: 0, proposals: 0 };
  readonly #random: () => number;
  readonly #variant: Variant;
  readonly #owner: readonly number[];
  #backup: { readonly i: number; readonly state: ReturnType<Replica['save']> } | null = null;
  #now = 1_767_600_000_000;

  constructor(seed: number, variant: Variant) {
    this.#random = rng(seed);
    this.#variant = variant;
    this.agencies = Array.from({ length: AGENCIES }, (_, i) => {
      const skew = i % 2 ? this.#pick(2_000_000) - 1_000_000 : 0;
      return new Replica(i, () => this.#now++ + skew, this.#random, variant.open);
    });
    this.#owner = Array.from({ length: RECORDS }, () => this.#pick(AGENCIES));
    this.recs = this.#owner.map((o) => this.at(o).create());
    this.recs.forEach((rec, k) => FIELDS.forEach((f) => this.#edit(this.owner(k), rec, f)));
  }

  at(i: number): Replica {
    const agency = this.agencies[i];
    if (!agency) throw new Error('no such agency');
    return agency;
  }
  owner = (k: number): Replica => this.at(this.#owner[k] ?? 0);
  #pick = (n: number): number => Math.floor(this.#random() * n);

  #edit(by: Replica, rec: string, f: string): void {
    const { type } = fieldNamed(f);
    const value =
      type.t === 'enum'
        ? (type.of[this.#pick(type.of.length)] ?? null)
        : type.t === 'cc'
          ? 'ABCDE'.charAt(this.#pick(5)) + 'X'
          : `v${this.#pick(1e9)}`;
    this.edits.push(by.edit(rec, f, value));
  }

  step(): void {
    const c = this.#random();
    const k = this.#pick(RECORDS);
    const b = this.#pick(AGENCIES);
    const rec = this.recs[k] ?? '';
    const owner = this.owner(k);
    const by = this.at(b);
    if (c < 0.33) {
      if (by.sees(rec) && by.records.has(rec)) this.#edit(by, rec, FIELDS[this.#pick(FIELDS.length)] ?? 'place');
    } else if (c < 0.48) this.#release(owner, rec, by, c < 0.43);
    else if (c < 0.74) {
      const a = this.#pick(AGENCIES);
      if (a !== b) this.wire.push(this.#seal(a, b));
    } else if (this.#variant.restore && c < 0.77) this.#restore(b);
    else if (this.wire.length > 0) {
      const i = this.#pick(this.wire.length);
      const file = this.wire[i];
      const lost = this.#random() < 0.3;
      if (file && !lost) this.deliver(file);
      if (lost || this.#random() < 0.7) this.wire.splice(i, 1);
    }
  }

  #release(owner: Replica, rec: string, to: Replica, first: boolean): void {
    if (to === owner) return;
    const state = owner.state(rec, to.self);
    if (first) {
      if (state.heads.length === 0) owner.release(rec, to.self, 'g');
    } else if (state.open) {
      owner.release(rec, to.self, 'x');
      this.seen.recalls++;
    } else if (state.heads.length > 0 && this.#random() < 0.9) {
      owner.release(rec, to.self, 'g');
      this.seen.again++;
    }
  }

  #restore(b: number): void {
    if (!this.#backup) this.#backup = { i: b, state: this.at(b).save() };
    else if (this.#random() < 0.35) {
      Object.assign(this.at(this.#backup.i), this.#backup.state);
      this.at(this.#backup.i).restart++;
      this.#backup = null;
      this.seen.restores++;
    }
  }

  /** One file from a to b: everything b may see and has not acknowledged under the present release. */
  #seal(a: number, b: number): File {
    const from = this.at(a);
    const to = this.at(b).self;
    const acked = from.acked[b] ?? new Set();
    const sent: Sent[] = [];
    const put = (key: string, parsed: ParsedLine): void => {
      if (!acked.has(key)) sent.push({ key, parsed });
    };
    for (const rec of this.recs) {
      if (from.owns(rec)) {
        for (const r of from.releases.get(`${rec} ${to}`) ?? []) {
          const stored = from.log.get(r.id);
          if (stored) put(r.id, stored.parsed);
        }
        if (!from.state(rec, to).open) continue;
        const era = from.era(rec, to);
        if (!from.linesOf(rec).some((s) => acked.has(`${era} ${s.parsed.idText}`))) from.cover(rec);
        const lines = from.linesOf(rec);
        const covered = new Set(lines.flatMap((s) => (s.parsed.line.type === 'k' ? s.parsed.line.ids : [])));
        sent.push({ key: '', parsed: from.under(rec, to) });
        for (const type of ['n', 'k', 's'] as const)
          for (const s of lines)
            if (s.parsed.line.type === type && !covered.has(s.parsed.idText))
              put(`${era} ${s.parsed.idText}`, s.parsed);
      } else if (from.sees(rec) && (this.at(b).owns(rec) || this.#variant.open))
        for (const s of from.linesOf(rec))
          if (s.parsed.line.type === 's' && s.parsed.line.author === from.self) put(s.parsed.idText, s.parsed);
    }
    for (const s of from.outbox.values()) if (this.at(b).owns(s.rec)) put(s.parsed.idText, s.parsed);
    const returned: ParsedLine[] = [];
    if (from.returnsTo.has(b))
      for (const s of from.log.values()) {
        const { line } = s.parsed;
        if (line.type === 's' ? line.author === to : from.records.get(s.rec)?.owner === to) returned.push(s.parsed);
      }
    return { a, b, sent: this.#shuffled(sent), returned, restart: from.restart, acks: [...(from.got[b] ?? [])] };
  }

  /** `r` stays before the lines of its record; otherwise the order in a file means nothing. */
  #shuffled(sent: readonly Sent[]): readonly Sent[] {
    const rank = new Map(sent.map((s) => [s, s.parsed.line.type === 'r' ? -1 : this.#random()]));
    return [...sent].sort((x, y) => (rank.get(x) ?? 0) - (rank.get(y) ?? 0));
  }

  deliver(f: File): void {
    const to = this.at(f.b);
    const told = to.told.get(f.a) ?? 0;
    if (f.restart > told) {
      to.told.set(f.a, f.restart);
      to.acked[f.a] = new Set(f.acks);
      to.returnsTo.add(f.a);
    } else if (f.restart === told) for (const key of f.acks) to.acked[f.a]?.add(key);
    const read = (p: ParsedLine): ParsedLine => {
      const parsed = parseWithId(p.text, sha256);
      if (!parsed.ok) throw new Error(parsed.error.rule);
      return parsed.value;
    };
    const plan = to.receive([
      ...arrivalsOf(
        name(f.a),
        f.sent.map((s) => read(s.parsed)),
      ),
      ...arrivalsOf(to.self, f.returned.map(read)),
    ]);
    this.seen.dropped += plan.dropped.length;
    this.seen.held += plan.held.length;
    this.seen.proposals += plan.apply.filter((l) => l.proposal).length;
    for (const s of f.sent) if (s.key) to.got[f.a]?.add(s.key);
  }

  /** Everyone sends to everyone until nothing is left to say. */
  exchangeEverything(): void {
    for (const f of this.wire) this.deliver(f);
    for (let round = 0; round < 10; round++)
      for (let a = 0; a < AGENCIES; a++)
        for (let b = 0; b < AGENCIES; b++) {
          if (a === b) continue;
          const file = this.#seal(a, b);
          this.deliver(file);
          if (this.#random() < 0.3) this.deliver(file);
        }
  }

  /** What an agency shows: heads and readings of every field, which records are open to it. */
  canonical(b: Replica): string {
    return JSON.stringify(
      this.recs.map((rec) => [b.sees(rec), b.records.has(rec) && b.log.has(rec), this.fields(b, rec)]),
    );
  }
  fields = (b: Replica, rec: string): unknown =>
    FIELDS.map((f) => {
      const heads = b.heads(rec, f);
      const reading = readField(fieldNamed(f), heads);
      return [f, heads.map((h) => h.id).sort(), reading.value, reading.state, reading.others.map((o) => o.id)];
    });
}

function play(seed: number, variant: Variant): World {
  const world = new World(seed, variant);
  for (let i = 0; i < STEPS; i++) world.step();
  world.exchangeEverything();
  return world;
}

function expectPromises(world: World, variant: Variant): void {
  world.recs.forEach((rec, k) => {
    const owner = world.owner(k);
    for (const b of world.agencies) {
      if (b !== owner && !owner.state(rec, b.self).open) {
        // Promises 5 and 7: what was recalled or never released is not here.
        expect(b.linesOf(rec).filter((s) => s.parsed.line.type !== 'g' && s.parsed.line.type !== 'x')).toEqual([]);
        continue;
      }
      // Promise 1: same lines, same state.
      expect(world.fields(b, rec)).toEqual(world.fields(owner, rec));
    }
    for (const f of FIELDS)
      if (readField(fieldNamed(f), owner.heads(rec, f)).state !== 'single') world.seen.conflicts++;
  });
  // Promise 2: every edit is current, listed, or was seen by the author of a later value (a restored station may lose what nobody had).
  for (const edit of world.edits) {
    const { line } = edit;
    if (line.type !== 's') continue;
    const owner = world.owner(world.recs.indexOf(line.rec));
    const held = owner.log.has(edit.idText);
    const named = owner.cells.get(`${line.rec} ${line.field}`)?.named.has(edit.idText) ?? false;
    if (held || named) continue;
    const somewhere = world.agencies.some((a) => a.log.has(edit.idText) || a.outbox.has(edit.idText));
    expect(variant.restore && !somewhere, `edit ${edit.idText} is lost`).toBe(true);
  }
  // Promises 1 and 5: replaying every file ever sent changes nothing.
  const before = world.agencies.map((a) => world.canonical(a));
  for (const f of world.wire.toReversed()) world.deliver({ ...f, restart: -1 });
  expect(world.agencies.map((a) => world.canonical(a))).toEqual(before);
}

const variants: readonly [string, Variant][] = [
  ['star through the owner', { open: false, restore: false }],
  ['open roster', { open: true, restore: false }],
  ['star, stations restored from backup', { open: false, restore: true }],
  ['open roster, stations restored from backup', { open: true, restore: true }],
];

describe.each(variants)('exchange between four agencies: %s', (_name, variant) => {
  test(`seeds ${PINNED.join(', ')} and ${SCHEDULES} from ${FRESH}`, () => {
    const total: Record<string, number> = {};
    for (const seed of [...PINNED, ...Array.from({ length: SCHEDULES }, (_, i) => FRESH + i)]) {
      const world = play(seed, variant);
      try {
        expectPromises(world, variant);
      } catch (cause) {
        throw new Error(`seed ${seed}`, { cause });
      }
      for (const [key, n] of Object.entries(world.seen)) total[key] = (total[key] ?? 0) + n;
    }
    // The schedules did meet what the promises are about.
    const { restores, ...rest } = total;
    expect(Object.entries(rest).filter(([, n]) => n === 0)).toEqual([]);
    expect((restores ?? 0) > 0).toBe(variant.restore);
    expect(sameValue(total['recalls'] ?? 0, 0)).toBe(false);
  });
});
