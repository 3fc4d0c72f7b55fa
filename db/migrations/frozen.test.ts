import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '#test/db/station.ts';
import type { DumpRecord } from '../store-types.ts';
import { openStore } from '../store.ts';
import { SCHEMA_VERSION } from './index.ts';

/** Databases of every released schema. When one fails, the code changes, not the file. */
const FROZEN = path.resolve('test/fixtures/db');

interface Expected {
  readonly key: string;
  readonly agency: string;
  readonly operation: string;
  readonly dump: readonly DumpRecord[];
  readonly released: readonly DumpRecord[];
  readonly conflicts: unknown;
  readonly undo: unknown;
  readonly box: unknown;
  readonly partners: unknown;
  readonly audit: string;
  readonly history: number;
}

const versions = readdirSync(FROZEN).filter((name) => name.endsWith('.db'));

test('there is a frozen store of every released schema since the third', () => {
  const released = Array.from({ length: SCHEMA_VERSION - 2 }, (_, n) => `schema-${n + 3}.db`);
  expect([...versions].sort()).toEqual(released.sort());
});

test.each(versions)('%s opens and reads as it did', (name) => {
  const expected = JSON.parse(
    readFileSync(path.join(FROZEN, name.replace('.db', '.expected.json')), 'utf8'),
  ) as Expected;
  expect(readFileSync(path.join(FROZEN, name.replace('.db', '.key.txt')), 'utf8').trim()).toBe(expected.key);
  const folder = mkdtempSync(path.join(tmpdir(), 'liaison-frozen-'));
  try {
    const file = path.join(folder, 'liaison.db');
    copyFileSync(path.join(FROZEN, name), file);
    const opened = openStore({
      file,
      keyHex: expected.key,
      mode: 'open',
      deps: { sha256, randomBytes: (n) => new Uint8Array(n), now: () => Date.UTC(2027, 5, 1) },
    });
    expect(opened.ok).toBe(true);
    if (!opened.ok) return;
    const store = opened.value;
    store.speakAs({ agencyId: expected.agency, stationKeyId: 'K'.repeat(32), sign: () => new Uint8Array(64) });
    const [partner] = expected.partners as [[string, ...unknown[]]];
    expect(store.isSound()).toBe(true);
    expect(store.audit.verify()).toBeNull();
    expect(store.read.dump({ includeClosed: true })).toMatchObject(expected.dump);
    expect(store.read.dump({ releasedTo: partner[0] })).toMatchObject(expected.released);
    expect(store.read.conflicts().map((c) => [c.rec, c.field, c.sides.map((s) => s.value)])).toEqual(
      expected.conflicts,
    );
    expect(store.plan.undoList()).toEqual(expected.undo);
    expect(store.exchange.box(0, 10)).toEqual(expected.box);
    expect(store.partners.list().map((p) => [p.agencyId, p.code, p.trust, p.ceiling])).toEqual(expected.partners);
    expect(store.identity.read()?.agencyId).toBe(expected.agency);
    expect(store.settings.get('language')).toBe('en');
    const [task] = store.read.byCode(expected.operation, 'T1');
    expect(store.read.history(task?.id ?? '')).toHaveLength(expected.history);
    // It is not only readable: work goes on.
    expect(store.plan.redo('p1').ok).toBe(true);
    expect(store.plan.undo('p1').ok).toBe(true);
    expect(store.read.dump({ includeClosed: true })).toMatchObject(expected.dump);
    store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
