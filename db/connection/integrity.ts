import Database from 'better-sqlite3';
import type { OpenRefusalCode } from '../store-types.ts';

/** Reads every page (each carries its own HMAC) and checks the structure. True: sound. Takes seconds on a large store. */
export function integrityCheck(db: Database.Database): boolean {
  try {
    return db.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (fault) {
    if (damageCode(fault)) return false;
    throw fault;
  }
}

/** The refusal a fault of SQLite stands for; null: not a matter of the file. */
export function damageCode(fault: unknown): OpenRefusalCode | null {
  if (!(fault instanceof Database.SqliteError)) return null;
  if (fault.code === 'SQLITE_NOTADB') return 'store.key-or-damage';
  if (fault.code.startsWith('SQLITE_CORRUPT') || fault.code.startsWith('SQLITE_IOERR')) return 'store.damaged';
  return null;
}
