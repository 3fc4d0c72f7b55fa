import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateHandlers } from '#electron/worker/generate-handlers.ts';
import { ACCEPTING, RECEIVING } from '#shared/contract/exchange.ts';
import { everyLine, sealLines } from '#test/bench/seal-lines.ts';
import { type Agency, fileRef, makeAgency } from '#test/tools/agencies.ts';
import { type Desk, makeDesk } from '#test/tools/desk.ts';

/** A file with so many signatures that checking them takes a while: what the recipient's worker does meanwhile. */
let home = '';
let sender: Desk;
let receiver: Agency;
let to = '';
let lines: readonly { readonly id: string; readonly text: string }[] = [];
const pack = (): { path: string; name: string } => fileRef(path.join(home, 'large.jxb'));

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-large-'));
  sender = await makeDesk(home, 'X06');
  // The worker of the recipient goes by the real clock, and keys run out.
  sender.now = Date.now();
  receiver = await makeAgency(home, 'A06');
  const size = { operations: 1, tasks: 500, people: 60, travellers: 60 };
  const loaded = await generateHandlers['generate.load'](sender.context, { size, seed: 3 });
  if (!loaded.ok) throw new Error(loaded.error.code);
  const [cardS, cardR] = [fileRef(path.join(home, 's.jxc')), fileRef(path.join(home, 'r.jxc'))];
  await sender.do('card.write', { file: cardS });
  await receiver.do('card.write', { file: cardR });
  const seen = { s: await receiver.do('card.read', { file: cardS }), r: await sender.do('card.read', { file: cardR }) };
  const ceremony = { by: 'Officer 1', second: 'Officer 2', how: 'digits', ceiling: 'INTERPOL RESTRICTED' } as const;
  await sender.do('partner.trust', { agencyId: seen.r.agencyId, digits: seen.s.digits, ...ceremony });
  await receiver.do('partner.trust', { agencyId: seen.s.agencyId, digits: seen.r.digits, ...ceremony });
  to = seen.r.agencyId;
  lines = everyLine(sender, to);
  writeFileSync(pack().path, await sealLines(sender, { agency: to }, lines, 1));
}, 120_000);
afterAll(async () => {
  sender.close();
  await receiver.close();
  rmSync(home, { recursive: true, force: true });
});

test('cancelled while its signatures are checked, nothing is taken, and it can be looked at again', async () => {
  const abort = new AbortController();
  const told: number[] = [];
  receiver.worker.onEvent((event, payload) => {
    if (event !== 'progress' || !('job' in payload) || payload.job !== RECEIVING) return;
    told.push(payload.done);
    abort.abort();
  });
  const before = await receiver.dump();
  const reply = await receiver.worker.request('exchange.verify', { file: pack() }, abort.signal);
  expect(reply.ok ? null : reply.error).toMatchObject({ kind: 'cancelled' });
  expect(told.length).toBeGreaterThan(0);
  expect(await receiver.dump()).toEqual(before);
  const seen = await receiver.do('exchange.verify', { file: pack() });
  expect(seen).toMatchObject({ state: 'new', counts: { aside: 0, held: 0, conflicts: 0 } });
  expect(seen.counts.added).toBeGreaterThan(500);
});

test('looked at twice at once, the one that is cancelled stops nothing of the other', async () => {
  await receiver.lock();
  await receiver.open();
  const abort = new AbortController();
  const first = receiver.worker.request('exchange.verify', { file: pack() }, abort.signal);
  const told = new Promise<void>((resolve) => {
    receiver.worker.onEvent((event, payload) => {
      if (event === 'progress' && 'job' in payload && payload.job === RECEIVING) resolve();
    });
  });
  await told;
  const second = receiver.ask('exchange.verify', { file: pack() });
  abort.abort();
  expect((await first).ok).toBe(false);
  expect(await second).toMatchObject({ ok: true, value: { state: 'new', counts: { aside: 0 } } });
});

test('what is asked while it is being checked is answered at once', async () => {
  await receiver.lock();
  await receiver.open();
  const order: string[] = [];
  const verify = receiver.do('exchange.verify', { file: pack() }).then(() => order.push('verify'));
  const other = receiver.dump().then(() => order.push('other'));
  await Promise.all([verify, other]);
  expect(order).toEqual(['other', 'verify']);
});

test('locked while it is being checked, it tells nothing and leaves nothing', async () => {
  await receiver.lock();
  await receiver.open();
  const verify = receiver.ask('exchange.verify', { file: pack() });
  await receiver.lock();
  expect((await verify).ok).toBe(false);
  await receiver.open();
  expect(await receiver.dump()).toEqual([]);
});

test('lines with the signature of another line are set aside, though all were tried as good while they were checked', async () => {
  await receiver.lock();
  await receiver.open();
  const signed = lines.flatMap(({ text }, i) => (text.startsWith('["s",') && text.endsWith('"]]') ? [i] : []));
  const altered = new Set(signed.filter((_, i) => i % 500 === 7));
  const signatureOf = (text: string): string => text.slice(text.lastIndexOf(',["'));
  const forged = lines.map(({ id, text }, i) => {
    const other = lines[signed[0] ?? 0]?.text ?? '';
    return altered.has(i) ? { id, text: text.slice(0, -signatureOf(text).length) + signatureOf(other) } : { id, text };
  });
  const file = fileRef(path.join(home, 'forged.jxb'));
  writeFileSync(file.path, await sealLines(sender, { agency: to }, forged, 1));
  expect(altered.size).toBeGreaterThan(5);
  const seen = await receiver.do('exchange.verify', { file });
  expect(seen).toMatchObject({ state: 'new', counts: { aside: altered.size } });
  const told: { readonly done: number; readonly ended: boolean }[] = [];
  receiver.worker.onEvent((event, payload) => {
    if (event === 'progress' && 'job' in payload && payload.job === ACCEPTING) told.push(payload);
  });
  expect((await receiver.do('exchange.accept', { file, by: 'Officer 1' })).counts).toEqual(seen.counts);
  // Told while it was taken in, forwards only, and that it ended.
  expect(told.length).toBeGreaterThan(4);
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));
  expect(told.filter(({ ended }) => ended)).toEqual([told.at(-1)]);
});
