import type { Field, Wire, WireType } from '../model/kinds/field.ts';
import { bestFirst, CONTRIBUTION, countingHeads, type HeadKey } from './merge.ts';

/** A head with its value, as needed to read a field. */
export interface Head extends HeadKey {
  readonly value: Wire;
}

/**
 * `single` one value; `auto-merged` one won, the others wait to be ticked off; `conflict` side by side until a person resolves;
 * `contested` a decision without agreement: every gate on it reads "not approved"; `proposal` another agency asks the owner for a change.
 */
export type FieldState = 'single' | 'auto-merged' | 'conflict' | 'contested' | 'proposal';

export interface FieldReading {
  /** The value to show and to keep in the table; for a contested field the last agreed one, null when that is not known. */
  readonly value: Wire;
  readonly state: FieldState;
  /** False exactly when a gate on the field must read "not approved". */
  readonly settled: boolean;
  /** Restrict only: one head leaves the marking to the parent, so the effective marking is the stricter of `value` and the parent's. */
  readonly inherits: boolean;
  /** The head whose value is shown; null when the value is none of the heads' (contested, or a union of caveats). */
  readonly winner: Head | null;
  /** Heads with a value other than the one shown, best first. */
  readonly others: readonly Head[];
}

/**
 * The current value of a field (exchange format, section 3): a function of its heads alone, so whoever holds the same lines reads the
 * same. Equal values count as one. `agreed` is the last agreed value of a decision field where the caller knows it (see lastAgreed).
 * A field without heads was never set and reads null.
 */
export function readField(field: Field, heads: readonly Head[], agreed: Wire = null): FieldReading {
  const only = heads.length === 1 ? heads[0] : undefined;
  if (only && (only.rank !== CONTRIBUTION || field.merge !== 'owner')) return single(only);
  const counting = bestFirst(countingHeads(heads));
  switch (field.merge) {
    case 'auto':
      return oneWins(counting, 'auto-merged');
    case 'review':
      return oneWins(counting, 'conflict');
    case 'decision':
      return decided(counting, agreed);
    case 'owner':
      return owned(counting);
    case 'restrict':
      return strictest(field.type, counting);
  }
}

const single = (winner: Head | null): FieldReading => ({
  value: winner?.value ?? null,
  state: 'single',
  settled: true,
  inherits: false,
  winner,
  others: [],
});

function oneWins(sorted: readonly Head[], state: FieldState): FieldReading {
  const winner = sorted[0] ?? null;
  const others = winner ? unlike(sorted, winner.value) : [];
  return others.length === 0 ? single(winner) : { ...single(winner), state, others };
}

function decided(sorted: readonly Head[], agreed: Wire): FieldReading {
  const first = sorted[0];
  if (!first || unlike(sorted, first.value).length === 0) return single(first ?? null);
  return { value: agreed, state: 'contested', settled: false, inherits: false, winner: null, others: sorted };
}

/** Only the latest owner's word counts; what others wrote is a proposal, also while the owner has said nothing. */
function owned(sorted: readonly Head[]): FieldReading {
  const top = sorted[0];
  const words = top && top.rank !== CONTRIBUTION ? sorted.filter((h) => h.rank === top.rank) : [];
  const winner = words[0] ?? null;
  const others = winner ? unlike(sorted, winner.value) : sorted.filter((h) => h.value !== null);
  if (others.length === 0) return single(winner);
  const state = others.some((h) => h.rank !== top?.rank || !winner) ? 'proposal' : 'conflict';
  return { ...single(winner), state, others };
}

/**
 * The highest code of a scheme, the union of caveats. A contribution may make a marking stricter and never less strict, because it
 * supersedes no word of the owner (case 34).
 */
function strictest(type: WireType, sorted: readonly Head[]): FieldReading {
  const first = sorted[0];
  if (!first) return single(null);
  if (sorted.length > 1 && unlike(sorted, first.value).length === 0) return single(first);
  const given = sorted.filter((h) => h.value !== null);
  const value = type.t === 'list' ? union(type.of, given) : highest(type, given);
  const winner = sorted.find((h) => sameValue(h.value, value)) ?? null;
  const others = unlike(sorted, value);
  if (others.length === 0) return single(winner);
  const fromOthers = sorted.some((h) => h.rank === CONTRIBUTION && first.rank !== CONTRIBUTION);
  return {
    value,
    state: fromOthers ? 'proposal' : 'auto-merged',
    settled: true,
    inherits: given.length < sorted.length,
    winner,
    others,
  };
}

function highest(type: WireType, given: readonly Head[]): Wire {
  let best: Wire = null;
  let rank = -2;
  for (const head of given) {
    // A value outside the scheme cannot be compared; it was held on arrival and never becomes a head of a known scheme.
    const at = type.t === 'enum' && typeof head.value === 'string' ? type.of.indexOf(head.value) : -1;
    if (at > rank) [best, rank] = [head.value, at];
  }
  return best;
}

/** In the order of the scheme, or by code unit where the members are free text. */
function union(of: WireType, given: readonly Head[]): Wire {
  const members = new Set<string>();
  for (const head of given) {
    if (!Array.isArray(head.value)) continue;
    for (const member of head.value as readonly Wire[]) if (typeof member === 'string') members.add(member);
  }
  return of.t === 'enum' ? of.of.filter((m) => members.has(m)) : [...members].sort();
}

const unlike = (heads: readonly Head[], value: Wire): readonly Head[] =>
  heads.filter((h) => !sameValue(h.value, value));

/** Whether two wire values are the same value: they have one spelling, so the same text. */
export const sameValue = (a: Wire, b: Wire): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** What lastAgreed needs of a line of the field. */
export interface PastLine {
  readonly value: Wire;
  readonly prev: readonly string[];
}

/** The past of a field as far as it is held. */
export interface Past {
  readonly lineOf: (id: string) => PastLine | null;
  /** Ids in the `k` lists of the field. */
  readonly covered: () => readonly string[];
}

/**
 * The value all heads go back to: that of the latest line which every head's author had seen. `undefined` when there is none among the
 * held lines, or several of equal standing with different values. A function of the set of held lines: ask again when one arrives.
 *
 * What an owner put right before it was sent stands in a `k` alone. A head over nothing but such lines counts as written by somebody who had
 * seen all that the owner lists, so that a recipient of heads and lists finds the value the owner finds.
 */
export function lastAgreed(heads: readonly HeadKey[], past: Past): Wire | undefined {
  const { lineOf } = past;
  const seen = heads.map((head) => seenBy(head.id, past));
  // Where two go back to what was not sent, that itself may be what they agreed on.
  if (seen.filter((s) => s.isListed).length > 1) return undefined;
  const common = seen
    .map((s) => s.ids)
    .reduce<Set<string> | null>((all, ids) => (all ? intersect(all, ids) : ids), null);
  if (!common || common.size === 0) return undefined;
  const older = new Set<string>();
  for (const id of common) for (const p of lineOf(id)?.prev ?? []) older.add(p);
  const latest = [...common].filter((id) => !older.has(id)).map((id) => lineOf(id)?.value ?? null);
  const first = latest[0];
  return first !== undefined && latest.every((v) => sameValue(v, first)) ? first : undefined;
}

function seenBy(id: string, { lineOf, covered }: Past): { readonly ids: Set<string>; readonly isListed: boolean } {
  const past = new Set<string>();
  const prev = lineOf(id)?.prev ?? [];
  const open = [...prev];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (past.has(next)) continue;
    const line = lineOf(next);
    if (!line) continue;
    past.add(next);
    open.push(...line.prev);
  }
  const listed = past.size === 0 && prev.length > 0 ? covered() : [];
  return listed.some((at) => prev.includes(at))
    ? { ids: new Set(listed.filter((at) => lineOf(at) !== null)), isListed: true }
    : { ids: past, isListed: false };
}

const intersect = (a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> =>
  new Set([...a].filter((id) => b.has(id)));

/** `closed` is hidden; `edited` means "edited while being closed" and stays visible, as does `contested` (closed and reopened at once). */
export type LifeState = 'open' | 'closed' | 'edited' | 'contested';

/**
 * The life of a record (exchange format, section 3; case 30). `life` are the heads of `_life`: a closing holds the ids of the heads of
 * all other fields its author had seen, null opens again. `others` are the ids of the counting heads of all other fields.
 */
export function readLife(life: readonly Head[], others: Iterable<string>): LifeState {
  const counting = countingHeads(life);
  if (counting.every((h) => h.value === null)) return 'open';
  const seen = new Set<string>();
  for (const head of counting) {
    if (!Array.isArray(head.value)) return 'contested';
    for (const id of head.value as readonly Wire[]) if (typeof id === 'string') seen.add(id);
  }
  for (const id of others) if (!seen.has(id)) return 'edited';
  return 'closed';
}
