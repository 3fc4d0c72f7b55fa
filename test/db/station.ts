import assert from 'node:assert';
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { FileIn, PreparedRelease } from '#db/store-exchange.ts';
import type { Change, Committed, StoreMode } from '#db/store-types.ts';
import { openStore, type Store } from '#db/store.ts';
import { kindOf } from '#shared/model/kinds/index.ts';
import { parseWithId } from '#shared/sync/parse-line.ts';
import { signatureParts } from '#shared/sync/line-id.ts';
import type { VerifyLine } from '#shared/sync/sorting.ts';

/** A station with a real encrypted store in a temporary folder, real keys and a clock that the test moves. */
export interface Station {
  readonly agency: string;
  readonly key: string;
  readonly folder: string;
  readonly file: string;
  readonly keyHex: string;
  readonly publicKey: KeyObject;
  store: Store;
  now: number;
  readonly open: (mode?: StoreMode) => void;
  readonly close: () => void;
  readonly destroy: () => void;
}

export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
/** An id of 24 bytes made from a word, so that a failure names the same ids each time. */
export const idOf = (word: string): string =>
  Buffer.from(sha256(Buffer.from(word)).subarray(0, 24)).toString('base64url');

export const START = Date.UTC(2027, 2, 1, 8);

/** Bytes that look random and are the same in every run of a test. */
function countedBytes(seed: string): (length: number) => Uint8Array {
  let n = 0;
  return (length) => {
    const parts: Uint8Array[] = [];
    for (let have = 0; have < length; have += 32) parts.push(sha256(Buffer.from(`${seed} ${n++}`)));
    return Buffer.concat(parts).subarray(0, length);
  };
}

/** Memory where the system offers it: a test waits for thousands of commits, and none of them is about the disk. */
const BASE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** `seed` makes every id the same in each run. */
export function makeStation(name: string, seed: string | null = null): Station {
  const random = seed === null ? randomBytes : countedBytes(`${name} ${seed}`);
  const folder = mkdtempSync(path.join(BASE, 'liaison-db-'));
  const keys = generateKeyPairSync('ed25519');
  const file = path.join(folder, 'liaison.db');
  const station: Station = {
    agency: idOf(`agency ${name}`),
    key: idOf(`station key ${name}`),
    folder,
    file,
    keyHex: Buffer.from(sha256(Buffer.from(`database key ${name}`))).toString('hex'),
    publicKey: keys.publicKey,
    store: null as unknown as Store,
    now: START,
    open: (mode = 'open') => {
      const opened = openStore({
        file,
        keyHex: station.keyHex,
        mode,
        deps: { sha256, randomBytes: random, now: () => station.now, isSealed: (text) => text.startsWith('jxt1.') },
      });
      if (!opened.ok) throw new Error(opened.error.code);
      station.store = opened.value;
      station.store.speakAs({
        agencyId: station.agency,
        stationKeyId: station.key,
        sign: (bytes) => sign(null, bytes, keys.privateKey),
      });
    },
    close: () => station.store.close(),
    destroy: () => {
      try {
        station.store.close();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
  station.open('create');
  return station;
}

/** Verifies signatures of single lines with the keys of these stations. */
export const verifyWith =
  (stations: readonly Station[]): VerifyLine =>
  (line, author) => {
    const parts = signatureParts(line);
    return (
      parts !== null &&
      stations.some(
        (s) => s.key === parts.keyId && s.agency === author && verify(null, parts.bytes, s.publicKey, parts.signature),
      )
    );
  };

let changes = 0;
/** Commits or throws; the clock moves on. */
export function must(station: Station, list: readonly Change[], undoable = true): Committed {
  station.now += 1_000;
  const done = station.store.plan.commit({
    // A command that may also say in which state something is, as these tests need any field.
    command: 'step.take',
    label: { key: 'test.change', params: { n: ++changes } },
    by: 'p1',
    undoable,
    changes: list,
  });
  if (!done.ok) throw new Error(`${done.error.code} ${done.error.place} ${done.error.reason}`);
  return done.value;
}

export const idFor = (done: Committed, key: string): string => {
  const id = done.created.get(key);
  if (id === undefined) throw new Error(`nothing was created as ${key}`);
  return id;
};

/** Puts the lines of a prepared release into a file as the exchange would, without the envelope. */
export interface SentFile {
  readonly file: FileIn;
  readonly texts: readonly string[];
}
export function sealPrepared(from: Station, prepared: PreparedRelease): SentFile {
  const header = Buffer.from(
    JSON.stringify({
      stream: prepared.stream,
      seq: prepared.seq,
      prev: prepared.prev,
      ids: prepared.lines.map((l) => l.id),
    }),
  );
  const headerId = Buffer.from(sha256(header).subarray(0, 24)).toString('base64url');
  const sealed = from.store.exchange.storeSealed({
    outbox: prepared.outbox,
    headerId,
    fileHash: sha256(header),
    bytes: header.length,
    path: `${prepared.seq}.jxb`,
  });
  if (!sealed.ok) throw new Error(sealed.error.code);
  return {
    texts: prepared.lines.map((l) => l.text),
    file: {
      hash: sha256(header),
      from: from.agency,
      station: from.key,
      stream: prepared.stream,
      seq: prepared.seq,
      prev: prepared.prev,
      restart: null,
      headerId,
      header,
      signature: new Uint8Array(64),
      ids: Buffer.concat(prepared.lines.map((l) => Buffer.from(l.id, 'base64url'))),
      bytes: header.length,
    },
  };
}

const shareable = (kind: string): readonly string[] =>
  Object.entries(kindOf(kind)?.fields ?? {}).flatMap(([name, def]) => (def.internal ? [] : [name]));

/** Everything visible of one operation goes to another station, save what never leaves. */
export function sendAll(from: Station, to: Station, operation: string): SentFile {
  from.now += 1_000;
  const items = from.store.read
    .recordsOfOperation(operation)
    .filter((r) => r.owner === from.agency)
    .map((r) => ({ rec: r.id, fields: shareable(r.kind) }));
  return send(from, to, items);
}
export function send(
  from: Station,
  to: Station,
  items: readonly { rec: string; fields: readonly string[] }[],
): SentFile {
  const prepared = from.store.exchange.prepareRelease({
    to: to.agency,
    by: 'p1',
    second: null,
    purpose: 'joint_operation',
    items,
    minusAcknowledged: true,
  });
  if (!prepared.ok) throw new Error(`${prepared.error.code} ${prepared.error.place}`);
  return sealPrepared(from, prepared.value);
}

/** Takes a file in; what the trial of it said before has to be what happens. */
export function receiveFile(at: Station, sent: SentFile, all: readonly Station[]) {
  at.now += 1_000;
  const lines = sent.texts.map((text) => {
    const parsed = parseWithId(text, sha256);
    if (!parsed.ok) throw new Error(`line fault ${JSON.stringify(parsed.error)}`);
    return parsed.value;
  });
  const tried = at.store.exchange.previewReceived(sent.file, lines, verifyWith(all));
  const done = at.store.exchange.applyReceived(sent.file, lines, verifyWith(all), 'p2');
  assert.deepStrictEqual(tried, done);
  return done;
}

/** Changes the store behind its back, as somebody with the key could. */
export function tamper(station: Station, text: string): void {
  station.close();
  const db = bareConnection(station);
  try {
    db.exec(text);
  } finally {
    db.close();
    station.open();
  }
}

/** The bytes of the store without its encryption, free pages included. Never done outside a test. */
export function plainBytes(station: Station): Buffer {
  station.close();
  const copy = path.join(station.folder, 'plain-copy.db');
  copyFileSync(station.file, copy);
  const db = bareConnection(station, copy);
  try {
    db.pragma('journal_mode = delete');
    db.pragma("rekey = ''");
  } finally {
    db.close();
  }
  const bytes = readFileSync(copy);
  rmSync(copy);
  station.open();
  return bytes;
}

/** The closed store as a bare connection. */
export function bareConnection(station: Station, file = station.file): Database.Database {
  const db = new Database(file);
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(`key = "x'${station.keyHex}'"`);
  return db;
}
