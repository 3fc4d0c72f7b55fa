import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { writeAtomically } from '../files/atomic-write.ts';
import type { Tickets } from '../files/tickets.ts';
import { readAbout, workspacesBelow } from '../files/workspace-folder.ts';
import type { WorkspaceItem } from '#shared/contract/session.ts';

const Recents = z
  .array(z.strictObject({ dir: z.string().max(4_096), lastUsed: z.int(), remembered: z.boolean().default(false) }))
  .max(200);

/** The workspaces offered on the unlock screen: those in the user's own folder, those opened before, and those in folders named at the start. */
export class KnownWorkspaces {
  readonly home: string;
  readonly #file: string;
  readonly #extra: readonly string[];
  readonly #tickets: Tickets;
  readonly #issued = new Map<string, string>();

  constructor(userData: string, extra: readonly string[], tickets: Tickets) {
    this.home = path.join(userData, 'workspaces');
    this.#file = path.join(userData, 'recent-workspaces.json');
    this.#extra = extra;
    this.#tickets = tickets;
  }

  #recents(): z.infer<typeof Recents> {
    try {
      const parsed = Recents.safeParse(JSON.parse(readFileSync(this.#file, 'utf8')));
      return parsed.success ? parsed.data : [];
    } catch {
      return [];
    }
  }

  /** Most recently used first, then by name. */
  list(): WorkspaceItem[] {
    const recents = this.#recents();
    const dirs = new Set([
      ...recents.map((r) => r.dir),
      ...workspacesBelow(this.home),
      ...this.#extra.flatMap((d) => [...(readAbout(d) ? [d] : []), ...workspacesBelow(d)]),
    ]);
    const items = [...dirs].flatMap((dir) => {
      const item = this.item(dir);
      return item ? [item] : [];
    });
    return items.sort((a, b) => (b.lastUsed ?? 0) - (a.lastUsed ?? 0) || (a.name < b.name ? -1 : 1));
  }

  item(dir: string): WorkspaceItem | null {
    const about = readAbout(dir);
    if (!about) return null;
    const recent = this.#recents().find((r) => r.dir === dir);
    const known = this.#issued.get(dir);
    const ticket =
      known && this.#tickets.redeem(known, 'workspace')
        ? known
        : this.#tickets.issue('workspace', { path: dir, name: about.name });
    this.#issued.set(dir, ticket);
    return {
      ticket,
      name: about.name,
      agencyCode: about.agencyCode,
      agencyName: about.agencyName,
      lastUsed: recent?.lastUsed ?? null,
      remembered: recent?.remembered ?? false,
    };
  }

  used(dir: string, now: number): void {
    this.#keep({ dir, lastUsed: now, remembered: this.#recents().find((r) => r.dir === dir)?.remembered ?? false });
  }

  /** Notes that the system's key store opens this workspace, so that the unlock screen can offer it. */
  remember(dir: string, remembered: boolean): void {
    this.#keep({ dir, lastUsed: this.#recents().find((r) => r.dir === dir)?.lastUsed ?? 0, remembered });
  }

  #keep(entry: z.infer<typeof Recents>[number]): void {
    const rest = this.#recents().filter((r) => r.dir !== entry.dir);
    mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    writeAtomically(this.#file, new TextEncoder().encode(JSON.stringify([entry, ...rest].slice(0, 50))));
  }

  /** A folder of its own for a new workspace: readable name, never an existing one. */
  freshFolder(name: string): string {
    const base =
      name
        .normalize('NFKD')
        .replace(/[^A-Za-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .toLowerCase()
        .slice(0, 40) || 'workspace';
    const taken = new Set(workspacesBelow(this.home).map((d) => path.basename(d)));
    let candidate = base;
    for (let i = 2; taken.has(candidate); i++) candidate = `${base}-${i}`;
    return path.join(this.home, candidate);
  }
}
