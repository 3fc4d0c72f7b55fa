/** Refusals reach a person in their language: English says what the source says, the others have words of their own. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fault, type FaultCode } from '#shared/exchange/faults.ts';
import { CATALOGUES } from '#test/tools/catalogues.ts';

/** Codes as they stand in the source: the table itself is not handed out. */
const source = readFileSync(new URL('../../shared/exchange/faults.ts', import.meta.url), 'utf8');
const table = source.slice(source.indexOf('const FAULTS = {'), source.indexOf('} as const'));
const codes = [...table.matchAll(/^ {2}'?([a-z-]+)'?:/gm)].map((m) => m[1] as FaultCode);

/** Said by the window in its own words, since other parts use the code too. */
const GENERAL: readonly string[] = ['too-large'];

describe('every way an exchange file or card can be refused', () => {
  test('the table is found', () => {
    expect(codes.length).toBeGreaterThan(35);
    expect(codes).toContain('tampered');
  });

  test('English says what the source says', () => {
    const english: Readonly<Record<string, unknown>> = CATALOGUES.en.error.code;
    const differ = codes.filter((c) => !GENERAL.includes(c) && english[c] !== fault(c, '').reason);
    expect(differ).toEqual([]);
  });

  test.each(['fr', 'es', 'ar'] as const)('%s has words for each', (code) => {
    const words: Readonly<Record<string, unknown>> = CATALOGUES[code].error.code;
    expect(codes.filter((c) => !words[c] || words[c] === fault(c, '').reason)).toEqual([]);
  });
});
