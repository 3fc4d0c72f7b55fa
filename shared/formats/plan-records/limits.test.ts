import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomPlan } from '#test/builders/plan-arbitrary.ts';
import { RULES } from '../../domain/rules/registry.ts';
import { assert } from '../../result/result.ts';
import { DEFAULT_LIMITS, limitRows, limitsToPairs, pairsToLimits, setLimits } from './limits.ts';

type Pairs = readonly (readonly [string, string])[];
const set = (pairs: Pairs, ...changes: Pairs): Pairs => {
  const result = setLimits(pairs, changes);
  assert(result.ok, 'can be set');
  return result.value;
};
const refused = (...changes: Pairs): readonly string[] => {
  const result = setLimits([], changes);
  return result.ok ? [] : result.error.map(({ code, place }) => `${code} ${place}`);
};

describe('the list of limits', () => {
  it('holds every number of the plan, once, with its default and rules there are', () => {
    const leaves = (value: unknown): number =>
      typeof value !== 'object' || value === null || Array.isArray(value)
        ? 1
        : Object.values(value).reduce((sum: number, one: unknown) => sum + leaves(one), 0);
    const rows = limitRows(DEFAULT_LIMITS);
    expect(rows).toHaveLength(leaves(DEFAULT_LIMITS));
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    expect(rows.filter(({ value, standard }) => value !== standard)).toEqual([]);
    const known = new Set(RULES.map(({ id }) => id));
    expect(rows.filter(({ rules }) => rules.length === 0 || rules.some((id) => !known.has(id)))).toEqual([]);
  });
  it('names as readers only rules that read limits', () => {
    const named = new Set(limitRows(DEFAULT_LIMITS, ['KH']).flatMap(({ rules }) => rules));
    const reading = RULES.filter(({ reads }) => reads.has('limits')).map(({ id }) => id);
    expect([...named].sort()).toEqual(reading);
  });
  it('can set each by the text it shows, for any plan', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { limits } = randomPlan(seed, 1);
        const shown = limitRows(limits).map(({ key, value }) => [key, value] as const);
        expect(pairsToLimits(set([], ...shown)).limits).toEqual(limits);
        expect(pairsToLimits(limitsToPairs(limits))).toEqual({ limits, odd: [] });
      }),
      { numRuns: 100 },
    );
  });
});

describe('setting limits', () => {
  it('writes only what differs, and an empty text goes back to the default', () => {
    expect(set([], ['custody_h', '24'])).toEqual([['custody_h', '24']]);
    expect(set([['custody_h', '24']], ['custody_h', ''])).toEqual([]);
    expect(set([['custody_h', '24']], ['custody_h', '48'])).toEqual([]);
    expect(set([['custody_h', '24']], ['escort.irregular', '1:4'], ['lang_level', 'C1'])).toEqual([
      ['lang_level', 'C1'],
      ['escort.irregular', '1:4'],
      ['custody_h', '24'],
    ]);
  });
  it.each([
    ['lawful_hours.KH.search', '6-18'],
    ['lawful_hours.KH.search', '06:00-06:00'],
    ['lawful_hours.KH.search', '06:00-24:01'],
    ['custody_h', '0'],
    ['custody_h', '8761'],
    ['custody_h', '-1'],
    ['custody_h', 'two'],
    ['custody_h', '1e3'],
    ['custody_warn_pct', '101'],
    ['review_years', '6'],
    ['review_years', '2.5'],
    ['passport_months', '0.5'],
    ['egmont_days', '100001'],
    ['lang_level', 'b2'],
    ['escort.irregular', '1:0'],
    ['escort.irregular', '1'],
    ['escort.medic_from_persons', '2.5'],
  ])('%s takes no %s', (key, text) => {
    expect(refused([key, text])).toEqual([`limit-value ${key}`]);
    expect(pairsToLimits([[key, text]])).toEqual({ limits: DEFAULT_LIMITS, odd: [[key, text]] });
  });
  it.each([
    ['custody_h', '0.5', '1'],
    ['custody_warn_pct', '0', '1'],
    ['custody_warn_pct', '100.5', '100'],
    ['review_years', '0', '1'],
    ['passport_months', '1201', '1200'],
  ])('%s: %s is out, %s is in', (key, out, at) => {
    expect(refused([key, out])).toHaveLength(1);
    expect(refused([key, at])).toEqual([]);
  });
  it('refuses everything that is wrong at once, and sets nothing', () => {
    expect(refused(['custody_h', '24'], ['nonsense', '1'], ['rest_h', 'x'], ['__proto__', '1'])).toEqual([
      'limit-unknown nonsense',
      'limit-value rest_h',
      'limit-unknown __proto__',
    ]);
  });
  it('keeps limits of a newer version, and a text it does not understand until that limit is set', () => {
    const stored: Pairs = [
      ['future_h', '7'],
      ['rest_h', 'soon'],
    ];
    expect(set(stored, ['custody_h', '24'])).toEqual([['custody_h', '24'], ...stored]);
    expect(set(stored, ['rest_h', '10'])).toEqual([
      ['rest_h', '10'],
      ['future_h', '7'],
    ]);
    expect(set(stored, ['rest_h', ''])).toEqual([['future_h', '7']]);
  });
});
