import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { checkLines, type LineChecks } from '#electron/keys/line-checks.ts';
import { generateHandlers } from '#electron/worker/generate-handlers.ts';
import { everyLine, sealLines } from '#test/bench/seal-lines.ts';
import { fileRef, valueOf } from '#test/tools/agencies.ts';
import { type Desk, introduce, makeDesk } from '#test/tools/desk.ts';

/** A large file is shown before all its signatures are known: what is shown then, and what comes of it. */
let home = '';
let sender: Desk;
let receiver: Desk;
let lines: readonly { readonly id: string; readonly text: string }[] = [];

/** Checks that end when the test says so. */
class Gate implements LineChecks {
  #open = (): void => {};
  readonly #opened = new Promise<void>((resolve) => (this.#open = resolve));
  readonly hasRoom = (): boolean => true;
  readonly check: LineChecks['check'] = async (asked) => {
    await this.#opened;
    return checkLines(asked);
  };
  open(): void {
    this.#open();
  }
}
let gate = new Gate();

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'liaison-early-look-'));
  sender = await makeDesk(home, 'X06');
  receiver = await makeDesk(home, 'A05');
  await introduce(sender, receiver);
  const size = { operations: 1, tasks: 120, people: 20, travellers: 0 };
  valueOf(await generateHandlers['generate.load'](sender.context, { size, seed: 3 }));
  lines = everyLine(sender, receiver.agency);
  receiver.checks = gate;
}, 120_000);
afterEach(() => {
  gate.open();
  gate = new Gate();
  receiver.checks = gate;
});
afterAll(() => {
  for (const desk of [sender, receiver]) desk.close();
  rmSync(home, { recursive: true, force: true });
});
async function written(name: string, content: typeof lines) {
  const file = fileRef(path.join(home, name));
  writeFileSync(file.path, await sealLines(sender, receiver, content, 1));
  return file;
}

test('what it changes is shown before every signature is known, and stays as it is when all are good', async () => {
  const file = await written('good.jxb', lines);
  const seen = await receiver.do('exchange.look', { file });
  expect(seen).toMatchObject({ state: 'new', signatures: 'checking', counts: { aside: 0 } });
  expect(seen.counts.added).toBeGreaterThan(120);
  const shown = await receiver.do('exchange.difference', { file, checked: false });
  expect(shown.recordsTotal).toBe(seen.counts.added);
  gate.open();
  expect(await receiver.do('exchange.verify', { file })).toEqual({ ...seen, signatures: 'checked' });
  expect(await receiver.do('exchange.look', { file })).toEqual({ ...seen, signatures: 'checked' });
  expect(await receiver.do('exchange.difference', { file, checked: true })).toEqual(shown);
  expect(receiver.session.store.read.dump()).toEqual([]);
});

/** The lines, of which some carry the signature of another line. */
function forged(every: number): { readonly content: typeof lines; readonly count: number } {
  const signed = lines.flatMap(({ text }, i) => (text.startsWith('["s",') && text.endsWith('"]]') ? [i] : []));
  const altered = new Set(signed.filter((_, i) => i % every === 7));
  const signatureOf = (text: string): string => text.slice(text.lastIndexOf(',["'));
  const other = signatureOf(lines[signed[0] ?? 0]?.text ?? '');
  const content = lines.map(({ id, text }, i) =>
    altered.has(i) ? { id, text: text.slice(0, -signatureOf(text).length) + other } : { id, text },
  );
  return { content, count: altered.size };
}

test('when some are not, it is worked out again and says so, and nothing is taken in before', async () => {
  const { content, count } = forged(200);
  expect(count).toBeGreaterThan(5);
  const file = await written('forged.jxb', content);
  const seen = await receiver.do('exchange.look', { file });
  expect(seen).toMatchObject({ signatures: 'checking', counts: { aside: 0 } });
  gate.open();
  const last = await receiver.do('exchange.verify', { file });
  expect(last).toMatchObject({ signatures: 'corrected', counts: { aside: count } });
  expect(await receiver.do('exchange.look', { file })).toEqual({ ...last, signatures: 'checked' });
  const { recordsTotal } = await receiver.do('exchange.difference', { file, checked: true });
  expect(recordsTotal).toBe(last.counts.added + last.counts.changed);
});

test('accepted while they are being checked, it waits for the last of them and takes in what is good', async () => {
  const { content, count } = forged(100);
  const file = await written('accepted.jxb', content);
  await receiver.do('exchange.look', { file });
  let isTaken = false;
  const accepting = receiver.do('exchange.accept', { file, by: 'Officer 1' }).then((done) => {
    isTaken = true;
    return done;
  });
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(isTaken).toBe(false);
  expect(receiver.session.store.read.dump()).toEqual([]);
  gate.open();
  expect((await accepting).counts.aside).toBe(count);
});
