import type { Project } from './build.mjs';

export interface EnsureBuiltOptions {
  /** The product unless told. */
  readonly project?: Project;
  /** What the build is made from, below the repository; the product's folders unless told. */
  readonly sources?: readonly string[];
  readonly always?: boolean;
}

export function fingerprint(sources?: readonly string[]): string;
export function ensureBuilt(options?: EnsureBuiltOptions): Promise<void>;
