import type { Project } from './build.mjs';

export interface WatchOptions {
  readonly project: Project;
  /** Passed on to the app. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

export function watchApp(options: WatchOptions): Promise<number>;
