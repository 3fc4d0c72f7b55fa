/** The regular files of a tar archive (POSIX ustar), held in memory: for small archives of our own packages. */
import { Buffer } from 'node:buffer';

export interface TarFile {
  /** Relative, with forward slashes, never leaving the folder it is unpacked into. */
  readonly path: string;
  readonly isExecutable: boolean;
  readonly bytes: Buffer;
}

const BLOCK = 512;
const REGULAR: readonly string[] = ['0', '\0'];
const FOLDER = '5';

/** Lists the files; folders are implied by their paths. Throws on links, devices, foreign paths and cut-off archives. */
export function readTar(archive: Buffer): readonly TarFile[] {
  const files: TarFile[] = [];
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const size = octal(header, 124, 12);
    const type = String.fromCharCode(header[156] ?? 0);
    const path = [text(header, 345, 155), text(header, 0, 100)].filter((part) => part !== '').join('/');
    const end = at + BLOCK + size;
    if (end > archive.length) throw new Error('tar archive: cut off');
    if (REGULAR.includes(type)) {
      if (!isInside(path)) throw new Error(`tar archive: path outside the folder: ${path}`);
      const isExecutable = (octal(header, 100, 8) & 0o100) !== 0;
      files.push({ path, isExecutable, bytes: archive.subarray(at + BLOCK, end) });
    } else if (type !== FOLDER) throw new Error(`tar archive: entry of a kind we do not unpack: ${path}`);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function text(header: Buffer, at: number, length: number): string {
  const field = header.toString('utf8', at, at + length);
  const end = field.indexOf('\0');
  return end === -1 ? field : field.slice(0, end);
}

function octal(header: Buffer, at: number, length: number): number {
  const digits = text(header, at, length).trim();
  if (!/^[0-7]+$/.test(digits)) throw new Error('tar archive: bad number in a header');
  return Number.parseInt(digits, 8);
}

function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !/[\\:]/.test(path) && !path.split('/').includes('..');
}
