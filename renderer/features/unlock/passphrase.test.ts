import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPassphrase } from '#electron/keys/passphrase.ts';
import { groupsOf, lastGroupMatches, MIN_PASSPHRASE, strengthOf } from './passphrase.ts';

describe('strength', () => {
  test('nothing typed is no fault yet, a short one is', () => {
    expect(strengthOf('')).toEqual({ score: 0, enough: false, missing: 'short' });
    expect(strengthOf('x'.repeat(MIN_PASSPHRASE - 1))).toEqual({ score: 1, enough: false, missing: 'short' });
  });

  test('length without variety is not enough', () => {
    expect(strengthOf('aaaaaaaaaaaaaaaaaaaaaaaaaa').missing).toBe('repeats');
    expect(strengthOf('aAaAaAbBbBbBcCcCcC').missing).toBe('repeats');
  });

  test('grows with length', () => {
    expect(strengthOf('heron lifts amber dusk').score).toBe(3);
    expect(strengthOf('heron lifts amber dusk over').score).toBe(4);
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.string({ maxLength: 10 }), (a, b) => {
        const [short, long] = [strengthOf(a), strengthOf(a + b)];
        // normal forms may join letters, so only the plain case is compared
        if ((a + b).normalize('NFKC') === a + b) expect(long.score).toBeGreaterThanOrEqual(short.score);
      }),
    );
  });

  test('what the form lets through, the key store takes; never the other way into a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        if (strengthOf(text).enough) expect(checkPassphrase(text).ok).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('what the key store takes, the form lets through: one minimum, not two', () => {
    const samples = [
      'heron lifts am',
      'abcdefghijkl',
      'one two six ten',
      'صقر يحلق فوق نهر',
      '苍鹭 飞过 河流 之上',
      'abcdeabcdeabcde',
      'Đình Hương nở',
    ];
    const differ = samples.filter((s) => strengthOf(s).enough !== checkPassphrase(s).ok);
    expect(differ).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(strengthOf(text).enough).toBe(checkPassphrase(text).ok);
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
