import { exchangeCrypto, verifyAside } from '#electron/keys/ed25519.ts';
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
const lastVerdicts = new WeakMap<Session, { readonly fileHash: string; readonly verdicts: Map<string, boolean> }>();

/** Checks that are under way at once: enough to keep the threads busy while lines are read, few enough to stop soon. */
const AT_ONCE = 2_048;

/** Who waits for the checks. */
export interface Watch {
  readonly signal: AbortSignal;
  /** Called now and then with how many are done of how many. */
  readonly progress: (done: number, total: number) => void;
}

/** Bound to text, key and signature together, so that no verdict can be lent to another line. */
const verdictName = ({ idText, line }: SignedLine): string => `${idText} ${line.sig[0]} ${line.sig[1]}`;
const isSigned = (line: ParsedLine): line is SignedLine => 'sig' in line.line && line.line.sig !== null;

/**
 * Verifies the signatures of a file on the platform's threads while this thread still reads its lines: an import spends most of its time
 * on signatures, and its one transaction cannot wait for threads.
 */
export class SignatureQueue {
  readonly #session: Session;
  readonly #keysOf: KeysOf;
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #verdicts: Map<string, boolean>;
  readonly #waiting: SignedLine[] = [];
  #begun = 0;
  #ended = 0;
  /** Who waits: told after each check. The same file may be looked at twice at once. */
  readonly #watching = new Set<() => void>();
  #stopped = false;

  /** `fileHash`: SHA-256 of the file as received, base64url. */
  constructor(session: Session, fileHash: string) {
    this.#session = session;
    this.#keysOf = stationKeys(session);
    const agencies = [session.card.agency, ...session.store.partners.list().map((p) => p.agencyId)];
    this.#keys = new Map(agencies.flatMap((agency) => [...this.#keysOf(agency)]));
    const last = lastVerdicts.get(session);
    this.#verdicts = last?.fileHash === fileHash ? last.verdicts : new Map<string, boolean>();
    lastVerdicts.set(session, { fileHash, verdicts: this.#verdicts });
  }

  /** Starts the check of one line that came; unsigned lines and unknown keys cost nothing. */
  readonly start = (line: ParsedLine): void => {
    if (!isSigned(line)) return;
    if (!this.#keys.has(line.line.sig[0]) || this.#verdicts.has(verdictName(line))) return;
    this.#waiting.push(line);
    if (this.#begun - this.#ended < AT_ONCE) this.#next();
  };

  /** Hands one line to the threads; the one that comes back takes the next. */
  #next(): void {
    const line = this.#stopped ? undefined : this.#waiting[this.#begun];
    if (!line) return;
    this.#begun += 1;
    const key = this.#keys.get(line.line.sig[0]);
    const parts = signatureParts(line);
    const checked = key && parts ? verifyAside(key, parts.bytes, parts.signature) : Promise.resolve(false);
    void checked
      .then((good) => this.#verdicts.set(verdictName(line), good))
      // A check that could not be made is made again, one by one, when the line is sorted.
      .catch(() => null)
      .then(() => {
        this.#ended += 1;
        for (const look of this.#watching) look();
        this.#next();
      });
  }

  /** Nothing more is begun until somebody waits again. */
  stop(): void {
    this.#stopped = true;
  }

  /**
   * When all that was started is known: says whether a line is signed by a station key on the card of its author, now. Null: cancelled;
   * what was found out until then is kept for the next time.
   */
  async verifier({ signal, progress }: Watch): Promise<VerifyLine | null> {
    const total = this.#waiting.length;
    this.#stopped = false;
    while (this.#begun < total && this.#begun - this.#ended < AT_ONCE) this.#next();
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.#ended !== total && !signal.aborted) {
          if (this.#ended % 1_024 === 0) progress(this.#ended, total);
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
    return (line, author) =>
      keysOf(author).has(line.line.sig[0]) && (this.#verdicts.get(verdictName(line)) ?? plain(line, author));
  }
}
