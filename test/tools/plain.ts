/** Every page of a workspace's database in plain text, free pages and write-ahead file included, as somebody with the key could read it. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { layout } from '#electron/files/workspace-folder.ts';
import type { Desk } from './desk.ts';

const open = (file: string, keyHex: string): Database.Database => {
  const db = new Database(file);
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(`key = "x'${keyHex}'"`);
  return db;
};

export function plainDatabase(desk: Desk): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'liaison-plain-'));
  const file = layout(desk.dir).database;
  const copy = path.join(folder, 'copy.db');
  const keyHex = desk.session.keys.database.use((bytes) => Buffer.from(bytes).toString('hex'));
  try {
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    const db = open(copy, keyHex);
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.pragma('journal_mode = delete');
      db.pragma("rekey = ''");
    } finally {
      db.close();
    }
    return readFileSync(copy).toString('latin1');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
