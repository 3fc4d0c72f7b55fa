import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { err, ok, type Result } from '#shared/result/result.ts';
import { type Refusal, refusal } from '#shared/result/refusal.ts';

/**
 * Reads a whole file that somebody else wrote, up to `maxBytes`. The size is asked of the open file, so that it cannot grow in between;
 * folders, pipes and devices are refused. The name in the refusal is the bare file name, never the path.
 */
export function readLimited(file: string, name: string, maxBytes: number): Result<Uint8Array, Refusal> {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (e) {
    return err(
      refusal(
        'file-unreadable',
        name,
        (e as NodeJS.ErrnoException).code === 'ENOENT'
          ? 'the file does not exist'
          : 'the file cannot be opened for reading',
      ),
    );
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return err(refusal('not-a-file', name, 'this is not a plain file'));
    if (stat.size > maxBytes)
      return err(
        refusal('too-large', name, `the file is larger than the limit of ${Math.floor(maxBytes / (1024 * 1024))} MiB`),
      );
    const bytes = new Uint8Array(stat.size);
    let at = 0;
    while (at < bytes.length) {
      const n = readSync(fd, bytes, at, bytes.length - at, at);
      if (n === 0) break;
      at += n;
    }
    return ok(at === bytes.length ? bytes : bytes.slice(0, at));
  } catch {
    return err(refusal('file-unreadable', name, 'the file cannot be read to its end'));
  } finally {
    closeSync(fd);
  }
}
