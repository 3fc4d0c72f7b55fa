/** Search while somebody looks at a branch or at the past: the words of that operation are those seen, all others those of the plan. */
import type { SearchHit, SearchStore } from '#db/store-search.ts';
import type { Store } from '#db/store.ts';
import { SEARCHED_KINDS } from '#shared/search/fields.ts';
import { readTyped, tierOf, TIERS } from '#shared/search/match.ts';
import { documentOf } from '#shared/search/words.ts';

const HERE = 'here';
const KINDS: ReadonlySet<string> = new Set(SEARCHED_KINDS);

/** `id`: the operation as it is seen; `of`: the operation behind it. Nothing of a branch ever enters the index. */
export function lensSearch(search: SearchStore, read: Store['read'], id: string, of: string): SearchStore {
  const own = (text: string): readonly SearchHit[] => {
    const typed = readTyped(text);
    const head = read.record(id);
    if (!typed || !head) return [];
    return read
      .recordsOfOperation(id, KINDS)
      .flatMap((view): SearchHit[] => {
        const words = documentOf(view.kind, view.fields, HERE);
        const tier = words && tierOf(words, typed, HERE);
        return tier ? [{ view, head, tier }] : [];
      })
      .sort((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier));
  };
  return {
    find: (query) => {
      const { after, count } = query;
      const first = after === null ? 0 : after.startsWith('l') ? Number(after.slice(1)) : null;
      const seen = first === null ? [] : own(query.text);
      const hits = seen.slice(first ?? 0, (first ?? 0) + count);
      const rest = (first ?? 0) + hits.length;
      if (rest < seen.length) return { hits, next: `l${rest}`, waiting: 0 };
      const room = count - hits.length;
      if (room === 0) return { hits, next: '0.0', waiting: 0 };
      const others = search.find({
        ...query,
        here: null,
        without: of,
        after: first === null ? after : null,
        count: room,
      });
      return { ...others, hits: [...hits, ...others.hits] };
    },
    work: () => 0,
  };
}
