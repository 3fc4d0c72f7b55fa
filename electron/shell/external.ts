/** Electron's `shell`: hands addresses and folders to the desktop. Which addresses is the app's decision (a fixed list of hosts). */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { ShellSubset } from '../platform/electron-subset.ts';
import { warn } from './shell-env.ts';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { win32: 'explorer.exe', darwin: 'open' };
const SAFE_PROTOCOLS: readonly string[] = ['https:', 'mailto:'];

export const shell: ShellSubset = {
  async openExternal(url) {
    const { protocol, href } = new URL(url);
    if (!SAFE_PROTOCOLS.includes(protocol)) throw new Error(`refused: ${protocol}`);
    handOver(href);
  },
  showItemInFolder(file) {
    handOver(path.dirname(file));
  },
};

function handOver(target: string): void {
  const opener = OPENERS[process.platform] ?? 'xdg-open';
  const child = spawn(opener, [target], { stdio: 'ignore', detached: true });
  child.on('error', (error: NodeJS.ErrnoException) => warn(`${opener}: ${error.code ?? 'failed'}`));
  child.unref();
}
