/**
 * Agencies with real encrypted stores, real keys and real sealed containers, and a courier that loses, repeats, reorders, delays and
 * damages what it carries. One seed is one story; afterwards the promises of the exchange are looked at.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { valueOf } from '#test/builders/exchange-world.ts';
import { seededRandom } from '#test/tools/random.ts';
import { Agency, parties, receiveWorld, type Sealed, sealWorld, T0 } from './agency.ts';

const DAY = 86_400_000;

export interface Options {
  readonly agencies: number;
  readonly steps: number;
  /** A station may be put back to an older backup. */
  readonly restore: boolean;
}

export const FIELDS = ['title', 'code', 'minutes', 'status', 'tlp'] as const;
const STATUS = ['planned', 'done', 'cancelled'];
const TLPS = ['GREEN', 'AMBER', 'RED'];

export class World {
  readonly agencies: Agency[] = [];
  readonly records: { readonly id: string; readonly owner: number }[] = [];
  /** Fields of a record an agency may see, by `record agency`; nothing: it was never released there. */
  readonly shown = new Map<string, Set<string>>();
  readonly recalled = new Set<string>();
  readonly wire: Sealed[] = [];
  /** Texts with a canary that may ever reach an agency. */
  readonly allowed: Set<string>[] = [];
  readonly edits: {
    readonly by: number;
    readonly rec: string;
    readonly field: string;
    readonly value: string | number;
  }[] = [];
  readonly seen = {
    lost: 0,
    repeated: 0,
    damaged: 0,
    crashed: 0,
    recalls: 0,
    again: 0,
    restores: 0,
    rotated: 0,
    refused: 0,
  };
  restored = false;
  readonly #options: Options;
  readonly #roll: (below: number) => number;
  #now = T0;
  #canary = 0;
  #backup: number | null = null;

  constructor(seed: number, options: Options) {
    this.#roll = seededRandom(seed);
    this.#options = options;
  }
  static async of(seed: number, options: Options): Promise<World> {
    const world = new World(seed, options);
    const made = await parties;
    for (let i = 0; i < options.agencies; i++) {
      const skew = world.#roll(3) === 0 ? (world.#roll(11) - 5) * 365 * DAY : world.#roll(7_200_000) - 3_600_000;
      const party = made[i];
      if (!party) throw new Error('too many agencies');
      world.agencies.push(new Agency(i, party, skew, () => (world.#now += 7), world.#roll));
      world.allowed.push(new Set());
    }
    for (const a of world.agencies) for (const b of world.agencies) if (a !== b) a.enrol(b.card);
    for (let i = 0; i < 4; i++) world.#create(world.#roll(options.agencies));
    return world;
  }
  at(n: number): Agency {
    const agency = this.agencies[n];
    if (!agency) throw new Error('no such agency');
    return agency;
  }
  #value(rec: string, field: string): string | number {
    switch (field) {
      case 'minutes':
        return 1 + this.#roll(1_000);
      case 'status':
        return STATUS[this.#roll(STATUS.length)] ?? 'planned';
      case 'tlp':
        return TLPS[this.#roll(TLPS.length)] ?? 'RED';
      default:
        // Of one length, so that none is the beginning of another.
        return `CANARY-${rec.slice(0, 6)}-${field}-${String(this.#canary++).padStart(5, '0')}`;
    }
  }
  #create(owner: number): void {
    const agency = this.at(owner);
    const before = new Set(agency.store.read.dump().map((r) => r.id));
    agency.commit([{ type: 'create', kind: 'task', key: 't', fields: { minutes: 1 } }]);
    const id = agency.store.read.dump().find((r) => !before.has(r.id))?.id ?? '';
    this.records.push({ id, owner });
    this.#edit(owner, id, 'title');
    this.#edit(owner, id, 'code');
  }
  #edit(by: number, rec: string, field: string): void {
    const held = this.at(by).store.read.record(rec);
    if (!held || held.closed) return;
    const value = this.#value(rec, field);
    this.at(by).commit([{ type: 'set', rec, field, value }]);
    this.edits.push({ by, rec, field, value });
    if (typeof value !== 'string' || !value.startsWith('CANARY')) return;
    // Its author has it, and so may the owner, to whom contributions go.
    this.allowed[by]?.add(value);
    const owner = this.records.find((r) => r.id === rec)?.owner ?? by;
    this.allowed[owner]?.add(value);
  }

  async step(): Promise<void> {
    const roll = this.#roll;
    this.#now += roll(600_000);
    const record = this.records[roll(this.records.length)];
    if (!record) return;
    const other = roll(this.agencies.length);
    const what = roll(100);
    if (what < 30) this.#edit(other, record.id, FIELDS[roll(FIELDS.length)] ?? 'title');
    else if (what < 33) this.#create(other);
    else if (what < 39) this.#release(record, other);
    else if (what < 43) this.#releaseAgain();
    else if (what < 47) this.#recall();
    else if (what < 70) {
      const to = roll(this.agencies.length);
      if (to !== other) this.#seal(other, to);
    } else if (what < 72) this.#rotate(other);
    else if (what < 74 && this.#options.restore) this.#restore(other);
    else await this.#deliver();
  }

  #release({ id, owner }: World['records'][number], to: number): void {
    const key = `${id} ${to}`;
    if (to === owner) return;
    // Some fields of some records never go there.
    const fields = FIELDS.filter((f) => f !== 'code' || this.#roll(2) === 0);
    if (!this.shown.has(key)) this.shown.set(key, new Set(fields));
  }
  #releaseAgain(): void {
    const keys = [...this.recalled];
    const key = keys[this.#roll(keys.length)];
    const [rec = '', to = ''] = key?.split(' ') ?? [];
    const owner = this.records.find((r) => r.id === rec)?.owner;
    if (key === undefined || owner === undefined) return;
    const order = { rec, to: this.at(Number(to)).id, reason: 'again', by: 'p1' };
    if (!this.at(owner).store.desk.releaseAgain(order).ok) return;
    this.recalled.delete(key);
    this.seen.again++;
  }
  #recall(): void {
    const keys = [...this.shown.keys()].filter((key) => !this.recalled.has(key));
    const key = keys[this.#roll(keys.length)];
    const [rec = '', to = ''] = key?.split(' ') ?? [];
    const owner = this.records.find((r) => r.id === rec)?.owner;
    if (key === undefined || owner === undefined) return;
    const order = { rec, to: this.at(Number(to)).id, reason: 'withdrawn', by: 'p1', correct: this.#roll(4) === 0 };
    if (!this.at(owner).store.exchange.recall(order).ok) return;
    if (!order.correct) this.recalled.add(key);
    this.seen.recalls++;
  }
  #rotate(n: number): void {
    const card = this.at(n).rotate();
    for (const other of this.agencies) if (other.n !== n && this.#roll(2) === 0) other.learn(card);
    this.seen.rotated++;
  }

  /** What `from` shows `to` of its own records, remembered as allowed there. */
  #items(from: number, to: number) {
    return this.records.flatMap(({ id, owner }) => {
      const key = `${id} ${to}`;
      const fields = this.shown.get(key);
      if (owner !== from || !fields || this.recalled.has(key) || !this.at(from).store.read.record(id)) return [];
      for (const field of fields) {
        const detail = this.at(from).store.desk.conflict(id, field);
        const values = detail ? detail.sides.map((s) => s.value) : [this.at(from).store.read.record(id)?.fields[field]];
        for (const value of values) if (typeof value === 'string') this.allowed[to]?.add(value);
      }
      return [{ rec: id, fields: [...fields] }];
    });
  }
  #seal(from: number, to: number, full = false): void {
    const [a, b] = [this.at(from), this.at(to)];
    const back = a.store.desk.returnsFor(b.id);
    if (back.lines.length > 0 && this.#roll(2) === 0) {
      this.#put(sealWorld(a, b, valueOf(a.store.desk.prepareReturn(b.id, 'p1')), 'return'));
      return;
    }
    const prepared = valueOf(
      a.store.exchange.prepareRelease({
        to: b.id,
        by: 'p1',
        second: null,
        purpose: 'x',
        items: this.#items(from, to),
        minusAcknowledged: !full && this.#roll(10) > 0,
      }),
    );
    const sealed = sealWorld(a, b, prepared, prepared.lines.length === 0 ? 'ack' : 'changes');
    this.#put(sealed);
  }
  #put(sealed: Sealed): void {
    // Nothing that may not be there is in the file, whatever becomes of it.
    for (const text of sealed.texts)
      for (const [canary] of text.matchAll(/CANARY-[\w-]+/g))
        if (this.allowed[sealed.to]?.has(canary) !== true)
          throw new Error(`${canary} was sealed for agency ${sealed.to}, which may not see it`);
    this.wire.push(sealed);
  }
  async #deliver(): Promise<void> {
    const i = this.#roll(this.wire.length);
    const file = this.wire[i];
    if (!file) return;
    const fate = this.#roll(20);
    if (fate < 3) {
      this.wire.splice(i, 1);
      this.seen.lost++;
      return;
    }
    const to = this.at(file.to);
    if (fate === 3) {
      const bytes = file.bytes.slice();
      const place = this.#roll(bytes.length);
      bytes[place] = (bytes[place] ?? 0) ^ (1 << this.#roll(8));
      if ((await receiveWorld(to, bytes)) !== 'refused') throw new Error('a damaged file was taken');
      this.seen.damaged++;
      return;
    }
    const outcome = await receiveWorld(to, file.bytes, fate < 6 ? this.#roll(6) : null);
    if (outcome === 'fork') throw new Error('an honest file was taken for a fork');
    if (outcome === 'crashed') this.seen.crashed++;
    if (outcome === 'refused') this.seen.refused++;
    const keep = outcome === 'crashed' || outcome === 'refused' || this.#roll(4) === 0;
    if (keep) this.seen.repeated++;
    else this.wire.splice(i, 1);
  }

  #restore(n: number): void {
    const agency = this.at(n);
    const copy = `${agency.file}.backup`;
    if (this.#backup === null) {
      agency.store.close();
      copyFileSync(agency.file, copy);
      agency.open();
      this.#backup = n;
    } else if (this.#roll(3) === 0) {
      const back = this.at(this.#backup);
      this.#backup = null;
      back.store.close();
      for (const end of ['-wal', '-shm']) rmSync(`${back.file}${end}`, { force: true });
      copyFileSync(`${back.file}.backup`, back.file);
      back.open();
      valueOf(back.store.desk.restart('p1', 'the disk failed'));
      this.restored = true;
      this.seen.restores++;
    }
  }

  /** All cards are known, and everyone sends to everyone until nothing is left to say. */
  async untilQuiet(): Promise<void> {
    for (const a of this.agencies) for (const b of this.agencies) if (a !== b) a.learn(b.card);
    for (const file of this.wire.splice(0)) {
      const outcome = await receiveWorld(this.at(file.to), file.bytes);
      if (outcome === 'fork') throw new Error('an honest file was taken for a fork');
    }
    await this.#rounds();
    if (this.restored && this.#forgetLostRecalls()) await this.#rounds();
  }
  async #rounds(): Promise<void> {
    for (let round = 0; round < 4 + this.agencies.length; round++) {
      for (const a of this.agencies)
        for (const b of this.agencies)
          if (a !== b) {
            this.#seal(a.n, b.n, round === 1);
            for (const file of this.wire.splice(0)) await receiveWorld(this.at(file.to), file.bytes);
          }
    }
  }

  /** A recall that nobody else had when its owner was put back to a backup went with the disk: the record stands released there again. Whether there was any. */
  #forgetLostRecalls(): boolean {
    const before = this.recalled.size;
    for (const key of this.recalled) {
      const [rec = '', to = ''] = key.split(' ');
      const owner = this.records.find((r) => r.id === rec)?.owner ?? 0;
      const known = this.at(owner).store.desk.recalls(0, 10_000).items;
      const agency = this.at(Number(to)).id;
      if (!known.some((x) => x.rec === rec && x.to === agency && !x.openAgain)) this.recalled.delete(key);
    }
    return this.recalled.size < before;
  }
  destroy(): void {
    for (const agency of this.agencies) agency.destroy();
  }
}
