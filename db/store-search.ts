import type { Tier } from '#shared/search/match.ts';
import type { RecordId, RecordView } from './store-types.ts';

export interface SearchQuery {
  readonly text: string;
  /** Operation looked at: what belongs to it comes first. */
  readonly here: RecordId | null;
  /** Operation that is left out, because somebody looks at it through something else. */
  readonly without?: RecordId | null;
  /** `next` of the page before. */
  readonly after: string | null;
  readonly count: number;
}
export interface SearchHit {
  readonly view: RecordView;
  /** The operation it belongs to, or is. */
  readonly head: RecordView;
  readonly tier: Tier;
}
export interface SearchPage {
  readonly hits: readonly SearchHit[];
  /** null: that was all. */
  readonly next: string | null;
  /** Records that are not found yet, or by old words, because theirs are still to be made. */
  readonly waiting: number;
}

export interface SearchStore {
  /** Best first, in pages; closed, recalled and template records are never among them. */
  readonly find: (query: SearchQuery) => SearchPage;
  /** Makes the words of so many records; how many are left. */
  readonly work: (limit: number) => number;
}
