import { exchangeCrypto } from '#electron/keys/ed25519.ts';
import { type LineChecks, LINES_TOGETHER, type Load } from '#electron/keys/line-checks.ts';
import { sha256 } from '#electron/keys/node-crypto.ts';
import { type AgencyCard, keyBytes } from '#shared/exchange/card.ts';
import { keyId } from '#shared/exchange/ids.ts';
import { signatureParts } from '#shared/sync/line-id.ts';
import type { ParsedLine, SignedLine } from '#shared/sync/line.ts';
import type { VerifyLine } from '#shared/sync/sorting.ts';
import { cardOf } from './cards.ts';
import type { Session } from './session.ts';

type KeysOf = (agency: string) => ReadonlyMap<string, Uint8Array>;

/** Station keys on the card of each agency that may speak, by key id, without the revoked ones; looked up once per agency. */
function stationKeys(session: Session): KeysOf {
  const known = new Map<string, ReadonlyMap<string, Uint8Array>>();
  return (agency) => {
    const before = known.get(agency);
    if (before) return before;
    const card = agency === session.card.agency ? session.card : cardFor(session, agency);
    const made = new Map(
      (card?.body.stations ?? [])
        .flatMap((s) => s.keys.map((k) => [keyId(sha256, keyBytes(k)), keyBytes(k)] as const))
        .filter(([id]) => !session.store.partners.isRevokedKey(agency, id)),
    );
    known.set(agency, made);
    return made;
  };
}

function cardFor(session: Session, agency: string): AgencyCard | null {
  const row = session.store.partners.get(agency);
  return row && row.trust === 'trusted' ? cardOf(row) : null;
}

/** Signatures of single lines, checked one by one: for the few that waited for an update. Revoked keys no longer speak. */
export function plainVerifier(session: Session, keysOf: KeysOf = stationKeys(session)): VerifyLine {
  return (line, author) => {
    const parts = signatureParts(line);
    const key = parts && keysOf(author).get(parts.keyId);
    return key ? exchangeCrypto.ed25519.verify(key, parts.bytes, parts.signature) : false;
  };
}

/** A file is looked at and then accepted: what was worked out about its signatures is kept for the second time, for one file. */
const lastVerdicts = new WeakMap<Session, { readonly fileHash: string; readonly verdicts: Verdicts }>();

/** Who waits for the checks. */
export interface Watch {
  readonly signal: AbortSignal;
  /** Called now and then with how many are done of how many. */
  readonly progress: (done: number, total: number) => void;
}

/** What was found out about lines, each bound to its text (by the line's id), key and signature together, so that no verdict can be lent. */
class Verdicts {
  readonly #known = new Map<string, { readonly keyId: string; readonly signature: string; readonly good: boolean }>();

  /** Undefined: not known of this line with this signature. */
  of({ idText, line }: SignedLine): boolean | undefined {
    const known = this.#known.get(idText);
    return known?.keyId === line.sig[0] && known.signature === line.sig[1] ? known.good : undefined;
  }
  note({ idText, line }: SignedLine, good: boolean): void {
    this.#known.set(idText, { keyId: line.sig[0], signature: line.sig[1], good });
  }
}

/** As many lines as are handed over while this thread is busy for a while: about two seconds of work, a few hundred bytes each. */
const AHEAD = 40_000;

/** Has signed nothing. */
const NO_KEY = new Uint8Array();
const isSigned = (line: ParsedLine): line is SignedLine => 'sig' in line.line && line.line.sig !== null;

/**
 * Verifies the signatures of a file on threads of their own while this thread still reads its lines: an import spends most of its time on
 * signatures, and its one transaction cannot wait for threads.
 */
export class SignatureQueue {
  readonly #session: Session;
  readonly #checks: LineChecks;
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #verdicts: Verdicts;
  readonly #waiting: SignedLine[] = [];
  #begun = 0;
  #ended = 0;
  /** Who waits: told after each answer. The same file may be looked at twice at once. */
  readonly #watching = new Set<() => void>();
  #stopped = false;
  /** This thread reads and tries the lines itself until somebody waits for nothing but the checks. */
  #load: Load = 'beside';

  /** `fileHash`: SHA-256 of the file as received, base64url. */
  constructor(session: Session, checks: LineChecks, fileHash: string) {
    this.#session = session;
    this.#checks = checks;
    const keysOf = stationKeys(session);
    const agencies = [session.card.agency, ...session.store.partners.list().map((p) => p.agencyId)];
    // Each with memory of its own: what is handed to a thread takes along all that lies beside it.
    this.#keys = new Map(agencies.flatMap((agency) => [...keysOf(agency)].map(([id, key]) => [id, key.slice()])));
    const last = lastVerdicts.get(session);
    this.#verdicts = last?.fileHash === fileHash ? last.verdicts : new Verdicts();
    lastVerdicts.set(session, { fileHash, verdicts: this.#verdicts });
  }

  /** Takes one line that came, to be checked; unsigned lines and unknown keys cost nothing. */
  readonly start = (line: ParsedLine): void => {
    if (!isSigned(line)) return;
    if (!this.#keys.has(line.line.sig[0]) || this.#verdicts.of(line) !== undefined) return;
    this.#waiting.push(line);
    if (this.#waiting.length - this.#begun >= LINES_TOGETHER) this.#next();
  };

  /** Hands lines over as long as there is room; each answer makes some. */
  #next(ahead = 0): void {
    // One request is always under way, also beside another file that fills the threads: its answer is what goes on.
    const more = (): boolean => this.#begun - this.#ended <= ahead || this.#checks.hasRoom(this.#load);
    while (!this.#stopped && this.#begun < this.#waiting.length && more()) {
      const lines = this.#waiting.slice(this.#begun, this.#begun + LINES_TOGETHER);
      this.#begun += lines.length;
      const asked = lines.map(({ text, line: { sig } }) => ({
        key: this.#keys.get(sig[0]) ?? NO_KEY,
        text,
        signature: sig[1],
      }));
      void this.#checks
        .check(asked, this.#load)
        .then((good) => {
          for (const [i, line] of lines.entries()) this.#verdicts.note(line, good[i] === true);
        })
        // What could not be checked is checked again, one by one, when the line is sorted.
        .catch(() => null)
        .then(() => {
          this.#ended += lines.length;
          for (const look of this.#watching) look();
          this.#next();
        });
    }
  }

  /** Nothing more is begun until somebody waits again. */
  stop(): void {
    this.#stopped = true;
  }
  /** Lines whose signature is not known to be good or bad yet. */
  get left(): number {
    return this.#waiting.length - this.#ended;
  }

  /**
   * For work on this thread while the others check: what is not known yet is taken to be good. Nothing may come of that work unless
   * `holds` says afterwards that every line it asked for is.
   */
  assuming({ progress }: Watch): { readonly verify: VerifyLine; readonly holds: (verify: VerifyLine) => boolean } {
    this.#next(AHEAD);
    progress(this.#ended, this.#waiting.length);
    const keysOf = stationKeys(this.#session);
    const asked: [SignedLine, string][] = [];
    return {
      verify: (line, author) => {
        if (!keysOf(author).has(line.line.sig[0])) return false;
        const known = this.#verdicts.of(line);
        if (known === undefined) asked.push([line, author]);
        return known ?? true;
      },
      holds: (verify) => asked.every(([line, author]) => verify(line, author)),
    };
  }

  /**
   * When all that was started is known: says whether a line is signed by a station key on the card of its author, now. Null: cancelled;
   * what was found out until then is kept for the next time.
   */
  async verifier({ signal, progress }: Watch): Promise<VerifyLine | null> {
    const total = this.#waiting.length;
    this.#stopped = false;
    this.#load = 'all';
    this.#next();
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.#ended !== total && !signal.aborted) {
          progress(this.#ended, total);
          return;
        }
        this.#watching.delete(look);
        signal.removeEventListener('abort', look);
        resolve();
      };
      this.#watching.add(look);
      signal.addEventListener('abort', look);
      look();
    });
    if (signal.aborted) {
      if (this.#watching.size === 0) this.stop();
      return null;
    }
    progress(total, total);
    // Looked up again: what a person decided about keys while the threads worked counts.
    const keysOf = stationKeys(this.#session);
    const plain = plainVerifier(this.#session, keysOf);
    return (line, author) => keysOf(author).has(line.line.sig[0]) && (this.#verdicts.of(line) ?? plain(line, author));
  }
}
