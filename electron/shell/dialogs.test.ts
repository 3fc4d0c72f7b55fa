import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from './dialogs.ts';

/** A browser tells a page of no folder; a file saved into it stands for it. */
test('the file that stands for its folder is gone afterwards, and nobody else’s is touched', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'liaison-folder-'));
  try {
    const mark = path.join(dir, 'this-folder');
    writeFileSync(mark, '');
    writeFileSync(path.join(dir, 'sealed.jxb'), 'bytes of somebody');
    expect(folderOf(mark)).toBe(dir);
    expect(existsSync(mark)).toBe(false);
    // Not there any more, or not empty: the folder is the same, and what lies there stays.
    expect(folderOf(mark)).toBe(dir);
    expect(folderOf(path.join(dir, 'sealed.jxb'))).toBe(dir);
    expect(readdirSync(dir)).toEqual(['sealed.jxb']);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
