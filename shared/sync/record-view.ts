import { type KnownRecord, type Offer, speakerOf, standing, type Transfer } from './authority.ts';
import type {
  AcceptLine,
  CreateLine,
  GrantLine,
  LineSignature,
  OfferLine,
  ParsedLine,
  RecallLine,
  SignedLine,
} from './line.ts';
import type { Rank } from './merge.ts';
import { type ReleaseLine, type ReleaseState, releaseState } from './release-state.ts';
import type { Arrival, AsideReason, DroppedReason, HeldReason, KnownState, VerifyLine } from './sorting.ts';

export type Verdict =
  | { readonly to: 'apply'; readonly rank: Rank }
  | { readonly to: 'held'; readonly reason: HeldReason }
  | { readonly to: 'aside'; readonly reason: AsideReason }
  | { readonly to: 'dropped'; readonly reason: DroppedReason };

export const apply = (rank: Rank): Verdict => ({ to: 'apply', rank });
export const held = (reason: HeldReason): Verdict => ({ to: 'held', reason });
export const aside = (reason: AsideReason): Verdict => ({ to: 'aside', reason });
const DROPPED: Verdict = { to: 'dropped', reason: 'recalled' };

/** The lines of a batch that say who owns one record and who may see it; none of them in the log yet. */
export interface Structure {
  readonly creations: Arrival<CreateLine>[];
  readonly ownership: Arrival<OfferLine | AcceptLine>[];
  readonly releases: Arrival<GrantLine | RecallLine>[];
}

const isSigned = (
  parsed: ParsedLine & { readonly line: { readonly sig: LineSignature | null } },
): parsed is SignedLine => parsed.line.sig !== null;

/** Null when the signature is there and good. */
export function signatureFault(
  parsed: ParsedLine & { readonly line: { readonly sig: LineSignature | null } },
  author: string,
  verify: VerifyLine,
): 'unsigned' | 'bad-signature' | null {
  if (!isSigned(parsed)) return 'unsigned';
  return verify(parsed, author) ? null : 'bad-signature';
}

export interface ViewDeps {
  readonly self: string;
  readonly known: KnownState;
  readonly verify: VerifyLine;
}

/**
 * One record as known from the log and from all lines of the batch together, so that a line may stand before its `n`, its transfer or
 * its release. Facts in an `n` line are true whoever brings it, because its hash is the record's id; whether the record is created
 * here is another question.
 */
export class RecordView {
  readonly record: KnownRecord;
  readonly isOwn: boolean;
  /** Known before, or created by this batch: there is something to write fields into. */
  exists: boolean;
  /** Whether this batch makes the record known, or brings offers or transfers of it. */
  grew = false;
  /** Whether this batch brings a recall from us. */
  gotRecall = false;
  /** What becomes of the lines of the structure, save the creations. */
  readonly verdicts = new Map<Arrival, Verdict>();
  readonly #deps: ViewDeps;
  readonly #rec: string;
  readonly #offers: Offer[];
  readonly #transfers: Transfer[];
  readonly #releases = new Map<string, ReleaseLine[]>();
  readonly #isStored: boolean;
  #state: ReleaseState | null = null;
  #rosterOpen: boolean | null = null;

  private constructor(rec: string, facts: KnownRecord, exists: boolean, structure: Structure | null, deps: ViewDeps) {
    this.#rec = rec;
    this.#deps = deps;
    this.#offers = [...facts.offers];
    this.#transfers = [...facts.transfers];
    this.record = { kind: facts.kind, owner: facts.owner, offers: this.#offers, transfers: this.#transfers };
    this.exists = exists;
    this.#isStored = exists;
    if (structure) this.#settle(structure.ownership, (a) => this.#sortOwnership(a));
    this.isOwn = standing(this.record, deps.self) >= 0;
    if (structure) this.#settle(structure.releases, (a) => this.#sortRelease(a));
  }

  /** Null when nobody has said yet what the record is. */
  static of(rec: string, structure: Structure | null, deps: ViewDeps): RecordView | null {
    const stored = deps.known.record(rec);
    const line = structure?.creations[0]?.parsed.line;
    const facts = stored ?? (line ? { kind: line.kind, owner: line.owner, offers: [], transfers: [] } : null);
    return facts && new RecordView(rec, facts, stored !== null, structure, deps);
  }

  /** The `n` line was accepted. */
  create(): void {
    this.grew ||= !this.exists;
    this.exists = true;
  }

  /** The release of the record to us. */
  state(): ReleaseState {
    this.#state ??= releaseState(this.#releaseList(this.#deps.self));
    return this.#state;
  }

  isRosterOpen(): boolean {
    this.#rosterOpen ??= this.#deps.known.rosterOpen(this.#rec);
    return this.#rosterOpen;
  }

  /** Whether it was ever released to the agency, as known from the log and this batch. */
  wasReleasedTo(agency: string): boolean {
    const here = this.#releases.get(agency);
    return here ? here.length > 0 : this.#deps.known.everReleased(this.#rec, agency);
  }

  /** Null when lines sent under these releases may be read; they wait for releases not known here and go when recalled (section 6). */
  gate(under: readonly string[] | null): Verdict | null {
    if (this.isOwn) return null;
    const state = this.state();
    if (under === null) {
      if (state.open) return null;
      return state.recalled ? DROPPED : held('unknown-release');
    }
    let live = state.open;
    for (const id of under) {
      if (!state.known.has(id)) return held('unknown-release');
      if (!state.live.has(id)) live = false;
    }
    return live ? null : DROPPED;
  }

  /** Sorts lines until no more of them can be accepted: one may rest on another that stands after it. */
  #settle<A extends Arrival>(arrivals: readonly A[], sort: (arrival: A) => Verdict): void {
    let open: readonly A[] = arrivals;
    for (;;) {
      const before = open.length;
      open = open.filter((a) => {
        const verdict = sort(a);
        this.verdicts.set(a, verdict);
        return verdict.to !== 'apply';
      });
      if (open.length === before || open.length === 0) return;
    }
  }

  #sortOwnership(arrival: Arrival<OfferLine | AcceptLine>): Verdict {
    const { parsed, sender } = arrival;
    const { line } = parsed;
    const offer = line.type === 'u' ? this.#offers.find((o) => o.id === line.offer) : null;
    if (offer === undefined) return held('unknown-offer');
    const speaker = line.type === 't' ? speakerOf(this.record, line.prev) : null;
    const author = offer?.to ?? speaker?.agency ?? '';
    const party = line.type === 't' ? line.to : author;
    if (sender !== party && standing(this.record, sender) < 0) return aside('hearsay');
    const fault = signatureFault({ ...parsed, line }, author, this.#deps.verify);
    if (fault) return aside(fault);
    this.grew = true;
    if (offer) {
      const transfer = { id: parsed.idText, owner: offer.to, after: offer.after, rank: offer.rank + 1 };
      if (!this.#transfers.some((t) => t.id === transfer.id)) this.#transfers.push(transfer);
      return apply(transfer.rank);
    }
    if (line.type === 't' && speaker && !this.#offers.some((o) => o.id === parsed.idText))
      this.#offers.push({ id: parsed.idText, to: line.to, after: speaker.after, rank: speaker.rank });
    return apply(speaker?.rank ?? 0);
  }

  #sortRelease(arrival: Arrival<GrantLine | RecallLine>): Verdict {
    const { parsed, sender } = arrival;
    const { line } = parsed;
    if (standing(this.record, sender) < 0) return aside('not-the-owner');
    if (line.to !== this.#deps.self && !this.isOwn) return aside('not-addressed-to-us');
    const lines = this.#releaseList(line.to);
    // A release names what it follows, back to the first; read before a recall among them, it would open what that recall, when it comes
    // late, clears away again, with lines its sender then believes to be here.
    if (line.type === 'g' && !this.#isRootedHere(line.prev, lines)) return held('unknown-release');
    const speaker = speakerOf(this.record, line.prev);
    const fault = signatureFault({ ...parsed, line }, speaker.agency, this.#deps.verify);
    if (fault) return aside(fault);
    if (!lines.some((l) => l.id === parsed.idText)) lines.push({ id: parsed.idText, line });
    if (line.type === 'x' && line.to === this.#deps.self && !this.isOwn) this.gotRecall = true;
    this.grew ||= !this.#isStored;
    this.#state = null;
    return apply(speaker.rank);
  }

  /** Whether these lines and all they go back to are known. A recall counts without its past, so that may still be on its way. */
  #isRootedHere(prev: readonly string[], lines: readonly ReleaseLine[]): boolean {
    const byId = new Map(lines.map((l) => [l.id, l.line]));
    const seen = new Set<string>();
    const open = [...prev];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const line = byId.get(id);
      if (line) open.push(...line.prev);
      else if (!this.#transfers.some((t) => t.id === id)) return false;
    }
    return true;
  }

  #releaseList(agency: string): ReleaseLine[] {
    let lines = this.#releases.get(agency);
    if (!lines) {
      lines = [...this.#deps.known.releases(this.#rec, agency)];
      this.#releases.set(agency, lines);
    }
    return lines;
  }
}
