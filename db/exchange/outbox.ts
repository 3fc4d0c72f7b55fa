import { refusal } from '#shared/result/refusal.ts';
import { assert, err, ok } from '#shared/result/result.ts';
import { LineBuilder } from '#shared/sync/builder.ts';
import { FIRST_STAMP } from '#shared/sync/clock.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, write } from '../changelog/context.ts';
import { asBuffer, hexIdText, hexIdTexts, ID_BYTES, idBytes, idText, unpackIds } from '../changelog/ids.ts';
import { all, one, type ReadDb, run, sql } from '../connection/handles.ts';
import type { BoxRow, LineOut, OutboxRow, PreparedRelease, SealedInput } from '../store-exchange.ts';
import type { Answer } from '../store-types.ts';

interface ItemRow {
  n: number;
  agency: number;
  stream_n: number;
  stream: Buffer;
  seq: number;
  at: number;
  by: string;
  purpose: string;
  state: OutboxRow['state'];
  records: number;
  lines: number;
  header_id: Buffer | null;
  bytes: number | null;
  path: string | null;
  restart_stream: Buffer | null;
  restart_seq: number | null;
}
const ITEM = `SELECT o.n, o.agency, o.stream AS stream_n, s.stream, o.seq, o.at, o.by, o.purpose, o.state, o.records, o.lines, o.header_id,
  o.bytes, o.path, s.restart_stream, s.restart_seq FROM outbox o JOIN streams_out s ON s.n = o.stream`;
const itemOf = (db: ReadDb, n: number): ItemRow | undefined => one<ItemRow>(db, `${ITEM} WHERE o.n = ?`, n);

export const OUTBOX_OF_AGENCY = `${ITEM} WHERE o.agency = ? ORDER BY o.n DESC`;
export const OUTBOX_ALL = `${ITEM} ORDER BY o.n DESC`;
export const RECORDS_IN_ORDER =
  'SELECT u.rec, u.under, hex(r.rid) AS rid FROM outbox_records u JOIN records r ON r.n = u.rec WHERE u.outbox = ? ORDER BY u.ord';
export const LINES_IN_ORDER =
  'SELECT o.rec, o.line, hex(l.id) AS id, l.text FROM lines_sent o LEFT JOIN lines l ON l.n = o.line WHERE o.rec IN (SELECT value FROM json_each(?)) AND o.outbox = ? ORDER BY o.rec, o.ord';
/** Lines of a file that was begun; its records go with its row. */
export const DROP_LINES =
  'DELETE FROM sent WHERE outbox = ? AND rec IN (SELECT rec FROM outbox_records WHERE outbox = ?)';

/** An outbox item with its lines, in the order in which they are written; the same bytes however often it is asked for. */
export function preparedRelease(core: Core, outbox: number): PreparedRelease {
  const { db, names } = core;
  const item = itemOf(db, outbox);
  assert(item, 'the outbox item is there');
  const before = one<{ header_id: Buffer | null }>(
    db,
    'SELECT header_id FROM outbox WHERE stream = ? AND seq = ?',
    item.stream_n,
    item.seq - 1,
  );
  const restart =
    item.restart_stream === null || item.restart_seq === null
      ? null
      : { stream: idText(item.restart_stream), seq: item.restart_seq };
  const lines = linesOut(core, outbox);
  assert(lines.length === item.lines, 'every line of the file belongs to one of its records');
  return {
    outbox,
    to: names.name(item.agency),
    stream: idText(item.stream),
    seq: item.seq,
    prev: before?.header_id ? idText(before.header_id) : null,
    restart,
    records: item.records,
    lines,
  };
}

/** Records whose lines are read together. */
const AHEAD = 512;
type LineRow = readonly [rec: number, line: number, id: string, text: string | null];

function linesOut(core: Core, outbox: number): readonly LineOut[] {
  const { db } = core;
  const builder = underBuilder(core);
  const out: LineOut[] = [];
  const records = all<{ rec: number; under: Buffer; rid: string }>(db, RECORDS_IN_ORDER, outbox);
  for (let at = 0; at < records.length; at += AHEAD) {
    const part = records.slice(at, at + AHEAD);
    const asked = JSON.stringify(part.map(({ rec }) => rec));
    const rows = sql(db, LINES_IN_ORDER).raw().all(asked, outbox) as LineRow[];
    const ids = hexIdTexts(rows.map(([, , id]) => id || NO_ID));
    const lines = new Map<number, LineOut[]>(part.map(({ rec }) => [rec, []]));
    for (const [i, [rec, line, , text]] of rows.entries())
      lines.get(rec)?.push(text === null ? keptLine(db, line) : { id: ids[i] ?? '', text });
    for (const { rec, under, rid } of part) {
      const releases = unpackIds(under);
      if (releases.length > 0) {
        const line = builder.under(hexIdText(rid), releases);
        out.push({ id: line.idText, text: line.text });
      }
      for (const line of lines.get(rec) ?? []) out.push(line);
    }
  }
  return out;
}

/** Stands in the list for a line that is not in the log. */
const NO_ID = '00'.repeat(ID_BYTES);
function keptLine(db: ReadDb, line: number): LineOut {
  const kept = one<{ id: Buffer; text: string }>(db, 'SELECT id, text FROM kept WHERE n = ?', -line);
  assert(kept, 'a line of the outbox is in the log or among the returned ones');
  return { id: idText(kept.id), text: kept.text };
}

/** `r` lines carry no stamp and no signature; they follow from the release they name. */
function underBuilder(core: Core): LineBuilder {
  const { author } = core.speaker;
  assert(author, 'a station speaks before a file is written');
  return new LineBuilder(
    {
      agency: author.agencyId,
      by: '-',
      sha256: core.deps.sha256,
      randomBytes: core.deps.randomBytes,
      now: core.deps.now,
      signer: null,
    },
    FIRST_STAMP,
  );
}

/** The lines again for an item that was begun and not sealed. */
export function prepared(core: Core, outbox: number): Answer<PreparedRelease> {
  return itemOf(core.db, outbox)?.state === 'prepared' ? ok(preparedRelease(core, outbox)) : err(notOpen);
}
const notOpen = refusal('outbox.not-open', '', 'this file is sealed already or was never begun');

/** Notes that the file was built; it is copied out unchanged from now on and never built twice. */
export const storeSealed = (core: Core, input: SealedInput): Answer<null> =>
  write(core, (tx) => {
    const done = run(
      tx.db,
      "UPDATE outbox SET state = 'sealed', header_id = ?, file_hash = ?, bytes = ?, path = ? WHERE n = ? AND state = 'prepared'",
      idBytes(input.headerId),
      asBuffer(input.fileHash),
      input.bytes,
      input.path,
      input.outbox,
    );
    if (done.changes !== 1) return err(notOpen);
    appendAudit(tx.db, core.deps, tx.at, {
      act: 'exchange.seal',
      ids: { header: input.headerId },
      counts: { outbox: input.outbox, bytes: input.bytes },
    });
    return ok(null);
  });

/** Gives the place back. Only a file that was never sealed; the releases decided for it stand. */
export const cancelPrepared = (core: Core, outbox: number, by: string): Answer<null> =>
  write(core, (tx) => {
    const item = itemOf(tx.db, outbox);
    if (item?.state !== 'prepared') return err(notOpen);
    run(tx.db, DROP_LINES, outbox, outbox);
    run(tx.db, 'DELETE FROM outbox WHERE n = ?', outbox);
    run(tx.db, 'UPDATE streams_out SET seq = ? WHERE n = ?', item.seq - 1, item.stream_n);
    appendAudit(tx.db, core.deps, tx.at, { act: 'exchange.cancel', by, counts: { outbox, seq: item.seq } });
    return ok(null);
  });

const outboxRow = (core: Core, row: ItemRow): OutboxRow => ({
  outbox: row.n,
  to: core.names.name(row.agency),
  stream: idText(row.stream),
  seq: row.seq,
  at: row.at,
  by: row.by,
  purpose: row.purpose,
  state: row.state,
  headerId: row.header_id === null ? null : idText(row.header_id),
  bytes: row.bytes,
  path: row.path,
  records: row.records,
  lines: row.lines,
});

export function outboxList(core: Core, agency?: string): readonly OutboxRow[] {
  const { db, names } = core;
  const n = agency === undefined ? null : names.find(agency);
  const rows =
    agency === undefined ? all<ItemRow>(db, OUTBOX_ALL) : n === null ? [] : all<ItemRow>(db, OUTBOX_OF_AGENCY, n);
  return rows.map((row) => outboxRow(core, row));
}

/** One page of the outbox, newest first; of one recipient or (null) of all. */
export function outboxItems(
  core: Core,
  to: string | null,
  first: number,
  count: number,
): { readonly total: number; readonly items: readonly OutboxRow[] } {
  const { db, names } = core;
  const n = to === null ? null : (names.find(to) ?? -1);
  const total = one<{ n: number }>(db, 'SELECT count(*) AS n FROM outbox WHERE ? IS NULL OR agency = ?', n, n)?.n ?? 0;
  const rows =
    n === null
      ? all<ItemRow>(db, `${OUTBOX_ALL} LIMIT ? OFFSET ?`, count, first)
      : all<ItemRow>(db, `${OUTBOX_OF_AGENCY} LIMIT ? OFFSET ?`, n, count, first);
  return { total, items: rows.map((row) => outboxRow(core, row)) };
}

export const BOX = `SELECT at, 'out' AS direction, agency, seq, coalesce(bytes, 0) AS bytes, records, state FROM outbox
  UNION ALL SELECT f.at, 'in', f.agency, f.seq, f.bytes, f.records, iif(f.seq > s.unbroken, 'gap', 'accepted') FROM files f JOIN streams_in s ON s.n = f.stream
  UNION ALL SELECT at, 'in', agency, coalesce(seq, 0), 0, 0, 'fork' FROM alarms WHERE kind = 'fork'
  ORDER BY at DESC, direction, agency, seq DESC LIMIT ? OFFSET ?`;
const BOX_SIZE =
  "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM files) + (SELECT count(*) FROM alarms WHERE kind = 'fork') AS n";

/** Files in and out, newest first. One row per file ever exchanged, so a plain union is read and sorted. */
export function box(
  core: Core,
  first: number,
  count: number,
): { readonly total: number; readonly items: readonly BoxRow[] } {
  const rows = all<Omit<BoxRow, 'agency'> & { agency: number }>(core.db, BOX, count, first);
  const total = one<{ n: number }>(core.db, BOX_SIZE)?.n ?? 0;
  return { total, items: rows.map((row) => ({ ...row, agency: core.names.name(row.agency) })) };
}
