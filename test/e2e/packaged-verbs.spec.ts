import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { shellCommand } from './launch.ts';

const run = promisify(execFile);
const OPERATION = path.resolve(import.meta.dirname, '../../shared/formats/training/operation.yaml');

/** What the app's own entry answers to words on its command line, without a window. */
async function ask(userData: string, words: readonly string[]) {
  const { file, args, env } = await shellCommand({ userData, args: words });
  try {
    return { code: 0, ...(await run(file, [...args], { env: env as NodeJS.ProcessEnv })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

test('the app answers verbs on the terminal and opens no window', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'liaison-verbs-'));
  try {
    const checked = await ask(dir, ['check', OPERATION, '--json']);
    expect(checked.code).toBe(1);
    expect(JSON.parse(checked.stdout)).toMatchObject({ operation: 'OP-LT', counts: { total: 30 } });
    const refused = await ask(dir, ['check', path.join(dir, 'missing.yaml'), '--json']);
    expect(refused.code).toBe(3);
    expect((await ask(dir, ['help'])).stdout).toContain('liaison VERB');
    // No browser profile, no lock, no settings: nothing of a window was made.
    expect(readdirSync(dir)).toEqual([]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
