import type { MergeClass } from '../model/kinds/field.ts';

/**
 * The heads of one field of one record (exchange format, section 3): accepted `s` lines named in no `prev` of another accepted line of
 * the same record and field. A head that the owner's `k` names is kept but `covered`: it counts only when no other head is left, so
 * that a `k` never leaves a field without a head, whatever arrived first.
 */

/**
 * With whose word a line speaks (section 5): `CONTRIBUTION` an agency that does not own the record, 0 the agency that created it,
 * n the owner after the n-th transfer. In the classes restrict and owner a lower word never supersedes a higher one.
 */
export type Rank = number;
export const CONTRIBUTION: Rank = -1;

/** What the store packs per head. */
export interface HeadKey {
  readonly id: string;
  readonly ms: number;
  readonly ctr: number;
  readonly author: string;
  readonly rank: Rank;
  readonly covered: boolean;
}

/** A line that is new to the log, as the field sees it. */
export interface Incoming<H extends HeadKey> {
  readonly head: H;
  readonly prev: readonly string[];
}

/** Ids of one `k`, with the rank of the owner who sent it. */
export interface Cover {
  readonly ids: readonly string[];
  readonly rank: Rank;
}

/**
 * What earlier lines **of this field** said about ids that were not held then. Kept per field and not per id: a line must not be
 * superseded through the `prev` of another field.
 */
export interface Named {
  /** Highest rank of a line that named the id in `prev`; null: none did. */
  readonly prev: Rank | null;
  /** Highest rank of a `k` that named it; null: none did. */
  readonly cover: Rank | null;
}
export const NOT_NAMED: Named = { prev: null, cover: null };

export interface HeadsAfter<H extends HeadKey> {
  /** All maximal lines, covered ones included, in no particular order. */
  readonly heads: readonly H[];
  /** To be remembered for lines still to come: ids named now that are neither head nor incoming, with the marks to merge (higher rank wins). */
  readonly named: ReadonlyMap<string, Named>;
  readonly changed: boolean;
}

/**
 * The heads after new lines and new `k` lists of one field. The result depends on the set of lines only, never on their order or on
 * how they are cut into calls, provided that `incoming` holds each line once and no line already in the log, and that `namedBefore`
 * answers from what earlier calls for this field returned. Ids in a `prev` that are no lines of this field do no harm.
 */
export function headsAfter<H extends HeadKey>(
  merge: MergeClass,
  current: readonly H[],
  incoming: readonly Incoming<H>[],
  namedBefore: (id: string) => Named | null,
  covers: readonly Cover[] = [],
): HeadsAfter<H> {
  const ranked = merge === 'restrict' || merge === 'owner';
  const [line] = incoming;
  if (line && incoming.length === 1 && covers.length === 0 && line.prev.length <= FEW)
    return afterOne(ranked, current, line, namedBefore);
  const prev = new Map<string, Rank>();
  for (const line of incoming) for (const id of line.prev) raise(prev, id, line.head.rank);
  const cover = new Map<string, Rank>();
  for (const k of covers) for (const id of k.ids) raise(cover, id, k.rank);

  const heads: H[] = [];
  let changed = false;
  const settle = (head: H, before: Named): void => {
    const by = higher(prev.get(head.id) ?? null, before.prev);
    prev.delete(head.id);
    const coveredBy = higher(cover.get(head.id) ?? null, before.cover);
    cover.delete(head.id);
    if (by !== null && (!ranked || by >= head.rank)) return;
    const covered = head.covered || (coveredBy !== null && (!ranked || coveredBy >= head.rank));
    heads.push(covered === head.covered ? head : { ...head, covered });
    if (covered !== head.covered) changed = true;
  };
  for (const head of current) settle(head, NOT_NAMED);
  if (heads.length !== current.length) changed = true;
  const kept = heads.length;
  for (const line of incoming) settle(line.head, namedBefore(line.head.id) ?? NOT_NAMED);
  if (heads.length !== kept) changed = true;
  return { heads, named: leftOver(prev, cover), changed };
}

/** So many that going through them is quicker than a table. */
const FEW = 8;
const NONE: ReadonlyMap<string, Named> = new Map();
/** The same for one line and no `k`, as most fields of a file have it. */
function afterOne<H extends HeadKey>(
  ranked: boolean,
  current: readonly H[],
  { head, prev }: Incoming<H>,
  namedBefore: (id: string) => Named | null,
): HeadsAfter<H> {
  const heads = current.filter((h) => !prev.includes(h.id) || (ranked && head.rank < h.rank));
  const before = namedBefore(head.id);
  const byPrev = higher(prev.includes(head.id) ? head.rank : null, before?.prev ?? null);
  const byCover = before?.cover ?? null;
  const isHead = byPrev === null || (ranked && byPrev < head.rank);
  const covered = head.covered || (byCover !== null && (!ranked || byCover >= head.rank));
  // Mostly each is a head, and a table for every line is a tenth of what an import takes.
  const unknown = prev.filter((id) => id !== head.id && !current.some((h) => h.id === id));
  const named = unknown.length === 0 ? NONE : new Map(unknown.map((id) => [id, { prev: head.rank, cover: null }]));
  const kept = heads.length;
  if (isHead) heads.push(covered === head.covered ? head : { ...head, covered });
  return { heads, named, changed: isHead || kept !== current.length };
}

/** The heads that count: those no `k` covers, or all of them when every one is covered. */
export function countingHeads<H extends HeadKey>(heads: readonly H[]): readonly H[] {
  if (!heads.some((h) => h.covered)) return heads;
  const open = heads.filter((h) => !h.covered);
  return open.length > 0 ? open : heads;
}

/**
 * The marks of one id from two sources, the higher rank of each: how a store adds a new mark to a remembered one.
 */
export const mergeNamed = (a: Named, b: Named): Named => ({
  prev: higher(a.prev, b.prev),
  cover: higher(a.cover, b.cover),
});

/** Sorted best first. Two or three are put in order by hand: the sort of the platform takes a kilobyte for each call. */
export function bestFirst<H extends HeadKey>(heads: readonly H[]): readonly H[] {
  if (heads.length < 2) return heads;
  const sorted = [...heads];
  if (sorted.length > FEW) return sorted.sort(compareHeads);
  for (let i = 1; i < sorted.length; i++)
    for (let at = i; at > 0; at--) {
      const [before, head] = [sorted[at - 1] as H, sorted[at] as H];
      if (compareHeads(before, head) <= 0) break;
      sorted[at - 1] = head;
      sorted[at] = before;
    }
  return sorted;
}

/** Best first: the owner's (latest owner before earlier ones), then the later stamp, then the larger id (section 3, class auto). */
export function compareHeads(a: HeadKey, b: HeadKey): number {
  return b.rank - a.rank || b.ms - a.ms || b.ctr - a.ctr || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function leftOver(prev: ReadonlyMap<string, Rank>, cover: ReadonlyMap<string, Rank>): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>();
  for (const [id, rank] of prev) named.set(id, { prev: rank, cover: cover.get(id) ?? null });
  for (const [id, rank] of cover) if (!named.has(id)) named.set(id, { prev: null, cover: rank });
  return named;
}

function raise(ranks: Map<string, Rank>, id: string, rank: Rank): void {
  const known = ranks.get(id);
  if (known === undefined || known < rank) ranks.set(id, rank);
}

const higher = (a: Rank | null, b: Rank | null): Rank | null => (a === null ? b : b === null || a >= b ? a : b);
