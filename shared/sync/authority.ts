import { CONTRIBUTION, type Rank } from './merge.ts';

/** A valid pair of offer (`t`) and acceptance (`u`). */
export interface Transfer {
  /** Id of the acceptance. */
  readonly id: string;
  readonly owner: string;
  /** The transfer it continues; null: it continues the creation. */
  readonly after: string | null;
  readonly rank: Rank;
}

/** An offer that was verified; whether it was accepted is another line. */
export interface Offer {
  readonly id: string;
  readonly to: string;
  readonly after: string | null;
  /** Rank of the offering owner. */
  readonly rank: Rank;
}

/** What is known of a record from its `n` line (kind, owner) and from its accepted `t` and `u` lines. True of a tombstone as well. */
export interface KnownRecord {
  readonly kind: string;
  /** The agency in the `n` line. */
  readonly owner: string;
  readonly offers: readonly Offer[];
  readonly transfers: readonly Transfer[];
}

/** With whose word a line of `author` with this `prev` speaks: by the `n` line or a transfer it names, never by order of arrival (section 5). */
export function rankOf(record: KnownRecord, author: string, prev: readonly string[]): Rank {
  let rank = author === record.owner ? 0 : CONTRIBUTION;
  for (const t of record.transfers) if (t.owner === author && t.rank > rank && prev.includes(t.id)) rank = t.rank;
  return rank;
}

/** The owner who speaks by a line with this `prev`, for lines that do not name their author (`g x t`). */
export function speakerOf(
  record: KnownRecord,
  prev: readonly string[],
): { readonly agency: string; readonly rank: Rank; readonly after: string | null } {
  let speaker: { agency: string; rank: Rank; after: string | null } = { agency: record.owner, rank: 0, after: null };
  for (const t of record.transfers) {
    const better = t.rank > speaker.rank || (t.rank === speaker.rank && speaker.after !== null && t.id < speaker.after);
    if (better && prev.includes(t.id)) speaker = { agency: t.owner, rank: t.rank, after: t.id };
  }
  return speaker;
}

/**
 * The highest rank an agency ever held on a record, or CONTRIBUTION. Former owners keep the right to pass lines on: taking it away
 * would make the outcome depend on whether the transfer or their file arrived first.
 */
export function standing(record: KnownRecord, agency: string): Rank {
  let rank = agency === record.owner ? 0 : CONTRIBUTION;
  for (const t of record.transfers) if (t.owner === agency && t.rank > rank) rank = t.rank;
  return rank;
}

export interface CurrentOwner {
  readonly agency: string;
  /** The acceptance every line of this owner names in `prev`; null for the creator. */
  readonly via: string | null;
  /** Two agencies accepted offers made side by side: ownership stays where it was until people have spoken. */
  readonly contested: boolean;
}

/** The present owner: a function of the set of transfers. */
export function currentOwner(record: KnownRecord): CurrentOwner {
  let at: CurrentOwner = { agency: record.owner, via: null, contested: false };
  for (;;) {
    const next = record.transfers.filter((t) => t.after === at.via);
    const first = next.reduce<Transfer | null>((a, t) => (a === null || t.id < a.id ? t : a), null);
    if (!first) return at;
    if (next.some((t) => t.owner !== first.owner)) return { ...at, contested: true };
    at = { agency: first.owner, via: first.id, contested: false };
  }
}
