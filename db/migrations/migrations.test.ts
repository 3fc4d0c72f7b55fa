import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Kind, type WireType } from '#shared/model/kinds/field.ts';
import { COMMON_FIELDS, KIND_NAMES, KINDS } from '#shared/model/kinds/index.ts';
import { asWriteDb, type WriteDb } from '../connection/handles.ts';
import { APPLICATION_ID } from '../connection/open.ts';
import { MIGRATIONS, type Migration } from './index.ts';
import { migrate } from './runner.ts';

const KEY = 'ab'.repeat(32);
let folder = '';
let file = '';
let db: WriteDb;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaison-migrate-'));
  file = path.join(folder, 'liaison.db');
  db = connect();
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
function connect(name = file): WriteDb {
  const made = new Database(name);
  made.pragma("cipher = 'sqlcipher'");
  made.pragma('legacy = 4');
  made.pragma(`key = "x'${KEY}'"`);
  made.pragma('foreign_keys = on');
  return asWriteDb(made);
}
let clock = Date.UTC(2027, 2, 1, 8);
const go = (migrations: readonly Migration[] = MIGRATIONS) =>
  migrate(db, { file, now: () => (clock += 60_000), applicationId: APPLICATION_ID, migrations });
const version = () => db.pragma('user_version', { simple: true });

type Column = { readonly name: string; readonly type: string };
/** The real schema of the tables of kinds. */
const realSchema = (): ReadonlyMap<string, ReadonlyMap<string, string>> =>
  new Map(
    KIND_NAMES.map((kind) => [
      kind,
      new Map(
        db
          .prepare<[], Column>(`SELECT name, type FROM pragma_table_info('plan_${kind}')`)
          .all()
          .map((c) => [c.name, c.type]),
      ),
    ]),
  );
const columnType = (kind: Kind, field: string, type: WireType): string =>
  (type.t === 'int' || type.t === 'bool') && !(kind.apart && !Object.hasOwn(COMMON_FIELDS, field)) ? 'INTEGER' : 'TEXT';
/** Fields of the registry that have no column of the right type. */
const missing = (registry: Readonly<Record<string, Kind>>, schema: ReturnType<typeof realSchema>): readonly string[] =>
  Object.entries(registry).flatMap(([name, kind]) =>
    Object.entries(kind.fields)
      .filter(([field, def]) => schema.get(name)?.get(field) !== columnType(kind, field, def.type))
      .map(([field]) => `${name}.${field}`),
  );

describe('the schema', () => {
  test('would notice a field, a kind or a type that is missing', () => {
    go();
    const schema = realSchema();
    const more = { ...KINDS.task, fields: { ...KINDS.task.fields, weather: COMMON_FIELDS.code } };
    expect(missing({ ...KINDS, task: more }, schema)).toEqual(['task.weather']);
    expect(missing({ ...KINDS, vessel: { fields: { code: COMMON_FIELDS.code } } }, schema)).toEqual(['vessel.code']);
    const other = { ...KINDS.task, fields: { ...KINDS.task.fields, minutes: COMMON_FIELDS.code } };
    expect(missing({ ...KINDS, task: other }, schema)).toEqual(['task.minutes']);
  });

  test('has a column for every field of every kind', () => {
    go();
    expect(missing(KINDS, realSchema())).toEqual([]);
  });

  test('is strict everywhere', () => {
    go();
    const loose = db
      .prepare<[], { name: string }>(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .all();
    expect(loose).toEqual([]);
  });

  test('only grows: no migration takes away or rewrites what an earlier one made', () => {
    // An index holds nothing of its own.
    const breach = (m: Migration): boolean => /\b(DROP (?!INDEX)|RENAME|DELETE FROM|UPDATE\s+\w+\s+SET)\b/i.test(m.sql);
    expect(breach({ version: 9, name: 'x', sql: 'ALTER TABLE lines DROP COLUMN text' })).toBe(true);
    expect(MIGRATIONS.filter(breach)).toEqual([]);
  });
});

describe('lists in the place of rows (0014)', () => {
  test('hold what was sent in the order of the file, and where the lines of each step begin', () => {
    go(MIGRATIONS.slice(0, 13));
    // Only the rows that are moved matter here.
    db.pragma('foreign_keys = off');
    const id = (n: number): string => `x'${n.toString(16).padStart(48, '0')}'`;
    const step = (n: number, lines: readonly number[]): string =>
      `INSERT INTO commits (n, at, command, label_key, label_params, by) VALUES (${n}, ${n}, '', '', '', '');${lines
        .map(
          (line) =>
            `INSERT INTO lines (n, id, type, rec, author, ms, ctr, commit_n, text) VALUES (${line}, ${id(line)}, 's', 1, 1, 0, 0, ${n}, '');`,
        )
        .join('')}`;
    // The lines of step 2 were recalled, and the last lines too.
    db.exec(`${step(1, [1, 2])}${step(2, [])}${step(3, [7, 8, 9])}${step(4, [10])}${step(5, [])}
      DELETE FROM lines WHERE n = 10;
      INSERT INTO sent_lines (rec, outbox, ord, line) VALUES (1, 1, 4, 9), (1, 1, 5, 2), (1, 2, 0, 7), (2, 1, 6, -3);`);
    expect(go()).toMatchObject({ ok: true, value: { from: 13 } });
    expect(db.prepare('SELECT rec, outbox, lines FROM sent').raw().all()).toEqual([
      [1, 1, '9,2'],
      [1, 2, '7'],
      [2, 1, '-3'],
    ]);
    expect(db.prepare('SELECT rec, outbox, line FROM lines_sent ORDER BY rec, outbox, ord').raw().all()).toEqual([
      [1, 1, 9],
      [1, 1, 2],
      [1, 2, 7],
      [2, 1, -3],
    ]);
    expect(db.prepare('SELECT step, line FROM first_lines').raw().all()).toEqual([
      [1, 1],
      [2, 7],
      [3, 7],
      [4, 11],
      [5, 11],
    ]);
  });
});

describe('the runner', () => {
  test('takes every step from the one before, with a sound backup first', () => {
    for (let n = 1; n <= MIGRATIONS.length; n++) {
      expect(go(MIGRATIONS.slice(0, n))).toEqual({ ok: true, value: { from: n - 1, to: n } });
      expect(version()).toBe(n);
      if (n === 1) {
        db.exec("INSERT INTO settings (key, value) VALUES ('awkward', '\u202e''; DROP TABLE lines; --')");
      }
    }
    expect(db.prepare('SELECT value FROM settings').pluck().get()).toBe("\u202e'; DROP TABLE lines; --");
    const of = (name: string): number => Number(/-v(\d+)\.db$/.exec(name)?.[1]);
    const backups = readdirSync(path.join(folder, 'backups')).sort((a, b) => of(a) - of(b));
    const newest = MIGRATIONS.slice(1)
      .map((_, n) => n + 1)
      .slice(-5);
    expect(backups.map(of)).toEqual(newest);
    const copy = new Database(path.join(folder, 'backups', backups[0] ?? ''));
    expect(() => copy.prepare('SELECT 1 FROM sqlite_schema').get()).toThrow('not a database');
    copy.close();
    const opened = connect(path.join(folder, 'backups', backups[0] ?? ''));
    expect(opened.pragma('user_version', { simple: true })).toBe(newest[0]);
    expect(opened.prepare('SELECT count(*) FROM settings').pluck().get()).toBe(1);
    opened.close();
  });

  test('keeps the newest five backups and sweeps one cut short', () => {
    const chain: Migration[] = [...MIGRATIONS];
    go(chain);
    for (let n = 1; n <= 7; n++) {
      if (n === 3) writeFileSync(path.join(folder, 'backups', 'x.db.part'), 'cut');
      chain.push({ version: MIGRATIONS.length + n, name: `t${n}`, sql: `CREATE TABLE t${n} (a INTEGER) STRICT` });
      expect(go(chain).ok).toBe(true);
    }
    const names = readdirSync(path.join(folder, 'backups')).sort();
    expect(names).toHaveLength(5);
    expect(names.every((n) => n.endsWith('.db'))).toBe(true);
    expect(names[0]).toContain(`-v${MIGRATIONS.length + 2}`);
  });

  test('refuses the future and a chain out of order', () => {
    go();
    db.pragma('user_version = 99');
    expect(go()).toMatchObject({ ok: false, error: { code: 'store.newer' } });
    expect(() => go(MIGRATIONS.toReversed())).toThrow('in order');
  });

  test('a step that fails leaves the version before it', () => {
    go(MIGRATIONS.slice(0, 2));
    const bad: Migration = {
      version: 3,
      name: 'bad',
      sql: 'CREATE TABLE half (a INTEGER) STRICT; CREATE TABLE half (a INTEGER) STRICT;',
    };
    expect(() => go([...MIGRATIONS.slice(0, 2), bad])).toThrow('half');
    expect(version()).toBe(2);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
    expect(go().ok).toBe(true);
  });

  test('killed in the middle of a step, the store is at the version before and migrates again', () => {
    go(MIGRATIONS.slice(0, 1));
    db.close();
    const child = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import Database from 'better-sqlite3';
         import { migrate } from '#db/migrations/runner.ts';
         import { MIGRATIONS } from '#db/migrations/index.ts';
         const db = new Database(${JSON.stringify(file)});
         db.pragma("cipher = 'sqlcipher'"); db.pragma('legacy = 4'); db.pragma("key = \\"x'${KEY}'\\"");
         db.function('die', () => { process.kill(process.pid, 'SIGKILL'); });
         const sql = MIGRATIONS[1].sql + '; SELECT die();';
         migrate(db, { file: ${JSON.stringify(file)}, now: () => 0, applicationId: ${APPLICATION_ID}, migrations: [MIGRATIONS[0], { ...MIGRATIONS[1], sql }] });`,
      ],
      { cwd: process.cwd(), encoding: 'utf8' },
    );
    expect({ signal: child.signal, stderr: child.stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
    db = connect();
    expect(version()).toBe(1);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'plan_%'").pluck().get()).toBe(0);
    expect(go()).toEqual({ ok: true, value: { from: 1, to: MIGRATIONS.length } });
  });
});
