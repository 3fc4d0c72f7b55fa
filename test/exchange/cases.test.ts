import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '#test/tools/places.ts';

const CASES = 44;
/** `case 7:`, `(case 7)`, `case 2 and 4`, `cases 38 to 40`: how the names of tests say which case of the exchange design they show. */
function casesIn(name: string): number[] {
  const range = /cases? (\d+) to (\d+)/.exec(name);
  if (range) return Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, i) => Number(range[1]) + i);
  return Array.from(name.matchAll(/cases? (\d+)(?:(?:, | and )(\d+))?/g), ([, a, b]) => [
    Number(a),
    ...(b === undefined ? [] : [Number(b)]),
  ]).flat();
}

test('every acceptance case of the exchange is a named test', () => {
  expect(casesIn('who (cases 38 to 40)')).toEqual([38, 39, 40]);
  expect(casesIn('case 2 and 4: again')).toEqual([2, 4]);
  const named = new Set<number>();
  for (const folder of [
    'shared/sync',
    'shared/exchange',
    'electron/exchange-file',
    'db/exchange',
    'test/exchange',
    'test/db',
    'test/crash',
  ]) {
    for (const name of readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.test.ts') || (name.endsWith('cases.test.ts') && folder === 'test/exchange')) continue;
      const text = readFileSync(path.join(ROOT, folder, name), 'utf8');
      for (const [, title = ''] of text.matchAll(/\b(?:it|test|describe)(?:\.\w+)?\(\s*(?:`|'|")([^\n]*)/g))
        for (const n of casesIn(title)) named.add(n);
    }
  }
  expect(Array.from({ length: CASES }, (_, i) => i + 1).filter((n) => !named.has(n))).toEqual([]);
});
