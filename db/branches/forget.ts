import { idBytes } from '../changelog/ids.ts';
import { all, run, type WriteDb } from '../connection/handles.ts';
import type { RecordId } from '../store-types.ts';

export const STEPS_WITH = 'SELECT branch, n FROM branch_steps WHERE instr(effect, ?) > 0';

/**
 * Takes a record out of every what-if branch: a branch repeats what the plan said, and a recalled record leaves no copy. Steps that touched
 * it can no longer be taken back: what they would bring back is gone.
 */
export function forgetInBranches(db: WriteDb, rec: RecordId): void {
  const id = idBytes(rec);
  for (const step of all<{ branch: number; n: number }>(db, STEPS_WITH, rec))
    run(db, 'DELETE FROM branch_steps WHERE branch = ? AND n = ?', step.branch, step.n);
  for (const table of ['branch_cells', 'branch_records']) run(db, `DELETE FROM ${table} WHERE rid = ?`, id);
}
