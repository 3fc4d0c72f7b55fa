/** One agency of the simulation: a real encrypted store, real keys, and whole signed containers in and out. */
import assert from 'node:assert';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
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
import { signatureParts } from '#shared/sync/line-id.ts';
import type { VerifyLine } from '#shared/sync/sorting.ts';
import { containerOf, headerOf, readLine, valueOf } from '#test/builders/exchange-world.ts';
import { sha256 } from '#test/db/station.ts';

const BASE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
export const T0 = Date.UTC(2026, 4, 2);
const KEY_HEX = 'ab'.repeat(32);

export interface Party {
  readonly identity: OwnIdentity;
  readonly card: AgencyCard;
}
/** Keys cost time to make and say nothing about the story; each agency of every world has the same first ones. */
export const parties: Promise<readonly Party[]> = Promise.all(
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
  readonly verify: VerifyLine = (line, author) => {
    const parts = signatureParts(line);
    const card = author === this.id ? this.card : this.cards.get(author);
    const found = card?.body.stations.flatMap((s) => s.keys).find((k) => keyId(sha256, keyBytes(k)) === parts?.keyId);
    return parts !== null && found !== undefined && ed25519.verify(keyBytes(found), parts.bytes, parts.signature);
  };
  commit(changes: readonly Change[]): void {
    valueOf(
      this.store.plan.commit({
        command: 'step.take',
        label: { key: 't', params: {} },
        by: 'p1',
        undoable: true,
        changes,
      }),
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
  const as = { acks: header.acks, returned: header.kind === 'return' };
  const tried = to.store.exchange.previewReceived(file, lines, to.verify, as);
  try {
    const done = to.store.exchange.applyReceived(file, lines, verify, 'p2', as);
    // What was shown before it was accepted is what happened.
    assert.deepStrictEqual(tried, done);
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
