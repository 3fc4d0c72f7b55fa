import { run, type WriteDb } from '../connection/handles.ts';
import { rowInsert } from '../connection/row-writer.ts';

/** Records whose words have changed: noted by whatever changes them, in the same transaction, and worked off afterwards. */
export const FOR_SEARCH = rowInsert('search_queue', ['rec'], 'ON CONFLICT DO NOTHING');

/** A record that must not be found from this moment on, nor its words be in the file. */
export function forgetInSearch(db: WriteDb, rec: number): void {
  run(db, 'DELETE FROM search WHERE rowid = ?', rec);
  run(db, 'DELETE FROM search_queue WHERE rec = ?', rec);
}
