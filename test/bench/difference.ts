/** What a recipient waits for: a file of about ten megabytes, from dropping it to its sender and counts, and to the difference shown. */
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateHandlers } from '#electron/worker/generate-handlers.ts';
import { fieldOf } from '#shared/model/kinds/index.ts';
import { Agency, fileRef } from '#test/tools/agencies.ts';
import { type Desk, makeDesk } from '#test/tools/desk.ts';
import { generatedSet } from './data.ts';
import { type Figure, figure, repeat, timed } from './measure.ts';
import { sealLines } from './seal-lines.ts';

/** Screen design, section 15, per size of what the recipient holds already. */
const TARGET = {
  S: { verified: 500, difference: 1_000 },
  M: { verified: 700, difference: 3_000 },
  L: { verified: 1_000, difference: 10_000 },
} as const;
const TEN_MB = 10_000_000;
/** One operation whose release is about as large; a smaller file is scaled up, and its own size stands beside it. */
const SENT = { operations: 1, tasks: 8_000, people: 800, travellers: 800 } as const;

/** `data`: folder of a generated set of this size; null: made, or taken from an earlier run. */
export async function benchDifference(size: 'S' | 'M' | 'L', data: string | null): Promise<readonly Figure[]> {
  const home = mkdtempSync(path.join(process.env['BENCH_DIR'] ?? tmpdir(), 'liaison-bench-difference-'));
  const dir = path.join(home, 'A07');
  cpSync(data ?? (await generatedSet(size)), dir, { recursive: true });
  const sender = await makeDesk(home, 'X06');
  const receiver = new Agency(dir);
  try {
    await receiver.open();
    const loaded = await generateHandlers['generate.load'](sender.context, { size: SENT, seed: 3 });
    if (!loaded.ok) throw new Error(loaded.error.code);
    const to = await trustEachOther(sender, receiver);
    const pack = path.join(home, 'ten.jxb');
    writeFileSync(pack, await everything(sender, to));
    const { size: bytes } = statSync(pack);
    const atTenMb = (ms: number): number => (ms * TEN_MB) / bytes;
    const file = fileRef(pack);
    const verified = await repeat(() => timed(() => receiver.do('exchange.verify', { file })));
    const shown = await repeat(() => timed(() => receiver.do('exchange.difference', { file })));
    const per = `${size}, for each 10 MB`;
    return [
      figure('a received file: bytes', [bytes], null, 'bytes'),
      figure(`  ${per}: sender, counts and list`, verified.map(atTenMb), TARGET[size].verified),
      figure(`  ${per}: the difference`, shown.map(atTenMb), TARGET[size].difference),
    ];
  } finally {
    sender.close();
    await receiver.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Both take in the other's card; the agency id of the receiver. */
async function trustEachOther(sender: Desk, receiver: Agency): Promise<string> {
  const [cardS, cardR] = [fileRef(`${sender.dir}.jxc`), fileRef(`${receiver.dir}.jxc`)];
  await sender.do('card.write', { file: cardS });
  await receiver.do('card.write', { file: cardR });
  const seenBySender = await sender.do('card.read', { file: cardR });
  const seenByReceiver = await receiver.do('card.read', { file: cardS });
  const ceremony = { by: 'Officer 1', second: 'Officer 2', how: 'digits', ceiling: 'INTERPOL RESTRICTED' } as const;
  const { agencyId } = seenBySender;
  await sender.do('partner.trust', { agencyId, digits: seenByReceiver.digits, ...ceremony });
  await receiver.do('partner.trust', {
    agencyId: seenByReceiver.agencyId,
    digits: seenBySender.digits,
    ...ceremony,
  });
  return agencyId;
}

/** A file of every record and field that may travel at all. */
async function everything(sender: Desk, to: string): Promise<Uint8Array> {
  const items = sender.session.store.read.dump().map(({ id, kind, fields }) => ({
    rec: id,
    fields: Object.keys(fields).filter((field) => fieldOf(kind, field)?.internal !== true),
  }));
  const made = sender.session.store.exchange.prepareRelease({
    to,
    by: 'p1',
    second: null,
    purpose: 'bench',
    items,
    minusAcknowledged: true,
  });
  if (!made.ok) throw new Error(made.error.code);
  return await sealLines(sender, { agency: to }, made.value.lines, 1);
}
