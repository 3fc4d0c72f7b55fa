import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InstanceLock, type SecondStart, takeLock } from './lock.ts';

let folder: string;
const held: InstanceLock[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaison-lock-'));
});

afterEach(() => {
  for (const lock of held.splice(0)) lock.release();
  rmSync(folder, { recursive: true, force: true });
});

function take(onSecondStart: (start: SecondStart) => void = () => {}, message?: SecondStart): InstanceLock | null {
  const lock = takeLock(folder, onSecondStart, message);
  if (lock) held.push(lock);
  return lock;
}

/** Another process that takes the lock, says what it got, and stays until it is killed. */
async function otherProcess(): Promise<{ child: ChildProcess; got: string }> {
  const source = `
    import { takeLock } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
    const lock = takeLock(process.argv[1], () => {});
    process.stdout.write(lock ? 'locked' : 'refused');
    setInterval(() => {}, 1000);`;
  const args = ['--input-type=module', '--eval', source, folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, got: said.toString() };
}

test('the second start is refused and its arguments reach the first', async () => {
  const seen = new Promise<SecondStart>((resolve) => {
    expect(take(resolve)).not.toBeNull();
  });
  const message = { argv: ['node', 'main.cjs', 'file.lia'], cwd: '/somewhere' };
  expect(take(undefined, message)).toBeNull();
  expect(await seen).toEqual(message);
});

test('a released lock can be taken again', () => {
  take()?.release();
  held.length = 0;
  expect(take()).not.toBeNull();
});

test('the lock holds between processes and ends with a killed one', async () => {
  const first = await otherProcess();
  expect(first.got).toBe('locked');
  expect(take()).toBeNull();
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  expect(take()).not.toBeNull();
});

test('a file that is no message is dropped', async () => {
  const starts: SecondStart[] = [];
  const arrived = new Promise<void>((resolve) => {
    take((start) => {
      starts.push(start);
      resolve();
    });
  });
  const letterbox = path.join(folder, 'second-instance');
  writeFileSync(path.join(letterbox, 'a.json'), '{"argv": "not a list"');
  writeFileSync(path.join(letterbox, 'b.json'), '{"argv":[1],"cwd":"/x"}');
  take(undefined, { argv: ['good'], cwd: '/x' });
  await arrived;
  expect(starts).toEqual([{ argv: ['good'], cwd: '/x' }]);
  expect(readdirSync(letterbox)).toEqual([]);
});

test('messages left before the start are not acted on', () => {
  const letterbox = path.join(folder, 'second-instance');
  mkdirSync(letterbox);
  writeFileSync(path.join(letterbox, 'old.json'), '{"argv":[],"cwd":"/x"}');
  take(() => expect.unreachable('an old message was delivered'));
  expect(readdirSync(letterbox)).toEqual([]);
});

test.skipIf(process.platform === 'win32')('nobody else may read the letterbox', () => {
  take();
  expect(statSync(path.join(folder, 'second-instance')).mode & 0o077).toBe(0);
});
