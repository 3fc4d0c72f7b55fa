import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallError } from '#shared/contract/call.ts';
import { type Agency, errorOf, fileRef, load, makeAgency, sealFor, trustEachOther } from '#test/tools/agencies.ts';
import { ensureBuilt, folderState } from '#test/tools/cli.ts';
import { seededRandom } from '#test/tools/random.ts';

/** Acceptance cases 6 and 7 of the exchange design on a real file and a real workspace: damage is refused and leaves nothing behind. */
let home = '';
let receiver: Agency;
let whole = Buffer.alloc(0);
let headerLength = 0;
let before: ReadonlyMap<string, string>;
const SEED = Number(process.env['DAMAGE_SEED'] ?? 20270316);
const random = seededRandom(SEED);

beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-damaged-'));
  const sender = await makeAgency(home, 'A07');
  await load(sender);
  receiver = await makeAgency(home, 'A06');
  await trustEachOther(sender, receiver);
  await sealFor(sender, 'A06', path.join(home, 'whole.jxb'));
  await sender.close();
  whole = readFileSync(path.join(home, 'whole.jxb'));
  const mac = whole.indexOf('\n--- ');
  headerLength = whole.indexOf('\n', mac + 1) + 1;
  before = folderState(receiver.dir);
}, 120_000);
afterAll(async () => {
  await receiver.close();
  rmSync(home, { recursive: true, force: true });
});

const file = (): string => path.join(home, 'received.jxb');
async function accept(bytes: Uint8Array): Promise<CallError | null> {
  writeFileSync(file(), bytes);
  return errorOf(await receiver.ask('exchange.acceptFile', { file: fileRef(file()), by: 'Officer 3' }));
}
const unchanged = (): void => expect(folderState(receiver.dir)).toEqual(before);

/** Tries every variant and gives those that were taken; looks at the folder now and then, and at the end. */
async function taken(variants: Iterable<readonly [name: string, bytes: Uint8Array]>): Promise<readonly string[]> {
  const accepted: string[] = [];
  let tried = 0;
  for (const [name, bytes] of variants) {
    const error = await accept(bytes);
    if (error?.kind !== 'refused' || error.reason === '') accepted.push(`${name}: ${error?.code ?? 'accepted'}`);
    if (++tried % 500 === 0) unchanged();
  }
  expect(tried).toBeGreaterThan(0);
  unchanged();
  return accepted;
}
function flipped(offset: number, bit: number): Uint8Array {
  const bytes = Uint8Array.from(whole);
  bytes[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
  return bytes;
}

describe(`a sealed file (seed ${SEED})`, () => {
  it('has a header and several chunks to damage', () => {
    expect(headerLength).toBeGreaterThan(1_000);
    expect(whole.length).toBeGreaterThan(headerLength + 2 * 65_552);
  });
  it('with one bit flipped in any byte of its header is refused', async () => {
    function* variants(): Generator<readonly [string, Uint8Array]> {
      for (let at = 0; at < headerLength; at++) yield [`byte ${at}`, flipped(at, random(8))];
    }
    expect(await taken(variants())).toEqual([]);
  }, 300_000);
  it('with one bit flipped at any of 2,000 other places is refused', async () => {
    function* variants(): Generator<readonly [string, Uint8Array]> {
      for (let i = 0; i < 2_000; i++) {
        const at = headerLength + random(whole.length - headerLength);
        yield [`byte ${at}`, flipped(at, random(8))];
      }
    }
    expect(await taken(variants())).toEqual([]);
  }, 300_000);
  it('cut short anywhere is refused, at the borders of its chunks too', async () => {
    const chunks = [0, 1, 2, 3].flatMap((n) => [15, 16, 17].map((d) => headerLength + n * 65_552 + d));
    const ends = Array.from({ length: 40 }, (_, i) => whole.length - 1 - i);
    const header = Array.from({ length: 60 }, (_, i) => Math.floor((i * headerLength) / 60));
    const anywhere = Array.from({ length: 100 }, () => random(whole.length));
    const lengths = [...new Set([...chunks, ...ends, ...header, headerLength - 1, headerLength, ...anywhere])];
    const variants = lengths.filter((n) => n < whole.length).map((n) => [`${n} bytes`, whole.subarray(0, n)] as const);
    expect(await taken(variants)).toEqual([]);
  }, 300_000);
  it('with anything appended or put in front is refused', async () => {
    const extras = [Buffer.from([0]), Buffer.from('\n'), Buffer.alloc(16), Buffer.alloc(65_552), whole];
    const variants = extras.flatMap((extra, i) => [
      [`appended ${i}`, Buffer.concat([whole, extra])] as const,
      [`in front ${i}`, Buffer.concat([extra, whole])] as const,
    ]);
    // The file twice over is caught as well: it is one file with something appended.
    expect(await taken(variants)).toEqual([]);
  }, 120_000);
  it('with two chunks in the wrong order, or one twice, is refused', async () => {
    const start = headerLength + 16;
    const chunk = (n: number): Buffer => whole.subarray(start + n * 65_552, start + (n + 1) * 65_552);
    const head = whole.subarray(0, start);
    const rest = whole.subarray(start + 2 * 65_552);
    const variants = [
      ['swapped', Buffer.concat([head, chunk(1), chunk(0), rest])],
      ['doubled', Buffer.concat([head, chunk(0), chunk(0), chunk(1), rest])],
      ['dropped', Buffer.concat([head, chunk(0), rest])],
    ] as const;
    expect(await taken(variants)).toEqual([]);
  }, 120_000);
  it('whole, is taken after all that', async () => {
    expect(await accept(whole)).toBeNull();
    expect((await receiver.dump()).length).toBeGreaterThan(400);
  });
});
