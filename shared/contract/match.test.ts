import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText, matches } from './match.ts';

describe('search that forgives accents and case (ux.md, section 12)', () => {
  test.each([
    ['operation', 'Opération HÉRON'],
    ['heron', 'Opération HÉRON'],
    ['dinh', 'Đình Nguyễn'.replace('Đ', 'D')],
    ['cronologia', 'Cronología como tabla'],
    ['محمد', 'مُحَمَّد'],
    ['ｔ１２'.normalize('NFKC'), 'Ｔ１２'],
    ['entry alpha', 'Alpha: entry team'],
  ])('%s is found in %s', (typed, text) => {
    expect(matches(foldText(typed), text)).toBe(true);
  });

  test('every typed word must occur, in any order and in any of the texts', () => {
    expect(matches(foldText('heron entry'), 'Entry team', 'HERON')).toBe(true);
    expect(matches(foldText('heron exit'), 'Entry team', 'HERON')).toBe(false);
  });

  test('nothing typed finds everything', () => {
    expect(matches(foldText('   '), 'anything')).toBe(true);
  });

  test('a text is always found by itself', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => matches(foldText(text), text)));
  });
});
