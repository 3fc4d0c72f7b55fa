/** What a recipient waits for: from dropping a large file to its signer, and from there to the difference shown. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateHandlers } from '#electron/worker/generate-handlers.ts';
import { Agency, fileRef } from '#test/tools/agencies.ts';
import { type Desk, makeDesk } from '#test/tools/desk.ts';
import { copyOfSet } from './data.ts';
import { type Figure, figure, repeat, timed } from './measure.ts';
import { everyLine, sealLines } from './seal-lines.ts';

/** Screen design, section 15, per size of what the recipient holds already. */
const TARGET = {
  S: { verified: 500, difference: 1_000 },
  M: { verified: 700, difference: 3_000 },
  L: { verified: 1_000, difference: 10_000 },
} as const;
/** What comes: an operation of size S; with M and L one of about 100,000 changes, which is more than ten megabytes of lines. */
const SENT = {
  S: { operations: 1, tasks: 500, people: 100, travellers: 175 },
  M: { operations: 1, tasks: 3_600, people: 360, travellers: 1_260 },
  L: { operations: 1, tasks: 3_600, people: 360, travellers: 1_260 },
} as const;

/** `data`: folder of a generated set of this size; null: made, or taken from an earlier run. */
export async function benchDifference(size: 'S' | 'M' | 'L', data: string | null): Promise<readonly Figure[]> {
  const home = mkdtempSync(path.join(process.env['BENCH_DIR'] ?? tmpdir(), 'liaison-bench-difference-'));
  const dir = await copyOfSet(size, data, home);
  const sender = await makeDesk(home, 'X06');
  // The worker of the recipient goes by the real clock, and keys run out.
  sender.now = Date.now();
  const receiver = new Agency(dir);
  try {
    await receiver.open();
    const loaded = await generateHandlers['generate.load'](sender.context, { size: SENT[size], seed: 3 });
    if (!loaded.ok) throw new Error(loaded.error.code);
    const to = await trustEachOther(sender, receiver);
    const pack = path.join(home, 'ten.jxb');
    writeFileSync(pack, await sealLines(sender, { agency: to }, everyLine(sender, to), 1));
    const file = fileRef(pack);
    const signed: number[] = [];
    const known: number[] = [];
    const shown = await repeat(async (run) => {
      // What was opened to look at is held for the next step; each run begins without it.
      await receiver.lock();
      await receiver.open();
      const signer = await timed(() => receiver.do('exchange.signer', { file }));
      if (run >= 0) signed.push(signer);
      const began = performance.now();
      const shows = await timed(async () => {
        await receiver.do('exchange.look', { file });
        await receiver.do('exchange.difference', { file, checked: false });
      });
      await receiver.do('exchange.verify', { file });
      if (run >= 0) known.push(performance.now() - began);
      return shows;
    });
    return [
      figure(`a file received at size ${size}: bytes`, [statSync(pack).size], null, 'bytes'),
      figure('  from the file to its signer and place', signed, TARGET[size].verified),
      figure('  from there to counts, list and difference', shown, TARGET[size].difference),
      figure('  from there until every signature is known and it can be accepted', known),
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
