import path from 'node:path';
import { defineConfig } from '@playwright/test';

const RESULTS = path.resolve(import.meta.dirname, '../../test-results');

export default defineConfig({
  testDir: '.',
  outputDir: path.join(RESULTS, 'e2e'),
  timeout: 60_000,
  workers: 1,
  retries: 0,
  // the stored pictures of looks.spec.ts: one folder, one name for every machine, for they are taken with the bundled browser
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  reporter: [['list'], ['json', { outputFile: path.join(RESULTS, 'e2e.json') }]],
});
