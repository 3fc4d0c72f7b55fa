import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { idFor, makeStation, must, type Station } from '#test/db/station.ts';

let a: Station;
beforeEach(() => {
  a = makeStation('A');
});
afterEach(() => a.destroy());

const RECORDS = 40;

/** Runs commits in another process and kills it at a given moment: inside a transaction, or some time after it began to write. */
function killed(point: { readonly insideCommit: number } | { readonly afterMs: number }): Promise<void> {
  const child = spawn(
    process.execPath,
    [path.resolve('test/db/crash-child.ts'), a.file, a.keyHex, a.agency, JSON.stringify(point)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return new Promise((resolve, reject) => {
    child.stdout.on('data', () => {
      if ('afterMs' in point) setTimeout(() => child.kill('SIGKILL'), point.afterMs);
    });
    child.on('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`the child ended with ${code}`)),
    );
  });
}

describe('a station killed while it writes', () => {
  test.each([{ insideCommit: 1 }, { insideCommit: 3 }, { afterMs: 30 }, { afterMs: 120 }])(
    'has every commit wholly or not at all (%j)',
    async (point) => {
      const op = idFor(
        must(a, [{ type: 'create', kind: 'operation', key: 'op', fields: { codeName: 'X' } }], false),
        'op',
      );
      a.close();
      await killed(point);
      a.open();
      expect(a.store.isSound()).toBe(true);
      expect(a.store.audit.verify()).toBeNull();
      const sites = a.store.read.dump().filter((r) => r.kind === 'site');
      const steps = a.store.plan.undoList().undo;
      expect(sites.length).toBe(steps.length * RECORDS);
      expect(steps).toHaveLength('insideCommit' in point ? point.insideCommit - 1 : steps.length);
      expect(sites.every((r) => Object.keys(r.fields).length === 3)).toBe(true);
      expect(a.store.audit.list(null, 1_000).filter((e) => e.act === 'crash.write')).toHaveLength(steps.length);
      // And work goes on, with a clock that never goes back.
      must(a, [{ type: 'create', kind: 'site', key: 's', fields: { operation: op, codeWord: 'AFTER', tz: 'UTC' } }]);
      while (a.store.plan.undo('p1').ok);
      expect(a.store.read.dump().filter((r) => r.kind === 'site')).toEqual([]);
    },
  );
});
