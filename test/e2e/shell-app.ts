/** The shell's own test app: built from test/fixtures/shell-app by the product's build script. */
import path from 'node:path';
import { type Project, ROOT } from '#electron/scripts/build.mjs';
import { ensureBuilt } from '#electron/scripts/ensure-built.mjs';

const SOURCE = path.join(ROOT, 'test/fixtures/shell-app');

export const SHELL_APP: Project = {
  outDir: path.join(ROOT, 'node_modules/.cache/liaison-shell-app'),
  main: path.join(SOURCE, 'main.ts'),
  preload: path.join(SOURCE, 'preload.ts'),
  renderer: path.join(SOURCE, 'renderer'),
};

/** Builds the test app when it, the shell or the build script has changed. */
export function ensureShellApp(): Promise<void> {
  const sources = ['electron/platform', 'electron/shell', 'electron/scripts', 'test/fixtures/shell-app'];
  return ensureBuilt({ project: SHELL_APP, sources: [...sources, 'package-lock.json'] });
}
