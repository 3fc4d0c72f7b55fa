import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCore } from '#db/changelog/context.ts';
import { openDatabase } from '#db/connection/open.ts';
import { receive } from '#db/exchange/receive.ts';
import { mishapOf } from '#electron/worker/mishap.ts';
import { CATALOGUES } from '#test/tools/catalogues.ts';
import { parseWithId } from '#shared/sync/parse-line.ts';
import {
  idFor,
  makeStation,
  must,
  receiveFile,
  sendAll,
  type SentFile,
  sha256,
  type Station,
  verifyWith,
} from '#test/db/station.ts';

/** A disk that fills while a file is taken in. The database is given no more pages, which it cannot tell from a full disk. */
let a: Station;
let b: Station;
let op = '';
let big: SentFile;
const lines = (sent: SentFile) =>
  sent.texts.map((text) => {
    const parsed = parseWithId(text, sha256);
    if (!parsed.ok) throw new Error(parsed.error.rule);
    return parsed.value;
  });
/** Everything people could see, and everything that proves what happened. */
const state = (s: Station): string =>
  JSON.stringify([
    s.store.read.dump(),
    s.store.exchange.kept('held'),
    s.store.exchange.kept('aside'),
    s.store.exchange.acksFor(a.agency),
    s.store.exchange.box(0, 100),
    s.store.audit.head(),
    s.store.plan.undoList(),
  ]);

beforeAll(() => {
  [a, b] = [makeStation('A'), makeStation('B')];
  const made = must(a, [
    { type: 'create', kind: 'operation', key: 'op', fields: { code: 'OP1', codeName: 'HARBOUR' } },
  ]);
  op = idFor(made, 'op');
  if (!receiveFile(b, sendAll(a, b, op), [a, b]).ok) throw new Error('the first file is refused');
  for (let batch = 0; batch < 8; batch++)
    must(
      a,
      Array.from({ length: 50 }, (_, i) => ({
        type: 'create' as const,
        kind: 'task',
        key: `t${i}`,
        fields: { code: `T${batch}-${i}`, operation: op, title: `Entry ${batch}-${i} ${'x'.repeat(200)}`, minutes: 60 },
      })),
    );
  big = sendAll(a, b, op);
});
afterAll(() => {
  for (const s of [a, b]) s.destroy();
});

/** The database file when nothing of it waits in the write-ahead log any more. */
function closedBytes(): Buffer {
  b.close();
  const bytes = readFileSync(b.file);
  b.open();
  return bytes;
}

/** Takes the file in over a connection that may hold so many pages more than now; what it threw, or null. */
function takeWith(pages: number | null): unknown {
  b.close();
  const opened = openDatabase({ file: b.file, keyHex: b.keyHex, mode: 'open', now: () => b.now });
  if (!opened.ok) throw new Error(opened.error.code);
  const { db, close } = opened.value;
  try {
    const core = makeCore(db, { sha256, randomBytes: (n) => new Uint8Array(n), now: () => b.now });
    core.speaker.author = { agencyId: b.agency, stationKeyId: b.key, sign: () => new Uint8Array(64) };
    if (pages !== null) db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + pages}`);
    const done = receive(core, {
      file: big.file,
      lines: lines(big),
      verify: verifyWith([a, b]),
      by: 'p2',
      preview: false,
    });
    if (!done.ok) throw new Error(done.error.code);
    return null;
  } catch (fault) {
    return fault;
  } finally {
    close();
    b.open();
  }
}

test.each([0, 2, 20, 60])(
  'case 43: with room for %d pages more, nothing is taken in and the store is as before',
  (pages) => {
    const before = state(b);
    const bytes = closedBytes();
    const fault = takeWith(pages);
    expect(fault).toMatchObject({ code: 'SQLITE_FULL' });
    expect(state(b)).toBe(before);
    expect(b.store.isSound()).toBe(true);
    expect(b.store.audit.verify()).toBeNull();
    expect(closedBytes().equals(bytes)).toBe(true);
    // What the person reads: what happened, what is safe, what to do next, in every language of the window and without case data.
    const error = mishapOf('exchange.accept', fault);
    expect(error).toMatchObject({ kind: 'failed', code: 'disk-full', place: 'exchange.accept' });
    expect(JSON.stringify(error)).not.toContain('Entry');
    for (const { error: words } of Object.values(CATALOGUES))
      expect(words.code['disk-full'].length).toBeGreaterThan(40);
  },
);

test('with room again the same file is taken in whole', () => {
  expect(takeWith(null)).toBeNull();
  expect(b.store.read.dump({ operation: op })).toEqual(a.store.read.dump({ operation: op }));
  expect(receiveFile(b, big, [a, b])).toMatchObject({ ok: true, value: { state: 'already-imported' } });
});
