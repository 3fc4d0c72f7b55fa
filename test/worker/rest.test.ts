import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Agency, load, makeAgency } from '#test/tools/agencies.ts';
import { ensureBuilt } from '#test/tools/cli.ts';

/** The worker of the build, left alone for a while. */
let home = '';
let agency: Agency;
beforeAll(async () => {
  await ensureBuilt();
  home = mkdtempSync(path.join(tmpdir(), 'liaison-rest-'));
  agency = await makeAgency(home, 'A07');
});
afterAll(async () => {
  await agency.close();
  rmSync(home, { recursive: true, force: true });
});

test('what was committed is written into the database once nobody asks for anything', { timeout: 60_000 }, async () => {
  const size = (): number => statSync(path.join(home, 'A07', 'liaison.db')).size;
  const before = size();
  // The training operation fills more pages than may wait through a rest, and fewer than are written back without one.
  await load(agency);
  expect(size()).toBe(before);
  await vi.waitFor(() => expect(size()).toBeGreaterThan(before + 256 * 4_096), { timeout: 30_000, interval: 100 });
});
