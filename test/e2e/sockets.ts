/**
 * The TCP and UDP sockets of a process and all its descendants, read from /proc (Linux). The app must have none: not one
 * that listens, not one that is bound, not one that is connected.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface OpenSocket {
  readonly pid: number;
  readonly protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6';
  /** Address and port as the kernel writes them, in hexadecimal. */
  readonly local: string;
}

const PROTOCOLS = ['tcp', 'tcp6', 'udp', 'udp6'] as const;

/** Process ids of `pid` and its descendants. */
export function processTree(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readOrEmpty(`/proc/${name}/stat`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const tree = [pid];
  for (const member of tree) {
    for (const [child, parent] of parents) if (parent === member) tree.push(child);
  }
  return tree;
}

/** Every TCP and UDP socket held by the process tree of `pid`. Throws where /proc cannot be read: no answer is no proof. */
export function socketsOf(pid: number): readonly OpenSocket[] {
  return processTree(pid).flatMap((member) => {
    const held = new Set(heldInodes(member));
    return PROTOCOLS.flatMap((protocol) =>
      // Per process: the table is that of the process's own network namespace (a sandbox may have another).
      readOrEmpty(`/proc/${member}/net/${protocol}`)
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .filter((fields) => held.has(fields[9] ?? ''))
        .map((fields) => ({ pid: member, protocol, local: fields[1] ?? '' })),
    );
  });
}

function heldInodes(pid: number): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(`/proc/${pid}/fd`);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
  return names
    .map((name) => /^socket:\[(\d+)\]$/.exec(linkOrEmpty(`/proc/${pid}/fd/${name}`))?.[1])
    .filter((inode) => inode !== undefined);
}

function linkOrEmpty(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return ''; // closed meanwhile
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isGone(error)) return '';
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '');
}
