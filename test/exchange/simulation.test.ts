import { describe, expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import type { Agency } from './agency.ts';
import { FIELDS, type Options, World } from './world.ts';

/** Always played; a seed that finds something is added here. */
const PINNED: readonly number[] = [1, 2, 20_285, 991_930, 3_310_003];
const FRESH = Number(process.env['LIAISON_SEED'] ?? 20_261);
/** LIAISON_SEEDS plays more; a run of a night takes some thousands. */
const SEEDS = Number(process.env['LIAISON_SEEDS'] ?? 2);

/** Every page of the store in plain text, free pages included. */
function plain(agency: Agency): string {
  agency.store.close();
  const copy = `${agency.file}.plain`;
  copyFileSync(agency.file, copy);
  const db = new Database(copy);
  try {
    db.pragma("cipher = 'sqlcipher'");
    db.pragma('legacy = 4');
    db.pragma(`key = "x'${'ab'.repeat(32)}'"`);
    db.pragma('journal_mode = delete');
    db.pragma("rekey = ''");
  } finally {
    db.close();
  }
  const bytes = readFileSync(copy).toString('latin1');
  rmSync(copy);
  agency.open();
  return bytes;
}

/**
 * A field as whoever may see it reads it: its values side by side, or the one. The last agreed value of a contested decision is known only
 * where history was sent, so it stands beside the comparison.
 */
function reading(agency: Agency, rec: string, field: string): string {
  const detail = agency.store.desk.conflict(rec, field);
  if (!detail) return JSON.stringify(agency.store.read.record(rec)?.fields[field] ?? null);
  const { reading: state, provisional, sides } = detail;
  return JSON.stringify([state, state === 'contested' ? null : provisional, sides.map((s) => s.line)]);
}

/** What an agency must read in a field of another: what its owner reads, where it is shown there; else nothing, save its own words. */
function expected(world: World, home: Agency, agency: Agency, rec: string, field: string): string {
  const key = `${rec} ${agency.n}`;
  // Promises 5 and 7: what was never released, or recalled, is not there.
  if (world.recalled.has(key) || !world.shown.has(key)) return 'null';
  if (world.shown.get(key)?.has(field)) return reading(home, rec, field);
  const own = new Set(
    world.edits.filter((e) => e.rec === rec && e.by === agency.n).map((e) => JSON.stringify(e.value)),
  );
  const held = reading(agency, rec, field);
  return own.has(held) ? held : 'null';
}

/**
 * What still waits or stands aside. Words in a record that went with the disk of its owner wait for ever, and so does the receipt of a
 * recall among them; nothing else does.
 */
const waiting = (world: World, { n, store }: Agency) => {
  const kept = [...store.exchange.kept('held'), ...store.exchange.kept('aside')];
  const gone = new Set(kept.filter((k) => world.restored && k.reason === 'unknown-record').map((k) => k.id));
  return kept
    .filter((k) => !gone.has(k.id) && !(k.reason === 'unknown-recall' && gone.has(k.rec ?? '')))
    .map((k) => [n, k.reason, k.text]);
};

function expectPromises(world: World): void {
  for (const { id, owner } of world.records) {
    const home = world.at(owner);
    const isThere = home.store.read.record(id) !== null;
    // A record nobody else had when its owner was put back to a backup is gone with the disk.
    expect(isThere || world.restored, `${id} at its owner`).toBe(true);
    for (const agency of isThere ? world.agencies : []) {
      if (agency.n === owner) continue;
      const seen = FIELDS.map((field) => [field, reading(agency, id, field)]);
      expect(seen, `${id} at ${agency.n}`).toEqual(
        FIELDS.map((field) => [field, expected(world, home, agency, id, field)]),
      );
    }
  }
  for (const agency of world.agencies) {
    expect(agency.store.audit.verify()).toBeNull();
    expect(agency.store.isSound()).toBe(true);
    expect(waiting(world, agency)).toEqual([]);
    expect(agency.store.desk.alarms(false).filter((x) => x.kind === 'fork')).toEqual([]);
    expect(agency.store.desk.standings().some((x) => x.suspended)).toBe(false);
  }
  expectNothingLost(world);
  expectNoLeak(world);
}

/** Promise 2: every edit is in the log of its owner, where it is current, superseded by somebody who saw it, or listed in a conflict. */
function expectNothingLost(world: World): void {
  if (world.restored) return;
  for (const { by, rec, field, value } of world.edits) {
    const owner = world.records.find((r) => r.id === rec)?.owner ?? by;
    const kept = world
      .at(owner)
      .store.read.history(rec, 10_000)
      .some((h) => h.field === field && h.after === value);
    const returned = world
      .at(by)
      .store.exchange.kept('returned')
      .some((k) => k.rec === rec && k.text.includes(String(value)));
    expect(kept || returned, `${String(value)} in ${field} of ${rec} by ${by}`).toBe(true);
  }
}

/** Promise 7: no byte a machine ever held has a canary of something that was not for it; nothing recalled is left. */
function expectNoLeak(world: World): void {
  for (const agency of world.agencies) {
    const bytes = plain(agency);
    const allowed = world.allowed[agency.n] ?? new Set();
    for (const [canary] of bytes.matchAll(/CANARY-[\w-]+/g)) {
      // A page may hold the beginning of an older text; what counts is that no whole canary is there that may not be.
      if (world.edits.some((e) => e.value === canary))
        expect(allowed.has(canary), `${canary} at ${agency.n}`).toBe(true);
    }
    for (const key of world.recalled) {
      const [rec = '', n = ''] = key.split(' ');
      if (Number(n) !== agency.n) continue;
      for (const { by, rec: of, value } of world.edits)
        if (of === rec && by !== agency.n && typeof value === 'string' && value.startsWith('CANARY'))
          expect(bytes.includes(value), `${value} is left at ${n} after its recall`).toBe(false);
    }
  }
}

const STORIES: readonly [string, Options][] = [
  ['two agencies', { agencies: 2, steps: 90, restore: false }],
  ['four agencies', { agencies: 4, steps: 130, restore: false }],
  ['six agencies', { agencies: 6, steps: 160, restore: false }],
  ['three agencies, one put back to a backup', { agencies: 3, steps: 130, restore: true }],
];

const total: Record<string, number> = {};

describe.each(STORIES)('%s on real stores', (_name, options) => {
  const seeds = [...PINNED, ...Array.from({ length: SEEDS }, (_, i) => FRESH + i)];
  test(
    `seeds ${PINNED.join(', ')} and ${SEEDS} from ${FRESH}`,
    async () => {
      for (const seed of seeds) {
        const world = await World.of(seed, options);
        try {
          for (let i = 0; i < options.steps; i++) await world.step();
          await world.untilQuiet();
          expectPromises(world);
        } catch (cause) {
          throw new Error(`seed ${seed}`, { cause });
        } finally {
          world.destroy();
        }
        for (const [key, n] of Object.entries(world.seen)) total[key] = (total[key] ?? 0) + n;
      }
    },
    600_000 + SEEDS * 30_000,
  );
});

test('the stories did meet what the promises are about', () => {
  expect(Object.entries(total).filter(([, n]) => n === 0)).toEqual([]);
});
