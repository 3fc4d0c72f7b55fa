/** Records whose words have changed: noted by whatever changes them, in the same transaction, and worked off afterwards. */
import { run, type WriteDb } from '../connection/handles.ts';

export const queueForSearch = (db: WriteDb, rec: number): void => {
  run(db, 'INSERT OR IGNORE INTO search_queue (rec) VALUES (?)', rec);
};

/** A record that must not be found from this moment on, nor its words be in the file. */
export function forgetInSearch(db: WriteDb, rec: number): void {
  run(db, 'DELETE FROM search WHERE rowid = ?', rec);
  run(db, 'DELETE FROM search_queue WHERE rec = ?', rec);
}
