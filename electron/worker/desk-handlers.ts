import { openAcknowledgement } from '#electron/exchange-file/open.ts';
import { sealAcknowledgement } from '#electron/exchange-file/seal.ts';
import type { PreparedRelease } from '#db/store-exchange.ts';
import type { PartnerRow } from '#db/store-types.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { acknowledgementText } from '#shared/exchange/acknowledgement.ts';
import { refusal } from '#shared/result/refusal.ts';
import type { Reply } from '#shared/contract/call.ts';
import type { Wire } from '#shared/model/kinds/field.ts';
import { committed, done, type HandlersOf, refuse, withSession, type WorkerContext } from './context.ts';
import { stopped } from './import-handlers.ts';
import { agencyNames, itemOf, partnerNamed, partOf, recordNamed } from './naming.ts';
import { cardOf } from './cards.ts';
import { isSamePerson, keepName, nameOf, tokenOf } from './people-tokens.ts';
import type { FileRef, RequestOut } from './requests.ts';
import {
  giveBackUnsealed,
  headerFields,
  linesContent,
  MODEL,
  placeFault,
  restartFault,
  sealItem,
  untrusted,
} from './sealing.ts';
import type { Session } from './session.ts';

const wireText = (value: Wire): string =>
  value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
const today = (now: number): string => new Date(now).toISOString().slice(0, 10);
const samePerson = (place: string) => refuse(refusal('R-HAN-12', place, 'the second approver must be another person'));

/** A partner a file may be sealed for now, or why not. */
function recipient(session: Session, to: string, file: FileRef | null) {
  const found = partnerNamed(session, to);
  if (!found.ok) return found;
  const fault =
    found.value.trust !== 'trusted'
      ? untrusted(found.value)
      : ((file ? placeFault(file) : null) ?? restartFault(session, found.value));
  return fault ? ({ ok: false, error: fault } as const) : found;
}

/** Says what arrived, in a file of its own; receipts that wait go along. `file` null: only into the outbox. */
export async function sealAck(
  context: WorkerContext,
  session: Session,
  row: PartnerRow,
  by: string,
  file: FileRef | null,
): Promise<Reply<RequestOut<'exchange.ack'>>> {
  const token = tokenOf(session, by);
  // One moment for both, so that the text and the file are the same header.
  const at = context.now();
  giveBackUnsealed(session, row, token);
  const prepared = session.store.desk.prepareAck(row.agencyId, token);
  if (!prepared.ok) return refuse(prepared.error);
  keepName(session, by);
  const item: PreparedRelease = prepared.value;
  const receipts = item.lines.length;
  const content =
    receipts === 0 ? ({ kind: 'ack' } as const) : ({ kind: 'changes', ...linesContent(item.lines) } as const);
  const alone =
    receipts > 0
      ? null
      : sealAcknowledgement({
          fields: headerFields(session, row, item),
          from: session.card.agency,
          identity: session.identity,
          recipientCard: cardOf(row),
          now: at,
        });
  const sealed = await sealItem({ ...context, now: () => at }, session, row, item, content, token, file);
  if (!sealed.ok) return sealed;
  // The text stands for the file only when it is the same header.
  const same = alone?.ok === true && alone.value.headerId === sealed.value.headerId;
  const text = same ? acknowledgementText(alone.value.headerBytes, alone.value.signature) : null;
  return done({
    to: row.code,
    seq: item.seq,
    bytes: sealed.value.bytes,
    receipts,
    text: text?.ok === true ? text.value : null,
    fileName: file?.name ?? sealed.value.kept,
  });
}

export const deskHandlers: HandlersOf<
  | 'exchange.outbox'
  | 'exchange.standings'
  | 'exchange.alarms'
  | 'exchange.decide'
  | 'exchange.assume'
  | 'exchange.restart'
  | 'exchange.ack'
  | 'exchange.ackText'
  | 'exchange.return'
  | 'exchange.kept'
  | 'exchange.doubts'
> = {
  'exchange.outbox': (context, { to, first, count }) =>
    withSession(context, (session) => {
      const row = to === null ? null : partnerNamed(session, to);
      if (row && !row.ok) return refuse(row.error);
      const agency = agencyNames(session);
      const page = session.store.desk.outbox(row?.value.agencyId ?? null, first, count, today(context.now()));
      return done({
        total: page.total,
        items: page.items.map((i) => ({
          outbox: i.outbox,
          to: agency(i.to),
          seq: i.seq,
          at: i.at,
          by: nameOf(session, i.by),
          purpose: i.purpose,
          state: i.state,
          bytes: i.bytes ?? 0,
          records: i.records,
          lines: i.lines,
          recalled: i.recalled,
          expired: i.expired,
          fileName: i.path,
        })),
      });
    }),
  'exchange.standings': (context) =>
    withSession(context, (session) => {
      const agency = agencyNames(session);
      return done(
        session.store.desk.standings().map((s) => ({
          ...s,
          agency: agency(s.agency),
          unacknowledged: [...s.unacknowledged],
          streams: s.streams.map((x) => ({ ...x, later: [...x.later], missing: [...x.missing] })),
        })),
      );
    }),
  'exchange.alarms': (context, { undecidedOnly }) =>
    withSession(context, (session) => {
      const agency = agencyNames(session);
      return done(
        session.store.desk.alarms(undecidedOnly).map(({ stream: _stream, ...a }) => ({
          ...a,
          agency: agency(a.agency),
          decided: a.decided && { ...a.decided, by: nameOf(session, a.decided.by) },
        })),
      );
    }),
  'exchange.decide': (context, { agency, by, reason }) =>
    withSession(context, (session) => {
      const row = partnerNamed(session, agency);
      if (!row.ok) return refuse(row.error);
      const decided = session.store.exchange.decideFork(row.value.agencyId, tokenOf(session, by), reason);
      if (!decided.ok) return refuse({ ...decided.error, place: row.value.code });
      keepName(session, by);
      return done(null);
    }),
  'exchange.assume': (context, { outbox, by, reason }) =>
    withSession(context, (session) => {
      const assumed = session.store.exchange.assumeDelivered(outbox, tokenOf(session, by), reason);
      if (!assumed.ok) return refuse(assumed.error);
      keepName(session, by);
      return done(null);
    }),
  'exchange.restart': (context, { by, reason }) =>
    withSession(context, (session) => {
      const restarted = session.store.desk.restart(tokenOf(session, by), reason);
      if (!restarted.ok) return refuse(restarted.error);
      keepName(session, by);
      return done(restarted.value);
    }),
  'exchange.ack': async (context, { to, file, by }) =>
    await withSession(context, async (session) => {
      const row = recipient(session, to, file);
      return row.ok ? await sealAck(context, session, row.value, by, file) : refuse(row.error);
    }),
  'exchange.ackText': (context, { text, by }) =>
    withSession(context, (session) => {
      const opened = openAcknowledgement(text, {
        self: session.card.agency,
        lookup: (agency) => {
          const row = session.store.partners.get(agency);
          return row ? { card: cardOf(row), trust: row.trust } : null;
        },
        model: MODEL,
        now: context.now(),
      });
      if (!opened.ok) return refuse(opened.error);
      const { header, headerId, headerBytes, signature, sender } = opened.value;
      const arrived = () =>
        session.store.exchange.outbox(sender.agency).filter((item) => item.state === 'acknowledged').length;
      const before = arrived();
      // The text is all of its file, so it takes the place of that file in the stream: a number nobody brought would be called missing.
      const { from, stream, seq, prev, restart } = header;
      const place = { stream, seq, prev, restart, headerId, header: headerBytes, signature };
      const bytes = headerBytes.length + signature.length;
      const file = { ...place, from: from.agency, station: from.station, hash: sha256(headerBytes, signature), bytes };
      const taken = session.store.exchange.applyReceived(
        { ...file, ids: new Uint8Array() },
        [],
        () => false,
        tokenOf(session, by),
        { acks: header.acks },
      );
      if (!taken.ok) return refuse(taken.error);
      const { state } = taken.value;
      if (state === 'fork' || state === 'suspended') return refuse(stopped(state, sender.body.code));
      keepName(session, by);
      return done({ from: sender.body.code, acknowledged: arrived() - before });
    }),
  'exchange.return': async (context, { to, file, by }) =>
    await withSession(context, async (session) => {
      const found = recipient(session, to, file);
      if (!found.ok) return refuse(found.error);
      const row = found.value;
      const returned = session.store.desk.returnsFor(row.agencyId);
      if (returned.lines.length === 0)
        return refuse(refusal('nothing-to-return', row.code, 'this agency has lost nothing that is held here'));
      const token = tokenOf(session, by);
      giveBackUnsealed(session, row, token);
      const prepared = session.store.desk.prepareReturn(row.agencyId, token);
      if (!prepared.ok) return refuse(prepared.error);
      keepName(session, by);
      const content = { kind: 'return', ...linesContent(returned.lines), proofs: returned.proofs } as const;
      const sealed = await sealItem(context, session, row, prepared.value, content, token, file);
      if (!sealed.ok) return sealed;
      return done({
        to: row.code,
        seq: prepared.value.seq,
        bytes: sealed.value.bytes,
        lines: returned.lines.length,
        fileName: file.name,
      });
    }),
  'exchange.kept': (context, { disposition }) =>
    withSession(context, (session) => {
      const agency = agencyNames(session);
      return done(
        session.store.exchange
          .kept(disposition, 1_000)
          .map((k) => ({ line: k.id, agency: agency(k.agency), record: k.rec, reason: k.reason })),
      );
    }),
  'exchange.doubts': (context) =>
    withSession(context, (session) => {
      const agency = agencyNames(session);
      return done(
        session.store.desk.doubts().map(({ header: _header, ...d }) => ({
          ...d,
          agency: agency(d.agency),
          records: [...d.records],
          items: namedItems(session, d.records, 20),
        })),
      );
    }),
};

/** The first records that have a code of their own and are still here; the others are told by their number alone. */
function namedItems(session: Session, records: readonly string[], most: number) {
  const items: ReturnType<typeof itemOf>[] = [];
  for (const id of records) {
    if (items.length === most) break;
    const record = session.store.read.record(id);
    const item = record ? itemOf(session, id, record.kind) : null;
    if (item && item.code !== '') items.push(item);
  }
  return items;
}

/** The operation of a record, which may be one itself; null: it is not here. */
function operationOf(session: Session, rec: string): string | null {
  const record = session.store.read.record(rec);
  return record ? (record.operation ?? rec) : null;
}

export const recallHandlers: HandlersOf<
  | 'exchange.recall'
  | 'exchange.releaseAgain'
  | 'exchange.recalls'
  | 'exchange.recalledHere'
  | 'exchange.hold'
  | 'exchange.liftHold'
  | 'exchange.holds'
> = {
  'exchange.recall': (context, input) =>
    withSession(context, (session) => takeBack(context, session, input, input.correct)),
  'exchange.releaseAgain': (context, input) =>
    withSession(context, (session) => takeBack(context, session, input, null)),
  'exchange.recalls': (context, { first, count }) =>
    withSession(context, (session) => {
      const agency = agencyNames(session);
      const { total, items } = session.store.desk.recalls(first, count);
      return done({
        total,
        items: items.map((r) => ({
          recall: r.recall,
          item: partOf(session, r.rec, r.kind),
          operation: operationOf(session, r.rec),
          to: agency(r.to),
          at: r.at,
          reason: wireText(r.reason),
          openAgain: r.openAgain,
          state: r.state,
          basis: r.basis === null ? null : wireText(r.basis),
          confirmedAt: r.confirmedAt,
        })),
      });
    }),
  'exchange.recalledHere': (context, { first, count }) =>
    withSession(context, (session) => {
      const agency = agencyNames(session);
      const { total, items } = session.store.desk.recalledHere(first, count);
      return done({
        total,
        items: items.map(({ rec, ...r }) => ({ ...r, record: rec, by: agency(r.by), reason: wireText(r.reason) })),
        prints: session.store.audit
          .list(null, 5_000)
          .filter((e) => e.act === 'brief.print')
          .map((e) => ({ at: e.at, operation: e.records?.[0] ?? '', forAgency: e.ids?.['for'] ?? '' })),
      });
    }),
  'exchange.hold': (context, { record, basis, by, second }) =>
    withSession(context, (session) => {
      if (isSamePerson(by, second)) return samePerson(record);
      const found = recordNamed(session, record);
      if (!found.ok) return refuse(found.error);
      const held = session.store.desk.hold({
        rec: found.value.id,
        basis,
        by: tokenOf(session, by),
        second: tokenOf(session, second),
      });
      if (!held.ok) return refuse({ ...held.error, place: record });
      for (const name of [by, second]) keepName(session, name);
      return done(null);
    }),
  'exchange.liftHold': (context, { record, reason, by, second }) =>
    withSession(context, (session) => {
      if (isSamePerson(by, second)) return samePerson(record);
      const lifted = session.store.desk.liftHold({
        rec: record,
        reason,
        by: tokenOf(session, by),
        second: tokenOf(session, second),
      });
      if (!lifted.ok) return refuse({ ...lifted.error, place: record });
      for (const name of [by, second]) keepName(session, name);
      return done(null);
    }),
  'exchange.holds': (context) =>
    withSession(context, (session) =>
      done(
        session.store.desk.holds().map(({ rec, by, second, ...h }) => ({
          ...h,
          record: rec,
          item: itemOf(session, rec, session.store.read.record(rec)?.kind ?? ''),
          by: nameOf(session, by),
          second: nameOf(session, second),
        })),
      ),
    ),
};

interface TakeBack {
  readonly operation: string;
  readonly record: string;
  readonly to: string;
  readonly reason: string;
  readonly by: string;
  readonly second: string;
}
/** `correct` null: the record is released again after a recall. */
function takeBack(
  context: WorkerContext,
  session: Session,
  input: TakeBack,
  correct: boolean | null,
): Reply<RequestOut<'exchange.recall'>> {
  const row = partnerNamed(session, input.to);
  if (!row.ok) return refuse(row.error);
  if (isSamePerson(input.by, input.second)) return samePerson(input.record);
  if (session.states.find(input.operation) === null)
    return refuse(refusal('not-found', input.operation, 'nothing of this name is in the workspace'));
  const found = recordNamed(session, input.record, input.operation);
  if (!found.ok) return refuse(found.error);
  const record = found.value;
  const order = {
    rec: record.id,
    to: row.value.agencyId,
    reason: input.reason,
    by: tokenOf(session, input.by),
    second: tokenOf(session, input.second),
  };
  const answer =
    correct === null ? session.store.desk.releaseAgain(order) : session.store.exchange.recall({ ...order, correct });
  if (!answer.ok) return refuse({ ...answer.error, place: input.record });
  for (const name of [input.by, input.second]) keepName(session, name);
  committed(context, session, record.operation === null ? [] : [record.operation], [record.id]);
  return done({
    record: record.id,
    to: row.value.code,
    code: itemOf(session, record.id, record.kind).code,
    fields: Object.keys(record.fields).length,
  });
}
