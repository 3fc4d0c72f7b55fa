import { standing } from '#shared/sync/authority.ts';
import { refusal } from '#shared/result/refusal.ts';
import { err, ok } from '#shared/result/result.ts';
import { appendAudit } from '../changelog/audit.ts';
import { type Core, type Tx, write } from '../changelog/context.ts';
import { idBytes, idText } from '../changelog/ids.ts';
import { all, one, run } from '../connection/handles.ts';
import type { LineOut, PreparedRelease } from '../store-exchange.ts';
import type { Answer, OwnIdentity } from '../store-types.ts';
import { preparedRelease } from './outbox.ts';
import { saveIdentityIn } from './partners.ts';
import { takePlace } from './release.ts';
import { saveSentLines } from './sent.ts';

/** What goes between the stations of one agency: every line the agency speaks for, and the files it received with their proofs. */

/**
 * Lines we wrote, and lines of records we own or owned; what others wrote in theirs travels with the proof of the file it came in. What
 * a sibling passed on is not echoed.
 */
export const HOUSE_LINES = `SELECT l.n, l.rec, l.author FROM lines l JOIN records r ON r.n = l.rec
  WHERE (l.author = ? OR r.owner = ? OR l.rec IN (SELECT rec FROM ownership))
  AND (? OR NOT EXISTS (SELECT 1 FROM files f WHERE f.n = l.file AND f.agency = ?) AND NOT EXISTS (SELECT 1 FROM lines_sent o JOIN outbox b ON b.n = o.outbox WHERE o.rec = l.rec AND o.line = l.n AND b.agency = ?))
  ORDER BY l.rec, l.n`;
export const HOUSE_FILES = `SELECT f.n, f.hash, f.header, f.signature, f.ids, f.bytes FROM files f WHERE f.agency <> ? AND f.n > ? ORDER BY f.n`;
export const WAITING_OF_FILE =
  "SELECT id, text FROM kept WHERE file = ? AND disposition IN ('held', 'aside') ORDER BY n";
export const LINES_OF_HOUSE_FILE = 'SELECT id, text FROM lines WHERE file = ? ORDER BY n';

/** A file another agency sent, as far as it is kept: what proves it, and those of its lines that are still here. */
export interface HouseFile {
  /** Number in our own list of files; later files have larger ones. */
  readonly n: number;
  /** SHA-256 of the file as it was received. */
  readonly hash: Uint8Array;
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
  readonly ids: Uint8Array;
  readonly bytes: number;
  readonly lines: readonly LineOut[];
}

/** Files of other agencies that came after the one with this number, oldest first. */
export function houseFiles(core: Core, after: number): readonly HouseFile[] {
  const me = core.speaker.author ? (core.names.find(core.speaker.author.agencyId) ?? -1) : -1;
  const rows = all<{ n: number; hash: Buffer; header: Buffer; signature: Buffer; ids: Buffer; bytes: number }>(
    core.db,
    HOUSE_FILES,
    me,
    after,
  );
  return rows.map((file) => ({
    ...file,
    lines: [
      ...all<{ id: Buffer; text: string }>(core.db, LINES_OF_HOUSE_FILE, file.n),
      ...all<{ id: Buffer; text: string }>(core.db, WAITING_OF_FILE, file.n),
    ].map((l) => ({ id: idText(l.id), text: l.text })),
  }));
}

/**
 * Takes a place in the stream of this station to its own agency. `full`: every line again; otherwise those that no earlier file to the
 * other stations held. Which of them have it is not known here: such files are kept where every station finds them, and a gap is named.
 */
export function prepareHouse(core: Core, by: string, full: boolean): Answer<PreparedRelease> {
  const outbox = write(core, (tx) => {
    const me = tx.names.number(tx.author.agencyId);
    const begun = one<{ n: number }>(tx.db, "SELECT n FROM outbox WHERE agency = ? AND state = 'prepared'", me);
    if (begun)
      return err(
        refusal(
          'release.unsealed',
          `outbox ${begun.n}`,
          'a file to the other stations was begun; finish or cancel it first',
        ),
      );
    // Of a record that moved between others only our own words are ours to pass on.
    const isOurs = (rec: number): boolean => standing(tx.records.get(rec).known, tx.author.agencyId) >= 0;
    const rows = all<{ n: number; rec: number; author: number }>(
      tx.db,
      HOUSE_LINES,
      me,
      me,
      full ? 1 : 0,
      me,
      me,
    ).filter((row) => row.author === me || isOurs(row.rec));
    const records = new Set(rows.map((r) => r.rec)).size;
    const n = takePlace(tx, me, { by, purpose: 'stations' }, { records, lines: rows.length });
    saveSentLines(tx, n, rows);
    appendAudit(tx.db, core.deps, tx.at, {
      act: 'station.pass',
      by,
      counts: { outbox: n, records, lines: rows.length },
    });
    return ok(n);
  });
  return outbox.ok ? ok(preparedRelease(core, outbox.value)) : outbox;
}

/** Whether anything was written, sent or received here: a workspace that holds something cannot become a station of another agency. */
const isUsed = ({ db }: Tx): boolean =>
  ['lines', 'records', 'outbox', 'files', 'kept'].some(
    (table) => one(db, `SELECT 1 FROM ${table} LIMIT 1`) !== undefined,
  );

/**
 * Makes an unused workspace a station of the agency on this card, which was a partner until now: from here on the agency is our own, and
 * its other stations are trusted by its card alone. Code: `station.used`.
 */
export const joinAgency = (core: Core, identity: OwnIdentity, by: string, second: string): Answer<null> =>
  write(core, (tx) => {
    if (isUsed(tx))
      return err(
        refusal(
          'station.used',
          '',
          'this workspace holds plans or files already; a further station begins with an empty one',
        ),
      );
    const n = tx.names.number(identity.agencyId);
    for (const table of ['cards', 'revocations', 'carriers']) run(tx.db, `DELETE FROM ${table} WHERE agency = ?`, n);
    run(tx.db, 'DELETE FROM partners WHERE n = ?', n);
    saveIdentityIn(tx, identity);
    appendAudit(tx.db, core.deps, tx.at, {
      act: 'station.join',
      by,
      second,
      ids: { agency: identity.agencyId, stationKey: identity.stationKeyId },
      counts: { serial: identity.serial },
    });
    return ok(null);
  });

/** Whether a file with this header id was taken in here. */
export const hasHeader = (core: Core, header: string): boolean =>
  one(core.db, 'SELECT 1 FROM files WHERE header_id = ?', idBytes(header)) !== undefined;
/** Whether a file of this SHA-256 (hex) was taken in here. */
export const hasFile = (core: Core, hash: string): boolean =>
  one(core.db, 'SELECT 1 FROM files WHERE hash = ?', Buffer.from(hash, 'hex')) !== undefined;
