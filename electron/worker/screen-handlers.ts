import path from 'node:path';
import type { RecordRow } from '#shared/formats/plan-records/index.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { keyBytes } from '#shared/exchange/card.ts';
import { keyId } from '#shared/exchange/ids.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { Reply } from '#shared/contract/call.ts';
import type { RecordDifference } from '#shared/contract/exchange-screens.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { cardOf } from './cards.ts';
import { sync } from './carrier-handlers.ts';
import { committed, done, type HandlersOf, notFound, refuse, withSession, type WorkerContext } from './context.ts';
import { agencyNames, itemOf, labelOf, partnerNamed, partOf, textOf } from './naming.ts';
import { lookReceived, openFile, tryReceived } from './opening.ts';
import { isSamePerson, keepName, tokenOf } from './people-tokens.ts';
import type { RequestIn, RequestOut } from './requests.ts';
import type { Session } from './session.ts';
import {
  byAuthor,
  type FileRecord,
  recordsInFile,
  type RowChange,
  rowsAfter,
  taskDifferences,
} from './views/difference.ts';

const LISTED_RECORDS = 2_000;
const LISTED_TASKS = 500;
const EVERY_RECORD = 1_000_000;

/** The fields a record would have after the file, as far as the file speaks of them. */
const incoming = (seen: FileRecord | undefined): Readonly<Record<string, Wire>> =>
  Object.fromEntries([...(seen?.fields ?? [])].map(([field, line]) => [field, line.value]));

async function difference(
  context: WorkerContext,
  session: Session,
  { file, checked }: RequestIn<'exchange.difference'>,
): Promise<Reply<RequestOut<'exchange.difference'>>> {
  const read = await openFile(context, session, file);
  if (!read.ok) return refuse(read.error);
  const { opened } = read.value;
  const tried = checked
    ? await tryReceived(context, session, read.value)
    : await lookReceived(context, session, read.value);
  if (!tried.ok) return refuse(tried.error);
  const { received } = tried.value;
  if (!received.ok) return refuse(received.error);
  const { changes } = received.value;
  const seen = recordsInFile(opened.lines);
  const agency = agencyNames(session);
  const operations = new Map<string, RowChange[]>();
  const records: RecordDifference[] = [];
  for (const change of changes) {
    // Of a record that comes with the file there is nothing here.
    const here = change.what === 'added' ? null : session.store.read.record(change.rec);
    const inFile = seen.get(change.rec);
    const said = incoming(inFile);
    const fields = { ...here?.fields, ...said };
    const operation =
      here?.operation ?? (change.kind === 'operation' ? change.rec : textOf(fields['operation']) || null);
    if (operation !== null) {
      const owner = here?.owner ?? inFile?.created?.owner ?? '';
      const row = { id: change.rec, kind: change.kind, owner, what: change.what, fields: said };
      const rows = operations.get(operation);
      if (rows) rows.push(row);
      else operations.set(operation, [row]);
    }
    if (records.length < LISTED_RECORDS)
      records.push({
        record: change.rec,
        kind: change.kind,
        code: textOf(fields['code']),
        label: labelOf(fields),
        what: change.what,
        authors: [...(inFile?.authors ?? [])].map((id) => agency(id).code),
        fields: change.fields.map((field) => ({
          field,
          before: (here?.fields[field] ?? null) as RecordDifference['fields'][number]['before'],
          after: (said[field] ?? null) as RecordDifference['fields'][number]['after'],
        })),
      });
  }
  const tasks = [...operations].flatMap(([operation, rows]) => {
    const before: readonly RecordRow[] = session.store.read.record(operation) ? session.states.rows(operation) : [];
    return taskDifferences(operation, before, rowsAfter(before, rows), context.now());
  });
  const count = (what: 'moved' | 'added' | 'gone'): number => tasks.filter((d) => d.what === what).length;
  return done({
    authors: byAuthor(seen, new Map(changes.map((c) => [c.rec, new Set(c.fields)]))).map((a) => ({
      ...a,
      agency: agency(a.agency).code,
    })),
    records,
    recordsTotal: changes.length,
    tasks: tasks.slice(0, LISTED_TASKS),
    moved: count('moved'),
    added: count('added'),
    gone: count('gone'),
  });
}

/** One reason and two persons for everything chosen; each record is a signed recall of its own, as the log knows no other. */
function recallSent(
  context: WorkerContext,
  session: Session,
  input: RequestIn<'exchange.recallSent'>,
): Reply<RequestOut<'exchange.recallSent'>> {
  const sent = session.store.desk.sentRecords(input.outbox, 0, EVERY_RECORD);
  if (!sent) return notFound(String(input.outbox));
  const row = session.store.partners.get(sent.to);
  if (!row) return notFound(sent.to);
  if (isSamePerson(input.by, input.second))
    return refuse(refusal('R-HAN-12', row.code, 'the second approver must be another person'));
  const wanted = input.records === null ? null : new Set(input.records);
  const staying = new Set(input.except);
  const chosen = sent.items.filter((i) => (wanted === null || wanted.has(i.rec)) && !staying.has(i.rec));
  const open = chosen.filter((i) => i.state === 'released');
  if (open.length === 0)
    return refuse(refusal('recall.not-released', row.code, 'none of these records is released to that agency'));
  const people = { by: tokenOf(session, input.by), second: tokenOf(session, input.second) };
  const recalled = session.store.exchange.recallAll({
    recs: open.map((item) => item.rec),
    to: row.agencyId,
    reason: input.reason,
    ...people,
  });
  if (!recalled.ok) {
    const fault = open.find((item) => item.rec === recalled.error.place);
    return refuse({ ...recalled.error, place: fault ? itemOf(session, fault.rec, fault.kind).code : row.code });
  }
  const touched = open.map((item) => item.rec);
  const operations = new Set(touched.map((rec) => session.store.read.record(rec)?.operation ?? rec));
  for (const name of [input.by, input.second]) keepName(session, name);
  committed(context, session, [...operations], touched);
  return done({
    to: { agencyId: row.agencyId, code: row.code },
    recalled: recalled.value.recalled,
    left: chosen.length - open.length,
    operation: [...operations].find((id) => session.states.get(id) !== null) ?? null,
  });
}

export const screenHandlers: HandlersOf<
  | 'exchange.difference'
  | 'exchange.names'
  | 'exchange.sentRecords'
  | 'exchange.recallSent'
  | 'partner.page'
  | 'carrier.use'
> = {
  'exchange.difference': async (context, input) =>
    await withSession(context, (session) => difference(context, session, input)),
  'exchange.sentRecords': (context, { outbox, first, count }) =>
    withSession(context, (session) => {
      const page = session.store.desk.sentRecords(outbox, first, count);
      if (!page) return notFound(String(outbox));
      return done({
        total: page.total,
        items: page.items.map((i) => ({ ...partOf(session, i.rec, i.kind), state: i.state })),
      });
    }),
  'exchange.recallSent': (context, input) => withSession(context, (session) => recallSent(context, session, input)),
  'exchange.names': (context, { records }) =>
    withSession(context, (session) =>
      done(
        [...new Set(records)].flatMap((id) => {
          const record = session.store.read.record(id);
          return record ? [itemOf(session, id, record.kind)] : [];
        }),
      ),
    ),
  'partner.page': (context, { agencyId }) =>
    withSession(context, (session) => {
      const row = session.store.partners.get(agencyId);
      if (!row) return notFound(agencyId);
      const { body } = cardOf(row);
      const folder = session.store.desk.carrier(agencyId);
      const { kinds, recalled } = session.store.desk.holding(agencyId);
      return done({
        serial: body.serial,
        cardId: row.cardId,
        stations: body.stations.map((s) => ({
          id: s.id,
          name: s.name,
          keys: s.keys.map((k) => keyId(sha256, keyBytes(k))),
        })),
        encryption: body.encryption.map((k) => ({ until: k.until })),
        revocations: body.revocations.map(({ key, at }) => ({ key, at })),
        suspended: row.suspended,
        holding: kinds.map((k) => ({ ...k })),
        recalled,
        folder: folder === null ? null : path.basename(folder),
      });
    }),
  'carrier.use': async (context, { partner, file, by, take }) =>
    await withSession(context, async (session) => {
      const row = partnerNamed(session, partner);
      return row.ok ? await sync(context, session, row.value, file.path, { by, take }) : refuse(row.error);
    }),
};
