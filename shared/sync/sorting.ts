import type { Field } from '../model/kinds/field.ts';
import type { KnownRecord } from './authority.ts';
import type { Line, ParsedLine, SignedLine } from './line.ts';
import type { Rank } from './merge.ts';
import type { ReleaseLine } from './release-state.ts';

/** Words shared by the import plan and its callers (exchange format, sections 5, 6 and 10 step 6). */

/** A line with the way it came, which is kept with a line that waits: the same line may be hearsay from one agency and accepted from another. */
export interface Arrival<L extends Line = Line> {
  readonly parsed: ParsedLine & { readonly line: L };
  /** The agency that signed the file. A line of ours that a peer returns with our own signed header counts as sent by us (section 9). */
  readonly sender: string;
  /** Ids of the `r` line in force for the record; null: none stood before it. */
  readonly under: readonly string[] | null;
}

/** What the store knows. `hasLine` is asked once per line, the others about once per record; all may touch the database. */
export interface KnownState {
  /** Whether the line is in the log already (applied lines only; not held, not set aside). */
  readonly hasLine: (line: ParsedLine) => boolean;
  /** Known records, tombstones included. Records whose creation is only held or set aside are not known: their lines come as arrivals. */
  readonly record: (rec: string) => KnownRecord | null;
  /** All accepted `g` and `x` of a record to one agency. */
  readonly releases: (rec: string, to: string) => readonly ReleaseLine[];
  /** The recall with this id, if it was accepted here. */
  readonly recall: (id: string) => { readonly rec: string; readonly to: string } | null;
  /** Whether members may send to each other directly. */
  readonly rosterOpen: (rec: string) => boolean;
}

/** Whether the signature of the line (`signatureParts`) is that of a station key of this agency. Keys and revocations are the caller's. */
export type VerifyLine = (line: SignedLine, author: string) => boolean;

/** Held lines wait and are sorted again when what they wait for arrives. */
export type HeldReason =
  | 'unknown-kind'
  | 'unknown-field'
  | 'unknown-value'
  | 'unknown-record'
  | 'unknown-release'
  | 'unknown-recall'
  | 'unknown-offer';

/** Lines set aside change nothing and supersede nothing; they are shown with the reason. */
export type AsideReason =
  | 'hearsay'
  | 'unsigned'
  | 'bad-signature'
  | 'not-the-owner'
  | 'not-addressed-to-us'
  | 'not-released-to-author';

export type DroppedReason = 'recalled';

/** A line to enter the log. */
export interface PlannedLine<L extends Line = Line> {
  readonly arrival: Arrival<L>;
  readonly rank: Rank;
  /** The field of an `s` or `k`; null for other lines. */
  readonly field: Field | null;
  /** A contribution to a field of class restrict or owner: it is a head, shown as a proposal, and supersedes no word of the owner. */
  readonly proposal: boolean;
}

export interface SortedLine<R extends string> {
  readonly arrival: Arrival;
  readonly reason: R;
}

/**
 * The lines of a file by what becomes of them; every line is in exactly one list, save `r` lines, which only say under what the others
 * were sent. A line waits once for every way it came (id, sender, `under`): what is in `apply` or `known` waits no longer at all, what
 * is in `dropped` no longer in this way, since the same line may have come under a later release as well. A held line may be in the log
 * already: should a recall take it away, it comes back with the release it waits for.
 */
export interface ImportPlan {
  /** Creations first, then ownership, releases, receipts, covers and fields; in file order within each. */
  readonly apply: readonly PlannedLine[];
  readonly held: readonly SortedLine<HeldReason>[];
  readonly aside: readonly SortedLine<AsideReason>[];
  readonly dropped: readonly SortedLine<DroppedReason>[];
  /** In the log already. */
  readonly known: readonly Arrival[];
  /**
   * Records that become known, or whose offers or transfers grew, as they are now. One whose `n` is not in `apply` (recalled before it
   * came) is kept as a tombstone: kind and owner must be known to judge later releases, and to return them to a restored owner. A line
   * of a new owner may have come before the transfer it names: where `transfers` grew, the ranks of the record's lines (`rankOf`) and
   * its heads are worked out anew from all its lines.
   */
  readonly records: ReadonlyMap<string, KnownRecord>;
  /**
   * Records for which a recall came in: all their `n`, `s` and `k` lines and what is derived from them go; the
   * tombstone, `g x t u` and what is known of the record stay (section 6). Only then is `apply` carried out, which may hold lines that
   * went a moment before. `open`: a later release in the same batch opens the record again.
   */
  readonly recalled: readonly { readonly rec: string; readonly open: boolean }[];
}
