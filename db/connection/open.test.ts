import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { err, ok } from '#shared/result/result.ts';
import { SCHEMA_VERSION } from '../migrations/index.ts';
import { transaction } from './handles.ts';
import { APPLICATION_ID, openDatabase, writeBack } from './open.ts';

const KEY = 'ab'.repeat(32);
const now = (): number => Date.UTC(2027, 2, 1);
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaison-open-'));
  file = path.join(folder, 'liaison.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (mode: 'open' | 'create' = 'open', keyHex = KEY) => openDatabase({ file, keyHex, mode, now });
function opened(mode: 'open' | 'create' = 'open') {
  const result = open(mode);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
/** Every file below the folder with the hash of its bytes. */
const bytes = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => path.join(e.parentPath, e.name))
      .sort()
      .map((name) => [path.relative(folder, name), createHash('sha256').update(readFileSync(name)).digest('hex')]),
  );
const raw = (keyHex: string | null): Database.Database => {
  const db = new Database(file);
  if (keyHex) {
    db.pragma("cipher = 'sqlcipher'");
    db.pragma('legacy = 4');
    db.pragma(`key = "x'${keyHex}'"`);
  }
  return db;
};
function expectRefused(code: string, keyHex = KEY): void {
  const before = bytes();
  const result = open('open', keyHex);
  expect(result).toMatchObject({ ok: false, error: { code } });
  expect(result.ok ? '' : result.error.reason).not.toContain(folder);
  expect(bytes()).toEqual(before);
}

describe('opening', () => {
  test('a new store is encrypted, and closing leaves no journal behind', () => {
    opened('create').close();
    expect(Object.keys(bytes())).toEqual(['liaison.db', 'lock.db']);
    expect(readFileSync(file).toString('latin1', 0, 15)).not.toBe('SQLite format 3');
    expect(readFileSync(file).includes('plan_task')).toBe(false);
  });

  test('opening and closing without a write leaves every byte', () => {
    opened('create').close();
    const before = bytes();
    const again = opened();
    expect(again.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(again.db.pragma('synchronous', { simple: true })).toBe(2);
    expect(again.db.pragma('temp_store', { simple: true })).toBe(2);
    expect(again.db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(again.db.pragma('secure_delete', { simple: true })).toBe(1);
    again.db.prepare('SELECT count(*) FROM lines').get();
    again.close();
    expect(bytes()).toEqual(before);
  });

  test('a wrong key, a missing file and a file that is there are refused', () => {
    expectRefused('store.missing');
    opened('create').close();
    expectRefused('store.key-or-damage', 'cd'.repeat(32));
    const before = bytes();
    expect(open('create')).toMatchObject({ ok: false, error: { code: 'store.exists' } });
    expect(bytes()).toEqual(before);
  });

  test('a wrong key does not harm what a killed process left in the journal', () => {
    opened('create').close();
    const child = spawnSync(
      process.execPath,
      [
        '-e',
        `const D = require('better-sqlite3'); const db = new D(${JSON.stringify(file)});
         db.pragma("cipher='sqlcipher'"); db.pragma('legacy=4'); db.pragma("key=\\"x'${KEY}'\\"");
         db.exec("INSERT INTO settings (key, value) VALUES ('left', 'in the journal')"); process.kill(process.pid, 'SIGKILL')`,
      ],
      { cwd: process.cwd() },
    );
    expect(child.signal).toBe('SIGKILL');
    expect(existsSync(`${file}-wal`)).toBe(true);
    const wal = readFileSync(`${file}-wal`);
    expect(open('open', 'cd'.repeat(32))).toMatchObject({ ok: false, error: { code: 'store.key-or-damage' } });
    expect(readFileSync(`${file}-wal`).equals(wal)).toBe(true);
    const again = opened();
    expect(again.db.prepare('SELECT value FROM settings').pluck().get()).toBe('in the journal');
    again.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  test.each([
    ['an empty file', () => writeFileSync(file, '')],
    ['a text', () => writeFileSync(file, 'not a database at all')],
    [
      'a file cut short',
      () => {
        opened('create').close();
        writeFileSync(file, readFileSync(file).subarray(0, 5_000));
      },
    ],
    ['a folder', () => mkdirSync(file)],
  ])('%s is no workspace', (_name, make) => {
    make();
    expectRefused('store.not-a-database');
  });

  test('a plain database is left alone', () => {
    const db = raw(null);
    db.exec('CREATE TABLE t (a)');
    db.close();
    expectRefused('store.plain');
  });

  test('a database of another program and a newer one are left alone', () => {
    const db = raw(KEY);
    db.exec('CREATE TABLE t (a)');
    db.pragma('application_id = 7');
    db.close();
    expectRefused('store.foreign');
    rmSync(file);
    opened('create').close();
    const newer = raw(KEY);
    newer.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    newer.close();
    expectRefused('store.newer');
  });

  test('damage is named', () => {
    opened('create').close();
    const copy = readFileSync(file);
    copy[100] = (copy[100] ?? 0) ^ 1;
    writeFileSync(file, copy);
    expectRefused('store.key-or-damage');
  });

  test('one process at a time, and the lock dies with its process', () => {
    const first = opened('create');
    expect(open()).toMatchObject({ ok: false, error: { code: 'store.in-use' } });
    first.close();
    const child = spawnSync(
      process.execPath,
      [
        '-e',
        `const D = require('better-sqlite3'); const db = new D(${JSON.stringify(path.join(folder, 'lock.db'))});
         db.pragma('journal_mode=memory'); db.exec('BEGIN EXCLUSIVE'); process.kill(process.pid, 'SIGKILL')`,
      ],
      { cwd: process.cwd() },
    );
    expect(child.signal).toBe('SIGKILL');
    opened().close();
    expect(Object.keys(bytes())).toEqual(['liaison.db', 'lock.db']);
  });

  test('a refused open takes away the lock file it made', () => {
    opened('create').close();
    const away = mkdtempSync(path.join(tmpdir(), 'liaison-moved-'));
    copyFileSync(file, path.join(away, 'liaison.db'));
    const result = openDatabase({ file: path.join(away, 'liaison.db'), keyHex: 'cd'.repeat(32), mode: 'open', now });
    expect(result.ok).toBe(false);
    expect(readdirSync(away)).toEqual(['liaison.db']);
    rmSync(away, { recursive: true });
  });

  test('the store says whose it is', () => {
    const { db, close } = opened('create');
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    close();
  });
});

describe('writing back', () => {
  test('leaves a few pages where they are and brings many into the database, with or without a reader', () => {
    const { db, close } = opened('create');
    writeBack(db, true);
    const before = statSync(file).size;
    db.exec("INSERT INTO settings (key, value) VALUES ('few', 'x')");
    expect(writeBack(db)).toBe(0);
    db.exec("INSERT INTO settings (key, value) VALUES ('many', hex(zeroblob(3000000)))");
    expect(statSync(file).size).toBe(before);
    expect(writeBack(db)).toBeGreaterThan(256);
    expect(statSync(file).size).toBeGreaterThan(before + 5_000_000);
    expect(writeBack(db, true)).toBe(0);
    // A reader keeps what it sees; the rest waits for the next time.
    db.exec("UPDATE settings SET value = 'y' WHERE key = 'few'");
    const reader = new Database(file);
    reader.pragma("cipher = 'sqlcipher'");
    reader.pragma('legacy = 4');
    reader.pragma(`key = "x'${KEY}'"`);
    const rows = reader.prepare("SELECT value FROM settings WHERE key = 'few'").pluck().iterate();
    expect(rows.next().value).toBe('y');
    db.exec("UPDATE settings SET value = 'z' WHERE key = 'few'");
    writeBack(db, true);
    expect(rows.next().done).toBe(true);
    reader.close();
    expect(db.prepare("SELECT value FROM settings WHERE key = 'few'").pluck().get()).toBe('z');
    close();
  });
});

describe('transactions', () => {
  test('an error value rolls back just as a throw does', () => {
    const { db, close } = opened('create');
    const count = () => db.prepare('SELECT count(*) FROM settings').pluck().get();
    const put = () => db.exec("INSERT INTO settings (key, value) VALUES ('a', 'b')");
    expect(transaction(db, () => (put(), err('no')))).toEqual({ ok: false, error: 'no' });
    expect(count()).toBe(0);
    expect(() =>
      transaction(db, () => {
        put();
        throw new Error('broken');
      }),
    ).toThrow('broken');
    expect(count()).toBe(0);
    expect(transaction(db, () => (put(), ok(1))).ok).toBe(true);
    expect(count()).toBe(1);
    close();
  });
});
