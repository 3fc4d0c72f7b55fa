import { refusal } from '#shared/result/refusal.ts';
import { err, ok } from '#shared/result/result.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, write } from '../changelog/context.ts';
import { asBuffer, idText } from '../changelog/ids.ts';
import { all, one, run } from '../connection/handles.ts';
import type { LineOut, PreparedRelease } from '../store-exchange.ts';
import type { Answer } from '../store-types.ts';
import { preparedRelease } from './outbox.ts';
import { takePlace } from './release.ts';
import { saveSentLines } from './sent.ts';

interface StreamOut {
  readonly n: number;
  readonly agency: number;
  readonly stream: Buffer;
  readonly seq: number;
}

/**
 * This workspace was put back to a backup: every stream begins anew and says which one it replaces and how far that was known here.
 * Partners then send again what they sent since, recalls included, and return our own later lines (exchange design, section 9).
 */
export const restartStreams = (core: Core, by: string, reason: string): Answer<{ readonly streams: number }> =>
  write(core, (tx) => {
    if (reason.trim() === '') return err(refusal('reason.missing', '', 'beginning all streams anew needs a reason'));
    const { db } = tx;
    const streams = all<StreamOut>(db, 'SELECT n, agency, stream, seq FROM streams_out WHERE current = 1');
    // A partner to whom nothing had gone yet when the backup was made may have had files since: its stream replaces one not known here.
    const strangers = all<{ n: number }>(
      db,
      'SELECT p.n FROM partners p WHERE NOT EXISTS (SELECT 1 FROM streams_out s WHERE s.agency = p.n AND s.current = 1)',
    );
    for (const { n } of strangers)
      run(
        db,
        'INSERT INTO streams_out (agency, stream, seq, current, restart_stream, restart_seq) VALUES (?, ?, 0, 1, ?, 0)',
        n,
        asBuffer(core.deps.randomBytes(24)),
        asBuffer(core.deps.randomBytes(24)),
      );
    // A file that was begun before the backup has its place in a stream that ends here.
    run(db, "DELETE FROM outbox WHERE state = 'prepared'");
    for (const old of streams) {
      run(db, 'UPDATE streams_out SET current = 0 WHERE n = ?', old.n);
      run(
        db,
        'INSERT INTO streams_out (agency, stream, seq, current, restart_stream, restart_seq) VALUES (?, ?, 0, 1, ?, ?)',
        old.agency,
        asBuffer(core.deps.randomBytes(24)),
        old.stream,
        sealedUpTo(tx.db, old.n),
      );
    }
    run(
      db,
      "UPDATE alarms SET decided_at = ?, decided_by = ?, decision = ? WHERE kind = 'acknowledgement' AND decided_at IS NULL",
      tx.at,
      by,
      reason,
    );
    appendAudit(db, core.deps, tx.at, {
      act: 'exchange.restart',
      by,
      reason,
      counts: { streams: streams.length + strangers.length },
    });
    return ok({ streams: streams.length + strangers.length });
  });

const sealedUpTo = (db: Core['db'], stream: number): number =>
  one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM outbox WHERE stream = ?', stream)?.seq ?? 0;

interface StreamIn {
  readonly n: number;
  readonly station: string;
  readonly stream: Buffer;
  readonly restart_stream: Buffer | null;
  readonly restart_seq: number | null;
}
const STREAMS = 'SELECT n, station, stream, restart_stream, restart_seq FROM streams_in WHERE agency = ? ORDER BY n';
export const FILES_OF_STREAM = 'SELECT n, header, signature, ids FROM files WHERE stream = ? AND seq > ? ORDER BY seq';
export const LINES_OF_FILE = 'SELECT id, text FROM lines WHERE file = ? ORDER BY n';
/**
 * How far the files reached that arrived with a return: a return notes the newest file that lay here when it was made. What comes later of a
 * lost stream, from a stick found again, goes back as well.
 */
export const RETURNED_UP_TO = `SELECT max(CAST(reason AS INTEGER)) AS file FROM outbox WHERE agency = ? AND purpose = 'return' AND state IN ('acknowledged', 'assumed')`;
const FIRST_OF_STREAM = 'SELECT min(n) AS file FROM files WHERE stream = ?';
const NEWEST_FILE = 'SELECT max(n) AS file FROM files';
const fileIn = (core: Core, text: string, ...values: readonly number[]): number =>
  one<{ file: number | null }>(core.db, text, ...values)?.file ?? 0;

/**
 * Streams of a station that was put back to a backup, each with the last number it still knows of it. It knows the stream it names and
 * those before it; what it began between the backup and the restart, it does not know at all.
 */
function lostSince(
  streams: readonly StreamIn[],
  restart: StreamIn,
): readonly { readonly n: number; readonly after: number }[] {
  const byId = new Map(streams.map((s) => [idText(s.stream), s]));
  const before = new Set<StreamIn>();
  const named = restart.restart_stream ? byId.get(idText(restart.restart_stream)) : undefined;
  for (let at = named; at && !before.has(at); at = at.restart_stream ? byId.get(idText(at.restart_stream)) : undefined)
    before.add(at);
  return streams.flatMap((s) => {
    if (s.n >= restart.n || s.station !== restart.station) return [];
    if (s === named) return [{ n: s.n, after: restart.restart_seq ?? 0 }];
    return before.has(s) ? [] : [{ n: s.n, after: 0 }];
  });
}

/** What an agency that was put back to a backup wrote since, with the proof of the files it came in. Empty: nothing to return. */
export interface Returns {
  readonly lines: readonly LineOut[];
  readonly proofs: readonly {
    readonly headerBytes: Uint8Array;
    readonly signature: Uint8Array;
    readonly lineIds: Uint8Array;
  }[];
}
export function returnsFor(core: Core, to: string): Returns {
  const agency = core.names.find(to);
  const lines: LineOut[] = [];
  const proofs: Returns['proofs'][number][] = [];
  if (agency === null) return { lines, proofs };
  const streams = all<StreamIn>(core.db, STREAMS, agency);
  const restarts = streams.filter((s) => s.restart_stream !== null);
  const newest = restarts.at(-1);
  if (!newest) return { lines, proofs };
  const upTo = fileIn(core, RETURNED_UP_TO, agency);
  // What went back before the newest restart may have been lost with it.
  const returned = upTo >= fileIn(core, FIRST_OF_STREAM, newest.n) ? upTo : 0;
  const lost = new Map<number, number>();
  for (const restart of restarts)
    for (const { n, after } of lostSince(streams, restart)) lost.set(n, Math.min(after, lost.get(n) ?? after));
  for (const [stream, after] of lost) {
    const files = all<{ n: number; header: Buffer; signature: Buffer; ids: Buffer }>(
      core.db,
      FILES_OF_STREAM,
      stream,
      after,
    );
    for (const file of files) {
      if (file.n <= returned) continue;
      const held = all<{ id: Buffer; text: string }>(core.db, LINES_OF_FILE, file.n);
      if (held.length === 0) continue;
      for (const { id, text } of held) lines.push({ id: idText(id), text });
      proofs.push({ headerBytes: file.header, signature: file.signature, lineIds: file.ids });
    }
  }
  return { lines, proofs };
}

/** Takes a place for a file that returns an agency's own lines, or for one that only acknowledges. */
export function preparePlain(core: Core, to: string, by: string, purpose: 'return' | 'ack'): Answer<PreparedRelease> {
  const outbox = write(core, (tx) => {
    const agency = tx.names.number(to);
    const begun = one<{ n: number }>(tx.db, "SELECT n FROM outbox WHERE agency = ? AND state = 'prepared'", agency);
    if (begun)
      return err(
        refusal('release.unsealed', `outbox ${begun.n}`, 'a file to this agency was begun; finish or cancel it first'),
      );
    const lines = purpose === 'ack' ? receiptsFor(core, agency) : [];
    const n = takePlace(
      tx,
      agency,
      { by, purpose },
      { records: new Set(lines.map((l) => l.rec)).size, lines: lines.length },
    );
    if (purpose === 'return')
      run(tx.db, 'UPDATE outbox SET reason = ? WHERE n = ?', String(fileIn(core, NEWEST_FILE)), n);
    saveSentLines(tx, n, lines);
    appendAudit(tx.db, core.deps, tx.at, {
      act: `exchange.${purpose}`,
      by,
      recipient: to,
      counts: { outbox: n, receipts: lines.length },
    });
    return ok(n);
  });
  return outbox.ok ? ok(preparedRelease(core, outbox.value)) : outbox;
}

/** Our receipts of recalls by an agency that no file it acknowledged has carried. */
export const RECEIPTS_WAITING = `SELECT l.n, l.rec FROM receipts y JOIN lines l ON l.n = y.line JOIN lines x ON x.id = y.recall
  WHERE y.agency = ? AND x.author = ? AND NOT EXISTS (
    SELECT 1 FROM lines_sent o JOIN outbox b ON b.n = o.outbox
    WHERE o.rec = l.rec AND o.line = l.n AND b.agency = ? AND b.state IN ('acknowledged', 'assumed')) ORDER BY l.rec, l.n`;
export function receiptsFor(core: Core, agency: number): readonly { readonly n: number; readonly rec: number }[] {
  const me = core.speaker.author ? core.names.find(core.speaker.author.agencyId) : null;
  return me === null ? [] : all(core.db, RECEIPTS_WAITING, me, agency, agency);
}
