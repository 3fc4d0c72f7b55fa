import { readFileSync } from 'node:fs';
import path from 'node:path';

interface PrintAsset {
  readonly type: string;
  readonly bytes: Uint8Array;
}
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};
const ROOT = '/fonts/';

/**
 * The product's faces by address (`/fonts/inter/index.css`), read when first asked for: a pack uses a handful of some hundreds.
 * Nothing outside the folder is ever read.
 */
export class FontAssets extends Map<string, PrintAsset> {
  readonly #folder: string;

  constructor(folder: string) {
    super();
    this.#folder = path.resolve(folder);
  }

  override get(address: string): PrintAsset | undefined {
    const known = super.get(address);
    if (known) return known;
    const type = TYPES[path.extname(address)];
    if (!type || !address.startsWith(ROOT) || address.includes('\0')) return undefined;
    const file = path.join(this.#folder, address.slice(ROOT.length));
    if (!file.startsWith(this.#folder + path.sep)) return undefined;
    try {
      const asset = { type, bytes: new Uint8Array(readFileSync(file)) };
      this.set(address, asset);
      return asset;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  override has(address: string): boolean {
    return this.get(address) !== undefined;
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code));
