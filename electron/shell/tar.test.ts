import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTar } from './tar.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaison-tar-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

// The reference is the system's own tar.
describe.skipIf(process.platform === 'win32')('archives written by tar', () => {
  const pack = (...args: string[]): Buffer =>
    execFileSync('tar', ['--format=ustar', '-cf', '-', '-C', folder, ...args]);

  test('files, folders, executables, empty and odd sizes', () => {
    mkdirSync(path.join(folder, 'lib/deep'), { recursive: true });
    const contents = { 'lib/a.so': 'x'.repeat(512), 'lib/deep/b': 'y'.repeat(513), empty: '' };
    for (const [name, text] of Object.entries(contents)) writeFileSync(path.join(folder, name), text);
    chmodSync(path.join(folder, 'lib/a.so'), 0o755);
    const files = readTar(pack('lib', 'empty'));
    expect(Object.fromEntries(files.map((file) => [file.path, file.bytes.toString()]))).toEqual(contents);
    expect(files.filter((file) => file.isExecutable).map((file) => file.path)).toEqual(['lib/a.so']);
  });

  test('a link is refused', () => {
    symlinkSync('/etc/passwd', path.join(folder, 'link'));
    expect(() => readTar(pack('link'))).toThrow('a kind we do not unpack');
  });

  test('a path that leaves the folder is refused', () => {
    writeFileSync(path.join(folder, 'x'), 'x');
    expect(() => readTar(pack('-P', '--transform=s,x,../../x,', 'x'))).toThrow('outside the folder');
  });

  test('an archive cut off in a file is refused', () => {
    writeFileSync(path.join(folder, 'x'), 'x'.repeat(2000));
    expect(() => readTar(pack('x').subarray(0, 1024))).toThrow('cut off');
  });
});

test('noise is refused', () => {
  expect(() => readTar(Buffer.alloc(1024, 'z'))).toThrow('bad number');
});
