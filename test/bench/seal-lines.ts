/** Seals lines that were chosen by the benchmark, past the release gate: what is measured is what comes after it. */
import { randomBytes } from 'node:crypto';
import { seal } from '#electron/exchange-file/seal.ts';
import { cardOf } from '#electron/worker/cards.ts';
import { linesContent } from '#electron/worker/sealing.ts';
import type { Desk } from '#test/tools/desk.ts';

export async function sealLines(
  from: Desk,
  to: { readonly agency: string },
  lines: readonly { id: string; text: string }[],
  seq: number,
): Promise<Uint8Array> {
  const row = from.session.store.partners.get(to.agency);
  if (!row) throw new Error('no card');
  const sealed = await seal({
    fields: {
      stream: randomBytes(24).toString('base64url'),
      seq,
      prev: null,
      restart: null,
      model: 1,
      min: 1,
      acks: [],
      audit: null,
    },
    content: { kind: 'changes', ...linesContent(lines) },
    from: from.agency,
    identity: from.session.identity,
    recipientCard: cardOf(row),
    now: from.now,
  });
  if (!sealed.ok) throw new Error(sealed.error.code);
  return sealed.value.file;
}
