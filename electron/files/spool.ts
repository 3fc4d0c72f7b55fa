import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';

interface Drop {
  readonly fd: number;
  readonly path: string;
  readonly name: string;
  readonly size: number;
  written: number;
}

/** Files dropped on the window arrive in pieces and are gathered here, inside the private folder, still sealed as they came. */
export class Spool {
  readonly #dir: string;
  readonly #open = new Map<string, Drop>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  begin(key: string, name: string, size: number): void {
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    const file = path.join(this.#dir, `${randomBytes(12).toString('hex')}.drop`);
    this.#open.set(key, { fd: openSync(file, 'wx', 0o600), path: file, name, size, written: 0 });
  }

  /** False when the piece does not continue the file or exceeds its announced size. */
  piece(key: string, offset: number, bytes: Uint8Array): boolean {
    const drop = this.#open.get(key);
    if (!drop || offset !== drop.written || drop.written + bytes.length > drop.size) return false;
    for (let at = 0; at < bytes.length; ) at += writeSync(drop.fd, bytes, at);
    drop.written += bytes.length;
    return true;
  }

  end(key: string): { readonly path: string; readonly name: string; readonly size: number } | null {
    const drop = this.#open.get(key);
    if (!drop) return null;
    this.#open.delete(key);
    closeSync(drop.fd);
    if (drop.written === drop.size) return { path: drop.path, name: drop.name, size: drop.size };
    rmSync(drop.path, { force: true });
    return null;
  }

  /** On lock and at start: nothing of a session stays behind. */
  clear(): void {
    for (const drop of this.#open.values()) closeSync(drop.fd);
    this.#open.clear();
    let names: readonly string[];
    try {
      names = readdirSync(this.#dir);
    } catch {
      return;
    }
    for (const name of names) if (name.endsWith('.drop')) rmSync(path.join(this.#dir, name), { force: true });
  }
}
