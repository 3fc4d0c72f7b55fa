import { randomBytes } from 'node:crypto';

export type TicketPurpose = 'workspace' | 'read' | 'write' | 'reveal';
export interface TicketFile {
  readonly path: string;
  readonly name: string;
}
interface Entry extends TicketFile {
  readonly purpose: TicketPurpose;
  readonly until: number;
}

const HOUR_MS = 3_600_000;

/**
 * The window names files by ticket, never by path: a random handle for what a person chose in a dialog, bound to one purpose, good for an hour.
 * A `write` ticket works once; a `read` ticket until it expires, because verify and accept read the same file.
 */
export class Tickets {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(purpose: TicketPurpose, file: TicketFile): string {
    for (const [id, entry] of this.#entries) if (entry.until < this.#now()) this.#entries.delete(id);
    const ticket = randomBytes(16).toString('base64url');
    this.#entries.set(ticket, { purpose, path: file.path, name: file.name, until: this.#now() + HOUR_MS });
    return ticket;
  }

  /** null: unknown, expired, used up, or issued for something else. */
  redeem(ticket: string, ...purposes: readonly TicketPurpose[]): TicketFile | null {
    const entry = this.#entries.get(ticket);
    if (!entry || entry.until < this.#now() || !purposes.includes(entry.purpose)) return null;
    if (entry.purpose === 'write') this.#entries.delete(ticket);
    return { path: entry.path, name: entry.name };
  }

  /** On lock: what was chosen for one session is not reachable in the next. Workspaces stay. */
  forgetFiles(): void {
    for (const [id, entry] of this.#entries) if (entry.purpose !== 'workspace') this.#entries.delete(id);
  }
}
