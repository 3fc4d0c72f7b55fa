/**
 * Agencies with real encrypted stores, real keys and real sealed containers, and a courier that loses, repeats, reorders, delays and
 * damages what it carries. One seed is one story; afterwards the promises of the exchange are looked at.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore, type Store } from '#db/store.ts';
import type { PreparedRelease } from '#db/store-exchange.ts';
import type { Change } from '#db/store-types.ts';
import { openContainer, type OpenedFile } from '#electron/exchange-file/open.ts';
import { makeFirstCard, makeNextCard } from '#electron/exchange-file/own-card.ts';
import { compress } from '#electron/exchange-file/compress.ts';
import { ed25519, exchangeCrypto } from '#electron/keys/ed25519.ts';
import { newIdentity, type OwnIdentity } from '#electron/keys/identity.ts';
import { fromBase64Url, toBase64Url } from '#shared/exchange/base64url.ts';
import { canonicalBytes } from '#shared/exchange/canonical-json.ts';
import { type AgencyCard, keyBytes } from '#shared/exchange/card.ts';
import { padOf } from '#shared/exchange/container.ts';
import type { Header, HeaderSection } from '#shared/exchange/header.ts';
import { keyId } from '#shared/exchange/ids.ts';
import { proofLines, verifyProof } from '#shared/exchange/proof.ts';
import type { ParsedLine } from '#shared/sync/line.ts';
import { parseWithId } from '#shared/sync/parse-line.ts';
import type { VerifyLine } from '#shared/sync/sorting.ts';
import { containerOf, headerOf, readLine, valueOf } from '#test/builders/exchange-world.ts';
import { sha256 } from '#test/db/station.ts';
import { seededRandom } from '#test/tools/random.ts';

const BASE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const DAY = 86_400_000;
export const T0 = Date.UTC(2026, 4, 2);
const KEY_HEX = 'ab'.repeat(32);

interface Party {
  readonly identity: OwnIdentity;
  readonly card: AgencyCard;
}
/** Keys cost time to make and say nothing about the story; each agency of every world has the same first ones. */
const parties: Promise<readonly Party[]> = Promise.all(
  Array.from({ length: 6 }, async (_, i) => {
    const identity = await newIdentity({ withRoot: true, now: T0 });
    const names = { code: `A0${i}`, name: `Agency ${i}`, station: 'desk' };
    return { identity, card: valueOf(makeFirstCard(identity, names, T0)) };
  }),
);

export class Agency {
  readonly n: number;
  readonly folder = mkdtempSync(path.join(BASE, 'liaison-sim-'));
  readonly file = path.join(this.folder, 'liaison.db');
  readonly skew: number;
  identity: OwnIdentity;
  card: AgencyCard;
  /** Newest card held of each agency. */
  readonly cards = new Map<string, AgencyCard>();
  store: Store;
  readonly #clock: () => number;
  readonly #random: (below: number) => number;

  constructor(n: number, party: Party, skew: number, clock: () => number, random: (below: number) => number) {
    this.n = n;
    this.identity = party.identity;
    this.card = party.card;
    this.skew = skew;
    this.#clock = clock;
    this.#random = random;
    this.store = this.open('create');
  }
  get id(): string {
    return this.card.agency;
  }
  open(mode: 'create' | 'open' = 'open'): Store {
    const store = valueOf(
      openStore({
        file: this.file,
        keyHex: KEY_HEX,
        mode,
        deps: {
          sha256,
          randomBytes: (length) => Uint8Array.from({ length }, () => this.#random(256)),
          now: () => this.#clock() + this.skew,
        },
      }),
    );
    this.store = store;
    this.speak();
    return store;
  }
  speak(): void {
    const { identity } = this;
    this.store.speakAs({
      agencyId: this.id,
      stationKeyId: identity.stationKeyId,
      sign: (bytes) => identity.signEncodedLine(bytes),
    });
  }
  /** The next card with a new signing key. */
  rotate(): AgencyCard {
    this.identity = this.identity.withNewStationKey();
    this.card = valueOf(makeNextCard(this.identity, this.card, {}, T0));
    this.speak();
    return this.card;
  }
  enrol(card: AgencyCard): void {
    const { agency, body, id, file } = card;
    this.cards.set(agency, card);
    const facts = { agencyId: agency, code: body.code, name: body.name, card: file, cardId: id, serial: body.serial };
    valueOf(this.store.partners.saveCard({ ...facts, revocations: [] }));
    const people = { by: 'p1', second: 'p2', how: 'digits', ceiling: 'INTERPOL RESTRICTED' } as const;
    valueOf(this.store.partners.trust({ agencyId: agency, ...people }));
  }
  learn(card: AgencyCard): void {
    const known = this.cards.get(card.agency);
    if (known && known.body.serial >= card.body.serial) return;
    this.cards.set(card.agency, card);
    valueOf(this.store.exchange.applyWaiting(this.verify, 'card'));
  }
  readonly verify: VerifyLine = (key, bytes, signature, author) => {
    const card = author === this.id ? this.card : this.cards.get(author);
    const found = card?.body.stations.flatMap((s) => s.keys).find((k) => keyId(sha256, keyBytes(k)) === key);
    return found !== undefined && ed25519.verify(keyBytes(found), bytes, signature);
  };
  commit(changes: readonly Change[]): void {
    valueOf(
      this.store.plan.commit({ command: 't', label: { key: 't', params: {} }, by: 'p1', undoable: true, changes }),
    );
  }
  destroy(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface Sealed {
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
  readonly texts: readonly string[];
}
const section = (name: 'ops' | 'proof', lines: readonly string[], ids: Uint8Array | null) => {
  const raw = Buffer.from(`${lines.join('\n')}\n`);
  const bytes = compress(raw);
  const facts: HeaderSection = {
    name,
    codec: 'zstd',
    len: bytes.length,
    raw: raw.length,
    sha256: toBase64Url(sha256(bytes)),
    lines: lines.length,
    ids: ids === null ? null : toBase64Url(ids),
  };
  return { facts, bytes };
};

/** A whole signed container, as it would lie inside the encryption. */
export function sealWorld(from: Agency, to: Agency, item: PreparedRelease, kind: Header['kind']): Sealed {
  const returned = kind === 'return' ? from.store.desk.returnsFor(to.id) : null;
  const lines = returned?.lines ?? item.lines;
  const parts =
    kind === 'ack'
      ? []
      : [
          section(
            'ops',
            lines.map((l) => l.text),
            sha256(...lines.map((l) => fromBase64Url(l.id) ?? new Uint8Array())),
          ),
          ...(returned ? [section('proof', proofLines(returned.proofs), null)] : []),
        ];
  const acks = [...from.store.exchange.acksFor(to.id)]
    .map((a) => ({ ...a, later: [...a.later] }))
    .sort((x, y) => (x.stream < y.stream ? -1 : 1));
  const draft = headerOf(
    from,
    to,
    parts.map((p) => p.facts),
    {
      kind,
      stream: item.stream,
      seq: item.seq,
      prev: item.prev,
      restart: item.restart,
      acks,
      created: T0,
    },
  );
  const body = Buffer.concat(parts.map((p) => p.bytes));
  const header = { ...draft, pad: padOf(canonicalBytes(draft).length, body.length) };
  const bytes = containerOf(from, {
    header: canonicalBytes(header),
    body: Buffer.concat([body, new Uint8Array(header.pad)]),
  });
  const hash = sha256(bytes);
  valueOf(
    from.store.exchange.storeSealed({
      outbox: item.outbox,
      headerId: toBase64Url(sha256(Buffer.from('jxb.header.v1\n'), canonicalBytes(header)).subarray(0, 24)),
      fileHash: hash,
      bytes: bytes.length,
      path: `${item.outbox}.jxb`,
    }),
  );
  return { from: from.n, to: to.n, bytes, texts: lines.map((l) => l.text) };
}

class Crash extends Error {}

/** Opens and applies a container; `crashAt`: the process dies when so many signatures were looked at. Null: refused as a whole. */
export async function receiveWorld(
  to: Agency,
  bytes: Uint8Array,
  crashAt: number | null = null,
): Promise<'crashed' | 'refused' | 'accepted' | 'already-imported' | 'fork' | 'suspended'> {
  const opened = await openContainer<ParsedLine>(bytes, {
    self: to.id,
    lookup: (agency) => {
      const card = to.cards.get(agency);
      return card ? { card, trust: 'trusted' } : null;
    },
    readLine,
    model: 3,
    now: T0,
  });
  if (!opened.ok) return 'refused';
  const { value } = opened;
  if (value.header.kind === 'return' && !proved(to, value)) return 'refused';
  let left = crashAt ?? Number.POSITIVE_INFINITY;
  const verify: VerifyLine = (...args) => {
    if (left-- <= 0) throw new Crash('killed');
    return to.verify(...args);
  };
  const { header, headerId, headerBytes, signature, lineIds, lines } = value;
  const file = {
    hash: sha256(bytes),
    from: header.from.agency,
    station: header.from.station,
    stream: header.stream,
    seq: header.seq,
    prev: header.prev,
    restart: header.restart,
    headerId,
    header: headerBytes,
    signature,
    ids: lineIds,
    bytes: bytes.length,
  };
  try {
    const done = to.store.exchange.applyReceived(file, lines, verify, 'p2', {
      acks: header.acks,
      returned: header.kind === 'return',
    });
    return done.ok ? done.value.state : 'refused';
  } catch (fault) {
    if (!(fault instanceof Crash)) throw fault;
    // Whatever the process held is gone; the store opens as it was.
    to.store.close();
    to.open();
    return 'crashed';
  }
}

function proved(to: Agency, { lines, proofs }: Omit<OpenedFile<ParsedLine>, 'fileHash'>): boolean {
  const keys = to.card.body.stations.flatMap((s) => s.keys.map(keyBytes));
  const ids = new Set<string>();
  for (const proof of proofs) {
    if (!keys.some((key) => verifyProof(proof, key, exchangeCrypto).ok)) return false;
    for (let at = 0; at < proof.lineIds.length; at += 24) ids.add(toBase64Url(proof.lineIds.subarray(at, at + 24)));
  }
  return lines.every((line) => ids.has(line.idText));
}

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
        return this.#roll(1_000);
      case 'status':
        return STATUS[this.#roll(STATUS.length)] ?? 'planned';
      case 'tlp':
        return TLPS[this.#roll(TLPS.length)] ?? 'RED';
      default:
        return `CANARY-${rec.slice(0, 6)}-${field}-${this.#canary++}`;
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
    else if (what < 40) this.#release(record, other);
    else if (what < 43) this.#releaseAgain();
    else if (what < 47) this.#recall(record, other);
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
  #recall({ id, owner }: World['records'][number], to: number): void {
    const order = { rec: id, to: this.at(to).id, reason: 'withdrawn', by: 'p1', correct: this.#roll(4) === 0 };
    if (to === owner || !this.at(owner).store.exchange.recall(order).ok) return;
    if (!order.correct) this.recalled.add(`${id} ${to}`);
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
    for (let round = 0; round < 4 + this.agencies.length; round++) {
      for (const a of this.agencies)
        for (const b of this.agencies)
          if (a !== b) {
            this.#seal(a.n, b.n, round === 1);
            for (const file of this.wire.splice(0)) await receiveWorld(this.at(file.to), file.bytes);
          }
    }
  }
  destroy(): void {
    for (const agency of this.agencies) agency.destroy();
  }
}

export const lineOfText = (text: string): ParsedLine => {
  const parsed = parseWithId(text, sha256);
  if (!parsed.ok) throw new Error(parsed.error.rule);
  return parsed.value;
};
