/** docs/rules.md names every rule of the rule book, and says of each implemented one what the registry says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from './registry.ts';

const text = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| R-'))
  .map((line) => {
    const [, id = '', , severity = '', gate = '', , implemented = ''] = line.split('|').map((cell) => cell.trim());
    return { id: id.replace('‡', ''), dagger: id.endsWith('‡'), severity, gate, implemented };
  });

describe('docs/rules.md', () => {
  it('names each rule of the rule book once', () => {
    const families = { OP: 14, PER: 15, JIT: 10, AGR: 7, MOV: 18, FIN: 11, HAN: 13 };
    const all = Object.entries(families).flatMap(([family, n]) =>
      Array.from({ length: n }, (_, i) => `R-${family}-${String(i + 1).padStart(2, '0')}`),
    );
    expect(rows.map(({ id }) => id)).toEqual(all);
  });
  it('calls implemented exactly what the registry holds', () => {
    const implemented = rows.filter((row) => row.implemented.startsWith('yes')).map(({ id }) => id);
    expect([...implemented].sort()).toEqual(RULES.map(({ id }) => id));
  });
  it.each(RULES)('$id: severity, gate and ‡ as in the registry', (rule) => {
    const row = rows.find(({ id }) => id === rule.id);
    expect(row).toMatchObject({ gate: rule.gate, dagger: rule.dagger });
    expect(row?.severity.startsWith(rule.severity)).toBe(true);
  });
  it('gives a reason for every rule that is not', () => {
    expect(rows.filter((row) => !row.implemented.startsWith('yes') && !row.implemented.includes(':'))).toEqual([]);
  });
});
