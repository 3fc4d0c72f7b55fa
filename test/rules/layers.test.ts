import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);
const config = require(path.join(root, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string }[];
  options: ICruiseOptions;
};

/** One breach per rule: file → source. Every rule of the configuration must have one, so that none can fall silent. */
const BREACHES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circular': {
    'db/a.ts': "import { b } from './b.ts'; export const a = () => b;",
    'db/b.ts': "import { a } from './a.ts'; export const b = () => a;",
  },
  'no-unresolved': { 'db/a.ts': "export { x } from './missing.ts';" },
  'shared-result': {
    'shared/result/a.ts': "export { x } from '../model/x.ts';",
    'shared/model/x.ts': 'export const x = 1;',
  },
  'shared-model': {
    'shared/model/a.ts': "export { x } from '../time/x.ts';",
    'shared/time/x.ts': 'export const x = 1;',
  },
  'shared-time': {
    'shared/time/a.ts': "export { x } from '../domain/x.ts';",
    'shared/domain/x.ts': 'export const x = 1;',
  },
  'shared-domain': {
    'shared/domain/a.ts': "export { x } from '../sync/x.ts';",
    'shared/sync/x.ts': 'export const x = 1;',
  },
  'shared-sync': {
    'shared/sync/a.ts': "export { x } from '../exchange/x.ts';",
    'shared/exchange/x.ts': 'export const x = 1;',
  },
  'shared-exchange': {
    'shared/exchange/a.ts': "export { x } from '../contract/x.ts';",
    'shared/contract/x.ts': 'export const x = 1;',
  },
  'shared-formats': {
    'shared/formats/a.ts': "export { x } from '../sync/x.ts';",
    'shared/sync/x.ts': 'export const x = 1;',
  },
  'shared-contract': { 'shared/contract/a.ts': "export { x } from '../../db/x.ts';", 'db/x.ts': 'export const x = 1;' },
  'shared-is-pure': { 'shared/model/a.ts': "export { readFileSync } from 'node:fs';" },
  'shared-no-host': { 'shared/model/a.ts': "export { app } from 'electron';" },
  'db-below-screens': { 'db/a.ts': "export { x } from '../electron/x.ts';", 'electron/x.ts': 'export const x = 1;' },
  'sql-only-in-db': { 'electron/worker/a.ts': "export { default as D } from 'better-sqlite3';" },
  'renderer-is-sandboxed': {
    'renderer/app/a.ts': "export { x } from '../../db/x.ts';",
    'db/x.ts': 'export const x = 1;',
  },
  'shared-search': {
    'shared/search/a.ts': "export { x } from '../sync/x.ts';",
    'shared/sync/x.ts': 'export const x = 1;',
  },
  'words-are-made-in-the-worker': {
    'renderer/app/a.ts': "export { x } from '../../shared/search/x.ts';",
    'shared/search/x.ts': 'export const x = 1;',
  },
  'no-node-in-renderer': { 'renderer/app/a.ts': "export { join } from 'node:path';" },
  'ui-knows-no-feature': {
    'renderer/ui/a.ts': "export { x } from '../features/home/index.ts';",
    'renderer/features/home/index.ts': 'export const x = 1;',
  },
  'features-through-index': {
    'renderer/features/home/a.ts': "export { x } from '../timeline/inner.ts';",
    'renderer/features/timeline/inner.ts': 'export const x = 1;',
  },
  'one-door-to-electron': { 'electron/main/a.ts': "export { app } from 'electron';" },
  'worker-knows-no-window': {
    'electron/worker/a.ts': "export { x } from '../main/x.ts';",
    'electron/main/x.ts': 'export const x = 1;',
  },
  'keys-stay-home': {
    'electron/main/a.ts': "export { x } from '../keys/x.ts';",
    'electron/keys/x.ts': 'export const x = 1;',
  },
  'nobody-imports-test': {
    'db/a.ts': "export { x } from '../test/builders/x.ts';",
    'test/builders/x.ts': 'export const x = 1;',
  },
  'no-dev-tools-at-run-time': { 'db/a.ts': "export { test } from 'vitest';" },
};

const PACKAGES = ['electron', 'better-sqlite3', 'vitest'];

async function breaches(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const result = await cruise([...folders], {
    ...config.options,
    ruleSet: { forbidden: config.forbidden as never },
    validate: true,
    baseDir,
  });
  return result.output as ICruiseResult;
}

describe('the layer rule', () => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'liaison-layers-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('has a failing example for every entry', () => {
    expect(Object.keys(BREACHES).sort()).toEqual(config.forbidden.map((r) => r.name).sort());
  });

  it.each(Object.entries(BREACHES))('%s is noticed', async (name, files) => {
    const base = path.join(dir, name);
    for (const [file, source] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
      writeFileSync(path.join(base, file), source);
    }
    for (const pkg of PACKAGES) {
      mkdirSync(path.join(base, 'node_modules', pkg), { recursive: true });
      writeFileSync(
        path.join(base, 'node_modules', pkg, 'package.json'),
        JSON.stringify({ name: pkg, version: '1.0.0', main: 'index.js' }),
      );
      writeFileSync(path.join(base, 'node_modules', pkg, 'index.js'), 'exports.app = 1; exports.test = 1;');
    }
    writeFileSync(
      path.join(base, 'package.json'),
      JSON.stringify({
        name: 'breach',
        type: 'module',
        dependencies: Object.fromEntries(PACKAGES.map((p) => [p, '1.0.0'])),
      }),
    );
    writeFileSync(path.join(base, 'tsconfig.json'), '{}');
    const top = [...new Set(Object.keys(files).map((f) => f.split('/')[0] ?? ''))];
    const { summary } = await breaches(base, top);
    expect(summary.violations.map((v) => v.rule.name)).toContain(name);
  });

  it('sees the product at all', async () => {
    const { summary } = await breaches(root, ['shared', 'db', 'electron', 'renderer']);
    expect(summary.totalCruised).toBeGreaterThan(200);
    expect(summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([]);
  });
});
