import { refusal } from '#shared/result/refusal.ts';
import { assert, err, ok } from '#shared/result/result.ts';
import { all, one, type ReadDb, run } from '../connection/handles.ts';
import type { Answer, AuditEntry, Id24 } from '../store-types.ts';
import { appendAudit } from './audit.ts';
import { type Core, write } from './context.ts';
import { idBytes, isId } from './ids.ts';

/** An entry for what is no change of the plan: a view, a print, a key step. */
export function appendOnly(core: Core, entry: AuditEntry): Id24 {
  const done = write(core, (tx) => ok(appendAudit(tx.db, core.deps, tx.at, entry)));
  assert(done.ok, 'an audit entry is always kept');
  return done.value;
}

/** Ticks off a field that was merged without asking; what was listed there stays in the history. */
export const noteMerged = (core: Core, rec: string, field: string, by: string): Answer<null> =>
  write(core, (tx) => {
    const name = tx.names.find(field);
    const record = isId(rec)
      ? one<{ n: number }>(tx.db, 'SELECT n FROM records WHERE rid = ?', idBytes(rec))
      : undefined;
    const done =
      name === null || !record
        ? null
        : run(
            tx.db,
            "UPDATE conflicts SET state = 'noted' WHERE rec = ? AND field = ? AND state = 'open' AND reading = 'auto-merged'",
            record.n,
            name,
          );
    if (done?.changes !== 1) return err(refusal('merged.none', '', 'this field waits for nobody'));
    appendAudit(tx.db, core.deps, tx.at, { act: 'conflict.noted', by, records: [rec] });
    return ok(null);
  });

export const readSetting = (db: ReadDb, key: string): string | null =>
  one<{ value: string }>(db, 'SELECT value FROM settings WHERE key = ?', key)?.value ?? null;

/** Settings whose key begins like this, without that beginning, in order of key. */
export const listSettings = (db: ReadDb, prefix: string): readonly { readonly key: string; readonly value: string }[] =>
  all<{ key: string; value: string }>(
    db,
    'SELECT substr(key, ?) AS key, value FROM settings WHERE substr(key, 1, ?) = ? ORDER BY key',
    prefix.length + 1,
    prefix.length,
    prefix,
  );

export function writeSetting(core: Core, key: string, value: string): void {
  write(core, (tx) => {
    run(
      tx.db,
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
      key,
      value,
    );
    return ok(null);
  });
}
