import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LIMITS } from '#shared/exchange/limits.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { readLimited } from '../files/read-limited.ts';

/**
 * A folder as carrier (exchange design, section 14): a USB stick, a share, a WebDAV mount, a synchronised folder. Everything is listed
 * each time, without time stamps or a cursor; names say nothing; a file is never changed after it appeared.
 */

/** More than anybody hands over; a folder that holds more is named wrongly. */
const MAX_FILES = 10_000;
const SEALED = '.jxb';
const CARD = '.jxc';

export interface Found {
  readonly name: string;
  readonly path: string;
  /** SHA-256 as hex. */
  readonly hash: string;
  readonly bytes: number;
}
export interface Listing {
  /** One of each content, in order of name; cards apart. */
  readonly sealed: readonly Found[];
  readonly cards: readonly Found[];
  /** Further names of a content that is listed already: copies a synchroniser made. */
  readonly copies: readonly Found[];
  /** Still growing, empty, or not to be read: looked at again the next time. */
  readonly waiting: readonly {
    readonly name: string;
    readonly why: 'growing' | 'empty' | 'unreadable' | 'too-large';
  }[];
}

interface Seen {
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
}
/** Plain files with our endings; parts under way, links and folders are none. */
function look(folder: string): readonly Seen[] {
  const out: Seen[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(SEALED) && !name.endsWith(CARD)) continue;
    try {
      const facts = lstatSync(path.join(folder, name));
      if (facts.isFile()) out.push({ name, size: facts.size, mtimeMs: facts.mtimeMs });
    } catch {
      // Gone since it was listed.
    }
    if (out.length >= MAX_FILES) break;
  }
  return out;
}

/**
 * Lists what lies there and holds still: size and time of change are the same before and after a pause, and after reading.
 * Throws as the system does when the folder is not there.
 */
export async function listFolder(folder: string, settleMs = 300): Promise<Listing> {
  const before = new Map(look(folder).map((f) => [f.name, f]));
  if (before.size > 0) await pause(settleMs);
  const sealed: Found[] = [];
  const cards: Found[] = [];
  const copies: Found[] = [];
  const waiting: Listing['waiting'][number][] = [];
  const known = new Set<string>();
  for (const now of look(folder)) {
    const then = before.get(now.name);
    const found = then && isSame(then, now) ? readFound(folder, now) : 'growing';
    if (typeof found === 'string') waiting.push({ name: now.name, why: found });
    else if (known.has(found.hash)) copies.push(found);
    else {
      known.add(found.hash);
      (now.name.endsWith(CARD) ? cards : sealed).push(found);
    }
  }
  return { sealed, cards, copies, waiting };
}

const isSame = (a: Seen, b: Seen): boolean => a.size === b.size && a.mtimeMs === b.mtimeMs;

function readFound(folder: string, seen: Seen): Found | Listing['waiting'][number]['why'] {
  if (seen.size === 0) return 'empty';
  if (seen.size > LIMITS.file) return 'too-large';
  const file = path.join(folder, seen.name);
  const bytes = readLimited(file, seen.name, LIMITS.file);
  if (!bytes.ok) return 'unreadable';
  if (bytes.value.length !== seen.size) return 'growing';
  return { name: seen.name, path: file, hash: hashOf(bytes.value), bytes: seen.size };
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Puts a file there in one piece, unless it lies there already; false: it did. Parts of an earlier attempt are swept. */
export function putInto(folder: string, name: string, bytes: Uint8Array): boolean {
  for (const other of readdirSync(folder))
    if (other.startsWith(`${name}.`) && other.endsWith('.part')) rmSync(path.join(folder, other), { force: true });
  const target = path.join(folder, name);
  try {
    const there = readFileSync(target);
    if (there.length === bytes.length && hashOf(there) === hashOf(bytes)) return false;
  } catch {
    // Not there yet.
  }
  writeAtomically(target, bytes);
  return true;
}

/** Takes away every file of these contents; only for what we put there ourselves and what has arrived. The number removed. */
export function removeFrom(listing: Listing, hashes: ReadonlySet<string>): number {
  const gone = [...listing.sealed, ...listing.cards, ...listing.copies].filter((f) => hashes.has(f.hash));
  for (const file of gone) rmSync(file.path, { force: true });
  return gone.length;
}
