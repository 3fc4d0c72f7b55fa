import Database from 'better-sqlite3';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { err, ok } from '#shared/result/result.ts';
import { migrate } from '../migrations/runner.ts';
import { SCHEMA_VERSION } from '../migrations/index.ts';
import type { Answer, OpenRefusalCode, StoreMode } from '../store-types.ts';
import { damageCode } from './integrity.ts';
import { asWriteDb, type WriteDb } from './handles.ts';
import { takeStoreLock } from './lock.ts';
import { openRefusal } from './refusals.ts';

/** "LIAS": written into every store, so that a database of another program is told apart. */
export const APPLICATION_ID = 0x4c494153;
const PAGE = 4096;

export interface OpenOptions {
  readonly file: string;
  /** 32 bytes as 64 hex digits; the key itself, not a passphrase. */
  readonly keyHex: string;
  readonly mode: StoreMode;
  /** For names of backups and the commit of a migration. */
  readonly now: () => number;
}
export interface OpenedDb {
  readonly db: WriteDb;
  readonly close: () => void;
}

/**
 * Opens or creates the encrypted store and brings it to this version. Refuses with a name instead of guessing; a refused open leaves
 * every byte as it was. The lock is held until `close`, and dies with the process.
 */
export function openDatabase(options: OpenOptions): Answer<OpenedDb> {
  if (!/^[0-9a-f]{64}$/i.test(options.keyHex)) throw new Error('broken promise: the store key is 64 hex digits');
  const outside = checkFromOutside(options.file, options.mode);
  if (outside) return err(openRefusal(outside));
  const lock = takeStoreLock(path.dirname(options.file));
  if (!lock) return err(openRefusal('store.in-use'));
  let db: Database.Database | null = null;
  const give = (code: OpenRefusalCode) => {
    db?.close();
    lock.undo();
    return err(openRefusal(code));
  };
  try {
    // Again under the lock: another process may have created or replaced the file meanwhile.
    const still = checkFromOutside(options.file, options.mode);
    if (still) return give(still);
    db = connect(options.file, options.keyHex);
    const code = options.mode === 'open' ? checkFromInside(db) : null;
    if (code) return give(code);
    configure(db, options.mode);
    const writable = asWriteDb(db);
    const migrated = migrate(writable, { file: options.file, now: options.now, applicationId: APPLICATION_ID });
    if (!migrated.ok) {
      db.close();
      lock.release();
      return migrated;
    }
    const opened = db;
    return ok({
      db: writable,
      close: () => {
        opened.close();
        lock.release();
      },
    });
  } catch (fault) {
    const code = damageCode(fault);
    if (code) return give(code);
    db?.close();
    lock.release();
    throw fault;
  }
}

function connect(file: string, keyHex: string): Database.Database {
  const db = new Database(file);
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(`key = "x'${keyHex}'"`);
  return db;
}

/** Kibibytes of pages held in memory. Ids of lines fall anywhere in their index, so a large load wants all of it at hand. */
const PAGE_CACHE = { usual: 65_536, loading: 524_288 } as const;
export const setPageCache = (db: Database.Database, size: keyof typeof PAGE_CACHE): void =>
  void db.pragma(`cache_size = -${PAGE_CACHE[size]}`);

/**
 * Pages that may wait in the write-ahead file when nobody ever rests: 64 MiB. They are written back at rest (`writeBack`), so that a
 * change a person makes does not wait for those of hundreds before it, and a page changed many times is written once.
 */
const UNREST_PAGES = 16_384;
/** From so many waiting pages on a rest is worth using: some 8 ms of work, which nobody feels who comes back just then. */
const REST_PAGES = 256;

/**
 * Writes what waits in the write-ahead file into the database when it is worth it, or whatever waits; the number of pages. What was
 * committed is safe in either place; readers and writers are not held up by one another.
 */
export function writeBack(db: Database.Database, all = false): number {
  const waiting = pagesWaiting(db, 'NOOP');
  if (waiting < (all ? 1 : REST_PAGES)) return 0;
  return waiting - pagesWaiting(db, 'PASSIVE');
}
function pagesWaiting(db: Database.Database, mode: 'NOOP' | 'PASSIVE'): number {
  const [state] = db.pragma(`wal_checkpoint(${mode})`) as readonly {
    readonly log: number;
    readonly checkpointed: number;
  }[];
  return state ? state.log - state.checkpointed : 0;
}

/** Carries out work that goes through so many pages that the usual memory would write them out and read them back before its end. */
export function inRoom<T>(db: Database.Database, isLarge: boolean, work: () => T): T {
  if (!isLarge) return work();
  setPageCache(db, 'loading');
  try {
    return work();
  } finally {
    setPageCache(db, 'usual');
  }
}

function configure(db: Database.Database, mode: StoreMode): void {
  if (mode === 'create') db.pragma(`page_size = ${PAGE}`);
  db.pragma('journal_mode = wal');
  // Sorting would otherwise write plain text into the temp folder of the system.
  db.pragma('temp_store = memory');
  db.pragma('secure_delete = on');
  db.pragma('foreign_keys = on');
  db.pragma('trusted_schema = off');
  db.pragma('cell_size_check = on');
  // A commit that reports done is on the disk.
  db.pragma('synchronous = full');
  setPageCache(db, 'usual');
  db.pragma(`wal_autocheckpoint = ${UNREST_PAGES}`);
}

/** What can be said without a key; reads 16 bytes and touches nothing. */
function checkFromOutside(file: string, mode: StoreMode): OpenRefusalCode | null {
  if (mode === 'create') return existsSync(file) ? 'store.exists' : null;
  if (!existsSync(file)) return 'store.missing';
  const fd = openSync(file, 'r');
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return 'store.not-a-database';
    const head = Buffer.alloc(16);
    if (readSync(fd, head, 0, 16, 0) === 16 && head.equals(Buffer.from('SQLite format 3\0', 'latin1')))
      return 'store.plain';
    return stat.size === 0 || stat.size % PAGE !== 0 ? 'store.not-a-database' : null;
  } finally {
    closeSync(fd);
  }
}

/** What can be said with the key, before anything is changed. */
function checkFromInside(db: Database.Database): OpenRefusalCode | null {
  let applicationId: unknown;
  let version: unknown;
  try {
    applicationId = db.pragma('application_id', { simple: true });
    version = db.pragma('user_version', { simple: true });
  } catch (fault) {
    const code = damageCode(fault);
    if (!code) throw fault;
    return code;
  }
  if (applicationId !== APPLICATION_ID) return 'store.foreign';
  if (typeof version !== 'number' || version > SCHEMA_VERSION) return 'store.newer';
  // Reads every page the schema stands on; each page authenticates itself when it is read.
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
  return null;
}
