import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPassphrase } from '#electron/keys/passphrase.ts';
import { Passphrase } from '#shared/contract/values.ts';
import { groupsOf, lastGroupMatches, MIN_PASSPHRASE, strengthOf } from './passphrase.ts';

/** What the trusted side takes: the contract first, then the key store. */
const taken = (text: string): boolean => Passphrase.safeParse(text).success && checkPassphrase(text).ok;

describe('strength', () => {
  test('nothing typed is no fault yet, a short one is', () => {
    expect(strengthOf('')).toEqual({ score: 0, enough: false, missing: 'short' });
    expect(strengthOf('x'.repeat(MIN_PASSPHRASE - 1))).toEqual({ score: 1, enough: false, missing: 'short' });
  });

  test('length without variety is not enough', () => {
    expect(strengthOf('aaaaaaaaaaaaaaaaaaaaaaaaaa').missing).toBe('repeats');
    expect(strengthOf('abcdabcdabcdabcd').missing).toBe('repeats');
  });

  test('grows with length', () => {
    expect(strengthOf('heron amber lifts').score).toBe(2);
    expect(strengthOf('heron lifts amber dusk').score).toBe(3);
    expect(strengthOf('heron lifts amber dusk over').score).toBe(4);
    fc.assert(
      // plain letters: normal forms may join others, and then two texts are shorter together
      fc.property(fc.stringMatching(/^[a-z ]{1,40}$/), fc.stringMatching(/^[a-z ]{0,10}$/), (a, b) => {
        expect(strengthOf(a + b).score).toBeGreaterThanOrEqual(strengthOf(a).score === 4 ? 4 : 0);
        expect(strengthOf(`${a} ${b}`).score).toBeGreaterThanOrEqual(strengthOf(a).score);
      }),
    );
  });

  test.each([
    ['heron lifts', 'short'],
    ['abcdefghijk', 'short'],
    ['abcdefghijkl', null],
    ['one two six ten', null],
    ['once once one on', null],
    ['one one one on', 'repeats'],
    ['one two one t', null],
    ['heron heron x', null],
    ['two two two', 'short'],
    ['a b c d e f', 'short'],
    ['صقر يحلق فوق نهر', null],
    ['苍鹭 飞过 河流 之上', null],
    ['苍鹭飞过河流', 'short'],
    ['abcdabcdabcdabcd', 'repeats'],
    ['abcdeabcdeabcde', null],
    ['Đình Hương nở', null],
    [`${'heron '.repeat(171)}`, 'long'],
  ] as const)('%s: %s', (text, missing) => {
    expect(strengthOf(text).missing).toBe(missing);
    expect(taken(text)).toBe(missing === null);
  });

  test('the form and the key store have one rule: neither refuses what the other takes', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 8 }).map((w) => w.join(' '));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), words), (text) => {
        expect(strengthOf(text).enough).toBe(taken(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('recovery code', () => {
  const code = 'AB12-CD34 EF56-GH78';
  test('is parted by blanks or hyphens', () => {
    expect(groupsOf(code)).toEqual(['AB12', 'CD34', 'EF56', 'GH78']);
  });
  test.each([
    ['GH78', true],
    [' gh 78 ', true],
    ['gh-78', true],
    ['GH79', false],
    ['EF56', false],
    ['', false],
  ])('last group typed as "%s": %s', (typed, right) => {
    expect(lastGroupMatches(code, typed)).toBe(right);
  });
});
