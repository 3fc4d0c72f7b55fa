import type { GrantLine, RecallLine } from './line.ts';

/** An accepted `g` or `x` with its id. */
export interface ReleaseLine {
  readonly id: string;
  readonly line: GrantLine | RecallLine;
}

export interface ReleaseState {
  /** Whether the agency may see the record now: there is a release, and no head is a recall. */
  readonly open: boolean;
  /** Whether any recall is known. */
  readonly recalled: boolean;
  /** Ids named by no other release line of the record and agency. */
  readonly heads: readonly ReleaseLine[];
  /** Releases that no recall goes back to: lines sent under these are read. */
  readonly live: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}

/**
 * The release of one record to one agency from all its `g` and `x` lines (exchange format, section 6). A recall beats a concurrent
 * release (case 35); a release that names the recall opens again; nobody is released to by default. What was sent under a release that
 * a recall goes back to stays withdrawn, also after a new, perhaps narrower, release.
 */
export function releaseState(lines: readonly ReleaseLine[]): ReleaseState {
  const byId = new Map(lines.map((l) => [l.id, l]));
  const named = new Set<string>();
  for (const l of lines) for (const p of l.line.prev) named.add(p);
  const heads = lines.filter((l) => !named.has(l.id));
  const dead = new Set<string>();
  const open = lines.filter((l) => l.line.type === 'x').map((l) => l.id);
  const recalled = open.length > 0;
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (dead.has(id)) continue;
    dead.add(id);
    open.push(...(byId.get(id)?.line.prev ?? []));
  }
  return {
    open: heads.length > 0 && heads.every((l) => l.line.type === 'g'),
    recalled,
    heads,
    live: new Set(lines.filter((l) => !dead.has(l.id)).map((l) => l.id)),
    known: new Set(byId.keys()),
  };
}
