import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { assert, err, ok } from '#shared/result/result.ts';
import type { WriteDb } from '../connection/handles.ts';
import { integrityCheck } from '../connection/integrity.ts';
import { openRefusal } from '../connection/refusals.ts';
import type { Answer } from '../store-types.ts';
import { MIGRATIONS, type Migration } from './index.ts';

const KEPT_BACKUPS = 5;

export interface MigrateOptions {
  readonly file: string;
  readonly now: () => number;
  readonly applicationId: number;
  /** The chain; tests give a longer or shorter one. */
  readonly migrations?: readonly Migration[];
}

/**
 * Brings the store to the last version of the chain, each step in its own transaction together with the version number, so that a crash
 * leaves one whole version or the next. A sound backup is written first; a damaged store is refused instead of migrated.
 */
export function migrate(db: WriteDb, options: MigrateOptions): Answer<{ readonly from: number; readonly to: number }> {
  const migrations = options.migrations ?? MIGRATIONS;
  migrations.forEach((m, i) => assert(m.version === i + 1, 'migrations are numbered without a gap, in order'));
  const from = version(db);
  if (from > migrations.length) return err(openRefusal('store.newer'));
  if (from > 0 && from < migrations.length) {
    if (!integrityCheck(db)) return err(openRefusal('store.damaged'));
    backup(db, options.file, from, options.now());
  }
  for (const step of migrations.slice(from)) apply(db, step, options.applicationId);
  return ok({ from, to: migrations.length });
}

function apply(db: WriteDb, step: Migration, applicationId: number): void {
  db.transaction(() => {
    db.exec(step.sql);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${step.version}`);
  }).immediate();
}

const version = (db: WriteDb): number => Number(db.pragma('user_version', { simple: true }));

/**
 * Writes an encrypted copy under the same key into `backups/` beside the store and keeps the newest five. The name sorts by time; a copy
 * cut short by a crash is left under its `.part` name and swept the next time.
 */
export function backup(db: WriteDb, file: string, schema: number, at: number): string {
  const folder = path.join(path.dirname(file), 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(path.join(folder, name), { force: true });
  const stamp = new Date(at).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const base = path.join(folder, `${stamp}-v${schema}`);
  let target = `${base}.db`;
  for (let i = 2; existsSync(target); i++) target = `${base}-${i}.db`;
  db.prepare('VACUUM INTO ?').run(`${target}.part`);
  flush(`${target}.part`);
  renameSync(`${target}.part`, target);
  const kept = readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .sort();
  for (const name of kept.slice(0, -KEPT_BACKUPS)) rmSync(path.join(folder, name), { force: true });
  return target;
}

function flush(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
