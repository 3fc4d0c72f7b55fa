import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { padFor, padmeSize } from './padme.ts';

const length = fc.oneof(
  fc.nat({ max: 5_000 }),
  fc.nat({ max: 2 ** 31 - 1 }),
  fc.maxSafeNat().map((n) => n % 2 ** 45),
);

describe('Padmé', () => {
  it('gives the sizes of the paper', () => {
    expect([0, 1, 2, 3, 8, 9, 10, 100, 1000, 1_000_001].map(padmeSize)).toEqual([
      0, 1, 2, 3, 8, 10, 10, 104, 1024, 1_015_808,
    ]);
  });

  it('never shrinks, grows by less than 12 %, is its own fixed point and keeps the order', () => {
    fc.assert(
      fc.property(length, length, (a, b) => {
        const size = padmeSize(a);
        expect(size).toBeGreaterThanOrEqual(a);
        expect(size).toBeLessThanOrEqual(Math.ceil(a * 1.12));
        expect(padmeSize(size)).toBe(size);
        expect(size <= padmeSize(b)).toBe(a <= b || size === padmeSize(b));
      }),
    );
  });

  it('finds a pad that counts its own digits, for every length', () => {
    for (let n = 300; n < 6_000; n++) {
      const pad = padFor(n);
      const total = n + String(pad).length + pad;
      expect(padmeSize(total)).toBe(total);
    }
    fc.assert(
      fc.property(length, (n) => {
        const pad = padFor(n);
        const total = n + String(pad).length + pad;
        expect(padmeSize(total)).toBe(total);
        expect(total).toBeLessThanOrEqual(padmeSize(padmeSize(n + 16) + 1));
      }),
    );
  });
});
