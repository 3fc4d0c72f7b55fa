/** Chooses and seals lines past the release gate, for benchmarks and tests of what comes after it. */
import { randomBytes } from 'node:crypto';
import { seal } from '#electron/exchange-file/seal.ts';
import { cardOf } from '#electron/worker/cards.ts';
import { linesContent } from '#electron/worker/sealing.ts';
import { fieldOf } from '#shared/model/kinds/index.ts';
import type { Desk } from '#test/tools/desk.ts';

/** Lines of every record and field that may travel at all. */
export function everyLine(from: Desk, to: string): readonly { readonly id: string; readonly text: string }[] {
  const { store } = from.session;
  const made = store.exchange.prepareRelease({
    to,
    by: 'p1',
    second: null,
    purpose: 'everything',
    items: store.read.dump().map(({ id, kind, fields }) => ({
      rec: id,
      fields: Object.keys(fields).filter((field) => fieldOf(kind, field)?.internal !== true),
    })),
    minusAcknowledged: true,
  });
  if (!made.ok) throw new Error(made.error.code);
  return made.value.lines;
}

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
