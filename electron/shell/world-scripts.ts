/** The two scripts that run before the page: built from world-page.ts and world-isolated.ts, with settings and preload in front. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { WorldSettings } from './world-messages.ts';

export interface WorldScripts {
  readonly page: string;
  readonly isolated: string;
}

/** Reads the scripts beside the built shell, and the preload bundle. */
export function worldScripts(settings: WorldSettings, preloadFile: string | undefined): WorldScripts {
  const read = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8');
  const preload = preloadFile === undefined ? '' : readFileSync(preloadFile, 'utf8');
  const shell = `const SHELL=${JSON.stringify(settings)};`;
  return {
    page: `(()=>{${shell}\n${read('world-page.js')}\n})()`,
    isolated: `(()=>{${shell}\nconst PRELOAD=(require,module,exports)=>{${preload}\n};\n${read('world-isolated.js')}\n})()`,
  };
}
