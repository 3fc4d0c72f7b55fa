import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const fresh = (): string => newRecoveryCode().use((code) => code);
const read = (typed: string): string | null => {
  const result = readRecoveryCode(typed);
  return result.ok ? result.value.use((symbols) => symbols) : null;
};

describe('recovery code', () => {
  it('is seven groups of four symbols, new each time', () => {
    const codes = Array.from({ length: 50 }, fresh);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes).size).toBe(50);
  });

  it('is read however a person types it', () => {
    for (let i = 0; i < 50; i++) {
      const code = fresh();
      const symbols = read(code);
      expect(symbols).toHaveLength(26);
      expect(read(code.toLowerCase())).toBe(symbols);
      expect(read(code.replaceAll('-', ''))).toBe(symbols);
      expect(read(`  ${code.replaceAll('-', '  –  ')}\n`)).toBe(symbols);
      expect(read(code.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(symbols);
      expect(read(code.replaceAll('0', 'o').replaceAll('1', 'I'))).toBe(symbols);
    }
  });

  it('notices any one or two wrong symbols and any two swapped ones', () => {
    const place = fc.nat({ max: 27 });
    const symbol = fc.constantFrom(...ALPHABET.split(''));
    fc.assert(
      fc.property(place, symbol, place, symbol, (i, x, j, y) => {
        const original = fresh().replaceAll('-', '');
        const typed = original.split('');
        typed[i] = x;
        typed[j] = y;
        expect(read(typed.join('')) !== null).toBe(typed.join('') === original);
        const swapped = original.split('');
        [swapped[i], swapped[j]] = [swapped[j] ?? '', swapped[i] ?? ''];
        expect(read(swapped.join('')) !== null).toBe(swapped.join('') === original);
      }),
    );
  });

  it('says what to look at', () => {
    const code = fresh();
    const reason = (typed: string) => {
      const result = readRecoveryCode(typed);
      return result.ok ? '' : result.error.reason;
    };
    expect(reason(code.slice(0, -1))).toBe('A recovery code has 7 groups of 4 characters; this one has 27 characters.');
    expect(reason(`${code.slice(0, 6)}!${code.slice(7)}`)).toBe(
      'Group 2 holds a character that recovery codes do not use.',
    );
    const wrong = `${code.slice(0, -1)}${code.endsWith('2') ? '3' : '2'}`;
    expect(reason(wrong)).toBe('There is a typing mistake in the recovery code. Compare each group with the print.');
    expect(reason(wrong)).not.toContain(wrong.slice(0, 4));
  });
});
