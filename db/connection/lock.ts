import Database from 'better-sqlite3';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';

export interface StoreLock {
  readonly release: () => void;
  /** Releases after a refused open: a lock file that was not there before goes too. */
  readonly undo: () => void;
}

/**
 * One process per workspace without a socket: an exclusive SQLite transaction on an empty file beside the store is a lock of the
 * operating system that dies with its process. Null: somebody else holds it. Nothing is ever written to the file.
 */
export function takeStoreLock(folder: string): StoreLock | null {
  const file = path.join(folder, 'lock.db');
  const before = inode(file);
  const db = new Database(file, { timeout: 0 });
  try {
    // A journal in memory, or the exclusive lock would leave one beside the file when the process is killed.
    db.pragma('journal_mode = memory');
    db.pragma('locking_mode = exclusive');
    db.exec('BEGIN EXCLUSIVE');
  } catch (fault) {
    db.close();
    if (fault instanceof Database.SqliteError && fault.code.startsWith('SQLITE_BUSY')) return null;
    throw fault;
  }
  // A refused open may have removed the file between our opening and our locking it: a lock on a file nobody else can find is none.
  const after = inode(file);
  if (after === null || (before !== null && before !== after)) {
    db.close();
    return null;
  }
  return {
    release: () => db.close(),
    undo: () => {
      if (before === null && process.platform !== 'win32') rmSync(file, { force: true });
      db.close();
    },
  };
}

function inode(file: string): bigint | null {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}
