import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auto,
  decision,
  type Field,
  list,
  oneOf,
  owner,
  restrict,
  review,
  text,
  type Wire,
} from '../model/kinds/field.ts';
import { TLP } from '../model/vocabulary.ts';
import { CONTRIBUTION, countingHeads, type Cover, headsAfter, type Incoming, mergeNamed, type Named } from './merge.ts';
import { type Head, lastAgreed, type PastLine, readField, readLife } from './reading.ts';
import { releaseState } from './release-state.ts';

const OWNER = 'A01';
const id = (n: number): string => String.fromCharCode(97 + n).repeat(32);
const head = (n: number, value: Wire, more: Partial<Head> = {}): Head => ({
  id: id(n),
  ms: 100 + n,
  ctr: 0,
  author: OWNER,
  rank: 0,
  covered: false,
  value,
  ...more,
});
const from = (author: string): Partial<Head> => ({ author, rank: CONTRIBUTION });
const line = (h: Head, ...prev: readonly number[]): Incoming<Head> => ({ head: h, prev: prev.map(id).sort() });
const after = (
  field: Field,
  current: readonly Head[],
  incoming: readonly Incoming<Head>[],
  covers: readonly Cover[] = [],
): readonly Head[] => headsAfter(field.merge, current, incoming, () => null, covers).heads;
const phone = auto(text());
const plan = review(text());
const status = decision(text());
const tlp = restrict(oneOf(TLP));
const caveats = restrict(list(oneOf(['H0', 'H1', 'H2', 'H3']), 4));
const retention = owner(text());
const ids = (heads: readonly Head[]): readonly string[] => heads.map((h) => h.id).sort();

describe('reading a field', () => {
  it('case 22: both set an auto field at once: the same winner everywhere, the other value listed', () => {
    const a = head(1, 'a', { ms: 5, ctr: 1 });
    const b = head(2, 'b', { ...from('B02'), ms: 9_999_999_999 });
    for (const heads of [
      [a, b],
      [b, a],
    ]) {
      const reading = readField(phone, heads);
      expect(reading).toMatchObject({ value: 'a', state: 'auto-merged', settled: true });
      expect(ids(reading.others)).toEqual([b.id]);
    }
    const c = head(3, 'c', { ...from('C03'), ms: 9_999_999_999, ctr: 1 });
    expect(readField(phone, [b, c]).value).toBe('c');
    expect(readField(phone, [b, { ...c, ctr: 0 }]).value).toBe('c');
    expect(
      readField(phone, [
        { ...b, id: id(4) },
        { ...c, ctr: 0 },
      ]).value,
    ).toBe('b');
  });

  it('case 23: both set a decision at once: contested, gate closed; one resolution closes it', () => {
    const before = head(0, 'planned');
    const heads = after(status, [before], [line(head(1, 'go'), 0), line(head(2, 'no go', from('B02')), 0)]);
    expect(readField(status, heads, 'planned')).toMatchObject({ value: 'planned', state: 'contested', settled: false });
    expect(ids(readField(status, heads).others)).toEqual([id(1), id(2)]);
    expect(readField(status, heads)).toMatchObject({ value: null, winner: null });
    const resolved = after(status, heads, [line(head(3, 'go'), 1, 2)]);
    expect(readField(status, resolved)).toMatchObject({ value: 'go', state: 'single', settled: true, others: [] });
  });

  it('case 24: two different resolutions at once are one new conflict of the two', () => {
    const heads = [head(1, 'go'), head(2, 'no go', from('B02'))];
    const both = after(status, heads, [line(head(3, 'go'), 1, 2), line(head(4, 'hold', from('B02')), 1, 2)]);
    expect(ids(both)).toEqual([id(3), id(4)]);
    expect(readField(status, both).state).toBe('contested');
  });

  it('case 25: the same value from both is no conflict, in every class', () => {
    for (const field of [phone, plan, status, tlp]) {
      const heads = [head(1, 'RED'), head(2, 'RED', from('B02'))];
      expect(readField(field, heads)).toMatchObject({ value: 'RED', state: 'single', settled: true, others: [] });
    }
    const owned = [head(1, '2y'), head(2, '2y'), head(3, '2y', from('B02'))];
    expect(readField(retention, owned)).toMatchObject({ value: '2y', state: 'single', others: [] });
    expect(readField(caveats, [head(1, ['H1']), head(2, ['H1'], from('B02'))]).state).toBe('single');
  });

  it('case 26: amount and currency are one field: one conflict of two whole pairs, never a mixture', () => {
    const field = decision({ t: 'tuple', of: [text(), text()] });
    const reading = readField(field, [head(1, ['100', 'EUR']), head(2, ['90', 'USD'], from('B02'))]);
    expect(reading.state).toBe('contested');
    expect(reading.others.map((h) => JSON.stringify(h.value)).toSorted()).toEqual(['["100","EUR"]', '["90","USD"]']);
  });

  it('case 27: an informed edit with a right clock beats a clock three years ahead', () => {
    const wrong = head(1, 'old', { ms: 2_000_000_000_000 });
    const heads = after(phone, [wrong], [line(head(2, 'new', { ...from('B02'), ms: 5 }), 1)]);
    expect(readField(phone, heads)).toMatchObject({ value: 'new', state: 'single' });
  });

  it('a narrative changed twice at once is shown side by side with one value that is the same everywhere', () => {
    const heads = [head(1, 'one'), head(2, 'two')];
    expect(readField(plan, heads)).toMatchObject({ value: 'two', state: 'conflict', settled: true });
  });

  it('case 34: another agency cannot lower the code of a record, only propose it', () => {
    const heads = after(tlp, [head(1, 'AMBER')], [line(head(2, 'CLEAR', from('B02')), 1)]);
    expect(readField(tlp, heads)).toMatchObject({ value: 'AMBER', state: 'proposal' });
    expect(ids(readField(tlp, heads).others)).toEqual([id(2)]);
    const accepted = after(tlp, heads, [line(head(3, 'CLEAR'), 1, 2)]);
    expect(readField(tlp, accepted)).toMatchObject({ value: 'CLEAR', state: 'single' });
  });

  it('another agency may make it stricter at once; caveats add up in the order of the scheme', () => {
    const heads = after(tlp, [head(1, 'AMBER')], [line(head(2, 'RED', from('B02')), 1)]);
    expect(readField(tlp, heads)).toMatchObject({ value: 'RED', state: 'proposal' });
    const list3 = [head(1, ['H3', 'H0']), head(2, ['H1']), head(3, null)];
    expect(readField(caveats, list3)).toMatchObject({
      value: ['H0', 'H1', 'H3'],
      state: 'auto-merged',
      inherits: true,
    });
    const free = restrict(list(text()));
    expect(readField(free, [head(1, ['b']), head(2, ['a', 'b'])]).value).toEqual(['a', 'b']);
  });

  it("only the owner's word counts in the class owner, a later owner's before an earlier one's", () => {
    const b = head(2, 'never', { ...from('B02'), ms: 9_999 });
    expect(readField(retention, [b])).toMatchObject({ value: null, state: 'proposal' });
    expect(readField(retention, after(retention, [head(1, '2y')], [line(b, 1)]))).toMatchObject({
      value: '2y',
      state: 'proposal',
    });
    const newOwner = head(3, '5y', { author: 'B02', rank: 1 });
    const heads = after(retention, [newOwner], [line(head(4, '1y'), 3)]);
    expect(readField(retention, heads)).toMatchObject({ value: '5y', state: 'proposal' });
    expect(readField(retention, [head(1, '2y'), head(4, '3y')])).toMatchObject({ value: '3y', state: 'conflict' });
    expect(readField(retention, after(retention, [head(1, '2y'), b], [line(head(5, '3y'), 1, 2)]))).toMatchObject({
      value: '3y',
      state: 'single',
    });
  });

  it('a field never set reads null', () => {
    expect(readField(phone, [])).toMatchObject({ value: null, state: 'single', winner: null });
    expect(readField(tlp, [])).toMatchObject({ value: null, state: 'single' });
  });
});

describe('heads', () => {
  it('case 31: a late recipient does not take an old superseded line for current', () => {
    const covered = headsAfter('auto', [head(5, 'new')], [], () => null, [{ ids: [id(1), id(2)], rank: 0 }]);
    const named = new Map(covered.named);
    const late = headsAfter('auto', covered.heads, [line(head(1, 'old', from('B02')))], (i) => named.get(i) ?? null);
    expect(readField(phone, late.heads)).toMatchObject({ value: 'new', state: 'single', others: [] });
  });

  it('a k never leaves a field without a head, and stops counting once another head is there', () => {
    const covers = [{ ids: [id(1)], rank: 0 }];
    const heads = after(phone, [head(1, 'old')], [], covers);
    expect(countingHeads(heads).map((h) => h.value)).toEqual(['old']);
    expect(readField(phone, after(phone, heads, [line(head(2, 'new'))]))).toMatchObject({ value: 'new', others: [] });
  });

  it('a line is superseded by its own field only', () => {
    const otherField = headsAfter('auto', [], [line(head(9, 'x'), 1)], () => null);
    expect(otherField.named.get(id(1))).toEqual({ prev: 0, cover: null });
    // The store keeps marks per field: nothing is known of id 1 in this one.
    expect(after(status, [], [line(head(1, 'go'))])).toHaveLength(1);
  });

  it('says whether anything changed', () => {
    const h = head(1, 'a');
    expect(headsAfter('auto', [h], [], () => null).changed).toBe(false);
    expect(
      headsAfter('auto', [h], [line(head(0, 'z'))], (i) => (i === id(0) ? { prev: 0, cover: null } : null)).changed,
    ).toBe(false);
    expect(headsAfter('auto', [h], [line(head(2, 'b'), 1)], () => null).changed).toBe(true);
  });

  it('are a function of the set of lines: any order, any cut, any class (promise 1)', () => {
    const classes = ['auto', 'review', 'decision', 'restrict', 'owner'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...classes), historyArb, fc.infiniteStream(fc.nat({ max: 9 })), (merge, h, order) => {
        const whole = headsAfter(merge, [], h.lines, () => null, h.covers);
        const shuffled = shuffle<Incoming<Head> | Cover>([...h.lines, ...h.covers], order);
        let heads: readonly Head[] = [];
        const named = new Map<string, Named>();
        for (let at = 0; at < shuffled.length; ) {
          const part = shuffled.slice(at, at + 1 + (order.next().value ?? 0));
          at += part.length;
          const result = headsAfter(
            merge,
            heads,
            part.filter((p) => 'head' in p),
            (i) => named.get(i) ?? null,
            part.filter((p) => 'ids' in p),
          );
          heads = result.heads;
          for (const [i, n] of result.named) named.set(i, mergeNamed(named.get(i) ?? { prev: null, cover: null }, n));
        }
        const flat = (list: readonly Head[]): readonly string[] =>
          list.map((x) => `${x.id}${x.covered ? ' covered' : ''}`).sort();
        expect(flat(heads)).toEqual(flat(whole.heads));
        expect(countingHeads(heads).length).toBeGreaterThan(0);
        // Promise 2: every value is a head or was named by a line that was accepted (in the owner's classes: of equal or higher word).
        for (const l of h.lines) {
          const seen = h.lines.some(
            (o) =>
              o.prev.includes(l.head.id) &&
              (merge === 'restrict' || merge === 'owner' ? o.head.rank >= l.head.rank : true),
          );
          expect(heads.some((x) => x.id === l.head.id)).toBe(!seen);
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** Up to 12 lines, each naming some earlier ones; some of them covered by k lists of an owner. */
const historyArb = fc
  .record({
    prevs: fc.array(fc.array(fc.nat({ max: 11 }), { maxLength: 3 }), { minLength: 1, maxLength: 12 }),
    ranks: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 12, maxLength: 12 }),
    covers: fc.array(
      fc.record({
        ids: fc.uniqueArray(fc.nat({ max: 11 }), { minLength: 1, maxLength: 4 }),
        rank: fc.integer({ min: 0, max: 2 }),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ prevs, ranks, covers }) => ({
    lines: prevs.map((p, n) => line(head(n, `v${n}`, { rank: ranks[n] ?? 0 }), ...new Set(p.filter((x) => x < n)))),
    covers: covers.map((c) => ({ ids: c.ids.map(id).sort(), rank: c.rank })),
  }));

function shuffle<T>(items: readonly T[], random: Iterator<number>): readonly T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = ((random.next().value ?? 0) * 7 + i) % (i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

describe('the last agreed value', () => {
  const past = new Map([
    [id(0), { value: 'draft', prev: [] }],
    [id(1), { value: 'planned', prev: [id(0)] }],
    [id(2), { value: 'go', prev: [id(1)] }],
    [id(3), { value: 'no go', prev: [id(1)] }],
    [id(4), { value: 'hold', prev: [id(3)] }],
    [id(5), { value: 'alone', prev: [] }],
  ]);
  const among = (lines: ReadonlyMap<string, PastLine>, covered: readonly number[], ...heads: readonly number[]) =>
    lastAgreed(
      heads.map((n) => head(n, null)),
      { lineOf: (i) => lines.get(i) ?? null, covered: () => covered.map(id) },
    );
  const of = (...heads: readonly number[]): Wire | undefined => among(past, [], ...heads);

  it('is that of the latest line every author had seen', () => {
    expect(of(2, 3)).toBe('planned');
    expect(of(2, 4)).toBe('planned');
  });

  it('is not known without a common past, and not invented', () => {
    expect(of(2, 5)).toBeUndefined();
    expect(among(new Map(), [], 2, 3)).toBeUndefined();
  });

  it('is the same for whoever holds heads and lists alone, and none where its own line was not sent', () => {
    const held = (...ids: readonly number[]) => new Map([...past].filter(([i]) => ids.some((n) => id(n) === i)));
    // Line 3 was put right before it was sent: 4 names it, and the owner's list names it and what it was written over.
    expect(among(held(1, 2, 4), [1, 3], 2, 4)).toBe('planned');
    expect(among(held(0, 1, 2, 4), [0, 1, 3], 2, 4)).toBe('planned');
    expect(among(held(0, 2, 4), [0, 1, 3], 2, 4)).toBeUndefined();
    expect(among(held(1, 2, 4), [], 2, 4)).toBeUndefined();
    // An earlier list that line 3 is not in says nothing of it.
    expect(among(held(1, 2, 4), [0, 1], 2, 4)).toBeUndefined();
  });
});

describe('the life of a record', () => {
  const closing = (n: number, ...seen: readonly number[]): Head => head(n, seen.map(id));

  it('is closed when the closer had seen all heads', () => {
    expect(readLife([], [id(1)])).toBe('open');
    expect(readLife([closing(9, 1, 2)], [id(1), id(2)])).toBe('closed');
    expect(readLife([head(9, null)], [id(1)])).toBe('open');
  });

  it('case 30: closed by A while B edits: visible, "edited while being closed"', () => {
    expect(readLife([closing(9, 1)], [id(2)])).toBe('edited');
    expect(readLife([closing(9, 1), closing(8, 2)], [id(1), id(2)])).toBe('closed');
  });

  it('stays visible when one closes and another opens at once', () => {
    expect(readLife([closing(9, 1), head(8, null)], [id(1)])).toBe('contested');
  });
});

describe('a release', () => {
  const g = (n: number, ...prev: readonly number[]) => release('g', n, prev);
  const x = (n: number, ...prev: readonly number[]) => release('x', n, prev);
  const release = (type: 'g' | 'x', n: number, prev: readonly number[]) => {
    const rest = {
      rec: id(9),
      to: 'B02',
      ms: n,
      ctr: 0,
      by: 'p',
      salt: 'abcdefghijkl',
      prev: prev.map(id).sort(),
      sig: null,
    };
    return { id: id(n), line: type === 'g' ? { type, terms: null, ...rest } : { type, reason: null, ...rest } };
  };

  it('case 36: nobody is released to by default', () => {
    expect(releaseState([])).toMatchObject({ open: false, recalled: false });
    expect(releaseState([g(1)]).open).toBe(true);
  });

  it('case 35: recall and release written concurrently: recalled', () => {
    expect(releaseState([g(1), x(2, 1), g(3, 1)])).toMatchObject({ open: false, recalled: true });
  });

  it('case 39: a recall known before the release it recalls keeps the record away', () => {
    expect(releaseState([x(2, 1)])).toMatchObject({ open: false, recalled: true });
    expect(releaseState([x(2, 1), g(1)]).open).toBe(false);
  });

  it('a new release names the recall; what was sent under the old one stays withdrawn', () => {
    const state = releaseState([g(1), g(2, 1), x(3, 2), g(4, 3)]);
    expect(state.open).toBe(true);
    expect([...state.live]).toEqual([id(4)]);
  });
});
