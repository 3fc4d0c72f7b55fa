import { describe, expect, test } from 'vitest';
import { valueText } from './value-text.ts';

describe('values in words', () => {
  const id = 'A'.repeat(32);
  test.each([
    ['H+00:30', 'H+00:30'],
    [id, 'another record'],
    [`["${id}","${id}"]`, 'another record, another record'],
    ['["th","C1"]', 'th, C1'],
    ['[["en","B2"],["th",null]]', 'en B2, th –'],
    ['[1,true]', '1, true'],
    ['[not json', '[not json'],
    ['[]', ''],
    ['', ''],
  ])('%s', (value, text) => {
    expect(valueText(value, 'another record')).toBe(text);
  });
});
