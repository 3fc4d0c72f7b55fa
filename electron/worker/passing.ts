import type { LineOut } from '#db/store-exchange.ts';
import { houseBytes } from '#shared/exchange/house.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { Reply } from '#shared/contract/call.ts';
import { done, refuse, type WorkerContext } from './context.ts';
import { hasNews, houseFacts, isPassed, noteNews, ownRow } from './house.ts';
import { keepName, tokenOf } from './people-tokens.ts';
import type { FileRef, RequestOut } from './requests.ts';
import { giveBackUnsealed, linesContent, sealItem } from './sealing.ts';
import type { Session } from './session.ts';

/** Number of the last file of a partner that went to the other stations. */
const PASSED = 'stations.files';

/**
 * Seals what the other stations of this agency do not have yet: the lines we speak for, the files of partners with their proofs, newer
 * cards, decisions about partners, names, and what this station asks for.
 * `file` null: only into the outbox, from where a folder or a hub takes it. Code `nothing-to-pass`: they have everything.
 */
export async function passOn(
  context: WorkerContext,
  session: Session,
  input: { readonly by: string; readonly full: boolean },
  file: FileRef | null,
): Promise<Reply<RequestOut<'station.pass'>>> {
  const row = ownRow(session);
  if (session.card.body.stations.length < 2)
    return refuse(refusal('no-stations', row.code, 'this agency has no other station yet; take one in first'));
  const token = tokenOf(session, input.by);
  giveBackUnsealed(session, row, token);
  const after = input.full ? 0 : Number(session.store.settings.get(PASSED) ?? 0);
  const received = session.store.desk.houseFiles(after);
  const files = received.filter((f) => input.full || !isPassed(f));
  const prepared = session.store.desk.prepareHouse(token, input.full);
  if (!prepared.ok) return refuse(prepared.error);
  const item = prepared.value;
  const lines = withoutTwice([...item.lines, ...files.flatMap((f) => f.lines)]);
  const isNews = input.full || hasNews(session, houseFacts(session, [], context.now()));
  if (lines.length === 0 && files.length === 0 && !isNews) {
    session.store.exchange.cancelPrepared(item.outbox, token);
    return refuse(refusal('nothing-to-pass', row.code, 'the other stations were given everything that is here'));
  }
  keepName(session, input.by);
  const house = houseFacts(session, files, context.now());
  const content = { kind: 'changes', ...linesContent(lines), blobs: [houseBytes(house)] } as const;
  const sealed = await sealItem(context, session, row, item, content, token, file);
  if (!sealed.ok) return sealed;
  noteNews(session, house, 'passed');
  const last = received.at(-1)?.n;
  if (last !== undefined) session.store.settings.set(PASSED, String(last));
  return done({
    seq: item.seq,
    lines: lines.length,
    files: files.length,
    bytes: sealed.value.bytes,
    fileName: file?.name ?? sealed.value.kept,
  });
}

function withoutTwice(lines: readonly LineOut[]): readonly LineOut[] {
  return [...new Map(lines.map((line) => [line.id, line])).values()];
}
