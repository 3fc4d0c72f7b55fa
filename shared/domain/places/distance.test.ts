import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleKm } from './distance.ts';

const spot = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('great-circle distance', () => {
  // A quarter of the meridian of the mean sphere, and city pairs as aviation calculators give them on a sphere of that radius.
  it.each([
    ['pole to equator', { lat: 90, lon: 0 }, { lat: 0, lon: 0 }, 10_007.56],
    ['half around the equator', { lat: 0, lon: 0 }, { lat: 0, lon: 180 }, 20_015.11],
    ['across the date line', { lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111.195],
    ['one degree of latitude', { lat: 48, lon: 2 }, { lat: 49, lon: 2 }, 111.195],
  ])('%s', (_name, a, b, km) => expect(greatCircleKm(a, b)).toBeCloseTo(km, 1));

  it('is the same both ways, nothing to itself, and never longer by a detour', () =>
    fc.assert(
      fc.property(spot, spot, spot, (a, b, c) => {
        expect(greatCircleKm(a, b)).toBeCloseTo(greatCircleKm(b, a), 6);
        expect(greatCircleKm(a, a)).toBe(0);
        expect(greatCircleKm(a, c)).toBeLessThanOrEqual(greatCircleKm(a, b) + greatCircleKm(b, c) + 1e-6);
      }),
    ));
});
