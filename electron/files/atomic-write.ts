import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';

/**
 * Writes a file so that it is either wholly there or not there at all: a sibling `.part`, fsync, rename, fsync of the folder.
 * A reader of the folder (a partner, a synchroniser) never sees half a file. The part is removed when anything fails.
 */
export function writeAtomically(file: string, bytes: Uint8Array): void {
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const fd = openSync(part, 'wx', 0o600);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(part, file);
  } catch (e) {
    rmSync(part, { force: true });
    throw e;
  }
  syncFolder(path.dirname(file));
}

/** Windows cannot open a folder for fsync; there the rename itself is journalled. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
