/** Filter, order and picture over the cards of all operations. Pure over the cards it is given. */
import type { OperationCard } from '#shared/contract/planning.ts';
import type { OperationPage, PortfolioFilter, PortfolioOrder, PortfolioPicture } from '#shared/contract/portfolio.ts';
import { OPERATION_STATES, type OperationState } from '#shared/model/vocabulary.ts';

export interface Entry {
  readonly card: OperationCard;
  readonly checked: boolean;
  /** Distance from H on the operation's own clock; what is over counts after everything else. */
  readonly urgency: number;
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
/** Folding 500 names costs more than comparing them; a card is never changed, only replaced. */
const folded = new WeakMap<OperationCard, string>();
function wordsOf(card: OperationCard): string {
  const known = folded.get(card);
  if (known !== undefined) return known;
  const made = fold([card.codeName, card.code, card.title.en, card.title.fr, card.ownerCode].join(' '));
  folded.set(card, made);
  return made;
}

const stateOf = (card: OperationCard): OperationState =>
  OPERATION_STATES.find((state) => state === card.status) ?? 'proposed';
const isBlocked = ({ findings }: OperationCard): boolean => (findings?.block ?? 0) > 0;

/** What find and "blocked only" leave; the state is looked at afterwards, so that states can be counted. */
function foundIn(entries: readonly Entry[], { find, blocked }: PortfolioFilter): readonly Entry[] {
  const typed = fold(find).split(/\s+/).filter(Boolean);
  return entries.filter(
    ({ card }) => (!blocked || isBlocked(card)) && typed.every((word) => wordsOf(card).includes(word)),
  );
}
const ofState = (entries: readonly Entry[], status: OperationState | null): readonly Entry[] =>
  status === null ? entries : entries.filter(({ card }) => stateOf(card) === status);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const LATE = Number.MAX_SAFE_INTEGER;
/** What was not checked yet stands after what was: nothing is known of it. */
const unknown = { block: -1, warn: -1 };
const ORDERS: Readonly<Record<PortfolioOrder, (a: Entry, b: Entry) => number>> = {
  urgency: (a, b) => a.urgency - b.urgency,
  h: (a, b) => (a.card.hHour ?? LATE) - (b.card.hHour ?? LATE),
  name: (a, b) => compare(fold(a.card.codeName), fold(b.card.codeName)),
  findings: (a, b) => {
    const [x, y] = [a.card.findings ?? unknown, b.card.findings ?? unknown];
    return y.block - x.block || y.warn - x.warn || a.urgency - b.urgency;
  },
  status: (a, b) =>
    OPERATION_STATES.indexOf(stateOf(a.card)) - OPERATION_STATES.indexOf(stateOf(b.card)) || a.urgency - b.urgency,
};

const sorted = (entries: readonly Entry[], order: PortfolioOrder): readonly Entry[] =>
  entries.toSorted((a, b) => ORDERS[order](a, b) || compare(a.card.code, b.card.code) || compare(a.card.id, b.card.id));
/** What the filter leaves, in order. */
export const matchingEntries = (
  entries: readonly Entry[],
  filter: PortfolioFilter & { readonly order: PortfolioOrder },
): readonly Entry[] => sorted(ofState(foundIn(entries, filter), filter.status), filter.order);

export function operationPage(
  entries: readonly Entry[],
  filter: PortfolioFilter & { readonly first: number; readonly count: number; readonly order: PortfolioOrder },
): Omit<OperationPage, 'editions'> {
  const found = foundIn(entries, filter);
  const matching = sorted(ofState(found, filter.status), filter.order);
  const blocked = entries.filter(({ card }) => isBlocked(card)).length;
  return {
    total: entries.length,
    matching: matching.length,
    blocked,
    blockedOutside: blocked - matching.filter(({ card }) => isBlocked(card)).length,
    unchecked: entries.filter(({ checked }) => !checked).length,
    states: OPERATION_STATES.map((status) => {
      const those = ofState(found, status);
      return { status, count: those.length, blocked: those.filter(({ card }) => isBlocked(card)).length };
    }),
    markings: [...new Map(matching.map(({ card: { marking } }) => [JSON.stringify(marking), marking])).values()],
    cards: matching.slice(filter.first, filter.first + filter.count).map(({ card }) => card),
  };
}

/** From when to when it reaches: its plan and its H; null: nothing of it can be placed. */
function reachOf({ extent, hHour }: OperationCard): { readonly from: number; readonly to: number } | null {
  if (extent && hHour !== null) return { from: Math.min(extent.from, hHour), to: Math.max(extent.to, hHour) };
  return extent ?? (hHour === null ? null : { from: hHour, to: hHour });
}

/** Two days of air at each side, so that no H lies on the edge. */
const MARGIN_MS = 2 * 86_400_000;

export function portfolioPicture(
  entries: readonly Entry[],
  filter: PortfolioFilter & { readonly bins: number },
): PortfolioPicture | null {
  const { bins } = filter;
  const placed = ofState(foundIn(entries, filter), filter.status).flatMap(({ card }) => {
    const reach = reachOf(card);
    return reach ? [{ card, reach }] : [];
  });
  if (placed.length === 0) return null;
  const from = placed.reduce((least, { reach }) => Math.min(least, reach.from), LATE) - MARGIN_MS;
  const to = placed.reduce((most, { reach }) => Math.max(most, reach.to), -LATE) + MARGIN_MS;
  const binOf = (at: number): number => Math.min(bins - 1, Math.floor(((at - from) / (to - from)) * bins));
  const empty = (): number[] => Array.from({ length: bins }, () => 0);
  const [running, blocked, h] = [empty(), empty(), empty()];
  const add = (list: number[], at: number): void => {
    list[at] = (list[at] ?? 0) + 1;
  };
  for (const { card, reach } of placed) {
    const last = binOf(reach.to);
    for (let at = binOf(reach.from); at <= last; at += 1) {
      add(running, at);
      if (isBlocked(card)) add(blocked, at);
    }
    if (card.hHour !== null) add(h, binOf(card.hHour));
  }
  return { from, to, running, blocked, h };
}
