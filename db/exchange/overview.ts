import type { Wire } from '#shared/model/kinds/field.ts';
import type { Core } from '../changelog/context.ts';
import { idText } from '../changelog/ids.ts';
import { all, one } from '../connection/handles.ts';
import type { AgencyId, RecordId } from '../store-types.ts';
import type { AlarmRow, DoubtRow, HoldRow, Page, RecalledRow, RecallRow, SentItem, Standing } from './desk-types.ts';
import { outboxItems } from './outbox.ts';
import { receiptsFor, returnsFor } from './restart.ts';
import { STREAMS_OF } from './streams.ts';

const DAY_MS = 86_400_000;
/** A key is announced for 90 days and destroyed 90 days later; a file not opened by then is opened by nobody (exchange design, section 9). */
const OPENED_WITHIN_MS = 180 * DAY_MS;
/** Missing numbers named one by one; a longer gap is a stream that never came. */
const NAMED_MISSING = 1_000;

export const RECALLED_FROM =
  'SELECT r.rid FROM releases e JOIN records r ON r.n = e.rec WHERE e.agency = ? AND e.open = 0';
export function recalledFrom(core: Core, agency: AgencyId): ReadonlySet<RecordId> {
  const n = core.names.find(agency);
  const rows = n === null ? [] : all<{ rid: Buffer }>(core.db, RECALLED_FROM, n);
  return new Set(rows.map((r) => idText(r.rid)));
}

const RECALLS = `FROM lines l JOIN records r ON r.n = l.rec JOIN commits c ON c.n = l.commit_n WHERE l.type = 'x'`;
interface RecallLineRow {
  n: number;
  id: Buffer;
  rid: Buffer;
  kind: number;
  author: number;
  rec: number;
  at: number;
  text: string;
}
const recallsOf = (core: Core, mine: boolean, first: number, count: number): Page<RecallLineRow> => {
  const me = core.speaker.author ? (core.names.find(core.speaker.author.agencyId) ?? -1) : -1;
  const which = mine ? 'AND l.author = ?' : 'AND l.author <> ?';
  return {
    total: one<{ n: number }>(core.db, `SELECT count(*) AS n ${RECALLS} ${which}`, me)?.n ?? 0,
    items: all<RecallLineRow>(
      core.db,
      `SELECT l.n, l.id, r.rid, r.kind, l.author, l.rec, c.at, l.text ${RECALLS} ${which} ORDER BY l.n DESC LIMIT ? OFFSET ?`,
      me,
      count,
      first,
    ),
  };
};
/** ["x",rec,to,reason,…] */
const recallText = (text: string): { readonly to: string; readonly reason: Wire } => {
  const members = JSON.parse(text) as readonly Wire[];
  return { to: String(members[2]), reason: members[3] ?? null };
};

/** Recalls written here, newest first: who has confirmed and who has not. */
export function recalls(core: Core, first: number, count: number): Page<RecallRow> {
  const { db, names } = core;
  const page = recallsOf(core, true, first, count);
  const items = page.items.map((row): RecallRow => {
    const { to, reason } = recallText(row.text);
    const agency = names.find(to) ?? -1;
    const receipt = one<{ outcome: 'done' | 'kept'; basis: string | null; at: number }>(
      db,
      'SELECT y.outcome, y.basis, c.at FROM receipts y JOIN lines l ON l.n = y.line JOIN commits c ON c.n = l.commit_n WHERE y.recall = ? AND y.agency = ?',
      row.id,
      agency,
    );
    const carried = all<{ state: string }>(
      db,
      'SELECT b.state FROM lines_sent o JOIN outbox b ON b.n = o.outbox WHERE o.rec = ? AND o.line = ? AND b.agency = ?',
      row.rec,
      row.n,
      agency,
    ).map((o) => o.state);
    const way = carried.some((s) => s === 'acknowledged' || s === 'assumed')
      ? 'arrived'
      : carried.includes('sealed')
        ? 'sent'
        : 'written';
    const open = one<{ open: number }>(db, 'SELECT open FROM releases WHERE rec = ? AND agency = ?', row.rec, agency);
    return {
      recall: idText(row.id),
      rec: idText(row.rid),
      kind: names.name(row.kind),
      to,
      at: row.at,
      reason,
      openAgain: open?.open === 1,
      state: receipt?.outcome ?? way,
      basis: receipt?.basis == null ? null : (JSON.parse(receipt.basis) as Wire),
      confirmedAt: receipt?.at ?? null,
    };
  });
  return { total: page.total, items };
}

/** Recalls by others that were carried out here. */
export function recalledHere(core: Core, first: number, count: number): Page<RecalledRow> {
  const me = core.speaker.author ? (core.names.find(core.speaker.author.agencyId) ?? -1) : -1;
  const page = recallsOf(core, false, first, count);
  return {
    total: page.total,
    items: page.items.map((row) => ({
      recall: idText(row.id),
      rec: idText(row.rid),
      kind: core.names.name(row.kind),
      by: core.names.name(row.author),
      at: row.at,
      reason: recallText(row.text).reason,
      outcome:
        one<{ outcome: string }>(core.db, 'SELECT outcome FROM receipts WHERE recall = ? AND agency = ?', row.id, me)
          ?.outcome ?? 'none',
    })),
  };
}

export const holds = ({ db }: Core): readonly HoldRow[] =>
  all<{ rec: Buffer; basis: string; by: string; second: string; at: number; kept: number }>(
    db,
    'SELECT h.rec, h.basis, h.by, h.second, h.at, (SELECT count(*) FROM evidence e WHERE e.rec = h.rec) AS kept FROM holds h ORDER BY h.at',
  ).map((row) => ({ ...row, rec: idText(row.rec) }));

/** Of the records of a file: how many were recalled from its recipient since, and how many are past the end of their retention. */
export const RECORDS_GONE = `SELECT count(*) AS records, coalesce(sum(e.open = 0), 0) AS recalled, coalesce(sum(p."retainUntil" < ?), 0) AS expired
  FROM outbox_records u LEFT JOIN releases e ON e.rec = u.rec AND e.agency = ? LEFT JOIN "plan_record" p ON p.rec = u.rec WHERE u.outbox = ?`;

/** Files to others, newest first, with what has become of them. */
export function sentItems(core: Core, to: AgencyId | null, first: number, count: number, day: string): Page<SentItem> {
  const { db, names } = core;
  const { total, items } = outboxItems(core, to, first, count);
  const now = core.deps.now();
  return {
    total,
    items: items.map((item) => {
      const gone = one<{ records: number; recalled: number; expired: number }>(
        db,
        RECORDS_GONE,
        day,
        names.find(item.to) ?? -1,
        item.outbox,
      ) ?? { records: 0, recalled: 0, expired: 0 };
      const whole = (n: number): boolean => gone.records > 0 && n === gone.records;
      const late = item.state === 'sealed' && item.at + OPENED_WITHIN_MS < now;
      const state = whole(gone.recalled)
        ? 'recalled'
        : whole(gone.expired) || late
          ? 'expired'
          : item.state === 'sealed'
            ? 'sent'
            : item.state;
      return { ...item, state, recalled: gone.recalled, expired: gone.expired };
    }),
  };
}

/** Sealed files by the hash of their bytes, so that a carrier knows its own. */
export const sealedFiles = ({ db, names }: Core) =>
  all<{ n: number; file_hash: Buffer; agency: number; state: string }>(
    db,
    'SELECT n, file_hash, agency, state FROM outbox WHERE file_hash IS NOT NULL',
  ).map((row) => ({
    outbox: row.n,
    hash: row.file_hash.toString('hex'),
    to: names.name(row.agency),
    state: row.state,
  }));

export function standings(core: Core): readonly Standing[] {
  const { db, names } = core;
  return all<{ n: number; suspended: number }>(db, 'SELECT n, suspended FROM partners ORDER BY n').map((partner) => {
    const agency = names.name(partner.n);
    const out = all<{ seq: number; state: string }>(
      db,
      "SELECT o.seq, o.state FROM outbox o JOIN streams_out s ON s.n = o.stream WHERE o.agency = ? AND s.current = 1 AND o.state <> 'prepared' ORDER BY o.seq",
      partner.n,
    );
    const kept = (disposition: string): number =>
      one<{ n: number }>(
        db,
        'SELECT count(*) AS n FROM kept WHERE agency = ? AND disposition = ?',
        partner.n,
        disposition,
      )?.n ?? 0;
    const open = out.filter((o) => o.state === 'sealed').map((o) => o.seq);
    return {
      agency,
      suspended: partner.suspended === 1,
      sent: out.length,
      acknowledged: out.length - open.length,
      unacknowledged: open,
      streams: streamsOf(core, partner.n),
      toReturn: returnsFor(core, agency).lines.length,
      receiptsWaiting: receiptsFor(core, partner.n).length,
      held: kept('held'),
      aside: kept('aside'),
    };
  });
}

interface StreamRow {
  n: number;
  stream: Buffer;
  station: string;
  unbroken: number;
  restart_stream: Buffer | null;
}
/** Streams from an agency; what is missing between the numbers that came is named. */
function streamsOf(core: Core, agency: number): Standing['streams'] {
  const { db } = core;
  const rows = all<StreamRow>(db, STREAMS_OF.replace('unbroken_header', 'station, restart_stream'), agency);
  const replaced = new Set(rows.flatMap((r) => (r.restart_stream ? [idText(r.restart_stream)] : [])));
  return rows.map((row) => {
    const later = all<{ seq: number }>(
      db,
      'SELECT seq FROM files WHERE stream = ? AND seq > ? ORDER BY seq',
      row.n,
      row.unbroken,
    ).map((f) => f.seq);
    const came = new Set(later);
    const missing: number[] = [];
    for (let seq = row.unbroken + 1; seq < (later.at(-1) ?? 0) && missing.length < NAMED_MISSING; seq++)
      if (!came.has(seq)) missing.push(seq);
    return {
      stream: idText(row.stream),
      station: row.station,
      unbroken: row.unbroken,
      later,
      missing,
      replaces: row.restart_stream ? idText(row.restart_stream) : null,
      replaced: replaced.has(idText(row.stream)),
    };
  });
}

interface AlarmLine {
  n: number;
  agency: number;
  kind: 'fork' | 'acknowledgement';
  at: number;
  stream: Buffer | null;
  seq: number | null;
  header_id: Buffer | null;
  reason: string;
  decided_at: number | null;
  decided_by: string | null;
  decision: string | null;
}
export const alarms = (core: Core, undecidedOnly: boolean): readonly AlarmRow[] =>
  all<AlarmLine>(
    core.db,
    'SELECT n, agency, kind, at, stream, seq, header_id, reason, decided_at, decided_by, decision FROM alarms WHERE ? = 0 OR decided_at IS NULL ORDER BY n DESC',
    undecidedOnly ? 1 : 0,
  ).map((row) => ({
    n: row.n,
    agency: core.names.name(row.agency),
    kind: row.kind,
    at: row.at,
    stream: row.stream ? idText(row.stream) : null,
    seq: row.seq,
    header: row.header_id ? idText(row.header_id) : null,
    reason: row.reason,
    restartHint: row.kind === 'acknowledgement' && row.decided_at === null && row.reason.endsWith('never sent'),
    decided:
      row.decided_at === null ? null : { at: row.decided_at, by: row.decided_by ?? '', reason: row.decision ?? '' },
  }));

/** Files signed with keys revoked since, with the records their lines speak of. */
export const doubts = ({ db, names }: Core): readonly DoubtRow[] =>
  all<{ n: number; agency: number; seq: number; header_id: Buffer; at: number; flagged: string }>(
    db,
    'SELECT n, agency, seq, header_id, at, flagged FROM files WHERE flagged IS NOT NULL ORDER BY n',
  ).map((file) => {
    const [word = '', key = ''] = file.flagged.split(' ');
    return {
      agency: names.name(file.agency),
      seq: file.seq,
      header: idText(file.header_id),
      at: file.at,
      key,
      doubtful: word === 'doubtful',
      records: all<{ rid: Buffer }>(
        db,
        'SELECT DISTINCT r.rid FROM lines l JOIN records r ON r.n = l.rec WHERE l.file = ? ORDER BY r.n',
        file.n,
      ).map((r) => idText(r.rid)),
    };
  });
