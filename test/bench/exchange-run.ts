/**
 * One measured run of packing and accepting in a process of its own, so that its memory can be told: `exchange-run.ts CHANGES plain|signed FOLDER setup|accept [OLDER]`.
 * Prints one JSON document. Everything is the product's own path: seal, open, verify, plan, one transaction.
 */
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { asWriteDb, sql, transaction, type WriteDb } from '#db/connection/handles.ts';
import { openDatabase, writeBack } from '#db/connection/open.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { LIMITS } from '#shared/exchange/limits.ts';
import { FIRST_STAMP } from '#shared/sync/clock.ts';
import { type BuiltLine, LineBuilder } from '#shared/sync/builder.ts';
import { ok } from '#shared/result/result.ts';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { Desk, introduce, makeDesk, START } from '#test/tools/desk.ts';
import { seededRandom } from '#test/tools/random.ts';
import { sealLines } from './seal-lines.ts';

const changes = Number(process.argv[2] ?? 100_000);
/** Decision fields are signed line by line; `plain` leaves them out, as the goals do. */
const withSigned = process.argv[3] === 'signed';
const records = Math.max(100, changes / 10);
const FIELDS = withSigned
  ? ['codeWord', 'place', 'reception', 'cc', 'tz', 'hospital']
  : ['codeWord', 'place', 'reception', 'landing', 'hospital', 'code'];
const ZONES = ['UTC', 'Asia/Bangkok', 'Europe/Paris', 'Asia/Manila'];
const COUNTRIES = ['KH', 'TH', 'PH', 'FR', 'DE'];
const WORDS =
  'contact unit confirms route change after briefing vehicle swap near exit observed until relief team arrives keep distance'.split(
    ' ',
  );

const roll = seededRandom(42);
const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
function value(field: string): string {
  if (field === 'cc') return pick(COUNTRIES);
  if (field === 'tz') return pick(ZONES);
  return field === 'code' ? `S${roll(100_000)}` : `${pick(WORDS)} ${pick(WORDS)} ${roll(9_000) + 1_000}`;
}
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
/** Processor time of a piece of work, so that other work on the machine does not count. */
async function timed<T>(
  work: () => T | Promise<T>,
): Promise<{ readonly ms: number; readonly wall: number; readonly value: T }> {
  const [began, wall] = [cpu(), performance.now()];
  const done = await work();
  return { ms: cpu() - began, wall: performance.now() - wall, value: done };
}
const peak = (): number => process.resourceUsage().maxRSS / 1_024;

/** Lines that stood in the log of the owner long before: records of its own that nobody else was shown. */
function fillWithOlder(owner: Desk, lines: number): void {
  const perRecord = FIELDS.length + 1;
  for (let at = 0; at < lines; at += 5_000 * perRecord)
    owner.commit(
      Array.from({ length: 5_000 }, (_, i) => ({
        type: 'create' as const,
        kind: 'site',
        key: `older ${at + i}`,
        fields: Object.fromEntries(FIELDS.map((f) => [f, value(f)])),
      })),
    );
}

/** Records of the owner with all their fields, and a release of all of them to each of the three authors. */
async function prepare(owner: Desk, authors: readonly Desk[]) {
  const ids: string[] = [];
  for (let at = 0; at < records; at += 5_000) {
    const made = owner.commit(
      Array.from({ length: Math.min(5_000, records - at) }, (_, i) => ({
        type: 'create' as const,
        kind: 'site',
        key: `${at + i}`,
        fields: Object.fromEntries(FIELDS.map((f) => [f, value(f)])),
      })),
    );
    ids.push(...made.created.values());
  }
  const pack = { lines: 0, bytes: 0, prepareMs: 0, sealMs: 0 };
  for (const [i, author] of authors.entries()) {
    const { store } = owner.session;
    const prepared = await timed(() => {
      const done = store.exchange.prepareRelease({
        to: author.agency,
        by: 'p1',
        second: null,
        purpose: 'bench',
        items: ids.map((rec) => ({ rec, fields: FIELDS })),
        minusAcknowledged: true,
      });
      if (!done.ok) throw new Error(done.error.code);
      store.writeBack(true);
      return done.value;
    });
    const file = await timed(() => sealLines(owner, author, prepared.value.lines, 1));
    store.exchange.storeSealed({
      outbox: prepared.value.outbox,
      headerId: Buffer.from(randomBytes(24)).toString('base64url'),
      fileHash: randomBytes(32),
      bytes: file.value.length,
      path: 'x.jxb',
    });
    if (i === 0)
      Object.assign(pack, {
        lines: prepared.value.lines.length,
        bytes: file.value.length,
        prepareMs: prepared.ms,
        sealMs: file.ms,
      });
  }
  return { ids, pack };
}

/** What an author writes in records of the owner: saves of three fields, each over the heads it last saw. */
function write(author: Desk, count: number, ids: readonly string[], heads: ReadonlyMap<string, string>): BuiltLine[] {
  const mine = new Map(heads);
  const { identity } = author.session;
  const builder = new LineBuilder(
    {
      agency: author.agency,
      by: 'p-0123456789abcdef',
      sha256,
      randomBytes,
      now: () => (author.now += 30),
      signer: { keyId: identity.stationKeyId, sign: (b) => identity.signEncodedLine(b) },
    },
    FIRST_STAMP,
  );
  const lines: BuiltLine[] = [];
  while (lines.length < count) {
    const rec = pick(ids);
    const start = roll(FIELDS.length);
    for (let k = 0; k < 3 && lines.length < count; k++) {
      const field = FIELDS[(start + k) % FIELDS.length] ?? 'place';
      const line = builder.set({
        rec,
        kind: 'site',
        field,
        value: value(field),
        prev: [mine.get(`${rec} ${field}`) ?? ''],
      });
      if (!line.ok) throw new Error(line.error.code);
      mine.set(`${rec} ${field}`, line.value.idText);
      lines.push(line.value);
    }
  }
  return lines;
}

const RAW =
  'CREATE TABLE raw (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, rec TEXT NOT NULL, field TEXT NOT NULL, author TEXT NOT NULL, ms INTEGER NOT NULL, ctr INTEGER NOT NULL, text TEXT NOT NULL) STRICT';
function insertRaw(db: WriteDb, lines: readonly BuiltLine[]): void {
  db.exec(RAW);
  transaction(db, () => {
    const insert = sql(db, 'INSERT INTO raw (id, rec, field, author, ms, ctr, text) VALUES (?, ?, ?, ?, ?, ?, ?)');
    for (const { id, text, line } of lines)
      if (line.type === 's') insert.run(Buffer.from(id), line.rec, line.field, line.author, line.ms, line.ctr, text);
    return ok(null);
  });
}

/**
 * The least an import can cost: the rows of these lines into a table like that of the log, in one transaction of the same kind of
 * database. Here and in all that is measured beside it, the clock stops when what was written stands in the database file itself.
 */
async function rawFloor(folder: string, lines: readonly BuiltLine[]) {
  const file = path.join(folder, 'raw.db');
  const opened = openDatabase({
    file,
    keyHex: randomBytes(32).toString('hex'),
    mode: 'create',
    now: () => Date.now(),
  });
  if (!opened.ok) throw new Error(opened.error.reason);
  const work = await timed(() => {
    const { db } = opened.value;
    insertRaw(asWriteDb(db), lines);
    writeBack(db, true);
  });
  opened.value.close();
  return { ms: work.ms, bytes: statSync(file).size };
}

/** The same rows without encryption, for what that takes on the disk. */
function plainBytes(folder: string, lines: readonly BuiltLine[]): number {
  const file = path.join(folder, 'plain.db');
  const db = new Database(file);
  insertRaw(asWriteDb(db), lines);
  db.close();
  return statSync(file).size;
}

const home = process.argv[4] ?? '';
/** Changes of a small file that each author sent before: what the program loads and compiles for its first file is not the import's. */
const SMALL = 600;
/** Lays down workspaces, files and the raw figure; what is accepted is measured in a process that has only taken in small files before. */
async function setUp(): Promise<void> {
  const owner = await makeDesk(home, 'A00');
  const authors = [await makeDesk(home, 'A01'), await makeDesk(home, 'A02'), await makeDesk(home, 'A03')];
  for (const author of authors) await introduce(owner, author);
  fillWithOlder(owner, Number(process.argv[6] ?? 0));
  const { ids, pack } = await prepare(owner, authors);
  const heads = new Map<string, string>();
  for (const rec of ids)
    for (const h of owner.session.store.read.history(rec, 100)) heads.set(`${rec} ${h.field}`, h.line);
  const whole = authors.map((author) => write(author, Math.floor(changes / 3) + SMALL, ids, heads));
  const written = whole.map((lines) => lines.slice(SMALL));
  const asSealed = (lines: readonly BuiltLine[] = []) => lines.map((l) => ({ id: l.idText, text: l.text }));
  for (const [i, author] of authors.entries()) {
    writeFileSync(
      path.join(home, `author-${i}-small.jxb`),
      await sealLines(author, owner, asSealed(whole[i]?.slice(0, SMALL)), 1),
    );
    const lines = asSealed(written[i]);
    for (const again of [0, 1]) {
      // What an author wrote in records of another goes under the release it had; the owner knows it.
      writeFileSync(path.join(home, `author-${i}-${again}.jxb`), await sealLines(author, owner, lines, 1));
    }
  }
  const all = written.flat();
  const raw = await rawFloor(home, all);
  for (const d of [owner, ...authors]) d.close();
  process.stdout.write(
    `${JSON.stringify({ changes: all.length, raw: raw.ms, encrypted: raw.bytes / plainBytes(home, all), pack })}\n`,
  );
}

async function acceptAll(): Promise<void> {
  const owner = new Desk(path.join(home, 'A00'), 'A00');
  owner.now = START + 7 * 86_400_000;
  await owner.open();
  const accept = async (which: number | 'small'): Promise<number> => {
    let conflicts = 0;
    for (const i of [0, 1, 2]) {
      const file = fileRef(path.join(home, `author-${i}-${which}.jxb`));
      const done = valueOf(await owner.ask('exchange.accept', { file, by: 'Officer 1' }));
      conflicts += done.counts.conflicts;
      if (done.counts.aside + done.counts.held > 0) throw new Error('lines were not accepted');
    }
    owner.session.store.writeBack(true);
    return conflicts;
  };
  await accept('small');
  globalThis.gc?.();
  const before = peak();
  const first = await timed(() => accept(0));
  const memory = peak() - before;
  const again = await timed(() => accept(1));
  const { store } = owner.session;
  const partner = store.partners.list().find((p) => p.code === 'A01');
  if (!partner) throw new Error('no partner');
  // Everything sent so far has arrived; what the three authors changed goes out as the next file.
  for (const item of store.exchange.outbox(partner.agencyId))
    store.exchange.assumeDelivered(item.outbox, 'p1', 'bench');
  const items = store.read
    .dump()
    .filter((r) => r.kind === 'site')
    // A file takes a million lines, and what supersedes is named beside what is new.
    .slice(0, Math.min(records, LIMITS.lines / 20))
    .map((r) => ({ rec: r.id, fields: FIELDS }));
  store.writeBack(true);
  const delta = await timed(() => {
    const prepared = store.exchange.prepareRelease({
      to: partner.agencyId,
      by: 'p1',
      second: null,
      purpose: 'bench',
      items,
      minusAcknowledged: true,
    });
    store.writeBack(true);
    return prepared;
  });
  if (!delta.value.ok) throw new Error(delta.value.error.code);
  const { lines } = delta.value.value;
  const sealed = await timed(() => sealLines(owner, { agency: partner.agencyId }, lines, 1));
  const bytes = [0, 1, 2].reduce((sum, i) => sum + statSync(path.join(home, `author-${i}-0.jxb`)).size, 0);
  owner.close();
  const document = {
    import: first.ms,
    wall: first.wall,
    again: again.ms,
    conflicts: first.value,
    memory,
    bytes,
    delta: { lines: lines.length, ms: delta.ms + sealed.ms, bytes: sealed.value.length },
  };
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

await (process.argv[5] === 'accept' ? acceptAll() : setUp());
process.exit(0);
