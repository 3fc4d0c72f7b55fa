import type { Field } from '../model/kinds/field.ts';
import { kindOf } from '../model/kinds/index.ts';
import { assertNever } from '../result/result.ts';
import { rankOf, standing } from './authority.ts';
import { isSignedClass } from './builder.ts';
import {
  type CoverLine,
  type CreateLine,
  type Line,
  type ParsedLine,
  RECEIPT_OUTCOMES,
  type ReceiptLine,
  type SetLine,
} from './line.ts';
import { CONTRIBUTION } from './merge.ts';
import { apply, aside, held, RecordView, signatureFault, type Structure, type Verdict } from './record-view.ts';
import type {
  Arrival,
  AsideReason,
  DroppedReason,
  HeldReason,
  ImportPlan,
  KnownState,
  PlannedLine,
  SortedLine,
  VerifyLine,
} from './sorting.ts';
import { fieldOfLine } from './unknown-part.ts';

export interface PlanDeps {
  /** Our agency. */
  readonly self: string;
  readonly known: KnownState;
  readonly verify: VerifyLine;
}

/** The lines of one file in file order, each with the `r` line in force for its record. */
export function arrivalsOf(sender: string, lines: readonly ParsedLine[]): readonly Arrival[] {
  const under = new Map<string, readonly string[]>();
  return lines.map((parsed) => {
    const { line } = parsed;
    if (line.type === 'r') under.set(line.rec, line.ids);
    const rec = recordOf(parsed);
    return { parsed, sender, under: rec === null ? null : (under.get(rec) ?? null) };
  });
}

/** The record a line speaks of: for `n` the one it creates; null for a receipt, which names a recall. */
export function recordOf(parsed: ParsedLine): string | null {
  const { line } = parsed;
  return line.type === 'n' ? parsed.idText : line.type === 'y' ? null : line.rec;
}

/**
 * Sorts lines by what becomes of them (exchange format, sections 5, 6 and 10 step 6): who may say what follows from the `n` line, the
 * transfers and the releases among the known lines and these together, never from the order in which they stand.
 *
 * Order of arrival over several files does not matter either, if the caller passes again, together with a file, every line that was
 * held or set aside earlier and speaks of a record of that file (with the sender and `under` it came with).
 */
export function planImport(deps: PlanDeps, arrivals: readonly Arrival[]): ImportPlan {
  return new Sorter(deps).sort(arrivals);
}

/** Lines are applied in this order; what is first gives the later ones their ground. */
const PHASES = ['n', 't', 'u', 'x', 'g', 'y', 'k', 's'] as const;

class Sorter {
  readonly #deps: PlanDeps;
  readonly #structures = new Map<string, Structure>();
  readonly #views = new Map<string, RecordView | null>();
  readonly #phases = new Map<Line['type'], PlannedLine[]>(PHASES.map((p) => [p, []]));
  readonly #applied = new Set<string>();
  readonly #held: SortedLine<HeldReason>[] = [];
  readonly #aside: SortedLine<AsideReason>[] = [];
  readonly #dropped: SortedLine<DroppedReason>[] = [];
  readonly #known: Arrival[] = [];

  constructor(deps: PlanDeps) {
    this.#deps = deps;
  }

  sort(arrivals: readonly Arrival[]): ImportPlan {
    const unread = arrivals.filter((a) => a.parsed.line.type !== 'r');
    const inLog = new Set(unread.filter((a) => this.#deps.known.hasLine(a.parsed)));
    for (const a of unread) if (!inLog.has(a)) this.#noteStructure(a);
    const fresh = unread.filter((a) => !inLog.has(a) || this.#goesAndComes(a));
    // Creations before the rest: a field may stand before the line that creates its record.
    for (const a of fresh)
      if (a.parsed.line.type === 'n') this.#place(a, this.#sortCreation(narrow(a, a.parsed.line)), null);
    for (const a of fresh) if (a.parsed.line.type !== 'n') this.#sortOther(a);
    const views = [...this.#views].flatMap(([rec, view]) => (view ? [{ rec, view }] : []));
    return {
      apply: PHASES.flatMap((p) => this.#phases.get(p) ?? []),
      // What one agency may not say another may: a line that was accepted from one of them is settled.
      held: this.#held.filter((l) => !this.#applied.has(l.arrival.parsed.idText)),
      aside: this.#aside.filter((l) => !this.#applied.has(l.arrival.parsed.idText)),
      dropped: this.#dropped,
      known: this.#known,
      records: new Map(views.filter((v) => v.view.grew).map((v) => [v.rec, v.view.record])),
      recalled: views.filter((v) => v.view.gotRecall).map((v) => ({ rec: v.rec, open: v.view.state().open })),
    };
  }

  /**
   * Whether a line of the log is to be sorted like a new one, because a recall takes everything of its record away: one in this batch,
   * or one still to come that the release not known here follows. What came under that release must not be passed over as known.
   */
  #goesAndComes(arrival: Arrival): boolean {
    const { type } = arrival.parsed.line;
    const rec = recordOf(arrival.parsed);
    const taken = type === 'n' || type === 's' || type === 'k';
    const view = taken && rec !== null ? this.#view(rec) : null;
    if (view?.gotRecall || view?.gate(arrival.under)?.to === 'held') return true;
    this.#known.push(arrival);
    return false;
  }

  #noteStructure(a: Arrival): void {
    const { line } = a.parsed;
    if (line.type === 'n') this.#structure(a.parsed.idText).creations.push(narrow(a, line));
    else if (line.type === 't' || line.type === 'u') this.#structure(line.rec).ownership.push(narrow(a, line));
    else if (line.type === 'g' || line.type === 'x') this.#structure(line.rec).releases.push(narrow(a, line));
  }

  #structure(rec: string): Structure {
    let s = this.#structures.get(rec);
    if (!s) {
      s = { creations: [], ownership: [], releases: [] };
      this.#structures.set(rec, s);
    }
    return s;
  }

  #view(rec: string): RecordView | null {
    let view = this.#views.get(rec);
    if (view === undefined) {
      view = RecordView.of(rec, this.#structures.get(rec) ?? null, this.#deps);
      this.#views.set(rec, view);
    }
    return view;
  }

  #sortCreation(a: Arrival<CreateLine>): Verdict {
    const view = this.#view(a.parsed.idText);
    if (!view) return held('unknown-record');
    if (standing(view.record, a.sender) < 0) return aside('hearsay');
    const closed = view.gate(a.under);
    if (closed) return closed;
    if (kindOf(view.record.kind) === null) return held('unknown-kind');
    view.create();
    return apply(0);
  }

  #sortOther(a: Arrival): void {
    const { line } = a.parsed;
    switch (line.type) {
      case 's':
      case 'k':
        return this.#sortField(narrow(a, line));
      case 't':
      case 'u':
      case 'g':
      case 'x':
        return this.#place(a, this.#view(line.rec)?.verdicts.get(a) ?? held('unknown-record'), null);
      case 'y':
        return this.#place(a, this.#sortReceipt(narrow(a, line)), null);
      case 'n':
      case 'r':
        return;
      default:
        assertNever(line);
    }
  }

  #sortField(a: Arrival<SetLine | CoverLine>): void {
    const { line } = a.parsed;
    const view = this.#view(line.rec);
    if (!view) return this.#place(a, held('unknown-record'), null);
    const stopped = this.#mayNotSay(a, view) ?? view.gate(a.under);
    if (stopped) return this.#place(a, stopped, null);
    const field = fieldOfLine(view.record.kind, line);
    // A known kind without its creation: the record itself is still on its way.
    if (!view.exists) return this.#place(a, held(field === 'unknown-kind' ? field : 'unknown-record'), null);
    if (typeof field === 'string') return this.#place(a, held(field), null);
    if (line.type === 'k') return this.#place(a, apply(standing(view.record, a.sender)), field);
    if (line.sig !== null || isSignedClass(field.merge)) {
      const fault = signatureFault({ ...a.parsed, line }, line.author, this.#deps.verify);
      if (fault) return this.#place(a, aside(fault), null);
    }
    this.#place(a, apply(rankOf(view.record, line.author, line.prev)), field);
  }

  /**
   * An agency speaks for itself on any record it can see, and for anyone on records it owns (section 5). For itself it may speak to the
   * owner, who knows what was released to it, and to other members where the roster is open.
   */
  #mayNotSay(a: Arrival<SetLine | CoverLine>, view: RecordView): Verdict | null {
    const { line } = a.parsed;
    if (standing(view.record, a.sender) >= 0) return null;
    if (line.type === 'k') return aside('not-the-owner');
    if (line.author !== a.sender) return aside('hearsay');
    if (a.sender === this.#deps.self) return null;
    if (view.isOwn) return view.wasReleasedTo(a.sender) ? null : aside('not-released-to-author');
    return view.isRosterOpen() ? null : aside('hearsay');
  }

  #sortReceipt(a: Arrival<ReceiptLine>): Verdict {
    const { line } = a.parsed;
    const recall = this.#recall(line.recall);
    if (!recall) return held('unknown-recall');
    if (line.author !== a.sender || line.author !== recall.to) return aside('hearsay');
    if (!(RECEIPT_OUTCOMES as readonly string[]).includes(line.outcome)) return held('unknown-value');
    const fault = signatureFault({ ...a.parsed, line }, line.author, this.#deps.verify);
    return fault ? aside(fault) : apply(CONTRIBUTION);
  }

  /** A recall from the log or from this batch. */
  #recall(id: string): { readonly to: string } | null {
    const known = this.#deps.known.recall(id);
    if (known) return known;
    for (const [rec, s] of this.#structures)
      for (const r of s.releases)
        if (r.parsed.idText === id && r.parsed.line.type === 'x' && this.#view(rec)?.verdicts.get(r)?.to === 'apply')
          return r.parsed.line;
    return null;
  }

  #place(arrival: Arrival, verdict: Verdict, field: Field | null): void {
    switch (verdict.to) {
      case 'apply':
        return this.#apply(arrival, verdict.rank, field);
      case 'held':
        this.#held.push({ arrival, reason: verdict.reason });
        return;
      case 'aside':
        this.#aside.push({ arrival, reason: verdict.reason });
        return;
      case 'dropped':
        this.#dropped.push({ arrival, reason: verdict.reason });
        return;
      default:
        assertNever(verdict);
    }
  }

  /** The same line may come from two agencies, or from a file and from those that waited; it enters the log once. */
  #apply(arrival: Arrival, rank: number, field: Field | null): void {
    const id = arrival.parsed.idText;
    if (this.#applied.has(id)) {
      this.#known.push(arrival);
      return;
    }
    this.#applied.add(id);
    const ownersWord = field?.merge === 'restrict' || field?.merge === 'owner';
    const proposal = ownersWord && arrival.parsed.line.type === 's' && rank === CONTRIBUTION;
    this.#phases.get(arrival.parsed.line.type)?.push({ arrival, rank, field, proposal });
  }
}

/** The arrival, with what the caller knows of its line. */
const narrow = <L extends Line>(arrival: Arrival, _line: L): Arrival<L> => arrival as Arrival<L>;
