import type { Core, Tx } from '../changelog/context.ts';
import { asBuffer, idBytes, idText } from '../changelog/ids.ts';
import { all, one, type ReadDb, run } from '../connection/handles.ts';
import type { FileIn, FileStanding, StreamAck } from '../store-exchange.ts';

interface StreamIn {
  readonly n: number;
  readonly agency: number;
  readonly unbroken: number;
  readonly unbroken_header: Buffer | null;
}
const streamIn = (db: ReadDb, stream: string): StreamIn | undefined =>
  one<StreamIn>(db, 'SELECT n, agency, unbroken, unbroken_header FROM streams_in WHERE stream = ?', idBytes(stream));

const fileAt = (db: ReadDb, stream: number, seq: number): { header_id: Buffer; prev: Buffer | null } | undefined =>
  one<{ header_id: Buffer; prev: Buffer | null }>(
    db,
    'SELECT header_id, prev FROM files WHERE stream = ? AND seq = ?',
    stream,
    seq,
  );

/**
 * How a file stands to what came before (exchange design, section 7): the same file, another file in the same place (a fork: also when
 * it does not follow the file before it, or the file after it does not follow it), a file after a gap, or simply the next one.
 */
export function standing(core: Core, file: FileIn): FileStanding {
  const { db } = core;
  if (one(db, 'SELECT 1 FROM files WHERE hash = ?', asBuffer(file.hash)))
    return { state: 'already-imported', why: 'hash' };
  if (one(db, 'SELECT 1 FROM files WHERE header_id = ?', idBytes(file.headerId)))
    return { state: 'already-imported', why: 'header' };
  const from = core.names.find(file.from);
  const partner =
    from === null ? undefined : one<{ suspended: number }>(db, 'SELECT suspended FROM partners WHERE n = ?', from);
  const stream = streamIn(db, file.stream);
  if (stream) {
    if (stream.agency !== from || fileAt(db, stream.n, file.seq)) return { state: 'fork', seq: file.seq };
    const before = fileAt(db, stream.n, file.seq - 1);
    const after = fileAt(db, stream.n, file.seq + 1);
    if (before && (file.prev === null || !before.header_id.equals(idBytes(file.prev))))
      return { state: 'fork', seq: file.seq };
    if (after && (after.prev === null || !after.prev.equals(idBytes(file.headerId))))
      return { state: 'fork', seq: file.seq };
  }
  if (partner?.suspended === 1) return { state: 'suspended' };
  const missing = missingBefore(db, stream, file.seq);
  return { state: 'new', gap: missing.length > 0, missing };
}

/** Missing numbers named one by one; a longer gap is a stream that never came. */
const NAMED_MISSING = 1_000;
/** Numbers below `seq` that have not come; the first thousand. */
function missingBefore(db: ReadDb, stream: StreamIn | undefined, seq: number): readonly number[] {
  const missing: number[] = [];
  for (let n = (stream?.unbroken ?? 0) + 1; n < seq && missing.length < NAMED_MISSING; n++)
    if (!stream || !fileAt(db, stream.n, n)) missing.push(n);
  return missing;
}

/** Notes a file in its stream and moves the unbroken mark as far as files reach; the row number of the file. */
export function recordFile(tx: Tx, file: FileIn, commit: number, records: number): number {
  const { db, names } = tx;
  const agency = names.number(file.from);
  const stream = streamIn(db, file.stream)?.n ?? addStream(tx, agency, file);
  const n = Number(
    run(
      db,
      'INSERT INTO files (hash, agency, stream, seq, header_id, prev, header, signature, ids, at, bytes, records, commit_n) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      asBuffer(file.hash),
      agency,
      stream,
      file.seq,
      idBytes(file.headerId),
      file.prev === null ? null : idBytes(file.prev),
      asBuffer(file.header),
      asBuffer(file.signature),
      asBuffer(file.ids),
      tx.at,
      file.bytes,
      records,
      commit,
    ).lastInsertRowid,
  );
  advance(tx, stream);
  return n;
}

function addStream(tx: Tx, agency: number, file: FileIn): number {
  return Number(
    run(
      tx.db,
      'INSERT INTO streams_in (agency, station, stream, unbroken, restart_stream, restart_seq) VALUES (?, ?, ?, 0, ?, ?)',
      agency,
      file.station,
      idBytes(file.stream),
      file.restart === null ? null : idBytes(file.restart.stream),
      file.restart?.seq ?? null,
    ).lastInsertRowid,
  );
}

/** Whether this file is the first of a stream that replaces another: its sender was put back to a backup. */
export const isRestart = ({ db }: Tx, file: FileIn): boolean =>
  file.restart !== null && streamIn(db, file.stream) === undefined;

export const REPLACED = `SELECT 1 FROM streams_in later JOIN streams_in own ON own.stream = ? AND own.agency = later.agency
  WHERE later.restart_stream IS NOT NULL AND (later.restart_stream = own.stream OR (later.n > own.n AND later.station = own.station))`;
/**
 * Whether a later stream of the same station began anew: what this file says about arrivals was said before the backup was put back.
 * A stream seen for the first time counts as later than all others.
 */
export const isReplaced = ({ db }: Tx, file: FileIn): boolean =>
  one(db, REPLACED, idBytes(file.stream)) !== undefined ||
  one(db, 'SELECT 1 FROM streams_in WHERE restart_stream = ?', idBytes(file.stream)) !== undefined;

function advance(tx: Tx, stream: number): void {
  const row = one<{ unbroken: number }>(tx.db, 'SELECT unbroken FROM streams_in WHERE n = ?', stream);
  let seq = row?.unbroken ?? 0;
  let header: Buffer | null = null;
  for (let next = fileAt(tx.db, stream, seq + 1); next; next = fileAt(tx.db, stream, seq + 1)) {
    seq += 1;
    header = next.header_id;
  }
  if (header) run(tx.db, 'UPDATE streams_in SET unbroken = ?, unbroken_header = ? WHERE n = ?', seq, header, stream);
}

/** Keeps the proof of a file that took the place of another, and hears its sender no more until a person decides. */
export function raiseFork(tx: Tx, file: FileIn): void {
  const { db, names } = tx;
  const agency = names.number(file.from);
  run(
    db,
    "INSERT INTO alarms (agency, kind, at, stream, seq, header_id, hash, header, signature, reason) VALUES (?, 'fork', ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    agency,
    tx.at,
    idBytes(file.stream),
    file.seq,
    idBytes(file.headerId),
    asBuffer(file.hash),
    asBuffer(file.header),
    asBuffer(file.signature),
    'two files with the same place in a stream',
  );
  run(db, 'UPDATE partners SET suspended = 1 WHERE n = ?', agency);
}

export const STREAMS_OF = 'SELECT n, stream, unbroken, unbroken_header FROM streams_in WHERE agency = ? ORDER BY n';
export const LATER = 'SELECT seq FROM files WHERE stream = ? AND seq > ? ORDER BY seq LIMIT 256';

/** What we hold of the streams of an agency, for the header of a file to it. */
export function acksFor(core: Core, agency: string): readonly StreamAck[] {
  const n = core.names.find(agency);
  if (n === null) return [];
  return all<StreamIn & { stream: Buffer }>(core.db, STREAMS_OF, n).map((row) => ({
    stream: idText(row.stream),
    seq: row.unbroken,
    header: row.unbroken_header === null ? null : idText(row.unbroken_header),
    later: all<{ seq: number }>(core.db, LATER, row.n, row.unbroken).map((f) => f.seq),
  }));
}
