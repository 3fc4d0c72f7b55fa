import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from '../files/atomic-write.ts';

const LIMIT = 4_000;

/** What the window keeps about its look: one small text outside any workspace. The browser's own storage is gone with each start. */
export class Look {
  readonly #file: string;

  constructor(userData: string) {
    this.#file = path.join(userData, 'look.json');
  }

  read(): string | null {
    try {
      return statSync(this.#file).size <= LIMIT * 4 ? readFileSync(this.#file, 'utf8').slice(0, LIMIT) : null;
    } catch {
      return null;
    }
  }

  keep(look: string): void {
    mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    writeAtomically(this.#file, new TextEncoder().encode(look.slice(0, LIMIT)));
  }
}
